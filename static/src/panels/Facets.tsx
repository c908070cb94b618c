// The left rail: each list of counts is also the filter. Counts stand under all other filters, so nothing dead-ends.
import { useSignal } from "@preact/signals";
import { number } from "../format";
import { answer, filter, setFilter } from "../state";
import type { Count } from "../types";
import { toggled, type Many } from "../url";
import { Dates } from "./Dates";

const SHOWN = 7;
const SEARCH_FROM = 10;
const TITLES: Record<Many, string> = { group: "Group", province: "Province", district: "District", kind: "Kind", status: "Attribution" };

export function Facets() {
  const facets = answer.value?.facets;
  if (!facets) return <div class="facet-skeleton" aria-hidden="true" />;
  return (
    <>
      <Facet name="group" counts={facets.group} />
      <Facet name="province" counts={facets.province} />
      {(filter.value.province.length > 0 || filter.value.district.length > 0) && <Facet name="district" counts={facets.district} />}
      <Facet name="kind" counts={facets.kind} />
      <Facet name="status" counts={facets.status} />
      <Dates />
    </>
  );
}

function Facet({ name, counts }: { name: Many; counts: readonly Count[] }) {
  const typed = useSignal("");
  const isWhole = useSignal(false);
  const chosen = filter.value[name];
  const most = Math.max(1, ...counts.map((one) => one.count));
  const found = counts.filter((one) => matches(one, typed.value));
  const isLong = counts.length > SEARCH_FROM;
  const shown = isWhole.value || typed.value ? found : found.filter((one, place) => place < SHOWN || chosen.includes(one.value));
  return (
    <fieldset class="facet">
      <legend>{TITLES[name]}</legend>
      {isLong && (
        <input
          class="facet-search" type="search" value={typed.value} dir="auto" placeholder={`Find in ${counts.length}`}
          aria-label={`Find a ${TITLES[name].toLowerCase()}`} onInput={(event) => (typed.value = event.currentTarget.value)}
        />
      )}
      <ul>
        {shown.map((one) => <Choice key={one.value} name={name} one={one} most={most} isChosen={chosen.includes(one.value)} />)}
      </ul>
      {found.length === 0 && <p class="none">{typed.value ? "No name like this." : "None."}</p>}
      {found.length > shown.length && (
        <button class="quiet more" type="button" onClick={() => (isWhole.value = true)}>{`${found.length - shown.length} more`}</button>
      )}
    </fieldset>
  );
}

function Choice({ name, one, most, isChosen }: { name: Many; one: Count; most: number; isChosen: boolean }) {
  const choose = (): void => void setFilter(toggled(filter.peek(), name, one.value));
  return (
    <li>
      <button
        type="button" class={`choice${one.family ? ` family-${one.family}` : ""}`} aria-pressed={isChosen} title={one.name ?? one.label}
        data-value={one.value} onClick={choose}
      >
        <span class="name">{one.label}</span>
        <span class="figure">{number(one.count)}</span>
        <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1"><rect width={(100 * one.count) / most} height="1" /></svg>
      </button>
    </li>
  );
}

function matches(one: Count, typed: string): boolean {
  const plain = (text: string): string => text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
  return plain(`${one.label} ${one.name ?? ""}`).includes(plain(typed.trim()));
}
