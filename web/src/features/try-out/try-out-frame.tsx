import type { TryOutProgress } from "@guichet/contract";
import { Button, Select } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./try-out.module.css";

const DAYS = [1, 7, 14, 30, 60, 90];
type Props = {
  readonly days: number;
  readonly onDays: (days: number) => void;
  /** Another choice beside the days. */
  readonly children?: ReactNode;
  /** Why it cannot be tried yet; undefined: it can. */
  readonly unready: string | undefined;
  readonly busy: boolean;
  readonly progress: TryOutProgress | null;
  readonly error: unknown;
  /** What is shown was tried with another draft. */
  readonly stale: boolean;
  readonly onStart: () => void;
  readonly onStop: () => void;
};

/** Over which days, the button, and how far it is. */
export function TryOutFrame(props: Props): ReactNode {
  const { days, onDays, children, unready, busy, error, stale, onStart, onStop } = props;
  const { t } = useWords();
  return (
    <div className={classes.frame}>
      <div className={classes.choices}>
        <Select
          label={t("tryOut.days")}
          allowDeselect={false}
          data={DAYS.map((count) => ({ value: String(count), label: t("tryOut.lastDays", { count }) }))}
          value={String(days)}
          onChange={(chosen) => onDays(Number(chosen ?? days))}
        />
        {children}
      </div>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconHistory size={16} />}
          disabled={busy || unready !== undefined}
          onClick={onStart}
        >
          {t("tryOut.start")}
        </Button>
        {busy && (
          <Button variant="subtle" onClick={onStop}>
            {t("tryOut.stop")}
          </Button>
        )}
        {unready !== undefined && <p className={classes.hint}>{unready}</p>}
      </div>
      <div role="status">{busy && <Progress {...props} />}</div>
      {error !== undefined && <ErrorNotice error={error} compact onRetry={onStart} />}
      {stale && !busy && <Notice tone="warning">{t("tryOut.stale")}</Notice>}
    </div>
  );
}

function Progress({ progress, days }: Pick<Props, "progress" | "days">): ReactNode {
  const { t, locale } = useWords();
  const dates = useDates();
  const span = days * 86_400_000;
  const done = progress === null ? 0 : Date.now() - new Date(progress.backTo).getTime();
  const words =
    progress === null
      ? t("tryOut.begins")
      : t("tryOut.looked", {
          count: progress.looked.toLocaleString(locale),
          day: dates.format(progress.backTo, "day"),
        });
  return (
    <div className={classes.running}>
      <progress
        className={classes.progress}
        max={1}
        value={Math.min(1, done / span)}
        aria-label={t("tryOut.progress")}
      />
      <p className={classes.hint}>{words}</p>
    </div>
  );
}
