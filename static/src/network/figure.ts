// The picture as a figure: an SVG with its title, what is shown, the key and where it comes from. Draws what it is given; knows neither sigma nor state.
import { opacityOf, pairLook, shapeOf, sizeOf, tieLook, type Palette, type TieLook } from "./looks";
import type { Places } from "./layout.worker";
import type { Scene } from "./picture";
import { at, bent, element, outline, stroke, type Spot } from "./strokes";
import type { Family, Network, Status, Tie } from "./types";
import { FAMILIES, STATUSES } from "./url";
import { FAMILY_WORDS, inWords, STATUS_WORDS } from "./words";

export interface Words { title: string; sentence: string; sources: readonly string[] }

const WIDE = 1200;
const EDGE = 32; // pixels left free around everything
const [TOP, BODY, KEY_LINE, FOOT_LINE] = [92, 700, 26, 17];
const ROOM = { x: 90, y: 44 }; // for labels and the largest group
const [SPREAD, WIDEST] = [0.12, 0.4]; // of their length, between ties that join the same two groups, and between the outermost
const LINE = 150; // characters in a line of small print

export function figure(network: Network, scene: Scene, places: Places, palette: Palette, words: Words): SVGSVGElement {
  const links = new Map(network.links.map((tie) => [tie.key, tie]));
  const labels = new Map(network.nodes.map(({ id, label }) => [id, label]));
  const ties = scene.ties.map(({ key, weight }) => ({ tie: links.get(key)!, weight }));
  const key = keyOf(ties.map(({ tie }) => tie), scene.pairs.length > 0, palette);
  const small = words.sources.flatMap((text) => inLines(text, LINE));
  const foot = TOP + BODY + key.rows * KEY_LINE + EDGE;
  const high = foot + small.length * FOOT_LINE + EDGE / 2;
  const root = element("svg", { viewBox: `0 0 ${WIDE} ${high}`, width: WIDE, height: high, "font-family": "system-ui, sans-serif", role: "img" });
  const spots = spotsOf(network, scene, places);
  root.append(
    element("title", {}, words.title),
    element("rect", { width: WIDE, height: high, fill: palette["--paper"]! }),
    element("text", { x: EDGE, y: 44, "font-size": 24, "font-weight": 600, "font-family": "Georgia, 'Noto Serif', serif", fill: palette["--ink"]! }, words.title),
    element("text", { x: EDGE, y: 70, "font-size": 14, fill: palette["--ink-soft"]! }, words.sentence),
    ...bands(scene, spots, palette),
    ...lines(ties, (slug) => labels.get(slug) ?? slug, spots, palette),
    ...groups(network, scene, spots, palette),
    element("path", { d: `M${EDGE} ${TOP + BODY}H${WIDE - EDGE}`, stroke: palette["--line-strong"]!, fill: "none" }),
    moved(key.drawn, EDGE, TOP + BODY + KEY_LINE),
    ...small.map((text, at) => element("text", { x: EDGE, y: foot + at * FOOT_LINE, "font-size": 12, fill: palette["--ink-soft"]! }, text)),
  );
  return root;
}

/** Where each shown group stands on the sheet: all of them as large as fits, with the proportions of the picture. */
function spotsOf(network: Network, { groups: seen, most }: Scene, places: Places): Map<string, Spot> {
  const [xs, ys] = [seen.map(({ slug }) => places[slug]!.x), seen.map(({ slug }) => places[slug]!.y)];
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDE - 2 * ROOM.x) / (right - left || 1), (BODY - 2 * ROOM.y) / (high - low || 1));
  const kinds = new Set(network.nodes.map(({ id }) => id));
  return new Map(seen.filter(({ slug }) => kinds.has(slug)).map(({ slug, incidents }) => [slug, {
    x: WIDE / 2 + (places[slug]!.x - (left + right) / 2) * scale, y: TOP + BODY / 2 - (places[slug]!.y - (low + high) / 2) * scale, radius: sizeOf(incidents, most),
  }]));
}

function bands({ pairs }: Scene, spots: Map<string, Spot>, palette: Palette): SVGElement[] {
  return pairs.filter(({ a, b }) => spots.has(a) && spots.has(b)).map((pair) => {
    const [from, to, look] = [spots.get(pair.a)!, spots.get(pair.b)!, pairLook(pair, palette)];
    const band = element("path", { class: "band", d: `M${at(from)}L${at(to)}`, stroke: look.color, "stroke-width": look.size, opacity: 0.35, fill: "none" });
    band.append(element("title", {}, look.label));
    return band;
  });
}

