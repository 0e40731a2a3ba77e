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
  const actor = actorWords(entry.actor, t, entry.action.startsWith("topic_"));
  const { userName, topicName, teamName, reason } = entry.subject;
  if (entry.action.startsWith("boomerang_")) return boomerangWords(entry, words, dates, actor);
  const due = entry.subject.dueAt === undefined ? "" : dates.format(entry.subject.dueAt, "dateTime");
  if (entry.action === "unassigned" && userName !== undefined && userName !== actor) {
    return t("conversations.audit_unassignedOther", { actor, user: userName });
  }
  const said = t(keyOf(entry), {
    actor,
    agent: entry.subject.agentName ?? "",
    user: userName ?? "",
    topic: topicName ?? t("conversations.aTopic"),
    team: teamName ?? t("conversations.aTeam"),
    due,
  });
  const because = [reason ?? whyRouted(entry.subject, words), entry.subject.comment]
    .filter((one) => one !== undefined)
    .join(": ");
  return because === "" ? said : t("conversations.auditReason", { said, reason: because });
}

/** `inside`: in the midst of the sentence. */
function actorWords(actor: AuditView["actor"], t: Words["t"], inside: boolean): string {
  if (actor.type === "system") return t("conversations.system");
  if (actor.type === "automation" || actor.type === "app") {
    const key = actor.type === "app" ? "conversations.anApp" : "conversations.anAutomation";
    const said = t(key, { name: actor.name });
    return inside ? small(said) : said;
  }
  return actor.name || t("conversations.theContact");
}

function whyRouted({ skillSets, fallback }: AuditView["subject"], { t, locale }: Words): string | undefined {
  if (fallback === true) return t("routing.fallbackTeam");
  if (skillSets === undefined) return undefined;
  const sets = new Intl.ListFormat(locale).format(skillSets);
  return t("routing.bySkillSets", { count: skillSets.length, sets });
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
  return keyOf({ action, subject });
}

type OfAgent = Extract<AuditView["action"], `agent_${string}`>;

function isOfAgent(action: AuditView["action"]): action is OfAgent {
  return action.startsWith("agent_");
}

function keyOf({ action, subject }: Pick<AuditView, "action" | "subject">): WordKey {
  if (action === "agent_handed_over" && subject.userName !== undefined) return "virtualAgents.audit_agent_handed_back";
  if (isOfAgent(action)) return `virtualAgents.audit_${action}`;
  return action === "assignment_sla" ? "sla.auditAssignment" : `conversations.audit_${action}`;
}

function stamp(at: string, { t, locale }: Words, dates: Dates): string {
  const time = dates.format(at, "time");
  return t("conversations.auditStamp", {
    date: dates.format(at, "date"),
    time: locale === "fr" ? time.replace(":", " h ") : time,
  });
}
