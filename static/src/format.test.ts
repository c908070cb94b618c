import { describe, expect, it } from "vitest";
import { binName, citation, dated, dates, markName, people, plural, range, said, sentence } from "./format";
import type { Explore } from "./types";
import { NOTHING } from "./url";

const closed = { low: 18, best: 20, high: 20, is_open: false };
const open = { low: 9, best: 9, high: null, is_open: true };
const none = { low: null, best: null, high: null, is_open: false };

describe("a count", () => {
  it("shows its doubt", () => {
    expect([range(closed), range(open), range(none), range({ ...closed, low: 0, high: 0 })]).toEqual(["18–20", "9+", "–", "0"]);
  });

  it("is the low or the high alone where these are shown", () => {
    expect([closed, open, none].map((one) => [people(one, ""), people(one, "low"), people(one, "high")])).toEqual([["18–20", "18", "20"], ["9+", "9", "9+"], ["–", "–", "–"]]);
  });

  it("has one singular", () => {
    expect([plural(1, "incident"), plural(0, "incident"), plural(1234, "incident")]).toEqual(["1 incident", "0 incidents", "1,234 incidents"]);
  });
});

describe("a date", () => {
  it("is said as precisely as it is known", () => {
    expect(["2018-01-09", "2018-01~", "2018", "2018-01/2018-03", ""].map(dated)).toEqual(["9 Jan 2018", "about Jan 2018", "2018", "2018-01/2018-03", ""]);
  });
});

describe("the sentence of a view", () => {
  const answer = {
    totals: { incidents: 12, placed: 2, by_district: 9, by_province: 1, not_located: 0, killed: { low: 41, best: 41, high: null, is_open: true }, wounded: none },
    timeline: { unit: "month", bins: [{ start: "2016-03-01", end: "2016-03-31", count: 1 }, { start: "2016-04-01", end: "2016-04-30", count: 0 }, { start: "2018-01-01", end: "2018-01-31", count: 2 }], undated: 0 },
    map: { places: [{ code: "P1", name: "Moghul" }], districts: [{ code: "D1", name: "Darzab" }], provinces: [] },
    list: { results: [{ place: { code: "P2", name: "Sar Dara" } }, { place: null }] },
    facets: {
      group: [{ value: "isk-p", label: "ISK-P", count: 12 }], province: [{ value: "AF-JOW", label: "Jowzjan", count: 7 }], district: [], kind: [],
      family: [], status: [], target: [], community: [], credibility: [{ value: "2", label: "2 – probably true", count: 3 }],
    },
  } as unknown as Explore;

  it("names the span, what is chosen and the least killed", () => {
    expect(sentence(answer, { ...NOTHING, province: ["AF-JOW"], group: ["isk-p"] })).toBe("12 incidents · Mar 2016 – Jan 2018 · ISK-P · Jowzjan · 41+ killed");
  });

  it("sums the killed by the figures that are shown", () => {
    const high = { sources_min: null, unaligned: null, counts: "high", killed: 60, is_open: true };
    const counted = { ...answer, robustness: { views: [high] } } as unknown as Explore;
    expect([sentence(counted, { ...NOTHING, counts: "low" }), sentence(counted, { ...NOTHING, counts: "high" })]).toEqual([
      "12 incidents · Mar 2016 – Jan 2018 · by the low figures · 41 killed", "12 incidents · Mar 2016 – Jan 2018 · by the high figures · 60+ killed",
    ]);
  });

  it("says the chosen dates rather than the data's", () => {
    expect(sentence(answer, { ...NOTHING, from: "2017-01-01" })).toContain("from 1 Jan 2017");
  });

  it("names weeks by their first and last day", () => {
    const weeks = { ...answer, timeline: { ...answer.timeline, unit: "week" } } as Explore;
    expect(sentence(weeks, NOTHING)).toContain("· 1 Mar 2016 – 31 Jan 2018 ·");
  });

  it("names the field of what does not speak for itself", () => {
    const all = sentence(answer, { ...NOTHING, credibility: ["2"], level: ["by_district"], dated: "no" });
    expect(all).toBe("12 incidents · credibility: 2 – probably true · known by district · undated · 41+ killed");
  });

  it("calls a symbol by its name wherever the answer has it, else by its code", () => {
    const names = ["place:P1", "place:P2", "district:D1", "province:AF-JOW", "place:P9", "cell:6/1/2"].map((mark) => markName(answer, mark));
    expect(names).toEqual(["Moghul", "Sar Dara", "known to Darzab district", "known to Jowzjan only", "P9", "one cell of the map"]);
    expect(markName(null, "district:D1")).toBe("known to D1 district");
    expect(sentence(answer, { ...NOTHING, mark: "place:P1" })).toContain("· Moghul ·");
  });

  it("names a value that has no count by itself", () => {
    expect(sentence(answer, { ...NOTHING, group: ["gone", "isk-p", "x", "y"] })).toContain("gone, ISK-P and 2 more");
  });
});

describe("a parameter", () => {
  it("is said in words", () => {
    const filter = { ...NOTHING, killed_min: "9", counts: "low", conflict: "yes", parts: "yes", sources_min: "2", unaligned: "yes" };
    const words = (["killed_min", "conflict", "parts", "sources_min", "counts", "unaligned"] as const).map((name) => said(name, filter, null));
    expect(words).toEqual([
      "at least 9 killed each", "sources disagree", "with its parts at the time", "at least 2 independent sources", "by the low figures", "not on parties’ word alone",
    ]);
    expect([said("counts", { ...NOTHING, counts: "best" }, null), said("unaligned", { ...NOTHING, unaligned: "no" }, null)]).toEqual(["", "on parties’ word alone"]);
  });
});

describe("dates", () => {
  it("are said as days, open at either end", () => {
    const words = [["", ""], ["2017-01-01", ""], ["", "2017-01-02"], ["2017-01-01", "2017-02-01"], ["2017-01-01", "2017-01-01"]].map(([from, to]) => dates({ from: from!, to: to! }));
    expect(words).toEqual(["", "from 1 Jan 2017", "until 2 Jan 2017", "1 Jan 2017 – 1 Feb 2017", "1 Jan 2017"]);
  });
});

describe("a citation", () => {
  it("names version, address and day", () => {
    const text = citation("12 incidents", "9f3c", "https://example.org/?group=x", new Date("2026-11-23T00:00:00Z"));
    expect(text).toBe("Khorasan Watch. 12 incidents. Data version 9f3c. https://example.org/?group=x (accessed 23 Nov 2026).");
  });
});

describe("a bar", () => {
  it("is named by its unit", () => {
    const bin = { start: "2017-10-01", end: "2017-10-31", count: 1, families: [1] };
    expect(["day", "week", "month", "year"].map((unit) => binName(bin, unit))).toEqual(["1 Oct 2017", "week of 1 Oct 2017", "Oct 2017", "2017"]);
    expect(binName({ start: "1900-01-01", end: "1904-12-31" }, "year")).toBe("1900–1904");
  });
});
