// Colours of the style sheet for canvases, which cannot read custom properties; told anew when the theme changes.

/** The colours that custom properties have here and now, as a canvas takes them. */
export function inks(root: HTMLElement, names: readonly string[]): string[] {
  const probe = document.createElement("i");
  probe.hidden = true;
  root.append(probe);
  const found = names.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}

/** Calls back after each change of theme, by the switch or by the system; the answer stops it. */
export function onThemeChange(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener("themechange", changed);
  system.addEventListener("change", changed);
  return () => {
    document.removeEventListener("themechange", changed);
    system.removeEventListener("change", changed);
  };
}
