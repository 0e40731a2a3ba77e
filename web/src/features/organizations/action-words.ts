import { searchWords } from "@guichet/contract";
import type { WordKey } from "../../locales/catalog.ts";
import type { settings } from "../../locales/en/settings.ts";
import type { Say } from "../../locales/use-words.ts";

type Actions = Extract<keyof typeof settings, `action_${string}`>;
const KNOWN: Record<Actions, true> = {
  action_organization_created: true,
  action_organization_changed: true,
  action_api_key_created: true,
  action_api_key_changed: true,
  action_api_key_revoked: true,
  action_user_created: true,
  action_user_changed: true,
  action_user_access_changed: true,
  action_user_deactivated: true,
  action_user_reactivated: true,
  action_user_invited: true,
  action_user_invitation_accepted: true,
  action_user_password_reset: true,
  action_user_password_changed: true,
  action_user_email_changed: true,
  action_user_second_factor_on: true,
  action_user_second_factor_off: true,
  action_channel_changed: true,
  action_channel_access_changed: true,
  action_channel_secrets_rotated: true,
  action_example_filled: true,
  action_team_created: true,
  action_team_edited: true,
  action_team_members: true,
  action_team_channels: true,
  action_team_deleted: true,
  action_away_state_created: true,
  action_away_state_edited: true,
  action_away_state_deleted: true,
  action_away_state_restored: true,
  action_channel_created: true,
  action_channel_deleted: true,
  action_topic_created: true,
  action_topic_edited: true,
  action_topic_deleted: true,
  action_topic_restored: true,
  action_queue_view_created: true,
  action_queue_view_edited: true,
  action_queue_view_deleted: true,
  action_queue_view_restored: true,
  action_automation_created: true,
  action_automation_edited: true,
  action_automation_deleted: true,
  action_automation_restored: true,
  action_automation_order: true,
  action_tag_created: true,
  action_tag_edited: true,
  action_tag_deleted: true,
  action_tag_restored: true,
  action_knowledge_collection_created: true,
  action_knowledge_collection_edited: true,
  action_knowledge_collection_deleted: true,
  action_knowledge_collection_restored: true,
  action_knowledge_response_created: true,
  action_knowledge_response_edited: true,
  action_knowledge_response_deleted: true,
  action_knowledge_response_restored: true,
  action_knowledge_article_created: true,
  action_knowledge_article_edited: true,
  action_knowledge_article_deleted: true,
  action_knowledge_article_restored: true,
  action_attribute_created: true,
  action_attribute_changed: true,
  action_attribute_ordered: true,
  action_attribute_deleted: true,
  action_contact_group_created: true,
  action_contact_group_changed: true,
  action_contact_group_deleted: true,
  action_contacts_changed: true,
  action_contact_deleted: true,
  action_contact_unmuted: true,
  action_post_unmuted: true,
  action_problem_discarded: true,
  action_skill_set_created: true,
  action_skill_set_edited: true,
  action_skill_set_deleted: true,
  action_skill_set_restored: true,
  action_skill_set_teams: true,
  action_rules_imported: true,
  action_fallback_team_added: true,
  action_fallback_team_removed: true,
  action_prioritization_edited: true,
  action_business_hours_created: true,
  action_business_hours_edited: true,
  action_business_hours_deleted: true,
  action_business_hours_restored: true,
  action_sla_policy_created: true,
  action_sla_policy_edited: true,
  action_sla_policy_deleted: true,
  action_sla_policy_restored: true,
  action_auto_responder_created: true,
  action_auto_responder_edited: true,
  action_auto_responder_channels: true,
  action_auto_responder_deleted: true,
  action_auto_responder_restored: true,
  action_resolution_reason_created: true,
  action_resolution_reason_changed: true,
  action_resolution_reason_deleted: true,
};

/** Words for an action of the log, e.g. `user.created`; an action of a newer server shows its own name. */
export function actionWords(action: string, t: Say): string {
  const key = `action_${action.replaceAll(".", "_")}`;
  return isKnown(key) ? t(`settings.${key}` satisfies WordKey) : action;
}

function isKnown(key: string): key is Actions {
  return Object.hasOwn(KNOWN, key);
}

/** What is changed, by the first word of its actions. */
const KINDS = [
  "organization",
  "user",
  "team",
  "channel",
  "topic",
  "tag",
  "automation",
  "knowledge",
  "attribute",
  "contact_group",
  "contacts",
  "contact",
  "post",
  "away_state",
  "business_hours",
  "sla_policy",
  "auto_responder",
  "resolution_reason",
  "skill_set",
  "rules",
  "fallback_team",
  "prioritization",
  "problem",
  "example",
] as const;

/** For a field that chooses one of them, in the order of their words. */
export function kindsOfActions(t: Say): { value: string; label: string }[] {
  return KINDS.map((kind) => ({ value: kind, label: t(`settings.kind_${kind}`) })).toSorted((a, b) =>
    a.label.localeCompare(b.label),
  );
}

/** Actions whose words on this screen hold what is looked for, as the server names them. */
export function actionsNamed(search: string, t: Say): string[] {
  const sought = searchWords(search);
  if (sought.length === 0) return [];
  const names = Object.keys(KNOWN).filter(isKnown);
  return names
    .filter((key) => {
      const words = searchWords(t(`settings.${key}` satisfies WordKey));
      return sought.every((one) => words.some((word) => word.startsWith(one)));
    })
    .flatMap(actionOf);
}

/** `action_contact_group_created` → `contact_group.created`. */
function actionOf(key: Actions): string[] {
  const name = key.replace(/^action_/, "");
  const kind = KINDS.filter((one) => name.startsWith(`${one}_`)).toSorted((a, b) => b.length - a.length)[0];
  return kind === undefined ? [] : [`${kind}.${name.slice(kind.length + 1)}`];
}
