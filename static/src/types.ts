// Names for the API's answers. Their shapes are made from its OpenAPI description by `npm run types`.
import type { components } from "./schema";

type Shapes = components["schemas"];
export type Explore = Shapes["Explore"];
export type Count = Shapes["Facet"];
export type Facets = Shapes["Facets"];
export type Range = Shapes["People"];
export type Row = Shapes["Row"];
export type Rows = Shapes["Rows"];
export type Detail = Shapes["Incident"];
export type Report = Shapes["SaidReport"];
export type Attribution = Shapes["SaidAttribution"];
export type Casualty = Shapes["SaidCount"];
export type Bin = Shapes["Bin"];
export type Playback = Shapes["Playback"];
export type Timeline = Explore["timeline"];
export type ExportJob = Shapes["Export"];
export type Group = Shapes["Group"];
export type Tie = Shapes["Alliance"];
export type Leader = Shapes["Leadership"];
export type Cited = Shapes["Citation"];
export type Place = Shapes["Place"];

/** What a group's card shows; `isWhole` unless there are more ties or leaders than one answer holds. */
export interface GroupFacts { group: Group; ties: readonly Tie[]; leaders: readonly Leader[]; isWhole: boolean }
