import { expect, it } from "vitest";
import { other } from "./theme";

it("the theme switch shows the other theme than the one that shows now", () => {
  expect([other(null, false), other(null, true), other("dark", false), other("light", true)]).toEqual(["dark", "light", "light", "dark"]);
});
