// What the marks mean, in the mode the map is in: a mark is explained only where it is drawn.
import type { ReadonlySignal } from "@preact/signals";
import { number } from "../format";
import type { ShadeClass } from "../map/layer";
import { layer, look, played } from "../state";

const FAMILIES = [
  ["violence", "Violence"], ["control", "Control"], ["counter_operation", "Counter-operation"], ["strategic", "Strategic"], ["unrest", "Unrest"],
] as const;

export function Legend({ classes }: { classes: ReadonlySignal<readonly ShadeClass[]> }) {
  const { mode } = look.value;
  return (
    <details>
      <summary>Key</summary>
      {classes.value.length > 0 && !played.value && <Classes classes={classes.value} title={mode === "cells" ? "Incidents in a cell" : "Incidents"} />}
      {mode === "heat" && <p class="legend-heat"><span>few</span><i aria-hidden="true" /><span>many incidents</span></p>}
      {mode === "cells" && <Symbols />}
      {mode === "districts" && <p>A disc lies where the district is.</p>}
      <ul><li><i class="swatch swatch-dashed" />Disputed line</li></ul>
    </details>
  );
}

function Symbols() {
  const now = layer.value;
  if (!now) return null;
  return (
    <ul>
      {now.places.length > 0 && FAMILIES.map(([family, title]) => <li key={family}><i class={`swatch family-${family}`} />{title}</li>)}
      {now.places.length > 0 && <li><i class="swatch swatch-mixed" />Several families</li>}
      {now.districts.length > 0 && <li><i class="swatch swatch-ring" />Known to a district: as wide as the doubt</li>}
      {now.provinces.length > 0 && <li><i class="swatch swatch-tint" />Known to a province only</li>}
    </ul>
  );
}

function Classes({ classes, title }: { classes: readonly ShadeClass[]; title: string }) {
  return (
    <>
      <p class="legend-title">{title}</p>
      <ul>
        {classes.map(({ from, to, colour }) => (
          <li key={from}><i class="swatch" ref={(element) => element?.style.setProperty("--family", colour)} />{from === to ? number(from) : `${number(from)}–${number(to)}`}</li>
        ))}
      </ul>
    </>
  );
}
