import { describe, expect, it } from "vitest";
import { filterWords, isEmpty, NOTHING, read, toggled, write } from "./url";

describe("the address of a view", () => {
  it("says nothing for the plain view", () => {
    expect(write({ filter: NOTHING, map: null, open: "" })).toBe("");
    expect(isEmpty(read("").filter)).toBe(true);
  });

  it("comes back as it was written", () => {
    const view = {
      filter: { ...NOTHING, group: ["isk-p", "ttp"], province: ["AF-JOW"], from: "2017-01-01", q: "سرپل & more" },
      map: { lat: 34.125, lon: 68, zoom: 6 },
      open: "KW-2017-000001",
    };
    expect(read(write(view))).toEqual(view);
  });

  it("is the same for the same filter in any order", () => {
    expect(write(read("?group=b&group=a&group=b"))).toBe(write(read("?group=a&group=b")));
  });

  it.each(["?at=nonsense", "?at=1,2", "?at=91,0,5", "?at=1,2,3,4", "?at=1,2,NaN"])("passes over a map position such as %s", (search) => {
    expect(read(search).map).toBeNull();
  });
});

describe("a facet", () => {
  it("adds a value and takes it away again", () => {
    const one = toggled(NOTHING, "kind", "arrest");
    expect(filterWords(one).toString()).toBe("kind=arrest");
    expect(toggled(one, "kind", "arrest")).toEqual(NOTHING);
  });
});
