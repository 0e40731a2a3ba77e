/** What a key press means for shortcuts: pure, so that every keyboard's habits can be tried in a test. */
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** AltGr is held: on many layouts it reports Ctrl and Alt although it only makes another character. */
  readonly altGraph: boolean;
  /** The place of the key, e.g. `KeyE`: counts only where the character is of another script. */
  readonly code?: string;
};

const IGNORED = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);
const NAMED: Readonly<Record<string, string>> = {
  Escape: "esc",
  Enter: "enter",
  " ": "space",
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Backspace: "backspace",
  Delete: "delete",
};

/**
 * The stroke of a key press, e.g. `e`, `shift+e`, `?`, `mod+k`, `mod+shift+enter`; undefined for a mere modifier. It goes
 * by the character, not by the place of the key, so that shortcuts are where the letter is on any Latin layout. Cyrillic,
 * Greek or Arabic letters stand for the Latin one on the same key: there is no other way to type it.
 */
export function strokeOf(press: KeyPress): string | undefined {
  if (IGNORED.has(press.key)) return undefined;
  const mod = (press.ctrlKey || press.metaKey) && !press.altGraph;
  if (press.altKey && !press.altGraph && !mod) return undefined;
  const name = NAMED[press.key] ?? latinLetter(press) ?? press.key.toLowerCase();
  // Shift is part of how `?` or `[` is typed, and says something of its own only with letters and named keys.
  const tellsShift = press.shiftKey && (name.length > 1 || name.toLowerCase() !== name.toUpperCase());
  return `${mod ? "mod+" : ""}${tellsShift ? "shift+" : ""}${name}`;
}

/** The stroke of a browser's event. */
export function strokeOfEvent(event: KeyEvent): string | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey, code } = event;
  return strokeOf({ key, ctrlKey, metaKey, altKey, shiftKey, code, altGraph: event.getModifierState("AltGraph") });
}

type KeyEvent = Omit<KeyPress, "altGraph" | "code"> & {
  readonly code: string;
  readonly getModifierState: (key: "AltGraph") => boolean;
};

function latinLetter({ key, code }: KeyPress): string | undefined {
  if (!/^\p{L}$/u.test(key) || /\p{Script=Latin}/u.test(key)) return undefined;
  return /^Key([A-Z])$/.exec(code ?? "")?.[1]?.toLowerCase();
}

export type Binding = { readonly id: string; readonly keys: string };
export type Typed = { readonly pending: readonly string[]; readonly at: number };
export type Match = { readonly typed: Typed; readonly id: string | undefined };

/** A sequence such as `g n` must be completed within this many milliseconds. */
export const CHORD_MS = 1000;
export const NOTHING_TYPED: Typed = { pending: [], at: 0 };

/** One stroke more: which binding is meant, and what is now waiting for its next stroke. Later bindings win. */
export function matchStroke(typed: Typed, stroke: string, now: number, bindings: readonly Binding[]): Match {
  const fresh = now - typed.at > CHORD_MS ? [] : typed.pending;
  for (const strokes of fresh.length > 0 ? [[...fresh, stroke], [stroke]] : [[stroke]]) {
    const wanted = strokes.join(" ");
    const hit = bindings.findLast((binding) => binding.keys === wanted);
    const more = bindings.some((binding) => binding.keys.startsWith(`${wanted} `));
    if (hit || more) return { typed: more ? { pending: strokes, at: now } : NOTHING_TYPED, id: hit?.id };
  }
  return { typed: NOTHING_TYPED, id: undefined };
}
