// Text boxes under which the server offers what they may mean: sources, outlets, groups, incidents.
import { asker } from "./ask";
import { offers, type Offer } from "./offers";

const SHORTEST = 2;

interface Found extends Offer { value: string }
interface Answer { results: Found[] }

/** Offer for every box inside `root` that says where to ask. */
export function pickAll(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLInputElement>("input[data-offers]")) pick(box);
}

function pick(box: HTMLInputElement): void {
  const list = offers<Found>(box, "What it may mean", (found) => {
    box.value = found.value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const search = asker<Answer>((answer) => list.show(document.activeElement === box ? (answer?.results ?? []) : []));
  box.addEventListener("input", () => {
    const text = box.value.trim();
    search(text.length >= SHORTEST ? `${box.dataset["offers"]}?${new URLSearchParams({ q: text })}` : null);
  });
}
