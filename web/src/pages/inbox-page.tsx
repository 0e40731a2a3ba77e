import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, type RefObject, useCallback, useRef } from "react";
import { usePreference } from "../api/preference.ts";
import { NothingOpen } from "../features/conversations/next/nothing-open.tsx";
import type { Density, OpenRow } from "../features/conversations/queue/conversation-row.tsx";
import { QueuePane } from "../features/conversations/queue/queue-pane.tsx";
import { AskFirstProvider } from "../features/conversations/resolving/ask-first.tsx";
import { InsightsStrip } from "../features/insights/insights-strip.tsx";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { FoldButton } from "../ui/fold-button.tsx";
import { usePageTitle } from "../ui/page-title.ts";
import { ResizablePane } from "../ui/resizable-pane.tsx";
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
  const phone = useMediaQuery("(max-width: 799px)", false, { getInitialValueInEffect: false });
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
  const next = useNextWork(place, filter, takesFocus);
  const queue = (
    <Queue place={place} inbox={inbox} onFold={phone ? undefined : () => setFolded(true)} takesFocus={takesFocus} />
  );
  if (phone) {
    return (
      <div className={classes.page}>
        <Heading place={place} />
        <Said place={place} next={next} />
        {place.selectedId === null && !next.bringing ? (
          <div className={classes.listOnly}>
            <NothingOpen filter={filter} toldEmpty={next.toldEmpty} onBring={next.onBring} compact />
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

/** The page's name, for those who do not see the navigation. */
function Heading({ place }: { readonly place: InboxPlace }): ReactNode {
  const { t } = useWords();
  return (
    <h1 className={classes.unseen}>
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
      : !open && next.toldEmpty
        ? t("next.nothingWaits")
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
};

function Queue({ place, inbox, onFold, takesFocus }: QueueProps): ReactNode {
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
        onOpen={onOpen}
        onFold={onFold}
      />
    </div>
  );
}
