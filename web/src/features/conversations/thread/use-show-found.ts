import type { MessageId } from "@guichet/contract";
import { useEffect, useRef, useState } from "react";
import type { ShownThread } from "../cross-channel/use-cross-channel.ts";

/** Pages that are fetched to reach a message; beyond it one scrolls by oneself. */
const MOST_PAGES = 40;
/** While a conversation is being opened it may be fetched anew, without its older pages. Milliseconds. */
const OPENING = 10_000;

/** Shows the message that was looked for, however far up it stands, and says it to who hears the page. */
export function useShowFound(thread: ShownThread, foundId: MessageId | undefined): void {
  const shown = useRef<Shown>(undefined);
  const [pages, setPages] = useState(0);
  const { entries, more, loadOlder } = thread;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again whenever older entries have come
  useEffect(() => {
    if (foundId === undefined || isDone(shown.current, foundId)) return;
    const element = document.getElementById(`message-${foundId}`);
    if (element !== null) {
      if (shown.current !== undefined) delete shown.current.element.dataset.found;
      shown.current = { id: foundId, element, at: Date.now() };
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "center" });
      element.dataset.found = "";
    } else if (more && pages < MOST_PAGES) {
      loadOlder()
        .catch(() => undefined)
        .finally(() => setPages((count) => count + 1));
    }
  }, [foundId, entries, more, pages]);
}

type Shown = { readonly id: MessageId; readonly element: HTMLElement; readonly at: number };

/** Shown, and it still stands there, or was left long ago. */
function isDone(shown: Shown | undefined, id: MessageId): boolean {
  return shown?.id === id && (shown.element.isConnected || Date.now() - shown.at > OPENING);
}
