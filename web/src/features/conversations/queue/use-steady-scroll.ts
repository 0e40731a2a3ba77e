import type { ConversationId, ConversationRow } from "@guichet/contract";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { arrivals, countUnseen, samePlaces, shiftOf } from "./steady-scroll.ts";

type Unseen = { readonly above: number; readonly below: number };
const NONE: Unseen = { above: 0, below: 0 };

/**
 * Keeps what one looks at in its place while work arrives, and counts what arrived out of sight. At the very top, with
 * nothing selected and no pointer on the list, rows simply flow in.
 */
export function useSteadyScroll(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ConversationRow[],
  hasMore: boolean,
  rowHeight: number,
  selected: ConversationId | null,
): Unseen {
  const before = useRef(rows);
  const hadMore = useRef(hasMore);
  const unseen = useRef(new Set<ConversationId>());
  const [count, setCount] = useState<Unseen>(NONE);
  const recount = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    // Asking for a height while one scrolls makes the browser lay out twice; mostly there is nothing to count.
    if (unseen.current.size === 0) return setCount((now) => (now.above + now.below === 0 ? now : NONE));
    const view = { scrollTop: element.scrollTop, height: element.clientHeight, rowHeight };
    forgetSeen(unseen.current, before.current, view);
    const next = countUnseen(unseen.current, before.current, view);
    setCount((now) => (now.above === next.above && now.below === next.below ? now : next));
  }, [scroller, rowHeight]);
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    if (element === null || old === rows) return;
    before.current = rows;
    const fresh = arrivals(old, rows, hadMore.current);
    // The one that is open is no news: it is being read right now.
    for (const id of fresh) if (id !== selected) unseen.current.add(id);
    const returns = fresh.length === 1 && fresh[0] === selected;
    hadMore.current = hasMore;
    if (samePlaces(old, rows)) return recount();
    const view = { scrollTop: element.scrollTop, height: element.clientHeight, rowHeight };
    const shift = !returns && isHeld(element, old, selected) ? shiftOf(old, rows, view, selected) : 0;
    if (shift !== 0) element.scrollTop += shift;
    recount();
  }, [rows, hasMore, rowHeight, scroller, selected, recount]);
  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener("scroll", recount, { passive: true });
    return () => element?.removeEventListener("scroll", recount);
  }, [scroller, recount]);
  return count;
}

function isHeld(element: HTMLElement, rows: readonly ConversationRow[], selected: ConversationId | null): boolean {
  return element.scrollTop > 0 || element.matches(":hover, :focus-within") || rows.some((row) => row.id === selected);
}

function forgetSeen(
  unseen: Set<ConversationId>,
  rows: readonly ConversationRow[],
  view: { scrollTop: number; height: number; rowHeight: number },
): void {
  if (unseen.size === 0) return;
  const first = Math.ceil(view.scrollTop / view.rowHeight);
  const last = Math.floor((view.scrollTop + view.height) / view.rowHeight) - 1;
  for (let index = first; index <= last; index += 1) {
    const row = rows[index];
    if (row !== undefined) unseen.delete(row.id);
  }
  if (unseen.size > 500) unseen.clear();
}
