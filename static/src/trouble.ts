// What went wrong with a question, as a sentence, and what helps. Knows no DOM.
import { signal } from "@preact/signals";
import { Refusal } from "./api";

/** What is amiss, and what helps: asking again, another address, or going on. */
export interface Trouble { sentence: string; remedy: "again" | "clear" | "none" }

export const trouble = signal<Trouble | null>(null);

export function complain(refusal: unknown, remedy: Trouble["remedy"]): void {
  if (!(refusal instanceof Refusal)) throw refusal;
  trouble.value = { sentence: refusal.message, remedy };
}
