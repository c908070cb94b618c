import { describe, expect, it } from "vitest";
import type { Leader, Tie } from "../types";
import { cited, lasting, latestLeader, sortTies } from "./ties";

const undated = { start_earliest: null, start_latest: null, end_earliest: null, end_latest: null };

function tie(source: string, kind: string, target: string, start: string | null = null): Tie {
  return { ...undated, source: { slug: source }, kind, target: { slug: target }, start_latest: start } as Tie;
}

function leader(person: string, dates: Partial<Leader>, role = "head"): Leader {
  return { ...undated, person, role, ...dates } as Leader;
}

describe("ties", () => {
  it("tell what a group is part of, its parts, and the rest, latest first", () => {
    const above = tie("isk-p", "affiliate_of", "is");
    const part = tie("lej", "faction_of", "isk-p");
    const [old, young] = [tie("isk-p", "rival_of", "taliban", "2015-01-31"), tie("imu", "pledged_to", "isk-p", "2017-01-31")];
    const same = tie("isis-k", "same_as", "isk-p");
    expect(sortTies([old, above, part, young, same], "isk-p")).toEqual({ above: [above], parts: [part], same: [same], others: [young, old] });
  });

  it.each([
    ["2015", "2017", "from 2015 until 2017"], ["by 2015", "", "by 2015"], ["", "by 2017", "over by 2017"], ["", "", ""],
    ["July 2017", "since about January 2018", "from July 2017, not over before about January 2018"],
  ])("say how long they lasted, as far as known: %j to %j", (start, end, said) => {
    expect(lasting({ start, start_text: start || "date not known", end, end_text: end })).toBe(said);
  });

  it("name their sources", () => {
    expect(cited([{ outlet: "Dawn", published: "2017-07-30" }, { outlet: "The author", published: "2018-01~" }, { outlet: "AAN", published: "" }])).toBe(
      "Dawn, 30 Jul 2017; The author, about Jan 2018; AAN",
    );
    expect(cited([])).toBe("");
  });
});

describe("the latest leader", () => {
  it("is the head who began last, also where the start of the one before is not known", () => {
    const gone = leader("Haseeb", { end_latest: "2017-04-30" });
    const next = leader("Sayed", { start_latest: "2017-05-15", end_latest: "2017-07-31" });
    const vacancy = leader("", { start_latest: "2017-07-31", end_earliest: "2018-01-01" });
    expect(latestLeader([vacancy, gone, next])).toBe(vacancy);
    expect(latestLeader([gone, next])).toBe(next);
  });

  it("is a head rather than a later commander, and a commander where no head is known", () => {
    const head = leader("Omar", {});
    const commander = leader("Hekmat", { start_latest: "2017-11-30" }, "commander");
    expect(latestLeader([commander, head])).toBe(head);
    expect(latestLeader([commander])).toBe(commander);
    expect(latestLeader([])).toBeNull();
  });
});
