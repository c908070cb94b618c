// The desk's and the record pages' script: starts whichever islands the page has. Pages work without it.
import "./desk.css";
import "./datasets.css";
import "./history.css";
import "./imports.css";
import "./inbox.css";
import "./incident.css";
import "./ledger.css";
import "./entry.css";
import "./lists.css";
import "./own.css";
import "./pairs.css";
import { autosave, rescue } from "./autosave";
import { copyTexts } from "./copying";
import { chooseDestination, focusFirst, submitOnce } from "./form";
import { sendFile, watchImport } from "./importing";
import { listLikely } from "./likely";
import { listenForKeys } from "./keys";
import { watchLocating } from "./locating";
import { showLocator } from "./map";
import { judgePairs } from "./pairs";
import { pickAll } from "./pick";
import { countQuote, readCount, readDates, recogniseSource } from "./readings";
import { growRows } from "./rows";
import { proposeTitle } from "./titles";
import { goOn, selectRows } from "./selecting";
import { sayWhere } from "./where";

const ISLANDS: Record<string, (root: HTMLElement) => void> = {
  autosave,
  destination: chooseDestination,
  "go-on": goOn,
  importing: watchImport,
  likely: listLikely,
  keys: listenForKeys,
  locating: watchLocating,
  locator: showLocator,
  once: submitOnce,
  pairs: judgePairs,
  rows: growRows,
  selecting: selectRows,
  upload(root) {
    sendFile(root);
    submitOnce(root);
  },
  where: sayWhere,
};

for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  ISLANDS[root.dataset["island"] ?? ""]?.(root);
}
const page = document.querySelector<HTMLElement>("[data-page]");
if (page) {
  copyTexts(page);
  readDates(page);
  recogniseSource(page);
  countQuote(page);
  readCount(page);
  pickAll(page);
  proposeTitle(page);
}
focusFirst();
const { owner } = document.body.dataset; // what an earlier page could not save is not left in this browser
if (owner && !document.querySelector("[data-island=autosave]")) void rescue(owner);
