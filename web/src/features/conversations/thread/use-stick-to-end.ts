import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR_END = 90;

export type StickToEnd = {
  /** Scrolled away from the newest message. */
  readonly away: boolean;
  readonly toEnd: () => void;
  /** To be called before older entries are put above, so that what one reads stays in its place. */
  readonly holdPlace: () => void;
};

/**
 * A thread begins at its end, or at `mark` (the first unread), follows new messages while one is at the end, and stays
 * where one reads otherwise: also when a picture or a mail above grows. `version` changes with what is shown.
 */
export function useStickToEnd(
  scroller: RefObject<HTMLDivElement | null>,
  content: RefObject<HTMLDivElement | null>,
  mark: RefObject<HTMLDivElement | null>,
  version: unknown,
): StickToEnd {
  const sticking = useRef(true);
  const held = useRef<number>(undefined);
  const [away, setAway] = useState(false);
  const begun = useRef(false);

  const toEnd = useCallback(() => {
    sticking.current = true;
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after every change of what is shown
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (!begun.current) {
      begun.current = true;
      const place = mark.current;
      if (place === null) return toEnd();
      // The unread mark a little below the top; when all that is unread fits, this is the end anyway.
      element.scrollTop = place.offsetTop - 80;
      sticking.current = isNearEnd(element);
    } else if (held.current !== undefined) {
      element.scrollTop = element.scrollHeight - held.current;
      held.current = undefined;
    } else if (sticking.current) toEnd();
  }, [version]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return;
    const onScroll = (): void => {
      sticking.current = isNearEnd(element);
      setAway(!sticking.current && element.scrollHeight - element.scrollTop - element.clientHeight > 300);
    };
    const observer = new ResizeObserver(() => {
      if (sticking.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(inner);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", onScroll);
      observer.disconnect();
    };
  }, [scroller, content]);

  const holdPlace = useCallback(() => {
    const element = scroller.current;
    if (element) held.current = element.scrollHeight - element.scrollTop;
  }, [scroller]);
  return { away, toEnd, holdPlace };
}

function isNearEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
}
