import { channels } from "./en/channels.ts";
import { contacts } from "./en/contacts.ts";
import { conversations } from "./en/conversations.ts";
import { errors } from "./en/errors.ts";
import { help } from "./en/help.ts";
import { platforms } from "./en/platforms.ts";
import { problems } from "./en/problems.ts";
import { profile } from "./en/profile.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/signIn.ts";
import { teams } from "./en/teams.ts";
import { ui } from "./en/ui.ts";
import { users } from "./en/users.ts";

/** English: the catalogue whose keys all other languages must have. Messages are ICU. */
export const en = {
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
