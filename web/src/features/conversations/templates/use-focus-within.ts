import { type RefObject, useEffect, useLayoutEffect } from "react";

/** What comes into an open dialog later takes the focus, as what was there at its opening does. */
export function useFocusWithin(part: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    part.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [part]);
}

/** A button that was pressed and is busy loses the focus: after a failure it goes to what one presses next, within the dialog. */
export function useFocusAfter(error: unknown, part: RefObject<HTMLElement | null>, next: string): void {
  useEffect(() => {
    if (error !== undefined) part.current?.querySelector<HTMLElement>(next)?.focus();
  }, [error, part, next]);
}
