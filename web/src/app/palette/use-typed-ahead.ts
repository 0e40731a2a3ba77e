import { type RefObject, useLayoutEffect, useRef } from "react";
import { NOTHING_AHEAD, type TypedAhead, typeAhead } from "./typed-ahead.ts";

/** What is typed for a palette that is still being fetched must not run commands or end up in a reply: it is kept for it. */
export function useTypedAhead(waiting: boolean): RefObject<TypedAhead> {
  const kept = useRef(NOTHING_AHEAD);
  useLayoutEffect(() => {
    if (!waiting) return;
    kept.current = NOTHING_AHEAD;
    const keep = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { key, ctrlKey, metaKey, altKey } = event;
      const altGraph = event.getModifierState("AltGraph");
      kept.current = typeAhead(kept.current, { key, ctrlKey, metaKey, altKey, altGraph });
    };
    window.addEventListener("keydown", keep, { capture: true });
    return () => window.removeEventListener("keydown", keep, { capture: true });
  }, [waiting]);
  return kept;
}
