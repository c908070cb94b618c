// The left rail: each list of counts is also the filter. Counts stand under all other filters, so nothing dead-ends.
import { useComputed, useSignal } from "@preact/signals";
import { openGroup } from "../cards";
import { number } from "../format";
import { facets, filter, setFilter } from "../state";
import type { Count, Facets as Answered } from "../types";
import { toggled, type Many } from "../url";
import { Dates } from "./Dates";
import { shownRows } from "./facetRows";
import { MoreFilters } from "./MoreFilters";
import { Robustness } from "./Robustness";

const SHOWN = 6;
const MOST_SHOWN = 60;
const MOST_TAKEN_IN = 5;
const SEARCH_FROM = 10;
type Name = keyof Answered & Many;
const TITLES: Record<Name, string> = {
  group: "Group", province: "Province", district: "District", family: "Family of kinds", kind: "Kind", target: "Target",
  community: "Community struck", status: "Attribution", credibility: "Credibility",
};
const WHERE: readonly Name[] = ["group", "province", "district"];
const WHAT: readonly Name[] = ["family", "kind", "target", "community", "status", "credibility"];

export function Facets() {
  if (!facets.value) return <div class="facet-skeleton skeleton" aria-hidden="true">{Array.from({ length: 14 }, (_, place) => <span key={place} />)}</div>;
  return (
    <>
      <Robustness />
      {WHERE.map((name) => <Facet key={name} name={name} />)}
      <Dates />
      {WHAT.map((name) => <Facet key={name} name={name} />)}
      <MoreFilters />
    </>
  );
}

function Facet({ name }: { name: Name }) {
  const counted = useComputed(() => facets.value?.[name] ?? []);
  const chosenHere = useComputed(() => filter.value[name]);
  const typed = useSignal("");
  const isWhole = useSignal(false);
  const [counts, chosen] = [counted.value, chosenHere.value];
  if (counts.length === 0 && chosen.length === 0) return null;
  const most = Math.max(1, ...counts.map((one) => one.count));
  const { rows, hidden } = shownRows(counts, typed.value, chosen, isWhole.value || typed.value ? MOST_SHOWN : SHOWN);
  const isSingle = hidden === 1 && !typed.value;
  const shown = isSingle ? shownRows(counts, "", chosen, SHOWN + 1).rows : rows; // "1 more" takes the room of one more
  return (
    <fieldset class="facet">
      <legend>{TITLES[name]}</legend>
      {name === "group" && chosen.length > 0 && <Parts />}
      {counts.length > SEARCH_FROM && <Find title={TITLES[name]} of={counts.length} typed={typed} choose={() => rows[0] && choose(name, rows[0].value)} />}
      <ul onKeyDown={walk}>
        {shown.map((one) => <Choice key={one.value} name={name} one={one} most={most} isChosen={chosen.includes(one.value)} />)}
      </ul>
      {shown.length === 0 && <p class="none">{typed.value ? "No name like this." : "None."}</p>}
      {hidden > 0 && !isSingle && (isWhole.value || typed.value
        ? <p class="none">{number(hidden)} more: type to find one.</p>
        : <button class="quiet more" type="button" onClick={() => (isWhole.value = true)}>{number(hidden)} more</button>)}
      {isWhole.value && !typed.value && <button class="quiet more" type="button" onClick={() => (isWhole.value = false)}>Fewer</button>}
    </fieldset>
  );
}

/** Which groups' incidents were counted for the chosen ones, because they belonged to these then. */
function takenIn(groups: readonly Count[]): string {
  const taken = groups.filter((one) => one.taken_in).toSorted((one, other) => other.taken_in! - one.taken_in!);
  const [named, more] = [taken.slice(0, MOST_TAKEN_IN), taken.length - MOST_TAKEN_IN];
  const words = [...named.map((one) => `${one.label} ${number(one.taken_in!)}`), ...(more > 0 ? [`${number(more)} more groups`] : [])];
  return words.length ? `Took in ${words.join(", ")}` : "No other group belonged to it in these incidents.";
}

interface FindProps { title: string; of: number; typed: { value: string }; choose(): void }

function Find({ title, of, typed, choose }: FindProps) {
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && typed.value.trim()) {
      choose();
      typed.value = "";
    } else if (event.key === "Escape" && typed.value) {
      event.preventDefault();
      typed.value = "";
    }
  };
  return (
    <input
      class="facet-search" type="search" value={typed.value} dir="auto" placeholder={`Find in ${of}`} aria-label={`Find a ${title.toLowerCase()}: Enter chooses the first`}
      onInput={(event) => (typed.value = event.currentTarget.value)} onKeyDown={press}
    />
  );
}

function Parts() {
  const change = (event: Event): void => {
    const { checked } = event.currentTarget as HTMLInputElement;
    void setFilter({ ...filter.peek(), parts: checked ? "yes" : "" });
  };
  const isOn = filter.value.parts === "yes";
  return (
    <>
      <label class="tick parts">
        <input type="checkbox" role="switch" checked={isOn} onChange={change} aria-describedby={isOn ? "taken-in" : undefined} />
        <span>and its chapters, factions and pledged groups as of each incident’s date</span>
      </label>
      {isOn && <p class="none taken-in" id="taken-in">{takenIn(facets.value?.group ?? [])}</p>}
    </>
  );
}

function Choice({ name, one, most, isChosen }: { name: Name; one: Count; most: number; isChosen: boolean }) {
  const family = one.family ?? (name === "family" ? one.value : "");
  const province = name === "district" ? facets.peek()?.province.find((each) => each.value === one.province)?.label : undefined;
  return (
    <li class={name === "group" ? "has-about" : ""}>
      <button
        type="button" class={`choice${family ? ` family-${family}` : ""}`} aria-pressed={isChosen} data-value={one.value}
        title={province ? `${one.label}, ${province}` : (one.name ?? one.label)} onClick={() => choose(name, one.value)}
      >
        <span class="name" dir="auto">{one.label}</span>
        <span class="figure">{number(one.count)}</span>
        <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 1"><rect width={(100 * one.count) / most} height="1" /></svg>
      </button>
      {name === "group" && <About slug={one.value} label={one.label} />}
    </li>
  );
}

/** Opens a group's card without filtering by it. */
function About({ slug, label }: { slug: string; label: string }) {
  return (
    <button type="button" class="about" title={`About ${label}`} aria-label={`About ${label}`} onClick={() => void openGroup(slug)}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" /><path d="M8 7.2v4M8 4.8v.2" /></svg>
    </button>
  );
}

function choose(name: Name, value: string): void {
  void setFilter(toggled(filter.peek(), name, value));
}

/** Up and down walk the rows. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLButtonElement>(".choice")];
  const next = buttons[buttons.findIndex((one) => one.parentElement!.contains(event.target as Node)) + step];
  event.preventDefault();
  next?.focus();
}
