// The search box: titles, places and groups in any script. "/" puts the cursor in it.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { filter, setFilter } from "../state";

const PAUSE_MS = 300;

export function Search() {
  const box = useRef<HTMLInputElement>(null);
  const wait = useRef(0);
  const q = filter.value.q;
  useLayoutEffect(() => {
    if (wait.current === 0 && box.current!.value.trim() !== q) box.current!.value = q; // what is being typed stays, with its last space
  }, [q]);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      box.current?.select();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  const ask = (): void => {
    const typed = box.current!.value.trim();
    clearTimeout(wait.current);
    wait.current = 0;
    if (typed !== filter.peek().q) void setFilter({ ...filter.peek(), q: typed });
  };
  const soon = (): void => {
    clearTimeout(wait.current);
    wait.current = window.setTimeout(ask, PAUSE_MS);
  };
  return (
    <form class="search" role="search" onSubmit={(event) => (event.preventDefault(), ask())}>
      <input
        ref={box} type="search" dir="auto" maxLength={100} onInput={soon}
        aria-label="Search incidents, places and groups" placeholder="Search incidents, places, groups"
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
