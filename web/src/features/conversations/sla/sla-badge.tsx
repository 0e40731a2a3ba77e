import type { ConversationRow, SlaMark as Sla } from "@guichet/contract";
import { Tooltip } from "@mantine/core";
import { IconAlarm, IconAlarmFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { durationWords } from "../../../ui/duration-words.ts";
import { timeAhead } from "../time/time-ahead.ts";
import classes from "./sla.module.css";
import { type SlaShown, useSlaState } from "./use-sla-state.ts";

/** In the header: when the answer is due, and under which policy. */
export function SlaBadge({ conversation }: { readonly conversation: ConversationRow }): ReactNode {
  return conversation.sla && <Badge sla={conversation.sla} />;
}

function Badge({ sla }: { readonly sla: Sla }): ReactNode {
  const { t, locale } = useWords();
  const dates = useDates();
  const shown = useSlaState(sla);
  const words = useBadgeWords(sla, shown);
  const facts = {
    policy: sla.policyName,
    kind: t(`sla.kind_${sla.kind}`),
    target: durationWords(sla.targetMinutes, locale),
  };
  const about =
    sla.dueAt === null
      ? t("sla.aboutNever", facts)
      : t("sla.about", { ...facts, at: dates.format(sla.dueAt, "dateTime") });
  const Sign = shown.state === "breached" ? IconAlarmFilled : IconAlarm;
  return (
    <Tooltip label={about} multiline w={280} withArrow events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={classes.badge} data-state={shown.state} aria-label={`${words}. ${about}`}>
        <span className={classes.chip}>
          <Sign size={13} stroke={2} aria-hidden />
          {words}
        </span>
      </button>
    </Tooltip>
  );
}

function useBadgeWords({ dueAt }: Sla, { state, now }: SlaShown): string {
  const { t, locale } = useWords();
  const dates = useDates();
  if (dueAt === null) return t("sla.badgeNever");
  if (state === "breached") return t("sla.badgeBreached", { ago: dates.ago(dueAt, now) });
  const when = state === "warned" ? timeAhead(dueAt, now, locale) : undefined;
  if (when !== undefined) return t("sla.badgeSoon", { when });
  const style = dates.dayKey(dueAt) === dates.dayKey(now) ? "time" : "dateTime";
  return t("sla.badgeDue", { at: dates.format(dueAt, style) });
}
