// Which rows of a facet are shown. Knows no DOM.
import { plain } from "../locate";
import type { Count } from "../types";

export interface Shown { rows: readonly Count[]; hidden: number }

/** Values that were typed for, or all, at most `limit`; what is chosen is always among them. */
export function shownRows(counts: readonly Count[], typed: string, chosen: readonly string[], limit: number): Shown {
  const wanted = plain(typed.trim());
  const found = wanted ? counts.filter((one) => plain(`${one.label} ${one.name ?? ""}`).includes(wanted)) : counts;
  const rows = found.filter((one, place) => place < limit || chosen.includes(one.value));
  const known = new Set(counts.map((one) => one.value));
  const gone = wanted ? [] : chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: value, count: 0 }));
  return { rows: [...rows, ...gone], hidden: found.length - rows.length };
}
