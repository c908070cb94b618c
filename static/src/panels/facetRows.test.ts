import { describe, expect, it } from "vitest";
import { shownRows } from "./facetRows";

const counts = Array.from({ length: 600 }, (_, place) => ({ value: `d${place}`, label: `District ${place}`, count: 600 - place }));
const values = (found: ReturnType<typeof shownRows>): string[] => found.rows.map((one) => one.value);

describe("the rows of a facet", () => {
  it("are few, with what is chosen among them", () => {
    const found = shownRows(counts, "", ["d599"], 7);
    expect(values(found)).toEqual(["d0", "d1", "d2", "d3", "d4", "d5", "d6", "d599"]);
    expect(found.hidden).toBe(592);
  });

  it("are found by any part of a name, without marks and case", () => {
    const named = [{ value: "a", label: "Bādghīs", count: 1 }, { value: "b", label: "ISK-P", name: "Islamic State Khorasan", count: 1 }];
    expect(values(shownRows(named, " badghis ", [], 7))).toEqual(["a"]);
    expect(values(shownRows(named, "khorasan", [], 7))).toEqual(["b"]);
    expect(shownRows(named, "nothing", ["a"], 7)).toEqual({ rows: [], hidden: 0 });
  });

  it("keep a chosen value that is not counted, so that it can be taken away", () => {
    expect(shownRows([], "", ["gone"], 7).rows).toEqual([{ value: "gone", label: "gone", count: 0 }]);
  });
});
