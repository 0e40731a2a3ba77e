import { adjustFor, readableOn } from "../page/color.ts";
import { element } from "./element.ts";
import css from "./styles.css?inline";

/** Page shortcuts, paste handlers and focus traps are not for what happens inside the messenger. */
const KEPT_INSIDE = [
  "keydown",
  "keypress",
  "keyup",
  "input",
  "paste",
  "copy",
  "cut",
  "drop",
  "dragover",
  "focusin",
  "focusout",
];
/** A page that throws us out again and again has its reasons. */
const MOST_RETURNS = 20;

const LIGHT = "#ffffff";
const DARK = "#181a20";

/**
 * The messenger's own ground on the page: a closed shadow tree that the page's styles do not reach. Styles come as adopted
 * sheets, which a content security policy without inline styles permits. Pages that exchange their body get the ground back.
 */
export function createHost(color: string, signal: AbortSignal): HTMLElement {
  const host = document.createElement("guichet-messenger");
  const shadow = host.attachShadow({ mode: "closed" });
  const ground = element("div", { class: "ground" });
  for (const type of KEPT_INSIDE) ground.addEventListener(type, (event) => event.stopPropagation());
  shadow.append(ground);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + colorRules(color));
  shadow.adoptedStyleSheets = [sheet];
  keepOnPage(host, signal);
  return ground;
}

/** The brand colour, and what can be read on and beside it, whatever it is. */
export function colorRules(color: string): string {
  const brand = adjustFor(color, color, 1);
  const rules = (background: string) =>
    `.ground{--brand:${brand};--on-brand:${readableOn(brand)};--accent:${adjustFor(brand, background, 4.5)}}`;
  return `${rules(LIGHT)}@media(prefers-color-scheme:dark){${rules(DARK)}}`;
}

function keepOnPage(host: HTMLElement, signal: AbortSignal): void {
  let returns = 0;
  const watcher = new MutationObserver(place);
  function place(): void {
    if (!host.isConnected && returns++ < MOST_RETURNS) document.body.append(host);
    watcher.observe(document.documentElement, { childList: true });
    watcher.observe(document.body, { childList: true });
  }
  place();
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    host.remove();
  });
}
