import { expect, test } from "vitest";
import { onTheMap, PLAIN, question, read, write } from "./url";

test("a view survives its address", () => {
  const view = {
    ...PLAIN, asOf: "2017-06-01", families: ["structure", "allegiance"] as const, statuses: ["asserted", "implied"] as const, confidences: ["high"] as const,
    sourcesMin: 2, isCertain: true, ego: "isk-p", steps: 2, chosen: ["isk-p", "ttp"], tie: 12, way: ["isk-p", "ttp"] as const, isTogether: true, isTable: true, one: ["amaq~is", "isk-p~ttp"],
  };
  expect(read(write(view))).toEqual(view);
});

test("the usual view has no address, and nonsense is the usual view", () => {
  expect(write(PLAIN)).toBe("");
  expect(read("?as_of=2017-13-77&family=x&steps=9&sources_min=-4&tie=a")).toEqual({ ...PLAIN, steps: 3 });
});

test("files get the parameters that choose ties and no others", () => {
  expect(question({ ...PLAIN, asOf: "2017-06-01", chosen: ["ttp"], isTable: true })).toEqual([["as_of", "2017-06-01"]]);
});

test("groups chosen here filter the map with what belonged to them", () => {
  expect(String(onTheMap(["isk-p", "ttp"], ["isk-p~lei"]))).toBe("group=isk-p&group=ttp&one=isk-p%7Elei&parts=yes");
});
