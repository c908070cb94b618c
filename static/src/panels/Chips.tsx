// What the view is narrowed by, each with a way to take it away.
import { labelOf, said } from "../format";
import { answer, filter, setFilter } from "../state";
import { isEmpty, MANY, NOTHING, ONE, toggled, type Filter } from "../url";

interface Chip { key: string; name: string; without: Filter }

export function Chips() {
  const now = filter.value;
  if (isEmpty(now)) return null;
  const chips: Chip[] = [
    ...MANY.flatMap((name) => now[name].map((value) => ({ key: `${name}=${value}`, name: labelOf(answer.value, name, value), without: toggled(now, name, value) }))),
    ...dates(now),
    ...ONE.filter((name) => said(name, now)).map((name) => ({ key: name, name: said(name, now), without: { ...now, [name]: "" } })),
  ];
  return (
    <ul class="chips" aria-label="Filters that are set">
      {chips.map(({ key, name, without }) => (
        <li key={key}>
          <button type="button" class="chip" onClick={() => void setFilter(without)} aria-label={`Remove filter: ${name}`}>
            <bdi>{name}</bdi><span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li><button type="button" class="quiet" onClick={() => void setFilter(NOTHING)}>Clear filters</button></li>
    </ul>
  );
}

function dates(now: Filter): Chip[] {
  if (!now.from && !now.to) return [];
  const name = now.from && now.to ? `${now.from} – ${now.to}` : now.from ? `from ${now.from}` : `until ${now.to}`;
  return [{ key: "dates", name, without: { ...now, from: "", to: "" } }];
}
