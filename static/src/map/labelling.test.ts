import { describe, expect, it } from "vitest";
import { overlap, placeBadges, sides, whereFree, type Box } from "./labelling";

const ring = (x: number, y: number) => ({ x, y, reach: 30, width: 20, height: 18 });

describe("a badge", () => {
  it("sits above its ring where nothing else is", () => {
    expect(placeBadges([ring(100, 100)], [])).toEqual([sides(ring(100, 100))[0]]);
  });

  it("leaves the middle of its ring free, for what is known to lie there", () => {
    const dot: Box = { left: 95, top: 95, width: 10, height: 10 };
    for (const side of sides({ ...ring(100, 100), reach: 4 })) expect(overlap(side, dot)).toBe(false);
  });

  it("goes to another side where a dot is in its way, and nowhere when all are taken", () => {
    const [above, below, right, left] = sides(ring(100, 100));
    expect(placeBadges([ring(100, 100)], [above])).toEqual([below]);
    expect(placeBadges([ring(100, 100)], [above, below, right, left])).toEqual([null]);
  });

  it("never lies on another", () => {
    const placed = placeBadges(Array.from({ length: 30 }, (_, step) => ring(100 + 7 * step, 100)), []).filter((one) => one !== null);
    expect(placed.length).toBeGreaterThan(5);
    placed.forEach((one, place) => placed.slice(place + 1).forEach((other) => expect(overlap(one, other)).toBe(false)));
  });
});

describe("names", () => {
  it("have room in turn, the first ones first", () => {
    const box = (left: number): Box => ({ left, top: 0, width: 10, height: 10 });
    expect(whereFree([box(0), box(5), box(12)], [])).toEqual([true, false, true]);
  });
});
