import { describe, expect, it } from "vitest";
import { frameOf, scaleOfFrames } from "./frames";

const PLAYBACK = { cells: [[10, 20], [11, 20], [12, 21]], frames: [[0, 3, 2, 1], [], [1, 180]] };

describe("a playback", () => {
  it("shows the cells of a frame with their counts", () => {
    expect(frameOf(PLAYBACK, 0)).toEqual([[10, 20, 3, 0], [12, 21, 1, 0]]);
    expect(frameOf(PLAYBACK, 1)).toEqual([]);
    expect(frameOf(PLAYBACK, 9)).toEqual([]);
  });

  it("has one scale from its first frame to its last", () => {
    expect(scaleOfFrames(PLAYBACK).most).toBe(200);
  });
});
