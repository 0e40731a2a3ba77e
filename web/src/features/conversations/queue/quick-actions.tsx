import type { ConversationRow } from "@guichet/contract";
import { IconCheck, IconRotateClockwise2, IconUserCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { othersLock } from "../others-lock.ts";
import type { ConversationActions } from "../use-conversation-actions.ts";
import classes from "./conversation-row.module.css";

type Props = { readonly row: ConversationRow; readonly actions: ConversationActions };

/** Under the pointer only: assign to me, come back later, resolve. With the keyboard it is `I`, `H` and `E`. */
export function QuickActions({ row, actions }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const open = row.status !== "resolved";
  const held = othersLock(row, me.id) !== null;
  const canAssign = open && row.abilities.includes("assign") && row.assignee?.id !== me.id;
  const canMove = row.abilities.includes("setStatus") && !held;
  const canResolve = open && canMove;
  if (!canAssign && !canMove) return null;
  return (
    <span className={classes.quick}>
      {canAssign && (
        <button
          type="button"
          tabIndex={-1}
          title={t("conversations.assignToMe")}
          aria-label={t("conversations.assignToMe")}
          onClick={() => actions.assignToMe(row)}
        >
          <IconUserCheck size={16} stroke={1.8} />
        </button>
      )}
      {canMove && (
        <button
          type="button"
          tabIndex={-1}
          title={t("time.boomerang")}
          aria-label={t("time.boomerang")}
          onClick={() => actions.comeBack(row, open ? "pending" : "resolved")}
        >
          <IconRotateClockwise2 size={16} stroke={1.8} />
        </button>
      )}
      {canResolve && (
        <button
          type="button"
          tabIndex={-1}
          title={t("conversations.resolve")}
          aria-label={t("conversations.resolve")}
          onClick={() => actions.setStatus(row, "resolved")}
        >
          <IconCheck size={16} stroke={2} />
        </button>
      )}
    </span>
  );
}
