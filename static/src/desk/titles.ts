// Proposes a neutral title for a new incident from what happened and where, until somebody writes one.

export function proposeTitle(page: HTMLElement): void {
  const [kind, place, title] = ["kind", "place_text", "title"].map((name) => page.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`));
  if (!(kind instanceof HTMLSelectElement) || !(place instanceof HTMLInputElement) || !(title instanceof HTMLInputElement)) return;
  let proposed = "";
  const propose = (): void => {
    if (title.value !== proposed) return;
    proposed = titleOf(kind.value ? (kind.selectedOptions[0]?.text ?? "") : "", place.value);
    title.value = proposed;
  };
  kind.addEventListener("change", propose);
  place.addEventListener("change", propose);
  place.addEventListener("blur", propose);
}

/** "Suicide attack in Kabul": the finest part of the place is enough. */
export function titleOf(kind: string, place: string): string {
  const where = place.split(/[,،]/)[0]?.trim();
  return kind && where ? `${kind} in ${where}` : kind;
}
