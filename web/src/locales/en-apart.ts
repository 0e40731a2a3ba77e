import { channels } from "./en/channels.ts";
import { help } from "./en/help.ts";
import { problems } from "./en/problems.ts";
import { profile } from "./en/profile.ts";
import { settings } from "./en/settings.ts";
import { signIn } from "./en/signIn.ts";
import { teams } from "./en/teams.ts";
import { users } from "./en/users.ts";

/** The words that the Shared Inbox can do without: fetched by the pages that say them (signing in, profile, Settings, help). */
export const enApart = { channels, help, problems, profile, settings, signIn, teams, users };
