import { describe, expect, it } from "vitest";
import type { Timeline } from "../types";
import { addressOf, barsOf, captionOf, ticksOf } from "./bars";

function timeline(counts: readonly number[], undated = 0): Timeline {
  const bins = counts.map((count, place) => ({ start: `2017-0${place + 1}-01`, end: `2017-0${place + 1}-28`, count, families: [count] }));
  return { unit: "month", families: ["violence"], bins, undated };
}

describe("bars of a group's activity", () => {
  it("stand where their months lie, the highest in full", () => {
    const [first, second] = barsOf(timeline([1, 0, 0, 4]), "isk-p");

    expect(first!.x).toBeLessThan(25);
    expect(second!.x).toBeGreaterThan(75);
    expect([first!.height, second!.height]).toEqual([0.25, 1]);
  });

  it("leave out months without an incident", () => {
    expect(barsOf(timeline([0, 2, 0]), "isk-p")).toHaveLength(1);
  });

  it("show one incident beside thousands", () => {
    expect(barsOf(timeline([1, 5000]), "isk-p")[0]!.height).toBeGreaterThan(0.02);
  });

  it("say how many and lead to the same ones in Explore", () => {
    const [bar] = barsOf(timeline([3]), "isk-p");

    expect(bar!.title).toBe("Jan 2017: 3 incidents");
    expect(bar!.address).toBe("/?group=isk-p&from=2017-01-01&to=2017-01-28");
    expect(addressOf("isk-p")).toBe("/?group=isk-p");
  });

  it("are named by a few ticks", () => {
    expect(ticksOf(timeline([1, 1, 1, 1, 1, 1, 1, 1])).length).toBeLessThanOrEqual(6);
    expect(ticksOf(timeline([]))).toEqual([]);
  });

  it("say when their sum is not the number of incidents", () => {
    expect(captionOf(timeline([1, 1]), 2)).toBe("By month.");
    expect(captionOf(timeline([1, 1]), 1)).toContain("each bar in which it may lie");
    expect(captionOf(timeline([1], 1), 2)).toContain("1 incident without a date is in no bar");
  });
});
