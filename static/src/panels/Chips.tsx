// What the view is narrowed by, each with a way to take it away.
import { dates, labelOf, said } from "../format";
import { answer, clear, filter, setFilter } from "../state";
import { isEmpty, MANY, ONE, oneWith, together, toggled, type Filter, type Many } from "../url";

interface Chip { key: string; field?: string; name: string; without: Filter }
const FIELDS: Record<Many, string> = {
  group: "Group", one: "As one", province: "Province", district: "District", kind: "Kind", family: "Family", status: "Attribution", target: "Target",
  community: "Community", credibility: "Credibility", level: "",
};

export function Chips() {
  const now = filter.value;
  if (isEmpty(now)) return null;
  return (
    <ul class="chips" aria-label="Filters that are set">
      {chipsOf(now).map(({ key, field, name, without }, place) => (
        <li key={key}>
          <button type="button" class="chip" onClick={(event) => remove(event, place, without)} aria-label={`Remove filter: ${field ? `${field} ` : ""}${name}`}>
            {field && <small>{field}</small>}<bdi>{name}</bdi><span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {now.group.length > 1 && <li><button type="button" class="quiet" onClick={() => (toSentence(), void setFilter(together(now, now.group.flatMap((slug) => oneWith(now, slug)))))}>Treat these {now.group.length} groups as one</button></li>}
      <li><button type="button" class="quiet" onClick={() => (toSentence(), void clear())}>Clear filters</button></li>
    </ul>
  );
}

function chipsOf(now: Filter): Chip[] {
  const days = dates(now);
  return [
    ...MANY.flatMap((name) => now[name].map((value) => ({ key: `${name}=${value}`, field: FIELDS[name], name: labelOf(answer.value, name, value), without: toggled(now, name, value) }))),
    ...(days ? [{ key: "dates", name: days, without: { ...now, from: "", to: "" } }] : []),
    ...ONE.filter((name) => said(name, now, answer.value)).map((name) => ({ key: name, name: said(name, now, answer.value), without: { ...now, [name]: "" } })),
  ];
}

/** The keyboard's place goes to the chip that moves up. */
function remove(event: Event, place: number, without: Filter): void {
  const list = (event.currentTarget as HTMLElement).closest("ul")!;
  void setFilter(without);
  requestAnimationFrame(() => {
    if (list.isConnected) list.querySelectorAll("button")[place]?.focus();
    else toSentence();
  });
}

function toSentence(): void {
  document.querySelector<HTMLElement>(".sentence")?.focus();
}
