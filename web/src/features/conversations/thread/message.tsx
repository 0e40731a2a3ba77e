import type { ConversationId, MessageView, Platform, TagId } from "@guichet/contract";
import {
  IconArrowBackUp,
  IconEyeX,
  IconMessageDots,
  IconPhotoCircle,
  IconRepeat,
  IconRobot,
  IconTemplate,
  IconThumbUp,
} from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { LabelChange } from "../change-conversation.ts";
import { LifeLineButton } from "../life-line/life-line-button.tsx";
import { isMaskable } from "../masking/can-mask.ts";
import { MaskButton } from "../masking/mask-button.tsx";
import { ModerateMenu } from "../moderating/moderate-menu.tsx";
import { LinkToOther } from "../private-reply/private-bar.tsx";
import { PrivateButton } from "../private-reply/private-button.tsx";
import { MessageTags } from "../tags/message-tags.tsx";
import { TagButton } from "../tags/tag-button.tsx";
import { Attachments } from "./attachments.tsx";
import { DeliveryMark, DeliveryProblem, HeldMark, WaitingSend } from "./delivery-mark.tsx";
import { MailBody } from "./mail-body.tsx";
import classes from "./message.module.css";
import { MessageText } from "./message-text.tsx";
import { Reactions } from "./reactions.tsx";

export type MessageDeeds = {
  readonly onReply: (message: MessageView) => void;
  readonly onRetry: (message: MessageView) => void;
  readonly onDiscard: (message: MessageView) => void;
  /** One's own reply that is still held. */
  readonly onTakeBack: (message: MessageView) => void;
  readonly onShow: (id: MessageView["id"]) => void;
  /** The comment is answered in private. */
  readonly onPrivate: (comment: MessageView) => void;
  /** To the conversation where what answers it is, or what it answers. */
  readonly onOther: (id: ConversationId) => void;
  readonly onTags: (message: MessageView, change: LabelChange<TagId>) => void;
};
type Props = {
  readonly message: MessageView;
  /** First of those that stand together: says who and when. */
  readonly first: boolean;
  /** It is being answered right now (W86). */
  readonly answered: boolean;
  readonly canReply: boolean;
  readonly canTag: boolean;
  /** A Supervisor of the channel, and masking by hand is on. */
  readonly canMask?: boolean;
  /** Comments may be answered in private within so many days. */
  readonly privateDays?: number | null;
  /** What stands in public may be liked, hidden and deleted there, as far as this platform lets the brand. */
  readonly moderatedOn?: Platform | null;
  /** Of another conversation, shown among this one's (W89). */
  readonly elsewhere?: boolean;
  readonly deeds: MessageDeeds;
  /** Instead of the delivery state, while the server does not have it yet. */
  readonly local?: ReactNode;
};

/** One message: the contact's left, ours right, internal comments over the whole width on amber. */
export const Message = memo(function Message(props: Props): ReactNode {
  const { message, first, answered, canReply, canTag, canMask = false, privateDays = null, deeds, local } = props;
  const { moderatedOn = null } = props;
  const { t } = useWords();
  const replyable = canReply && message.kind === "inbound" && !message.deleted;
  return (
    <article
      id={`message-${message.id}`}
      // A finger on it shows what can be done with it (`.tools`).
      tabIndex={-1}
      className={classes.message}
      data-kind={message.kind}
      data-first={first || undefined}
      data-answered={answered || undefined}
      data-elsewhere={props.elsewhere || undefined}
      aria-label={t(`conversations.message_${message.kind}`, { name: message.author.name })}
    >
      {first && <Head message={message} />}
      <div className={classes.line}>
        <div className={classes.bubble}>
          <Body message={message} canReply={canReply} deeds={deeds} />
        </div>
        <div className={classes.tools}>
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
          {privateDays !== null && <PrivateButton comment={message} days={privateDays} onPrivate={deeds.onPrivate} />}
          {canTag && message.kind !== "comment" && <TagButton message={message} onTags={deeds.onTags} />}
          {moderatedOn !== null && <ModerateMenu message={message} platform={moderatedOn} />}
          {canMask && isMaskable(message) && <MaskButton message={message} />}
          {message.kind === "inbound" && <LifeLineButton message={message} className={classes.reply} />}
        </div>
      </div>
      {message.reactions.length > 0 && <Reactions reactions={message.reactions} />}
      {message.tagIds.length > 0 && <MessageTags message={message} onTags={canTag ? deeds.onTags : undefined} />}
      <Foot message={message} canReply={canReply} deeds={deeds} local={local} />
    </article>
  );
});

