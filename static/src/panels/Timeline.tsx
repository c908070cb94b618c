// Incidents over time, stacked or split by family. A drag, or keys, choose a span; play walks through it.
// A bar's number is the list's number for it.
import { useComputed, useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { binName, number, plural } from "../format";
import { answer, filter, look, played, setFilter, setLook, timeline } from "../state";
import type { Bin, Timeline as Answered } from "../types";
import { after, moved, occurring, recently, shareOf, sorted, spanOf, ticks, type Span } from "./brush";
import { Player } from "./Player";
import { Stacks } from "./Stacks";
import { Trend } from "./Trend";

const MOST_TICKS = 7;
const STILL_SHARE = 0.78; // from here on stands "still being reported" where it does
const LAST_SHARE = 0.9; // a date from here on is written before its bar, not after

interface Brush { span: Signal<Span | null>; shown: ReadonlySignal<Span | null>; head: Signal<number>; hovered: Signal<number | null> }

export function Timeline() {
  const span = useSignal<Span | null>(null);
  const shown = useComputed(() => span.value ?? spanOf(timeline.value?.bins ?? [], filter.value.from, filter.value.to));
  const brush: Brush = { span, shown, head: useSignal(0), hovered: useSignal<number | null>(null) };
  const now = timeline.value;
  if (!now) return <div class="timeline skeleton" aria-hidden="true"><span /></div>;
  return (
    <figure class="timeline" aria-label="Incidents over time">
      <Caption now={now} brush={brush} />
      {now.bins.length === 0 ? <p class="none">No dated incident.</p> : <Plot now={now} brush={brush} />}
      <Trend />
    </figure>
  );
}

function Caption({ now, brush }: { now: Answered; brush: Brush }) {
  const { from, to } = filter.value;
  return (
    <figcaption>
      <span class="title"><span>Incidents </span>by {now.unit}</span>
      <Note now={now} brush={brush} />
      {now.undated > 0 && <Undated count={now.undated} />}
      {(from !== "" || to !== "") && <button class="quiet" type="button" onClick={() => clearDates(brush)}>All dates</button>}
      {!played.value && occurring(now.bins, now.families.length).length > 1 && <Split />}
      {now.bins.length > 1 && <Player />}
    </figcaption>
  );
}

/** What the pointer or the brush is on; else how high the bars are. */
function Note({ now: { bins, unit }, brush }: { now: Answered; brush: Brush }) {
  if (played.value || bins.length === 0) return null;
  const span = brush.span.value;
  const [from, to] = span ? sorted(span) : [brush.hovered.value, brush.hovered.value];
  const [first, last] = [bins[from ?? -1], bins[to ?? -1]];
  const highs = look.value.bars === "split" ? bins.flatMap((bin) => bin.families) : bins.map((bin) => bin.count);
  const name = first && last ? spanName(first, last, unit, answer.value?.robustness.killed[from!]) : `highest ${number(Math.max(0, ...highs))}`;
  return (
    <>
      <span class="note">{name}</span>
      <span class="visually-hidden" role="status">{span && first !== last ? name : ""}</span>
    </>
  );
}

function spanName(first: Bin, last: Bin, unit: string, killed: number | undefined): string {
  return first === last ? `${binName(first, unit)}: ${held(first, killed)}` : `${binName(first, unit)} – ${binName(last, unit)}`;
}

/** What a bar stands for. */
function held({ count }: Bin, killed: number | undefined): string {
  return [plural(count, "incident"), killed ? `${number(killed)} killed` : ""].filter(Boolean).join(", ");
}

function Undated({ count }: { count: number }) {
  const isOnly = filter.value.dated === "no";
  const choose = (): void => void setFilter({ ...filter.peek(), from: "", to: "", dated: isOnly ? "" : "no" });
  return <button class="quiet" type="button" aria-pressed={isOnly} title="Only what has no date" onClick={choose}>{number(count)} undated</button>;
}

/** A line for each family instead of one stack; nothing is asked for it. */
function Split() {
  const isSplit = look.value.bars === "split";
  return (
    <button class="quiet" type="button" aria-pressed={isSplit} title="A line for each family of kinds" onClick={() => void setLook({ bars: isSplit ? "stacked" : "split" })}>
      Split
    </button>
  );
}

function Plot({ now: { bins, unit, families }, brush }: { now: Answered; brush: Brush }) {
  const root = useRef<HTMLDivElement>(null);
  const at = (event: PointerEvent): number => {
    const { left, width } = root.current!.getBoundingClientRect();
    return Math.max(0, Math.min(bins.length - 1, Math.floor(((event.clientX - left) / width) * bins.length)));
  };
  const start = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    root.current!.setPointerCapture(event.pointerId);
    brush.span.value = [at(event), at(event)];
  };
  const reach = (event: PointerEvent): void => {
    const place = at(event);
    if (brush.hovered.peek() !== place) brush.hovered.value = place;
    const span = brush.span.peek();
    if (span && event.buttons && span[1] !== place) brush.span.value = [span[0], place];
  };
  const end = (): void => {
    const span = brush.span.peek();
    if (!span) return;
    choose(bins, span, brush);
    root.current!.querySelectorAll("button")[span[1]]?.focus({ preventScroll: true });
  };
  const head = Math.min(brush.head.value, bins.length - 1);
  const isSplit = look.value.bars === "split";
  const still = useMemo(() => <Stacks bins={bins} families={families} isSplit={isSplit} />, [bins, families, isSplit]); // the same element is not drawn anew
  const buttons = useMemo(() => <Buttons bins={bins} unit={unit} head={head} brush={brush} />, [bins, unit, head]);
  const axis = useMemo(() => <Axis bins={bins} unit={unit} />, [bins, unit]);
  return (
    <div class="plot">
      <div
        ref={root} class="bars" role="group" aria-label="Bars: arrow keys move, Shift with arrows stretches, Enter chooses, Escape lets go"
        onPointerDown={start} onPointerMove={reach} onPointerUp={end} onPointerCancel={() => (brush.span.value = null)}
        onPointerLeave={() => (brush.hovered.value = null)} onKeyDown={(event) => press(event, bins, brush)}
      >
        {still}
        {buttons}
        <Veils size={bins.length} brush={brush} />
        <Playhead bins={bins} />
      </div>
      {axis}
    </div>
  );
}

