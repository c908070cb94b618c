import { describe, expect, it } from "vitest";
import { apart, type Point } from "./apart";

const ROOM = 20;

function moved(points: readonly Point[]): Point[] {
  return apart(points, ROOM).map(({ x, y }, place) => ({ x: points[place]!.x + x, y: points[place]!.y + y }));
}

describe("labels of neighbouring places", () => {
  it("stay where they are when nothing is near", () => {
    expect(apart([{ x: 0, y: 0 }, { x: 100, y: 0 }], ROOM)).toEqual([{ x: 0, y: 0 }, { x: 0, y: 0 }]);
  });

  it("never lie on each other", () => {
    const labels = moved(Array.from({ length: 12 }, (_, place) => ({ x: place % 3, y: 5 })));

    for (const one of labels) for (const other of labels) {
      if (one !== other) expect(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y))).toBeGreaterThanOrEqual(ROOM);
    }
  });

  it("leave the first in its place", () => {
    expect(apart([{ x: 3, y: 3 }, { x: 3, y: 3 }], ROOM)[0]).toEqual({ x: 0, y: 0 });
  });
});
