// Names for what the API says of the network.
import type { components } from "../schema";

export type Network = components["schemas"]["NetworkShape"];
export type Group = components["schemas"]["NodeShape"];
export type Tie = components["schemas"]["TieShape"];
export type Leader = components["schemas"]["LeaderShape"];
export type Citation = Tie["citations"][number];
export type Way = components["schemas"]["PathShape"];
export type Family = Tie["family"];
export type Status = Tie["status"];
export type Confidence = Tie["confidence"];
export type Lasting = Pick<Tie, "begun_earliest" | "begun_latest" | "over_earliest" | "over_latest">;

export type Together = components["schemas"]["Together"]; // groups named in the same incidents, and how much more often than chance would have it
export type Pair = Together["pairs"][number];
