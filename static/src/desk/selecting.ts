// Rows selected in the inbox: all at once, and counted; and large batches that go on by themselves.

export function selectRows(root: HTMLElement): void {
  const all = root.querySelector<HTMLInputElement>("[data-part=all]");
  const said = root.querySelector<HTMLElement>("[data-part=selected]");
  const boxes = [...root.querySelectorAll<HTMLInputElement>("input[name=row]")];
  const count = (): void => {
    const number = boxes.filter((box) => box.checked).length;
    if (said) said.textContent = number ? `With the ${number} selected:` : "With the selected rows:";
    if (all) {
      all.checked = number > 0 && number === boxes.length;
      all.indeterminate = number > 0 && number < boxes.length;
    }
  };
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
  }
  root.addEventListener("change", count);
  count();
}

/** Ask for the next step of a large batch, with a moment to stop it. */
export function goOn(root: HTMLElement): void {
  window.setTimeout(() => (root as HTMLFormElement).requestSubmit(), 700);
}
