// Shows how the server reads what is typed: dates in words, known sources, the length of a quote.
import { asker } from "./ask";

const DATES = ["when", "published", "start", "end", "period", "formed", "ended"];
const LONGEST_QUOTE = 300;
const NEARLY_FULL = 30;

interface Reading { edtf?: string; words?: string; problem?: string }
interface Known { known: string }

/** Say every uncertain date back in words and in EDTF, as it will be kept. */
export function readDates(page: HTMLElement): void {
  const address = page.dataset["readings"];
  if (!address) return;
  for (const name of DATES) {
    const box = page.querySelector<HTMLInputElement>(`input[name=${name}]`);
    const line = box && readingOf(page, box);
    if (!box || !line) continue;
    const read = asker<Reading>((answer) => {
      line.textContent = answer?.problem ?? (answer ? understood(answer, box.value.trim()) : "");
      line.classList.toggle("is-wrong", Boolean(answer?.problem));
    });
    const typed = (): void => read(box.value.trim() ? `${address}?${question(page, box)}` : null);
    box.addEventListener("input", typed);
    if (name === "when") for (const other of publication(page)) other.addEventListener("input", typed);
    if (box.getAttribute("aria-invalid") !== "true") typed();
  }
}

/** "= 1–10 January 2018 · 2018-01-01/2018-01-10"; EDTF is not said back to somebody who wrote it. */
export function understood(reading: Reading, typed: string): string {
  if (!reading.edtf || !reading.words) return "= not known";
  return reading.edtf === typed ? `= ${reading.words}` : `= ${reading.words} · ${reading.edtf}`;
}

/** What says when the source was published: a year that is missing follows from it. */
const PUBLICATION: Record<string, string> = { published: "near", source: "source", source_url: "url" };

function publication(page: HTMLElement): HTMLInputElement[] {
  const boxes = Object.keys(PUBLICATION).map((name) => page.querySelector<HTMLInputElement>(`input[name=${name}]`));
  return boxes.filter((box) => box !== null);
}

function question(page: HTMLElement, box: HTMLInputElement): URLSearchParams {
  const asked = new URLSearchParams({ when: box.value.trim() });
  if (box.name !== "when") return asked;
  for (const other of publication(page)) {
    if (other.value.trim()) asked.set(PUBLICATION[other.name] ?? "", other.value.trim());
  }
  return asked;
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

/** Say what a count stands for that is typed with its hedge: "nearly 200" is 180 to 200. */
export function readCount(page: HTMLElement): void {
  const address = page.dataset["readings"];
  const box = page.querySelector<HTMLInputElement>("input[name=people]");
  const line = box && readingOf(page, box);
  if (!address || !box || !line) return;
  const read = asker<Reading>((answer) => { line.textContent = answer?.words ? `= ${answer.words}` : ""; });
  const typed = (): void => read(box.value.trim() ? `${address}?${new URLSearchParams({ number: box.value.trim(), hedge: "exact" })}` : null);
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
