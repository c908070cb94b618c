// Joins the map of claims and the list of them: a letter on one leads to the same letter on the other.
import { claimsMap, type Spot } from "../map/claims";
import type { BasemapFiles } from "../map/basemap";
import { unfold } from "./folds";

export function showPresence(root: HTMLElement): void {
  const ground = root.querySelector<HTMLElement>(".presence-ground");
  const spots = kept<Spot[]>("spots");
  const basemap = kept<BasemapFiles>("basemap");
  if (!("L" in window) || !ground || !spots || !basemap) return;
  root.hidden = false;
  const map = claimsMap(ground, basemap, spots, (letter) => {
    mean(letter);
    unfold(cardOf(letter));
    cardOf(letter)?.scrollIntoView({ block: "nearest" });
    cardOf(letter)?.querySelector("button")?.focus({ preventScroll: true });
  });
  for (const { letter, name } of spots) {
    const mark = cardOf(letter)?.querySelector(".letter");
    if (!mark) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = mark.className;
    button.textContent = letter;
    button.title = `Show ${name} on the map`;
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => {
      mean(letter);
      map.choose(letter);
      root.scrollIntoView({ block: "nearest" });
    });
    mark.replaceWith(button);
  }
}

function mean(letter: string): void {
  for (const card of document.querySelectorAll(".spot")) card.classList.toggle("is-meant", card === cardOf(letter));
}

function cardOf(letter: string): HTMLElement | null {
  return document.getElementById(`spot-${letter}`);
}

function kept<T>(id: string): T | null {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}
