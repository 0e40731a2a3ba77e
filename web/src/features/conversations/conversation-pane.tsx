import type { ConversationId, ConversationRow, ConversationView, MessageId } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import { skipToken, useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { Composer } from "./composer/composer.tsx";
import { useComposer } from "./composer/use-composer.ts";
import classes from "./conversation-pane.module.css";
import { ReplyGoesBar } from "./cross-channel/reply-goes-bar.tsx";
import { useCrossChannel } from "./cross-channel/use-cross-channel.ts";
import { keys } from "./keys.ts";
import type { KnowledgeDoor } from "./knowledge/use-knowledge.ts";
import { useLifeLineCommand } from "./life-line/use-life-line-command.tsx";
import { useMaskingByHand } from "./masking/can-mask.ts";
import { useMaskCommand } from "./masking/use-mask-command.ts";
import { useMaskedQuote } from "./masking/use-masked-quote.ts";
import { useModerateCommands } from "./moderating/use-moderate-commands.tsx";
import { PostBar } from "./post/post-bar.tsx";
import { usePrivateReply } from "./private-reply/use-private-reply.tsx";
import { useSchedule } from "./scheduling/use-schedule.tsx";
import { useScheduleCommands } from "./scheduling/use-schedule-commands.ts";
import { useTemplates } from "./templates/use-templates.tsx";
import { findAnswerable, findTaggable } from "./thread/find-taggable.ts";
import { ThreadHeader } from "./thread/thread-header.tsx";
import { Timeline } from "./thread/timeline.tsx";
import { useFileCommands } from "./thread/use-file-commands.ts";
import { useStuckCommands } from "./thread/use-stuck-commands.ts";
import { useThread } from "./thread/use-thread.ts";
import type { ViewChoices } from "./thread/view-menu.tsx";
import { BoomerangBar } from "./time/boomerang-bar.tsx";
import { useMarkRead } from "./unread/use-mark-read.ts";
import { useUnreadCommand } from "./unread/use-unread.ts";
import { useConversationCommands } from "./use-conversation-commands.ts";
import { useFocusKeptIn } from "./use-focus-kept-in.ts";
import { type PaneDeeds, usePaneDeeds } from "./use-pane-deeds.ts";
import {
  useLockWhenTakenUp,
  useOnlyLooks,
  usePresenceHere,
  useStolenBy,
  useTakeFreeLock,
} from "./use-presence-here.ts";
import { useSayViewing } from "./viewing/use-viewing.ts";

type Props = {
  readonly id: ConversationId;
  /** A search found this message: it is opened there, and only looked at until one takes it up. */
  readonly foundId: MessageId | undefined;
  readonly choices: ViewChoices;
  /** The address of another conversation in this place. */
  readonly hrefOf: (id: ConversationId) => string;
  /** Back to the list, where only one pane fits. */
  readonly onBack: (() => void) | undefined;
  /** `U` and Escape: to the list. */
  readonly onToList: () => void;
  readonly contextButton: ReactNode;
  /** Filled here: how the Knowledge base tab reaches the reply box. */
  readonly door: RefObject<KnowledgeDoor | null>;
  /** Done with this one: what comes next is the page's matter. */
  readonly onDone: (row: ConversationRow) => void;
  readonly onReopen: (id: ConversationId) => void;
  /** True: opened with the keyboard, so the focus comes along. Set back once it has. */
  readonly takesFocus: RefObject<boolean>;
};

/** The centre pane: one conversation, from its header to the reply box. */
export function ConversationPane(props: Props): ReactNode {
  const { t } = useWords();
  const { view, error, retry } = useThread(props.id);
  const deleted = useIsDeleted(props.id);
  const back = (
    <Button variant="default" size="xs" onClick={props.onToList}>
      {t("conversations.backToList")}
    </Button>
  );
  // Before what was fetched earlier: whoever has lost the channel meanwhile shall not read on (S11).
  if (error instanceof Refusal && error.code === "not_found") {
    return (
      <EmptyState
        icon={IconMessageOff}
        title={t(deleted ? "conversations.contactDeleted" : "conversations.gone")}
        action={back}
      >
        {t(deleted ? "conversations.contactDeletedText" : "conversations.goneText")}
      </EmptyState>
    );
  }
  if (view !== undefined) return <Loaded {...props} view={view} />;
  return (
    <div className={classes.waiting}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : <RowSkeletons rows={5} />}
    </div>
  );
}

/** Did the live feed say that its contact was deleted? */
function useIsDeleted(id: ConversationId): boolean {
  const gone = useQuery<ReadonlySet<ConversationId>>({ queryKey: keys.gone, queryFn: skipToken }).data;
  return gone?.has(id) ?? false;
}

