// Over the picture: picture or table, nearer and farther, and what shapes and lines mean.
import { change, isArranging, network, now, view } from "../state";
import type { Picture } from "../picture";
import { longDay } from "../words";

export function Modes() {
  const { isTable } = view.value;
  return (
    <fieldset class="modes" aria-label="How ties are shown">
      <label><input type="radio" name="mode" checked={!isTable} onChange={() => change({ isTable: false })} /><span>Picture</span></label>
      <label><input type="radio" name="mode" checked={isTable} onChange={() => change({ isTable: true })} /><span>Table</span></label>
    </fieldset>
  );
}

export function Lens({ picture }: { picture(): Picture | null }) {
  if (view.value.isTable || isArranging.value) return null;
  return (
    <div class="lens" role="group" aria-label="Zoom">
      <button type="button" aria-label="Nearer" title="Nearer" onClick={() => picture()?.zoom(true)}>+</button>
      <button type="button" aria-label="Farther" title="Farther" onClick={() => picture()?.zoom(false)}>−</button>
      <button type="button" aria-label="Show all" title="Show all" onClick={() => picture()?.fit()}>⤢</button>
    </div>
  );
}

export function Key() {
  if (!network.value || view.value.isTable) return null;
  return (
    <details class="network-key">
      <summary>Key</summary>
      <ul>
        <li><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.5" /></svg>Group; larger with more incidents</li>
        <li><svg viewBox="0 0 12 12" aria-hidden="true"><rect x="1.8" y="1.8" width="8.4" height="8.4" /></svg>State force</li>
        <li><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1.5 11 10.3H1z" /></svg>Media arm</li>
        <li><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 .8 11.2 6 6 11.2.8 6z" /></svg>Umbrella</li>
      </ul>
      <p>The colour of a line is its family, its dashes how it is known, its breadth the confidence; pale means that it may, but need not, have held on the day. Arrows read as a sentence: from – tie – to.</p>
      {view.value.isTogether && <p>Broad grey bands join groups named in the same incidents, five or more. That is not an alliance.</p>}
    </details>
  );
}

/** Instead of an empty picture: what is missing, and what to do. */
export function Empty() {
  if (!network.value || view.value.isTable || now.value.ties.length > 0) return null;
  if (network.value.nodes.length === 0) return <p class="nothing">No group is published yet.</p>;
  return <p class="nothing">No tie passes the filters on {longDay(now.value.day)}. Move the date, or show more kinds of ties.</p>;
}