function lines(ties: readonly { tie: Tie; weight: number }[], labelOf: (slug: string) => string, spots: Map<string, Spot>, palette: Palette): SVGElement[] {
  const beside = Map.groupBy(ties, ({ tie }) => [tie.source, tie.target].toSorted().join());
  return ties.map(({ tie, weight }) => {
    const all = beside.get([tie.source, tie.target].toSorted().join())!;
    const turn = (all.findIndex((one) => one.tie === tie) - (all.length - 1) / 2) * Math.min(SPREAD, WIDEST / all.length) * (tie.source < tie.target ? 1 : -1);
    const look = tieLook(tie, palette);
    const drawn = element("g", { class: "tie", opacity: opacityOf(weight) });
    drawn.append(element("title", {}, inWords(tie, labelOf)), ...bent(spots.get(tie.source)!, spots.get(tie.target)!, turn, look));
    return drawn;
  });
}

function groups(network: Network, { groups: seen }: Scene, spots: Map<string, Spot>, palette: Palette): SVGElement[] {
  const known = new Map(network.nodes.map((group) => [group.id, group]));
  return seen.filter(({ slug }) => spots.has(slug)).map(({ slug, label, isChosen }) => {
    const { x, y, radius } = spots.get(slug)!;
    const ink = palette[isChosen ? "--accent" : "--group"]!;
    const drawn = element("g", { class: "group" });
    drawn.append(
      element("path", { d: outline(shapeOf(known.get(slug)!), x, y, radius), fill: ink }),
      element("text", {
        x, y: y + radius + 15, "text-anchor": "middle", "font-size": 13, fill: palette[isChosen ? "--accent" : "--ink"]!,
        stroke: palette["--paper"]!, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke",
      }, label),
    );
    return drawn;
  });
}

/** Only of what the picture has: the colour of each family and the dashes of each status. */
function keyOf(ties: readonly Tie[], hasBands: boolean, palette: Palette): { drawn: SVGElement[]; rows: number } {
  const has = <T>(all: readonly T[], one: (tie: Tie) => T): T[] => all.filter((each) => ties.some((tie) => one(tie) === each));
  const plain = { kind: "cooperates_with", confidence: "moderate" } as const;
  const entries: [string, TieLook][] = [
    ...has<Family>(FAMILIES, ({ family }) => family).map((family): [string, TieLook] => [FAMILY_WORDS[family], tieLook({ ...plain, family, status: "asserted" } as Tie, palette)]),
    ...has<Status>(STATUSES, ({ status }) => status).map((status): [string, TieLook] => [STATUS_WORDS[status], { ...tieLook({ ...plain, status } as Tie, palette), color: palette["--ink-soft"]! }]),
    ...(hasBands ? [["Named in the same incidents", pairLook({ a: "", b: "", incidents: 20, expected: 0, lift: 0 }, palette)] as [string, TieLook]] : []),
  ];
  const drawn: SVGElement[] = [];
  let [x, row] = [0, 0];
  for (const [words, look] of entries) {
    const wide = 58 + 7.2 * words.length;
    if (x + wide > WIDE - 2 * EDGE) [x, row] = [0, row + 1];
    const y = row * KEY_LINE;
    drawn.push(
      stroke(look, `M${x} ${y}h26`),
      element("text", { x: x + 33, y: y + 4, "font-size": 12.5, fill: palette["--ink"]! }, words),
    );
    x += wide;
  }
  drawn.push(element("text", { x: 0, y: (row + 1) * KEY_LINE + 4, "font-size": 12.5, fill: palette["--ink-soft"]! }, "Broader lines: more confidence. Pale lines may, but need not, have held on the day. Larger groups: more incidents."));
  return { drawn, rows: row + 2 };
}

function moved(drawn: readonly SVGElement[], x: number, y: number): SVGElement {
  const all = element("g", { class: "key", transform: `translate(${x} ${y})` });
  all.append(...drawn);
  return all;
}

/** Text in lines of at most so many characters, broken between words where there are any. */
export function inLines(text: string, most: number): string[] {
  const found: string[] = [];
  for (let rest = text; rest; ) {
    const gap = rest.length <= most ? rest.length : rest.lastIndexOf(" ", most);
    const cut = gap > 0 ? gap : most;
    found.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return found;
}
