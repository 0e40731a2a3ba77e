import { type ConversationRow, PLATFORMS } from "@guichet/contract";
import { IconBellOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Bar } from "../composer/bar.tsx";

/** Does the contact not want to be written to here (W158)? What everybody reads is no matter. */
export function isOptedOut({ visibility, contact }: ConversationRow): boolean {
  return visibility === "private" && contact.optedOutAt !== null;
}

/** Above a reply that cannot be sent: the contact has said STOP, or has blocked the account, and what would change that. */
export function OptedOutBar({ conversation }: { readonly conversation: ConversationRow }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const { name, optedOutAt } = conversation.contact;
  if (optedOutAt === null || !isOptedOut(conversation)) return null;
  const { name: network, optOut } = PLATFORMS[conversation.platform];
  const at = dates.format(optedOutAt, "dateTime");
  return (
    <Bar icon={<IconBellOff size={17} stroke={1.8} aria-hidden />} tone="warn">
      <span>
        {optOut === "block"
          ? t("replyBox.blockedAccount", { name, at, network })
          : t("replyBox.optedOut", { name, at })}
      </span>
    </Bar>
  );
}
