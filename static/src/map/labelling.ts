// Finds a free spot for each badge beside its ring, so that badges hide neither dots nor each other. Knows no DOM.
export interface Box { left: number; top: number; width: number; height: number }
export interface Ringed { x: number; y: number; reach: number; width: number; height: number }

const LEAST_REACH = 12; // a dot in the middle stays free

/** A box for each ring in turn, on the first free side of it; null where none is free. */
export function placeBadges(rings: readonly Ringed[], taken: readonly Box[]): (Box | null)[] {
  const all = [...taken];
  return rings.map((ring) => {
    const free = sides(ring).find((side) => !all.some((other) => overlap(side, other)));
    if (free) all.push(free);
    return free ?? null;
  });
}

/** Which of some boxes, in turn, overlap neither what is taken nor those before them; these are added to it. */
export function whereFree(boxes: readonly Box[], taken: Box[]): boolean[] {
  return boxes.map((box) => {
    const isFree = !taken.some((other) => overlap(box, other));
    if (isFree) taken.push(box);
    return isFree;
  });
}

/** Above, below, right and left of a ring; the badge sits astride the line, which ties it to its ring. */
export function sides({ x, y, reach, width, height }: Ringed): [Box, Box, Box, Box] {
  const middle = { left: x - width / 2, top: y - height / 2 };
  const astride = Math.max(reach, LEAST_REACH);
  return [
    { ...middle, top: y - astride - height * 0.7, width, height },
    { ...middle, top: y + astride - height * 0.3, width, height },
    { ...middle, left: x + astride - 4, width, height },
    { ...middle, left: x - astride - width + 4, width, height },
  ];
}

export function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width && other.left < one.left + one.width &&
    one.top < other.top + other.height && other.top < one.top + one.height
  );
}
