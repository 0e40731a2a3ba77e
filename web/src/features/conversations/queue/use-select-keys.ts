import type { ConversationRow } from "@guichet/contract";
import { type KeyboardEvent, useCallback } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import type { Selection } from "../bulk/use-selection.ts";
import type { ListKeys } from "./use-list-keys.ts";

type SelectKeys = {
  readonly onCheck: (row: ConversationRow, range: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * `X` selects the row one stands on, `Shift+X` and Shift with the arrows all up to it; in the list, Ctrl or Cmd with `A` all that
 * is loaded, and Escape none.
 */
export function useSelectKeys(list: ListKeys, rows: readonly ConversationRow[], selection: Selection): SelectKeys {
  const { t } = useWords();
  const group = t("bulk.selected");
  const { toggle } = selection;
  const current = list.currentId;
  const switchCurrent = (range: boolean) => () => {
    if (current !== null) toggle(current, range);
  };
  useCommand({
    id: "conversation.select",
    label: t("bulk.selectRow"),
    group,
    when: rows.length > 0,
    run: switchCurrent(false),
  });
  useCommand({
    id: "conversation.selectTo",
    label: t("bulk.selectTo"),
    group,
    when: selection.rows.length > 0,
    run: switchCurrent(true),
  });
  useCommand({
    id: "conversation.selectLoaded",
    label: t("bulk.selectLoaded"),
    group,
    when: rows.length > 0,
    run: selection.selectLoaded,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key.toLowerCase() === "a") {
      event.preventDefault();
      selection.selectLoaded();
      return;
    }
    if (event.key === "Escape" && selection.rows.length > 0) {
      event.preventDefault();
      selection.clear();
      return;
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.shiftKey && by !== undefined && current !== null) {
      const next = rows[rows.findIndex((row) => row.id === current) + by];
      if (!selection.ids.has(current)) toggle(current, false);
      if (next !== undefined) toggle(next.id, true);
    }
    list.onKeyDown(event);
  };
  const onCheck = useCallback((row: ConversationRow, range: boolean) => toggle(row.id, range), [toggle]);
  return { onCheck, onKeyDown };
}
