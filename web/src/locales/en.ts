import { contacts } from "./en/contacts.ts";
import { conversations } from "./en/conversations.ts";
import { errors } from "./en/errors.ts";
import { platforms } from "./en/platforms.ts";
import { shell } from "./en/shell.ts";
import { ui } from "./en/ui.ts";

/** English: the catalogue whose keys all other languages must have. Messages are ICU. */
export const en = { contacts, conversations, errors, platforms, shell, ui };
