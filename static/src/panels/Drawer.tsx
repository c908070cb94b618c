// The drawer: the list of the view's incidents or of one symbol on the map; over it an incident's card, over that a group's.
import { useComputed } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { groupCard, incidentCard, open } from "../cards";
import { markName, people, plural, range } from "../format";
import { answer, answered, clear, filter, listMark, loadMore, look, nextRows, rows, setFilter, setLook, totals } from "../state";
import { trouble } from "../trouble";
import type { Row } from "../types";
import { isEmpty } from "../url";
import { Card } from "./Card";
import { GroupCard } from "./GroupCard";

const ORDERS = [
  ["-when", "newest first"], ["when", "oldest first"], ["-killed", "most killed"], ["-wounded", "most wounded"],
  ["-corroboration", "most sources"], ["credibility", "most credible"], ["kind", "by kind"], ["place", "by place"], ["-published", "last published"],
] as const;
const STACKED = "(max-width: 60rem)";

interface Layer { depth: number; key: string }

export function Drawer() {
  const [card, facts] = [incidentCard.found.value, groupCard.found.value];
  useKeepPlace(facts ? { depth: 2, key: facts.group.slug } : { depth: card ? 1 : 0, key: card?.public_id ?? "" });
  return (
    <>
      <div hidden={card !== null || facts !== null}><List /></div>
      {card && <div hidden={facts !== null}><Card incident={card} /></div>}
      {facts && <GroupCard facts={facts} />}
    </>
  );
}

/** What lies behind a card keeps its place, and the keyboard goes along; on a phone what was asked for comes into sight. */
function useKeepPlace({ depth, key }: Layer): void {
  const kept = useRef([{ key: "", top: 0 }]); // the list, then what lies over it; the last is seen
  const { listed } = look.value;
  useLayoutEffect(() => {
    const drawer = document.getElementById("drawer")!;
    const before = kept.current.at(-1)!;
    const isBack = depth < kept.current.length - 1 && kept.current[depth]?.key === key;
    kept.current = [...kept.current.slice(0, isBack ? depth + 1 : depth), ...(isBack ? [] : [{ key, top: 0 }])];
    if (before.key === key) return;
    if (isBack || !isStacked()) scroller().scrollTop = kept.current.at(-1)!.top;
    else if (answer.peek()) drawer.scrollIntoView({ block: "start" });
    const isAtHand = document.activeElement === document.body || drawer.contains(document.activeElement);
    const target = isBack ? `[data-opens="${CSS.escape(before.key)}"]` : "[data-title]";
    if (isAtHand && answer.peek()) drawer.querySelector<HTMLElement>(`:scope > :not([hidden]) ${target}`)?.focus({ preventScroll: true });
  }, [depth, key]);
  useEffect(() => {
    const note = (): void => void (kept.current.at(-1)!.top = scroller().scrollTop);
    document.addEventListener("scroll", note, { passive: true, capture: true });
    return () => document.removeEventListener("scroll", note, { capture: true });
  }, []);
  useEffect(() => {
    if (listed && answer.peek() && isStacked()) document.getElementById("drawer")!.scrollIntoView({ block: "start" });
  }, [listed]);
}

/** Whether the drawer stands under the map, and scrolls with the page. */
function isStacked(): boolean {
  return matchMedia(STACKED).matches;
}

function scroller(): Element {
  return isStacked() ? document.documentElement : document.getElementById("drawer")!;
}

function List() {
  const now = totals.value;
  const list = useComputed(() => answer.value?.list).value;
  if (!now || !list) return trouble.value ? <p class="waiting">No list yet: the sentence above says why.</p> : <Skeleton />;
  if (now.incidents === 0) return <Nothing />;
  return (
    <>
      <div class="drawer-title">
        {look.value.listed && <Listed whole={now.incidents} />}
        <h2>{plural(list.count, "incident")}</h2>
        <Order />
      </div>
      <ol class="rows">{rows.value.map((row) => <Line key={row.public_id} row={row} />)}</ol>
      <More />
    </>
  );
}

function Skeleton() {
  return <div class="rows skeleton" aria-hidden="true">{Array.from({ length: 6 }, (_, place) => <p key={place}><span /><span /></p>)}</div>;
}

/** Says that only one symbol's incidents are listed; the ways back, and on to a filter. */
function Listed({ whole }: { whole: number }) {
  const { listed } = look.value;
  const name = useComputed(() => markName(answer.value, listed)).value;
  return (
    <div class="listed">
      <button class="quiet back" type="button" onClick={() => void listMark("")}>← All {plural(whole, "incident")}</button>
      <p><bdi>{name}</bdi></p>
      <button class="quiet" type="button" onClick={() => void setFilter({ ...filter.peek(), mark: listed })}>Filter everything by it</button>
    </div>
  );
}

function Nothing() {
  const isFiltered = !isEmpty(filter.value);
  return (
    <div class="empty">
      <h2>{isFiltered ? "No incidents match" : "Nothing is published yet"}</h2>
      {isFiltered
        ? <p>Take a filter away, or widen the dates. Nothing is hidden: only published incidents with a cited source are shown here.</p>
        : <p>Incidents appear here a few seconds after an editor has published them.</p>}
      {isFiltered && <button class="quiet" type="button" onClick={() => void clear()}>Clear filters</button>}
    </div>
  );
}

function Order() {
  return (
    <label class="order"><span class="visually-hidden">Order</span>
      <select value={look.value.ordering} onChange={(event) => void setLook({ ordering: event.currentTarget.value })}>
        {ORDERS.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
    </label>
  );
}

function Line({ row }: { row: Row }) {
  const groups = [...new Set(row.groups.map((one) => one.label))].join(", ");
  return (
    <li>
      <button type="button" class={`row family-${row.family}`} data-opens={row.public_id} onClick={() => void open(row.public_id)}>
        <span class="row-title" dir="auto">{row.title}</span>
        <span class="row-where">{row.when_text} · {row.place ? row.place.text : "place not known"}</span>
        <span class="row-who">{groups || "no group named"} · {row.corroboration === 1 && !row.unaligned ? "a party’s word" : plural(row.corroboration, "source")}{row.corroboration > 1 && !row.unaligned && ", all parties"}{row.has_conflict && <em> disagree</em>}</span>
        {row.killed.low !== null && <span class="row-killed" title={`Killed, as reported: ${range(row.killed)}`}><b>{people(row.killed, answered.value.counts)}</b> killed</span>}
        {row.state !== "published" && <span class="row-state">{row.state.replace("_", " ")}</span>}
      </button>
    </li>
  );
}

/** Asks for the next page as the end of the list comes into sight; a button does the same by hand. */
function More() {
  const end = useRef<HTMLButtonElement>(null);
  const address = nextRows.value;
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && trouble.peek() === null) void loadMore();
    }, { rootMargin: "300px" });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [address]);
  return address ? <button ref={end} class="quiet more" type="button" onClick={() => void loadMore()}>Show more</button> : null;
}
