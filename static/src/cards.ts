// The cards that lie over the list in the drawer: an incident's, and over it a group's. Knows no DOM.
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import * as api from "./api";
import { keep } from "./keep";
import { complain, trouble } from "./trouble";

interface Card<Found> {
  /** Which one is wanted; empty for none. */
  id: Signal<string>;
  found: Signal<Found | null>;
  isAwaited: ReadonlySignal<boolean>;
  /** Fetches one, or closes the card with an empty id. What is shown stays until the other is there. */
  read(wanted: string): Promise<void>;
}

export const incidentCard = cardOf((id, stop) => api.incident(id, stop));
export const groupCard = cardOf((slug, stop) => api.group(slug, stop));
export const isReading = computed(() => incidentCard.isAwaited.value || groupCard.isAwaited.value);

/** Open an incident's card, or with an empty id the list; a group's card steps aside. */
export function open(publicId: string): Promise<void> {
  return batch(() => {
    void groupCard.read("");
    return incidentCard.read(publicId);
  });
}

/** Open a group's card over what is there, or close it with an empty slug. */
export function openGroup(slug: string): Promise<void> {
  return groupCard.read(slug);
}

/** Bring what is open up to date. */
export function refreshCards(): void {
  for (const card of [incidentCard, groupCard]) if (card.id.peek()) void card.read(card.id.peek());
}

function cardOf<Found>(ask: (id: string, stop: AbortSignal) => Promise<Found>): Card<Found> {
  const [id, shown, found] = [signal(""), signal(""), signal<Found | null>(null)];
  let reading: AbortController | null = null;
  const put = (key: string, card: Found | null): void => batch(() => {
    shown.value = key;
    found.value = keep(found.peek(), card);
  });
  const fail = (refusal: unknown, wanted: string): void => batch(() => {
    if (refusal instanceof api.Refusal && refusal.mayRetry && shown.peek() === wanted) return; // it is there, if older
    complain(refusal, "none");
    id.value = "";
    put("", null);
  });
  return {
    id, found,
    isAwaited: computed(() => id.value !== shown.value),
    async read(wanted) {
      reading?.abort();
      const mine = (reading = new AbortController());
      batch(() => {
        id.value = wanted;
        if (trouble.peek()?.remedy === "none") trouble.value = null;
        if (!wanted) put("", null);
      });
      if (!wanted) return;
      await ask(wanted, mine.signal).then(
        (card) => { if (!mine.signal.aborted) put(wanted, card); },
        (refusal: unknown) => { if (!mine.signal.aborted) fail(refusal, wanted); },
      );
    },
  };
}
