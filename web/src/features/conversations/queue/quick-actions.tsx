import type { ConversationRow } from "@guichet/contract";
import { IconCheck, IconUserCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { ConversationActions } from "../use-conversation-actions.ts";
import classes from "./conversation-row.module.css";

type Props = { readonly row: ConversationRow; readonly actions: ConversationActions };

/** Under the pointer only: assign to me, resolve. With the keyboard it is `I` and `E`. */
export function QuickActions({ row, actions }: Props): ReactNode {
  const { t } = useWords();
  const me = useMe();
  const open = row.status !== "resolved";
  const held = row.lock !== null && row.lock.id !== me.id;
  const canAssign = open && row.abilities.includes("assign") && row.assignee?.id !== me.id;
  const canResolve = open && row.abilities.includes("setStatus") && !held;
  if (!canAssign && !canResolve) return null;
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
