// On a narrow screen, long parts of a page are folded until they are asked for; their headings say how much each holds.
const WIDE = "(width >= 52rem)";

export function foldWhereNarrow(): void {
  const wide = matchMedia(WIDE);
  const fit = (): void => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>("details.fold")) fold.open = wide.matches || fold.querySelector(":target") !== null;
  };
  wide.addEventListener("change", fit);
  fit();
}

/** Opens what an element is folded into. */
export function unfold(part: Element | null): void {
  part?.closest<HTMLDetailsElement>("details.fold")?.setAttribute("open", "");
}
