import type { DeliveryState, MessageView } from "@guichet/contract";
import {
  IconAlertTriangle,
  IconArrowUp,
  IconCheck,
  IconChecks,
  IconClockHour4,
  IconHelpCircle,
  IconTrash,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { Icon } from "../../../ui/icon.ts";
import { useNow } from "../use-now.ts";
import classes from "./message.module.css";
import { waitsLong } from "./waits-long.ts";

const ICONS: Record<DeliveryState, Icon> = {
  queued: IconClockHour4,
  sending: IconArrowUp,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertTriangle,
  uncertain: IconHelpCircle,
  discarded: IconTrash,
};

/** How far a message has come: a sign and a word. */
export function DeliveryMark({ state }: { readonly state: DeliveryState }): ReactNode {
  const { t } = useWords();
  const Sign = ICONS[state];
  return (
    <span className={classes.delivery} data-state={state}>
      <Sign size={14} stroke={2} aria-hidden />
      {t(`conversations.delivery_${state}`)}
    </span>
  );
}

type ProblemProps = {
  readonly delivery: NonNullable<MessageView["delivery"]>;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
};

/** Why a message did not arrive, or perhaps did not, and what to do (W96). */
export function DeliveryProblem({ delivery, onRetry, onDiscard }: ProblemProps): ReactNode {
  const { t } = useWords();
  if (delivery.state !== "failed" && delivery.state !== "uncertain") return null;
  const cause = delivery.error === null ? null : t(`lifeLine.cause_${delivery.error.kind}`);
  return (
    <div className={classes.problem} data-state={delivery.state}>
      <p>
        {delivery.state === "uncertain" ? t("conversations.uncertainText") : cause}
        {delivery.error?.message && <span className={classes.told}> {delivery.error.message}</span>}
      </p>
      <div className={classes.problemActions}>
        {delivery.canRetry && (
          <button type="button" onClick={onRetry}>
            {t("conversations.retry")}
          </button>
        )}
        {delivery.canDiscard && (
          <button type="button" onClick={onDiscard}>
            {t("conversations.discardMessage")}
          </button>
        )}
      </div>
    </div>
  );
}

/** It waits for a channel that does not send, or for its next try: it can still be given up (W96, I16). */
export function WaitingSend({
  message,
  onDiscard,
}: {
  readonly message: MessageView;
  readonly onDiscard: () => void;
}): ReactNode {
  const { t } = useWords();
  const me = useMe().id;
  if (!waitsLong(message, useNow(), me)) return null;
  return (
    <div className={classes.problem} data-state="uncertain">
      <p>
        {t("stuck.waitingText")}
        {message.delivery?.error?.message && <span className={classes.told}> {message.delivery.error.message}</span>}
      </p>
      <div className={classes.problemActions}>
        <button type="button" onClick={onDiscard}>
          {t("conversations.discardMessage")}
        </button>
      </div>
    </div>
  );
}

/** Held for a moment, so that whoever wrote it can take it back. */
export function HeldMark({
  message,
  onTakeBack,
}: {
  readonly message: MessageView;
  readonly onTakeBack: () => void;
}): ReactNode {
  const { t } = useWords();
  const now = useNow();
  const mine = useMe().id === (message.author.type === "user" ? message.author.id : undefined);
  return (
    <span className={classes.delivery} data-state="queued">
      <IconClockHour4 size={14} stroke={2} aria-hidden />
      {t(now < new Date(message.delivery?.heldUntil ?? 0).getTime() ? "time.held" : "conversations.delivery_queued")}
      {mine && (
        <button type="button" className={classes.takeBack} onClick={onTakeBack}>
          {t("time.takeBack")}
        </button>
      )}
    </span>
  );
}
