import type { ConversationId } from "@guichet/contract";
import { IconBook2 } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { ContactTab } from "../features/contacts/contact-tab.tsx";
import { PlatformIcon } from "../features/conversations/platform-icon.tsx";
import { useThreadRow } from "../features/conversations/thread/use-thread.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FoldButton } from "../ui/fold-button.tsx";
import classes from "./inbox-page.module.css";
import type { InboxPlace } from "./inbox-place.ts";

const TABS = ["contact", "knowledge"] as const;
type Tab = (typeof TABS)[number];
type Props = { readonly id: ConversationId; readonly place: InboxPlace; readonly onFold: () => void };

/** The right pane: who writes, and what we know to answer with (W07). */
export function InboxContextPane({ id, place, onFold }: Props): ReactNode {
  const { t } = useWords();
  const [tab, setTab] = useState<Tab>("contact");
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other: Tab = tab === "contact" ? "knowledge" : "contact";
    setTab(other);
    document.getElementById(`tab-${other}`)?.focus();
  };
  return (
    <aside className={classes.context} id="context" aria-label={t("conversations.contextPane")}>
      <div className={classes.contextHead}>
        <div
          role="tablist"
          aria-label={t("conversations.contextPane")}
          className={classes.contextTabs}
          onKeyDown={onKeyDown}
        >
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`tab-${one}`}
              aria-selected={one === tab}
              tabIndex={one === tab ? 0 : -1}
              aria-controls="context-tab"
              className={classes.contextTab}
              onClick={() => setTab(one)}
            >
              {t(`conversations.tab_${one}`)}
            </button>
          ))}
        </div>
        <FoldButton
          side="right"
          folded={false}
          onToggle={onFold}
          label={t("conversations.foldContext")}
          controls="context"
        />
      </div>
      <div
        role="tabpanel"
        id="context-tab"
        aria-labelledby={`tab-${tab}`}
        className={classes.contextBody}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
      >
        {tab === "contact" ? <Contact id={id} place={place} /> : <Knowledge />}
      </div>
    </aside>
  );
}

/** The contact of the conversation that the centre pane has fetched. */
function Contact({ id, place }: Pick<Props, "id" | "place">): ReactNode {
  const row = useThreadRow(id);
  if (row === undefined) return null;
  return (
    <ContactTab
      id={row.contact.id}
      // A foreseen status (half a version) is not in the database yet: asking again would bring the old one back.
      version={Number.isInteger(row.version) ? row.status : null}
      current={row}
      hrefOf={place.hrefOf}
      onOpen={place.open}
      platformIcon={(platform) => <PlatformIcon platform={platform} />}
    />
  );
}

function Knowledge(): ReactNode {
  const { t } = useWords();
  return (
    <EmptyState icon={IconBook2} title={t("conversations.knowledgeTitle")}>
      {t("conversations.knowledgeText")}
    </EmptyState>
  );
}
