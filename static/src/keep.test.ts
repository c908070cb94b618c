import { describe, expect, it } from "vitest";
import { keep } from "./keep";

describe("keeping what did not change", () => {
  const had = { version: "a", facets: { group: [{ value: "x", count: 1 }], kind: [] }, map: { cells: [[1, 2, 3, null]] } };

  it("is the same object when all of it is equal", () => {
    expect(keep(had, structuredClone(had))).toBe(had);
  });

  it("takes over the parts that are equal, and only these", () => {
    const found = { ...structuredClone(had), version: "b", map: { cells: [[1, 2, 4, null]] } };
    const kept = keep(had, found);
    expect(kept).toEqual(found);
    expect(kept.facets).toBe(had.facets);
    expect(kept.map).not.toBe(had.map);
  });

  it.each([
    [null, {}], [{}, null], [[], {}], [{ a: 1 }, { b: 1 }], [{ a: 1, b: 2 }, { a: 1 }], [[1, 2], [1]], [[1], [1, 2]], [{ a: null }, {}],
  ])("tells %j from %j", (one, other) => {
    expect(keep(one, other)).toEqual(other);
    expect(keep(one, other)).not.toBe(one);
  });
});
