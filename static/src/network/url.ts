// The view of the network as it stands in the address. Knows no DOM.
import { asOne, JOINED } from "../url";
import type { Confidence, Family, Status } from "./types";

export const FAMILIES = ["structure", "allegiance", "change", "cooperation", "hostility", "defection", "identity"] as const satisfies readonly Family[];
export const STATUSES = ["confirmed", "asserted", "disputed", "implied", "denied", "ended"] as const satisfies readonly Status[];
export const CONFIDENCES = ["high", "moderate", "low"] as const satisfies readonly Confidence[];
const TAKEN: readonly Status[] = ["confirmed", "asserted", "disputed", "ended"];
export const MOST_STEPS = 3;

/** What is asked of the network, how it is shown, and what is looked at in it. */
export interface View {
  asOf: string; // empty: today
  families: readonly Family[];
  statuses: readonly Status[];
  confidences: readonly Confidence[];
  sourcesMin: number;
  isCertain: boolean;
  ego: string;
  steps: number;
  chosen: readonly string[];
  tie: number; // 0: none
  way: readonly [string, string];
  isTogether: boolean;
  isTable: boolean;
  one: readonly string[]; // sets of groups that count as one
}

export const PLAIN: View = {
  asOf: "", families: FAMILIES, statuses: TAKEN, confidences: CONFIDENCES, sourcesMin: 0, isCertain: false, ego: "", steps: 1,
  chosen: [], tie: 0, way: ["", ""], isTogether: false, isTable: false, one: [],
};

const DAY = /^\d{4}-\d\d-\d\d$/;

export function read(search: string): View {
  const given = new URLSearchParams(search);
  const some = <T extends string>(name: string, known: readonly T[], usual: readonly T[]): readonly T[] => {
    const found = known.filter((one) => given.getAll(name).includes(one));
    return found.length ? found : usual;
  };
  const whole = (name: string, most: number): number => Math.max(0, Math.min(most, Math.trunc(Number(given.get(name))) || 0));
  const day = given.get("as_of") ?? "";
  return {
    asOf: DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : "", families: some("family", FAMILIES, FAMILIES), statuses: some("status", STATUSES, TAKEN),
    confidences: some("confidence", CONFIDENCES, CONFIDENCES), sourcesMin: whole("sources_min", 99), isCertain: given.get("certain") === "yes",
    ego: given.get("ego") ?? "", steps: whole("steps", MOST_STEPS) || 1, chosen: [...new Set(given.getAll("group"))],
    tie: whole("tie", Number.MAX_SAFE_INTEGER), way: [given.get("source") ?? "", given.get("target") ?? ""],
    isTogether: given.get("together") === "yes", isTable: given.get("mode") === "table",
    one: asOne(given.getAll("one").filter((set) => set.includes(JOINED))),
  };
}

/** The parameters that the API knows too: which ties are shown. */
export function question(view: View): [string, string][] {
  const differs = <T>(now: readonly T[], usual: readonly T[]): boolean => now.length !== usual.length || now.some((one) => !usual.includes(one));
  const pairs: [string, string | number | false][] = [
    ["as_of", view.asOf],
    ...(differs(view.families, FAMILIES) ? view.families.map((one): [string, string] => ["family", one]) : []),
    ...(differs(view.statuses, TAKEN) ? view.statuses.map((one): [string, string] => ["status", one]) : []),
    ...(differs(view.confidences, CONFIDENCES) ? view.confidences.map((one): [string, string] => ["confidence", one]) : []),
    ["sources_min", view.sourcesMin || ""], ["certain", view.isCertain && "yes"],
    ["ego", view.ego], ["steps", view.ego && view.steps > 1 ? view.steps : ""],
    ...view.one.map((set): [string, string] => ["one", set]),
  ];
  return pairs.filter(([, value]) => value !== "" && value !== false).map(([name, value]) => [name, String(value)]);
}

export function write(view: View): string {
  const [source, target] = view.way;
  const pairs = [
    ...question(view), ...view.chosen.map((slug): [string, string] => ["group", slug]),
    ...(view.tie ? [["tie", String(view.tie)]] : []), ...(source ? [["source", source]] : []), ...(target ? [["target", target]] : []),
    ...(view.isTogether ? [["together", "yes"]] : []), ...(view.isTable ? [["mode", "table"]] : []),
  ];
  const text = String(new URLSearchParams(pairs as [string, string][]));
  return text && `?${text}`;
}

/** What Explore is asked for these groups, with what belonged to them at each incident's date. */
export function onTheMap(slugs: readonly string[], one: readonly string[]): URLSearchParams {
  return new URLSearchParams([...slugs.map((slug): [string, string] => ["group", slug]), ...one.map((set): [string, string] => ["one", set]), ["parts", "yes"]]);
}
