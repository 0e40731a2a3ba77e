import type { ConversationRow, MessageView } from "@guichet/contract";
import { IconHash, IconTag } from "@tabler/icons-react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Choice, useCommand } from "../../ui/commands.tsx";
import type { Kind } from "./composer/use-composer.ts";
import { useCopyLink } from "./copy-link.ts";
import { displayName } from "./queue/preview.ts";
import { useTeamCommands } from "./routing/use-team-commands.ts";
import { canSetStatus } from "./thread/status-buttons.tsx";
import { switchLabel } from "./topics/switch-label.ts";
import { useAssignChoices } from "./use-assign-choices.ts";
import type { PaneDeeds } from "./use-pane-deeds.ts";
import { useTags, useTopics } from "./use-world.ts";

type Doors = {
  readonly onField: (kind: Kind) => void;
  readonly onBack: () => void;
  /** The message that `L` tags: the one with the focus, else the newest of the contact. */
  readonly taggable: () => MessageView | undefined;
  /** The message that is answered: the one with the focus, else the newest of the contact. */
  readonly answerable: () => MessageView | undefined;
  readonly onKnowledge: () => void;
  /** Shows or hides the audit trails. */
  readonly onAudit: () => void;
  /** Shows or hides what the contact wrote on other channels; undefined: there is nothing. */
  readonly onAllChannels: (() => void) | undefined;
  /** What is in the reply box leaves later. */
  readonly onLater: () => void;
};

/** The keys and palette entries of an open conversation (beyond the feature list, 1.8). */
export function useConversationCommands(row: ConversationRow, deeds: PaneDeeds, doors: Doors): void {
  useWritingCommands(row, deeds.messages.onReply, doors);
  useStatusCommands(row, deeds.header.onStatus);
  useBoomerangCommands(row, deeds.header);
  useAssignCommands(row, deeds.header);
  useTeamCommands(row, deeds.header.onTeam);
  useLabelCommands(row, deeds, doors);
  useLeavingCommands(row, doors);
}

