import type { AuditView } from "@guichet/contract";
import type { Dates } from "../../../locales/use-dates.ts";
import type { Words } from "../../../locales/use-words.ts";

/** A line of the audit trail in words: what, who, when (W169). `Le 23 juin 2021 à 11 h 01` is how French tells the time. */
export function auditWords(entry: AuditView, words: Words, dates: Dates): string {
  return `${whatHappened(entry, words)} - ${stamp(entry.at, words, dates)}`;
}

function whatHappened(entry: AuditView, { t }: Words): string {
  const actor =
    entry.actor.type === "system" ? t("conversations.system") : entry.actor.name || t("conversations.theContact");
  const { userName, topicName, reason } = entry.subject;
  if (entry.action === "unassigned" && userName !== undefined && userName !== actor) {
    return t("conversations.audit_unassignedOther", { actor, user: userName });
  }
  const said = t(`conversations.audit_${entry.action}`, {
    actor,
    user: userName ?? "",
    topic: topicName ?? t("conversations.aTopic"),
  });
  return reason === undefined ? said : t("conversations.auditReason", { said, reason });
}

function stamp(at: string, { t, locale }: Words, dates: Dates): string {
  const time = dates.format(at, "time");
  return t("conversations.auditStamp", {
    date: dates.format(at, "date"),
    time: locale === "fr" ? time.replace(":", " h ") : time,
  });
}
