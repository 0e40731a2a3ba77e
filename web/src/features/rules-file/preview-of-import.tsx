import type { RulesFilePreview } from "@guichet/contract";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { Notice } from "../../ui/notice.tsx";
import { ChangeLine } from "./change-line.tsx";
import classes from "./rules-file.module.css";

type Props = {
  readonly name: string;
  readonly preview: RulesFilePreview;
  readonly busy: boolean;
  readonly onTake: () => void;
  readonly onCancel: () => void;
  /** What went wrong with it. */
  readonly children?: ReactNode;
};

/** What an import would change, before it does. */
export function PreviewOfImport({ name, preview, busy, onTake, onCancel, children }: Props): ReactNode {
  const { t } = useWords();
  const { changes, unchanged, parts } = preview;
  const count = (kind: string): number => changes.filter(({ change }) => change === kind).length;
  return (
    <section className={classes.preview} aria-labelledby="rules-file-preview">
      <h2 className={classes.title} id="rules-file-preview">
        {t("rulesFile.preview", { name })}
      </h2>
      <p className={classes.counts} role="status">
        {changes.length === 0
          ? t("rulesFile.nothing")
          : t("rulesFile.counts", { added: count("added"), changed: count("changed"), removed: count("removed") })}{" "}
        {t("rulesFile.unchanged", { count: unchanged })}
      </p>
      <p className={classes.hint}>
        {t("rulesFile.tellsOf", { parts: parts.map((part) => t(`rulesFile.part_${part}`)).join(", ") })}
      </p>
      <Missing preview={preview} />
      {changes.length > 0 && (
        <ul className={classes.changes} aria-label={t("rulesFile.differences")}>
          {changes.map((change) => (
            <li key={`${change.part} ${change.name} ${change.fields[0]?.field}`}>
              <ChangeLine change={change} />
            </li>
          ))}
        </ul>
      )}
      {children}
      <div className={classes.buttons}>
        {changes.length > 0 && (
          <Button loading={busy} onClick={onTake}>
            {t("rulesFile.take", { count: changes.length })}
          </Button>
        )}
        <Button variant="default" onClick={onCancel}>
          {t("ui.cancel")}
        </Button>
      </div>
    </section>
  );
}

function Missing({ preview: { unknown, leftOut } }: Pick<Props, "preview">): ReactNode {
  const { t } = useWords();
  return (
    <>
      {unknown.length > 0 && (
        <Notice tone="warning" title={t("rulesFile.unknown", { count: unknown.length })}>
          <ul className={classes.missing}>
            {unknown.map(({ kind, name, entries }) => (
              <li key={`${kind} ${name}`}>
                {t(`rulesFile.kind_${kind}`)} <bdi>{t("rulesFile.quoted", { name })}</bdi>
                {entries.length > 0 && (
                  <span className={classes.hint}> {t("rulesFile.dropsFrom", { entries: entries.join(", ") })}</span>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {leftOut.length > 0 && (
        <Notice tone="warning" title={t("rulesFile.leftOut", { count: leftOut.length })}>
          <ul className={classes.missing}>
            {leftOut.map(({ part, name, problem }) => (
              <li key={`${part} ${name}`}>
                <bdi>{t("rulesFile.quoted", { name })}</bdi>: {t(`rulesFile.leftOut_${problem}`)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