function useWritingCommands(row: ConversationRow, onReply: (message: MessageView) => void, doors: Doors): void {
  const { t } = useWords();
  const group = t("conversations.group");
  useCommand({
    id: "conversation.reply",
    label: t("conversations.reply"),
    group,
    when: row.abilities.includes("reply"),
    run: () => doors.onField("reply"),
  });
  useCommand({
    id: "conversation.replyTo",
    label: t("conversations.replyTo"),
    group,
    when: row.abilities.includes("reply"),
    run: () => {
      const message = doors.answerable();
      if (message) onReply(message);
    },
  });
  useCommand({
    id: "conversation.comment",
    label: t("conversations.internalComment"),
    group,
    when: row.abilities.includes("comment"),
    run: () => doors.onField("comment"),
  });
  useCommand({
    id: "conversation.sendLater",
    label: t("replyBox.sendLater"),
    group,
    when: row.abilities.includes("reply"),
    run: doors.onLater,
  });
  useCommand({
    id: "conversation.knowledge",
    label: t("conversations.insertKnowledge"),
    group,
    when: row.abilities.includes("comment"),
    search: t("conversations.tab_knowledge"),
    run: doors.onKnowledge,
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
    when: movable && row.status !== "resolved",
    run: () => onStatus("resolved"),
  });
  useCommand({
    id: "conversation.pending",
    label: t("conversations.setPending"),
    group,
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

function useBoomerangCommands(row: ConversationRow, deeds: PaneDeeds["header"]): void {
  const { t } = useWords();
  const group = t("conversations.group");
  const movable = canSetStatus(row, useMe().id);
  const then = row.status === "resolved" ? "resolved" : "pending";
  useCommand({
    id: "conversation.boomerang",
    label: t(row.status === "new" ? "time.button_pending" : "time.button_again"),
    group,
    search: t("time.boomerang"),
    when: movable,
    run: () => deeds.onComeBack(then),
  });
  useCommand({
    id: "conversation.boomerangResolved",
    label: t("time.button_resolved"),
    group,
    search: t("time.boomerang"),
    when: movable && row.status !== "resolved",
    run: () => deeds.onComeBack("resolved"),
  });
  useCommand({
    id: "conversation.cancelBoomerang",
    label: t("time.cancel"),
    group,
    when: movable && row.boomerang !== null,
    run: deeds.onCancelBoomerang,
  });
}

function useAssignCommands(row: ConversationRow, deeds: PaneDeeds["header"]): void {
  const { t } = useWords();
  const me = useMe();
  const group = t("conversations.group");
  const assignable = row.abilities.includes("assign") && row.status !== "resolved";
  const choices = useAssignChoices(row, assignable, deeds);
  useCommand({
    id: "conversation.assign",
    label: t("conversations.assignment"),
    group,
    keyOnly: true,
    when: assignable,
    run: () => document.querySelector<HTMLElement>("[data-assignment]")?.click(),
  });
  useCommand({
    id: "conversation.assignTo",
    label: t("conversations.assignTo"),
    group,
    search: t("virtualAgents.menu"),
    when: assignable,
    choices,
  });
  useCommand({
    id: "conversation.assignToMe",
    label: t("conversations.assignToMe"),
    group,
    when: assignable && row.assignee?.id !== me.id,
    run: () => deeds.onAssign({ id: me.id, name: displayName(me) }),
  });
}

/** The keys open the pickers; in the palette one chooses there (1.8: `T` topic, `L` tag). */
function useLabelCommands(row: ConversationRow, deeds: PaneDeeds, doors: Doors): void {
  const { t } = useWords();
  const group = t("conversations.group");
  const topics = useTopics();
  const tags = useTags();
  const { onTopics } = deeds.header;
  const { onTags } = deeds.messages;
  const choice = (label: { id: string; name: string }, on: boolean, run: () => void): Choice => ({
    id: label.id,
    label: label.name,
    ...(on ? { hint: t("conversations.takeOff") } : {}),
    run,
  });
  useCommand({
    id: "conversation.topic",
    label: t("conversations.topicCommand"),
    group,
    icon: IconTag,
    when: row.abilities.includes("addTopics"),
    run: () => document.querySelector<HTMLElement>("[data-topic-button]")?.click(),
    choices: () =>
      topics
        .filter((topic) => !topic.deleted || row.topicIds.includes(topic.id))
        .map((topic) => {
          const on = row.topicIds.includes(topic.id);
          return choice(topic, on, () => onTopics(switchLabel(topic.id, on)));
        }),
  });
  useCommand({
    id: "conversation.tag",
    label: t("conversations.tagCommand"),
    group,
    icon: IconHash,
    when: row.abilities.includes("addTags"),
    run: () => {
      const message = doors.taggable();
      if (message) document.getElementById(`tag-${message.id}`)?.click();
    },
    choices: () => {
      const message = doors.taggable();
      if (message === undefined) return [];
      return tags
        .filter((tag) => !tag.deleted)
        .map((tag) => {
          const on = message.tagIds.includes(tag.id);
          return choice(tag, on, () => onTags(message, switchLabel(tag.id, on)));
        });
    },
  });
}

function useLeavingCommands(row: ConversationRow, doors: Doors): void {
  const { t } = useWords();
  const copyLink = useCopyLink();
  const group = t("conversations.group");
  useCommand({
    id: "conversation.back",
    label: t("conversations.backToList"),
    group,
    run: () => !somethingIsOpen() && doors.onBack(),
  });
  useCommand({ id: "conversation.audit", label: t("conversations.auditTrails"), group, run: doors.onAudit });
  useCommand({
    id: "conversation.allChannels",
    label: t("allChannels.title"),
    group,
    when: doors.onAllChannels !== undefined,
    run: () => doors.onAllChannels?.(),
  });
  useCommand({ id: "conversation.copyLink", label: t("conversations.copyLink"), group, run: () => copyLink(row.id) });
}

/** Escape then belongs to the menu, the list or the dialog that is open. */
function somethingIsOpen(): boolean {
  return document.querySelector("[role='dialog'], [role='menu'], dialog[open]") !== null;
}
