import type { ChannelTrouble } from "@guichet/contract";
import { useState } from "react";
import { troubleKey, troublesToShow } from "./hidden-troubles.ts";

const KEY = "guichet.hiddenTroubles";

/** What this tab's user has not hidden; hidden until the tab is closed. */
export function useHiddenTroubles(troubles: readonly ChannelTrouble[]) {
  const [hidden, setHidden] = useState(readHidden);
  const hide = (): void => {
    const keys = troubles.map(troubleKey);
    setHidden(keys);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(keys));
    } catch {
      // A browser that keeps nothing: hidden until the page is loaded again.
    }
  };
  return { shown: troublesToShow(troubles, hidden), hide };
}

function readHidden(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}
