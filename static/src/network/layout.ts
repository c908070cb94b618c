// Has a worker arrange all groups by all their ties of all times, so that a place never depends on the date or a filter.
import type { Order, Places } from "./layout.worker";
import type { Network } from "./types";

export function arrange(network: Network): Promise<Places> {
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  const order: Order = {
    nodes: network.nodes.map(({ id }) => id).toSorted(),
    ties: network.links.toSorted((one, other) => one.key - other.key).map(({ source, target }) => [source, target] as const),
  };
  return new Promise<Places>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Places>) => resolve(data));
    worker.addEventListener("error", () => reject(new Error("The picture could not be arranged.")));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}
