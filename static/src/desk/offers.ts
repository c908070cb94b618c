// A list of offers under a text box, by the ARIA combobox pattern: arrows move, Enter takes, Escape closes.
export interface Offer { label: string; kind: string }

export interface Offers<Kind extends Offer> { show(offers: Kind[]): void }

export function offers<Kind extends Offer>(box: HTMLInputElement, name: string, take: (offer: Kind) => void): Offers<Kind> {
  const list = document.createElement("ul");
  list.id = `${box.id}_offers`;
  list.className = "offers";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", name);
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");

  let shown: Kind[] = [];
  let active = -1;
  const close = (): void => { show([]); };
  const point = (to: number): void => {
    active = shown.length && to >= 0 ? to % shown.length : -1;
    [...list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === active));
      if (index === active) item.scrollIntoView({ block: "nearest" });
    });
    if (active < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", `${list.id}_${active}`);
  };
  const choose = (index: number): void => {
    const offer = shown[index];
    close();
    if (offer) take(offer);
  };
  function show(found: Kind[]): void {
    shown = found;
    list.replaceChildren(...found.map((offer, index) => item(offer, `${list.id}_${index}`, () => choose(index))));
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    point(-1);
  }
  box.addEventListener("keydown", (event) => {
    const isEnter = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (isEnter) event.preventDefault(); // whoever is choosing has not finished the form, however slow the offers come
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active < 0 ? shown.length - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (isEnter && active >= 0) choose(active);
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => window.setTimeout(close, 150));
  return { show };
}

function item(offer: Offer, id: string, choose: () => void): HTMLElement {
  const line = document.createElement("li");
  line.id = id;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const kind = document.createElement("span");
  kind.className = "hint";
  kind.textContent = offer.kind;
  line.append(offer.label, " ", kind);
  line.addEventListener("mousedown", (event) => { event.preventDefault(); choose(); });
  return line;
}
