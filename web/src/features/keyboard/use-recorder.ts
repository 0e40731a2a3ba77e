import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { CHORD_MS, strokeOfEvent } from "../../ui/keys.ts";

type Recorder = { readonly strokes: readonly string[]; readonly onKeyDown: (event: KeyboardEvent) => void };

/**
 * Hears the new key: one stroke, or two where the second follows within the time of a sequence. Escape and Tab leave; nobody is
 * held here. What is pressed reaches neither the page's commands nor the browser.
 */
export function useRecorder(onKeys: (keys: string) => void, onLeave: () => void): Recorder {
  const [strokes, setStrokes] = useState<readonly string[]>([]);
  const done = useRef(onKeys);
  done.current = onKeys;
  const keys = strokes.join(" ");
  useEffect(() => {
    if (keys === "") return;
    // Ctrl and a key stand alone, and after the second stroke nothing more is waited for.
    const alone = keys.includes("mod+") || keys.includes(" ");
    const timer = setTimeout(() => done.current(keys), alone ? 0 : CHORD_MS);
    return () => clearTimeout(timer);
  }, [keys]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Tab" && !event.ctrlKey && !event.metaKey) {
      onLeave();
      return;
    }
    const stroke = event.nativeEvent.isComposing ? undefined : strokeOfEvent(event.nativeEvent);
    event.stopPropagation();
    event.preventDefault();
    if (stroke === "esc") onLeave();
    else if (stroke !== undefined && !event.repeat)
      setStrokes((before) => (stroke.startsWith("mod+") ? [stroke] : [...before, stroke].slice(-2)));
  };
  return { strokes, onKeyDown };
}
