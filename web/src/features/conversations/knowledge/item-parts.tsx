import { gapsIn, type UsableItem } from "@guichet/contract";
import { IconArticle, IconMessage2, IconPaperclip } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { fileSize } from "../thread/file-size.ts";
import classes from "./knowledge.module.css";

/** A response or an article in one line or two: what it is, its title, where it stands. */
export function ItemHead({ item }: { readonly item: UsableItem }): ReactNode {
  const { t } = useWords();
  const Sign = item.kind === "article" ? IconArticle : IconMessage2;
  return (
    <>
      <Sign size={17} stroke={1.7} className={classes.sign} aria-label={t(`conversations.knowledge_${item.kind}`)} />
      <span className={classes.words}>
        <bdi className={classes.title}>{item.title}</bdi>
        <bdi className={classes.place}>{item.collectionName}</bdi>
      </span>
      {item.files.length > 0 && (
        <span className={classes.files} title={t("conversations.files", { count: item.files.length })}>
          <IconPaperclip size={14} stroke={1.8} aria-hidden />
          {item.files.length}
        </span>
      )}
    </>
  );
}

/** What would be inserted, gaps marked, with its files. */
export function ItemPreview({ item }: { readonly item: UsableItem }): ReactNode {
  const { locale } = useWords();
  return (
    <>
      {item.excerpt !== "" && (
        <p className={classes.excerpt} dir="auto">
          {item.excerpt}
        </p>
      )}
      <p className={classes.text} dir="auto">
        <TextWithGaps text={item.text} />
      </p>
      {item.files.length > 0 && (
        <ul className={classes.fileList}>
          {item.files.map((file) => (
            <li key={file.id}>
              <IconPaperclip size={14} stroke={1.8} aria-hidden />
              <bdi>{file.name}</bdi>
              <span>{fileSize(file.size, locale)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function TextWithGaps({ text }: { readonly text: string }): ReactNode {
  let at = 0;
  const parts: ReactNode[] = [];
  for (const gap of gapsIn(text)) {
    parts.push(
      <Fragment key={gap.from}>
        {text.slice(at, gap.from)}
        <mark className={classes.gap}>{text.slice(gap.from, gap.to)}</mark>
      </Fragment>,
    );
    at = gap.to;
  }
  return [...parts, text.slice(at)];
}
