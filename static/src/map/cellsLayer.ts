// Draws counted cells, or their heat, on one canvas; finds a cell by arithmetic. Knows nothing of fetching or panels.
import L from "leaflet";
import { mapCanvas, pane, type Sheet } from "./canvas";
import { CELL_PX, figureOf, keyOf, nearest, radiusOf, saidOf, scaleOf, strengthOf, strengths, type Scale } from "./cells";
import { GRAIN_PX, paintHeat } from "./heat";
import { inks, onThemeChange } from "./ink";
import type { Cell, Meant, ShadeClass } from "./layer";

export interface CellsLayer {
  /** Draws the cells of a zoom (16 px cells; in heat the zoom that 16 px cells of that width have). */
  show(cells: readonly Cell[], zoom: number, options?: { isHeat?: boolean }): void;
  /** Draws other cells, by a scale of theirs, until stopped. */
  play(cells: readonly Cell[], zoom: number, scale: Scale): void;
  stop(): void;
  /** Outlines one cell by its mark, or none. */
  select(mark: string): void;
  at(point: L.Point, slop: number): Meant | null;
  classes(): ShadeClass[];
  remove(): void;
}

interface Drawn { cells: readonly Cell[]; zoom: number; isHeat: boolean; scale: Scale; places: Map<number, number> }

const TOKENS = ["--cell-1", "--cell-2", "--cell-3", "--cell-4", "--cell-5", "--cell-rim", "--paper", "--accent"];
const FIGURES = ["--cell-ink-1", "--cell-ink-2", "--cell-ink-3", "--cell-ink-4", "--cell-ink-5"];
const HEAT = ["--heat-1", "--heat-2", "--heat-3", "--heat-4", "--heat-5"];
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const NOTHING: Drawn = { cells: [], zoom: 0, isHeat: false, scale: { most: 1, full: 1 }, places: new Map() };
const layers = new WeakMap<L.Map, CellsLayer>();

/** The one canvas of cells that a map has. */
export function cellsLayer(map: L.Map): CellsLayer {
  const layer = layers.get(map) ?? makeLayer(map);
  layers.set(map, layer);
  return layer;
}

function makeLayer(map: L.Map): CellsLayer {
  let still = NOTHING;
  let played: Drawn | null = null;
  let chosen = "";
  let colours = readColours(map);
  const now = (): Drawn => played ?? still;
  const cellsPainter = (sheet: Sheet): void => paintCells(sheet, now(), colours, chosen);
  const heatPainter = (sheet: Sheet): void => paintHeat(sheet, now().cells, cellPixels(now().zoom, sheet.zoom), now().scale.full, colours.heat);
  const sharp = mapCanvas(map, pane(map, "cells", 380), () => (now().isHeat || (!now().cells.length && !chosen) ? null : cellsPainter));
  const soft = mapCanvas(map, pane(map, "heat", 370), () => (now().isHeat ? heatPainter : null), GRAIN_PX);
  const redraw = (): void => {
    sharp.redraw();
    soft.redraw();
  };
  const forget = onThemeChange(() => {
    colours = readColours(map);
    redraw();
  });
  return {
    show(cells, zoom, { isHeat = false } = {}) {
      still = { cells, zoom, isHeat, scale: scaleOf(cells.map((cell) => cell[2]!)), places: index(cells, zoom) };
      redraw();
    },
    play(cells, zoom, scale) {
      played = { cells, zoom, isHeat: false, scale, places: index(cells, zoom) };
      redraw();
    },
    stop() {
      played = null;
      redraw();
    },
    select(mark) {
      if (chosen === mark) return;
      chosen = mark;
      redraw();
    },
    at: (point, slop) => find(map, now(), point, slop),
    classes: () => strengths(still.scale.most).map(({ from, to, strength }) => ({ from, to, colour: `var(--cell-${strength + 1})` })),
    remove() {
      forget();
      sharp.remove();
      soft.remove();
      layers.delete(map);
    },
  };
}

interface Colours { fills: string[]; figures: string[]; heat: string[]; rim: string; paper: string; accent: string }

