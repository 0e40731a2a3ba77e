import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, type RefObject, useCallback, useRef } from "react";
import { usePreference } from "../api/preference.ts";
import type { Density, OpenRow } from "../features/conversations/queue/conversation-row.tsx";
import { QueuePane } from "../features/conversations/queue/queue-pane.tsx";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { FoldButton } from "../ui/fold-button.tsx";
import { usePageTitle } from "../ui/page-title.ts";
import { ResizablePane } from "../ui/resizable-pane.tsx";
import { InboxCentre } from "./inbox-centre.tsx";
import classes from "./inbox-page.module.css";
import { type InboxPlace, useGoOn, useInboxPlace } from "./inbox-place.ts";
import { useInboxFilter } from "./inbox-use-filter.ts";

/** The Shared Inbox: the queue, one conversation, and what there is to know about the contact (W02). */
export function InboxPage(): ReactNode {
  const { t } = useWords();
  const place = useInboxPlace();
  const phone = useMediaQuery("(max-width: 799px)", false, { getInitialValueInEffect: false });
  const [folded, setFolded] = usePreference("inbox.queueFolded", false);
  usePageTitle(t(`shell.${place.queue}`));
  useCommand({
    id: "inbox.foldQueue",
    label: t(folded ? "conversations.unfoldQueue" : "conversations.foldQueue"),
    group: t("conversations.group"),
    keys: "[",
    when: !phone,
    run: () => setFolded(!folded),
  });
  const [filter, changeFilter] = useInboxFilter(place.queue);
  const goOn = useGoOn(place, filter);
  const takesFocus = useRef(false);
  const onDone: typeof goOn = useCallback(
    (row) => {
      // Out of the reply box: what one types next is not meant for the next contact.
      takesFocus.current = true;
      goOn(row);
    },
    [goOn],
  );
  const queue = (
    <Queue
      place={place}
      filter={filter}
      onFilter={changeFilter}
      onFold={phone ? undefined : () => setFolded(true)}
      takesFocus={takesFocus}
    />
  );
  if (phone) {
    return (
      <div className={classes.page}>
        <Heading place={place} />
        {place.selectedId === null ? (
          <div className={classes.listOnly}>{queue}</div>
        ) : (
          <InboxCentre place={place} onDone={onDone} takesFocus={takesFocus} phone />
        )}
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <Heading place={place} />
      {folded ? (
        <div className={classes.strip}>
          <FoldButton side="left" folded onToggle={() => setFolded(false)} label={t("conversations.unfoldQueue")} />
        </div>
      ) : (
        <Resizable>{queue}</Resizable>
      )}
      <InboxCentre place={place} onDone={onDone} takesFocus={takesFocus} phone={false} />
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
  readonly filter: ReturnType<typeof useInboxFilter>[0];
  readonly onFilter: ReturnType<typeof useInboxFilter>[1];
  readonly onFold: (() => void) | undefined;
  readonly takesFocus: RefObject<boolean>;
};

function Queue({ place, filter, onFilter, onFold, takesFocus }: QueueProps): ReactNode {
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
    <QueuePane
      filter={filter}
      onFilter={onFilter}
      density={density === "compact" ? "compact" : "comfortable"}
      onDensity={(wanted: Density) => setDensity(wanted)}
      selectedId={place.selectedId}
      hrefOf={place.hrefOf}
      onOpen={onOpen}
      onFold={onFold}
    />
  );
}
