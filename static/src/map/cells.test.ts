import { describe, expect, it } from "vitest";
import {
  across, cellOf, figureOf, keyOf, middleOf, nearest, radiusOf, roundUp, saidOf, scaleOf, strengthOf, strengths, wholeCells,
} from "./cells";

const PLACES = [[34.53, 69.17], [24.86, 67.01], [-33.9, 151.2], [0, 0], [85, -179.99], [-85, 179.99]] as const;

describe("a cell", () => {
  it("is 16 pixels wide, so that 16 of them make a tile", () => {
    expect([across(0), across(6), 256 / across(0)]).toEqual([16, 1024, 16]);
  });

  it.each(PLACES)("holds its own middle (%d, %d) at every zoom", (lat, lon) => {
    for (let zoom = 0; zoom <= 18; zoom++) {
      const cell = cellOf(lat, lon, zoom);
      const middle = middleOf(cell.x, cell.y, zoom);
      expect(cellOf(middle.lat, middle.lon, zoom)).toEqual(cell);
    }
  });

  it("of a nearer zoom lies in the one of the farther", () => {
    const [far, near] = [cellOf(34.53, 69.17, 6), cellOf(34.53, 69.17, 7)];
    expect([near.x >> 1, near.y >> 1]).toEqual([far.x, far.y]);
  });

  it("counts columns from the west and rows from the north, and stays on the map", () => {
    expect(cellOf(85.06, -180, 3)).toEqual({ x: 0, y: 0 });
    expect(cellOf(-90, 180, 3)).toEqual({ x: 127, y: 127 });
    expect(cellOf(90, 400, 3)).toEqual({ x: 127, y: 0 });
  });

  it("has a key of its own, as a safe whole number at the nearest zoom", () => {
    const last = across(19) - 1;
    expect(keyOf(last, last, 19)).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect(new Set([keyOf(1, 2, 4), keyOf(2, 1, 4), keyOf(1, 3, 4)]).size).toBe(3);
  });
});

describe("the part that is asked for", () => {
  const seen = { west: 66.013, south: 31.2, east: 72.777, north: 36.9 };

  it("covers what is seen with whole cells and two more on each side", () => {
    const asked = wholeCells(seen, 6);
    const edge = cellOf(seen.north, seen.west, 6);
    const corner = middleOf(edge.x - 2 - 0.5, edge.y - 2 - 0.5, 6);
    expect(asked.west).toBeCloseTo(corner.lon, 9);
    expect(asked.north).toBeCloseTo(corner.lat, 9);
    expect(asked.east).toBeGreaterThan(seen.east);
    expect(asked.south).toBeLessThan(seen.south);
  });

  it("never leaves the world", () => {
    const asked = wholeCells({ west: -500, south: -90, east: 500, north: 90 }, 3);
    expect([asked.west, asked.east]).toEqual([-180, 180]);
    expect(asked.north).toBeCloseTo(85.0511, 3);
  });
});

describe("a count", () => {
  it("has an area that grows with it, up to the cell", () => {
    const radii = [1, 4, 40, 100, 5000].map((count) => radiusOf(count, 100));
    expect(radii).toEqual(radii.toSorted((one, other) => one - other));
    expect(radiusOf(100, 100)).toBeLessThanOrEqual(8);
    expect(radiusOf(5000, 100)).toBe(radiusOf(100, 100));
  });

  it("is measured by a round number, and one giant does not make all others dwarfs", () => {
    expect([1, 2, 3, 7, 60, 123, 9999].map(roundUp)).toEqual([1, 2, 5, 10, 100, 200, 10_000]);
    expect(scaleOf([])).toEqual({ most: 1, full: 1 });
    expect(scaleOf([...new Array<number>(99).fill(4), 80_000])).toEqual({ most: 100_000, full: 5 });
  });

  it("has a strength by its order of magnitude", () => {
    expect([1, 9, 10, 99, 100, 10_000, 100_000].map((count) => strengthOf(count, 100_000))).toEqual([0, 0, 1, 1, 2, 4, 4]);
    expect(strengthOf(1, 1)).toBe(0);
  });

  it.each([1, 2, 5, 10, 50, 200, 100_000])("up to %d is in one class of the legend, without gaps", (most) => {
    const classes = strengths(most);
    expect([classes[0]!.from, classes.at(-1)!.to]).toEqual([1, most]);
    classes.slice(1).forEach(({ from }, place) => expect(from).toBe(classes[place]!.to + 1));
    for (const { from, to, strength } of classes) expect([strengthOf(from, most), strengthOf(to, most)]).toEqual([strength, strength]);
  });

  it("is written where it fits", () => {
    expect(figureOf(1, 8)).toBeNull();
    expect(figureOf(12, 3)).toBeNull();
    expect(figureOf(12, 7.75)?.text).toBe("12");
    expect([999, 1000, 12_345, 99_499].map((count) => figureOf(count, 7.75)?.text)).toEqual(["999", "1k", "12k", "99k"]);
    expect(figureOf(250_000, 7.75)).toBeNull();
  });

  it("is said in words", () => {
    expect([saidOf(123, 45), saidOf(1, 0)]).toEqual(["123 incidents, 45+ killed", "1 incident"]);
  });
});

describe("a pointer", () => {
  const has = (x: number, y: number): boolean => x === 3 && y === 3;

  it("finds the cell it is in", () => {
    expect(nearest({ x: 50, y: 50 }, 0, has)).toEqual({ x: 3, y: 3 });
    expect(nearest({ x: 47.9, y: 50 }, 0, has)).toBeNull();
  });

  it("finds the nearest cell within a finger's width", () => {
    expect(nearest({ x: 40, y: 50 }, 12, has)).toEqual({ x: 3, y: 3 });
    expect(nearest({ x: 30, y: 50 }, 12, has)).toBeNull();
  });
});
