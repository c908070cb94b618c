// Moves labels of neighbouring places off each other, each as little as it can. Knows no DOM.
export interface Point { x: number; y: number }

const TURNS = [[0, 0], [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]] as const;
const MOST_ROUNDS = 6;

/** How far, in pixels, each label moves so that none is nearer to another than `room`; the first ones stay. */
export function apart(points: readonly Point[], room: number): Point[] {
  const taken: Point[] = [];
  return points.map((point) => {
    const spot = tries(point, room).find((one) => taken.every((other) => Math.abs(one.x - other.x) >= room || Math.abs(one.y - other.y) >= room)) ?? point;
    taken.push(spot);
    return { x: spot.x - point.x, y: spot.y - point.y };
  });
}

function tries({ x, y }: Point, room: number): Point[] {
  const rounds = Array.from({ length: MOST_ROUNDS }, (_, round) => round + 1);
  return rounds.flatMap((round) => TURNS.map(([right, down]) => ({ x: x + right * round * room, y: y + down * round * room })));
}
