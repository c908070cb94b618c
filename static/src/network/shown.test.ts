import { expect, test } from "vitest";
import { activity, around, heads, resolved, shown, sliderDays, tallied, united, weighed } from "./shown";
import type { Group, Leader, Network, Tie } from "./types";
import { PLAIN, type View } from "./url";

const known = { begun_earliest: "2015-01-01", begun_latest: "2015-01-01", over_earliest: null, over_latest: null };
const group = (id: string, more: Partial<Group> = {}) => ({ id, formed_earliest: null, formed_latest: null, ended_latest: null, leaders: [], merged: [], ...more }) as unknown as Group;
const tie = (key: number, source: string, target: string, more: Partial<Tie> = {}) =>
  ({ key, source, target, family: "structure", status: "asserted", confidence: "moderate", sources: 1, ...known, ...more }) as Tie;
const network = (links: Tie[], nodes = [..."abcd"].map((id) => group(id))) => ({ nodes, links }) as Network;
const seen = (all: Network, view: object, today = "2026-01-01") => shown(all, weighed(all.links, (view as View).asOf || today), { ...PLAIN, ...view }, today);
const keys = (all: Network, view: object) => seen(all, view).ties.map(({ tie: { key } }) => key);

test("implied and denied ties wait until they are asked for", () => {
  const all = network([tie(1, "a", "b"), tie(2, "a", "b", { status: "implied" }), tie(3, "a", "b", { status: "denied" })]);
  expect(keys(all, {})).toEqual([1]);
  expect(keys(all, { statuses: ["implied", "denied"] })).toEqual([2, 3]);
});

test("families, confidence and sources narrow the ties", () => {
  const all = network([tie(1, "a", "b"), tie(2, "a", "b", { family: "hostility", sources: 3 }), tie(3, "a", "b", { confidence: "low" })]);
  expect(keys(all, { families: ["hostility"] })).toEqual([2]);
  expect(keys(all, { confidences: ["low"] })).toEqual([3]);
  expect(keys(all, { sourcesMin: 2 })).toEqual([2]);
});

test("each choice says how many ties it shows, or would show by itself", () => {
  const all = [tie(1, "a", "b"), tie(2, "a", "b", { status: "implied" }), tie(3, "a", "b", { status: "implied", confidence: "low" }), tie(4, "a", "b", { begun_earliest: "2020-01-01", begun_latest: "2020-01-01" })];
  const count = (more: object) => tallied(weighed(all, "2016-01-01"), { ...PLAIN, asOf: "2016-01-01", ...more }, { groups: [..."ab"].map((id) => group(id)), ties: [], day: "2016-01-01" });
  expect(Object.fromEntries(count({}))).toEqual({ structure: 1, asserted: 1, moderate: 1, implied: 2 });
  expect(Object.fromEntries(count({ confidences: ["low"] }))).toEqual({ moderate: 1, implied: 1 });
});

test("a date hides what had not begun, and asked for certainty also what may not have", () => {
  const all = network([tie(1, "a", "b"), tie(2, "a", "b", { begun_earliest: null, begun_latest: "2018-01-31" })], [group("a"), group("b", { formed_earliest: "2016-01-01" })]);
  expect(keys(all, { asOf: "2014-06-01" })).toEqual([2]);
  expect(keys(all, { asOf: "2017-06-01", isCertain: true })).toEqual([1]);
  const there = (links: Network["links"]) => seen({ ...all, links }, { asOf: "2015-06-01" }, "").groups.map(({ id }) => id);
  expect([there([]), there(all.links)]).toEqual([["a"], ["a", "b"]]); // a tie is never without its groups
});

test("around a group are those within some steps, and the ties between them", () => {
  const all = network([tie(1, "a", "b"), tie(2, "c", "b"), tie(3, "c", "d")]);
  expect([...around(all.links, "a", 2)].toSorted()).toEqual(["a", "b", "c"]);
  expect(keys(all, { ego: "a", steps: 2 })).toEqual([1, 2]);
});

test("a head is told as surely as he is known", () => {
  const led = (person: string, begun: string, over: string | null, role = "head") => ({ person, role, begun_earliest: begun, begun_latest: begun, over_earliest: over, over_latest: over }) as Leader;
  const one = group("a", { leaders: [led("A", "2015-01-01", "2017-04-10"), led("", "2017-07-01", null), led("B", "2015-01-01", null, "deputy")] });
  expect(heads(one, "2016-01-01").map(({ leader }) => leader.person)).toEqual(["A"]);
  expect(heads(one, "2017-05-01")).toEqual([]);
  expect(heads(one, "2018-01-01").map(({ leader }) => leader.person)).toEqual([""]);
});

test("activity counts to the end of the year, and the undated always", () => {
  expect(activity({ "": 1, 2016: 2, 2017: 4, 2018: 8 }, "2017-03-01")).toBe(7);
});

test("the slider goes from the year before the first thing known to a year after the last, and then to today", () => {
  const days = sliderDays(network([tie(1, "a", "b", { over_latest: "2017-04-30" })]), "2026-01-01");
  expect([days[0], days.at(-2), days.at(-1)]).toEqual(["2014-01-01", "2018-04-01", "2026-01-01"]);
  expect(sliderDays(network([tie(1, "a", "b")]), "2015-06-10").slice(-2)).toEqual(["2015-06-01", "2015-06-10"]);
});

test("groups that count as one are one, and a tie between them is none", () => {
  const all = united(network([tie(1, "b", "c"), tie(2, "a", "b"), tie(3, "d", "d")]), ["a~b", "c~nobody"]);
  expect(all.nodes.map(({ id }) => id)).toEqual(["c", "d", "a"]);
  expect(all.links.map(({ key, source, target }) => [key, source, target])).toEqual([[1, "a", "c"], [3, "d", "d"]]);
});

test("an address that names merged or unknown groups means those that are there", () => {
  const nodes = [group("a", { merged: ["old"] }), group("b"), group("c")];
  const view = resolved({ ...PLAIN, chosen: ["old", "gone", "b"], ego: "old", one: ["c~old", "b~gone"], way: ["old", "gone"] }, nodes);
  expect(view).toMatchObject({ chosen: ["a", "b"], ego: "a", one: ["a~c"], way: ["a", ""] });
});
