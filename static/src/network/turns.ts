// What has a date: ties that began or ended, and people whose time in a post ended. Knows no DOM.
import type { Group, Leader, Tie } from "./types";
import { inWords } from "./words";

const NEAR_DAYS = 62;
const A_DAY = 86_400_000;

/** The latest day on which it happened, as its source has that, and what happened. */
export interface Turn { iso: string; when: string; words: string; tie: number; group: string } // about a tie (else 0), or a group (else empty)

/** In their order. */
export function turns(links: readonly Tie[], nodes: readonly Group[]): readonly Turn[] {
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const found = [
    ...links.flatMap((tie) => ofTie(tie, (slug) => labels.get(slug) ?? slug)),
    ...nodes.flatMap((group) => group.leaders.flatMap((leader) => ofLeader(leader, group))),
  ];
  return found.toSorted((one, other) => (one.iso === other.iso ? 0 : one.iso < other.iso ? -1 : 1));
}

/** What happened within two months before a day. */
export function lately(all: readonly Turn[], day: string): readonly Turn[] {
  const since = new Date(Date.parse(day) - NEAR_DAYS * A_DAY).toISOString().slice(0, 10);
  return all.filter(({ iso }) => since <= iso && iso <= day);
}

/** The nearest to a day on both sides, so that a long history does not become a long page. */
export function nearest(all: readonly Turn[], day: string, most: number): readonly Turn[] {
  const at = all.filter(({ iso }) => iso <= day).length;
  const from = Math.max(0, Math.min(at - Math.ceil(most / 2), all.length - most));
  return all.slice(from, from + most);
}

function ofTie(tie: Tie, labelOf: (slug: string) => string): Turn[] {
  const words = `${inWords(tie, labelOf)}${tie.person && ` (${tie.person})`}`;
  return [
    ...(tie.start && tie.begun_latest ? [{ iso: tie.begun_latest, when: tie.start_text, words, tie: tie.key, group: "" }] : []),
    ...(tie.end && tie.over_latest ? [{ iso: tie.over_latest, when: tie.end_text, words: `no longer ${words}`, tie: tie.key, group: "" }] : []),
  ];
}

function ofLeader(leader: Leader, { id, label }: Group): Turn[] {
  if (!leader.end_text || !leader.over_latest || !leader.person) return [];
  const how = leader.end_reason && leader.end_reason !== "unknown" ? leader.end_reason : "no longer in post";
  return [{ iso: leader.over_latest, when: leader.end_text, words: `${leader.person}, ${leader.status === "possible" ? "possible " : ""}${leader.role} of ${label}, ${how}`, tie: 0, group: id }];
}
