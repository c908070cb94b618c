import { expect, test } from "vitest";
import { lately, nearest, turns, type Turn } from "./turns";
import type { Group, Leader, Tie } from "./types";

const leader = { person: "Abu Sayed", role: "head", status: "possible", end_text: "July 2017", end_reason: "killed", over_latest: "2017-07-31" } as Leader;
const groups = [{ id: "isk-p", label: "ISK-P", leaders: [leader, { ...leader, person: "" }] }, { id: "is", label: "IS", leaders: [] as Leader[] }] as Group[];
const pledge = {
  key: 7, source: "isk-p", target: "is", kind_label: "pledged to", person: "", start: "2015", start_text: "2015", begun_latest: "2015-12-31", end: "2019-03-02", end_text: "2 March 2019", over_latest: "2019-03-02",
} as Tie;
const at = (iso: string) => ({ iso, when: iso, words: iso, tie: 0, group: "" }) as Turn;

test("what begins or ends has a turn by the latest day it can have, in the source's words", () => {
  expect(turns([pledge], groups)).toEqual([
    { iso: "2015-12-31", when: "2015", words: "ISK-P pledged to IS", tie: 7, group: "" },
    { iso: "2017-07-31", when: "July 2017", words: "Abu Sayed, possible head of ISK-P, killed", tie: 0, group: "isk-p" },
    { iso: "2019-03-02", when: "2 March 2019", words: "no longer ISK-P pledged to IS", tie: 7, group: "" },
  ]);
});

test("news is two months old at most and never of later days", () => {
  const all = ["2017-01-01", "2017-05-31", "2017-06-30", "2017-07-02"].map(at);
  expect(lately(all, "2017-07-01").map(({ iso }) => iso)).toEqual(["2017-05-31", "2017-06-30"]);
});

test("of a long history the part around the day is told", () => {
  const all = Array.from({ length: 9 }, (_, year) => at(`200${year}-01-01`));
  const told = (day: string) => nearest(all, day, 4).map(({ iso }) => iso.slice(3, 4));
  expect(told("2004-06-01")).toEqual(["3", "4", "5", "6"]);
  expect(told("1990-01-01")).toEqual(["0", "1", "2", "3"]);
  expect(told("2020-01-01")).toEqual(["5", "6", "7", "8"]);
});
