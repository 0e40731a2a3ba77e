import type { ConversationId } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRight } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { usePreference } from "../api/preference.ts";
import type { KnowledgeDoor } from "../features/conversations/knowledge/use-knowledge.ts";
import { NothingOpen } from "../features/conversations/next/nothing-open.tsx";
import type { QueueFilter } from "../features/conversations/picture/queue-filter.ts";
import { prefetchThread } from "../features/conversations/thread/fetch-thread.ts";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { ResizablePane } from "../ui/resizable-pane.tsx";
import { RowSkeletons } from "../ui/skeletons.tsx";
import { whenIdle } from "../ui/when-idle.ts";
import classes from "./inbox-page.module.css";
import type { InboxPlace } from "./inbox-place.ts";
import type { NextWork } from "./inbox-use-next.ts";

const loadPane = () => import("../features/conversations/conversation-pane.tsx");
const loadContext = () => import("./inbox-context-pane.tsx");
const ConversationPane = lazy(() => loadPane().then((file) => ({ default: file.ConversationPane })));
const InboxContextPane = lazy(() => loadContext().then((file) => ({ default: file.InboxContextPane })));
const InboxDrawer = lazy(() => import("./inbox-drawer.tsx").then((file) => ({ default: file.InboxDrawer })));

type CentreProps = {
  readonly place: InboxPlace;
  readonly filter: QueueFilter;
  readonly next: NextWork;
  readonly phone: boolean;
  readonly takesFocus: RefObject<boolean>;
};

/** The conversation that is open and the pane about its contact: beside it, or in a drawer where it does not fit. */
export function InboxCentre({ place, filter, next, phone, takesFocus }: CentreProps): ReactNode {
  const { t } = useWords();
  const wide = useMediaQuery("(min-width: 1200px)", true, { getInitialValueInEffect: false });
  const [showAudit, setShowAudit] = usePreference("inbox.auditTrails", true);
  const [allChannels, setAllChannels] = usePreference("inbox.allChannels", false);
  const choices = useMemo(
    () => ({ showAudit, onShowAudit: setShowAudit, allChannels, onAllChannels: setAllChannels }),
    [showAudit, setShowAudit, allChannels, setAllChannels],
  );
  const [contextFolded, setContextFolded] = usePreference("inbox.contextFolded", false);
  const [drawer, setDrawer] = useState(false);
  const door = useRef<KnowledgeDoor>(null);
  const { selectedId } = place;
  usePreparedPane(selectedId);
  const contextShown = wide ? !contextFolded : drawer;
  const toggle = (): void => (wide ? setContextFolded(!contextFolded) : setDrawer(!drawer));
  useCommand({
    id: "inbox.foldContext",
    label: t(contextShown ? "conversations.foldContext" : "conversations.showContext"),
    group: t("conversations.group"),
    when: selectedId !== null,
    run: toggle,
  });
  if (next.bringing) {
    return (
      <div className={classes.centre}>
        <Waiting />
      </div>
    );
  }
  if (selectedId === null) {
    return (
      <div className={classes.nothing}>
        <NothingOpen filter={filter} told={next.told} onBring={next.onBring} compact={false} />
      </div>
    );
  }
  const context = (
    <InboxContextPane
      id={selectedId}
      place={place}
      onFold={toggle}
      onInsert={(item) => {
        // The drawer lies over the reply box.
        if (!wide) setDrawer(false);
        door.current?.insert(item);
      }}
    />
  );
  return (
    <>
      <div className={classes.centre}>
        <Suspense fallback={<Waiting />}>
          <ConversationPane
            id={selectedId}
            foundId={place.foundId}
            choices={choices}
            hrefOf={place.hrefOf}
            onBack={phone ? () => goToList(place) : undefined}
            onToList={() => goToList(place)}
            takesFocus={takesFocus}
            onDone={next.onDone}
            onReopen={place.open}
            door={door}
            contextButton={contextShown && wide ? null : <ContextButton onClick={toggle} />}
          />
        </Suspense>
      </div>
      {wide && contextShown && (
        <ContextColumn>
          <Suspense fallback={<Waiting />}>{context}</Suspense>
        </ContextColumn>
      )}
      {!wide && drawer && (
        <Suspense>
          <InboxDrawer onClose={() => setDrawer(false)}>{context}</InboxDrawer>
        </Suspense>
      )}
    </>
  );
}

/**
 * What a conversation needs is no part of the first load: it comes while nothing else is to do, and at the latest
 * together with the conversation itself.
 */
function usePreparedPane(selectedId: ConversationId | null): void {
  const cache = useQueryClient();
  useEffect(() => {
    if (selectedId !== null) prefetchThread(cache, selectedId);
  }, [cache, selectedId]);
  useEffect(() => {
    const load = (): void => {
      for (const part of [loadPane, loadContext]) part().catch(() => undefined);
    };
    return whenIdle(load);
  }, []);
}

function Waiting(): ReactNode {
  return (
    <div className={classes.waiting}>
      <RowSkeletons rows={5} />
    </div>
  );
}

/** Back to the list, and the focus to the row one came from. */
function goToList(place: InboxPlace): void {
  place.toList();
  setTimeout(() => document.querySelector<HTMLElement>("[data-row][tabindex='0']")?.focus(), 60);
}

function ContextColumn({ children }: { readonly children: ReactNode }): ReactNode {
  const [width, setWidth] = usePreference("inbox.contextWidth", 320);
  return (
    <ResizablePane width={width} min={270} max={460} onResize={setWidth} handle="left">
      {children}
    </ResizablePane>
  );
}

function ContextButton({ onClick }: { readonly onClick: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <ActionIcon
      size={32}
      onClick={onClick}
      aria-label={t("conversations.showContext")}
      title={t("conversations.showContext")}
    >
      <IconLayoutSidebarRight size={18} stroke={1.7} />
    </ActionIcon>
  );
}
