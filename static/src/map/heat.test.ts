import { describe, expect, it } from "vitest";
import { blurred, warmth } from "./heat";

describe("heat", () => {
  it("spreads a count evenly around its spot and loses none of it", () => {
    const size = 41;
    const grid = new Float32Array(size * size);
    grid[20 * size + 20] = 9;
    const soft = blurred(grid, size, size);
    expect(soft.reduce((sum, one) => sum + one, 0)).toBeCloseTo(9, 3);
    expect(soft[20 * size + 17]).toBeCloseTo(soft[17 * size + 20]!, 6);
    expect(Math.max(...soft)).toBe(soft[20 * size + 20]);
  });

  it("grows with the count, from nothing to the end of the ramp", () => {
    const steps = [0, 0.01, 0.1, 1, 3, 100].map((heat) => warmth(heat, 50));
    expect([steps[0], steps.at(-1)]).toEqual([0, 1]);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
  });

  it("shows a single incident among thousands", () => {
    expect(warmth(1 / 100, 100)).toBeGreaterThan(0.03);
  });
});
