import { afterEach, describe, expect, it, vi } from "vitest";
import { explore, exportState, fileAddress, group, incident, list, places, Refusal, sentenceOf, startExport } from "./api";
import type { ExportJob } from "./types";
import { NOTHING, PLAIN, type Filter } from "./url";

const never = new AbortController().signal;
const asking = (filter: Filter) => ({ filter, look: PLAIN, seen: null, zoom: 6 });

function answering(status: number, body: unknown) {
  const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe("asking", () => {
  it("sends the filter as the address has it", async () => {
    const fetched = answering(200, {});
    await explore(asking({ ...NOTHING, group: ["isk-p"], q: "a&b" }), never);
    expect(fetched.mock.calls[0]).toEqual(expect.arrayContaining(["/api/v1/explore/?group=isk-p&q=a%26b&zoom=6"]));
  });

  it("keeps an incident's id inside its own part of the address", async () => {
    const fetched = answering(200, {});
    await incident("../explore", never);
    expect(fetched.mock.calls[0]).toEqual(expect.arrayContaining(["/api/v1/incidents/..%2Fexplore/"]));
  });

  it("passes on the sentences of a refusal, and does not offer to try again", async () => {
    answering(400, { from: ["from is not a day."], bbox: ["No box."] });
    await expect(explore(asking(NOTHING), never)).rejects.toMatchObject({ message: "from is not a day. No box.", mayRetry: false });
  });

  it("offers to try again when the server is in trouble or away", async () => {
    answering(503, null);
    await expect(explore(asking(NOTHING), never)).rejects.toMatchObject({ mayRetry: true });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    await expect(explore(asking(NOTHING), never)).rejects.toBeInstanceOf(Refusal);
    vi.stubGlobal("fetch", () => Promise.resolve(new Response('{"totals": {"inci')));
    await expect(explore(asking(NOTHING), never)).rejects.toMatchObject({ mayRetry: true });
  });

  it("says that the device is offline where it is", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    await expect(explore(asking(NOTHING), never)).rejects.toMatchObject({ message: "This device is offline." });
  });

  it("lists one symbol's incidents as deep as they are shown, and no deeper than the API goes", async () => {
    const fetched = answering(200, {});
    await list({ ...asking({ ...NOTHING, q: "x" }), look: { ...PLAIN, ordering: "-killed", listed: "place:P1" } }, 999, never);
    expect(fetched.mock.calls[0]).toEqual(expect.arrayContaining(["/api/v1/explore/incidents/?q=x&mark=place%3AP1&ordering=-killed&page_size=200"]));
  });
});

describe("a group", () => {
  it("comes with its ties and leaders, or not at all", async () => {
    vi.stubGlobal("fetch", (path: string) => Promise.resolve(new Response(JSON.stringify(path.includes("/groups/") ? { slug: "ttp" } : { results: [path], next: null }))));
    await expect(group("ttp", never)).resolves.toEqual({
      group: { slug: "ttp" }, ties: ["/api/v1/alliances/?group=ttp&page_size=200"], leaders: ["/api/v1/leadership/?group=ttp&page_size=200"], isWhole: true,
    });
    answering(404, { detail: "There is no such group." });
    await expect(group("nobody", never)).rejects.toMatchObject({ message: "There is no such group.", mayRetry: false });
  });
});

describe("a place", () => {
  it("is asked for by its name", async () => {
    const fetched = answering(200, { results: [] });
    await expect(places("Sar-e Pol", never)).resolves.toEqual([]);
    expect(fetched.mock.calls[0]).toEqual(expect.arrayContaining(["/api/v1/places/?q=Sar-e+Pol&page_size=40"]));
  });
});

describe("a file", () => {
  const filter = { ...NOTHING, group: ["isk-p"] };

  it("has the address of its filter", () => {
    expect([fileAddress(filter, "csv"), fileAddress(NOTHING, "xlsx")]).toEqual(["/api/v1/explore/export.csv?group=isk-p", "/api/v1/explore/export.xlsx"]);
  });

  it("is asked for by a post that brings its token, and followed on this site alone", async () => {
    const fetched = answering(201, { id: "1" });
    await startExport(filter, "xlsx", "secret");
    const [path, options] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect([path, options.method, options.body]).toEqual(["/api/v1/explore/exports/", "POST", '{"format":"xlsx","filter":"group=isk-p"}']);
    expect(options.headers).toMatchObject({ "X-CSRFToken": "secret" });
    vi.stubGlobal("location", { origin: "https://here.example" });
    await exportState({ url: "https://elsewhere.example/api/v1/explore/exports/1/" } as ExportJob);
    expect(fetched.mock.calls[1]).toEqual(expect.arrayContaining(["/api/v1/explore/exports/1/"]));
  });
});

describe("a sentence", () => {
  it("is found wherever the answer has it", () => {
    expect([sentenceOf({ detail: "No." }), sentenceOf(["a", "b"]), sentenceOf(null), sentenceOf(3)]).toEqual(["No.", "a b", "", ""]);
  });
});
