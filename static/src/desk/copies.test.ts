import { beforeEach, describe, expect, it } from "vitest";
import { copies, forget, keep, type Copy } from "./copies";

const NOW = 1_000_000_000_000;
const DAY = 86_400_000;

function box(): Storage {
  const held = new Map<string, string>();
  return {
    get length() { return held.size; },
    key: (place) => [...held.keys()][place] ?? null,
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: (name) => void held.delete(name),
    clear: () => held.clear(),
  };
}

const copyOf = (key: string, at = NOW): Copy => ({ address: "/desk/drafts/", fields: { entry_key: key, title: "t" }, at });

describe("what was typed and not saved", () => {
  let store: Storage;
  beforeEach(() => { store = box(); });

  it("is kept once a form, the last words winning", () => {
    keep("7", copyOf("a"), store);
    keep("7", { ...copyOf("a"), fields: { entry_key: "a", title: "later" } }, store);
    expect(copies("7", store, NOW).map((each) => each.fields["title"])).toEqual(["later"]);
  });

  it("belongs to one person", () => {
    keep("7", copyOf("a"), store);
    expect(copies("8", store, NOW)).toEqual([]);
    expect(copies("77", store, NOW)).toEqual([]);
  });

  it("comes oldest first, and goes when forgotten", () => {
    keep("7", copyOf("b", NOW), store);
    keep("7", copyOf("a", NOW - 5), store);
    expect(copies("7", store, NOW).map((each) => each.at)).toEqual([NOW - 5, NOW]);
    forget("7", copyOf("a"), store);
    expect(copies("7", store, NOW)).toHaveLength(1);
  });

  it("is swept away after two weeks, as is what cannot be read or leads elsewhere", () => {
    keep("7", copyOf("a", NOW - 15 * DAY), store);
    keep("7", { ...copyOf("c"), address: "https://elsewhere.example/" }, store);
    store.setItem("khorasan-watch:typed:7:b", "{");
    expect(copies("7", store, NOW)).toEqual([]);
    expect(store.length).toBe(0);
  });

  it("does not fail where the browser keeps nothing", () => {
    store.setItem = () => { throw new DOMException("full"); };
    expect(() => keep("7", copyOf("a"), store)).not.toThrow();
  });
});
