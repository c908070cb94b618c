// Copies a text of the page at one press. Without script the text can be selected as a whole.
const SHOWN_MS = 2000;

/** Show a page's copy buttons and let them work. */
export function copyTexts(page: HTMLElement): void {
  const said = page.querySelector<HTMLElement>("[data-copied]");
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const text = document.getElementById(button.dataset["copy"] ?? "");
    if (!text || !said) continue;
    button.hidden = false;
    button.addEventListener("click", () => void copy(text, button, said));
  }
}

async function copy(text: HTMLElement, button: HTMLButtonElement, said: HTMLElement): Promise<void> {
  const usual = button.textContent;
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    said.textContent = button.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(text);
    said.textContent = button.textContent = "Selected: press Ctrl+C";
  }
  window.setTimeout(() => { button.textContent = usual; said.textContent = ""; }, SHOWN_MS);
}
