import type { ApiScope } from "@guichet/contract";
import type { WordKey } from "../../locales/catalog.ts";

type Words = { readonly name: WordKey; readonly text: WordKey };

/** What a key may do, in words; the order is that of the boxes. */
export const SCOPE_WORDS: Readonly<Record<ApiScope, Words>> = {
  "proactive.send": { name: "apiKeys.scope_proactive_send", text: "apiKeys.scope_proactive_sendText" },
  "proactive.read": { name: "apiKeys.scope_proactive_read", text: "apiKeys.scope_proactive_readText" },
};
export const SCOPES = Object.keys(SCOPE_WORDS) as readonly ApiScope[];
