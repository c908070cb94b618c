// How surely something stood on a day: the rule of groups/network.py, so that the slider need not ask the server. Knows no DOM.
import type { Group, Lasting } from "./types";

const PERHAPS = 0.5;
const A_DAY = 86_400_000;

/** 0 to 1: it fades in over the days on which it may have begun, and out over those on which it may have ended. */
export function weight(one: Lasting, day: string): number {
  return Math.min(begun(one.begun_earliest, one.begun_latest, day), 1 - over(one.over_earliest, one.over_latest, day));
}

export function mayExist(group: Group, day: string): boolean {
  return (!group.formed_earliest || group.formed_earliest <= day) && (!group.ended_latest || day <= group.ended_latest);
}

function begun(earliest: string | null, latest: string | null, day: string): number {
  if (latest && day >= latest) return 1;
  if (earliest && day < earliest) return 0;
  return earliest && latest ? share(earliest, latest, days(day)) : PERHAPS;
}

function over(earliest: string | null, latest: string | null, day: string): number {
  if ((!earliest && !latest) || (earliest && day <= earliest)) return 0;
  if (latest && day > latest) return 1;
  return earliest && latest ? share(earliest, latest, days(day) - 1) : PERHAPS;
}

function share(first: string, last: string, day: number): number {
  return (day - days(first) + 1) / (days(last) - days(first) + 1);
}

function days(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / A_DAY;
}

/** The first day of each month from one day's to another's. */
export function months(from: string, to: string): string[] {
  const found: string[] = [];
  const [year, month] = from.split("-").map(Number) as [number, number];
  for (let at = year * 12 + month - 1; ; at++) {
    const day = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`;
    if (day > to) return found;
    found.push(day);
  }
}
