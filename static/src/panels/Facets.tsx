// The left rail: each list of counts is also the filter. Counts stand under all other filters, so nothing dead-ends.
import { useSignal } from "@preact/signals";
import { number } from "../format";
import { answer, filter, setFilter } from "../state";
import type { Count, Facets as Answered } from "../types";
import { toggled, type Many } from "../url";
import { Dates } from "./Dates";
import { MoreFilters } from "./MoreFilters";

const SHOWN = 7;
const MOST_SHOWN = 60;
const SEARCH_FROM = 10;
type Name = keyof Answered & Many;
const TITLES: Record<Name, string> = {
  group: "Group", province: "Province", district: "District", family: "Family of kinds", kind: "Kind", target: "Target",
  community: "Community struck", status: "Attribution", credibility: "Credibility",
};
const OFTEN: readonly Name[] = ["group", "province", "district", "kind", "status", "target", "community", "credibility", "family"];

export function Facets() {
  const facets = answer.value?.facets;
  if (!facets) return <div class="facet-skeleton" aria-hidden="true" />;
  const hasPlace = filter.value.province.length > 0 || filter.value.district.length > 0;
  const shown = OFTEN.filter((name) => name !== "district" || hasPlace).filter((name) => facets[name].length > 0 || name !== "community");
  return (
    <>
      {shown.slice(0, 2).map((name) => <Facet key={name} name={name} counts={facets[name]} />)}
      <Dates />
      {shown.slice(2).map((name) => <Facet key={name} name={name} counts={facets[name]} />)}
      <MoreFilters />
    </>
  );
}

function Facet({ name, counts }: { name: Name; counts: readonly Count[] }) {
  const typed = useSignal("");
  const isWhole = useSignal(false);
  const chosen = filter.value[name];
  const most = Math.max(1, ...counts.map((one) => one.count));
  const found = counts.filter((one) => matches(one, typed.value));
  const isLong = counts.length > SEARCH_FROM;
  const limit = isWhole.value || typed.value ? MOST_SHOWN : SHOWN;
  const shown = found.filter((one, place) => place < limit || chosen.includes(one.value));
  return (
    <fieldset class="facet">
      <legend>{TITLES[name]}</legend>
      {name === "group" && chosen.length > 0 && <Parts />}
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
      {found.length > shown.length && !isWhole.value && (
        <button class="quiet more" type="button" onClick={() => (isWhole.value = true)}>{`${found.length - shown.length} more`}</button>
      )}
      {found.length > shown.length && isWhole.value && <p class="none">{`${found.length - shown.length} more: type to find one.`}</p>}
    </fieldset>
  );
}

function Parts() {
  const change = (event: Event): void => {
    const { checked } = event.currentTarget as HTMLInputElement;
    void setFilter({ ...filter.peek(), parts: checked ? "yes" : "" });
  };
  return (
    <label class="tick">
      <input type="checkbox" checked={filter.value.parts === "yes"} onChange={change} /> or its chapters and factions
    </label>
  );
}

function Choice({ name, one, most, isChosen }: { name: Name; one: Count; most: number; isChosen: boolean }) {
  const choose = (): void => void setFilter(toggled(filter.peek(), name, one.value));
  const family = one.family ?? (name === "family" ? one.value : "");
  return (
    <li>
      <button
        type="button" class={`choice${family ? ` family-${family}` : ""}`} aria-pressed={isChosen} title={one.name ?? one.label}
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
