import { describe, expect, it } from "vitest";
import { step } from "./pairs";

describe("moving through the queue of pairs", () => {
  it("begins with the first", () => {
    expect(step(-1, 1, 5)).toBe(0);
    expect(step(-1, -1, 5)).toBe(0);
  });

  it("goes one further, and stays at the ends", () => {
    expect(step(0, 1, 5)).toBe(1);
    expect(step(4, 1, 5)).toBe(4);
    expect(step(0, -1, 5)).toBe(0);
  });
});
