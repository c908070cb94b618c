import { effect } from "@preact/signals";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as api from "./api";
import { groupCard, incidentCard, open, openGroup } from "./cards";
import * as state from "./state";
import { trouble } from "./trouble";
import type { Detail, Explore, GroupFacts, Row, Rows } from "./types";
import { NOTHING, PLAIN, write } from "./url";

const nobody = { low: null, best: null, high: null, is_open: false };

function found(incidents: number, next: string | null = null): Explore {
  return {
    version: "v1",
    totals: { incidents, placed: 0, by_district: 0, by_province: 0, not_located: incidents, killed: nobody, wounded: nobody },
    timeline: { unit: "month", families: [], bins: [], undated: 0 },
    facets: { group: [], province: [], district: [], kind: [], family: [], status: [], target: [], community: [], credibility: [] },
    robustness: { bins: 0, killed: [], views: [] },
    map: { mode: "cells", zoom: 5, cells: [], places: [], districts: [], provinces: [], shades: [] },
    list: { count: incidents, results: [], next },
  };
}

const box = { west: 60, south: 30, east: 70, north: 40 };
const moment = { start: "2017-01-01", end: "2017-01-31", count: 1 };
const through = { version: "v1", unit: "month" as const, bins: [moment, moment, moment], cells: [], frames: [] };

