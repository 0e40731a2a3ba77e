import type { ConversationId } from "@guichet/contract";
import { type ReactNode, type RefObject, useCallback, useEffect, useRef } from "react";
import { usePreference } from "../api/preference.ts";
import { NothingOpen } from "../features/conversations/next/nothing-open.tsx";
import type { Density, OpenRow } from "../features/conversations/queue/conversation-row.tsx";
import { QueuePane } from "../features/conversations/queue/queue-pane.tsx";
import { AskFirstProvider } from "../features/conversations/resolving/ask-first.tsx";
import { InsightsStrip } from "../features/insights/insights-strip.tsx";
import { NoTeamWarning } from "../features/routing/no-team-warning.tsx";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { FoldButton } from "../ui/fold-button.tsx";
import { usePageTitle } from "../ui/page-title.ts";
import { ResizablePane } from "../ui/resizable-pane.tsx";
import { useIsPhone } from "../ui/use-is-phone.ts";
import { InboxCentre } from "./inbox-centre.tsx";
import classes from "./inbox-page.module.css";
import { type InboxPlace, useInboxPlace } from "./inbox-place.ts";
import { type InboxFilter, useInboxFilter } from "./inbox-use-filter.ts";
import { type NextWork, useNextWork } from "./inbox-use-next.ts";

/** The Shared Inbox: the queue, one conversation, and what there is to know about the contact (W02). */
export function InboxPage(): ReactNode {
  return (
    <AskFirstProvider>
      <Inbox />
    </AskFirstProvider>
  );
}

function Inbox(): ReactNode {
  const { t } = useWords();
  const place = useInboxPlace();
  const phone = useIsPhone();
  const [folded, setFolded] = usePreference("inbox.queueFolded", false);
  usePageTitle(t(`shell.${place.queue}`));
  useCommand({
    id: "inbox.foldQueue",
    label: t(folded ? "conversations.unfoldQueue" : "conversations.foldQueue"),
    group: t("conversations.group"),
    when: !phone,
    run: () => setFolded(!folded),
  });
  const inbox = useInboxFilter(place.queue);
  const { filter } = inbox;
  const takesFocus = useRef(false);
  const standsOn = useStandsOn(place);
  const next = useNextWork(place, filter, takesFocus, standsOn);
  useFocusOnHeading(place.selectedId === null && !next.bringing);
  const queue = (
    <Queue
      place={place}
      inbox={inbox}
      onFold={phone ? undefined : () => setFolded(true)}
      takesFocus={takesFocus}
      standsOn={standsOn}
    />
  );
  if (phone) {
    return (
      <div className={classes.page}>
        <Heading place={place} />
        <Said place={place} next={next} />
        {place.selectedId === null && !next.bringing ? (
          <div className={classes.listOnly}>
            <NothingOpen filter={filter} told={next.told} onBring={next.onBring} compact />
            {queue}
          </div>
        ) : (
          <InboxCentre place={place} filter={filter} next={next} takesFocus={takesFocus} phone />
        )}
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <Heading place={place} />
      <Said place={place} next={next} />
      {folded ? (
        <div className={classes.strip}>
          <FoldButton side="left" folded onToggle={() => setFolded(false)} label={t("conversations.unfoldQueue")} />
        </div>
      ) : (
        <Resizable>{queue}</Resizable>
      )}
      <InboxCentre place={place} filter={filter} next={next} takesFocus={takesFocus} phone={false} />
    </div>
  );
}

/** The row from which the list goes on when it is shown again: what was open, or what followed on it (W36, W52). */
function useStandsOn({ selectedId }: InboxPlace): RefObject<ConversationId | null> {
  const standsOn = useRef<ConversationId | null>(null);
  useEffect(() => {
    if (selectedId !== null) standsOn.current = selectedId;
  }, [selectedId]);
  return standsOn;
}

const HEADING = "inbox-heading";
/** Milliseconds: rows take the focus first. */
const AFTER_ROWS = 250;

/** Back at the list, and no row there to take the focus that went with the conversation: not to the page as a whole. */
function useFocusOnHeading(atList: boolean): void {
  const before = useRef(atList);
  useEffect(() => {
    const comesBack = atList && !before.current;
    before.current = atList;
    if (!comesBack) return;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) document.getElementById(HEADING)?.focus();
    }, AFTER_ROWS);
    return () => clearTimeout(timer);
  }, [atList]);
}

/** The page's name, for those who do not see the navigation. */
function Heading({ place }: { readonly place: InboxPlace }): ReactNode {
  const { t } = useWords();
  return (
    <h1 id={HEADING} tabIndex={-1} className={classes.unseen}>
      {t("shell.sharedInbox")}: {t(`shell.${place.queue}`)}
    </h1>
  );
}

/** What came by itself, or did not, for those who do not see it. */
function Said({ place, next }: { readonly place: InboxPlace; readonly next: NextWork }): ReactNode {
  const { t } = useWords();
  const open = place.selectedId !== null;
  const words = next.bringing
    ? t("next.bringing")
    : open && place.selectedId === next.brought?.id
      ? t("next.brought", { name: next.brought.name })
      : !open && next.told !== null
        ? t(next.told === "full" ? "next.full" : "next.nothingWaits")
        : "";
  return (
    <p role="status" className={classes.unseen}>
      {words}
    </p>
  );
}

function Resizable({ children }: { readonly children: ReactNode }): ReactNode {
  const [width, setWidth] = usePreference("inbox.listWidth", 360);
  return (
    <ResizablePane width={width} min={290} max={520} onResize={setWidth} handle="right" className={classes.list}>
      {children}
    </ResizablePane>
  );
}

type QueueProps = {
  readonly place: InboxPlace;
  readonly inbox: InboxFilter;
  readonly onFold: (() => void) | undefined;
  readonly takesFocus: RefObject<boolean>;
  readonly standsOn: RefObject<ConversationId | null>;
};

function Queue({ place, inbox, onFold, takesFocus, standsOn }: QueueProps): ReactNode {
  const [density, setDensity] = usePreference("inbox.density", "comfortable");
  const { open } = place;
  const onOpen: OpenRow = useCallback(
    (row, byKey) => {
      takesFocus.current = byKey;
      open(row.id);
    },
    [open, takesFocus],
  );
  return (
    <div className={classes.queue}>
      <InsightsStrip />
      <NoTeamWarning place="queue" />
      <QueuePane
        filter={inbox.filter}
        onFilter={inbox.change}
        onClear={inbox.clear}
        inView={{
          viewId: inbox.viewId,
          onOpen: inbox.openView,
          hrefOf: inbox.hrefOfView,
          onView: inbox.setView,
        }}
        density={density === "compact" ? "compact" : "comfortable"}
        onDensity={(wanted: Density) => setDensity(wanted)}
        selectedId={place.selectedId}
        hrefOf={place.hrefOf}
        standsOn={standsOn}
        onOpen={onOpen}
        onFold={onFold}
      />
    </div>
  );
}
