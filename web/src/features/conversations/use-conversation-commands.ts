import type { ConversationRow, UserId } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Choice, useCommand } from "../../ui/commands.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import type { Kind } from "./composer/use-composer.ts";
import { type Assignee, listAssignees } from "./list-assignees.ts";
import { displayName } from "./queue/preview.ts";
import { canSetStatus } from "./thread/status-buttons.tsx";
import type { PaneDeeds } from "./use-pane-deeds.ts";

type Doors = { readonly onField: (kind: Kind) => void; readonly onBack: () => void };

/** The keys and palette entries of an open conversation (beyond the feature list, 1.8). */
export function useConversationCommands(row: ConversationRow, deeds: PaneDeeds, doors: Doors): void {
  useWritingCommands(row, doors);
  useStatusCommands(row, deeds.header.onStatus);
  useAssignCommands(row, deeds.header.onAssign);
  useLeavingCommands(row, doors);
}

function useWritingCommands(row: ConversationRow, doors: Doors): void {
  const { t } = useWords();
  const group = t("conversations.group");
  useCommand({
    id: "conversation.reply",
    label: t("conversations.reply"),
    group,
    keys: "r",
    when: row.abilities.includes("reply"),
    run: () => doors.onField("reply"),
  });
  useCommand({
    id: "conversation.comment",
    label: t("conversations.internalComment"),
    group,
    keys: "n",
    when: row.abilities.includes("comment"),
    run: () => doors.onField("comment"),
  });
}

function useStatusCommands(row: ConversationRow, onStatus: PaneDeeds["header"]["onStatus"]): void {
  const { t } = useWords();
  const group = t("conversations.group");
  const movable = canSetStatus(row, useMe().id);
  useCommand({
    id: "conversation.resolve",
    label: t("conversations.resolve"),
    group,
    keys: ["e", "shift+e"],
    when: movable && row.status !== "resolved",
    run: () => onStatus("resolved"),
  });
  useCommand({
    id: "conversation.pending",
    label: t("conversations.setPending"),
    group,
    keys: "p",
    when: movable && row.status === "new",
    run: () => onStatus("pending"),
  });
  useCommand({
    id: "conversation.backToNew",
    label: t("conversations.backToNew"),
    group,
    when: movable && row.status !== "new",
    run: () => onStatus("new"),
  });
}

function useAssignCommands(row: ConversationRow, onAssign: PaneDeeds["header"]["onAssign"]): void {
  const { t } = useWords();
  const me = useMe();
  const group = t("conversations.group");
  const assignable = row.abilities.includes("assign") && row.status !== "resolved";
  const choices = useAssignChoices(row, assignable, onAssign);
  useCommand({
    id: "conversation.assign",
    label: t("conversations.assignment"),
    group,
    keys: "a",
    keyOnly: true,
    when: assignable,
    run: () => document.querySelector<HTMLElement>("[data-assignment]")?.click(),
  });
  useCommand({
    id: "conversation.assignTo",
    label: t("conversations.assignTo"),
    group,
    when: assignable,
    choices,
  });
  useCommand({
    id: "conversation.assignToMe",
    label: t("conversations.assignToMe"),
    group,
    keys: "i",
    when: assignable && row.assignee?.id !== me.id,
    run: () => onAssign({ id: me.id, name: displayName(me) }),
  });
}

function useLeavingCommands(row: ConversationRow, doors: Doors): void {
  const { t } = useWords();
  const toasts = useToasts();
  const group = t("conversations.group");
  const copy = (): void => {
    // This address finds the conversation whatever queue it is in by then.
    navigator.clipboard.writeText(`${location.origin}/conversations/${row.id}`).then(
      () => toasts.show({ message: t("conversations.linkCopied"), tone: "good" }),
      () => undefined,
    );
  };
  useCommand({
    id: "conversation.back",
    label: t("conversations.backToList"),
    group,
    keys: ["u", "esc"],
    run: () => !somethingIsOpen() && doors.onBack(),
  });
  useCommand({ id: "conversation.copyLink", label: t("conversations.copyLink"), group, keys: ".", run: copy });
}

const ASK_AFTER = 900;

/** Who the conversation can be given to, asked for shortly after it was opened, so that the palette has it at once. */
function useAssignChoices(
  row: ConversationRow,
  enabled: boolean,
  onAssign: (person: { id: UserId; name: string } | null) => void,
): () => readonly Choice[] {
  const { t } = useWords();
  const cache = useQueryClient();
  const { id } = row;
  useEffect(() => {
    if (!enabled) return;
    const timer = setTimeout(() => void cache.prefetchQuery(listAssignees(id)), ASK_AFTER);
    return () => clearTimeout(timer);
  }, [cache, id, enabled]);
  return () => {
    const people = cache.getQueryData<readonly Assignee[]>(listAssignees(id).queryKey) ?? [];
    return [
      { id: "nobody", label: t("conversations.unassigned"), run: () => onAssign(null) },
      ...people.map((one) => ({
        id: one.id,
        label: one.name,
        hint: t(`ui.${one.presence}`),
        run: () => onAssign({ id: one.id, name: one.name }),
      })),
    ];
  };
}

/** Escape then belongs to the menu, the list or the dialog that is open. */
function somethingIsOpen(): boolean {
  return document.querySelector("[role='dialog'], [role='menu'], dialog[open]") !== null;
}
