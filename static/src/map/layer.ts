// The shapes of what the map draws, as the API answers them. A symbol's `mark` is the filter that lists what it counts.
export type Mode = "cells" | "provinces" | "districts" | "heat";
export type Cell = readonly number[]; // column, row, incidents, killed

interface Marked { mark?: string; code: string; name: string; count: number; killed: number }
interface Point { lat?: number | null; lon?: number | null; uncertainty_km?: number | null }
export interface Place extends Marked, Point { precision: string; families: readonly number[]; ids: readonly string[]; title: string }
export interface Ring extends Marked, Point {}
export type Tint = Marked;
export interface Shade extends Marked, Point {}

export interface MapLayer {
  mode: Mode; zoom: number;
  cells: readonly Cell[]; places: readonly Place[]; districts: readonly Ring[]; provinces: readonly Tint[]; shades: readonly Shade[];
}

/** What the API says of where an incident is. */
export interface Whereabouts { code?: string; precision?: string; district?: string | null; province?: string | null }

/** One class of a legend; both ends belong to it. `colour` is a CSS colour. */
export interface ShadeClass { from: number; to: number; colour: string }

export interface Playback { cells: readonly (readonly number[])[]; frames: readonly (readonly number[])[]; zoom?: number }

/** What a symbol stands for: `mark` lists it, `title` names the list. */
export interface Meant { mark: string; title: string; count: number; tip: string }
