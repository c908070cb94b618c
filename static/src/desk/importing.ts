// Follows an import that is under way: its bar and its numbers move, and the page is shown anew once it has ended.
import { ask } from "./ask";
import { hasTyping } from "./form";

const EVERY_MS = 1500;
const UNSEEN_MS = 15_000;

interface Status { is_under_way: boolean; words: string; percent: number | null; counts: Record<string, number> }

export function watchImport(root: HTMLElement): void {
  const address = root.dataset["state"];
  if (!address) return;
  root.querySelector("[data-part=refresh]")?.parentElement?.remove();
  const look = async (): Promise<void> => {
    const status = await ask<Status>(address);
    if (status) show(root, status);
    if (status && !status.is_under_way && !hasTyping()) return window.location.reload();
    window.setTimeout(() => void look(), document.hidden ? UNSEEN_MS : EVERY_MS);
  };
  window.setTimeout(() => void look(), EVERY_MS);
}

function show(root: HTMLElement, { words, percent, counts }: Status): void {
  const bar = root.querySelector<HTMLProgressElement>("[data-part=bar]");
  if (bar && percent === null) bar.removeAttribute("value");
  else if (bar && percent !== null) bar.value = percent;
  const line = root.querySelector<HTMLElement>("[data-part=words]");
  if (line) line.textContent = words;
  for (const [name, number] of Object.entries(counts)) {
    const tally = root.querySelector<HTMLElement>(`[data-count=${name}]`);
    if (tally) tally.textContent = number.toLocaleString("en-GB");
  }
}

/** Say before a file is sent that it is too large, and while it is sent that it is. */
export function sendFile(root: HTMLElement): void {
  const box = root.querySelector<HTMLInputElement>("input[type=file]");
  const said = root.querySelector<HTMLElement>("[data-part=said]");
  if (!box) return;
  box.addEventListener("change", () => {
    const most = Number(box.dataset["mostBytes"]);
    const isTooLarge = [...(box.files ?? [])].some((file) => file.size > most);
    box.setCustomValidity(isTooLarge ? (box.dataset["tooLarge"] ?? "") : "");
    box.reportValidity();
  });
  root.addEventListener("submit", (event) => {
    if (!box.checkValidity() && box.validity.customError) {
      event.preventDefault();
      event.stopImmediatePropagation();
      box.reportValidity();
    } else if (said) said.textContent = "The file is being sent and checked. Leave this page open.";
  });
}
