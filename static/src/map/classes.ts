// Cuts counts into classes for a shaded map: round limits, each about as many times the one before. Knows no DOM.
export interface CountClass { from: number; to: number }
const MOST_CLASSES = 5;

/** Up to five classes that cover every count above zero, without gaps. */
export function classesOf(counts: readonly number[]): CountClass[] {
  const some = [...new Set(counts.filter((count) => count > 0))].sort((one, other) => one - other);
  const [least, most] = [some[0], some.at(-1)];
  if (least === undefined || most === undefined) return [];
  const starts = some.length <= MOST_CLASSES ? some : roundStarts(least, most);
  return starts.map((from, place) => ({ from, to: place + 1 < starts.length ? starts[place + 1]! - 1 : most }));
}

/** Which class a count is in, from 0; −1 for none. */
export function classOf(count: number, classes: readonly CountClass[]): number {
  return classes.findLastIndex(({ from }) => count >= from);
}

function roundStarts(least: number, most: number): number[] {
  const ratio = (most / least) ** (1 / MOST_CLASSES);
  const starts = [roundly(least, ratio, Math.floor)];
  for (let step = 1; step < MOST_CLASSES; step++) {
    const start = roundly(least * ratio ** step, ratio);
    if (start > starts.at(-1)! && start <= most) starts.push(start);
  }
  return starts;
}

/** Rounded to one digit where classes lie far apart, to two or more where they are close. */
function roundly(value: number, ratio: number, to = Math.round): number {
  const digits = ratio >= 1.8 ? 1 : ratio >= 1.1 ? 2 : 3;
  const unit = Math.max(1, 10 ** (Math.floor(Math.log10(value)) + 1 - digits));
  return to(value / unit) * unit;
}
