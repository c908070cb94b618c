import { beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "./api";
import * as state from "./state";
import type { Explore, Rows } from "./types";
import { NOTHING, PLAIN } from "./url";

const nobody = { low: null, best: null, high: null, is_open: false };

function found(incidents: number, next: string | null = null): Explore {
  return {
    version: "v1",
    totals: { incidents, placed: 0, by_district: 0, by_province: 0, not_located: incidents, killed: nobody, wounded: nobody },
    timeline: { unit: "month", families: [], bins: [], undated: 0 },
    facets: { group: [], province: [], district: [], kind: [], family: [], status: [], target: [], community: [], credibility: [] },
    map: { mode: "cells", zoom: 5, cells: [], places: [], districts: [], provinces: [], shades: [] },
    list: { count: incidents, results: [], next },
  };
}

beforeEach(() => {
  vi.restoreAllMocks();
  state.answer.value = null;
  state.trouble.value = null;
  state.filter.value = NOTHING;
  state.look.value = PLAIN;
});

describe("the state", () => {
  it("drops a stale answer, however late it comes", async () => {
    const late = Promise.withResolvers<Explore>();
    vi.spyOn(api, "explore").mockReturnValueOnce(late.promise).mockResolvedValueOnce(found(2));
    const first = state.setFilter({ ...NOTHING, q: "a" });
    await state.setFilter({ ...NOTHING, q: "ab" });
    late.resolve(found(99));
    await first;
    expect(state.answer.value?.totals.incidents).toBe(2);
  });

  it("says the sentence of the answer that is shown, not of the question under way", async () => {
    const slow = Promise.withResolvers<Explore>();
    vi.spyOn(api, "explore").mockResolvedValueOnce(found(5)).mockReturnValueOnce(slow.promise);
    await state.setFilter(NOTHING);
    const asked = state.setFilter({ ...NOTHING, q: "mosque" });
    expect(state.words.value).toBe("5 incidents");
    slow.resolve(found(1));
    await asked;
    expect(state.words.value).toBe("1 incident · “mosque”");
  });

  it("keeps the last answer beside the sentence of a refusal", async () => {
    vi.spyOn(api, "explore").mockResolvedValueOnce(found(3)).mockRejectedValueOnce(new api.Refusal("No such group.", false));
    await state.load();
    await state.load();
    expect([state.answer.value?.totals.incidents, state.trouble.value?.sentence]).toEqual([3, "No such group."]);
  });

  it("leaves everything in place when news brings nothing new", async () => {
    vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    await state.load();
    const before = state.answer.value;
    await state.load({ isQuiet: true });
    expect(state.answer.value).toBe(before);
  });

  it("adds the next page once, and not to another view's list", async () => {
    const page = Promise.withResolvers<Rows>();
    vi.spyOn(api, "explore").mockResolvedValueOnce(found(60, "/more")).mockResolvedValueOnce(found(1));
    vi.spyOn(api, "more").mockReturnValue(page.promise);
    await state.load();
    const asked = Promise.all([state.loadMore(), state.loadMore()]);
    await state.setFilter({ ...NOTHING, q: "x" });
    page.resolve({ version: "v1", count: 60, results: [], next: null, previous: null });
    await asked;
    expect(api.more).toHaveBeenCalledTimes(1);
    expect(state.nextRows.value).toBeNull();
  });

  it("offers the next page again after a failure", async () => {
    vi.spyOn(api, "explore").mockResolvedValueOnce(found(60, "/more"));
    vi.spyOn(api, "more").mockRejectedValueOnce(new api.Refusal("Away.", true));
    await state.load();
    await state.loadMore();
    expect([state.nextRows.value, state.trouble.value?.sentence]).toEqual(["/more", "Away."]);
  });

  it("lists the incidents of one symbol with one question, and all again after another filter", async () => {
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    await state.listMark("district:AF-JOW-darzab");
    expect(asked.mock.calls.map(([question]) => question.look.listed)).toEqual(["district:AF-JOW-darzab"]);
    await state.setFilter({ ...NOTHING, q: "x" });
    expect(state.look.value.listed).toBe("");
  });

  it("asks anew when the map looks closer or past what was asked for, and not for a small move", async () => {
    vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    const region = { west: 60, south: 30, east: 70, north: 40 };
    expect(state.looksAt(region, 6)).toBe(true);
    await state.load();
    expect(state.looksAt({ ...region, west: 62, east: 72 }, 6)).toBe(false);
    expect(state.looksAt({ ...region, west: 66, east: 76 }, 6)).toBe(true);
    await state.load();
    expect(state.looksAt(region, 7)).toBe(true);
  });

  it("plays one answer and lets go of it when the question changes", async () => {
    const bins = [1, 2, 3].map((count) => ({ start: "2017-01-01", end: "2017-01-31", count }));
    vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    vi.spyOn(api, "playback").mockResolvedValue({ version: "v1", unit: "month", bins, cells: [], frames: [] });
    await state.play();
    state.playAt(99);
    expect(state.played.value?.at).toBe(2);
    await state.setFilter({ ...NOTHING, q: "y" });
    expect(state.played.value).toBeNull();
  });
});
