import { beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "./api";
import * as state from "./state";
import type { Explore } from "./types";
import { NOTHING } from "./url";

const nobody = { low: null, best: null, high: null, is_open: false };

function found(incidents: number, next: string | null = null): Explore {
  return {
    totals: { incidents, placed: 0, by_district: 0, by_province: 0, not_located: incidents, killed: nobody, wounded: nobody },
    timeline: { unit: "month", bins: [], undated: 0 },
    facets: { group: [], province: [], district: [], kind: [], status: [] },
    map: { points: [], districts: [], provinces: [] },
    list: { count: incidents, results: [], next },
  };
}

beforeEach(() => {
  vi.restoreAllMocks();
  state.answer.value = null;
  state.trouble.value = null;
  state.filter.value = NOTHING;
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
    const page = Promise.withResolvers<{ results: []; next: null; previous: null }>();
    vi.spyOn(api, "explore").mockResolvedValueOnce(found(60, "/more")).mockResolvedValueOnce(found(1));
    vi.spyOn(api, "more").mockReturnValue(page.promise);
    await state.load();
    const asked = Promise.all([state.loadMore(), state.loadMore()]);
    await state.setFilter({ ...NOTHING, q: "x" });
    page.resolve({ results: [], next: null, previous: null });
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

  it("opens the one incident of a mark at once, and lists several", () => {
    vi.spyOn(api, "incident").mockReturnValue(new Promise(() => undefined));
    state.showSpot({ title: "one", ids: ["KW-1"] });
    expect(state.openId.value).toBe("KW-1");
    state.showSpot({ title: "two", ids: ["KW-1", "KW-2"] });
    expect([state.openId.value, state.spot.value?.ids.length]).toEqual(["", 2]);
  });
});
