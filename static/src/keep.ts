// Keeps what did not change between two answers, so that only what changed is drawn anew. Pure.

/** `found`, with every part that equals its part of `had` taken from there; `had` itself when all of it does. */
export function keep<Value>(had: unknown, found: Value): Value {
  if (Array.isArray(had) && Array.isArray(found)) return keepList(had, found) as Value;
  return isRecord(had) && isRecord(found) ? (keepRecord(had, found) as Value) : found;
}

function keepList(had: readonly unknown[], found: readonly unknown[]): readonly unknown[] {
  let isSame = had.length === found.length;
  const kept = found.map((one, place) => {
    const value = keep(had[place], one);
    isSame &&= value === had[place];
    return value;
  });
  return isSame ? had : kept;
}

function keepRecord(had: Record<string, unknown>, found: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(found);
  let isSame = names.length === Object.keys(had).length;
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    kept[name] = keep(had[name], found[name]);
    isSame &&= kept[name] === had[name];
  }
  return isSame ? had : kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
