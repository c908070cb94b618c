import { describe, expect, it } from "vitest";
import { after, lanes, moved, shareOf, sorted, spanOf, stacks, ticks } from "./brush";

const bin = (start: string, end: string, families = [1]) => ({ start, end, families, count: families.reduce((sum, one) => sum + one, 0) });
const months = Array.from({ length: 30 }, (_, place) => {
  const month = `${2016 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}`;
  return bin(`${month}-01`, `${month}-28`);
});

describe("a span of bars", () => {
  it("holds the bars that dates reach into", () => {
    expect(spanOf(months, "2016-02-10", "2016-04-01")).toEqual([1, 3]);
    expect(spanOf(months, "", "2016-01-31")).toEqual([0, 0]);
    expect(spanOf(months, "2018-06-01", "")).toEqual([29, 29]);
    expect([spanOf(months, "", ""), spanOf(months, "2030-01-01", ""), spanOf([], "2016-01-01", "")]).toEqual([null, null, null]);
  });

  it("is moved whole by the arrows and stops at the ends", () => {
    expect(moved([3, 5], "ArrowRight", { isStretching: false, size: 10 })).toEqual([4, 6]);
    expect(moved([3, 5], "End", { isStretching: false, size: 10 })).toEqual([7, 9]);
    expect(moved([5, 3], "Home", { isStretching: false, size: 10 })).toEqual([2, 0]);
    expect(moved([0, 0], "ArrowLeft", { isStretching: false, size: 10 })).toEqual([0, 0]);
  });

  it("is stretched with Shift, past its beginning too", () => {
    expect(moved([3, 3], "ArrowLeft", { isStretching: true, size: 10 })).toEqual([3, 2]);
    expect(sorted([3, 2])).toEqual([2, 3]);
    expect(moved([3, 9], "ArrowRight", { isStretching: true, size: 10 })).toEqual([3, 9]);
    expect(moved([3, 5], "Home", { isStretching: true, size: 10 })).toEqual([3, 0]);
  });

  it("leaves other keys alone", () => {
    expect(moved([3, 3], "Tab", { isStretching: false, size: 10 })).toBeNull();
  });
});

describe("a day along the bars", () => {
  it("lies within its bar, as far as the month has gone", () => {
    expect(shareOf("2016-01-01", months)).toBe(0);
    expect(shareOf("2016-01-15", months)).toBeCloseTo(0.5 / 30);
    expect(shareOf("2030-01-01", months)).toBe(1);
    expect(shareOf("2000-01-01", months)).toBe(0);
  });

  it("has a day after it", () => {
    expect([after("2016-02-28"), after("2017-01-01", -28)]).toEqual(["2016-02-29", "2016-12-04"]);
  });
});

describe("bars", () => {
  const january = (families: number[]) => bin("2016-01-01", "2016-01-31", families);

  it("are stacked, one family a path", () => {
    expect(stacks([january([1, 3, 0])], 3)).toEqual(["M0.05 0.7500h0.9v0.2500h-0.9z", "M0.05 0.0000h0.9v0.7500h-0.9z", ""]);
  });

  it("can be seen however few there are, and have no gaps when there are many", () => {
    expect(stacks([january([1]), january([1_000_000])], 1)[0]).toMatch(/v0.0200.*v1.0000/);
    const many = Array.from({ length: 400 }, () => january([1]));
    expect(stacks(many, 1)[0]!.startsWith("M0 0.0000h1v1.0000h-1z")).toBe(true);
  });

  it("are split, a line for each family that occurs, all by one scale", () => {
    const { lines, paths } = lanes([january([2, 0, 4]), january([0, 0, 1])], 3);
    expect(lines).toEqual([0, 2]);
    expect(paths).toEqual(["M0.05 0.2700h0.9v0.2300h-0.9z", "", "M0.05 0.5400h0.9v0.4600h-0.9zM1.05 0.8850h0.9v0.1150h-0.9z"]);
  });
});

describe("dates under the bars", () => {
  it("stand at round months and years, and never too many", () => {
    expect(ticks(months, "month", 6)).toEqual([0, 6, 12, 18, 24]);
    expect(ticks(months, "month", 3)).toEqual([0, 12, 24]);
    const years = Array.from({ length: 23 }, (_, place) => bin(`${2001 + place}-01-01`, `${2001 + place}-12-31`));
    expect(ticks(years, "year", 7).map((place) => 2001 + place)).toEqual([2005, 2010, 2015, 2020]);
    expect(ticks(months, "week", 6)).toEqual([0, 6, 12, 18, 24]);
    expect(ticks([], "month", 6)).toEqual([0]);
  });
});
