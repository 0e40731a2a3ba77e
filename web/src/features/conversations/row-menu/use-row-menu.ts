import type { ConversationId, ConversationRow } from "@guichet/contract";
import { type KeyboardEvent, type MouseEvent, type TouchEvent, useRef, useState } from "react";

/** Where it opens, in pixels of the window, and for which row. */
export type RowMenuPlace = { readonly row: ConversationRow; readonly x: number; readonly y: number };
export type RowMenuState = {
  readonly place: RowMenuPlace | null;
  readonly openOn: (id: ConversationId) => void;
  readonly close: () => void;
  /** For the element that holds the rows. */
  readonly doors: {
    readonly onContextMenu: (event: MouseEvent) => void;
    readonly onTouchStart: (event: TouchEvent) => void;
    readonly onTouchMove: (event: TouchEvent) => void;
    readonly onTouchEnd: (event: TouchEvent) => void;
    readonly onTouchCancel: () => void;
  };
  /** True: it was the key that opens menus. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
};
type Press = { readonly x: number; readonly y: number; readonly timer: ReturnType<typeof setTimeout>; done: boolean };

const LONG_MS = 500;
/** A finger that moves so many pixels scrolls. */
const MOVES = 10;

/**
 * The menu of a row: the right button, the menu key or `Shift+F10` on it, or a finger that rests on it. With Shift, the browser's
 * own menu is left alone.
 */
export function useRowMenu(rows: readonly ConversationRow[]): RowMenuState {
  const [place, setPlace] = useState<RowMenuPlace | null>(null);
  const press = useRef<Press>(undefined);
  const rowAt = (target: EventTarget): ConversationRow | undefined => {
    const id = target instanceof Element ? linkOf(target)?.dataset.row : undefined;
    return rows.find((row) => row.id === id);
  };
  const openOn = (id: ConversationId): void => {
    const row = rows.find((one) => one.id === id);
    const link = document.querySelector<HTMLElement>(`[data-row="${id}"]`);
    if (row === undefined || link === null) return;
    const { left, top, height } = link.getBoundingClientRect();
    setPlace({ row, x: left + 48, y: top + height / 2 });
  };
  const openAt = (row: ConversationRow, x: number, y: number): void => setPlace({ row, x, y });
  const letGo = (): void => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  return {
    place,
    openOn,
    close: () => setPlace(null),
    doors: {
      onContextMenu: (event) => {
        const row = rowAt(event.target);
        if (row === undefined || event.shiftKey) return;
        event.preventDefault();
        // A finger that rests is told here, too, on some telephones.
        if (press.current?.done) return;
        if (press.current !== undefined) press.current.done = true;
        openAt(row, event.clientX, event.clientY);
      },
      onTouchStart: (event) => {
        letGo();
        const row = rowAt(event.target);
        const touch = event.touches.length === 1 ? event.touches[0] : undefined;
        if (row === undefined || touch === undefined) return;
        const { clientX: x, clientY: y } = touch;
        const timer = setTimeout(() => {
          if (press.current === undefined || press.current.done) return;
          press.current.done = true;
          openAt(row, x, y);
        }, LONG_MS);
        press.current = { x, y, timer, done: false };
      },
      onTouchMove: ({ touches }) => {
        const touch = touches[0];
        const began = press.current;
        if (began === undefined || touch === undefined || began.done) return;
        if (Math.hypot(touch.clientX - began.x, touch.clientY - began.y) > MOVES) letGo();
      },
      onTouchEnd: (event) => {
        // No click follows: it would open the conversation under the menu.
        if (press.current?.done) event.preventDefault();
        letGo();
      },
      onTouchCancel: letGo,
    },
    onKeyDown: (event) => {
      if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return false;
      const row = rowAt(event.target);
      if (row === undefined) return false;
      event.preventDefault();
      openOn(row.id);
      return true;
    },
  };
}

/** The link of the row that holds it, also from beside the link. */
function linkOf(target: Element): HTMLElement | null {
  return (
    target.closest<HTMLElement>("[data-row]") ?? target.closest("li")?.querySelector<HTMLElement>("[data-row]") ?? null
  );
}
