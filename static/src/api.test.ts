import { afterEach, describe, expect, it, vi } from "vitest";
import { explore, exportState, fileAddress, incident, list, Refusal, sentenceOf, startExport } from "./api";
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
