// Files with exactly the view's incidents; big ones are written in the background, and told of when they are there.
import { computed, signal, useComputed, useSignal } from "@preact/signals";
import { exportState, fileAddress, Refusal, startExport } from "../api";
import { clock, day, markName, number, plural } from "../format";
import { answer, filter, look, totals } from "../state";
import type { ExportJob } from "../types";
import type { Filter } from "../url";

const FILES = [
  ["csv", "CSV table", Infinity], ["geojson", "GeoJSON", Infinity], ["xlsx", "Excel workbook", 50_000], ["gpkg", "GeoPackage", 100_000],
  ["parquet", "GeoParquet", 300_000],
] as const; // with how many are written while one waits
const LOOK_EVERY_MS = 1000;

const job = signal<ExportJob | null>(null); // outlives the menu
const refused = signal("");
export const exportTitle = computed(() => (job.value?.file ? "Export: ready" : job.value && isOpen(job.value) ? "Export …" : "Export"));

export function Files() {
  const isListed = useSignal(true);
  const { listed } = look.value;
  const name = useComputed(() => markName(answer.value, listed)).value;
  const isOnly = listed !== "" && isListed.value;
  const count = isOnly ? answer.value!.list.count : totals.value!.incidents;
  const wanted = isOnly ? { ...filter.value, mark: listed } : filter.value;
  return (
    <>
      {listed && (
        <label class="tick">
          <input type="checkbox" checked={isListed.value} onChange={(event) => (isListed.value = event.currentTarget.checked)} /> only what is listed: {name}
        </label>
      )}
      <p>Exactly {count === 1 ? "this incident" : `these ${plural(count, "incident")}`}, with data version, filter, view and licence inside. All three figures of people are in it under any view.</p>
      <ul>
        {FILES.map(([format, title, most]) => (
          <li key={format}>
            {count <= most
              ? <a href={fileAddress(wanted, format)} download>{title}</a>
              : <button type="button" onClick={() => void write(wanted, format)}>{title} <small>takes a while</small></button>}
          </li>
        ))}
      </ul>
      <Progress />
    </>
  );
}

function Progress() {
  const now = job.value;
  const title = FILES.find(([format]) => format === now?.format)?.[1] ?? "";
  return (
    <div class={now || refused.value ? "export is-at-work" : "export"}>
      {now && isOpen(now) && (
        <>
          <p>{title}: {now.state === "due" ? "waits for its turn" : `${number(now.done)} of ${number(now.total)}`}</p>
          <progress max={now.total || 1} value={now.done} aria-label={`${title} is being written`} />
        </>
      )}
      <div role="status">
        {refused.value && <p class="refused">{refused.value}</p>}
        {now?.file && <p><a href={now.file} download>Download the {title}</a>{now.expires_at && <small> until {until(now.expires_at)}</small>}</p>}
      </div>
    </div>
  );
}

/** Starts a job and follows it to its end, while no later one was started. */
async function write(wanted: Filter, format: string): Promise<void> {
  refused.value = "";
  try {
    let now = (job.value = await startExport(wanted, format, token()));
    while (job.peek()?.id === now.id && isOpen(now)) {
      await new Promise((ready) => setTimeout(ready, LOOK_EVERY_MS));
      now = await following(now);
      if (job.peek()?.id === now.id) job.value = now;
    }
    if (now.state === "failed") refused.value = now.problem;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    refused.value = refusal.message;
    job.value = null;
  }
}

function isOpen({ state }: ExportJob): boolean {
  return state === "due" || state === "running";
}

/** How far it is; a server that is away for a while is asked again. */
async function following(known: ExportJob): Promise<ExportJob> {
  try {
    return await exportState(known);
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.mayRetry) return known;
    throw refusal;
  }
}

function until(iso: string): string {
  return `${day(iso.slice(0, 10))}, ${clock(Date.parse(iso))}`;
}

/** What a post must bring along. */
function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}
