// Runs through time with the map in step: one answer holds every moment.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { binName, plural } from "../format";
import { play, playAt, played, stopPlaying } from "../state";

const STEP_MS = 400;

export function Player() {
  const isRunning = useSignal(false);
  const now = played.value;
  const last = (now?.answer.bins.length ?? 0) - 1;
  useEffect(() => {
    if (!isRunning.value || !now) return;
    const wait = setTimeout(() => (now.at < last ? playAt(now.at + 1) : (isRunning.value = false)), STEP_MS);
    return () => clearTimeout(wait);
  });
  const start = (): void => {
    isRunning.value = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!now) void play();
    else if (now.at === last) playAt(0);
  };
  if (!now) return <button class="quiet play" type="button" onClick={start}>▶ Play</button>;
  const bin = now.answer.bins[now.at]!;
  const said = `${binName({ ...bin, families: [] }, now.answer.unit)}: ${plural(bin.count, "incident")}`;
  return (
    <span class="player">
      <button class="quiet" type="button" onClick={() => (isRunning.value ? (isRunning.value = false) : start())}>{isRunning.value ? "❚❚ Pause" : "▶ Play"}</button>
      <input
        type="range" min="0" max={last} value={now.at} aria-label="Moment that the map shows" aria-valuetext={said}
        onInput={(event) => (isRunning.value = false, playAt(Number(event.currentTarget.value)))}
      />
      <output>{said}</output>
      <button class="quiet" type="button" onClick={() => (isRunning.value = false, stopPlaying())}>Stop</button>
    </span>
  );
}
