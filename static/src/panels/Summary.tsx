// The view in one sentence, heard by screen readers as it changes, with the ways to share, cite and take it away.
import { isReading } from "../cards";
import { citation, clock } from "../format";
import { answer, clear, heardAt, isBusy, load, words } from "../state";
import { trouble } from "../trouble";
import { exportTitle, Files } from "./Files";
import { Copy, Menu } from "./Menu";

export function Summary() {
  return (
    <>
      <p class="sentence" role="status" aria-live="polite" tabIndex={-1}>
        {words.value || (trouble.value ? "This view cannot be shown" : "Loading…")}
      </p>
      {words.value && (
        <div class="ways">
          <Menu title={exportTitle.value}><Files /></Menu>
          <Menu title="Cite"><Cite /></Menu>
          <Copy title="Copy link" text={() => location.href} />
        </div>
      )}
      {trouble.value && <Amiss />}
      {(isBusy.value || isReading.value) && <span class="progress" aria-hidden="true" />}
    </>
  );
}

/** What happened, what is still to be seen, and what to do. */
function Amiss() {
  const { sentence, remedy } = trouble.value!;
  const isOld = remedy === "again" && answer.value !== null;
  return (
    <p class={`trouble trouble-${remedy}`} role="alert">
      <span>{sentence}{isOld && ` You see the answer of ${clock(heardAt.value)}; it is asked again by itself.`}{remedy === "clear" && answer.value && " You see the last answer."}</span>{" "}
      {remedy === "again" && <button class="quiet" type="button" onClick={() => void load()}>Try again</button>}
      {remedy === "clear" && <button class="quiet" type="button" onClick={() => void clear()}>Clear filters</button>}
      {remedy === "none" && <button class="quiet" type="button" onClick={() => (trouble.value = null)}>Close</button>}
    </p>
  );
}

function Cite() {
  const text = (): string => citation(words.value, answer.value!.version, location.href, new Date());
  return (
    <>
      <p>The address always shows the newest data; the version names what you read.</p>
      <p class="citation"><bdi>{text()}</bdi></p>
      <Copy title="Copy citation" text={text} />
    </>
  );
}
