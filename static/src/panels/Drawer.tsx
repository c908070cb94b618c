// The drawer: the list of the view's incidents, those of one mark, or one incident's card.
import { useEffect, useRef } from "preact/hooks";
import { plural, range } from "../format";
import { answer, detail, filter, loadMore, nextRows, open, openId, rows, setFilter, showSpot, spot, trouble } from "../state";
import type { Row, Spot } from "../types";
import { NOTHING } from "../url";
import { Card } from "./Card";

export function Drawer() {
  if (openId.value) return detail.value?.public_id === openId.value ? <Card incident={detail.value} /> : <p class="waiting">Opening {openId.value}…</p>;
  return spot.value ? <AtSpot /> : <List />;
}

function List() {
  if (!answer.value) return <p class="waiting">{trouble.value ? "No list: see the sentence above." : "Loading the list…"}</p>;
  if (rows.value.length === 0) {
    return (
      <div class="empty">
        <h2>No incidents match</h2>
        <p>Take a filter away, or widen the dates. Nothing is hidden: only published incidents with a cited source are shown here.</p>
        <button class="quiet" type="button" onClick={() => void setFilter(NOTHING)}>Clear filters</button>
      </div>
    );
  }
  return (
    <>
      <h2 class="drawer-title">{plural(answer.value.list.count, "incident")} <small>newest first</small></h2>
      <ol class="rows">{rows.value.map((row) => <Line key={row.public_id} row={row} />)}</ol>
      <More />
    </>
  );
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

/** Incidents of one mark: rows already listed are shown whole, others by what the map knows of them. */
function AtSpot() {
  const { title, ids } = spot.value!;
  const points = new Map(answer.value?.map.points.map((one) => [one.id, one]));
  return (
    <>
      <button class="quiet back" type="button" onClick={() => showSpot(null)}>← All {plural(answer.value?.list.count ?? 0, "incident")}</button>
      <h2 class="drawer-title">{title}</h2>
      <ol class="rows">
        {ids.map((id) => {
          const row = rows.value.find((one) => one.public_id === id);
          return row ? <Line key={id} row={row} /> : <Brief key={id} id={id} point={points.get(id)} />;
        })}
      </ol>
    </>
  );
}

function Brief({ id, point }: { id: string; point: Spot | undefined }) {
  return (
    <li>
      <button type="button" class={`row family-${point?.family ?? "other"}`} data-id={id} onClick={() => void open(id)}>
        <span class="row-title">{point?.title ?? id}</span>
        {point && <span class="row-where">{point.when}</span>}
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
