// How the map draws: counted cells, shaded provinces or districts, or heat.
import { look, setLook } from "../state";
import { MODES, type Mode } from "../url";

const NAMES: Record<Mode, string> = { cells: "Cells", provinces: "Provinces", districts: "Districts", heat: "Heat" };

export function Modes() {
  return (
    <fieldset class="modes">
      <legend class="visually-hidden">Map shows</legend>
      {MODES.map((mode) => (
        <label key={mode}>
          <input type="radio" name="mode" value={mode} checked={look.value.mode === mode} onChange={() => void setLook({ mode, listed: "" })} />
          <span>{NAMES[mode]}</span>
        </label>
      ))}
    </fieldset>
  );
}
