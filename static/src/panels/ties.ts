// What a group's card says of its ties and its leader: sorted, chosen and put in words. Knows no DOM.
import { dated } from "../format";
import type { Cited, Leader, Tie } from "../types";

/** What a group is part of, its own parts, what may be the same group, and its other ties, each with the latest first. */
export interface Ties { above: readonly Tie[]; parts: readonly Tie[]; same: readonly Tie[]; others: readonly Tie[] }
type Lasting = Pick<Tie, "start_earliest" | "start_latest" | "end_earliest" | "end_latest">;

const STRUCTURE: ReadonlySet<string> = new Set(["affiliate_of", "chapter_of", "faction_of", "media_arm_of"]);

export function sortTies(ties: readonly Tie[], slug: string): Ties {
  const sorted = ties.toSorted((one, other) => beganBy(other).localeCompare(beganBy(one)));
  const found: Record<keyof Ties, Tie[]> = { above: [], parts: [], same: [], others: [] };
  for (const tie of sorted) found[placeOf(tie, slug)].push(tie);
  return found;
}

function placeOf({ kind, source }: Tie, slug: string): keyof Ties {
  if (kind === "same_as") return "same";
  if (!STRUCTURE.has(kind)) return "others";
  return source.slug === slug ? "above" : "parts";
}

/** Who led it last, as far as dates tell; its head where one is recorded. A vacancy counts. */
export function latestLeader(leaders: readonly Leader[]): Leader | null {
  const heads = leaders.filter(({ role }) => role === "head");
  return (heads.length ? heads : leaders).toSorted((one, other) => beganBy(other).localeCompare(beganBy(one)))[0] ?? null;
}

/** How long it lasted, as far as known: "from 2015 until about July 2017", "by 2015, not over before 2018". */
export function lasting({ start, start_text, end, end_text }: Pick<Tie, "start" | "start_text" | "end" | "end_text">): string {
  const isSpan = /^(by|between|since) /;
  const began = start && (isSpan.test(start_text) ? start_text : `from ${start_text}`);
  const ended = end && (isSpan.test(end_text) ? `over ${end_text}`.replace("over since", "not over before") : `until ${end_text}`);
  return [began, ended].filter(Boolean).join(ended.startsWith("until") ? " " : ", ");
}

/** Sources in words: "Dawn, 30 Jul 2017; AAN, 11 Nov 2017". */
export function cited(sources: readonly Pick<Cited, "outlet" | "published">[]): string {
  return sources.map(({ outlet, published }) => [outlet, dated(published)].filter(Boolean).join(", ")).join("; ");
}

/** The last day on which it began; where no start is known, on which it ended. */
function beganBy({ start_latest, start_earliest, end_latest, end_earliest }: Lasting): string {
  return start_latest ?? start_earliest ?? end_latest ?? end_earliest ?? "";
}
