import type { ConversationRow } from "@guichet/contract";
import { IconLock, IconMoodSmile, IconPaperclip, IconSend2 } from "@tabler/icons-react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";
import { othersLock } from "../others-lock.ts";
import type { Afterwards } from "./send-button.tsx";
import { SEND_COMMANDS, type SendWish } from "./send-commands.ts";

type Doors = {
  readonly comment: boolean;
  /** What stands in the reply box can be sent now. */
  readonly ready: boolean;
  /** One may write here now. */
  readonly writable: boolean;
  readonly main: Afterwards | "ask";
  readonly me: string;
  readonly onSend: (wish: SendWish) => void;
  readonly onTakeOver: () => void;
};

/** What the buttons of the reply box do, in the palette. Send has its key in the box itself. */
export function useComposerCommands(conversation: ConversationRow, doors: Doors): void {
  useSendCommands(conversation, doors);
  const { t } = useWords();
  const group = t("conversations.group");
  const { abilities } = conversation;
  useCommand({
    id: "conversation.attach",
    label: t("conversations.attach"),
    group,
    icon: IconPaperclip,
    when: doors.writable,
    run: () => press("attach"),
  });
  useCommand({
    id: "conversation.emoji",
    label: t("conversations.emoji"),
    group,
    icon: IconMoodSmile,
    when: doors.writable,
    run: () => press("emoji"),
  });
  useCommand({
    id: "conversation.takeOver",
    label: t("conversations.takeOver"),
    group,
    icon: IconLock,
    when: othersLock(conversation, doors.me) !== null && abilities.includes("stealLock"),
    run: doors.onTakeOver,
  });
}

function useSendCommands({ abilities }: ConversationRow, { comment, ready, main, onSend }: Doors): void {
  const { t } = useWords();
  const group = t("conversations.group");
  const moves = ready && !comment && abilities.includes("setStatus");
  useCommand({
    id: SEND_COMMANDS.main,
    label: t(comment ? "conversations.addComment" : `conversations.send_${main}`),
    group,
    icon: IconSend2,
    keyInField: true,
    when: ready,
    run: () => onSend("main"),
  });
  useCommand({
    id: SEND_COMMANDS.pending,
    label: t("conversations.send_pending"),
    group,
    icon: IconSend2,
    keyInField: true,
    when: moves && main !== "pending",
    run: () => onSend("pending"),
  });
  useCommand({
    id: SEND_COMMANDS.resolved,
    label: t("conversations.send_resolved"),
    group,
    icon: IconSend2,
    keyInField: true,
    when: moves && main !== "resolved",
    run: () => onSend("resolved"),
  });
}

function press(button: "attach" | "emoji"): void {
  document.querySelector<HTMLElement>(`[data-reply-box="${button}"]`)?.click();
}
