type Tag = keyof HTMLElementTagNameMap;
type Attributes = Record<string, string | boolean | undefined>;

/**
 * A new element. Text is only ever text: there is no way to give this function HTML, so nothing an agent or a page writes can
 * become markup, and pages that demand Trusted Types are served too.
 */
export function element<T extends Tag>(
  tag: T,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export type IconName = keyof typeof ICONS;

/** Drawn for Guichet on a grid of 24, stroked in the colour of the text. */
const ICONS = {
  chat: "M4 5h16v11h-8l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  attach: "M12 5v14M5 12h14",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
};

/** A small picture that says nothing to a screen reader: the button around it has a name. */
export function icon(name: IconName): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** What names a file, wherever it stands: its sign and its name. */
export function fileName(name: string): Node[] {
  return [icon("file"), element("span", { class: "file-name" }, name)];
}

/** A button that shows an icon and says its name. */
export function iconButton(name: IconName, label: string, classes: string, onClick: () => void): HTMLButtonElement {
  const button = textButton("", classes, onClick);
  button.append(icon(name));
  return nameButton(button, label);
}

/** Gives a button without words a name, for those who hear it and those who point at it. */
export function nameButton(button: HTMLButtonElement, label: string): HTMLButtonElement {
  button.ariaLabel = button.title = label;
  return button;
}

/** A button of words. */
export function textButton(label: string, classes: string, onClick: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", class: classes }, label);
  button.addEventListener("click", onClick);
  return button;
}
