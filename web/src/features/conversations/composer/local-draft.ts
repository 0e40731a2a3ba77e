import type { AttachmentView, ConversationId, ConversationView, MessageId, UserId } from "@guichet/contract";

/** What somebody has begun to write in a conversation (W97). */
export type Draft = {
  readonly text: string;
  readonly kind: "reply" | "comment";
  readonly replyTo: { readonly id: MessageId; readonly excerpt: string } | null;
  readonly attachments: AttachmentView[];
  readonly at: string;
};

/** Drafts are kept for seven days. */
const KEPT_FOR = 7 * 24 * 3600_000;
const PREFIX = "guichet.draft.";

const nameOf = (user: UserId, id: ConversationId): string => `${PREFIX}${user}.${id}`;

/** The draft kept in this browser, which may be newer than the server's. */
export function readLocalDraft(user: UserId, id: ConversationId): Draft | undefined {
  try {
    return parseDraft(localStorage.getItem(nameOf(user, id)));
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
      const draft = parseDraft(localStorage.getItem(name));
      if (draft === undefined || now - new Date(draft.at).getTime() > KEPT_FOR) localStorage.removeItem(name);
    }
  } catch {
    // Nothing is kept where storage is blocked.
  }
}

/** What this program has stored; undefined for anything else. */
function parseDraft(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  try {
    const draft: Draft | null = JSON.parse(text);
    const kinds: readonly unknown[] = ["reply", "comment"];
    const whole = typeof draft?.text === "string" && typeof draft.at === "string" && Array.isArray(draft.attachments);
    return draft !== null && whole && kinds.includes(draft.kind) ? draft : undefined;
  } catch {
    return undefined;
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
