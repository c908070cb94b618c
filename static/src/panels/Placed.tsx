// Under the map: how precisely the incidents of the view are placed. The parts always sum to the whole; each filters.
import { number } from "../format";
import { filter, setFilter, totals } from "../state";
import { toggled } from "../url";

const PARTS = [
  ["placed", "placed", "to a settlement or finer: a dot, or in a cell"], ["by_district", "by district", "to a district only: a ring"],
  ["by_province", "by province", "to a province only: its colour and number"], ["not_located", "not located", "nowhere on the map"],
] as const;

export function Placed() {
  const now = totals.value;
  if (!now) return null;
  return (
    <p role="group" aria-label="How precisely they are placed; each number filters">
      {PARTS.map(([level, name, meaning]) => (
        <button
          key={level} type="button" class="part" aria-pressed={filter.value.level.includes(level)}
          title={`Known ${meaning}`} onClick={() => void setFilter(toggled(filter.peek(), "level", level))}
        >
          <b>{number(now[level])}</b> {name}
        </button>
      ))}
    </p>
  );
}
