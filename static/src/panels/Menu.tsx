// A small menu beside the sentence, and the button that copies a text.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

const SAID_MS = 2500;

/** Closes when the focus leaves it, or with Escape. */
export function Menu({ title, children }: { title: string; children: ComponentChildren }) {
  const leave = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
  };
  const escape = (event: KeyboardEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary")!.focus();
  };
  return (
    <details class="menu" onFocusOut={leave} onKeyDown={escape}>
      <summary>{title}</summary>
      <div class="menu-body" tabIndex={-1}>{children}</div>
    </details>
  );
}

export function Copy({ title, text }: { title: string; text(): string }) {
  const said = useSignal("");
  const copy = async (): Promise<void> => {
    said.value = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "Copy it by hand");
    setTimeout(() => (said.value = ""), SAID_MS);
  };
  return (
    <button class="quiet share" type="button" onClick={() => void copy()}>
      <span aria-live="polite">{said.value || title}</span>
    </button>
  );
}
