import type { ConversationRow } from "@guichet/contract";
import { IconRotateClockwise2 } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useMe } from "../../../api/me.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { canSetStatus } from "../thread/status-buttons.tsx";
import { useNow } from "../use-now.ts";
import classes from "./boomerang.module.css";
import { timeAhead } from "./time-ahead.ts";

type Props = {
  readonly conversation: ConversationRow;
  readonly onChange: () => void;
  readonly onCancel: () => void;
};

/** The reminder in the open conversation: when it comes back, what for, whose it is, and the way out (W64). */
export const BoomerangBar = memo(function BoomerangBar({ conversation, onChange, onCancel }: Props): ReactNode {
  const { t, locale } = useWords();
  const dates = useDates();
  const now = useNow();
  const me = useMe().id;
  const { boomerang } = conversation;
  if (boomerang === null) return null;
  const enabled = canSetStatus(conversation, me);
  const when = timeAhead(boomerang.at, now, locale) ?? t("time.due");
  const today = dates.dayKey(boomerang.at) === dates.dayKey(now);
  const whose = boomerang.by === null ? t("time.setBySystem") : t("time.setBy", { name: boomerang.by.name });
  return (
    <section className={classes.bar} aria-label={t("time.boomerang")}>
      <IconRotateClockwise2 size={17} stroke={1.9} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        <strong>{t("time.comesBackAt", { when, at: dates.format(boomerang.at, today ? "time" : "dateTime") })}</strong>
        {boomerang.note !== "" && <bdi className={classes.note}>{boomerang.note}</bdi>}
        <bdi className={classes.by}>{whose}</bdi>
      </span>
      <span className={classes.acts}>
        <button type="button" className={classes.act} disabled={!enabled} onClick={onChange}>
          {t("time.change")}
        </button>
        <button type="button" className={classes.act} disabled={!enabled} onClick={onCancel}>
          {t("time.cancel")}
        </button>
      </span>
    </section>
  );
});
