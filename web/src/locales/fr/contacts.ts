import type { Translation } from "../catalog.ts";
import type { contacts as english } from "../en/contacts.ts";

export const contacts: Translation<typeof english> = {};
