import type { ConversationId, UsableItem } from "@guichet/contract";
import { Button } from "@mantine/core";
import { IconBook2, IconChevronDown, IconChevronRight, IconCornerDownLeft } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { ItemHead, ItemPreview } from "./item-parts.tsx";
import classes from "./knowledge.module.css";
import { useItems } from "./use-items.ts";

type Props = { readonly id: ConversationId; readonly onInsert: (item: UsableItem) => void };

/** The Knowledge base tab: everything one may answer with in this conversation (W133). */
export function KnowledgeTab({ id, onInsert }: Props): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const { items, waiting, error, retry } = useItems(id, typed.trim(), true);
  return (
    <div className={classes.tab}>
      <SearchField label={t("conversations.searchKnowledge")} value={typed} onChange={setTyped} />
      {error !== null && <ErrorNotice error={error} onRetry={retry} />}
      {items.length === 0 && waiting && <RowSkeletons rows={4} avatar={false} />}
      {items.length === 0 && !waiting && error === null && (
        <EmptyState
          icon={IconBook2}
          title={t(typed === "" ? "conversations.knowledgeEmpty" : "conversations.knowledgeNothing")}
        >
          {t(typed === "" ? "conversations.knowledgeEmptyText" : "conversations.knowledgeNothingText")}
        </EmptyState>
      )}
      <ul className={classes.cards} aria-label={t("conversations.tab_knowledge")}>
        {items.map((item) => (
          <Card key={item.id} item={item} onInsert={onInsert} />
        ))}
      </ul>
    </div>
  );
}

type CardProps = { readonly item: UsableItem; readonly onInsert: Props["onInsert"] };

function Card({ item, onInsert }: CardProps): ReactNode {
  const { t } = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.card}>
      <button
        type="button"
        className={classes.cardHead}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ItemHead item={item} />
        <Chevron size={16} stroke={1.8} aria-hidden />
      </button>
      {open && (
        <div id={id} className={classes.cardBody}>
          <ItemPreview item={item} />
          <Button
            size="xs"
            variant="light"
            leftSection={<IconCornerDownLeft size={15} aria-hidden />}
            aria-label={t("conversations.insertName", { name: item.title })}
            onClick={() => onInsert(item)}
          >
            {t("conversations.insert")}
          </Button>
        </div>
      )}
    </li>
  );
}
