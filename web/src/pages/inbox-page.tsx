import { ActionIcon, Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRight, IconMessages } from "@tabler/icons-react";
import { type ReactNode, useCallback, useState } from "react";
import { usePreference } from "../api/preference.ts";
import { ConversationPane } from "../features/conversations/conversation-pane.tsx";
import type { Density } from "../features/conversations/queue/conversation-row.tsx";
import { QueuePane } from "../features/conversations/queue/queue-pane.tsx";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FoldButton } from "../ui/fold-button.tsx";
import { usePageTitle } from "../ui/page-title.ts";
import { ResizablePane } from "../ui/resizable-pane.tsx";
import { InboxContextPane } from "./inbox-context-pane.tsx";
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
  const onDone = useGoOn(place, filter);
  const queue = (
    <Queue place={place} filter={filter} onFilter={changeFilter} onFold={phone ? undefined : () => setFolded(true)} />
  );
  if (phone) {
    return (
      <div className={classes.page}>
        <Heading place={place} />
        {place.selectedId === null ? (
          <div className={classes.listOnly}>{queue}</div>
        ) : (
          <Centre place={place} onDone={onDone} phone />
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
      <Centre place={place} onDone={onDone} phone={false} />
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
  const [width, setWidth] = usePreference("inbox.listWidth", 352);
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
};

function Queue({ place, filter, onFilter, onFold }: QueueProps): ReactNode {
  const [density, setDensity] = usePreference("inbox.density", "comfortable");
  const { open } = place;
  const onOpen = useCallback((row: { id: Parameters<typeof open>[0] }) => open(row.id), [open]);
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

type CentreProps = { readonly place: InboxPlace; readonly onDone: ReturnType<typeof useGoOn>; readonly phone: boolean };

function Centre({ place, onDone, phone }: CentreProps): ReactNode {
  const { t } = useWords();
  const wide = useMediaQuery("(min-width: 1200px)", true, { getInitialValueInEffect: false });
  const [showAudit, setShowAudit] = usePreference("inbox.auditTrails", true);
  const [contextFolded, setContextFolded] = usePreference("inbox.contextFolded", false);
  const [drawer, setDrawer] = useState(false);
  const { selectedId } = place;
  const contextShown = wide ? !contextFolded : drawer;
  const toggle = (): void => (wide ? setContextFolded(!contextFolded) : setDrawer(!drawer));
  useCommand({
    id: "inbox.foldContext",
    label: t(contextShown ? "conversations.foldContext" : "conversations.showContext"),
    group: t("conversations.group"),
    keys: "]",
    when: selectedId !== null,
    run: toggle,
  });
  if (selectedId === null) {
    return (
      <div className={classes.nothing}>
        <EmptyState icon={IconMessages} title={t("conversations.chooseOne")}>
          {t("conversations.chooseOneText")}
        </EmptyState>
      </div>
    );
  }
  const context = <InboxContextPane id={selectedId} place={place} onFold={toggle} />;
  return (
    <>
      <div className={classes.centre}>
        <ConversationPane
          id={selectedId}
          showAudit={showAudit}
          onShowAudit={setShowAudit}
          onBack={phone ? place.toList : undefined}
          onToList={place.toList}
          onDone={onDone}
          onReopen={place.open}
          contextButton={contextShown && wide ? null : <ContextButton onClick={toggle} />}
        />
      </div>
      {wide && contextShown && <ContextColumn>{context}</ContextColumn>}
      {!wide && (
        <Drawer
          opened={drawer}
          onClose={() => setDrawer(false)}
          position="right"
          size={340}
          padding={0}
          withCloseButton={false}
        >
          <div className={classes.drawer}>{drawer && context}</div>
        </Drawer>
      )}
    </>
  );
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
