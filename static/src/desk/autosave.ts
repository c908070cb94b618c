// Keeps what is typed into a report form: on the server, and in this browser until the server has it.
import { copies, forget, keep, type Copy } from "./copies";

const PAUSE_MS = 1200;
const AGAIN_MS = 15_000;
const LOST = "No connection: what you typed is kept in this browser and saved when the connection is back.";
const SIGNED_OUT = "You are signed out: what you typed is kept in this browser. Sign in again in another tab, then go on here.";

interface Kept { key?: string; at?: string; label?: string; said?: string; sent?: boolean; problem?: string }

/** Save the form around `line` whenever somebody pauses, and say on the line how that went. */
export function autosave(line: HTMLElement): void {
  const form = line.closest("form");
  const { save, owner } = line.dataset;
  if (!form || !save || !owner) return;
  let timer = 0;
  let isSaving = false;
  let isSending = false;
  const copy = (): Copy => ({ address: save, fields: fieldsOf(form), at: Date.now() });
  const say = (words: string, isWrong: boolean): void => {
    line.textContent = words;
    line.classList.toggle("is-wrong", isWrong);
  };
  const again = (after: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void push(), after);
  };
  const push = async (): Promise<void> => {
    if (isSaving || isSending) return again(PAUSE_MS);
    isSaving = true;
    const now = copy();
    const outcome = await send(now);
    isSaving = false;
    if (outcome === "lost" || outcome === "signed out") {
      say(outcome === "lost" ? LOST : SIGNED_OUT, true);
      return again(AGAIN_MS);
    }
    if (outcome.problem) return say(`${outcome.problem} It is kept in this browser.`, true);
    const isAllKept = sameFields(now, copy());
    if (isAllKept || outcome.key !== now.fields["entry_key"]) forget(owner, now);
    setField(form, "entry_key", outcome.key);
    if (!isAllKept) keep(owner, copy());
    say(outcome.said || `Kept at ${clock(outcome.at)}.`, Boolean(outcome.said));
  };
  const typed = (): void => {
    keep(owner, copy());
    again(PAUSE_MS);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  window.addEventListener("online", () => { if (copies(owner).length) again(0); });
  form.addEventListener("submit", (event) => {
    keep(owner, copy());
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return say(LOST, true);
    }
    isSending = true;
    setField(form, "csrfmiddlewaretoken", token());
  }, { capture: true });
  window.addEventListener("pageshow", () => { isSending = false; });
  void rescue(owner, form);
}

/** Send what an earlier page could not save, and offer to take it up again. */
export async function rescue(owner: string, form?: HTMLFormElement): Promise<void> {
  const here = (form?.elements.namedItem("entry_key") as HTMLInputElement | null)?.value;
  for (const old of copies(owner).filter((each) => each.fields["entry_key"] !== here)) {
    const outcome = await send(old);
    if (outcome === "lost" || outcome === "signed out") return;
    if (outcome.problem) continue;
    forget(owner, old);
    if (outcome.key) offer(outcome.key, outcome.label ?? "");
  }
}

function offer(key: string, label: string): void {
  const box = document.querySelector<HTMLElement>("[data-part=rescued]");
  if (!box) return;
  const link = document.createElement("a");
  link.href = `?${new URLSearchParams({ draft: key })}`;
  link.textContent = `Go on with “${label}”`;
  const line = document.createElement("p");
  line.append("What you typed before was kept. ", link);
  box.append(line);
  box.hidden = false;
}

async function send(copy: Copy): Promise<Kept | "lost" | "signed out"> {
  const body = new URLSearchParams({ ...copy.fields, csrfmiddlewaretoken: token() ?? "" });
  try {
    const reply = await fetch(copy.address, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    const isJson = reply.headers.get("content-type")?.includes("json") ?? false;
    if (isJson) return (await reply.json()) as Kept;
    return reply.status >= 500 ? "lost" : "signed out";
  } catch {
    return "lost";
  }
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const typed = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return Object.fromEntries(typed.filter(([name]) => name !== "csrfmiddlewaretoken"));
}

function sameFields(one: Copy, other: Copy): boolean {
  return JSON.stringify(one.fields) === JSON.stringify(other.fields);
}

function setField(form: HTMLFormElement, name: string, value?: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement && value) field.value = value;
}

/** The token of the present session: signing in again, in another tab, made a new one. */
function token(): string | undefined {
  return document.cookie.split("; ").find((each) => each.startsWith("csrftoken="))?.slice("csrftoken=".length);
}

function clock(at?: string): string {
  return (at ? new Date(at) : new Date()).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
