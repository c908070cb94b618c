import { describe, expect, it } from "vitest";
import { understood } from "./readings";

describe("a date that is read back", () => {
  it("is said in words and in EDTF", () => {
    const reading = { edtf: "2018-01-01/2018-01-10", words: "1–10 January 2018" };
    expect(understood(reading, "early January 2018")).toBe("= 1–10 January 2018 · 2018-01-01/2018-01-10");
  });

  it("is not said in EDTF to somebody who wrote EDTF", () => {
    expect(understood({ edtf: "2017-12", words: "December 2017" }, "2017-12")).toBe("= December 2017");
  });

  it("may be not known", () => {
    expect(understood({ edtf: "", words: "" }, "unknown")).toBe("= not known");
  });
});
