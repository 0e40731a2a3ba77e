import type { AttachmentView } from "@guichet/contract/conversations";
import { toJson } from "../page/to-json.ts";
import { areAttachments, fits, parseJson } from "./read-answer.ts";
import type { Store } from "./store.ts";

/**
 * A message the visitor wrote that the server's thread does not show yet. `accepted`: stored by the server, so it is never
 * sent again, only waiting to appear. `failed`: refused; the visitor decides.
 */
export type Unsent = {
  id: string;
  text: string;
  attachments: AttachmentView[];
  at: number;
  /** Whose words these are: the identified user's id, or null for the anonymous visitor. Never sent as somebody else. */
  author: string | null;
  state: "queued" | "accepted" | "failed";
};

/** One key a message: two tabs that write at the same moment cannot overwrite each other. */
const PREFIX = "out:";
const FORGET_ACCEPTED_AFTER_MS = 10 * 60_000;

export function putUnsent(store: Store, message: Unsent): void {
  store.set(PREFIX + message.id, toJson(message));
}

function dropUnsent(store: Store, id: string): void {
  store.remove(PREFIX + id);
}

/** The author's messages, oldest first. */
export function listUnsent(store: Store, author: string | null): Unsent[] {
  return listAll(store)
    .filter((message) => message.author === author)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Tries a refused message again, or gives it up. */
export function decideFailed(store: Store, author: string | null, id: string, decision: "retry" | "discard"): void {
  const message = listUnsent(store, author).find((other) => other.id === id && other.state === "failed");
  if (message && decision === "retry") putUnsent(store, { ...message, state: "queued" });
  if (message && decision === "discard") dropUnsent(store, id);
}

/** Lets go of what the thread shows by now, and of accepted messages so old that the thread must have had them. */
export function settleUnsent(store: Store, isShown: (id: string) => boolean, now: number): void {
  for (const { id, state, at } of listAll(store)) {
    if (isShown(id) || (state === "accepted" && now - at > FORGET_ACCEPTED_AFTER_MS)) dropUnsent(store, id);
  }
}

function listAll(store: Store): Unsent[] {
  return store
    .keys(PREFIX)
    .map((key) => parseJson(store.get(key)))
    .filter(isUnsent);
}

function isUnsent(value: unknown): value is Unsent {
  return fits(value, "string", "id", "text") && fits(value, "number", "at") && areAttachments(value.attachments);
}
