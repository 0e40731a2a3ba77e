import type { ConversationRow, ConversationStatus } from "@guichet/contract";
import { IconArrowBackUp, IconCheck, IconClockPause } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./thread-header.module.css";

type Props = { readonly conversation: ConversationRow; readonly onStatus: (status: ConversationStatus) => void };

/** May the state be changed now? A conversation that a colleague holds must be taken over first. */
export function canSetStatus(conversation: ConversationRow, me: string): boolean {
  const held = conversation.lock !== null && conversation.lock.id !== me;
  return conversation.abilities.includes("setStatus") && !held;
}

/** Pending, Resolve, Back to New: what fits the state (W57). */
export function StatusButtons({ conversation, onStatus }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const { status } = conversation;
  const enabled = canSetStatus(conversation, me);
  const why = enabled
    ? undefined
    : conversation.lock
      ? t("conversations.lockedBy", { name: conversation.lock.name })
      : undefined;
  return (
    <>
      {status !== "new" && (
        <button
          type="button"
          className={classes.button}
          disabled={!enabled}
          title={why ?? t("conversations.backToNew")}
          onClick={() => onStatus("new")}
        >
          <IconArrowBackUp size={16} stroke={1.8} aria-hidden />
          <span className={classes.word} data-rank="3">
            {t("conversations.backToNew")}
          </span>
        </button>
      )}
      {status === "new" && (
        <button
          type="button"
          className={classes.button}
          disabled={!enabled}
          title={why ?? `${t("conversations.setPending")} (P)`}
          onClick={() => onStatus("pending")}
        >
          <IconClockPause size={16} stroke={1.8} aria-hidden />
          <span className={classes.word} data-rank="3">
            {t("conversations.setPending")}
          </span>
        </button>
      )}
      {status !== "resolved" && (
        <button
          type="button"
          className={classes.button}
          data-main
          disabled={!enabled}
          title={why ?? `${t("conversations.resolve")} (E)`}
          onClick={() => onStatus("resolved")}
        >
          <IconCheck size={16} stroke={2} aria-hidden />
          <span className={classes.word}>{t("conversations.resolve")}</span>
        </button>
      )}
    </>
  );
}
