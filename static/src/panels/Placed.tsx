// Under the map: how precisely the incidents of the view are placed. The parts always sum to the whole; each filters.
import { number } from "../format";
import { answer, filter, setFilter } from "../state";
import { toggled } from "../url";

const PARTS = [["placed", "placed"], ["by_district", "by district"], ["by_province", "by province"], ["not_located", "not located"]] as const;

export function Placed() {
  const totals = answer.value?.totals;
  if (!totals) return null;
  return (
    <p>
      {PARTS.map(([level, name]) => (
        <button
          key={level} type="button" class="part" aria-pressed={filter.value.level.includes(level)}
          title={`Only what is ${name}`} onClick={() => void setFilter(toggled(filter.peek(), "level", level))}
        >
          <b>{number(totals[level])}</b> {name}
        </button>
      ))}
    </p>
  );
}
