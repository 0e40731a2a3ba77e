export type KeyNames = Readonly<Record<"ctrl" | "shift" | "enter" | "esc" | "space", string>>;

const ARROWS: Readonly<Record<string, string>> = { up: "↑", down: "↓", left: "←", right: "→" };

/** The keycaps of one stroke: `mod+shift+e` → `Ctrl`, `Shift`, `E`; on a Mac `⌘`, `⇧`, `E`. */
export function partsOf(stroke: string, names: KeyNames, mac: boolean): string[] {
  const parts = stroke === "+" ? ["+"] : stroke.split("+");
  return parts.map((part) => {
    if (part === "mod") return mac ? "⌘" : names.ctrl;
    if (part === "shift") return mac ? "⇧" : names.shift;
    if (part === "enter") return mac ? "↩" : names.enter;
    if (part === "esc") return names.esc;
    if (part === "space") return names.space;
    return ARROWS[part] ?? part.toLocaleUpperCase();
  });
}

/** Whether keys have their names of Apple keyboards here. */
export function isMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}
