// Under the timeline: whether its bars rise or fall, and under which other views they would not.
import { useComputed } from "@preact/signals";
import { plural } from "../format";
import { isContrary, trendOf, viewOf, type Counted } from "../robustness";
import { answer, answered } from "../state";

const LEAST_BINS = 8;
const NAMES: readonly (readonly [Counted, string])[] = [["incidents", "Incidents"], ["killed", "Killed"]];

export function Trend() {
  const now = useComputed(() => answer.value).value;
  if (!now) return null;
  const { bins, views } = now.robustness;
  const own = viewOf(views, answered.value);
  if (!own || now.timeline.bins.length === 0) return null;
  if (bins < LEAST_BINS) {
    return <p class="trend">Too few points to say whether this rises or falls: {plural(bins, `complete ${now.timeline.unit}`)}, and it takes {LEAST_BINS}.</p>;
  }
  return (
    <dl class="trend">
      {NAMES.map(([what, name]) => {
        const isTurning = views.some((one) => isContrary(one.trends[what], own.trends[what]));
        return <div key={what} class={isTurning ? "is-turned" : ""}><dt>{name}:</dt> <dd>{trendOf(what, views, own)}.</dd></div>;
      })}
    </dl>
  );
}