function Head({ message }: { readonly message: MessageView }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <header className={classes.head}>
      {message.kind === "comment" && <IconMessageDots size={14} stroke={1.9} aria-hidden />}
      {message.author.type === "virtual_agent" && <IconRobot size={15} stroke={1.9} aria-hidden />}
      <bdi className={classes.author}>{message.author.name}</bdi>
      {message.author.type === "virtual_agent" && <span className={classes.tag}>{t("virtualAgents.mark")}</span>}
      {message.author.type === "app" && <span className={classes.tag}>{t("conversations.byApi")}</span>}
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

function Body({ message, canReply, deeds }: Pick<Props, "message" | "canReply" | "deeds">): ReactNode {
  const { t } = useWords();
  const { replyTo } = message;
  if (message.deleted) {
    const byAuthor = message.kind === "inbound" && !message.removed;
    return (
      <p className={classes.deleted}>
        {t(byAuthor ? "conversations.deletedByAuthor" : "conversations.deletedOnNetwork")}
      </p>
    );
  }
  return (
    <>
      {replyTo && (
        <button type="button" className={classes.quote} onClick={() => deeds.onShow(replyTo.id)}>
          <bdi>{replyTo.excerpt || t("conversations.aMessage")}</bdi>
        </button>
      )}
      {message.about !== null && (
        <p className={classes.about}>
          <IconPhotoCircle size={15} stroke={1.8} aria-hidden />
          {t(message.about === "story_reply" ? "post.storyReply" : "post.storyMention")}
        </p>
      )}
      {message.subject && <p className={classes.subject}>{message.subject}</p>}
      {message.hasHtml ? (
        <MailBody message={message} />
      ) : (
        message.text !== "" && <MessageText text={message.text} mentions={message.mentions} />
      )}
      {message.attachments.length > 0 && <Attachments attachments={message.attachments} mayMend={canReply} />}
    </>
  );
}

function Foot({ message, canReply, deeds, local }: Pick<Props, "message" | "canReply" | "deeds" | "local">): ReactNode {
  const { t } = useWords();
  const { delivery } = message;
  const { edited, masked, hidden, liked, reposted, linked, template } = message;
  if (
    !edited &&
    !masked &&
    !hidden &&
    !liked &&
    !reposted &&
    linked === null &&
    template === null &&
    delivery === null &&
    local === undefined
  )
    return null;
  return (
    <footer className={classes.foot}>
      <LinkToOther message={message} onOther={deeds.onOther} />
      {template && (
        <span className={classes.delivery}>
          <IconTemplate size={14} stroke={1.8} aria-hidden />
          <bdi>{t("replyBox.wasTemplate", template)}</bdi>
        </span>
      )}
      {liked && (
        <span className={classes.delivery}>
          <IconThumbUp size={14} stroke={1.8} aria-hidden />
          {t("moderating.likedThere")}
        </span>
      )}
      {reposted && (
        <span className={classes.delivery}>
          <IconRepeat size={14} stroke={1.8} aria-hidden />
          {t("moderating.repostedThere")}
        </span>
      )}
      {hidden && (
        <span className={classes.delivery}>
          <IconEyeX size={14} stroke={1.8} aria-hidden />
          {t("moderating.hiddenThere")}
        </span>
      )}
      {message.masked && <span>{t("conversations.masked")}</span>}
      {message.edited && <span>{t("conversations.edited")}</span>}
      {delivery && local === undefined && delivery.heldUntil === null && (
        <LifeLineButton message={message} className={classes.how}>
          <DeliveryMark state={delivery.state} />
        </LifeLineButton>
      )}
      {delivery?.heldUntil && local === undefined && (
        <HeldMark message={message} onTakeBack={() => deeds.onTakeBack(message)} />
      )}
      {delivery && local === undefined && (
        <DeliveryProblem
          delivery={delivery}
          onRetry={() => deeds.onRetry(message)}
          onDiscard={() => deeds.onDiscard(message)}
        />
      )}
      {delivery?.state === "queued" && local === undefined && canReply && (
        <WaitingSend message={message} onDiscard={() => deeds.onDiscard(message)} />
      )}
      {local}
    </footer>
  );
}
