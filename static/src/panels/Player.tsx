// Runs through time with the map in step: one answer holds every moment.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { binName, plural } from "../format";
import { play, playAt, played, stopPlaying } from "../state";

const WHOLE_MS = 24_000; // a run takes about so long
const [FASTEST_MS, SLOWEST_MS] = [60, 600];
const SPEEDS = [0.5, 1, 2, 4];

export function Player() {
  const now = played.value;
  const isRunning = useSignal(false);
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const start = (): void => {
    isRunning.value = !isStill;
    void play();
  };
  return now ? <Controls isRunning={isRunning} now={now} isStill={isStill} /> : <button class="quiet play" type="button" onClick={start}>{isStill ? "Step through" : "▶ Play"}</button>;
}

interface ControlsProps { isRunning: { value: boolean }; now: NonNullable<typeof played.value>; isStill: boolean }

function Controls({ isRunning, now, isStill }: ControlsProps) {
  const speed = useSignal(1);
  const { bins, unit } = now.answer;
  const last = bins.length - 1;
  const wait = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, WHOLE_MS / bins.length)) / speed.value;
  useEffect(() => {
    if (!isRunning.value) return;
    const timer = setTimeout(() => (now.at < last ? playAt(now.at + 1) : (isRunning.value = false)), wait);
    return () => clearTimeout(timer);
  });
  const go = (at: number): void => {
    isRunning.value = false;
    playAt(at);
  };
  const toggle = (): void => {
    if (!isRunning.value && now.at === last) playAt(0);
    isRunning.value = !isRunning.value;
  };
  const bin = bins[now.at]!;
  const said = `${binName(bin, unit)}: ${plural(bin.count, "incident")}`;
  return (
    <span class="player" role="group" aria-label="Play through time">
      {!isStill && <Key name={isRunning.value ? "Pause" : "Play"} sign={isRunning.value ? "❚❚" : "▶"} press={toggle} />}
      <Key name="One step back" sign="‹" press={() => go(now.at - 1)} isOff={now.at === 0} />
      <Key name="One step on" sign="›" press={() => go(now.at + 1)} isOff={now.at === last} />
      <input
        type="range" min="0" max={last} value={now.at} aria-label="Moment that the map shows" aria-valuetext={said}
        onInput={(event) => go(Number(event.currentTarget.value))}
      />
      <output aria-live={isRunning.value ? "off" : "polite"}>{said}</output>
      {!isStill && (
        <select aria-label="Speed" value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
          {SPEEDS.map((one) => <option key={one} value={one}>{one} ×</option>)}
        </select>
      )}
      <Key name="Stop and show the whole time" sign="✕" press={() => (isRunning.value = false, void stopPlaying())} />
    </span>
  );
}

function Key({ name, sign, press, isOff = false }: { name: string; sign: string; press(): void; isOff?: boolean }) {
  return <button class="quiet key" type="button" aria-label={name} title={name} aria-disabled={isOff} onClick={() => !isOff && press()}>{sign}</button>;
}
