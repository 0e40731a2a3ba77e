import { type RefObject, useEffect, useRef } from "react";

/** Milliseconds: whatever gives the focus back itself has done so. */
const AFTER_OTHERS = 60;
const PASSING = "[role='dialog'], [role='menu']";

/**
 * What has the focus in a pane may leave or be switched off by what it does, such as Send and Resolve: then the pane has it,
 * and not the page as a whole. `news` is what changes with such a deed.
 */
export function useFocusKeptIn(pane: RefObject<HTMLElement | null>, news: string): void {
  const within = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element) || target.closest(PASSING)) return;
      within.current = pane.current?.contains(target) ?? false;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [pane]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when there is news
  useEffect(() => {
    if (!within.current) return;
    const timer = setTimeout(() => {
      const active = document.activeElement;
      if (active === null || active === document.body || active.matches(":disabled"))
        pane.current?.focus({ preventScroll: true });
    }, AFTER_OTHERS);
    return () => clearTimeout(timer);
  }, [pane, news]);
}
