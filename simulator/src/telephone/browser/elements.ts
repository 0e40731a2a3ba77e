/** The element of the page with this id, which has to be of this kind. */
export function part<Part extends HTMLElement>(id: string, kind: new () => Part): Part {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
}

export function element(kind: "span" | "div" | "p" | "dt" | "dd" | "code", name: string, words: string): HTMLElement {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = words;
  return made;
}

export function button(words: string, name: string, press: () => unknown): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.ariaLabel = name;
  made.addEventListener("click", () => void press());
  return made;
}
