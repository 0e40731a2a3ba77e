import type { ConversationRow } from "@guichet/contract";
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from "react";
import { flushSync } from "react-dom";
import { useWords } from "../../../locales/use-words.ts";
import { GrowArea } from "./grow-area.tsx";
import { MentionList } from "./mention-list.tsx";
import { useTypingSignal } from "./typing-signal.ts";
import type { ComposerState } from "./use-composer.ts";
import type { Candidate, Mentions } from "./use-mentions.ts";

type Props = {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly state: ComposerState;
  readonly conversation: ConversationRow;
  readonly readOnly: boolean;
  readonly mentions: Mentions;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onBegin: () => void;
  readonly onLeave: () => void;
  /** `resolve`: Shift was held. */
  readonly onSend: (resolve: boolean) => void;
};

/** The text itself, with the keys that mean something in it. */
export function TextField(props: Props): ReactNode {
  const { field, state, mentions, readOnly } = props;
  const { t } = useWords();
  const typing = useTypingSignal(props.conversation.id);
  const choose = (candidate?: Candidate): void => {
    const done = mentions.choose(state.text, candidate);
    if (done === undefined) return;
    // At once: whoever types on would else write before the caret has been moved.
    flushSync(() => state.setText(done.text));
    field.current?.setSelectionRange(done.caret, done.caret);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (handleMentionKey(event, mentions, choose)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      typing.stop();
      props.onSend(event.shiftKey);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (state.replyTo !== null) state.cancelReplyTo();
      else props.onLeave();
    }
  };
  const listening = mentions.candidates.length > 0;
  const words = placeholderOf(props.conversation, state, readOnly);
  return (
    <>
      <MentionList mentions={mentions} onChoose={choose} />
      <GrowArea
        ref={field}
        dir="auto"
        value={state.text}
        readOnly={readOnly}
        placeholder={t(words, { name: props.conversation.contact.name })}
        aria-label={t(state.kind === "reply" ? "conversations.reply" : "conversations.internalComment")}
        aria-controls={listening ? "mention-list" : undefined}
        aria-activedescendant={listening ? `mention-${mentions.active}` : undefined}
        onChange={(event) => {
          const { value, selectionStart } = event.currentTarget;
          state.setText(value);
          mentions.look(value, selectionStart);
          if (state.kind === "reply" && value !== "") typing.typed();
        }}
        onSelect={(event) => mentions.look(event.currentTarget.value, event.currentTarget.selectionStart)}
        onFocus={props.onBegin}
        onBlur={() => {
          typing.stop();
          mentions.close();
        }}
        onPaste={props.onPaste}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

function placeholderOf(conversation: ConversationRow, state: ComposerState, readOnly: boolean) {
  if (state.kind === "comment") return "conversations.writeComment" as const;
  if (readOnly) return "conversations.cannotWrite" as const;
  return conversation.status === "resolved"
    ? ("conversations.writeAgain" as const)
    : ("conversations.writeReply" as const);
}

/** While names are offered, the arrows, Enter, Tab and Escape belong to them. */
function handleMentionKey(event: KeyboardEvent, mentions: Mentions, choose: () => void): boolean {
  if (mentions.candidates.length === 0 || event.ctrlKey || event.metaKey) return false;
  if (event.key === "ArrowDown") mentions.move(1);
  else if (event.key === "ArrowUp") mentions.move(-1);
  else if (event.key === "Enter" || event.key === "Tab") choose();
  else if (event.key === "Escape") mentions.close();
  else return false;
  event.preventDefault();
  return true;
}
