import { describe, expect, it } from "vitest";
import { boxText, crosses, MOST_VERTICES, polygonText, readBox, readPolygon, rounded, troubleClosing, troubleWith, type Vertex } from "./shape";

const SQUARE: Vertex[] = [[60, 30], [70, 30], [70, 35], [60, 35]];
const BOW: Vertex[] = [[60, 30], [70, 35], [70, 30], [60, 35]];

describe("a box", () => {
  it("is written outwards to four decimals, and read again", () => {
    const text = boxText({ west: 60.123456, south: 30.00001, east: 61.5, north: 31.99991 });
    expect(text).toBe("60.1234,30,61.5,32");
    expect(readBox(text)).toEqual({ west: 60.1234, south: 30, east: 61.5, north: 32 });
  });

  it("stays within the world", () => {
    expect(boxText({ west: -200, south: -95, east: 200, north: 95 })).toBe("-180,-90,180,90");
  });

  it.each(["", "1,2,3", "1,2,3,4,5", "5,1,4,2", "a,b,c,d", "1,,3,4"])("is none of “%s”", (text) => {
    expect(readBox(text)).toBeNull();
  });
});

describe("a polygon", () => {
  it("is written as longitude and latitude in turn, and read again", () => {
    const text = polygonText([[60.12346, 30], [70, 30], [70, 35.5]]);
    expect(text).toBe("60.1235,30,70,30,70,35.5");
    expect(readPolygon(text)).toEqual([[60.1235, 30], [70, 30], [70, 35.5]]);
  });

  it.each(["", "1,2,3,4", "1,2,3,4,5", "1,2,3,4,5,x"])("is none of “%s”", (text) => {
    expect(readPolygon(text)).toEqual([]);
  });

  it("does not cross itself as a square, does as a bow", () => {
    expect(crosses(SQUARE)).toBe(false);
    expect(crosses(SQUARE.toReversed())).toBe(false);
    expect(crosses(BOW)).toBe(true);
  });

  it("crosses itself where it touches itself or goes back on itself", () => {
    expect(crosses([[60, 30], [70, 30], [70, 35], [65, 30], [60, 35]])).toBe(true);
    expect(crosses([[60, 30], [70, 30], [65, 30], [65, 35]])).toBe(true);
    expect(crosses([[60, 30], [70, 30], [70, 35], [60, 35], [65, 32], [60, 30]])).toBe(true);
  });

  it("may have corners on a straight side, and dents", () => {
    expect(crosses([[60, 30], [65, 30], [70, 30], [70, 35], [65, 31], [60, 35]])).toBe(false);
  });
});

describe("drawing", () => {
  it("refuses the corner whose line would cross the outline", () => {
    expect(troubleWith(BOW.slice(0, 3), BOW[3]!)).toMatch(/cross/);
    expect(troubleWith(SQUARE.slice(0, 3), SQUARE[3]!)).toBe("");
    expect(troubleWith([[60, 30]], [61, 30])).toBe("");
  });

  it("refuses to close what is no polygon", () => {
    expect(troubleClosing(SQUARE.slice(0, 2))).toMatch(/three/);
    expect(troubleClosing([[60, 30], [70, 30], [80, 30]])).not.toBe("");
    expect(troubleClosing([[60, 30], [70, 30], [70, 35], [65, 32], [65, 28]])).toMatch(/cross/);
    expect(troubleClosing(SQUARE)).toBe("");
  });

  it("stops at the most corners the filter takes", () => {
    const circle = Array.from({ length: MOST_VERTICES }, (_, step) => rounded(68 + 5 * Math.cos(step / 80), 33 + 5 * Math.sin(step / 80)));
    expect(troubleWith(circle, [60, 20])).toMatch(/at most 500/);
  });
});
