/** Why keys cannot be given to a command: they belong to the browser, to writing, to moving about, or would be typed as text. */
export type WhyNot = "browser" | "text" | "moving" | "field";

const OF_BROWSER = new Set(
  "t n w r l f g p s o d h j u q b e tab 0 1 2 3 4 5 6 7 8 9 + - = shift+t shift+n shift+w shift+r shift+i shift+j shift+c shift+p shift+b shift+o shift+delete shift+tab"
    .split(" ")
    .map((key) => `mod+${key}`),
);
const OF_TEXT = new Set(
  "a c x v z y shift+z shift+v left right up down home end backspace delete shift+left shift+right shift+up shift+down shift+home shift+end"
    .split(" ")
    .map((key) => `mod+${key}`),
);
const MOVES = new Set(
  "tab enter space up down left right home end pageup pagedown backspace delete esc contextmenu insert".split(" "),
);

/** One stroke, or two with a space between. `inField`: it must work while one writes. */
export function whyNot(keys: string, inField: boolean): WhyNot | undefined {
  const strokes = keys.split(" ");
  if (strokes.some((stroke) => OF_BROWSER.has(stroke) || /(?:^|\+)f\d{1,2}$/.test(stroke))) return "browser";
  if (strokes.some((stroke) => OF_TEXT.has(stroke))) return "text";
  if (strokes.some((stroke) => MOVES.has(stroke.replace(/^shift\+/, "")))) return "moving";
  return inField && !keys.startsWith("mod+") ? "field" : undefined;
}
