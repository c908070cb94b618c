import { describe, expect, it } from "vitest";
import { classesOf, classOf } from "./classes";

const SKEWED = Array.from({ length: 40 }, (_, rank) => Math.ceil(41_234 / (rank + 1) ** 1.4));

describe("the classes of a shaded map", () => {
  it("are none where nothing is counted", () => {
    expect(classesOf([])).toEqual([]);
    expect(classesOf([0, 0])).toEqual([]);
  });

  it("are the counts themselves where these are few", () => {
    expect(classesOf([3, 3, 1, 0, 12])).toEqual([{ from: 1, to: 2 }, { from: 3, to: 11 }, { from: 12, to: 12 }]);
  });

  it.each([[SKEWED], [[100, 110, 120, 130, 140, 150, 160]], [[1, 2, 3, 4, 5, 6, 7, 8]], [[999, 1000, 1001, 1002, 1003, 1004]]])(
    "are five at most, follow without gaps, and hold every count", (counts) => {
      const classes = classesOf(counts);
      expect(classes.length).toBeGreaterThan(1);
      expect(classes.length).toBeLessThanOrEqual(5);
      classes.slice(1).forEach(({ from }, place) => expect(from).toBe(classes[place]!.to + 1));
      for (const count of counts) {
        const { from, to } = classes[classOf(count, classes)]!;
        expect(count >= from && count <= to).toBe(true);
      }
    },
  );

  it("begin at round numbers", () => {
    for (const { from } of classesOf(SKEWED)) expect(String(from)).toMatch(/^\d0*$/);
  });

  it("leave zero without a class", () => {
    expect(classOf(0, classesOf(SKEWED))).toBe(-1);
  });
});
