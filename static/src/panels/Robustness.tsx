// The filter under nine views side by side: three demands on the evidence, three figures. A cell chooses its view.
import { useComputed } from "@preact/signals";
import { number } from "../format";
import { DEMANDS, FIGURES, isContrary, killedIn, short, viewOf, type Compared, type Counted, type Demand } from "../robustness";
import { answer, answered, filter, setFilter, timeline } from "../state";

const ARROWS: Record<string, string> = { rising: "↗", falling: "↘" };
const WORDS: Record<string, string> = { rising: ", rising", falling: ", falling", neither: ", no clear trend" };

interface CellProps { what: Counted; view: Compared; own: Compared | undefined; demand: Demand; isChosen: boolean }

export function Robustness() {
  const found = useComputed(() => answer.value?.robustness).value;
  if (!found) return null;
  const now = answered.value;
  const own = viewOf(found.views, now);
  const counts = now.counts || "best";
  const isOf = ({ sources_min, unaligned }: Demand): boolean => sources_min === now.sources_min && unaligned === now.unaligned;
  const cell = (what: Counted, demand: Demand, figure: string) => (
    <Cell key={demand.name} what={what} demand={demand} own={own} view={viewOf(found.views, { ...demand, counts: figure })!} isChosen={isOf(demand) && (what === "incidents" || figure === counts)} />
  );
  return (
    <fieldset class="facet robustness">
      <legend>Robustness</legend>
      <table>
        <thead><tr><td class="label" />{DEMANDS.map((one) => <th key={one.name} scope="col" title={one.title}>{one.name}</th>)}</tr></thead>
        <tbody>
          <tr><th scope="row">Incidents</th>{DEMANDS.map((one) => cell("incidents", one, counts))}</tr>
          {FIGURES.map((figure) => <tr key={figure}><th scope="row"><span>Killed, </span>{figure}</th>{DEMANDS.map((one) => cell("killed", one, figure))}</tr>)}
        </tbody>
      </table>
      {!DEMANDS.some(isOf) && own && <p class="none">Shown now is none of these: {number(own.incidents)} incidents, {killedIn(own)} killed.</p>}
      <Meaning bins={found.bins} />
    </fieldset>
  );
}

function Cell({ what, view, own, demand, isChosen }: CellProps) {
  const way = view.trends[what];
  const text = what === "killed" ? killedIn(view) : number(view.incidents);
  const isTurned = own !== undefined && isContrary(way, own.trends[what]);
  const title = `${what === "killed" ? `Killed by the ${view.counts} figures` : "Incidents"}, ${demand.title}: ${text}${WORDS[way] ?? ""}`;
  const choose = (): void => {
    const { sources_min, unaligned } = demand;
    const counts = what === "incidents" ? filter.peek().counts : view.counts === "best" ? "" : view.counts;
    void setFilter({ ...filter.peek(), sources_min, unaligned, counts });
  };
  return (
    <td>
      <button type="button" class={isTurned ? "is-turned" : ""} aria-pressed={isChosen} aria-label={title} title={title} onClick={choose}>
        {what === "killed" ? killedIn(view, short) : short(view.incidents)}<i aria-hidden="true">{ARROWS[way] ?? ""}</i>
      </button>
    </td>
  );
}

function Meaning({ bins }: { bins: number }) {
  const unit = timeline.value?.unit ?? "month";
  return (
    <details class="meaning">
      <summary>What these are</summary>
      <p>Each incident keeps three figures of its own: the lowest and the highest that any source gives, and the best that follows from all. “Non-party” leaves out what only parties to the conflict report; of the rest, low and high may still be a party’s figure, and so may the best where nobody else gives one.</p>
      <p>↗ and ↘ say that bars rise or fall more clearly than chance would have it: Mann–Kendall test at 5 %, over {number(bins)} complete {unit}{bins === 1 ? "" : "s"} of the timeline.</p>
    </details>
  );
}
