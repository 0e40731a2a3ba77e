import { type ConversationRow, gapsIn, withShortCode } from "@guichet/contract";
import { type ReactNode, type RefObject, useImperativeHandle, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { FinderPanel } from "../knowledge/finder.tsx";
import { GapBar, selectGap } from "../knowledge/gap-bar.tsx";
import { KnowledgeButton } from "../knowledge/knowledge-button.tsx";
import { type KnowledgeDoor, useKnowledge } from "../knowledge/use-knowledge.ts";
import { isOptedOut, OptedOutBar } from "../opted-out/opted-out-bar.tsx";
import { othersLock } from "../others-lock.ts";
import { TemplateButton } from "../templates/template-button.tsx";
import { useSteady } from "../use-steady.ts";
import { useReplyWindow } from "../window/use-reply-window.ts";
import { WindowBar } from "../window/window-bar.tsx";
import classes from "./composer.module.css";
import { Answered, AttachButton, Head } from "./composer-parts.tsx";
import { EmojiButton } from "./emoji-button.tsx";
import { attachmentLimits } from "./file-problems.ts";
import { fits, LengthMeter } from "./length-meter.tsx";
import { LockBar } from "./lock-bar.tsx";
import { type Afterwards, CommentButton, SendButton, useMainDeed } from "./send-button.tsx";
import type { SendWish } from "./send-commands.ts";
import { ShortCode, useShortCode } from "./short-code.tsx";
import { TextField } from "./text-field.tsx";
import { UploadList } from "./upload-list.tsx";
import type { ComposerState } from "./use-composer.ts";
import { useComposerCommands } from "./use-composer-commands.ts";
import { useFiles } from "./use-files.ts";
import { useMentions } from "./use-mentions.ts";
import { type Room, useRoom } from "./use-room.ts";
import { useUploadProblems } from "./use-upload-problems.ts";

type Props = {
  readonly conversation: ConversationRow;
  readonly state: ComposerState;
  readonly stolenBy: string | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Lines above the reply: where it goes, and on what everybody reads the way to answer in private. */
  readonly privately: ReactNode;
  /** The approved templates; undefined: there are none for this. */
  readonly onTemplate: (() => void) | undefined;
  readonly onSend: (afterwards: Afterwards, mentions: ReturnType<typeof useMentions>) => void;
  /** Asks for the moment at which it leaves. */
  readonly onLater: () => void;
  /** Filled here: the same from the palette. */
  readonly later: RefObject<(() => void) | null>;
  readonly onTakeOver: () => void;
  /** Somebody begins to write: a free lock is taken. */
  readonly onBegin: () => void;
  /** For what stands beside the reply box: the tab, the palette. */
  readonly door: RefObject<KnowledgeDoor | null>;
  /** Escape with nothing left to close. */
  readonly onLeave: () => void;
};

/** Where one answers the contact, or writes an internal comment for colleagues. */
export function Composer(props: Props): ReactNode {
  const { conversation, state, field } = props;
  const { t } = useWords();
  const me = useMe().id;
  const files = useFiles(conversation.platform, state.kind, state.uploads, conversation.visibility);
  const mentions = useMentions(conversation.id, state.kind === "comment");
  const [asking, setAsking] = useState(false);
  const main = useMainDeed();
  const locked = othersLock(conversation, me) !== null;
  const canReply = conversation.abilities.includes("reply") && !locked;
  const comment = state.kind === "comment";
  const readOnly = !comment && !canReply;
  const knowledge = useKnowledge({
    id: conversation.id,
    field,
    state,
    readOnly,
    attach: files.takeStored,
    door: props.door,
  });
  const take = useSteady(files.take);
  const pick = useSteady((emoji: string) => insertText(field.current, emoji, state.setText));
  const shortCode = useShortCode(conversation.channelId);
  const outgoing = comment ? state.text : withShortCode(state.text, shortCode);
  const takesFiles = attachmentLimits(conversation.platform, state.kind, conversation.visibility).perMessage > 0;
  const problems = useUploadProblems(conversation.platform, state.kind, state.uploads.list, conversation.visibility);
  const closed = useReplyWindow(conversation).state === "closed";
  const allowed = comment
    ? conversation.abilities.includes("comment")
    : canReply && !closed && !isOptedOut(conversation);
  const room = useRoom(conversation);
  const ready = allowed && problems.size === 0 && isReady(state, room, outgoing);
  const send = useSteady((afterwards: Afterwards | "ask"): void => {
    const [gap] = comment ? [] : gapsIn(state.text);
    if (gap !== undefined) selectGap(field.current, gap);
    if (!ready || gap !== undefined) return;
    if (afterwards === "ask") setAsking(true);
    else props.onSend(afterwards, mentions);
  });
  const askLater = useSteady((): void => {
    const [gap] = gapsIn(state.text);
    if (gap !== undefined) selectGap(field.current, gap);
    else if (ready && !comment) props.onLater();
    else field.current?.focus();
  });
  const canMove = conversation.abilities.includes("setStatus");
  const wished = canMove ? main : "stay";
  const sendAs = (wish: SendWish): void => send(comment ? "stay" : wish === "main" ? main : wish);
  useComposerCommands(conversation, {
    ...{ comment, ready, main: wished, me, onTakeOver: props.onTakeOver },
    writable: !readOnly,
    onSend: sendAs,
  });
  useImperativeHandle(props.later, () => askLater, [askLater]);
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
      {!comment && canReply && <WindowBar conversation={conversation} onTemplate={props.onTemplate} />}
      {!comment && canReply && <OptedOutBar conversation={conversation} />}
      {!comment && canReply && props.privately}
      <Head conversation={conversation} kind={state.kind} onKind={state.setKind} field={field} />
      {state.replyTo && !comment && <Answered state={state} />}
      <TextField
        field={field}
        state={state}
        conversation={conversation}
        readOnly={readOnly}
        mentions={mentions}
        finder={knowledge.finder}
        onInsert={knowledge.insert}
        onPaste={files.onPaste}
        onBegin={props.onBegin}
        onLeave={props.onLeave}
        onSend={sendAs}
      />
      <FinderPanel finder={knowledge.finder} onChoose={knowledge.insert} />
      <UploadList uploads={state.uploads} problems={problems} />
      {!comment && <GapBar text={state.text} field={field} />}
      <footer className={classes.foot}>
        <AttachButton onFiles={take} disabled={readOnly || !takesFiles} />
        <EmojiButton disabled={readOnly} onPick={pick} />
        <KnowledgeButton disabled={readOnly} onOpen={knowledge.open} />
        {!comment && !locked && props.onTemplate && <TemplateButton onOpen={props.onTemplate} />}
        <span className={classes.gap} />
        {!comment && <ShortCode shortCode={shortCode} />}
        {!comment && <LengthMeter {...room} text={state.text.trim() && outgoing} />}
        {comment ? (
          <CommentButton disabled={!ready} onSend={() => send("stay")} />
        ) : (
          <SendButton
            disabled={!ready}
            canSetStatus={conversation.abilities.includes("setStatus")}
            onSend={send}
            onLater={askLater}
            asking={asking}
            onAsking={setAsking}
          />
        )}
      </footer>
    </section>
  );
}

function isReady(state: ComposerState, room: Room, outgoing: string): boolean {
  const { list } = state.uploads;
  const something = state.text.trim() !== "" || list.length > 0;
  const uploaded = list.every((one) => one.view !== null);
  const fitting = state.kind === "comment" || fits(room, outgoing);
  const filled = state.kind === "comment" || gapsIn(state.text).length === 0;
  return something && uploaded && fitting && filled;
}

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
