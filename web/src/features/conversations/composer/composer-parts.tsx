import { type ConversationRow, PLATFORMS } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconCornerUpLeft, IconPaperclip, IconWorld, IconX } from "@tabler/icons-react";
import { memo, type ReactNode, type RefObject, useRef } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { useChannels } from "../use-world.ts";
import classes from "./composer.module.css";
import type { ComposerState, Kind } from "./use-composer.ts";

type HeadProps = {
  readonly conversation: ConversationRow;
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
};

/** What is written, and through which channel it goes. */
export const Head = memo(function Head({ conversation, kind: chosen, onKind, field }: HeadProps): ReactNode {
  const { t } = useWords();
  const channel = useChannels().find((one) => one.id === conversation.channelId);
  const kinds: readonly { kind: Kind; allowed: boolean }[] = [
    { kind: "reply", allowed: conversation.abilities.includes("reply") },
    { kind: "comment", allowed: conversation.abilities.includes("comment") },
  ];
  return (
    <div className={classes.head}>
      <fieldset className={classes.kinds} aria-label={t("conversations.whatToWrite")}>
        {kinds.map(({ kind, allowed }) => (
          <button
            key={kind}
            type="button"
            className={classes.kind}
            aria-pressed={chosen === kind}
            disabled={!allowed}
            onClick={() => {
              onKind(kind);
              field.current?.focus();
            }}
          >
            {t(kind === "reply" ? "conversations.reply" : "conversations.internalComment")}
          </button>
        ))}
      </fieldset>
      <span className={classes.through}>
        {chosen === "reply" ? (
          <>
            {conversation.visibility === "public" && (
              <span className={classes.public}>
                <IconWorld size={14} stroke={1.9} aria-hidden />
                {t("replyBox.everybodyReads")}
              </span>
            )}
            <PlatformIcon platform={conversation.platform} />
            <span>{channel?.name ?? PLATFORMS[conversation.platform].name}</span>
          </>
        ) : (
          <span>{t("conversations.onlyColleagues")}</span>
        )}
      </span>
    </div>
  );
});

/** What is being answered, on the yellow it has in the thread (W86). */
export function Answered({ state }: { readonly state: ComposerState }): ReactNode {
  const { t } = useWords();
  return (
    <div className={classes.answered}>
      <IconCornerUpLeft size={15} stroke={1.9} aria-hidden />
      <bdi>{state.replyTo?.excerpt || t("conversations.aMessage")}</bdi>
      <button type="button" onClick={state.cancelReplyTo} aria-label={t("conversations.cancelReplyTo")}>
        <IconX size={15} />
      </button>
    </div>
  );
}

type AttachProps = { readonly onFiles: (files: readonly File[]) => void; readonly disabled: boolean };

export const AttachButton = memo(function AttachButton({ onFiles, disabled }: AttachProps): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon
        size={32}
        disabled={disabled}
        data-reply-box="attach"
        aria-label={t("conversations.attach")}
        title={t("conversations.attach")}
        onClick={() => input.current?.click()}
      >
        <IconPaperclip size={19} stroke={1.7} />
      </ActionIcon>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="attach"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
});
