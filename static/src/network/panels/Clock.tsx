// The date: a slider by months with play, the day itself, and beside them when ties and leaders came and went.
import { computed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { change, day, isPlaying, network, steps, today, turned } from "../state";
import { lately } from "../turns";
import { longDay } from "../words";

const ROOM = 950; // of 1000 along the slider; a year written later would be cut
const WHOLE_MS = 20_000; // a run takes about so long
const [FASTEST_MS, SLOWEST_MS] = [90, 400];
const MOST_NEWS = 3;

export function Clock() {
  if (!network.value) return null;
  return (
    <section class="clock" aria-label="Date">
      <Slider />
      <Marks />
      <News />
    </section>
  );
}

function Slider() {
  const all = steps.value;
  const last = all.length - 1;
  const at = all.findLastIndex((one) => one <= day.value);
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const go = (to: number): void => change({ asOf: to >= last ? "" : all[Math.max(0, to)]! });
  useEffect(() => {
    if (!isPlaying.value) return;
    const wait = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, WHOLE_MS / all.length));
    const timer = setTimeout(() => (at < last ? go(at + 1) : (isPlaying.value = false)), wait);
    return () => clearTimeout(timer);
  });
  const toggle = (): void => {
    if (!isPlaying.value && at === last) go(0);
    isPlaying.value = !isPlaying.value;
  };
  const step = (to: number): void => {
    isPlaying.value = false;
    go(to);
  };
  return (
    <div class="player" role="group" aria-label="As of">
      {!isStill && <button class="quiet key" type="button" aria-label={isPlaying.value ? "Pause" : "Play"} title={isPlaying.value ? "Pause" : "Play"} onClick={toggle}>{isPlaying.value ? "❚❚" : "▶"}</button>}
      <button class="quiet key" type="button" aria-label="A month back" title="A month back" onClick={() => step(at - 1)}>‹</button>
      <button class="quiet key" type="button" aria-label="A month on" title="A month on" onClick={() => step(at + 1)}>›</button>
      <input
        type="range" min="0" max={last} value={at} aria-label="As of" aria-valuetext={longDay(day.value)} onInput={(event) => step(Number(event.currentTarget.value))}
      />
      <label class="as-of">As of <input type="date" value={day.value} min={all[0]} max={today} onChange={(event) => event.currentTarget.value && change({ asOf: event.currentTarget.value === today ? "" : event.currentTarget.value })} /></label>
    </div>
  );
}

/** Years, and where along the slider something is known to have begun or ended. */
function Marks() {
  const all = steps.value;
  const last = Math.max(1, all.length - 1);
  const place = (iso: string): number => (1000 * all.findLastIndex((one) => one <= iso)) / last;
  const years = all.filter((one) => one.endsWith("-01-01") && one !== today);
  const every = Math.ceil(years.length / 10);
  return (
    <div class="clock-marks" aria-hidden="true">
      <svg class="turns" viewBox="0 0 1000 10" preserveAspectRatio="none"><path d={marks.value} /></svg>
      <ol class="years">{years.map((one, at) => at % every === 0 && place(one) < ROOM && <YearMark key={one} year={one.slice(0, 4)} at={place(one)} />)}</ol>
    </div>
  );
}

/** A position may only be set by script, as the page allows no styles in its markup. */
function YearMark({ year, at }: { year: string; at: number }) {
  return <li ref={(item) => void item?.style.setProperty("inset-inline-start", `${at / 10}%`)}>{year}</li>;
}

const marks = computed(() => {
  const last = Math.max(1, steps.value.length - 1);
  const places = new Set(turned.value.map(({ iso }) => Math.round((1000 * steps.value.findLastIndex((one) => one <= iso)) / last)));
  return [...places].map((place) => `M${place} 10V2`).join("");
});

/** What happened within two months before the day; the chronology beside the picture has the rest. */
function News() {
  const near = lately(turned.value, day.value).toReversed();
  return (
    <ul class="news" aria-label="In the two months before">
      {near.length === 0 && <li class="none">Nothing is dated to the two months before.</li>}
      {near.slice(0, MOST_NEWS).map(({ when, words }) => <li key={when + words}><bdi>{when}: {words}</bdi></li>)}
    </ul>
  );
}
