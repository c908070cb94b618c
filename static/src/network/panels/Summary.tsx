// The picture in one sentence, heard by screen readers as it changes, with the ways to share, cite and take it away.
import { Copy, Menu } from "../../panels/Menu";
import { trouble } from "../../trouble";
import { save, type Format } from "../saving";
import { fileAddress, hidden, isArranging, load, network, now } from "../state";
import { longDay, sentence } from "../words";

const FILES = [
  ["graphml", "GraphML", "for Gephi, Cytoscape, yEd and R"], ["gexf", "GEXF", "for Gephi"], ["csv", "CSV", "one tie a row"], ["json", "Node-link JSON", "for networkx and D3"],
] as const;

export function Summary({ figure }: { figure(): SVGSVGElement | null }) {
  const isThere = network.value !== null;
  return (
    <>
      <p class="sentence" role="status" aria-live="polite" tabIndex={-1}>{isThere ? sentence(now.value, hidden.value) : trouble.value ? "The network cannot be shown" : "Loading…"}</p>
      {isThere && (
        <div class="ways">
          <Menu title="Export"><Files /><Figures figure={figure} /></Menu>
          <Menu title="Cite"><Cite /></Menu>
          <Copy title="Copy link" text={() => location.href} />
        </div>
      )}
      {trouble.value && <Amiss />}
      {(!isThere || isArranging.value) && !trouble.value && <span class="progress" aria-hidden="true" />}
    </>
  );
}

function Amiss() {
  const { sentence: said, remedy } = trouble.value!;
  return (
    <p class={`trouble trouble-${remedy}`} role="alert">
      <span>{said}</span>{" "}
      {remedy === "again" ? <button class="quiet" type="button" onClick={() => void load()}>Try again</button> : <button class="quiet" type="button" onClick={() => (trouble.value = null)}>Close</button>}
    </p>
  );
}

function Files() {
  return (
    <>
      <p>The ties shown now, each with its dates, status, confidence and sources.</p>
      <ul>{FILES.map(([format, title, use]) => <li key={format}><a href={fileAddress(format)} download={format !== "json"}>{title} <small>{use}</small></a></li>)}</ul>
    </>
  );
}

function Figures({ figure }: { figure(): SVGSVGElement | null }) {
  const take = (format: Format): void => {
    const drawn = figure();
    if (drawn) void save(drawn, `khorasan-watch-network-${now.value.day}`, format).catch((problem: Error) => (trouble.value = { sentence: problem.message, remedy: "none" }));
  };
  return (
    <>
      <p>The picture as a figure, with its key, data version and address.</p>
      <ul>
        <li><button type="button" onClick={() => take("svg")}>SVG <small>for print, can be edited</small></button></li>
        <li><button type="button" onClick={() => take("png")}>PNG <small>for slides and pages</small></button></li>
      </ul>
    </>
  );
}

function Cite() {
  const { version } = network.value!.graph;
  const text = (): string => `Khorasan Watch, groups and the ties between them, as of ${longDay(now.value.day)}, data version ${version}, ${location.href}, read ${longDay(new Date().toISOString().slice(0, 10))}.`;
  return (
    <>
      <p>The address always shows the newest data; the version names what you read.</p>
      <p class="citation"><bdi>{text()}</bdi></p>
      <Copy title="Copy citation" text={text} />
    </>
  );
}
