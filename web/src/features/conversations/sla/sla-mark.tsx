import type { ConversationRow, SlaMark as Sla } from "@guichet/contract";
import { IconAlarm, IconAlarmFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { shortDuration } from "../queue/waiting-time.ts";
import { timeAhead } from "../time/time-ahead.ts";
import classes from "./sla.module.css";
import { useSlaState } from "./use-sla-state.ts";

/** In the row: orange once the answer is almost too late, red once it is, with for how long (R82). */
export function SlaMark({ row }: { readonly row: ConversationRow }): ReactNode {
  return row.sla && <Mark sla={row.sla} />;
}

/** Ticks by itself: the row around it is not drawn again. */
function Mark({ sla }: { readonly sla: Sla }): ReactNode {
  const { t, locale } = useWords();
  const dates = useDates();
  const { state, span, now } = useSlaState(sla);
  if (state === "running") return null;
  const kind = t(`sla.kind_${sla.kind}`);
  const Sign = state === "breached" ? IconAlarmFilled : IconAlarm;
  const words =
    state === "breached"
      ? t("sla.breached", { kind, ago: dates.ago(sla.dueAt ?? now, now) })
      : t("sla.warned", { kind, when: timeAhead(sla.dueAt ?? "", now, locale) ?? dates.ago(now, now) });
  return (
    <span className={classes.mark} data-state={state} title={words}>
      <Sign size={14} stroke={2} aria-hidden />
      {span !== null && <span aria-hidden>{shortDuration(span, locale)}</span>}
      <span className={classes.unseen}>{words}</span>
    </span>
  );
}
