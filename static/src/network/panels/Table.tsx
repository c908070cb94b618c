// The same ties as a table that can be sorted, and in words, group by group: equals of the picture.
import { useComputed, useSignal } from "@preact/signals";
import { labelOf, now, openTie, view } from "../state";
import type { ShownTie } from "../shown";
import { STATUSES, CONFIDENCES } from "../url";
import { headWords, inWords, lasted, longDay, STATUS_WORDS, surely } from "../words";

type Column = "tie" | "from" | "until" | "status" | "confidence" | "sources" | "weight";
const COLUMNS: readonly (readonly [Column, string])[] = [
  ["tie", "Tie"], ["from", "From"], ["until", "Until"], ["status", "Status"], ["confidence", "Confidence"], ["sources", "Outlets"], ["weight", "On the day"],
];
const KEYS: Record<Column, (one: ShownTie) => string | number> = {
  tie: ({ tie }) => inWords(tie, labelOf), from: ({ tie }) => tie.begun_latest ?? tie.begun_earliest ?? "", until: ({ tie }) => tie.over_latest ?? tie.over_earliest ?? "9999",
  status: ({ tie }) => STATUSES.indexOf(tie.status), confidence: ({ tie }) => CONFIDENCES.indexOf(tie.confidence), sources: ({ tie }) => -tie.sources, weight: (one) => -one.weight,
};

/** Made when it is looked at: thousands of rows would hold up a moving date. */
export function Ties() {
  return view.value.isTable ? <><Table /><InWords /></> : null;
}

function Table() {
  const order = useSignal<{ by: Column; isDown: boolean }>({ by: "tie", isDown: false });
  const rows = useComputed(() => sorted(now.value.ties, order.value.by, order.value.isDown));
  const sort = (by: Column): void => void (order.value = { by, isDown: order.peek().by === by && !order.peek().isDown });
  return (
    <div class="tie-table" tabIndex={0} role="region" aria-label="Ties as a table">
      <table class="list">
        <thead><tr>{COLUMNS.map(([by, title]) => (
          <th key={by} scope="col" aria-sort={order.value.by === by ? (order.value.isDown ? "descending" : "ascending") : "none"}><button class="quiet" type="button" onClick={() => sort(by)}>{title}</button></th>
        ))}</tr></thead>
        <tbody>{rows.value.map((one) => <Row key={one.tie.key} one={one} />)}</tbody>
      </table>
      {rows.value.length === 0 && <p class="empty">No tie passes the filters on this day. Move the date, or show more kinds of ties.</p>}
    </div>
  );
}

function Row({ one }: { one: ShownTie }) {
  const { tie } = one;
  return (
    <tr class={view.value.tie === tie.key ? "is-open" : ""}>
      <td><button class="tie-link" type="button" onClick={() => openTie(tie.key)}><bdi>{labelOf(tie.source)}</bdi> <span class={`kind tie-${tie.family}`}>{tie.kind_label}</span> <bdi>{labelOf(tie.target)}</bdi></button></td>
      <td>{tie.start ? tie.start_text : <span class="hint">not known{tie.begun_latest && `; reported by ${longDay(tie.begun_latest)}`}</span>}</td>
      <td>{tie.end ? tie.end_text : "–"}</td>
      <td><span class={`status status-${tie.status}`}>{STATUS_WORDS[tie.status].toLowerCase()}</span></td>
      <td>{tie.confidence}</td><td class="number">{tie.sources}</td><td>{surely(one)}</td>
    </tr>
  );
}

function sorted(ties: readonly ShownTie[], by: Column, isDown: boolean): readonly ShownTie[] {
  const key = KEYS[by];
  const compare = (one: string | number, other: string | number): number => (typeof one === "string" ? one.localeCompare(String(other)) : one - Number(other));
  const found = ties.toSorted((one, other) => compare(key(one), key(other)) || one.tie.key - other.tie.key);
  return isDown ? found.toReversed() : found;
}

/** Group by group in sentences, for who cannot see the picture. */
function InWords() {
  return (
    <details class="in-words">
      <summary>The picture in words</summary>
      <ul>{now.value.groups.map((group) => {
        const mine = now.value.ties.filter(({ tie }) => tie.source === group.id);
        const head = headWords(group, now.value.day);
        return (
          <li key={group.id}><bdi>{group.name}</bdi>{head && `, head: ${head}`}
            {mine.length > 0 ? <ul>{mine.map((one) => <li key={one.tie.key}>{`${one.tie.kind_label} ${labelOf(one.tie.target)}: ${one.tie.status}, ${one.tie.confidence} confidence, ${lasted(one.tie)}, ${surely(one)}`}</li>)}</ul> : ": no tie of its own is shown."}
          </li>
        );
      })}</ul>
    </details>
  );
}
