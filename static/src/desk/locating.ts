// Watches a place being located, and shows the page anew once it is settled.
import { ask } from "./ask";
import { hasTyping } from "./form";

const EVERY_MS = 1000;
const UNSETTLED = new Set(["due", "leased"]);
const PATIENT_FOR = 30; // looks, after which it looks less often
const LATER_MS = 10_000;

interface Status { state: string; text: string }

export function watchLocating(root: HTMLElement): void {
  const address = root.dataset["status"];
  const line = root.querySelector<HTMLElement>("[data-part=state]");
  if (!address || !line) return;
  let looks = 0;
  const look = async (): Promise<void> => {
    looks += 1;
    const status = await ask<Status>(address);
    if (status && !UNSETTLED.has(status.state)) return settle(line, status);
    if (looks === PATIENT_FOR) line.textContent = "Still being located; this page looks again every ten seconds.";
    window.setTimeout(() => void look(), looks < PATIENT_FOR ? EVERY_MS : LATER_MS);
  };
  void look();
}

/** Show the outcome; reload for the rest, unless somebody is typing on this page. */
function settle(line: HTMLElement, status: Status): void {
  line.className = `state state-${status.state}`;
  if (!hasTyping()) return window.location.reload();
  line.textContent = `${status.text}: save or reload to see it.`;
}
