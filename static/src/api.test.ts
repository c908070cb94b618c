import { afterEach, describe, expect, it, vi } from "vitest";
import { explore, incident, Refusal, sentenceOf } from "./api";
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
  });
});

describe("a sentence", () => {
  it("is found wherever the answer has it", () => {
    expect([sentenceOf({ detail: "No." }), sentenceOf(["a", "b"]), sentenceOf(null), sentenceOf(3)]).toEqual(["No.", "a b", "", ""]);
  });
});
