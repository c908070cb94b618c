// The desk by single keys: / finds, j and k move along the rows, a assigns to me, x selects, ? tells of all this.
// Nothing happens while somebody types, nor with Ctrl, Alt or ⌘; and the keys can be switched off (WCAG 2.1.4).

const STORE = "desk-keys";

/** What a key means here: a verb, or nothing. Pure. */
export function meaning(key: string, where: { isTyping: boolean; isModified: boolean; isOn: boolean }): string | undefined {
  if (where.isTyping || where.isModified) return undefined;
  if (key === "?") return "legend"; // the way back in, also where the other keys are switched off
  return where.isOn ? { "/": "find", j: "next", k: "previous", a: "assign", x: "select" }[key] : undefined;
}

/** The row to go to from row `at` (-1: none yet) of `count`; the ends hold. Pure. */
export function step(at: number, by: number, count: number): number {
  return at < 0 ? 0 : Math.min(Math.max(at + by, 0), count - 1);
}

export function listenForKeys(root: HTMLElement): void {
  const legend = root.querySelector<HTMLDialogElement>("dialog[data-part=keys]");
  const verbs: Record<string, () => boolean> = {
    find: () => focus(root.querySelector("input[type=search]")),
    next: () => move(root, 1),
    previous: () => move(root, -1),
    assign: () => press((here(root) ?? root.querySelector(".assign"))?.querySelector("[data-key=a]") ?? null),
    select: () => press(here(root)?.querySelector("input[type=checkbox]") ?? null),
    legend: () => legend !== null && (legend.open ? legend.close() : legend.showModal(), true),
  };
  document.addEventListener("keydown", (event) => {
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    const verb = meaning(event.key, { isTyping: isTyping(event.target), isModified, isOn: isOn() });
    if (verb && (!legend?.open || verb === "legend") && verbs[verb]?.()) event.preventDefault();
  });
  if (legend) showLegend(root, legend);
}

function showLegend(root: HTMLElement, legend: HTMLDialogElement): void {
  const box = legend.querySelector<HTMLInputElement>("[data-part=keys-on]");
  if (box) {
    box.checked = isOn();
    box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
  }
  legend.querySelector("[data-part=keys-close]")?.addEventListener("click", () => legend.close());
  root.querySelector("[data-part=keys-open]")?.addEventListener("click", () => legend.showModal());
  const way = root.querySelector<HTMLElement>("[data-part=keys-way]");
  if (way) way.hidden = false;
}

/** Whether this person wants single keys. */
export function isOn(): boolean {
  return localStorage.getItem(STORE) !== "off";
}

function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null;
  return element?.isContentEditable || (element?.matches("input:not([type=radio], [type=checkbox]), textarea, select") ?? false);
}

function here(root: HTMLElement): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>("[data-part=row]") ?? null;
  return row && root.contains(row) ? row : null;
}

function move(root: HTMLElement, by: number): boolean {
  const rows = [...root.querySelectorAll<HTMLElement>("[data-part=row]")];
  const row = rows[step(rows.findIndex((each) => each.contains(document.activeElement)), by, rows.length)];
  row?.scrollIntoView({ block: "nearest" });
  return focus(row?.querySelector("[data-part=open]") ?? null);
}

function focus(element: HTMLElement | null): boolean {
  element?.focus();
  return element !== null;
}

function press(element: HTMLElement | null): boolean {
  element?.click();
  return element !== null;
}
