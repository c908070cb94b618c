// The search box: titles, places and groups in any script; under it the places to look at and groups to read about.
import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { offer, offers, take, withdraw, type Offer } from "../offers";
import { filter, setFilter } from "../state";

const PAUSE_MS = 300;
const LIST = "search-offers";

export function Search() {
  const box = useRef<HTMLInputElement>(null);
  const wait = useRef(0);
  const before = useRef(""); // the search when the box was entered
  const at = useSignal(-1); // the offer the arrows are on
  const said = useSignal("");
  const { q } = filter.value;
  useLayoutEffect(() => {
    if (wait.current === 0 && box.current!.value.trim() !== q) box.current!.value = q; // what is being typed stays, with its last space
  }, [q]);
  useSlash(() => box.current?.select());
  const ask = (): void => {
    const typed = box.current!.value.trim();
    clearTimeout(wait.current);
    wait.current = 0;
    if (typed !== filter.peek().q) void setFilter({ ...filter.peek(), q: typed });
  };
  const soon = (): void => {
    clearTimeout(wait.current);
    at.value = -1;
    withdraw();
    wait.current = window.setTimeout(() => (ask(), void offer(box.current!.value)), PAUSE_MS);
  };
  const choose = (one: Offer): void => {
    clearTimeout(wait.current);
    wait.current = 0;
    if ("spot" in one) box.current!.value = before.current;
    said.value = "spot" in one ? `The map shows ${one.label}.` : "";
    void take(one, before.current);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const chosen = offers.peek()[at.peek()];
    if (chosen) return choose(chosen);
    withdraw();
    ask();
    before.current = filter.peek().q;
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <input
        ref={box} type="search" dir="auto" maxLength={100} onInput={soon} autocomplete="off" onFocus={() => (before.current = filter.peek().q)}
        onBlur={withdraw} onKeyDown={(event) => walk(event, at)} aria-label="Search incidents, places and groups" placeholder="Search incidents, places, groups"
        role="combobox" list={undefined} aria-autocomplete="list" aria-controls={LIST} aria-expanded={offers.value.length > 0}
        aria-activedescendant={offers.value[at.value] ? `${LIST}-${at.value}` : undefined}
      />
      <kbd aria-hidden="true">/</kbd>
      <Offers at={at.value} choose={choose} />
      <span class="visually-hidden" role="status">{said.value}</span>
    </form>
  );
}

function Offers({ at, choose }: { at: number; choose(one: Offer): void }) {
  return (
    <ul class="offers" id={LIST} role="listbox" aria-label="Places and groups of this name" hidden={offers.value.length === 0}>
      {offers.value.map((one, place) => (
        <li
          key={one.key} id={`${LIST}-${place}`} role="option" aria-selected={place === at}
          onMouseDown={(event) => event.preventDefault()} onClick={() => choose(one)}
        >
          <bdi>{one.label}</bdi><small>{"spot" in one ? `show ${one.kind}` : "read about group"}</small>
        </li>
      ))}
    </ul>
  );
}

/** Arrows walk the offers, Escape puts them away. */
function walk(event: KeyboardEvent, at: Signal<number>): void {
  const size = offers.peek().length;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (size === 0 || (!step && event.key !== "Escape")) return;
  event.preventDefault();
  if (step) at.value = at.peek() < 0 && step < 0 ? size - 1 : (at.peek() + step + size) % size;
  else withdraw();
}

/** "/" puts the cursor in the box. */
function useSlash(enter: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      enter();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
