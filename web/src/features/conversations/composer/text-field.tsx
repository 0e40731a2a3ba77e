import type { ConversationRow, UsableItem } from "@guichet/contract";
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject } from "react";
import { flushSync } from "react-dom";
import { useWords } from "../../../locales/use-words.ts";
import { strokeOfEvent } from "../../../ui/keys.ts";
import { useKeysOf } from "../../../ui/keys-of.tsx";
import type { Finder } from "../knowledge/use-finder.ts";
import { GrowArea } from "./grow-area.tsx";
import { MentionList } from "./mention-list.tsx";
import { SEND_COMMANDS, type SendWish } from "./send-commands.ts";
import { useTypingSignal } from "./typing-signal.ts";
import type { ComposerState } from "./use-composer.ts";
import type { Candidate, Mentions } from "./use-mentions.ts";

const WISHES: readonly SendWish[] = ["main", "pending", "resolved"];

type Props = {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly state: ComposerState;
  readonly conversation: ConversationRow;
  readonly readOnly: boolean;
  readonly mentions: Mentions;
  readonly finder: Finder;
  /** Of the finder: puts an item into the text. */
  readonly onInsert: (item: UsableItem) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onBegin: () => void;
  readonly onLeave: () => void;
  readonly onSend: (wish: SendWish) => void;
};

/** The text itself, with the keys that mean something in it. */
export function TextField(props: Props): ReactNode {
  const { field, state, mentions, finder, readOnly } = props;
  const { t } = useWords();
  const keysOf = useKeysOf();
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
    if (handleMentionKey(event, mentions, choose) || handleFinderKey(event, props)) return;
    const stroke = strokeOfEvent(event) ?? "";
    const wish = WISHES.find((one) => keysOf(SEND_COMMANDS[one]).includes(stroke));
    if (wish !== undefined) {
      event.preventDefault();
      typing.stop();
      props.onSend(wish);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (state.replyTo !== null) state.cancelReplyTo();
      else props.onLeave();
    }
  };
  const list = listOf(mentions, finder);
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
        aria-controls={list && `${list.name}-list`}
        aria-activedescendant={list && `${list.name}-${list.active}`}
        onChange={(event) => {
          const { value, selectionStart } = event.currentTarget;
          state.setText(value);
          mentions.look(value, selectionStart);
          finder.look(value, selectionStart);
          if (state.kind === "reply" && value !== "") typing.typed();
        }}
        onSelect={(event) => {
          const { value, selectionStart } = event.currentTarget;
          mentions.look(value, selectionStart);
          finder.look(value, selectionStart);
        }}
        onFocus={props.onBegin}
        onBlur={() => {
          typing.stop();
          mentions.close();
          finder.close();
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

/** The list that the arrows move in, if one is open. */
function listOf(mentions: Mentions, finder: Finder): { readonly name: string; readonly active: number } | undefined {
  if (mentions.candidates.length > 0) return { name: "mention", active: mentions.active };
  return finder.chosen && { name: "finder", active: finder.active };
}

/** While the finder is open, the arrows, Enter, Tab and Escape belong to it. Escape leaves what somebody typed. */
function handleFinderKey(event: KeyboardEvent, { finder, state, field, onInsert }: Props): boolean {
  const { start, chosen } = finder;
  if (start === undefined || event.ctrlKey || event.metaKey) return false;
  if (event.key === "ArrowDown" && chosen) finder.move(1);
  else if (event.key === "ArrowUp" && chosen) finder.move(-1);
  else if ((event.key === "Enter" || event.key === "Tab") && chosen) onInsert(chosen);
  // What fits is on its way: the line that one expects to insert must not be broken.
  else if (event.key === "Enter" && finder.waiting) event.preventDefault();
  else if (event.key === "Escape") {
    finder.close();
    if (start.byButton && start.query === "") {
      flushSync(() => state.setText(state.text.slice(0, start.from) + state.text.slice(start.from + 1)));
      field.current?.setSelectionRange(start.from, start.from);
    }
  } else return false;
  event.preventDefault();
  return true;
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
