// Draws the network; the only file that touches sigma and graphology. Knows nothing of fetching, filters or panels.
import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { extremityArrow, layerDashed, layerFill, layerPlain, pathCurved, pathLine, pathLoop, sdfCircle, sdfDiamond, sdfSquare, sdfTriangle } from "sigma/rendering";
import { inks, onThemeChange } from "../map/ink";
import type { Places } from "./layout.worker";
import { INKS, opacityOf, pairLook, shapeOf, sizeOf, tieLook, type Palette, type TieLook } from "./looks";
import type { Group, Network, Pair, Tie } from "./types";

/** What is seen: groups with their label and number of incidents, ties with how surely they stood, and what is chosen. */
export interface Scene {
  groups: readonly { slug: string; label: string; incidents: number; isChosen: boolean }[];
  ties: readonly { key: number; weight: number; isOpen: boolean }[];
  pairs: readonly Pair[];
  most: number; // incidents of the most active group of all time, so that sizes can be compared across dates
}

export interface Picture {
  show(scene: Scene): void;
  fit(): void;
  zoom(isIn: boolean): void;
  places(): Places; // as they stand now, also of groups that were dragged
  kill(): void;
}

interface Touched { onGroup(slug: string, isMore: boolean): void; onTie(key: number): void; onGround(): void }

const FEW = 60; // groups whose labels are all written
export const NARROW = 560; // pixels across; labels that would cover each other give way
const FAINT = 0.12;
const MOVE_MS = 250;

type NodeFacts = { x: number; y: number; shape: string; label: string; size: number; isShown: boolean; isChosen: boolean };
type EdgeFacts = TieLook & { tie: number; weight: number; isShown: boolean; isOpen: boolean; isPair: boolean };

export function drawNetwork(root: HTMLElement, network: Network, pairs: readonly Pair[], places: Places, touched: Touched): Picture {
  let palette = paletteOf(root);
  const graph = graphOf(network, pairs, places, palette);
  const sigma = new Sigma<NodeFacts, EdgeFacts, object, { isNear: boolean }, { isNear: boolean }, { isFocused: boolean }>(graph, root, {
    primitives: PRIMITIVES,
    styles: styles(() => palette, graph.order <= FEW, root.clientWidth > NARROW ? 12.5 : 11),
    customNodeState: { isNear: false }, customEdgeState: { isNear: false }, customGraphState: { isFocused: false },
    settings: {
      enableEdgeEvents: true, renderEdgeLabels: true, enableNodeDrag: true, stagePadding: 36, autoRescaleContent: root.clientWidth > NARROW ? "labels" : "nodes", labelDensity: 0.6, labelGridCellSize: 90,
      labelRenderedSizeThreshold: 5, minCameraRatio: 0.05, maxCameraRatio: 3, zoomDuration: MOVE_MS, edgePickingPadding: 4, hideLabelsOnMove: graph.order > 300,
      nodeLabelEvents: "extend",
    },
  });
  const forget = onThemeChange(() => {
    palette = paletteOf(root);
    graph.updateEachEdgeAttributes((_, facts) => ({ ...facts, ...lookOf(facts) }));
  });
  const looks = new Map<number, Tie>(network.links.map((tie) => [tie.key, tie]));
  const lookOf = (facts: EdgeFacts): Partial<TieLook> => (facts.isPair ? { color: palette["--line-strong"]!, plainColor: palette["--line-strong"]! } : tieLook(looks.get(facts.tie)!, palette));
  listen(sigma, graph, touched);
  return {
    show: (scene) => show(graph, scene),
    fit: () => void sigma.getCamera().reset({ duration: MOVE_MS }),
    zoom: (isIn) => void (isIn ? sigma.getCamera().zoomIn({ duration: MOVE_MS }) : sigma.getCamera().zoomOut({ duration: MOVE_MS })),
    places: () => Object.fromEntries(graph.mapNodes((slug, { x, y }) => [slug, { x, y }])),
    kill() {
      forget();
      sigma.kill();
    },
  };
}

