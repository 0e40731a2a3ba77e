import { useSyncExternalStore } from "react";

/** False while somebody writes into a field, or is in a dialog or a menu: nothing may change under their hands. */
export function useNobodyTypes(): boolean {
  return useSyncExternalStore(subscribe, nobodyTypes);
}

const BUSY = "input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu'], [role='listbox']";

function nobodyTypes(): boolean {
  return document.activeElement?.closest(BUSY) == null;
}

/** Whatever opens takes the focus, and gives it back. */
function subscribe(listener: () => void): () => void {
  const later = (): void => void setTimeout(listener, 0);
  document.addEventListener("focusin", later);
  document.addEventListener("focusout", later);
  return () => {
    document.removeEventListener("focusin", later);
    document.removeEventListener("focusout", later);
  };
}
