import { describe, expect, it } from "vitest";
import { CHORD_MS, type KeyPress, matchStroke, NOTHING_TYPED, strokeOf } from "./keys.ts";

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, altGraph: false, ...held };
}

describe("the stroke of a key press", () => {
  const cases: [string, KeyPress, string | undefined][] = [
    ["W98 a letter is itself", press("e"), "e"],
    ["W98 a letter with Shift says so", press("E", { shiftKey: true }), "shift+e"],
    ["W98 caps lock is no Shift", press("E"), "e"],
    ["W98 a question mark needs no Shift to be named", press("?", { shiftKey: true }), "?"],
    ["W98 Ctrl and Cmd are the same", press("k", { metaKey: true }), "mod+k"],
    ["W98 Ctrl+Shift+Enter", press("Enter", { ctrlKey: true, shiftKey: true }), "mod+shift+enter"],
    ["W98 AZERTY: AltGr+5 types a bracket", press("[", { ctrlKey: true, altKey: true, altGraph: true }), "["],
    ["W98 AZERTY: a digit typed with Shift is the digit", press("1", { shiftKey: true }), "1"],
    ["W98 AZERTY: Shift and comma type the question mark", press("?", { shiftKey: true, code: "KeyM" }), "?"],
    ["W98 AZERTY: Shift and colon type the slash", press("/", { shiftKey: true, code: "Period" }), "/"],
    [
      "W98 AZERTY: Ctrl, Shift and colon are Ctrl with the slash",
      press("/", { ctrlKey: true, shiftKey: true }),
      "mod+/",
    ],
    ["W98 AZERTY: the letter counts, not its place", press("a", { code: "KeyQ" }), "a"],
    ["W98 AZERTY: the digit row without Shift types letters", press("é", { code: "Digit2" }), "é"],
    [
      "W98 AZERTY: AltGr and a digit type the closing bracket",
      press("]", { ctrlKey: true, altKey: true, altGraph: true }),
      "]",
    ],
    ["W98 AZERTY: the semicolon needs no Shift, the dot does", press(".", { shiftKey: true, code: "Comma" }), "."],
    ["W98 Russian letters stand for those on the same key", press("у", { code: "KeyE" }), "e"],
    ["W98 Greek with Ctrl too", press("κ", { ctrlKey: true, code: "KeyK" }), "mod+k"],
    ["W98 Alt chords belong to the system", press("r", { altKey: true }), undefined],
    ["W98 a modifier alone is nothing", press("Shift", { shiftKey: true }), undefined],
    ["W98 a dead key is nothing", press("Dead"), undefined],
  ];
  it.each(cases)("%s", (_, given, stroke) => {
    expect(strokeOf(given)).toBe(stroke);
  });
});

describe("matching strokes with bindings", () => {
  const bindings = [
    { id: "reply", keys: "r" },
    { id: "goNew", keys: "g n" },
    { id: "goPending", keys: "g p" },
    { id: "pending", keys: "p" },
    { id: "snooze", keys: "h" },
    { id: "snoozeUntilReply", keys: "h h" },
  ];

  it("W98 a single key runs at once", () => {
    expect(matchStroke(NOTHING_TYPED, "r", 0, bindings).id).toBe("reply");
  });

  it("W98 a sequence runs on its last key, and not the single key it ends with", () => {
    const first = matchStroke(NOTHING_TYPED, "g", 0, bindings);
    expect(first.id).toBeUndefined();
    expect(matchStroke(first.typed, "p", 500, bindings).id).toBe("goPending");
  });

  it("W98 a sequence times out after a second", () => {
    const first = matchStroke(NOTHING_TYPED, "g", 0, bindings);
    expect(matchStroke(first.typed, "p", CHORD_MS + 1, bindings).id).toBe("pending");
  });

  it("W98 a stroke that does not continue the sequence counts by itself", () => {
    const first = matchStroke(NOTHING_TYPED, "g", 0, bindings);
    expect(matchStroke(first.typed, "r", 100, bindings).id).toBe("reply");
  });

  it("W98 a key that also begins a sequence runs, and the sequence may follow", () => {
    const first = matchStroke(NOTHING_TYPED, "h", 0, bindings);
    expect(first.id).toBe("snooze");
    expect(matchStroke(first.typed, "h", 200, bindings).id).toBe("snoozeUntilReply");
  });

  it("W98 of two commands on one key the later one wins", () => {
    expect(matchStroke(NOTHING_TYPED, "r", 0, [...bindings, { id: "retry", keys: "r" }]).id).toBe("retry");
  });
});
