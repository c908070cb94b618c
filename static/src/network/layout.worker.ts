// Arranges the groups away from the page's own thread. The same groups and ties always give the same places.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import noverlap from "graphology-layout-noverlap";

export interface Order { nodes: readonly string[]; ties: readonly (readonly [string, string])[] }
export interface Place { x: number; y: number }
export type Places = Record<string, Place>;

const ROUNDS = 800;
const MANY = 200; // groups; then fewer rounds and a coarser reckoning do
const ROOM = 100; // for a group, in units of the picture
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const [WIDE, ACROSS] = [1.2, 4]; // how much wider than high, and how many groups without ties stand in a row

addEventListener("message", ({ data }: MessageEvent<Order>) => postMessage(arrange(data)));

export function arrange({ nodes, ties }: Order): Places {
  const graph = new Graph({ type: "undirected", multi: false });
  for (const [source, target] of ties) {
    if (source === target) continue;
    graph.mergeNode(source);
    graph.mergeNode(target);
    graph.mergeEdge(source, target);
  }
  const tied = nodes.filter((node) => graph.hasNode(node));
  tied.forEach((node, at) => graph.mergeNodeAttributes(node, spiral(at)));
  if (graph.order) settle(graph);
  const placed = Object.fromEntries(tied.map((node) => [node, graph.getNodeAttributes(node) as Place]));
  const height = ROOM * Math.sqrt(Math.max(1, tied.length));
  return { ...fitted(placed, height), ...below(nodes.filter((node) => !graph.hasNode(node)), height) };
}

/** First who is tied to whom comes near, then who stands too near for its label steps aside. */
function settle(graph: Graph): void {
  const isLarge = graph.order > MANY;
  forceAtlas2.assign(graph, {
    iterations: isLarge ? ROUNDS / 3 : ROUNDS,
    settings: { gravity: 0.4, scalingRatio: isLarge ? 4 : 60, slowDown: isLarge ? 5 : 10, barnesHutOptimize: isLarge, linLogMode: isLarge, outboundAttractionDistribution: !isLarge },
  });
  const reach = Math.max(1, ...graph.mapNodes((_, { x, y }) => Math.hypot(x, y)));
  graph.updateEachNodeAttributes((_, { x, y }) => ({ x: (x / reach) * ROOM * Math.sqrt(graph.order), y: (y / reach) * ROOM * Math.sqrt(graph.order), size: ROOM / 3 }));
  noverlap.assign(graph, { maxIterations: isLarge ? 60 : 300, settings: { margin: ROOM / 12, ratio: 1.2, expansion: 1.1, gridSize: 20, speed: 3 } });
}

function spiral(at: number): Place {
  const reach = Math.sqrt(at + 1);
  return { x: reach * Math.cos(at * GOLDEN), y: reach * Math.sin(at * GOLDEN) };
}

/** The same, filling a box that is wider than high. */
function fitted(placed: Places, height: number): Places {
  const all = Object.values(placed);
  const span = (of: "x" | "y"): [number, number] => [Math.min(...all.map((place) => place[of])), Math.max(...all.map((place) => place[of]))];
  const [[left, right], [low, high]] = [span("x"), span("y")];
  const scaled = (value: number, from: number, to: number, size: number): number => (to > from ? ((value - from) / (to - from)) * size : size / 2);
  return Object.fromEntries(Object.entries(placed).map(([node, { x, y }]) => [node, { x: scaled(x, left, right, height * WIDE), y: scaled(y, low, high, height) }]));
}

/** Groups without any tie stand in rows beneath the others. */
function below(lonely: readonly string[], height: number): Places {
  const step = (height * WIDE) / Math.min(ACROSS, Math.max(1, lonely.length));
  return Object.fromEntries(lonely.map((node, at) => [node, { x: step * ((at % ACROSS) + 0.35), y: -height * 0.16 * (1 + Math.floor(at / ACROSS)) }]));
}
