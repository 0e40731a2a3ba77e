import type { MediaRef } from "../../connector.ts";
import type { Json } from "../../read-json.ts";
import type { Happening } from "../happening.ts";

/** What attachments come to: files, and what has none as words that need no language. */
export type Attached = { readonly words: readonly string[]; readonly media: readonly MediaRef[] };

/** In what Messenger and Instagram differ when they tell of messages. */
export type Dialect = {
  /** Beside its text. */
  readonly attachedTo: (message: Json, happening: Happening) => Attached;
  /** What we put into `metadata` comes back with the echo. Where it does not, an echo of ours is known by its words. */
  readonly returnsMarks: boolean;
  /** Whether a contact's reaction opens or joins a conversation on this account. Left out: on none. */
  readonly reactionsOpen?: (accountId: string) => boolean;
  /** What else is kept beside a message. */
  readonly contextOf?: (message: Json) => Readonly<Record<string, unknown>>;
};
