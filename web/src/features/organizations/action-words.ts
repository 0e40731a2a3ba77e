import type { WordKey } from "../../locales/catalog.ts";
import type { settings } from "../../locales/en/settings.ts";
import type { Say } from "../../locales/use-words.ts";

type Actions = Extract<keyof typeof settings, `action_${string}`>;
const KNOWN: Record<Actions, true> = {
  action_organization_created: true,
  action_organization_changed: true,
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
  action_channel_created: true,
  action_channel_deleted: true,
  action_problem_discarded: true,
};

/** Words for an action of the log, e.g. `user.created`; an action of a newer server shows its own name. */
export function actionWords(action: string, t: Say): string {
  const key = `action_${action.replaceAll(".", "_")}`;
  return isKnown(key) ? t(`settings.${key}` satisfies WordKey) : action;
}

function isKnown(key: string): key is Actions {
  return Object.hasOwn(KNOWN, key);
}
