import type { settingsChange } from "@guichet/contract";
import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { z } from "zod";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { actionWords } from "./action-words.ts";
import classes from "./audit-log.module.css";
import { changeLines, type NameOf } from "./change-lines.ts";
import { fieldWords } from "./field-words.ts";

type Change = z.output<typeof settingsChange>;
type Props = {
  readonly changes: readonly Change[];
  readonly onMore: (() => void) | undefined;
  readonly loading: boolean;
  readonly nameOf: NameOf;
};

/** Every change of a setting, newest first, each with what stood there before. */
export function AuditLog({ changes, onMore, loading, nameOf }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <ol className={classes.log}>
        {changes.map((change) => (
          <Line key={change.id} change={change} nameOf={nameOf} />
        ))}
      </ol>
      {onMore && (
        <div>
          <Button variant="default" loading={loading} onClick={onMore}>
            {t("ui.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ change, nameOf }: { readonly change: Change; readonly nameOf: NameOf }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  const id = useId();
  const [open, setOpen] = useState(false);
  const lines = changeLines(change.before, change.after, nameOf);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        {lines.length > 0 ? (
          <ActionIcon
            size={24}
            aria-label={t(open ? "settings.hideChange" : "settings.showChange")}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <Chevron size={16} />
          </ActionIcon>
        ) : (
          <span className={classes.space} />
        )}
        <span className={classes.what}>
          <strong>{actionWords(change.action, t)}</strong>
          <span className={classes.subject}>{change.subject}</span>
        </span>
        <span className={classes.who}>{change.actorName}</span>
        <time className={classes.when} dateTime={change.at} title={change.address}>
          {dates.format(change.at, "dateTime")}
        </time>
      </div>
      {open && (
        <dl className={classes.changes} id={id}>
          {lines.map((line) => (
            <div key={line.field} className={classes.change}>
              <dt>{fieldWords(line.field, t)}</dt>
              <dd>
                {change.before !== null && (
                  <>
                    <del>{line.before || t("settings.nothingBefore")}</del>
                    <span aria-hidden> → </span>
                  </>
                )}
                <ins>{line.after || t("settings.nothingBefore")}</ins>
              </dd>
            </div>
          ))}
          <div className={classes.change}>
            <dt>{t("settings.changedFrom")}</dt>
            <dd>{change.address || "–"}</dd>
          </div>
        </dl>
      )}
    </li>
  );
}
