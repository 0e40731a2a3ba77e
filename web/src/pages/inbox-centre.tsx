import { ActionIcon, Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRight, IconMessages } from "@tabler/icons-react";
import { type ReactNode, type RefObject, useState } from "react";
import { usePreference } from "../api/preference.ts";
import { ConversationPane } from "../features/conversations/conversation-pane.tsx";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ResizablePane } from "../ui/resizable-pane.tsx";
import { InboxContextPane } from "./inbox-context-pane.tsx";
import classes from "./inbox-page.module.css";
import type { InboxPlace, useGoOn } from "./inbox-place.ts";

type CentreProps = {
  readonly place: InboxPlace;
  readonly onDone: ReturnType<typeof useGoOn>;
  readonly phone: boolean;
  readonly takesFocus: RefObject<boolean>;
};

/** The conversation that is open and the pane about its contact: beside it, or in a drawer where it does not fit. */
export function InboxCentre({ place, onDone, phone, takesFocus }: CentreProps): ReactNode {
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
          onBack={phone ? () => goToList(place) : undefined}
          onToList={() => goToList(place)}
          takesFocus={takesFocus}
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
