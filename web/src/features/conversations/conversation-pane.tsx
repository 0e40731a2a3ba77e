import type { ConversationId, ConversationRow, ConversationView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { Refusal } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { RowSkeletons } from "../../ui/skeletons.tsx";
import { Composer } from "./composer/composer.tsx";
import { useComposer } from "./composer/use-composer.ts";
import classes from "./conversation-pane.module.css";
import { ThreadHeader } from "./thread/thread-header.tsx";
import { Timeline } from "./thread/timeline.tsx";
import { useThread } from "./thread/use-thread.ts";
import { useConversationCommands } from "./use-conversation-commands.ts";
import { useMarkRead } from "./use-mark-read.ts";
import { type PaneDeeds, usePaneDeeds } from "./use-pane-deeds.ts";
import { useLockWhenTakenUp, usePresenceHere, useStolenBy, useTakeFreeLock } from "./use-presence-here.ts";

type Props = {
  readonly id: ConversationId;
  readonly showAudit: boolean;
  readonly onShowAudit: (show: boolean) => void;
  /** Back to the list, where only one pane fits. */
  readonly onBack: (() => void) | undefined;
  /** `U` and Escape: to the list. */
  readonly onToList: () => void;
  readonly contextButton: ReactNode;
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
  const back = (
    <Button variant="default" size="xs" onClick={props.onToList}>
      {t("conversations.backToList")}
    </Button>
  );
  // Before what was fetched earlier: whoever has lost the channel meanwhile shall not read on (S11).
  if (error instanceof Refusal && error.code === "not_found") {
    return (
      <EmptyState icon={IconMessageOff} title={t("conversations.gone")} action={back}>
        {t("conversations.goneText")}
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

function Loaded(props: Props & { readonly view: ConversationView }): ReactNode {
  const { view } = props;
  const { conversation } = view;
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const pane = useRef<HTMLElement>(null);
  const canReply = conversation.abilities.includes("reply");
  const composer = useComposer(view, canReply);
  const deeds: PaneDeeds = usePaneDeeds({ ...props, composer, field });
  usePresenceHere(conversation.id);
  useFocusOnOpen(conversation.id, pane, props.takesFocus);
  useLockWhenTakenUp(conversation);
  useMarkRead(view);
  useConversationCommands(conversation, deeds, {
    onField: (kind) => focusField(field, () => composer.setKind(kind)),
    onBack: props.onToList,
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
        showAudit={props.showAudit}
        onShowAudit={props.onShowAudit}
        onBack={props.onBack}
        contextButton={props.contextButton}
      />
      <Timeline
        key={conversation.id}
        view={view}
        local={deeds.local}
        showAudit={props.showAudit}
        answering={composer.kind === "reply" ? (composer.replyTo?.id ?? null) : null}
        canReply={canReply}
        deeds={deeds.messages}
        onEditLocal={deeds.onEditLocal}
      />
      <Composer
        conversation={conversation}
        state={composer}
        field={field}
        stolenBy={useStolenBy(conversation)}
        onSend={deeds.onSend}
        onTakeOver={deeds.onTakeOver}
        onBegin={useTakeFreeLock(conversation)}
        onLeave={() => pane.current?.focus()}
      />
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
