// What was typed and the server does not have yet, kept in this browser by person. Knows no DOM.

export interface Copy { address: string; fields: Record<string, string>; at: number }

const DAY_MS = 86_400_000;
const KEPT_DAYS = 14;

/** The copies of one person that are not too old, the oldest first. */
export function copies(owner: string, store: Storage = localStorage, now: number = Date.now()): Copy[] {
  const found: Copy[] = [];
  for (const name of namesIn(store, owner)) {
    const copy = read(store.getItem(name));
    if (copy && now - copy.at < KEPT_DAYS * DAY_MS) found.push(copy);
    else store.removeItem(name);
  }
  return found.sort((one, other) => one.at - other.at);
}

/** Keep a copy in place of an earlier one of the same form. A full store keeps nothing, and says nothing. */
export function keep(owner: string, copy: Copy, store: Storage = localStorage): void {
  try {
    store.setItem(nameOf(owner, copy), JSON.stringify(copy));
  } catch {
    // the server still gets it
  }
}

export function forget(owner: string, copy: Copy, store: Storage = localStorage): void {
  store.removeItem(nameOf(owner, copy));
}

function nameOf(owner: string, copy: Copy): string {
  return `${prefix(owner)}${copy.fields["entry_key"] ?? ""}`;
}

function prefix(owner: string): string {
  return `khorasan-watch:typed:${owner}:`;
}

function namesIn(store: Storage, owner: string): string[] {
  const names = Array.from({ length: store.length }, (_, place) => store.key(place) ?? "");
  return names.filter((name) => name.startsWith(prefix(owner)));
}

function read(text: string | null): Copy | undefined {
  try {
    const found = JSON.parse(text ?? "") as Partial<Copy>;
    return found.address?.match(/^\/[^/]/) && found.fields && found.at ? (found as Copy) : undefined;
  } catch {
    return undefined;
  }
}
