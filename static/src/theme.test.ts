import { describe, expect, it } from "vitest";
import { nameOf, next } from "./theme";

describe("the theme switch", () => {
  it.each([[true, [null, "light", "dark"]], [false, [null, "dark", "light"]]])("walks through all three, a visible change first (dark system: %s)", (isDark, walk) => {
    expect(walk.map((chosen) => next(chosen, isDark))).toEqual([...walk.slice(1), null]);
  });

  it("says what it shows", () => {
    expect([nameOf(null), nameOf("dark")]).toEqual(["Light or dark theme: as the system", "Light or dark theme: dark"]);
  });
});
