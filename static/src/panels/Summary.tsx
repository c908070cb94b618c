// The view in one sentence, heard by screen readers as it changes, with the ways to share, cite and take it away.
import { useSignal } from "@preact/signals";
import { fileAddress } from "../api";
import { citation, plural } from "../format";
import { answer, filter, isBusy, load, setFilter, trouble, words } from "../state";
import { NOTHING } from "../url";

const FILES = [["csv", "CSV table"], ["geojson", "GeoJSON"], ["xlsx", "Excel workbook"], ["gpkg", "GeoPackage"], ["parquet", "GeoParquet"]] as const;

export function Summary() {
  return (
    <>
      <p class="sentence" role="status" aria-live="polite">
        {words.value || (trouble.value ? "This view cannot be shown" : "Loading…")}
      </p>
      {answer.value && <Menu title="Export"><Files /></Menu>}
      {answer.value && <Menu title="Cite"><Cite /></Menu>}
      {answer.value && <Copy title="Copy link" text={() => location.href} />}
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value.sentence}{" "}
          <button class="quiet" type="button" onClick={() => void (trouble.value!.mayRetry ? load() : setFilter(NOTHING))}>
            {trouble.value.mayRetry ? "Try again" : "Clear filters"}
          </button>
        </p>
      )}
      {isBusy.value && <span class="progress" aria-hidden="true" />}
    </>
  );
}

function Menu({ title, children }: { title: string; children: preact.ComponentChildren }) {
  const close = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    const menu = event.currentTarget as HTMLDetailsElement;
    menu.open = false;
    menu.querySelector("summary")!.focus();
  };
  return (
    <details class="menu" onFocusOut={close} onKeyDown={escape}>
      <summary>{title}</summary>
      <div class="menu-body" tabIndex={-1}>{children}</div>
    </details>
  );
}

function Files() {
  return (
    <>
      <p>Exactly these {plural(answer.value!.totals.incidents, "incident")}, with data version, filter and licence inside.</p>
      <ul>{FILES.map(([format, name]) => <li key={format}><a href={fileAddress(filter.value, format)} download>{name}</a></li>)}</ul>
    </>
  );
}

function Cite() {
  const text = (): string => citation(words.value, answer.value!.version, location.href, new Date());
  return (
    <>
      <p class="citation"><bdi>{text()}</bdi></p>
      <Copy title="Copy citation" text={text} />
    </>
  );
}

function Copy({ title, text }: { title: string; text(): string }) {
  const said = useSignal("");
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text()).then(
      () => (said.value = "Copied"),
      () => (said.value = "Copy it by hand"),
    );
    setTimeout(() => (said.value = ""), 2500);
  };
  return (
    <button class="quiet share" type="button" onClick={() => void copy()}>
      <span aria-live="polite">{said.value || title}</span>
    </button>
  );
}
