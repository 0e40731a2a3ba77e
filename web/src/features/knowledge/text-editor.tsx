import {
  fillTemplate,
  gapsIn,
  type KnowledgeKind,
  LONGEST_TEXT,
  parseTemplate,
  unknownPlaceholders,
} from "@guichet/contract";
import { Button, Menu, Textarea } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { Fragment, type ReactNode, useRef } from "react";
import type { WordKey } from "../../locales/catalog.ts";
import { useWords } from "../../locales/use-words.ts";
import { ArticleView } from "./article-view.tsx";
import classes from "./knowledge.module.css";

type Props = {
  readonly kind: KnowledgeKind;
  readonly text: string;
  readonly problem: string | undefined;
  readonly onText: (text: string) => void;
};

const FIELDS: readonly { readonly name: string; readonly word: WordKey }[] = [
  { name: "contact.first_name", word: "knowledge.contactFirstName" },
  { name: "contact.name", word: "knowledge.contactName" },
  { name: "agent.first_name", word: "knowledge.agentFirstName" },
  { name: "agent.name", word: "knowledge.agentName" },
];

/** The text with its placeholders, and what wrong ones there are. */
export function TextEditor({ kind, text, problem, onText }: Props): ReactNode {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const unknown = kind === "response" ? unknownPlaceholders(text) : [];
  const insert = (written: string): void => {
    const element = field.current;
    if (element === null) return;
    const { selectionStart, selectionEnd, value } = element;
    onText(value.slice(0, selectionStart) + written + value.slice(selectionEnd));
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(selectionStart + written.length, selectionStart + written.length);
    });
  };
  const wrong =
    unknown.length > 0
      ? t("knowledge.unknownPlaceholder", { names: unknown.map((name) => `“${name}”`).join(", ") })
      : problem;
  return (
    <>
      <Textarea
        ref={field}
        aria-label={t("knowledge.textLabel")}
        description={t(kind === "response" ? "knowledge.responseText" : "knowledge.articleText")}
        dir="auto"
        autosize
        minRows={kind === "response" ? 6 : 14}
        maxRows={24}
        maxLength={LONGEST_TEXT[kind]}
        value={text}
        error={wrong}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <div className={classes.textTools}>
        {kind === "response" && <Placeholders onInsert={insert} />}
        <span>
          {text.length} / {LONGEST_TEXT[kind]}
        </span>
      </div>
      {kind === "response" && <p className={classes.hint}>{t("knowledge.placeholderHint")}</p>}
    </>
  );
}

function Placeholders({ onInsert }: { readonly onInsert: (written: string) => void }): ReactNode {
  const { t } = useWords();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconBraces size={15} aria-hidden />}>
          {t("knowledge.insertPlaceholder")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FIELDS.map(({ name, word }) => (
          <Menu.Item
            key={name}
            onClick={() =>
              onInsert(name.startsWith("agent") ? `{{${name}}}` : `{{${name}|${t("knowledge.fallbackThere")}}}`)
            }
          >
            {t(word)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onInsert(`{{attribute.${t("knowledge.attributeName")}}}`)}>
          {t("knowledge.anAttribute")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const SOMEBODY: Readonly<Record<string, string>> = {
  "contact.name": "Kai Wong",
  "contact.first_name": "Kai",
  "agent.name": "Ada Admin",
  "agent.first_name": "Ada",
};

/** What agents and contacts will see of it. */
export function TextPreview({ kind, text }: Pick<Props, "kind" | "text">): ReactNode {
  if (kind === "article") return <ArticleView text={text} />;
  const filled = fillTemplate(
    parseTemplate(text),
    (of) => (of.type === "field" ? SOMEBODY[of.field] : undefined),
    (of) => (of.type === "field" ? of.field : of.name),
  );
  let at = 0;
  const parts = gapsIn(filled).map((gap) => {
    const before = filled.slice(at, gap.from);
    at = gap.to;
    return (
      <Fragment key={gap.from}>
        {before}
        <mark className={classes.gap}>{filled.slice(gap.from, gap.to)}</mark>
      </Fragment>
    );
  });
  return (
    <div className={classes.preview} dir="auto">
      {parts}
      {filled.slice(at)}
    </div>
  );
}
