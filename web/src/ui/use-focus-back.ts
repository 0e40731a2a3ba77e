import { useLayoutEffect, useState } from "react";

/**
 * Gives the focus back to where it was, for a dialog that is on the page only while it is open: the component library
 * does so only for dialogs it saw closed. Not when the focus has gone elsewhere meanwhile, e.g. by a command.
 */
export function useFocusBack(): void {
  // Looked up while it is drawn for the first time: nothing in the dialog has the focus yet.
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(
    () => () => {
      const now = document.activeElement;
      const stillHere = now === null || now === document.body || now.closest("[role='dialog']") !== null;
      if (stillHere && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
