// The search box: titles, places and groups in any script. "/" puts the cursor in it.
import { useEffect, useRef } from "preact/hooks";
import { filter, setFilter } from "../state";

const PAUSE_MS = 300;

export function Search() {
  const box = useRef<HTMLInputElement>(null);
  const wait = useRef(0);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  const ask = (): void => {
    const q = box.current!.value.trim();
    clearTimeout(wait.current);
    if (q !== filter.peek().q) void setFilter({ ...filter.peek(), q });
  };
  const soon = (): void => {
    clearTimeout(wait.current);
    wait.current = window.setTimeout(ask, PAUSE_MS);
  };
  return (
    <form class="search" role="search" onSubmit={(event) => (event.preventDefault(), ask())}>
      <input
        ref={box} type="search" dir="auto" maxLength={100} value={filter.value.q} onInput={soon}
        aria-label="Search incidents, places and groups" placeholder="Search incidents, places, groups"
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