/** One button a bar, for its name, the keyboard and the pointer; nothing in it, so that hundreds are cheap. */
function Buttons({ bins, unit, head, brush }: { bins: readonly Bin[]; unit: string; head: number; brush: Brush }) {
  const since = recently(new Date());
  return (
    <>
      {bins.map((bin, place) => (
        <button
          key={bin.start} type="button" tabIndex={place === head ? 0 : -1}
          aria-label={`${binName(bin, unit)}: ${held(bin, answer.peek()?.robustness.killed[place])}${bin.end >= since ? ", still being reported" : ""}`}
          onFocus={() => (brush.head.value = place)} onClick={(event) => event.detail === 0 && choose(bins, [place, place], brush)}
        />
      ))}
    </>
  );
}

/** Pales what lies outside of the chosen span. */
function Veils({ size, brush }: { size: number; brush: Brush }) {
  const span = brush.shown.value;
  if (!span) return null;
  const [first, last] = sorted(span);
  return (
    <>
      <span class="veil" style={{ insetInlineStart: 0, inlineSize: `${(100 * first) / size}%` }} />
      <span class="veil" style={{ insetInlineEnd: 0, inlineSize: `${(100 * (size - 1 - last)) / size}%` }} />
      <span class="span" style={{ insetInlineStart: `${(100 * first) / size}%`, inlineSize: `${(100 * (last + 1 - first)) / size}%` }} />
    </>
  );
}

/** Where the map is in time while it plays. */
function Playhead({ bins }: { bins: readonly Bin[] }) {
  const bin = played.value?.answer.bins[played.value.at];
  if (!bin) return null;
  const [start, end] = [shareOf(bin.start, bins), shareOf(after(bin.end), bins)];
  return <span class="playhead" style={{ insetInlineStart: `${100 * start}%`, inlineSize: `${100 * (end - start)}%` }} />;
}

function Axis({ bins, unit }: { bins: readonly Bin[]; unit: string }) {
  const isStill = bins.at(-1)!.end >= recently(new Date());
  const room = isStill ? STILL_SHARE : 1;
  return (
    <div class="axis" aria-hidden="true">
      {ticks(bins, unit, MOST_TICKS).filter((place) => place / bins.length < room).map((place) => {
        const share = place / bins.length;
        const name = binName(bins[place]!, unit).replace("week of ", "");
        return <span key={place} class={share > LAST_SHARE ? "at-end" : ""} style={{ insetInlineStart: `${100 * share}%` }}>{name}</span>;
      })}
      {isStill && <span class="still">still being reported</span>}
    </div>
  );
}

/** Filters by a span; chosen a second time it is let go. */
function choose(bins: readonly Bin[], span: Span, { span: drawn, head }: Brush): void {
  const [first, last] = sorted(span);
  const [from, to] = [bins[first]!.start, bins[last]!.end];
  const now = filter.peek();
  const isLetGo = now.from === from && now.to === to;
  drawn.value = null;
  head.value = span[1];
  void setFilter({ ...now, from: isLetGo ? "" : from, to: isLetGo ? "" : to, dated: "" });
}

function clearDates({ span }: Brush): void {
  span.value = null;
  void setFilter({ ...filter.peek(), from: "", to: "" });
}

function press(event: KeyboardEvent, bins: readonly Bin[], brush: Brush): void {
  const { span, shown, head } = brush;
  const size = bins.length;
  const now = shown.peek() ?? ([Math.min(head.peek(), size - 1), Math.min(head.peek(), size - 1)] as const);
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    return choose(bins, now, brush);
  }
  if (event.key === "Escape") {
    if (!shown.peek()) return;
    event.preventDefault();
    return span.peek() ? void (span.value = null) : clearDates(brush);
  }
  const next = moved(now, event.key, { isStretching: event.shiftKey, size });
  if (!next) return;
  event.preventDefault();
  span.value = next;
  head.value = next[1];
  (event.currentTarget as HTMLElement).querySelectorAll("button")[next[1]]!.focus();
}
