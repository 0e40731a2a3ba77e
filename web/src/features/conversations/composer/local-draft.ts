import {
  attachmentView,
  type ConversationId,
  type ConversationView,
  instant,
  messageId,
  type UserId,
} from "@guichet/contract";
import { z } from "zod";

const stored = z.object({
  text: z.string(),
  kind: z.enum(["reply", "comment"]),
  replyTo: z.object({ id: messageId, excerpt: z.string() }).nullable(),
  attachments: z.array(attachmentView),
  at: instant,
});
/** What somebody has begun to write in a conversation (W97). */
export type Draft = z.infer<typeof stored>;

/** Drafts are kept for seven days. */
const KEPT_FOR = 7 * 24 * 3600_000;
const PREFIX = "guichet.draft.";

const nameOf = (user: UserId, id: ConversationId): string => `${PREFIX}${user}.${id}`;

/** The draft kept in this browser, which may be newer than the server's. */
export function readLocalDraft(user: UserId, id: ConversationId): Draft | undefined {
  try {
    return stored.safeParse(JSON.parse(localStorage.getItem(nameOf(user, id)) ?? "null")).data;
  } catch {
    return undefined;
  }
}

export function keepLocalDraft(user: UserId, id: ConversationId, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(nameOf(user, id));
    else localStorage.setItem(nameOf(user, id), JSON.stringify(draft));
  } catch {
    // Storage is blocked or full: the server keeps the draft all the same.
  }
}

/** Forgets drafts that are older than seven days. */
export function dropOldDrafts(now = Date.now()): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const draft = stored.safeParse(JSON.parse(localStorage.getItem(name) ?? "null")).data;
      if (draft === undefined || now - new Date(draft.at).getTime() > KEPT_FOR) localStorage.removeItem(name);
    }
  } catch {
    // Nothing is kept where storage is blocked.
  }
}

/** The newer one of what this browser and the server have kept. */
export function newerDraft(
  local: Draft | undefined,
  view: Pick<ConversationView, "draft" | "entries">,
): Draft | undefined {
  const { draft } = view;
  if (draft === null || (local !== undefined && local.at >= draft.at)) return local;
  const answered = view.entries.find((entry) => entry.id === draft.replyToId);
  const excerpt = answered?.type === "message" ? answered.text.slice(0, 120) : "";
  return {
    text: draft.text,
    kind: draft.kind,
    replyTo: draft.replyToId === null ? null : { id: draft.replyToId, excerpt },
    attachments: draft.attachments,
    at: draft.at,
  };
}

export function isEmptyDraft(draft: Pick<Draft, "text" | "attachments">): boolean {
  return draft.text.trim() === "" && draft.attachments.length === 0;
}
