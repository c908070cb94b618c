// The view in one sentence, heard by screen readers as it changes, with the ways to share and to clear it.
import { useSignal } from "@preact/signals";
import { answer, filter, isBusy, load, setFilter, trouble, words } from "../state";
import { isEmpty, NOTHING } from "../url";

export function Summary() {
  return (
    <>
      <p class="sentence" role="status" aria-live="polite">
        {words.value || (trouble.value ? "This view cannot be shown" : "Loading…")}
      </p>
      {!isEmpty(filter.value) && !trouble.value && (
        <button class="quiet" type="button" onClick={() => void setFilter(NOTHING)}>
          Clear filters
        </button>
      )}
      {answer.value && <CopyLink />}
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

function CopyLink() {
  const said = useSignal("");
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(location.href).then(
      () => (said.value = "Link copied"),
      () => (said.value = "Copy the address from your browser"),
    );
    setTimeout(() => (said.value = ""), 2500);
  };
  return (
    <button class="quiet share" type="button" onClick={() => void copy()}>
      <span aria-live="polite">{said.value || "Copy link"}</span>
    </button>
  );
}