const PRIMITIVES = {
  nodes: { shapes: [sdfCircle(), sdfSquare(), sdfTriangle(), sdfDiamond()], layers: [layerFill()] },
  edges: {
    paths: [pathLine(), pathCurved(), pathLoop()],
    extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2, margin: 2 })],
    layers: [
      layerPlain({ color: { attribute: "plainColor" } }),
      layerDashed({ dashSize: { attribute: "dashSize", mode: "pixels" }, gapSize: { attribute: "gapSize", mode: "pixels" }, dashColor: { attribute: "color" }, gapColor: 0, solidExtremities: true }),
    ],
    variables: {
      plainColor: { type: "color", default: "#0000" }, dashSize: { type: "number", default: 0 }, gapSize: { type: "number", default: 0 },
    },
  },
  depthLayers: ["pairs", "edges", "nodes", "topEdges", "topNodes"],
} as const;

type State = { isNear: boolean; isHovered: boolean };
type Focus = { isFocused: boolean };

function styles(palette: () => Palette, isSmall: boolean, labelSize: number) {
  const isFaint = (state: State, focus: Focus): boolean => focus.isFocused && !state.isNear;
  return {
    nodes: {
      x: { attribute: "x" }, y: { attribute: "y" }, shape: { attribute: "shape" }, size: { attribute: "size" }, label: { attribute: "label" },
      visibility: (facts: NodeFacts) => (facts.isShown ? "visible" : "hidden"),
      color: (facts: NodeFacts, state: State) => palette()[facts.isChosen || state.isHovered ? "--accent" : "--group"]!,
      opacity: (_: NodeFacts, state: State, focus: Focus) => (isFaint(state, focus) ? FAINT : 1),
      depth: (facts: NodeFacts, state: State) => (facts.isChosen || state.isHovered ? "topNodes" : "nodes"),
      labelDepth: () => "topNodes",
      labelColor: (facts: NodeFacts, state: State, focus: Focus) => palette()[isFaint(state, focus) ? "--line-strong" : facts.isChosen ? "--accent" : "--ink"]!,
      labelSize, labelFont: "system-ui, sans-serif",
      labelVisibility: (facts: NodeFacts, state: State) => (isSmall || state.isHovered || facts.isChosen ? "visible" : "auto"),
      labelBackgroundColor: (_: NodeFacts, state: State, focus: Focus) => (isFaint(state, focus) ? "#0000" : withAlpha(palette()["--paper"]!, 0.78)),
      labelBackgroundPadding: 1, labelPosition: "below", cursor: "pointer",
    },
    edges: {
      path: "straight", parallelPath: "curved", selfLoopPath: "loop", parallelSpread: 0.14,
      color: { attribute: "color" }, size: (facts: EdgeFacts, state: State) => facts.size + (facts.isOpen || state.isHovered ? 1.5 : 0),
      plainColor: { attribute: "plainColor" }, dashSize: { attribute: "dashSize" }, gapSize: { attribute: "gapSize" }, head: { attribute: "head" },
      visibility: (facts: EdgeFacts) => (facts.isShown ? "visible" : "hidden"),
      opacity: (facts: EdgeFacts, state: State, focus: Focus) => (facts.isOpen || state.isHovered ? 1 : isFaint(state, focus) ? FAINT : facts.isPair ? 0.35 : opacityOf(facts.weight)),
      depth: (facts: EdgeFacts, state: State) => (facts.isOpen || state.isHovered ? "topEdges" : facts.isPair ? "pairs" : "edges"),
      label: (facts: EdgeFacts, state: State) => (state.isHovered || facts.isOpen ? facts.label : ""),
      labelVisibility: (facts: EdgeFacts, state: State) => (state.isHovered || facts.isOpen ? "visible" : "hidden"),
      labelColor: (facts: EdgeFacts) => (facts.isPair ? palette()["--ink-soft"]! : facts.color), labelSize: 12, labelFont: "system-ui, sans-serif",
      labelBackgroundColor: () => withAlpha(palette()["--paper"]!, 0.85), labelBackgroundPadding: 2, labelPosition: "over", labelDepth: "topNodes", cursor: "pointer",
    },
  } as never; // sigma's own types cannot follow functions that are shared by several properties
}

