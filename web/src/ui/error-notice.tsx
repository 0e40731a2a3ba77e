import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Refusal } from "../api/refusal.ts";
import { useRefusalWords } from "../locales/refusal-words.ts";
import { useWords } from "../locales/use-words.ts";
import classes from "./error-notice.module.css";

type Props = { readonly error: unknown; readonly onRetry?: () => void; readonly compact?: boolean };

/** What happened and what to do, in the user's words; with the reference number under which the log knows it. */
export function ErrorNotice({ error, onRetry, compact = false }: Props): ReactNode {
  const { t } = useWords();
  const words = useRefusalWords();
  const reference = error instanceof Refusal ? error.reference : undefined;
  return (
    <div role="alert" className={classes.notice} data-compact={compact || undefined}>
      <IconAlertCircle size={18} className={classes.icon} aria-hidden />
      <div>
        <p className={classes.words}>{words(error)}</p>
        {reference && <p className={classes.reference}>{t("ui.reference", { reference })}</p>}
      </div>
      {onRetry && (
        <Button size="xs" variant="default" onClick={onRetry}>
          {t("ui.tryAgain")}
        </Button>
      )}
    </div>
  );
}
