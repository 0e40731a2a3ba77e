import { type ConversationRow, PLATFORMS } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { IconCornerUpLeft, IconPaperclip, IconX } from "@tabler/icons-react";
import { memo, type ReactNode, type RefObject, useRef, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../platform-icon.tsx";
import { useSteady } from "../use-steady.ts";
import { useChannels } from "../use-world.ts";
import classes from "./composer.module.css";
import { EmojiButton } from "./emoji-button.tsx";
import { charactersLeft, LengthMeter } from "./length-meter.tsx";
import { LockBar } from "./lock-bar.tsx";
import { type Afterwards, CommentButton, SendButton, useMainDeed } from "./send-button.tsx";
import { TextField } from "./text-field.tsx";
import { UploadList } from "./upload-list.tsx";
import type { ComposerState, Kind } from "./use-composer.ts";
import { useFiles } from "./use-files.ts";
import { useMentions } from "./use-mentions.ts";

type Props = {
  readonly conversation: ConversationRow;
  readonly state: ComposerState;
  readonly stolenBy: string | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onSend: (afterwards: Afterwards, mentions: ReturnType<typeof useMentions>) => void;
  readonly onTakeOver: () => void;
  /** Somebody begins to write: a free lock is taken. */
  readonly onBegin: () => void;
  /** Escape with nothing left to close. */
  readonly onLeave: () => void;
};

/** Where one answers the contact, or writes an internal comment for colleagues. */
export function Composer(props: Props): ReactNode {
  const { conversation, state, field } = props;
  const { t } = useWords();
  const me = useMe().id;
  const files = useFiles(conversation.platform, state.kind, state.uploads);
  const mentions = useMentions(conversation.id, state.kind === "comment");
  const [asking, setAsking] = useState(false);
  const main = useMainDeed();
  const locked = conversation.lock !== null && conversation.lock.id !== me;
  const canReply = conversation.abilities.includes("reply") && !locked;
  const comment = state.kind === "comment";
  const take = useSteady(files.take);
  const pick = useSteady((emoji: string) => insertText(field.current, emoji, state.setText));
  const ready = isReady(state, conversation, comment ? conversation.abilities.includes("comment") : canReply);
  const send = useSteady((afterwards: Afterwards | "ask"): void => {
    if (!ready) return;
    if (afterwards === "ask") setAsking(true);
    else props.onSend(afterwards, mentions);
  });
  return (
    <section
      className={classes.composer}
      data-kind={state.kind}
      data-dragging={files.dragging || undefined}
      data-drop={t("conversations.dropFiles")}
      aria-label={t("conversations.replyBox")}
      onDragOver={files.onDragOver}
      onDragLeave={files.onDragLeave}
      onDrop={files.onDrop}
    >
      <LockBar conversation={conversation} me={me} stolenBy={props.stolenBy} onTakeOver={props.onTakeOver} />
      <Head conversation={conversation} kind={state.kind} onKind={state.setKind} field={field} />
      {state.replyTo && !comment && <Answered state={state} />}
      <TextField
        field={field}
        state={state}
        conversation={conversation}
        readOnly={!comment && !canReply}
        mentions={mentions}
        onPaste={files.onPaste}
        onBegin={props.onBegin}
        onLeave={props.onLeave}
        onSend={(resolve) => send(comment ? "stay" : resolve ? "resolved" : main)}
      />
      <UploadList uploads={state.uploads} />
      <footer className={classes.foot}>
        <AttachButton onFiles={take} disabled={!comment && !canReply} />
        <EmojiButton disabled={!comment && !canReply} onPick={pick} />
        <span className={classes.gap} />
        {!comment && <LengthMeter platform={conversation.platform} text={state.text} />}
        {comment ? (
          <CommentButton disabled={!ready} onSend={() => send("stay")} />
        ) : (
          <SendButton
            disabled={!ready}
            canSetStatus={conversation.abilities.includes("setStatus")}
            onSend={send}
            asking={asking}
            onAsking={setAsking}
          />
        )}
      </footer>
    </section>
  );
}

function isReady(state: ComposerState, conversation: ConversationRow, allowed: boolean): boolean {
  const { list } = state.uploads;
  const something = state.text.trim() !== "" || list.length > 0;
  const uploaded = list.every((one) => one.view !== null);
  const fits = state.kind === "comment" || (charactersLeft(conversation.platform, state.text) ?? 0) >= 0;
  return allowed && something && uploaded && fits;
}

type HeadProps = {
  readonly conversation: ConversationRow;
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
  readonly field: Props["field"];
};

const Head = memo(function Head({ conversation, kind: chosen, onKind, field }: HeadProps): ReactNode {
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
function Answered({ state }: { readonly state: ComposerState }): ReactNode {
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

const AttachButton = memo(function AttachButton({ onFiles, disabled }: AttachProps): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionIcon
        size={32}
        disabled={disabled}
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

/** Puts a text where the caret is, and the caret behind it. */
function insertText(field: HTMLTextAreaElement | null, text: string, setText: (text: string) => void): void {
  if (field === null) return;
  const { selectionStart, selectionEnd, value } = field;
  setText(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(selectionStart + text.length, selectionStart + text.length);
  });
}
