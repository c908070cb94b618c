// Which ties are shown: by family, status, confidence, sources, certainty, and around which group.
import { change, groups, network, tallies, together, view } from "../state";
import type { Confidence, Family, Status } from "../types";
import { CONFIDENCES, FAMILIES, MOST_STEPS, PLAIN, question, STATUSES } from "../url";
import { FAMILY_WORDS, STATUS_WORDS } from "../words";

export function Filters() {
  if (!network.value) return null;
  return (
    <>
      <Choices<Family> title="Ties" name="family" all={FAMILIES} chosen={view.value.families} words={FAMILY_WORDS} change={(families) => change({ families })} />
      <Choices<Status> title="Status" name="status" all={STATUSES} chosen={view.value.statuses} words={STATUS_WORDS} change={(statuses) => change({ statuses })} />
      <Choices<Confidence> title="Confidence" name="confidence" all={CONFIDENCES} chosen={view.value.confidences} words={{ high: "High", moderate: "Moderate", low: "Low" }} change={(confidences) => change({ confidences })} />
      <fieldset class="facet more-filters">
        <legend>Evidence</legend>
        <label>Independent outlets, at least <input type="number" min="0" max="99" value={view.value.sourcesMin} onInput={(event) => change({ sourcesMin: Math.max(0, Math.trunc(event.currentTarget.valueAsNumber) || 0) })} /></label>
        <label class="tick"><input type="checkbox" checked={view.value.isCertain} onChange={(event) => change({ isCertain: event.currentTarget.checked })} /> Certain on the day only</label>
        <label class="tick"><input type="checkbox" checked={view.value.isTogether} onChange={(event) => change({ isTogether: event.currentTarget.checked })} /> Named in the same incidents</label>
        {view.value.isTogether && together.value?.pairs.length === 0 && <p class="none">No two groups are named together in five incidents or more.</p>}
      </fieldset>
      <Around />
      {question(view.value).some(([name]) => name !== "as_of") && <button class="quiet more" type="button" onClick={() => change({ ...PLAIN, asOf: view.peek().asOf, chosen: view.peek().chosen, isTable: view.peek().isTable })}>Clear filters</button>}
    </>
  );
}

interface ChoicesProps<T extends string> { title: string; name: "family" | "status" | "confidence"; all: readonly T[]; chosen: readonly T[]; words: Record<T, string>; change(next: readonly T[]): void }

/** Each with its line as the picture draws it, and how many ties of it are shown, or would be. */
function Choices<T extends string>({ title, name, all, chosen, words, change: changed }: ChoicesProps<T>) {
  return (
    <fieldset class="facet lines">
      <legend>{title}</legend>
      {all.map((one) => (
        <label key={one} class="line">
          <input type="checkbox" checked={chosen.includes(one)} onChange={() => changed(all.filter((each) => (each === one) !== chosen.includes(each)))} />
          <svg class={`stroke ${name}-${one}`} viewBox="0 0 26 8" aria-hidden="true"><path d="M1 4h24" /></svg>
          <span>{words[one]}</span>
          <span class="figure">{tallies.value.get(one) ?? 0}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Around() {
  const { ego, steps } = view.value;
  return (
    <fieldset class="facet more-filters">
      <legend>Around one group</legend>
      <GroupSelect label="Group" value={ego} none="All groups" change={(slug) => change({ ego: slug, steps: 1 })} />
      {ego && (
        <label>Steps
          <select value={steps} onChange={(event) => change({ steps: Number(event.currentTarget.value) })}>
            {Array.from({ length: MOST_STEPS }, (_, at) => <option key={at} value={at + 1}>{at + 1}</option>)}
          </select>
        </label>
      )}
    </fieldset>
  );
}

export function GroupSelect({ label, value, none, change: changed }: { label: string; value: string; none: string; change(slug: string): void }) {
  const sorted = [...groups.value.values()].toSorted((one, other) => one.name.localeCompare(other.name));
  return (
    <label class="group-select"><span>{label}</span>
      <select value={value} onChange={(event) => changed(event.currentTarget.value)}>
        <option value="">{none}</option>
        {sorted.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
    </label>
  );
}
