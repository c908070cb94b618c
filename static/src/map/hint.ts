// One line at the foot of the map that says what to do while drawing, with the buttons a finger needs.
export interface HintBar {
  show(words: string, options: { hasCorners: boolean }): void;
  warn(sentence: string): void;
  /** Takes a warning back. */
  calm(): void;
  hide(): void;
}

export function hintBar(container: HTMLElement, press: { close(): void; undo(): void; cancel(): void }): HintBar {
  const bar = document.createElement("div");
  bar.className = "map-hint";
  bar.hidden = true;
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  const [close, undo, cancel] = [button("Close", press.close), button("Undo", press.undo), button("Cancel", press.cancel)];
  bar.append(words, close, undo, cancel);
  for (const name of ["click", "dblclick", "mousedown", "pointerdown", "touchstart", "wheel"]) bar.addEventListener(name, (event) => event.stopPropagation());
  container.append(bar);
  let usual = "";
  const say = (sentence: string, isWarning: boolean): void => {
    bar.classList.toggle("is-warning", isWarning);
    if (words.textContent !== sentence) words.textContent = sentence;
  };
  return {
    show(sentence, { hasCorners }) {
      usual = sentence;
      bar.hidden = false;
      close.hidden = undo.hidden = !hasCorners;
      say(sentence, false);
    },
    warn: (sentence) => say(sentence, true),
    calm: () => say(usual, false),
    hide() {
      bar.hidden = true;
      say("", false);
    },
  };
}

function button(name: string, pressed: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.addEventListener("click", pressed);
  return made;
}
