import type { ConversationId, ConversationRow } from "@guichet/contract";
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { OpenRow } from "./conversation-row.tsx";

export type ListKeys = {
  readonly currentId: ConversationId | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  /** From now on, a row that leaves with the focus passes it to the one that takes its place. */
  readonly keepFocus: () => void;
};

type Place = {
  readonly selectedId: ConversationId | null;
  /** From which row it goes on where the list was not on the page meanwhile. */
  readonly standsOn: RefObject<ConversationId | null>;
};

/**
 * One tab stop for the whole list, moved by the arrows; `J` and `K` from anywhere, which also open when a conversation
 * is open already. When the row one stood on has left, one goes on from its place, and the focus stands there.
 */
export function useListKeys(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ConversationRow[],
  { selectedId, standsOn }: Place,
  scrollTo: (index: number) => void,
  onOpen: OpenRow,
): ListKeys {
  const { t } = useWords();
  const [wanted, setWanted] = useState(() => selectedId ?? standsOn.current);
  const place = useRef(0);
  const wasOpen = useRef(rows.some((row) => row.id === standsOn.current));
  useEffect(() => {
    if (selectedId !== null) setWanted(selectedId);
  }, [selectedId]);
  const at = rows.findIndex((row) => row.id === (wanted ?? selectedId));
  if (at >= 0) place.current = at;
  const stands = at >= 0 ? at : Math.max(0, Math.min(place.current, rows.length - 1));
  const currentId = rows[stands]?.id ?? null;
  useFocusKept(scroller, wasOpen, selectedId, currentId, () => scrollTo(stands));

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
    run: () => step(1, selectedId !== null),
  });
  useCommand({
    id: "conversation.previous",
    label: t("conversations.previous"),
    group,
    run: () => step(-1, selectedId !== null),
  });
  useCommand({
    id: "conversation.open",
    label: t("conversations.open"),
    group,
    keyOnly: true,
    when: rows.length > 0,
    run: () => goTo(stands, true, true),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = { ArrowDown: place.current + 1, ArrowUp: place.current - 1, Home: 0, End: rows.length - 1 }[
      event.key
    ];
    if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    goTo(index, false);
  };
  // Wherever the focus came from, the keys go on from the row it stands on.
  const onFocus = (event: FocusEvent): void => {
    const id = event.target.closest<HTMLElement>("[data-row]")?.dataset.row;
    const row = rows.find((one) => one.id === id);
    if (row !== undefined) setWanted(row.id);
  };
  const keepFocus = (): void => {
    wasOpen.current = true;
  };
  return { currentId, onKeyDown, onFocus, keepFocus };
}

/**
 * A conversation that closes, and a row that leaves, take the focus with them: it goes to the row one stands on then,
 * unless it is somewhere else by now.
 */
function useFocusKept(
  scroller: RefObject<HTMLElement | null>,
  wasOpen: RefObject<boolean>,
  selectedId: ConversationId | null,
  currentId: ConversationId | null,
  show: () => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function each time, for the same row
  useEffect(() => {
    if (selectedId !== null) wasOpen.current = true;
    if (selectedId !== null || currentId === null || !wasOpen.current) return;
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return;
      show();
      requestAnimationFrame(() => focusRow(scroller.current, currentId));
    }, 60);
    return () => clearTimeout(timer);
  }, [scroller, wasOpen, selectedId, currentId]);
}

/** Puts the focus on a row that is in view; where it has left, on the one that has the list's tab stop. */
export function focusRow(scroller: HTMLElement | null, id: ConversationId | null): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-row="${id}"]`);
  (row ?? scroller?.querySelector<HTMLElement>("[data-row][tabindex='0']"))?.focus({ preventScroll: true });
}
