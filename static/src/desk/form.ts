// How the desk's forms behave: sent once, sent by Ctrl+Enter, errors found at once.

/** Send a form once, however often the button is pressed. */
export function submitOnce(root: HTMLElement): void {
  const form = root as HTMLFormElement;
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
    form.setAttribute("aria-busy", "true");
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSent = false;
    form.removeAttribute("aria-busy");
  });
}

/** Show only the fields that belong to the chosen destination. */
export function chooseDestination(root: HTMLElement): void {
  const show = (): void => {
    const chosen = root.querySelector<HTMLInputElement>("input[name=destination]:checked")?.value;
    for (const part of root.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = part.dataset["for"] !== chosen;
  };
  root.addEventListener("change", show);
  show();
}

/** Take a person who made a mistake to what is said about it. */
export function focusFirst(): void {
  document.querySelector<HTMLElement>("[data-focus-first]")?.focus();
}

/** Whether somebody has typed something on this page that a new one would lose. */
export function hasTyping(): boolean {
  const boxes = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=radio], [type=checkbox]), textarea");
  return [...boxes].some((box) => box.value !== box.defaultValue);
}
