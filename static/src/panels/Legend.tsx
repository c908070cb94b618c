// What the marks mean, in the mode the map is in.
import type { ReadonlySignal } from "@preact/signals";
import { number } from "../format";
import type { ShadeClass } from "../map/layer";
import { look } from "../state";

const FAMILIES = [
  ["violence", "Violence"], ["control", "Control"], ["counter_operation", "Counter-operation"], ["strategic", "Strategic"], ["unrest", "Unrest"],
] as const;

export function Legend({ classes }: { classes: ReadonlySignal<readonly ShadeClass[]> }) {
  const { mode } = look.value;
  return (
    <details>
      <summary>Key</summary>
      {classes.value.length > 0 && <Classes classes={classes.value} />}
      {mode === "heat" && <p class="legend-heat">Few <i aria-hidden="true" /> many incidents</p>}
      {mode === "cells" && (
        <ul>
          {FAMILIES.map(([family, title]) => <li key={family}><i class={`swatch family-${family}`} />{title}</li>)}
          <li><i class="swatch swatch-ring" />Known to a district: as wide as the doubt</li>
          <li><i class="swatch swatch-tint" />Known to a province only</li>
        </ul>
      )}
      <ul><li><i class="swatch swatch-dashed" />Disputed line</li></ul>
    </details>
  );
}

function Classes({ classes }: { classes: readonly ShadeClass[] }) {
  return (
    <>
      <p class="legend-title">Incidents</p>
      <ul>
        {classes.map(({ from, to, colour }) => (
          <li key={from}><i class="swatch" ref={(element) => element?.style.setProperty("--family", colour)} />{from === to ? number(from) : `${number(from)}–${number(to)}`}</li>
        ))}
      </ul>
    </>
  );
}
