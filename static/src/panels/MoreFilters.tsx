// What is asked less often: numbers of people in the low, best or high view, sources, disagreement, precision.
import { filter, setFilter } from "../state";
import type { Filter, One } from "../url";

const VIEWS = [["", "best"], ["low", "low"], ["high", "high"]] as const;
const CONFLICT = [["", "either way"], ["yes", "sources disagree"], ["no", "sources agree"]] as const;
const PRECISION = [["", "any"], ["site", "a site"], ["settlement", "a settlement"], ["district", "a district"], ["province", "a province"]] as const;
const NAMES: readonly One[] = ["killed_min", "wounded_min", "counts", "sources_min", "conflict", "precision", "dated"];

export function MoreFilters() {
  const isUsed = NAMES.some((name) => filter.value[name] !== "");
  return (
    <details class="more-filters" open={isUsed}>
      <summary>More filters</summary>
      <fieldset class="facet"><legend>People</legend>
        <Least name="killed_min" title="Killed, at least" />
        <Least name="wounded_min" title="Wounded, at least" />
        <Choose name="counts" title="by the count that is" values={VIEWS} />
      </fieldset>
      <fieldset class="facet"><legend>Evidence</legend>
        <Least name="sources_min" title="Independent sources" />
        <Choose name="conflict" title="Disagreement" values={CONFLICT} />
        <Choose name="precision" title="Known at least to" values={PRECISION} />
      </fieldset>
    </details>
  );
}

function Least({ name, title }: { name: One; title: string }) {
  const change = (event: Event): void => {
    const box = event.currentTarget as HTMLInputElement;
    if (box.validity.valid) void setFilter(changed(name, box.value));
  };
  return <label>{title} <input type="number" min="0" max="1000000" inputMode="numeric" value={filter.value[name]} onChange={change} /></label>;
}

function Choose({ name, title, values }: { name: One; title: string; values: readonly (readonly [string, string])[] }) {
  return (
    <label>{title}{" "}
      <select value={filter.value[name]} onChange={(event) => void setFilter(changed(name, event.currentTarget.value))}>
        {values.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  );
}

function changed(name: One, value: string): Filter {
  return { ...filter.peek(), [name]: value };
}