function graphOf(network: Network, pairs: readonly Pair[], places: Places, palette: Palette): MultiGraph<NodeFacts, EdgeFacts> {
  const graph = new MultiGraph<NodeFacts, EdgeFacts>();
  for (const group of network.nodes) graph.addNode(group.id, nodeFacts(group, places));
  const hidden = { weight: 0, isShown: false, isOpen: false };
  for (const pair of pairs) {
    if (graph.hasNode(pair.a) && graph.hasNode(pair.b)) graph.addUndirectedEdgeWithKey(pairKey(pair), pair.a, pair.b, { ...pairLook(pair, palette), ...hidden, tie: 0, isPair: true });
  }
  for (const tie of network.links) graph.addDirectedEdgeWithKey(String(tie.key), tie.source, tie.target, { ...tieLook(tie, palette), ...hidden, tie: tie.key, isPair: false });
  return graph;
}

function nodeFacts(group: Group, places: Places): NodeFacts {
  return { ...places[group.id]!, shape: shapeOf(group), label: group.label, size: sizeOf(0, 0), isShown: false, isChosen: false };
}

function pairKey({ a, b }: Pair): string {
  return `${a}~${b}`;
}

/** Only what changes is written, so that a step of the date costs what it changes and not what there is; sigma draws once a frame. */
function show(graph: MultiGraph<NodeFacts, EdgeFacts>, { groups, ties, pairs, most }: Scene): void {
  const seen = new Map(groups.map((group) => [group.slug, group]));
  const held = new Map(ties.map((tie) => [String(tie.key), tie]));
  const beneath = new Set(pairs.map(pairKey));
  graph.forEachNode((slug, facts) => {
    const group = seen.get(slug);
    const next = group ? { label: group.label, size: sizeOf(group.incidents, most), isShown: true, isChosen: group.isChosen } : { isShown: false };
    if (differs(facts, next)) graph.mergeNodeAttributes(slug, next);
  });
  graph.forEachEdge((key, facts) => {
    const tie = held.get(key);
    const next = tie ? { weight: tie.weight, isShown: true, isOpen: tie.isOpen } : { isShown: beneath.has(key), isOpen: false };
    if (differs(facts, next)) graph.mergeEdgeAttributes(key, next);
  });
}

function differs<T extends object>(now: T, next: Partial<T>): boolean {
  return Object.entries(next).some(([name, value]) => now[name as keyof T] !== value);
}

/** What the pointer is over stands out with what is next to it. */
function listen(sigma: Sigma<NodeFacts, EdgeFacts, object, { isNear: boolean }, { isNear: boolean }, { isFocused: boolean }>, graph: MultiGraph<NodeFacts, EdgeFacts>, touched: Touched): void {
  let near: { nodes: string[]; edges: string[] } = { nodes: [], edges: [] };
  const leave = (): void => {
    sigma.setNodesState(near.nodes, { isNear: false }).setEdgesState(near.edges, { isNear: false }).setGraphState({ isFocused: false });
    near = { nodes: [], edges: [] };
  };
  const enter = (nodes: string[], edges: string[]): void => {
    leave();
    near = { nodes, edges };
    sigma.setNodesState(nodes, { isNear: true }).setEdgesState(edges, { isNear: true }).setGraphState({ isFocused: true });
  };
  const isSeen = (edge: string): boolean => graph.getEdgeAttribute(edge, "isShown");
  sigma.on("enterNode", ({ node }) => {
    const edges = graph.edges(node).filter(isSeen);
    enter([node, ...edges.map((edge) => graph.opposite(node, edge))], edges);
  });
  sigma.on("enterEdge", ({ edge }) => enter(graph.extremities(edge), [edge]));
  sigma.on("leaveNode", leave);
  sigma.on("leaveEdge", leave);
  sigma.on("clickNode", ({ node, event }) => {
    const { shiftKey, ctrlKey, metaKey } = event.original as MouseEvent;
    touched.onGroup(node, shiftKey || ctrlKey || metaKey);
  });
  sigma.on("clickEdge", ({ edge }) => {
    const { tie } = graph.getEdgeAttributes(edge);
    if (tie) touched.onTie(tie);
  });
  sigma.on("clickStage", () => touched.onGround());
}

export function paletteOf(root: HTMLElement): Palette {
  const found = inks(root, INKS);
  return Object.fromEntries(INKS.map((name, at) => [name, found[at]!]));
}

function withAlpha(color: string, alpha: number): string {
  const [red, green, blue] = color.match(/\d+(\.\d+)?/g) ?? [];
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}