function Loaded(props: Props & { readonly view: ConversationView }): ReactNode {
  const { view, choices, hrefOf, onReopen } = props;
  const { conversation } = view;
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const pane = useRef<HTMLElement>(null);
  const canReply = conversation.abilities.includes("reply");
  const composer = useComposer(view, canReply);
  const deeds: PaneDeeds = usePaneDeeds({ ...props, composer, field });
  const canMask = useMaskingByHand() && conversation.abilities.includes("mask");
  useMaskCommand(view, canMask);
  useMaskedQuote(view, composer);
  useStuckCommands(view, deeds);
  useFileCommands(view, canReply);
  const moderating = useModerateCommands(view);
  const lifeLine = useLifeLineCommand(view);
  const inPrivate = usePrivateReply(view, composer, canReply, onReopen);
  const messageDeeds = useMemo(() => ({ ...deeds.messages, ...inPrivate.deeds }), [deeds.messages, inPrivate.deeds]);
  const templates = useTemplates(conversation, canReply, field);
  const schedule = useSchedule(conversation, composer, field);
  useScheduleCommands(view, schedule.deeds);
  const { shown, channels, beyond } = useCrossChannel(view, choices.allChannels);
  const way = useMemo(() => ({ hrefOf, onOpen: onReopen }), [hrefOf, onReopen]);
  const later = useRef<(() => void) | null>(null);
  const [onlyLooks, takeUp] = useOnlyLooks(conversation, props.foundId);
  const takeFreeLock = useTakeFreeLock(conversation);
  usePresenceHere(conversation.id, onlyLooks);
  useSayViewing(conversation);
  useFocusOnOpen(conversation.id, pane, props.takesFocus);
  useFocusKeptIn(pane, `${conversation.status} ${composer.text === ""} ${composer.uploads.list.length}`);
  useLockWhenTakenUp(conversation);
  useMarkRead(view);
  useUnreadCommand(conversation);
  useConversationCommands(conversation, deeds, {
    onField: (kind) => focusField(field, () => composer.setKind(kind)),
    onBack: props.onToList,
    taggable: () => findTaggable(view),
    answerable: () => findAnswerable(view),
    onAudit: () => choices.onShowAudit(!choices.showAudit),
    onAllChannels: beyond ? () => choices.onAllChannels(!choices.allChannels) : undefined,
    onLater: () => later.current?.(),
    onKnowledge: () => {
      focusField(field, () => composer.setKind(composer.kind));
      props.door.current?.open();
    },
  });
  return (
    <section
      ref={pane}
      id="thread"
      tabIndex={-1}
      className={classes.pane}
      aria-label={t("conversations.with", { name: conversation.contact.name })}
    >
      <ThreadHeader
        conversation={conversation}
        deeds={deeds.header}
        choices={choices}
        channels={channels}
        beyond={beyond}
        way={way}
        onBack={props.onBack}
        contextButton={props.contextButton}
      />
      <BoomerangBar
        conversation={conversation}
        onChange={deeds.header.onChangeBoomerang}
        onCancel={deeds.header.onCancelBoomerang}
      />
      {view.post && <PostBar key={`post-${conversation.id}`} id={conversation.id} post={view.post} />}
      <Timeline
        key={conversation.id}
        view={view}
        shown={shown}
        way={way}
        foundId={props.foundId}
        local={deeds.local}
        showAudit={choices.showAudit}
        answering={composer.kind === "reply" ? (composer.replyTo?.id ?? null) : null}
        canReply={canReply}
        canTag={conversation.abilities.includes("addTags")}
        canMask={canMask}
        privateDays={inPrivate.days}
        moderatedOn={canReply && conversation.visibility === "public" ? conversation.platform : null}
        deeds={messageDeeds}
        onEditLocal={deeds.onEditLocal}
        scheduledDeeds={schedule.deeds}
      />
      <Composer
        conversation={conversation}
        state={composer}
        privately={
          <>
            {shown.stretches !== null && <ReplyGoesBar channelId={conversation.channelId} />}
            {inPrivate.bar}
          </>
        }
        onTemplate={templates.onTemplate}
        field={field}
        stolenBy={useStolenBy(conversation)}
        onSend={deeds.onSend}
        onLater={schedule.ask}
        later={later}
        onTakeOver={deeds.onTakeOver}
        onBegin={() => {
          takeUp();
          takeFreeLock();
        }}
        door={props.door}
        onLeave={() => pane.current?.focus()}
      />
      {schedule.dialog}
      {moderating}
      {lifeLine}
      {inPrivate.dialog}
      {templates.dialog}
    </section>
  );
}

/** The focus comes along when the conversation was opened with the keyboard, or when the list has left the page. */
function useFocusOnOpen(id: ConversationId, pane: RefObject<HTMLElement | null>, wanted: RefObject<boolean>): void {
  // Before it is painted: who sees the next conversation may press a key, and the former reply box still has the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each conversation
  useLayoutEffect(() => {
    if (!wanted.current && document.activeElement !== document.body) return;
    wanted.current = false;
    pane.current?.focus({ preventScroll: true });
  }, [id]);
}

/** At once: the next key may follow within the same frame, and outside the field a letter would be a command. */
function focusField(field: RefObject<HTMLTextAreaElement | null>, change: () => void): void {
  // The field may become writable only with the change of kind.
  flushSync(change);
  const element = field.current;
  element?.focus();
  element?.setSelectionRange(element.value.length, element.value.length);
}
