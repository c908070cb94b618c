// The drawer: the list of the view's incidents, those of one symbol on the map, or one incident's card.
import { useComputed } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { markName, plural, range } from "../format";
import { answer, clear, detail, filter, listMark, loadMore, look, nextRows, open, openId, rows, setFilter, setLook, totals, trouble } from "../state";
import type { Row } from "../types";
import { isEmpty } from "../url";
import { Card } from "./Card";

const ORDERS = [
  ["-when", "newest first"], ["when", "oldest first"], ["-killed", "most killed"], ["-wounded", "most wounded"],
  ["-corroboration", "most sources"], ["credibility", "most credible"], ["kind", "by kind"], ["place", "by place"], ["-published", "last published"],
] as const;
const STACKED = "(max-width: 60rem)";

export function Drawer() {
  const card = openId.value ? detail.value : null;
  useKeepPlace(card?.public_id ?? "");
  return (
    <>
      <div hidden={card !== null}><List /></div>
      {card && <Card incident={card} />}
    </>
  );
}

/** The list keeps its place behind a card, and the keyboard goes along; on a phone what was asked for comes into sight. */
function useKeepPlace(opened: string): void {
  const kept = useRef({ top: 0, id: "" });
  const { listed } = look.value;
  useLayoutEffect(() => {
    const drawer = document.getElementById("drawer")!;
    const { current } = kept;
    const isAtHand = document.activeElement === document.body || drawer.contains(document.activeElement);
    if (opened) {
      current.id = opened;
      drawer.scrollTop = 0;
      if (isAtHand && answer.peek()) drawer.querySelector<HTMLElement>("#card-title")?.focus({ preventScroll: true });
    } else if (current.id) {
      drawer.scrollTop = current.top;
      if (isAtHand) drawer.querySelector<HTMLElement>(`[data-id="${CSS.escape(current.id)}"]`)?.focus();
    }
  }, [opened]);
  useEffect(() => {
    const drawer = document.getElementById("drawer")!;
    const note = (): void => void (openId.peek() || (kept.current.top = drawer.scrollTop));
    drawer.addEventListener("scroll", note, { passive: true });
    return () => drawer.removeEventListener("scroll", note);
  }, []);
  useEffect(() => {
    if ((opened || listed) && answer.peek() && matchMedia(STACKED).matches) document.getElementById("drawer")!.scrollIntoView({ block: "start" });
  }, [opened, listed]);
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
      <button type="button" class={`row family-${row.family}`} data-id={row.public_id} onClick={() => void open(row.public_id)}>
        <span class="row-title" dir="auto">{row.title}</span>
        <span class="row-where">{row.when_text} · {row.place ? row.place.text : "place not known"}</span>
        <span class="row-who">{groups || "no group named"} · {plural(row.corroboration, "source")}{row.has_conflict && <em> disagree</em>}</span>
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
    }, { rootMargin: "300px" });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [address]);
  return address ? <button ref={end} class="quiet more" type="button" onClick={() => void loadMore()}>Show more</button> : null;
}
