// The date facet: two days, either of which may be left open.
import { filter, setFilter } from "../state";

export function Dates() {
  const change = (name: "from" | "to") => (event: Event): void => {
    const box = event.currentTarget as HTMLInputElement;
    if (box.validity.valid) void setFilter({ ...filter.peek(), [name]: box.value, dated: "" });
  };
  return (
    <fieldset class="facet dates">
      <legend>Date</legend>
      <label>From <input type="date" value={filter.value.from} max={filter.value.to} onChange={change("from")} /></label>
      <label>To <input type="date" value={filter.value.to} min={filter.value.from} onChange={change("to")} /></label>
    </fieldset>
  );
}
