import type { ConversationId, UsableItem } from "@guichet/contract";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { ContactTab } from "../features/contacts/contact-tab.tsx";
import { KnowledgeTab } from "../features/conversations/knowledge/knowledge-tab.tsx";
import { PlatformIcon } from "../features/conversations/platform-icon.tsx";
import { useThreadRow } from "../features/conversations/thread/use-thread.ts";
import { useTopicNames } from "../features/conversations/use-world.ts";
import { useWords } from "../locales/use-words.ts";
import { useCommand } from "../ui/commands.tsx";
import { FoldButton } from "../ui/fold-button.tsx";
import classes from "./inbox-page.module.css";
import type { InboxPlace } from "./inbox-place.ts";

const TABS = ["contact", "knowledge"] as const;
type Tab = (typeof TABS)[number];
type Props = {
  readonly id: ConversationId;
  readonly place: InboxPlace;
  readonly onFold: () => void;
  readonly onInsert: (item: UsableItem) => void;
};

/** The right pane: who writes, and what we know to answer with (W07). */
export function InboxContextPane({ id, place, onFold, onInsert }: Props): ReactNode {
  const { t } = useWords();
  const [tab, setTab] = useState<Tab>("contact");
  const show = (one: Tab) => () => {
    setTab(one);
    requestAnimationFrame(() => document.getElementById("context-tab")?.focus());
  };
  const group = t("conversations.group");
  useCommand({ id: "context.contact", label: t("conversations.tab_contact"), group, run: show("contact") });
  useCommand({ id: "context.knowledge", label: t("conversations.tab_knowledge"), group, run: show("knowledge") });
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
        {tab === "contact" ? <Contact id={id} place={place} /> : <KnowledgeTab key={id} id={id} onInsert={onInsert} />}
      </div>
    </aside>
  );
}

/** The contact of the conversation that the centre pane has fetched. */
function Contact({ id, place }: Pick<Props, "id" | "place">): ReactNode {
  const row = useThreadRow(id);
  const topicNames = useTopicNames();
  if (row === undefined) return null;
  return (
    <ContactTab
      id={row.contact.id}
      // What is foreseen (half a version) is not in the database yet. Of a status the live feed tells by itself.
      version={Number.isInteger(row.version) ? `${row.id} ${row.topicIds.join()} ${row.contact.photo ?? ""}` : null}
      current={row}
      topicNames={topicNames}
      hrefOf={place.hrefOf}
      onOpen={place.open}
      platformIcon={(platform) => <PlatformIcon platform={platform} />}
    />
  );
}
