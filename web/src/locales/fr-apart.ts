import type { ApartCatalog } from "./catalog.ts";
import { channels } from "./fr/channels.ts";
import { help } from "./fr/help.ts";
import { problems } from "./fr/problems.ts";
import { profile } from "./fr/profile.ts";
import { settings } from "./fr/settings.ts";
import { signIn } from "./fr/signIn.ts";
import { teams } from "./fr/teams.ts";
import { users } from "./fr/users.ts";

/** The French words that the Shared Inbox can do without. */
export const frApart: ApartCatalog = { channels, help, problems, profile, settings, signIn, teams, users };
