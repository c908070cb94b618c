// Repeated rows of a form: adds one when the last is used, and says back what a count stands for.
import { asker } from "./ask";
import { pickAll } from "./pick";

interface Reading { words?: string; hedge?: string }

/** Grow a formset whose management form and empty row are inside `root`. */
export function growRows(root: HTMLElement): void {
  const list = root.querySelector<HTMLElement>("[data-part=list]");
  const empty = root.querySelector("template");
  const total = root.querySelector<HTMLInputElement>(`input[name=${root.dataset["prefix"]}-TOTAL_FORMS]`);
  const most = Number(root.querySelector<HTMLInputElement>(`input[name=${root.dataset["prefix"]}-MAX_NUM_FORMS]`)?.value);
  if (!list || !empty || !total) return;
  for (const row of list.children) readEstimate(row as HTMLElement);
  list.addEventListener("input", (event) => {
    const isLast = list.lastElementChild?.contains(event.target as Node);
    if (!isLast || Number(total.value) >= most) return;
    const row = newRow(empty, total);
    list.append(row);
    pickAll(row);
  });
}

function newRow(empty: HTMLTemplateElement, total: HTMLInputElement): HTMLElement {
  const number = total.value;
  const row = (empty.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  for (const part of row.querySelectorAll<HTMLElement>("[name], [for]")) {
    for (const attribute of ["name", "id", "for"]) {
      const value = part.getAttribute(attribute);
      if (value) part.setAttribute(attribute, value.replace("__prefix__", number));
    }
  }
  total.value = String(Number(number) + 1);
  readEstimate(row);
  return row;
}

function readEstimate(row: HTMLElement): void {
  const line = row.querySelector<HTMLElement>("[data-part=estimate]");
  const number = row.querySelector<HTMLInputElement>("input[name$=-number]");
  const hedge = row.querySelector<HTMLSelectElement>("select[name$=-hedge]");
  const address = document.querySelector<HTMLElement>("[data-page]")?.dataset["readings"];
  if (!line || !number || !hedge || !address) return;
  const read = asker<Reading>((answer) => {
    line.textContent = answer?.words ?? "";
    if (answer?.hedge) hedge.value = answer.hedge;
  });
  const typed = (): void => {
    const query = new URLSearchParams({ number: number.value.trim(), hedge: hedge.value });
    read(number.value.trim() ? `${address}?${query}` : null);
  };
  number.addEventListener("input", typed);
  hedge.addEventListener("change", typed);
  typed();
}
