// Shows how the server reads what is typed: dates in words, known sources, the length of a quote.
import { asker } from "./ask";

const LONGEST_QUOTE = 300;
const NEARLY_FULL = 30;

interface Reading { words?: string; problem?: string }
interface Known { known: string }

/** Say every uncertain date back in words. */
export function readDates(page: HTMLElement): void {
  const address = page.dataset["readings"];
  if (!address) return;
  for (const name of ["when", "published"]) {
    const box = page.querySelector<HTMLInputElement>(`input[name=${name}]`);
    const line = box && readingOf(page, box);
    if (!box || !line) continue;
    const read = asker<Reading>((answer) => {
      line.textContent = answer?.words ? `= ${answer.words}` : (answer?.problem ?? "");
      line.classList.toggle("is-wrong", Boolean(answer?.problem));
    });
    const typed = (): void => read(box.value.trim() ? `${address}?${new URLSearchParams({ when: box.value.trim() })}` : null);
    box.addEventListener("input", typed);
    if (box.getAttribute("aria-invalid") !== "true") typed();
  }
}

/** Say when an address is a source already registered: nothing else is needed then. */
export function recogniseSource(page: HTMLElement): void {
  const address = page.dataset["known"];
  const box = page.querySelector<HTMLInputElement>("input[name=source_url]");
  const line = box && readingOf(page, box);
  if (!address || !box || !line) return;
  const look = asker<Known>((answer) => {
    line.textContent = answer?.known ? `Cited already: ${answer.known}. Outlet, date and headline may stay empty.` : "";
  });
  const typed = (): void => look(box.value.trim() ? `${address}?${new URLSearchParams({ url: box.value.trim() })}` : null);
  box.addEventListener("input", typed);
  typed();
}

/** Count the characters a quote may still have. */
export function countQuote(page: HTMLElement): void {
  const box = page.querySelector<HTMLTextAreaElement>("textarea[name=excerpt]");
  const line = box && readingOf(page, box);
  if (!box || !line) return;
  line.setAttribute("aria-live", "off");
  const count = (): void => {
    const left = LONGEST_QUOTE - [...box.value].length;
    line.textContent = left < 0 ? `${-left} characters too many` : `${left} characters left`;
    line.classList.toggle("is-wrong", left < 0);
    line.setAttribute("aria-live", left < NEARLY_FULL ? "polite" : "off");
  };
  box.addEventListener("input", count);
  count();
}

function readingOf(page: HTMLElement, box: HTMLElement): HTMLElement | null {
  return page.querySelector<HTMLElement>(`[data-reading-of="${box.id}"]`);
}
