import type { ConversationRow, ConversationStatus } from "@guichet/contract";
import { IconArrowBackUp, IconCheck, IconClockPause, IconRotateClockwise2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useTitle } from "../../../ui/keys-of.tsx";
import { othersLock } from "../others-lock.ts";
import classes from "./thread-header.module.css";

type Props = {
  readonly conversation: ConversationRow;
  readonly onStatus: (status: ConversationStatus) => void;
  readonly onComeBack: (then: "pending" | "resolved") => void;
};

/** May the state be changed now? A conversation that a colleague or a virtual agent holds must be taken over first. */
export function canSetStatus(conversation: ConversationRow, me: string): boolean {
  return conversation.abilities.includes("setStatus") && othersLock(conversation, me) === null;
}

/** Pending, Resolve, Back to New: what fits the state (W57); beside the first two the boomerang's clock (W62). */
export function StatusButtons({ conversation, onStatus, onComeBack }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  const title = useTitle();
  const { status } = conversation;
  const enabled = canSetStatus(conversation, me);
  const why = enabled
    ? undefined
    : conversation.holder
      ? t("virtualAgents.heldBar", { name: conversation.holder.name })
      : conversation.lock
        ? t("conversations.lockedBy", { name: conversation.lock.name })
        : undefined;
  const clock = (then: "pending" | "resolved", label: string, main = false): ReactNode => (
    <button
      type="button"
      className={classes.button}
      data-clock
      data-then={then}
      data-main={main || undefined}
      disabled={!enabled}
      title={
        why ??
        title(
          label,
          then === "resolved" && status !== "resolved" ? "conversation.boomerangResolved" : "conversation.boomerang",
        )
      }
      aria-label={label}
      onClick={() => onComeBack(then)}
    >
      <IconRotateClockwise2 size={16} stroke={1.8} aria-hidden />
    </button>
  );
  return (
    <>
      {status !== "new" && (
        <span className={classes.split}>
          <button
            type="button"
            className={classes.button}
            disabled={!enabled}
            title={why ?? title(t("conversations.backToNew"), "conversation.backToNew")}
            onClick={() => onStatus("new")}
          >
            <IconArrowBackUp size={16} stroke={1.8} aria-hidden />
            <span className={classes.word} data-rank="3">
              {t("conversations.backToNew")}
            </span>
          </button>
          {clock(status === "resolved" ? "resolved" : "pending", t("time.button_again"))}
        </span>
      )}
      {status === "new" && (
        <span className={classes.split}>
          <button
            type="button"
            className={classes.button}
            disabled={!enabled}
            title={why ?? title(t("conversations.setPending"), "conversation.pending")}
            onClick={() => onStatus("pending")}
          >
            <IconClockPause size={16} stroke={1.8} aria-hidden />
            <span className={classes.word} data-rank="3">
              {t("conversations.setPending")}
            </span>
          </button>
          {clock("pending", t("time.button_pending"))}
        </span>
      )}
      {status !== "resolved" && (
        <span className={classes.split}>
          <button
            type="button"
            className={classes.button}
            data-main
            disabled={!enabled}
            title={why ?? title(t("conversations.resolve"), "conversation.resolve")}
            onClick={() => onStatus("resolved")}
          >
            <IconCheck size={16} stroke={2} aria-hidden />
            <span className={classes.word}>{t("conversations.resolve")}</span>
          </button>
          {clock("resolved", t("time.button_resolved"), true)}
        </span>
      )}
    </>
  );
}
