import type { MessageView } from "@guichet/contract";
import { IconArrowBackUp, IconMessageDots, IconRobot } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Attachments } from "./attachments.tsx";
import { DeliveryMark, DeliveryProblem } from "./delivery-mark.tsx";
import { MailBody } from "./mail-body.tsx";
import classes from "./message.module.css";
import { MessageText } from "./message-text.tsx";

export type MessageDeeds = {
  readonly onReply: (message: MessageView) => void;
  readonly onRetry: (message: MessageView) => void;
  readonly onDiscard: (message: MessageView) => void;
  readonly onShow: (id: MessageView["id"]) => void;
};
type Props = {
  readonly message: MessageView;
  /** First of those that stand together: says who and when. */
  readonly first: boolean;
  /** It is being answered right now (W86). */
  readonly answered: boolean;
  readonly canReply: boolean;
  readonly deeds: MessageDeeds;
  /** Instead of the delivery state, while the server does not have it yet. */
  readonly local?: ReactNode;
};

/** One message: the contact's left, ours right, internal comments over the whole width on amber. */
export const Message = memo(function Message(props: Props): ReactNode {
  const { message, first, answered, canReply, deeds, local } = props;
  const { t } = useWords();
  const replyable = canReply && message.kind === "inbound" && !message.deleted;
  return (
    <article
      id={`message-${message.id}`}
      className={classes.message}
      data-kind={message.kind}
      data-first={first || undefined}
      data-answered={answered || undefined}
      aria-label={t(`conversations.message_${message.kind}`, { name: message.author.name })}
    >
      {first && <Head message={message} />}
      <div className={classes.line}>
        <div className={classes.bubble}>
          <Body message={message} deeds={deeds} />
        </div>
        {replyable && (
          <button
            type="button"
            className={classes.reply}
            onClick={() => deeds.onReply(message)}
            title={t("conversations.replyTo")}
            aria-label={t("conversations.replyToName", { name: message.author.name })}
          >
            <IconArrowBackUp size={17} stroke={1.8} />
          </button>
        )}
      </div>
      <Foot message={message} deeds={deeds} local={local} />
    </article>
  );
});

function Head({ message }: { readonly message: MessageView }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <header className={classes.head}>
      {message.kind === "comment" && <IconMessageDots size={14} stroke={1.9} aria-hidden />}
      <bdi className={classes.author}>{message.author.name}</bdi>
      {message.kind === "comment" && <span className={classes.tag}>{t("conversations.internalComment")}</span>}
      {message.automatic && (
        <span className={classes.tag}>
          <IconRobot size={13} aria-hidden /> {t("conversations.automatic")}
        </span>
      )}
      <time dateTime={message.at} title={dates.format(message.at, "full")}>
        {dates.format(message.at, "time")}
      </time>
    </header>
  );
}

function Body({ message, deeds }: { readonly message: MessageView; readonly deeds: MessageDeeds }): ReactNode {
  const { t } = useWords();
  const { replyTo } = message;
  if (message.deleted) return <p className={classes.deleted}>{t("conversations.deletedByAuthor")}</p>;
  return (
    <>
      {replyTo && (
        <button type="button" className={classes.quote} onClick={() => deeds.onShow(replyTo.id)}>
          <bdi>{replyTo.excerpt || t("conversations.aMessage")}</bdi>
        </button>
      )}
      {message.subject && <p className={classes.subject}>{message.subject}</p>}
      {message.hasHtml ? (
        <MailBody message={message} />
      ) : (
        message.text !== "" && <MessageText text={message.text} mentions={message.mentions} />
      )}
      {message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
    </>
  );
}

function Foot({ message, deeds, local }: Pick<Props, "message" | "deeds" | "local">): ReactNode {
  const { t } = useWords();
  const { delivery } = message;
  if (!message.edited && delivery === null && local === undefined) return null;
  return (
    <footer className={classes.foot}>
      {message.edited && <span>{t("conversations.edited")}</span>}
      {delivery && local === undefined && <DeliveryMark state={delivery.state} />}
      {delivery && local === undefined && (
        <DeliveryProblem
          delivery={delivery}
          onRetry={() => deeds.onRetry(message)}
          onDiscard={() => deeds.onDiscard(message)}
        />
      )}
      {local}
    </footer>
  );
}
