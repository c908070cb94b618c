// The queue of likely pairs by keyboard: J and K move, S, D and P choose, Enter goes on to the reason, O opens both.

import { isOn, step } from "./keys";

export function judgePairs(root: HTMLElement): void {
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    const pairs = [...root.querySelectorAll<HTMLElement>("[data-pair]")];
    const at = pairs.findIndex((pair) => pair.contains(document.activeElement));
    const pair = pairs[Math.max(at, 0)];
    if (pair && act(event.key.toLowerCase(), event.target as HTMLElement, pair, (by) => moveTo(pairs[step(at, by, pairs.length)]))) {
      event.preventDefault();
    }
  });
}

/** Do what a key means where it was pressed; whether it meant anything. */
function act(key: string, target: HTMLElement, pair: HTMLElement, move: (by: number) => void): boolean {
  if (isTyping(target)) {
    if (key === "escape") moveTo(pair);
    return key === "escape";
  }
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (key === "s" || key === "d" || key === "p") choose(pair, key);
  else if (key === "o") pair.querySelector<HTMLElement>("[data-part=open]")?.click();
  else if (key === "enter" && target.matches("input[type=radio]")) pair.querySelector<HTMLElement>("input[name=reason]")?.focus();
  else return false;
  return true;
}

/** Take the choice of this key, or the next of it. */
function choose(pair: HTMLElement, key: string): void {
  const boxes = [...pair.querySelectorAll<HTMLInputElement>(`[data-key=${key}] input:enabled`)];
  const box = boxes[(boxes.findIndex((each) => each.checked) + 1) % boxes.length];
  if (!box) return;
  box.checked = true;
  box.focus();
}

function moveTo(pair: HTMLElement | undefined): void {
  pair?.focus();
  pair?.scrollIntoView({ block: "nearest" });
}

function isTyping(target: HTMLElement): boolean {
  return target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}