function readColours(map: L.Map): Colours {
  const root = map.getContainer();
  const [one, two, three, four, five, rim, paper, accent] = inks(root, TOKENS) as [string, string, string, string, string, string, string, string];
  return { fills: [one, two, three, four, five], figures: inks(root, FIGURES), heat: inks(root, HEAT), rim, paper, accent };
}

/** How wide a cell of one zoom is at another, in pixels. */
function cellPixels(zoom: number, seen: number): number {
  return CELL_PX * 2 ** (seen - zoom);
}

/** All circles of one strength are one path: thousands take as many fills as there are strengths. */
function paintCells({ context, origin, width, height, zoom }: Sheet, drawn: Drawn, colours: Colours, chosen: string): void {
  const px = cellPixels(drawn.zoom, zoom);
  const shrink = Math.min(1, px / CELL_PX);
  const paths = colours.fills.map(() => new Path2D());
  const figures: Figure[] = [];
  for (const cell of drawn.cells) {
    const [x, y] = [(cell[0]! + 0.5) * px - origin.x, (cell[1]! + 0.5) * px - origin.y];
    if (x < -px || y < -px || x > width + px || y > height + px) continue;
    const radius = radiusOf(cell[2]!, drawn.scale.full) * shrink;
    const strength = strengthOf(cell[2]!, drawn.scale.most);
    const path = paths[strength]!;
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
    const figure = figureOf(cell[2]!, radius);
    if (figure) figures.push({ ...figure, x, y, strength });
  }
  context.lineWidth = 1;
  context.strokeStyle = colours.rim;
  paths.forEach((path, strength) => {
    context.fillStyle = colours.fills[strength]!;
    context.stroke(path);
    context.fill(path);
  });
  write(context, figures, colours.figures);
  outline(context, chosen, origin, zoom, colours);
}

interface Figure { text: string; px: number; x: number; y: number; strength: number }

/** Sorted by size and colour, which are dear to set. */
function write(context: CanvasRenderingContext2D, figures: readonly Figure[], inks: readonly string[]): void {
  context.textAlign = "center";
  for (const alike of Map.groupBy(figures, ({ px, strength }) => px * 10 + strength).values()) {
    context.font = `600 ${alike[0]!.px}px ${FONT}`;
    context.fillStyle = inks[alike[0]!.strength]!;
    for (const { text, x, y, px } of alike) context.fillText(text, x, y + px * 0.36);
  }
}

function outline(context: CanvasRenderingContext2D, chosen: string, origin: L.Point, zoom: number, colours: Colours): void {
  const [, cellZoom, x, y] = (/^cell:(\d+)\/(\d+)\/(\d+)$/.exec(chosen) ?? []).map(Number);
  if (cellZoom === undefined) return;
  const px = cellPixels(cellZoom, zoom);
  const [left, top] = [x! * px - origin.x, y! * px - origin.y];
  for (const [colour, wide] of [[colours.paper, 5], [colours.accent, 2.25]] as const) {
    context.lineWidth = wide;
    context.strokeStyle = colour;
    context.beginPath();
    context.roundRect(left - 1, top - 1, px + 2, px + 2, 4);
    context.stroke();
  }
}

function find(map: L.Map, drawn: Drawn, point: L.Point, slop: number): Meant | null {
  const factor = 2 ** (drawn.zoom - map.getZoom());
  const at = map.project(map.containerPointToLatLng(point)).multiplyBy(factor);
  const has = (x: number, y: number): boolean => drawn.places.has(keyOf(x, y, drawn.zoom));
  const cell = nearest(at, slop * factor, has);
  if (!cell) return null;
  const [, , count = 0, killed = 0] = drawn.cells[drawn.places.get(keyOf(cell.x, cell.y, drawn.zoom))!]!;
  const tip = saidOf(count, killed);
  return { mark: `cell:${drawn.zoom}/${cell.x}/${cell.y}`, title: `${saidOf(count, 0)} in this part of the map`, count, tip };
}

function index(cells: readonly Cell[], zoom: number): Map<number, number> {
  return new Map(cells.map((cell, place) => [keyOf(cell[0]!, cell[1]!, zoom), place]));
}
