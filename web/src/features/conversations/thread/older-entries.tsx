import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { ShownThread } from "../cross-channel/use-cross-channel.ts";
import classes from "./timeline.module.css";

export type OlderState = { readonly busy: boolean; readonly failed: boolean; readonly load: () => void };

/** Where older entries come from: by themselves as one scrolls up, or with a button when that failed. */
export function Older({ busy, failed, load, there }: OlderState & { readonly there: boolean }): ReactNode {
  const { t } = useWords();
  if (!there) return null;
  return (
    <div className={classes.older}>
      {busy && !failed ? (
        t("ui.loading")
      ) : (
        <button type="button" onClick={load}>
          {t(failed ? "ui.tryAgain" : "conversations.loadOlder")}
        </button>
      )}
    </div>
  );
}

const LOAD_WITHIN = 600;

/** Fetches older entries shortly before one has scrolled up to them. */
export function useOlder(
  { entries, more, loadOlder }: ShownThread,
  scroller: RefObject<HTMLDivElement | null>,
  holdPlace: () => void,
): OlderState {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const load = useCallback(() => {
    setState("busy");
    loadOlder().then(
      () => setState("idle"),
      () => setState("failed"),
    );
  }, [loadOlder]);
  const first = entries[0]?.id;
  const shownFirst = useRef(first);
  // In the render that puts older entries above, before they are in the document: where does one stand?
  if (shownFirst.current !== first) {
    shownFirst.current = first;
    holdPlace();
  }
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !more || state !== "idle") return;
    const look = (): void => {
      if (element.scrollTop < LOAD_WITHIN) load();
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [scroller, more, state, load]);
  return { busy: state === "busy", failed: state === "failed", load };
}
