import type { Catalog } from "./catalog.ts";
import { channels } from "./fr/channels.ts";
import { contacts } from "./fr/contacts.ts";
import { conversations } from "./fr/conversations.ts";
import { errors } from "./fr/errors.ts";
import { help } from "./fr/help.ts";
import { platforms } from "./fr/platforms.ts";
import { problems } from "./fr/problems.ts";
import { profile } from "./fr/profile.ts";
import { settings } from "./fr/settings.ts";
import { shell } from "./fr/shell.ts";
import { signIn } from "./fr/signIn.ts";
import { teams } from "./fr/teams.ts";
import { ui } from "./fr/ui.ts";
import { users } from "./fr/users.ts";

/** French, with exactly the keys of English (the type and locales.test.ts hold it). */
export const fr: Catalog = {
  channels,
  contacts,
  conversations,
  errors,
  help,
  platforms,
  problems,
  profile,
  settings,
  shell,
  signIn,
  teams,
  ui,
  users,
};
