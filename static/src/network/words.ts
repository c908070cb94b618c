// Ties, dates and the whole picture in words. Knows no DOM.
import { plural } from "../format";
import { lasting } from "../panels/ties";
import { heads, type Shown, type ShownTie } from "./shown";
import type { Family, Group, Leader, Status, Tie } from "./types";

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const FAMILY_WORDS: Record<Family, string> = {
  structure: "Structure", allegiance: "Allegiance", change: "Splits and mergers", cooperation: "Cooperation", hostility: "Hostility", defection: "Defection", identity: "Same group?",
};
export const STATUS_WORDS: Record<Status, string> = {
  confirmed: "Confirmed", asserted: "Asserted", disputed: "Disputed", implied: "Implied", denied: "Denied", ended: "Ended",
};

export function longDay(iso: string): string {
  return LONG.format(new Date(`${iso}T00:00:00Z`));
}

/** The picture in one sentence. */
export function sentence(now: Shown, hidden: number): string {
  const unsure = now.ties.filter(({ weight }) => weight < 1).length;
  const parts = [
    longDay(now.day), plural(now.groups.length, "group"), plural(now.ties.length, "tie"),
    unsure > 0 && `${unsure} of them not certain on that day`, hidden > 0 && `${hidden} hidden by the filters`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** "ISK-P affiliate of IS". */
export function inWords(tie: Tie, labelOf: (slug: string) => string): string {
  return `${labelOf(tie.source)} ${tie.kind_label} ${labelOf(tie.target)}`;
}

/** When a tie began and ended, as its sources say, or what follows from them. */
export function lasted(tie: Pick<Tie, "start" | "start_text" | "end" | "end_text" | "status" | "begun_latest" | "over_latest">): string {
  const since = tie.start ? "" : `since when is not known${tie.begun_latest ? `, reported by ${longDay(tie.begun_latest)}` : ""}`;
  const over = !tie.end && tie.status === "ended" && tie.over_latest ? `over by ${longDay(tie.over_latest)}` : "";
  return [since, lasting(tie), over].filter(Boolean).join(", ");
}

/** How surely a tie stood on the day. */
export function surely({ weight }: Pick<ShownTie, "weight">): string {
  return weight === 1 ? "certain" : `uncertain (${Math.round(weight * 100)} %)`;
}

/** Who heads a group on a day, as its label has it: "no head", "Abu Sayed?"; empty where nothing is recorded. */
export function headWords(group: Group, day: string): string {
  const [first, ...others] = heads(group, day);
  if (!first) return "";
  const isDoubtful = first.weight < 1 || first.leader.status === "possible" || first.leader.status === "disputed" || others.length > 0;
  return `${first.leader.person || "no known head"}${isDoubtful ? "?" : ""}`;
}

/** "head from April 2017 until July 2017, killed". */
export function ledWords({ role, start_text, end_text, end_reason, status, confidence }: Leader): string {
  const ended = end_reason && end_reason !== "unknown" ? end_reason : "";
  const times = lasting({ start: start_text, start_text, end: end_text, end_text });
  return [[role, times].filter(Boolean).join(" "), ended, status, `${confidence} confidence`].filter(Boolean).join(", ");
}
