import type { UsableItem } from "@guichet/contract";
import { type ReactNode, useEffect, useRef } from "react";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { ItemHead, ItemPreview } from "./item-parts.tsx";
import classes from "./knowledge.module.css";
import type { Finder } from "./use-finder.ts";

type Props = { readonly finder: Finder; readonly onChoose: (item: UsableItem) => void };

/** The knowledge base over the reply box: what fits, and what it would insert. */
export function FinderPanel({ finder, onChoose }: Props): ReactNode {
  const { t } = useWords();
  if (finder.start === undefined) return null;
  return (
    <div className={classes.finder}>
      <div className={classes.columns}>
        <List finder={finder} onChoose={onChoose} />
        {finder.chosen && (
          <section className={classes.preview} aria-label={t("conversations.knowledgePreview")}>
            <ItemPreview item={finder.chosen} />
          </section>
        )}
      </div>
      <p className={classes.hint} aria-hidden>
        <kbd>↑</kbd>
        <kbd>↓</kbd> {t("conversations.knowledgeChoose")} <kbd>Enter</kbd> {t("conversations.knowledgeInsert")}{" "}
        <kbd>Esc</kbd> {t("conversations.knowledgeLeave")}
      </p>
    </div>
  );
}

function List({ finder, onChoose }: Props): ReactNode {
  const { t } = useWords();
  const say = useRefusalWords();
  const { items, active } = finder;
  const current = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every move, and when the list is another
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [active, items]);
  return (
    <div className={classes.list}>
      <span className={classes.unseen} role="status">
        {finder.waiting ? "" : t("conversations.knowledgeCount", { count: items.length })}
      </span>
      <div role="listbox" aria-label={t("conversations.tab_knowledge")} id="finder-list">
        {items.map((item, index) => (
          <div
            key={item.id}
            id={`finder-${index}`}
            ref={index === active ? current : undefined}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.option}
            onPointerMove={() => index !== active && finder.pick(index)}
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(item);
            }}
          >
            <ItemHead item={item} />
          </div>
        ))}
      </div>
      {finder.error !== null && <p className={classes.nothing}>{say(finder.error)}</p>}
      {items.length === 0 && finder.error === null && (
        <p className={classes.nothing}>
          {finder.waiting
            ? t("ui.loading")
            : t(finder.start?.query ? "conversations.knowledgeNothing" : "conversations.knowledgeEmpty")}
        </p>
      )}
    </div>
  );
}
