import { describe, expect, it } from "vitest";
import { apart, filterWords, holds, isEmpty, isStep, lookWords, MANY, NOTHING, ONE, oneWith, padded, PLAIN, read, together, toggled, write, type Filter, type View } from "./url";

describe("the address of a view", () => {
  it("says nothing for the plain view", () => {
    expect(write({ filter: NOTHING, map: null, look: PLAIN, open: "", about: "" })).toBe("");
    expect(isEmpty(read("").filter)).toBe(true);
  });

  it("comes back as it was written", () => {
    const view = {
      filter: { ...NOTHING, mark: "district:AF-JOW-darzab", group: ["isk-p", "ttp"], province: ["AF-JOW"], from: "2017-01-01", q: "سرپل & more" },
      map: { lat: 34.125, lon: 68, zoom: 6 },
      look: { mode: "heat" as const, ordering: "-killed", listed: "cell:6/100/200", bars: "split" as const },
      open: "KW-2017-000001",
      about: "isk-p",
    };
    expect(read(write(view))).toEqual(view);
  });

  it("is the same for the same filter in any order", () => {
    expect(write(read("?group=b&group=a&group=b"))).toBe(write(read("?group=a&group=b")));
  });

  it("has every parameter of the filter, and each but once", () => {
    const many = Object.fromEntries(MANY.map((name) => [name, ["a", "b"]]));
    const filter = { ...NOTHING, ...many, ...Object.fromEntries(ONE.map((name) => [name, `${name}-1`])) } as Filter;
    const address = write({ filter, map: null, look: PLAIN, open: "", about: "" });
    expect(read(address).filter).toEqual(filter);
    expect(write(read(address))).toBe(address);
    expect(read("?group=a&group=a&from=1&from=2&unknown=x").filter).toEqual({ ...NOTHING, group: ["a"], from: "1" });
  });

  it.each(["?at=nonsense", "?at=1,2", "?at=91,0,5", "?at=1,2,3,4", "?at=1,2,NaN"])("passes over a map position such as %s", (search) => {
    expect(read(search).map).toBeNull();
  });
});

describe("a step to go back from", () => {
  const plain: View = { filter: NOTHING, map: null, look: PLAIN, open: "", about: "" };
  const typed = (q: string): View => ({ ...plain, filter: { ...NOTHING, q } });

  it("is a filter, a way of looking or a card, and not a moved map", () => {
    expect(isStep(plain, { ...plain, filter: { ...NOTHING, kind: ["raid"] } })).toBe(true);
    expect([isStep(plain, { ...plain, about: "ttp" }), isStep(plain, { ...plain, look: { ...PLAIN, mode: "heat" } })]).toEqual([true, true]);
    expect(isStep(plain, { ...plain, map: { lat: 1, lon: 2, zoom: 3 } })).toBe(false);
  });

  it.each([
    ["", "mos", true], ["mos", "mosque", false], ["mosque", "mos", false], ["mosque", "mosque k", true], ["mosque k", "mosque kab", false],
    ["mosque", "shrine", true], ["mos", "", true],
  ])("is one for each finished word of a search: %j to %j", (before, now, is) => {
    expect(isStep(typed(before), typed(now))).toBe(is);
  });

  it("is none where a place was found by the word, which is taken back", () => {
    const there = { ...plain, map: { lat: 34.5, lon: 69.2, zoom: 10 } };
    expect([isStep(typed("kabul"), there), isStep(typed("kabul"), plain)]).toEqual([false, true]);
  });

  it("is one where more than the word changes", () => {
    expect(isStep(typed("mos"), { ...typed("mosque"), open: "KW-1" })).toBe(true);
  });
});

describe("a question", () => {
  it("asks for what is looked at, and half as much around it", () => {
    const seen = padded({ west: 60, south: 30, east: 70, north: 40 });
    expect(seen).toEqual({ west: 55, south: 25, east: 75, north: 45 });
    expect(lookWords(NOTHING, PLAIN, seen, 6).toString()).toBe("view=55.0000%2C25.0000%2C75.0000%2C45.0000&zoom=6");
    expect(holds(seen, { west: 56, south: 26, east: 66, north: 36 })).toBe(true);
    expect(holds(seen, { west: 54, south: 26, east: 66, north: 36 })).toBe(false);
  });

  it("never leaves the world", () => {
    expect(padded({ west: -170, south: -80, east: 170, north: 85 })).toEqual({ west: -180, south: -90, east: 180, north: 90 });
  });
});

describe("groups that count as one", () => {
  it("are written alike, and the first stands for all of them", () => {
    const { filter } = read("?one=c~b&one=a~b&one=x~y&group=c&group=x&group=z");
    expect([filter.one, filter.group]).toEqual([["a~b~c", "x~y"], ["a", "x", "z"]]);
    expect(write(read("?one=b~a&group=b"))).toBe("?group=a&one=a~b");
  });

  it("are joined, and taken apart again", () => {
    const joined = together({ ...NOTHING, group: ["b"], one: ["c~d"] }, ["b", "a"]);
    expect([joined.group, joined.one]).toEqual([["a"], ["a~b", "c~d"]]);
    expect(oneWith(joined, "b")).toEqual(["a", "b"]);
    expect(apart(joined, "a").one).toEqual(["c~d"]);
  });
});

describe("a facet", () => {
  it("adds a value and takes it away again", () => {
    const one = toggled(NOTHING, "kind", "arrest");
    expect(filterWords(one).toString()).toBe("kind=arrest");
    expect(toggled(one, "kind", "arrest")).toEqual(NOTHING);
  });

  it("lets go of chapters with the last group", () => {
    const filter = { ...NOTHING, group: ["a", "b"], parts: "yes" };
    const one = toggled(filter, "group", "a");
    expect([one.parts, toggled(one, "group", "b")]).toEqual(["yes", NOTHING]);
  });
});
