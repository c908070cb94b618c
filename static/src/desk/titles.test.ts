import { describe, expect, it } from "vitest";
import { titleOf } from "./titles";

describe("a proposed title", () => {
  it("says what happened and where", () => {
    expect(titleOf("Suicide attack", "Dasht-e-Barchi, Kabul")).toBe("Suicide attack in Dasht-e-Barchi");
  });
  it("says less where less is known", () => {
    expect(titleOf("Suicide attack", " ")).toBe("Suicide attack");
    expect(titleOf("", "Kabul")).toBe("");
  });
});
