import type { AuditView } from "@guichet/contract";
import { memo, type ReactNode, useState } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { auditWords } from "./audit-words.ts";
import classes from "./timeline.module.css";

const SHOWN = 2;

/** Lines of the audit trail that follow one another: thin, centred, folded when they are many (W169). */
export const AuditLines = memo(
  function AuditLines({ entries }: { readonly entries: readonly AuditView[] }): ReactNode {
    const words = useWords();
    const dates = useDates();
    const [open, setOpen] = useState(false);
    const folds = entries.length > SHOWN + 1;
    const shown = folds && !open ? entries.slice(-SHOWN) : entries;
    return (
      <div className={classes.audits}>
        {folds && (
          <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open
              ? words.t("conversations.foldAudit")
              : words.t("conversations.moreAudit", { count: entries.length - SHOWN })}
          </button>
        )}
        {shown.map((entry) => (
          <p key={entry.id} className={classes.audit}>
            <bdi>{auditWords(entry, words, dates)}</bdi>
          </p>
        ))}
      </div>
    );
  },
  (a, b) => a.entries.length === b.entries.length && a.entries.every((entry, at) => entry === b.entries[at]),
);
