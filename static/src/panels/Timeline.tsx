// Incidents over time, stacked by family; drag, or Shift with an arrow key, to choose a span; play walks through it.
// A bar's number is the list's number for it.
import { useSignal } from "@preact/signals";
import { binName, number, plural } from "../format";
import { answer, filter, setFilter } from "../state";
import type { Bin } from "../types";
import { Player } from "./Player";

type Span = readonly [number, number];
const STILL_REPORTED_DAYS = 28;
const DAY_MS = 86_400_000;

export function Timeline() {
  const span = useSignal<Span | null>(null);
  const focus = useSignal(0);
  const timeline = answer.value?.timeline;
  if (!timeline) return null;
  const { bins, unit } = timeline;
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const choose = (chosen: Span): void => {
    span.value = null;
    void setFilter({ ...filter.peek(), from: bins[chosen[0]]!.start, to: bins[chosen[1]]!.end, dated: "" });
  };
  const clear = (): void => {
    span.value = null;
    void setFilter({ ...filter.peek(), from: "", to: "" });
  };
  const at = Math.min(focus.value, bins.length - 1);
  return (
    <figure class="timeline" aria-label="Incidents over time">
      <figcaption>
        <span class="title">Incidents by {unit}</span>
        <span class="note">highest {number(most)}</span>
        <Undated count={timeline.undated} />
        {(filter.value.from !== "" || filter.value.to !== "") && <button class="quiet" type="button" onClick={clear}>All dates</button>}
        {bins.length > 1 && <Player />}
      </figcaption>
      <div class="bars" role="group" aria-label="Bars: arrow keys move, Shift with arrows stretches, Enter chooses"
        onPointerUp={() => span.value && choose(sorted(span.value))} onPointerLeave={() => (span.value = null)}>
        {bins.map((bin, place) => (
          <Bar
            key={bin.start} bin={bin} unit={unit} most={most} families={timeline.families} isIn={isIn(bin, place, span.value)} isReached={place === at}
            onStart={() => (span.value = [place, place])}
            onReach={() => span.value && (span.value = [span.value[0], place])}
            onKey={(event) => move(event, place, bins, span.value ?? [place, place], { stretch: (next) => (span.value = next), go: (next) => (focus.value = next), choose, clear })}
          />
        ))}
      </div>
      <Axis bins={bins} unit={unit} />
    </figure>
  );
}

function Undated({ count }: { count: number }) {
  if (!count) return null;
  const isOnly = filter.value.dated === "no";
  const choose = (): void => void setFilter({ ...filter.peek(), from: "", to: "", dated: isOnly ? "" : "no" });
  return <button class="quiet" type="button" aria-pressed={isOnly} title="Only what has no date" onClick={choose}>{number(count)} undated</button>;
}

interface BarProps {
  bin: Bin; unit: string; most: number; families: readonly string[]; isIn: boolean; isReached: boolean;
  onStart(): void; onReach(): void; onKey(event: KeyboardEvent): void;
}

function Bar({ bin, unit, most, families, isIn, isReached, onStart, onReach, onKey }: BarProps) {
  const isRecent = Date.parse(bin.end) > Date.now() - STILL_REPORTED_DAYS * DAY_MS;
  const title = `${binName(bin, unit)}: ${plural(bin.count, "incident")}${isRecent ? ", still being reported" : ""}`;
  let top = 1;
  return (
    <button
      type="button" class={`${isIn ? "in" : ""}${isRecent ? " recent" : ""}`} tabIndex={isReached ? 0 : -1} aria-label={title} title={title}
      onPointerDown={onStart} onPointerEnter={onReach} onKeyDown={onKey}
    >
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        {bin.families.map((count, place) => {
          top -= count / most;
          return count > 0 && <rect key={families[place]} class={`family-${families[place]}`} y={top} width="1" height={count / most} />;
        })}
      </svg>
    </button>
  );
}

function Axis({ bins, unit }: { bins: readonly Bin[]; unit: string }) {
  const every = Math.max(1, Math.ceil(bins.length / 6));
  return (
    <div class="axis" aria-hidden="true">
      {bins.filter((_, place) => place % every === 0).map((bin) => <span key={bin.start}>{binName(bin, unit).replace("week of ", "")}</span>)}
    </div>
  );
}

function sorted([one, other]: Span): Span {
  return one <= other ? [one, other] : [other, one];
}

function isIn(bin: Bin, place: number, span: Span | null): boolean {
  if (span) return place >= sorted(span)[0] && place <= sorted(span)[1];
  const { from, to } = filter.value;
  return (!from || bin.end >= from) && (!to || bin.start <= to);
}

interface Moves { stretch(span: Span): void; go(place: number): void; choose(span: Span): void; clear(): void }

/** Arrows walk the bars, with Shift they stretch the span, Enter chooses it, Escape lets go of the dates. */
function move(event: KeyboardEvent, place: number, bins: readonly Bin[], span: Span, moves: Moves): void {
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -place, End: bins.length - 1 - place }[event.key] ?? 0;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    moves.choose(sorted(span));
  }
  if (event.key === "Escape") moves.clear();
  const next = place + step;
  if (!step || next < 0 || next >= bins.length) return;
  event.preventDefault();
  if (event.shiftKey) moves.stretch([span[0], next]);
  moves.go(next);
  ((event.currentTarget as HTMLElement).parentElement!.children[next] as HTMLElement).focus();
}
