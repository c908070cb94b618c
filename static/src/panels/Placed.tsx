// Under the map: how precisely the incidents of the view are placed. The parts always sum to the whole.
import { number } from "../format";
import { answer } from "../state";

export function Placed() {
  const totals = answer.value?.totals;
  if (!totals) return null;
  return (
    <p>
      <span><b>{number(totals.placed)}</b> placed</span>
      <span><b>{number(totals.by_district)}</b> by district</span>
      <span><b>{number(totals.by_province)}</b> by province</span>
      <span><b>{number(totals.not_located)}</b> not located</span>
    </p>
  );
}
