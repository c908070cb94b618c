// Incidents over time; drag, or Shift with an arrow key, to choose a span. A bar's number is the list's number for it.
import { useSignal } from "@preact/signals";
import { binName, number, plural } from "../format";
import { answer, filter, setFilter } from "../state";
import type { Bin } from "../types";

type Span = readonly [number, number];

export function Timeline() {
  const span = useSignal<Span | null>(null);
  const timeline = answer.value?.timeline;
  if (!timeline) return null;
  const { bins, unit, undated } = timeline;
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const choose = (chosen: Span): void => {
    span.value = null;
    void setFilter({ ...filter.peek(), from: bins[chosen[0]]!.start, to: bins[chosen[1]]!.end });
  };
  const clear = (): void => void setFilter({ ...filter.peek(), from: "", to: "" });
  const isFiltered = filter.value.from !== "" || filter.value.to !== "";
  return (
    <figure class="timeline" aria-label="Incidents over time">
      <figcaption>
        <span class="title">Incidents by {unit}</span>
        <span class="note">highest {number(most)}{undated > 0 && ` · ${plural(undated, "incident")} undated`}</span>
        {isFiltered && <button class="quiet" type="button" onClick={clear}>All dates</button>}
      </figcaption>
      <div class="bars" onPointerUp={() => span.value && choose(sorted(span.value))} onPointerLeave={() => (span.value = null)}>
        {bins.map((bin, place) => (
          <Bar
            key={bin.start} bin={bin} unit={unit} height={bin.count / most} isIn={isIn(bin, place, span.value)}
            onStart={() => (span.value = [place, place])}
            onReach={() => span.value && (span.value = [span.value[0], place])}
            onKey={(event) => move(event, place, bins, span.value ?? [place, place], (next) => (span.value = next), choose)}
          />
        ))}
      </div>
      <Axis bins={bins} unit={unit} />
    </figure>
  );
}

interface BarProps {
  bin: Bin; unit: string; height: number; isIn: boolean;
  onStart(): void; onReach(): void; onKey(event: KeyboardEvent): void;
}

function Bar({ bin, unit, height, isIn, onStart, onReach, onKey }: BarProps) {
  const title = `${binName(bin, unit)}: ${plural(bin.count, "incident")}`;
  return (
    <button type="button" class={isIn ? "in" : ""} aria-label={title} title={title} onPointerDown={onStart} onPointerEnter={onReach} onKeyDown={onKey}>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><rect y={1 - height} width="1" height={height} /></svg>
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

/** Arrows walk the bars, with Shift they stretch the span, Enter chooses it. */
function move(event: KeyboardEvent, place: number, bins: readonly Bin[], span: Span, stretch: (next: Span) => void, choose: (span: Span) => void): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(sorted(span));
  }
  const next = place + step;
  if (!step || next < 0 || next >= bins.length) return;
  event.preventDefault();
  if (event.shiftKey) stretch([span[0], next]);
  const bars = (event.currentTarget as HTMLElement).parentElement!.children;
  (bars[next] as HTMLElement).focus();
}
