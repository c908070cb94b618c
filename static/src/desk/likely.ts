// Beside a report form: incidents that may be the same event, by what is typed so far.
const PAUSE_MS = 500;
const UNASKED = new Set(["csrfmiddlewaretoken", "entry_key", "page", "seen", "excerpt", "note", "title", "summary"]);

/** Keep the list in `root` true to the form; a row's button makes its incident the report's. */
export function listLikely(root: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>("form.form");
  const list = root.querySelector<HTMLElement>("[data-part=list]");
  const address = root.dataset["from"];
  if (!form || !list || !address) return;
  let timer = 0;
  let running: AbortController | undefined;
  let asked = "";
  const look = async (): Promise<void> => {
    const query = queryOf(form);
    if (query === asked) return;
    running?.abort();
    const mine = (running = new AbortController());
    const found = await fragment(`${address}?${query}`, mine.signal);
    if (!found || mine.signal.aborted) return;
    asked = query;
    list.replaceChildren(...found);
  };
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE_MS);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  list.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-incident]");
    if (button) choose(form, button.dataset["incident"] ?? "");
  });
  soon();
}

function queryOf(form: HTMLFormElement): string {
  const typed = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return new URLSearchParams(typed.filter(([name, value]) => value && !UNASKED.has(name))).toString();
}

/** The nodes of a fragment that the server rendered; scripts in it would not run. */
async function fragment(address: string, signal: AbortSignal): Promise<Node[] | undefined> {
  try {
    const reply = await fetch(address, { signal, headers: { "X-Requested-With": "fetch" } });
    if (!reply.ok || reply.redirected) return undefined;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    return [...page.body.childNodes].map((node) => document.importNode(node, true));
  } catch {
    return undefined;
  }
}

function choose(form: HTMLFormElement, incident: string): void {
  const existing = form.querySelector<HTMLInputElement>("input[name=destination][value=existing]");
  const box = form.querySelector<HTMLInputElement>("input[name=incident]");
  if (!existing || !box) return;
  existing.checked = true;
  box.value = incident;
  existing.dispatchEvent(new Event("change", { bubbles: true }));
  form.querySelector<HTMLElement>("button[type=submit]")?.focus();
}
