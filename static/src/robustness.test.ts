import { describe, expect, it } from "vitest";
import { DEMANDS, FIGURES, isContrary, killedIn, short, trendOf, viewOf, type Compared, type Direction } from "./robustness";

type Ways = readonly (readonly [Direction, Direction, Direction])[];

/** Nine views by their killed trends, low to high; incidents go as the best. */
function views(ways: Ways): Compared[] {
  return DEMANDS.flatMap(({ sources_min, unaligned }, line) => FIGURES.map((counts, at) => ({
    sources_min: sources_min ? Number(sources_min) : null, unaligned: unaligned ? true : null, counts, incidents: 12 - line, killed: 40, is_open: counts === "high",
    trends: { incidents: ways[line]![1], killed: ways[line]![at]! },
  })));
}

const [up, down, flat, few] = [["rising", "rising", "rising"], ["falling", "falling", "falling"], ["neither", "neither", "neither"], ["too_few", "too_few", "too_few"]] as const;
const plain = { sources_min: "", unaligned: "", counts: "" };

function said(ways: Ways, what: "incidents" | "killed", filter = plain): string {
  const all = views(ways);
  return trendOf(what, all, viewOf(all, filter)!);
}

describe("the trend of a view", () => {
  it("is said to hold under all views, or under none", () => {
    expect([said([up, up, up], "killed"), said([up, up, up], "incidents"), said([flat, flat, flat], "killed")]).toEqual([
      "rising under all nine views", "rising under all three views", "no clear trend under any view",
    ]);
  });

  it("is set against views in which it turns", () => {
    expect(said([down, up, down], "incidents")).toBe("falling in this view, but rising over those with two independent sources");
    expect(said([down, up, down], "incidents", { ...plain, sources_min: "2" })).toBe(
      "rising in this view, but falling over all incidents or without what parties alone report",
    );
  });

  it("names the views one step away, and counts the rest", () => {
    expect(said([["falling", "falling", "rising"], up, down], "killed")).toBe(
      "falling in this view, but rising by the high figures or over those with two independent sources, and two more",
    );
  });

  it("names further ones where nothing nearer turns", () => {
    expect(said([down, ["rising", "falling", "falling"], down], "killed")).toBe(
      "falling in this view, but rising by the low figures over those with two independent sources",
    );
  });

  it("says where it is lost, and where it is only to be found", () => {
    expect(said([up, flat, up], "incidents")).toBe("rising in this view; no clear trend over those with two independent sources");
    expect(said([flat, up, down], "incidents")).toBe(
      "no clear trend in this view, but rising over those with two independent sources, and falling without what parties alone report",
    );
  });

  it("is not said of views that find nothing", () => {
    const all = views([up, flat, up]).map((one) => (one.sources_min === 2 ? { ...one, incidents: 0 } : one));
    expect(trendOf("incidents", all, viewOf(all, plain)!)).toBe("rising under both views that have any");
    expect(trendOf("killed", all, viewOf(all, plain)!)).toBe("rising under all six views");
  });

  it("is not said of too few bars", () => {
    expect(said([few, few, few], "killed")).toBe("");
  });

  it("turns only between rising and falling", () => {
    expect([isContrary("rising", "falling"), isContrary("falling", "rising"), isContrary("rising", "neither"), isContrary("rising", "rising")]).toEqual([true, true, false, false]);
  });
});

describe("a view", () => {
  it("is found by its address", () => {
    const all = views([up, up, up]);
    expect(viewOf(all, { sources_min: "2", unaligned: "", counts: "high" })).toMatchObject({ sources_min: 2, unaligned: null, counts: "high" });
    expect(viewOf(all, { sources_min: "3", unaligned: "", counts: "" })).toBeUndefined();
    expect(viewOf(all, { sources_min: "", unaligned: "no", counts: "" })).toBeUndefined();
  });

  it("counts the killed, open where they are", () => {
    const [low, , high] = views([up, up, up]);
    expect([killedIn(low!), killedIn(high!), killedIn({ ...low!, killed: null }), killedIn({ ...low!, killed: 0 })]).toEqual(["40", "40+", "–", "0"]);
    expect([9_999, 99_999, 123_456, 1_234_567].map(short)).toEqual(["9,999", "100k", "123k", "1.2m"]);
  });
});
