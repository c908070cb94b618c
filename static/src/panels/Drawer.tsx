// The drawer: the list of the view's incidents, those of one symbol on the map, or one incident's card.
import { useEffect, useRef } from "preact/hooks";
import { plural, range } from "../format";
import { answer, detail, filter, listMark, loadMore, look, nextRows, open, openId, rows, setFilter, setLook, trouble } from "../state";
import type { Explore, Row } from "../types";
import { NOTHING } from "../url";
import { Card } from "./Card";

const ORDERS = [
  ["-when", "newest first"], ["when", "oldest first"], ["-killed", "most killed"], ["-wounded", "most wounded"],
  ["-corroboration", "most sources"], ["credibility", "most credible"], ["place", "by place"], ["-published", "last published"],
] as const;

export function Drawer() {
  if (openId.value) return detail.value?.public_id === openId.value ? <Card incident={detail.value} /> : <p class="waiting">Opening {openId.value}…</p>;
  return <List />;
}

function List() {
  const now = answer.value;
  if (!now) return <p class="waiting">{trouble.value ? "No list: see the sentence above." : "Loading the list…"}</p>;
  if (now.totals.incidents === 0) return <Nothing />;
  const { listed } = look.value;
  return (
    <>
      {listed && <button class="quiet back" type="button" onClick={() => void listMark("")}>← All {plural(now.totals.incidents, "incident")}</button>}
      <div class="drawer-title">
        <h2>{listed ? `${nameOf(now, listed)}: ` : ""}{plural(now.list.count, "incident")}</h2>
        <Order />
      </div>
      <ol class="rows">{rows.value.map((row) => <Line key={row.public_id} row={row} />)}</ol>
      <More />
    </>
  );
}

function Nothing() {
  return (
    <div class="empty">
      <h2>No incidents match</h2>
      <p>Take a filter away, or widen the dates. Nothing is hidden: only published incidents with a cited source are shown here.</p>
      <button class="quiet" type="button" onClick={() => void setFilter(NOTHING)}>Clear filters</button>
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

/** What a symbol of the map is called. */
function nameOf(now: Explore, mark: string): string {
  const symbol = [...now.map.places, ...now.map.districts, ...now.map.provinces].find((one) => one.mark === mark);
  if (mark.startsWith("cell:")) return "This cell";
  const name = symbol?.name ?? mark.slice(mark.indexOf(":") + 1);
  return mark.startsWith("district:") ? `Known to ${name} district` : mark.startsWith("province:") ? `Known to ${name} only` : name;
}

function Line({ row }: { row: Row }) {
  return (
    <li>
      <button type="button" class={`row family-${row.family}`} data-id={row.public_id} onClick={() => void open(row.public_id)}>
        <span class="row-title">{row.title}</span>
        <span class="row-where">{row.when_text} · {row.place ? row.place.text : "place not known"}</span>
        <span class="row-who">{[...new Set(row.groups.map((one) => one.label))].join(", ") || "no group named"}</span>
        {row.killed.low !== null && <span class="row-killed" title="Killed, as reported"><b>{range(row.killed)}</b> killed</span>}
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
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [address, filter.value]);
  return address ? <button ref={end} class="quiet more" type="button" onClick={() => void loadMore()}>Show more</button> : null;
}
