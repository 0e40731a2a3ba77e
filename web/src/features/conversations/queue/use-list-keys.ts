import type { ConversationId, ConversationRow } from "@guichet/contract";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { OpenRow } from "./conversation-row.tsx";

type ListKeys = { readonly currentId: ConversationId | null; readonly onKeyDown: (event: KeyboardEvent) => void };

/**
 * One tab stop for the whole list, moved by the arrows; `J` and `K` from anywhere, which also open when a conversation
 * is open already. When the row one stood on has left, one goes on from its place.
 */
export function useListKeys(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ConversationRow[],
  selectedId: ConversationId | null,
  scrollTo: (index: number) => void,
  onOpen: OpenRow,
): ListKeys {
  const { t } = useWords();
  const [wanted, setWanted] = useState<ConversationId | null>(null);
  const place = useRef(0);
  useEffect(() => setWanted(selectedId), [selectedId]);
  const at = rows.findIndex((row) => row.id === (wanted ?? selectedId));
  if (at >= 0) place.current = at;
  const currentId = rows[Math.max(at, 0)]?.id ?? null;

  const goTo = (index: number, open: boolean, byKey = false): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setWanted(row.id);
    scrollTo(rows.indexOf(row));
    if (open) onOpen(row, byKey);
    else requestAnimationFrame(() => focusRow(scroller.current, row.id));
  };
  // Where the row one stood on has left, the next one has taken its place.
  const step = (by: 1 | -1, open: boolean): void =>
    goTo(at >= 0 ? at + by : by === 1 ? place.current : place.current - 1, open);
  const group = t("conversations.group");
  useCommand({
    id: "conversation.next",
    label: t("conversations.next"),
    group,
    keys: "j",
    run: () => step(1, selectedId !== null),
  });
  useCommand({
    id: "conversation.previous",
    label: t("conversations.previous"),
    group,
    keys: "k",
    run: () => step(-1, selectedId !== null),
  });
  useCommand({
    id: "conversation.open",
    label: t("conversations.open"),
    group,
    keys: ["enter", "o"],
    keyOnly: true,
    when: rows.length > 0,
    run: () => goTo(Math.max(at, 0), true, true),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = { ArrowDown: place.current + 1, ArrowUp: place.current - 1, Home: 0, End: rows.length - 1 }[
      event.key
    ];
    if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    goTo(index, false);
  };
  return { currentId, onKeyDown };
}

/** Puts the focus on a row that is in view. */
export function focusRow(scroller: HTMLElement | null, id: ConversationId): void {
  scroller?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus({ preventScroll: true });
}
