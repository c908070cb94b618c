// The script of groups' pages: draws claims of presence and activity over time. The pages say all but these without it.
import "./groups.css";
import "./leadership.css";
import "./presence.css";
import { drawActivity } from "./activity";
import { foldWhereNarrow } from "./folds";
import { showPresence } from "./presence";

const ISLANDS: Record<string, (root: HTMLElement) => void> = { activity: drawActivity, presence: showPresence };

foldWhereNarrow();
for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  ISLANDS[root.dataset["island"] ?? ""]?.(root);
}
