import { IconAlertTriangle, IconClockHour4 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLiveHealth } from "../../../api/live-health.ts";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { OutboxItem } from "../sending/outbox-item.ts";
import { toLocalMessage } from "../sending/outbox-item.ts";
import { useOutbox } from "../sending/start-sending.ts";
import classes from "./message.module.css";
import { Message, type MessageDeeds } from "./message.tsx";

const NO_DEEDS: MessageDeeds = {
  onReply: () => undefined,
  onRetry: () => undefined,
  onDiscard: () => undefined,
  onTakeBack: () => undefined,
  onShow: () => undefined,
  onTags: () => undefined,
  onPrivate: () => undefined,
  onOther: () => undefined,
};
type Props = { readonly items: readonly OutboxItem[]; readonly onEdit: (item: OutboxItem) => void };

/** One's own messages that the server does not have yet, at the end of the thread. */
export function LocalMessages({ items, onEdit }: Props): ReactNode {
  const me = useMe();
  const author = { id: me.id, name: `${me.firstName} ${me.lastName}`.trim() };
  return items.map((item, index) => (
    <Message
      key={item.body.id}
      message={toLocalMessage(item, author)}
      first={index === 0 || item.body.kind === "comment"}
      answered={false}
      canReply={false}
      canTag={false}
      deeds={NO_DEEDS}
      local={item.refused === null ? <OnItsWay /> : <Refused item={item} onEdit={() => onEdit(item)} />}
    />
  ));
}

function OnItsWay(): ReactNode {
  const { t } = useWords();
  const cut = useLiveHealth() === "offline";
  return (
    <span className={classes.delivery} data-state="queued">
      <IconClockHour4 size={14} stroke={2} aria-hidden />
      {t(cut ? "conversations.waitsForNetwork" : "conversations.delivery_sending")}
    </span>
  );
}

/** The server did not take it. Nothing is lost: try again, change it, or give it up. */
function Refused({ item, onEdit }: { readonly item: OutboxItem; readonly onEdit: () => void }): ReactNode {
  const { t } = useWords();
  const { outbox } = useOutbox(item.conversationId);
  // The lock was free when it was written; by now a colleague has it.
  const why = item.refused === "lock_required" ? "locked_by_other" : item.refused;
  return (
    <div className={classes.problem} role="alert">
      <p>
        <IconAlertTriangle size={14} aria-hidden /> {t("conversations.notSent")} {why && t(`errors.${why}`)}
      </p>
      <div className={classes.problemActions}>
        <button type="button" onClick={() => outbox?.retry(item.body.id)}>
          {t("conversations.retry")}
        </button>
        <button type="button" onClick={onEdit}>
          {t("conversations.editMessage")}
        </button>
        <button type="button" onClick={() => outbox?.drop(item.body.id)}>
          {t("conversations.discardMessage")}
        </button>
      </div>
    </div>
  );
}
