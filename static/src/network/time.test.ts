import { expect, test } from "vitest";
import { mayExist, months, weight } from "./time";
import type { Group } from "./types";
import weights from "./weights.json";

test.each(weights)("on $day it stands by $weight, as the server has it", ({ day, weight: known, ...lasting }) => {
  expect(weight(lasting, day)).toBeCloseTo(known, 5);
});

test("a group is not there before it may have been formed", () => {
  const group = { formed_earliest: "2015-01-01", ended_latest: null } as Group;
  expect([mayExist(group, "2014-12-31"), mayExist(group, "2015-01-01")]).toEqual([false, true]);
});

test("the slider goes by months, across years", () => {
  expect(months("2016-11-05", "2017-02-01")).toEqual(["2016-11-01", "2016-12-01", "2017-01-01", "2017-02-01"]);
});
