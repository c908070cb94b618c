// Wires the network page: address ↔ state, state → picture, table and panels.
import "../explore/explore.css";
import "./network.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { inTheme } from "../theme";
import { trouble } from "../trouble";
import { figure } from "./figure";
import { arrange } from "./layout";
import { Clock } from "./panels/Clock";
import { Drawer } from "./panels/Drawer";
import { Filters } from "./panels/Filters";
import { Empty, Key, Lens, Modes } from "./panels/Stage";
import { Summary } from "./panels/Summary";
import { Ties } from "./panels/Table";
import { drawNetwork, NARROW, paletteOf, type Picture, type Scene } from "./picture";
import { activity } from "./shown";
import type { Network, Pair } from "./types";
import { asked, change, choose, count, countTogether, hidden, isArranging, load, network, now, onTheWay, openTie, pairs, seek, sets, today, together, view, ways, years } from "./state";
import { read, write } from "./url";
import { headWords, longDay, sentence } from "./words";

const RESTS_MS = 250;
const WIDE = "(min-width: 60.01rem)";
const place = (id: string): HTMLElement => document.getElementById(id)!;
let picture: Picture | null = null;

view.value = read(location.search);
render(<Summary figure={drawFigure} />, place("summary"));
render(<Filters />, place("facets"));
render(<Modes />, place("modes"));
render(<Lens picture={() => picture} />, place("lens"));
render(<Key />, place("legend"));
render(<Empty />, place("empty"));
render(<Ties />, place("table"));
render(<Clock />, place("clock"));
render(<Drawer />, place("drawer"));

keepAddress();
effect(() => {
  place("stage").classList.toggle("is-away", view.value.isTable); // it keeps its size, which the picture needs
  place("table").hidden = !view.value.isTable;
});
effect(() => void [view.value.chosen, view.value.one, count()]);
effect(() => void [asked.value, view.peek().way.every(Boolean) ? seek() : (ways.value = null)]);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !(event.target as HTMLElement).matches("input, select")) change({ tie: 0, chosen: [] });
});
openRailWhenWide();
void start();

/** What is looked at can be gone back from. A moved date cannot, and is written when it rests: browsers refuse to write it at every step. */
function keepAddress(): void {
  let [before, rest] = ["", 0];
  const replace = (): void => history.replaceState(null, "", location.pathname + write(view.peek()));
  effect(() => {
    const { asOf: _, ...looked } = view.value;
    const step = JSON.stringify(looked);
    const isStep = before !== "" && before !== step;
    before = step;
    clearTimeout(rest);
    const address = location.pathname + write(view.value);
    if (address === location.pathname + location.search) return;
    if (isStep) history.pushState(null, "", address);
    else rest = window.setTimeout(replace, RESTS_MS);
  });
  addEventListener("popstate", () => (view.value = read(location.search)));
}

/** The picture is drawn anew when other groups count as one; a date or a filter only changes what of it is seen. */
async function start(): Promise<void> {
  effect(() => void [sets.value, countTogether()]);
  effect(() => {
    if (network.value) void draw(network.value, pairs.value).catch(giveUp);
  });
  effect(() => {
    if (!isArranging.value) picture?.show(scene());
  });
  await load();
}

async function draw(drawn: Network, joined: readonly Pair[]): Promise<void> {
  isArranging.value = true;
  const places = await arrange(drawn);
  if (network.peek() !== drawn || pairs.peek() !== joined) return;
  picture?.kill();
  picture = drawNetwork(place("stage"), drawn, joined, places, {
    onGroup: choose, onTie: openTie, onGround: () => change({ tie: 0, chosen: [] }),
  });
  isArranging.value = false;
}

function giveUp(problem: Error): void {
  trouble.value = { sentence: `${problem.message} The table shows the same ties.`, remedy: "none" };
  change({ isTable: true });
}

function scene(): Scene {
  const { groups, ties, day } = now.value;
  const all = together.value?.groups ?? [];
  const isRoomy = place("stage").clientWidth > NARROW;
  return {
    groups: groups.map((group) => {
      const head = isRoomy ? headWords(group, day) : "";
      return { slug: group.id, label: head ? `${group.label} · ${head}` : group.label, incidents: activity(years.value.get(group.id) ?? {}, day), isChosen: view.value.chosen.includes(group.id) };
    }),
    ties: ties.map(({ tie, weight }) => ({ key: tie.key, weight, isOpen: tie.key === view.value.tie || onTheWay.value.has(tie.key) })),
    pairs: view.value.isTogether ? pairs.value : [],
    most: Math.max(1, ...all.map(({ incidents }) => incidents)),
  };
}

/** The picture as it stands, for print: in the light theme, with what it shows and whence. */
function drawFigure(): SVGSVGElement | null {
  const drawn = network.value;
  if (!drawn || !picture) return null;
  const { title, citation, licence } = drawn.graph;
  const sources = [`${citation} ${location.href}, read ${longDay(today)}. ${licence}`];
  return figure(drawn, scene(), picture.places(), inTheme("light", () => paletteOf(place("stage"))), { title, sentence: sentence(now.value, hidden.value), sources });
}

/** Beside the picture the filters are always open; on a phone they open when asked. */
function openRailWhenWide(): void {
  const wide = matchMedia(WIDE);
  const fit = (): void => void place("filters").toggleAttribute("open", wide.matches);
  wide.addEventListener("change", fit);
  fit();
}
