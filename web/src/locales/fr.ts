import type { Catalog } from "./catalog.ts";
import { contacts } from "./fr/contacts.ts";
import { conversations } from "./fr/conversations.ts";
import { errors } from "./fr/errors.ts";
import { platforms } from "./fr/platforms.ts";
import { shell } from "./fr/shell.ts";
import { ui } from "./fr/ui.ts";

/** French, with exactly the keys of English (the type and locales.test.ts hold it). */
export const fr: Catalog = { contacts, conversations, errors, platforms, shell, ui };
