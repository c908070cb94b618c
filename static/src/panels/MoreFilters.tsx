// What is asked less often: numbers of people, sources, disagreement, precision.
import { useState } from "preact/hooks";
import { filter, setFilter } from "../state";
import type { One } from "../url";

const CONFLICT = [["", "agree or not"], ["yes", "disagree"], ["no", "agree"]] as const;
const PRECISION = [["", "any"], ["site", "the site"], ["settlement", "the settlement"], ["district", "the district"], ["province", "the province"]] as const;
const NAMES: readonly One[] = ["killed_min", "wounded_min", "sources_min", "conflict", "precision", "dated"];
const [MOST_PEOPLE, MOST_SOURCES] = [1_000_000, 20];

export function MoreFilters() {
  const [wasUsed] = useState(() => NAMES.some((name) => filter.peek()[name] !== ""));
  return (
    <details class="more-filters" open={wasUsed}>
      <summary>More filters</summary>
      <fieldset class="facet"><legend>People, each incident</legend>
        <Least name="killed_min" title="Killed, at least" most={MOST_PEOPLE} />
        <Least name="wounded_min" title="Wounded, at least" most={MOST_PEOPLE} />
      </fieldset>
      <fieldset class="facet"><legend>Evidence</legend>
        <Least name="sources_min" title="Independent sources" most={MOST_SOURCES} />
        <Choose name="conflict" title="Sources" values={CONFLICT} />
        <Choose name="precision" title="Place known to" values={PRECISION} />
        <Undated />
      </fieldset>
    </details>
  );
}

function Least({ name, title, most }: { name: One; title: string; most: number }) {
  const change = (event: Event): void => {
    const box = event.currentTarget as HTMLInputElement;
    if (box.reportValidity()) set(name, box.value === "" ? "" : String(Number(box.value)));
  };
  return <label>{title} <input type="number" min="0" max={most} step="1" inputMode="numeric" value={filter.value[name]} onChange={change} /></label>;
}

function Choose({ name, title, values }: { name: One; title: string; values: readonly (readonly [string, string])[] }) {
  return (
    <label>{title}{" "}
      <select value={filter.value[name]} onChange={(event) => set(name, event.currentTarget.value)}>
        {values.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  );
}

function Undated() {
  const change = (event: Event): void => {
    const { checked } = event.currentTarget as HTMLInputElement;
    void setFilter({ ...filter.peek(), from: "", to: "", dated: checked ? "no" : "" });
  };
  return <label class="tick"><input type="checkbox" checked={filter.value.dated === "no"} onChange={change} /> only what has no date</label>;
}

function set(name: One, value: string): void {
  if (value !== filter.peek()[name]) void setFilter({ ...filter.peek(), [name]: value });
}
