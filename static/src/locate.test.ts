import { describe, expect, it } from "vitest";
import { groupsOf, isName, spotsOf, viewOf, type Spot } from "./locate";
import type { Place } from "./types";

function place(name: string, kind: string, more: Partial<Place> = {}): Place {
  return { name, text: `${name} ${kind}`, kind, names: [], lat: 34, lon: 66, uncertainty_km: null, population: null, ...more } as Place;
}

const spot: Spot = { name: "", text: "", kind: "settlement", lat: 34, lon: 66, km: 3 };

describe("the places of a typed name", () => {
  it("are sorted by how near the name is, then from coarse to fine, then by size", () => {
    const found = [
      place("New Kabul", "province"), place("Kabul", "settlement", { population: 10 }), place("Kabul", "district"),
      place("Kabuli", "settlement", { population: 5 }), place("Kabulian", "settlement", { population: 50 }),
    ];
    expect(spotsOf(found, "kabul").map(({ text }) => text)).toEqual([
      "Kabul district", "Kabul settlement", "Kabulian settlement", "Kabuli settlement", "New Kabul province",
    ]);
  });

  it("are found by names in other scripts, without regard to marks", () => {
    const darzab = place("Darzab", "district", { names: [{ name: "درزاب", kind: "variant", language: "fa", script: "Arab" }] });
    expect(spotsOf([place("Darz", "settlement"), darzab], "درزاب")[0]!.name).toBe("Darzab");
    expect(spotsOf([place("Xdargai", "settlement"), place("Dārgai", "settlement")], "darg")[0]!.name).toBe("Dārgai");
  });

  it("are offered once each, only where they are known to lie, and not too many", () => {
    const many = Array.from({ length: 20 }, (_, at) => place(`Deh ${at}`, "settlement"));
    expect(spotsOf([place("Deh", "district"), place("Deh", "district"), place("Deh", "site", { lat: null }), ...many], "deh").map(({ text }) => text)).toEqual([
      "Deh district", "Deh 0 settlement", "Deh 1 settlement", "Deh 2 settlement", "Deh 3 settlement", "Deh 4 settlement",
    ]);
  });

  it("that are called alike but are of another kind are all offered", () => {
    const kabul = ["settlement", "district", "province"].map((kind) => place("Kabul", kind, { text: "Kabul, Afghanistan" }));
    expect(spotsOf(kabul, "kabul").map(({ kind }) => kind)).toEqual(["province", "district", "settlement"]);
  });

  it("need two letters", () => {
    expect([isName(" k "), isName("ka")]).toEqual([false, true]);
  });
});

describe("groups", () => {
  const counts = [{ value: "ttp", label: "TTP", name: "Tehrik-e Taliban Pakistan", count: 3 }, { value: "isk-p", label: "ISK-P", count: 9 }];

  it("are found by either name", () => {
    expect([groupsOf(counts, "taliban"), groupsOf(counts, "isk"), groupsOf(counts, "x")].map((found) => found.map(({ value }) => value))).toEqual([["ttp"], ["isk-p"], []]);
  });
});

describe("looking at a place", () => {
  it("is as close as its doubt allows, within limits", () => {
    expect([0.1, 20, 80, 5000].map((km) => viewOf({ ...spot, km }).zoom)).toEqual([10, 9, 7, 4]);
  });
});
