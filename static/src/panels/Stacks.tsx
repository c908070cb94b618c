// What the timeline's bars look like: families stacked, or each on a line of its own.
import { labelOf } from "../format";
import { answer } from "../state";
import type { Bin } from "../types";
import { lanes, recently, shareOf, stacks } from "./brush";

interface Drawn { bins: readonly Bin[]; families: readonly string[] }

export function Stacks({ bins, families, isSplit }: Drawn & { isSplit: boolean }) {
  const recent = shareOf(recently(new Date()), bins) * bins.length;
  const { lines, paths } = isSplit ? lanes(bins, families.length) : { lines: [], paths: stacks(bins, families.length) };
  return (
    <>
      <svg viewBox={`0 0 ${bins.length} 1`} preserveAspectRatio="none" aria-hidden="true">
        {recent < bins.length && <rect class="recent" x={recent} width={bins.length - recent} height="1" />}
        {paths.map((path, place) => path && <path key={families[place]} class={`family-${families[place]}`} d={path} />)}
      </svg>
      {lines.map((family, line) => (
        <span key={family} class={`lane family-${families[family]}`} style={{ insetBlockStart: `${(100 * line) / lines.length}%` }}>
          {labelOf(answer.peek(), "family", families[family]!)}
        </span>
      ))}
    </>
  );
}
