// Light, dark, or as the system has it; the choice is kept in this browser alone.
const KEY = "theme";
export type Theme = "light" | "dark";

/** The theme after a press of the switch: the other one than what shows now. */
export function other(chosen: string | null, systemIsDark: boolean): Theme {
  const shown = chosen === "light" || chosen === "dark" ? chosen : systemIsDark ? "dark" : "light";
  return shown === "dark" ? "light" : "dark";
}

/** Wires the switch; the page's first script has already applied a kept choice. */
export function startThemeSwitch(button: HTMLButtonElement | null): void {
  button?.addEventListener("click", () => {
    const root = document.documentElement;
    const next = other(root.dataset["theme"] ?? null, matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset["theme"] = next;
    localStorage.setItem(KEY, next);
    document.dispatchEvent(new CustomEvent("themechange"));
  });
}
