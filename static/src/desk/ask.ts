// Questions to the server while somebody types: the last one wins, and none is asked at every key.
const PATIENCE_MS = 180;

/** Ask `address` for JSON; undefined when there is no answer to be had. Rejects only when aborted. */
export async function ask<Answer>(address: string, signal?: AbortSignal): Promise<Answer | undefined> {
  try {
    const reply = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null });
    const isJson = reply.headers.get("content-type")?.includes("json") ?? false;
    return reply.ok && isJson ? ((await reply.json()) as Answer) : undefined;
  } catch (trouble) {
    if (signal?.aborted) throw trouble;
    return undefined;
  }
}

/** A question that waits for a pause and drops answers that come too late. */
export function asker<Answer>(show: (answer: Answer | undefined) => void): (address: string | null) => void {
  let timer = 0;
  let running: AbortController | undefined;
  return (address) => {
    window.clearTimeout(timer);
    running?.abort();
    if (address === null) return show(undefined);
    const mine = (running = new AbortController());
    timer = window.setTimeout(() => {
      ask<Answer>(address, mine.signal).then(
        (answer) => { if (!mine.signal.aborted) show(answer); },
        () => undefined,
      );
    }, PATIENCE_MS);
  };
}
