// Light, dark, or as the system has it; the choice is kept in this browser alone.
const KEY = "theme";
export type Theme = "light" | "dark";

/** The choice after a press of the switch: the other theme than the system's, then the system's for good, then as the system has it. */
export function next(chosen: string | null, systemIsDark: boolean): Theme | null {
  const [system, other] = systemIsDark ? (["dark", "light"] as const) : (["light", "dark"] as const);
  if (chosen === other) return system;
  return chosen === system ? null : other;
}

/** What the switch is called, with what it now shows. */
export function nameOf(chosen: Theme | null): string {
  return `Light or dark theme: ${chosen ?? "as the system"}`;
}

/** Wires the switch; the page's first script has already applied a kept choice. */
export function startThemeSwitch(button: HTMLButtonElement | null): void {
  const { dataset } = document.documentElement;
  const chosen = (): Theme | null => (dataset["theme"] as Theme | undefined) ?? null;
  const name = (): void => {
    if (button) button.title = button.ariaLabel = nameOf(chosen());
  };
  name();
  button?.addEventListener("click", () => {
    const theme = next(chosen(), matchMedia("(prefers-color-scheme: dark)").matches);
    if (theme) dataset["theme"] = theme;
    else delete dataset["theme"];
    remember(theme);
    name();
    document.dispatchEvent(new CustomEvent("themechange"));
  });
}

/** What is reckoned with a theme's colours; nothing is painted meanwhile. */
export function inTheme<T>(theme: Theme, reckon: () => T): T {
  const { dataset } = document.documentElement;
  const usual = dataset["theme"];
  dataset["theme"] = theme;
  try {
    return reckon();
  } finally {
    if (usual) dataset["theme"] = usual;
    else delete dataset["theme"];
  }
}

function remember(theme: Theme | null): void {
  if (theme) localStorage.setItem(KEY, theme);
  else localStorage.removeItem(KEY);
}
