import type { Translation } from "../catalog.ts";
import type { conversations as english } from "../en/conversations.ts";

export const conversations: Translation<typeof english> = {};