function row(publicId: string): Row {
  return { public_id: publicId } as Row;
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  state.answer.value = null;
  trouble.value = null;
  state.filter.value = NOTHING;
  state.look.value = PLAIN;
  state.played.value = null;
  state.rows.value = [];
  void open("");
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
    expect([state.answer.value?.totals.incidents, trouble.value?.sentence]).toEqual([3, "No such group."]);
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
    expect([state.nextRows.value, trouble.value]).toEqual(["/more", { sentence: "Away.", remedy: "again" }]);
  });

  it("lists the incidents of one symbol with one question, and all again after another filter", async () => {
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    await state.listMark("district:AF-JOW-darzab");
    expect(asked.mock.calls.map(([question]) => question.look.listed)).toEqual(["district:AF-JOW-darzab"]);
    await state.setFilter({ ...NOTHING, q: "x" });
    expect(state.look.value.listed).toBe("");
  });

  it("asks anew when the map looks closer or past what was asked for, and not for a small move", async () => {
    vi.useFakeTimers();
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    state.looksAt(box, 6);
    await state.load();
    state.looksAt({ ...box, west: 62, east: 72 }, 6);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveBeenCalledTimes(1);
    state.looksAt({ ...box, west: 66, east: 76 }, 6);
    state.looksAt({ ...box, west: 68, east: 78 }, 6);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveBeenCalledTimes(2);
    state.looksAt({ ...box, west: 68, east: 78 }, 7);
    state.looksAt({ ...box, west: 68, east: 78 }, 6); // there and back again
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("asks at once for a move, and after a pause while moves follow each other", async () => {
    vi.useFakeTimers({ now: Date.now() + 1_000_000 });
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    state.looksAt(box, 3);
    await state.load();
    for (const zoom of [4, 5, 6, 7]) {
      state.looksAt(box, zoom);
      await vi.advanceTimersByTimeAsync(40);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.mock.calls.map(([question]) => question.zoom)).toEqual([3, 4, 7]);
  });

  it("asks nothing that it knows when going back to an address, and one question otherwise", async () => {
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    vi.spyOn(api, "incident").mockResolvedValue({ public_id: "KW-1" } as Detail);
    await state.show({ filter: NOTHING, map: null, look: PLAIN, open: "", about: "" });
    await state.show({ filter: NOTHING, map: null, look: PLAIN, open: "KW-1", about: "" });
    await state.show({ filter: NOTHING, map: null, look: PLAIN, open: "", about: "" });
    expect(asked).toHaveBeenCalledTimes(1);
    await state.show({ filter: { ...NOTHING, q: "x" }, map: null, look: PLAIN, open: "", about: "" });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("shows an address in one step, so that none that nobody asked for is written", async () => {
    vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    vi.spyOn(api, "incident").mockResolvedValue({ public_id: "KW-1" } as Detail);
    const seen: string[] = [];
    const stop = effect(() => void seen.push(write(state.view.value)));
    await state.show({ filter: { ...NOTHING, q: "x" }, map: null, look: PLAIN, open: "KW-1", about: "" });
    await state.show({ filter: { ...NOTHING, q: "x" }, map: null, look: PLAIN, open: "", about: "" });
    stop();
    expect(seen).toEqual(["", "?q=x&open=KW-1", "?q=x"]);
  });

  it("keeps the parts that did not change, and how far the list was read", async () => {
    const first = { ...found(60, "/more"), list: { count: 60, results: [row("a")], next: "/more" } };
    vi.spyOn(api, "explore").mockResolvedValueOnce(first).mockResolvedValueOnce({ ...structuredClone(first), map: { ...first.map, zoom: 7 } });
    vi.spyOn(api, "more").mockResolvedValueOnce({ version: "v1", count: 60, results: [row("a"), row("b")], next: null, previous: null });
    await state.load();
    await state.loadMore();
    const { facets } = state.answer.value!;
    await state.load();
    expect(state.answer.value!.facets).toBe(facets);
    expect(state.rows.value.map((one) => one.public_id)).toEqual(["a", "b"]);
  });

  it("brings news to a list that was read further, as far as it was read", async () => {
    const version = (name: string, results: Row[]): Explore => ({ ...found(3), version: name, list: { count: 3, results, next: "/more" } });
    vi.spyOn(api, "explore").mockResolvedValueOnce(version("v1", [row("a")])).mockResolvedValueOnce(version("v2", [row("new")]));
    vi.spyOn(api, "more").mockResolvedValueOnce({ version: "v1", count: 3, results: [row("b")], next: null, previous: null });
    const deeper = vi.spyOn(api, "list").mockResolvedValue({ version: "v2", count: 3, results: [row("new"), row("a")], next: null, previous: null });
    await state.load();
    await state.loadMore();
    await state.load({ isQuiet: true });
    expect(deeper.mock.calls[0]![1]).toBe(2);
    expect(state.rows.value.map((one) => one.public_id)).toEqual(["new", "a"]);
  });

  it("shows the last card until the next one is there, and says when there is none", async () => {
    const slow = Promise.withResolvers<Detail>();
    vi.spyOn(api, "incident").mockResolvedValueOnce({ public_id: "KW-1" } as Detail).mockReturnValueOnce(slow.promise);
    await open("KW-1");
    const asked = open("KW-2");
    expect(incidentCard.found.value?.public_id).toBe("KW-1");
    slow.reject(new api.Refusal("There is no incident KW-2.", false));
    await asked;
    expect([incidentCard.id.value, incidentCard.found.value, trouble.value?.remedy]).toEqual(["", null, "none"]);
  });

  it("opens a group's card over an incident's, and lets go of it when another incident is opened", async () => {
    vi.spyOn(api, "incident").mockImplementation((id) => Promise.resolve({ public_id: id } as Detail));
    vi.spyOn(api, "group").mockImplementation((slug) => Promise.resolve({ group: { slug } } as GroupFacts));
    await open("KW-1");
    await openGroup("isk-p");
    expect([incidentCard.found.value?.public_id, groupCard.found.value?.group.slug, write(state.view.value)]).toEqual(["KW-1", "isk-p", "?open=KW-1&about=isk-p"]);
    await open("KW-2");
    expect([incidentCard.found.value?.public_id, groupCard.found.value]).toEqual(["KW-2", null]);
  });

  it("keeps an open card that cannot be brought up to date just now", async () => {
    vi.spyOn(api, "incident").mockResolvedValueOnce({ public_id: "KW-1" } as Detail).mockRejectedValueOnce(new api.Refusal("Away.", true));
    await open("KW-1");
    await open("KW-1");
    expect([incidentCard.found.value?.public_id, trouble.value]).toEqual(["KW-1", null]);
  });

  it("says that a card is awaited until it is there", async () => {
    const slow = Promise.withResolvers<GroupFacts>();
    vi.spyOn(api, "group").mockReturnValue(slow.promise);
    const asked = openGroup("ttp");
    expect(groupCard.isAwaited.value).toBe(true);
    slow.resolve({ group: { slug: "ttp" } } as GroupFacts);
    await asked;
    expect(groupCard.isAwaited.value).toBe(false);
  });

  it("asks nothing for another drawing of the same answer", async () => {
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    await state.load();
    await state.setLook({ bars: "split" });
    expect([asked.mock.calls.length, write(state.view.value)]).toEqual([1, "?bars=split"]);
    await state.setLook({ mode: "heat" });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("goes to a place with the search as it was before its name was typed, by one question", async () => {
    const asked = vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    await state.setFilter({ ...NOTHING, q: "darz" });
    await state.lookAt({ lat: 35.9, lon: 65.3, zoom: 9 }, "");
    expect(asked.mock.calls.map(([question]) => question.filter.q)).toEqual(["darz", ""]);
    expect(state.mapView.value?.zoom).toBe(9);
  });

  it("offers what helps: asking again when the server is away, another filter when it refused", async () => {
    vi.spyOn(api, "explore").mockRejectedValueOnce(new api.Refusal("Away.", true)).mockRejectedValueOnce(new api.Refusal("No.", false)).mockResolvedValue(found(1));
    await state.load();
    expect(trouble.value?.remedy).toBe("again");
    await state.setLook({ ordering: "bogus" });
    expect(trouble.value?.remedy).toBe("clear");
    await state.clear();
    expect([trouble.value, state.look.value, state.filter.value]).toEqual([null, PLAIN, NOTHING]);
  });

  it("plays one answer and lets go of it when the question changes", async () => {
    vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    vi.spyOn(api, "playback").mockResolvedValue(through);
    await state.play();
    state.playAt(99);
    expect(state.played.value?.at).toBe(2);
    await state.setFilter({ ...NOTHING, q: "y" });
    expect(state.played.value).toBeNull();
  });

  it("plays on from the same moment when the map is moved meanwhile", async () => {
    vi.useFakeTimers();
    vi.spyOn(api, "explore").mockImplementation(() => Promise.resolve(found(3)));
    const asked = vi.spyOn(api, "playback").mockImplementation(() => Promise.resolve(structuredClone(through)));
    state.looksAt(box, 6);
    await state.load();
    await state.play();
    state.playAt(1);
    state.looksAt(box, 8);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveBeenCalledTimes(2);
    expect([state.played.value?.at, state.played.value?.zoom]).toEqual([1, 8]);
  });
});
