import type { AuditView } from "@guichet/contract";
import type { WordKey } from "../../../locales/catalog.ts";
import type { Dates } from "../../../locales/use-dates.ts";
import type { Words } from "../../../locales/use-words.ts";

/** A line of the audit trail in words: what, who, when (W169). `Le 23 juin 2021 à 11 h 01` is how French tells the time. */
export function auditWords(entry: AuditView, words: Words, dates: Dates): string {
  return `${whatHappened(entry, words, dates)} - ${stamp(entry.at, words, dates)}`;
}

function whatHappened(entry: AuditView, words: Words, dates: Dates): string {
  const { t } = words;
  if (entry.action === "vip_by_group" || entry.action === "vip_group_left") return groupWords(entry, t);
  const actor =
    entry.actor.type === "system" ? t("conversations.system") : entry.actor.name || t("conversations.theContact");
  const { userName, topicName, reason } = entry.subject;
  if (entry.action.startsWith("boomerang_")) return boomerangWords(entry, words, dates, actor);
  const due = entry.subject.dueAt === undefined ? "" : dates.format(entry.subject.dueAt, "dateTime");
  if (entry.action === "unassigned" && userName !== undefined && userName !== actor) {
    return t("conversations.audit_unassignedOther", { actor, user: userName });
  }
  const said = t(`conversations.audit_${entry.action}`, {
    actor,
    user: userName ?? "",
    topic: topicName ?? t("conversations.aTopic"),
    due,
  });
  const because = [reason, entry.subject.comment].filter((one) => one !== undefined).join(": ");
  return because === "" ? said : t("conversations.auditReason", { said, reason: because });
}

/** A group that is gone, or that marks nobody any more, has no name to tell. */
function groupWords({ action, subject }: AuditView, t: Words["t"]): string {
  const came = action === "vip_by_group";
  const { groupName } = subject;
  if (groupName === undefined) return t(`conversations.audit_${came ? "vip_by_group" : "vip_group_left"}`);
  return t(`conversations.audit_${came ? "vip_by_groupNamed" : "vip_group_leftNamed"}`, { group: groupName });
}

function boomerangWords(entry: AuditView, { t, ...words }: Words, dates: Dates, actor: string): string {
  const { userName, note, dueAt } = entry.subject;
  const due = dueAt === undefined ? "" : small(stamp(dueAt, { t, ...words }, dates));
  const said = t(boomerangKey(entry), { actor, due, user: userName ?? "", topic: "" });
  return note === undefined ? said : t("conversations.auditNote", { said, note });
}

/** `On 28 November` in the midst of a sentence. */
function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function boomerangKey({ action, actor, subject }: AuditView): WordKey {
  if (action === "boomerang_cancelled" && actor.type === "contact") return "conversations.audit_boomerang_ended";
  if (action === "boomerang_cancelled" && actor.type === "system") return "conversations.audit_boomerang_endedBySystem";
  if (action === "boomerang_returned" && subject.userName === undefined)
    return "conversations.audit_boomerang_returnedSystem";
  return `conversations.audit_${action}`;
}

function stamp(at: string, { t, locale }: Words, dates: Dates): string {
  const time = dates.format(at, "time");
  return t("conversations.auditStamp", {
    date: dates.format(at, "date"),
    time: locale === "fr" ? time.replace(":", " h ") : time,
  });
}
