import type { ConversationId, ConversationView, UserId } from "@guichet/contract";
import type { QueryClient } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { markDraft } from "./draft-ids.ts";
import { type Draft, isEmptyDraft, keepLocalDraft } from "./local-draft.ts";

const SENT_AFTER = 1200;

/**
 * Keeps the draft of one conversation: in this browser with every key, on the server a moment later. A failure is not
 * worth a word: the browser still has it, and the next change tries again.
 */
export class DraftKeeper {
  readonly #cache: QueryClient;
  readonly #user: UserId;
  readonly #id: ConversationId;
  #unsent: Draft | null | undefined;
  #forgotten = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cache: QueryClient, user: UserId, id: ConversationId) {
    this.#cache = cache;
    this.#user = user;
    this.#id = id;
  }

  keep(draft: Draft): void {
    const kept = isEmptyDraft(draft) ? null : draft;
    if (kept === null && this.#forgotten) return;
    this.#forgotten = kept === null;
    keepLocalDraft(this.#user, this.#id, kept);
    markDraft(this.#cache, this.#id, kept !== null);
    this.#remember(kept);
    this.#unsent = kept;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SENT_AFTER);
  }

  /** The message is on its way; the server forgets its draft with it. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#unsent = undefined;
    this.#forgotten = true;
    keepLocalDraft(this.#user, this.#id, null);
    markDraft(this.#cache, this.#id, false);
    this.#remember(null);
  }

  /** Sends what waits, e.g. on moving to another conversation. */
  flush(): void {
    clearTimeout(this.#timer);
    const draft = this.#unsent;
    this.#unsent = undefined;
    if (draft === undefined) return;
    const params = { id: this.#id };
    const sent =
      draft === null
        ? call(routes.deleteDraft, { params })
        : call(routes.putDraft, {
            params,
            body: {
              text: draft.text,
              kind: draft.kind,
              replyToId: draft.replyTo?.id ?? null,
              attachmentIds: draft.attachments.map((one) => one.id),
            },
          });
    sent.catch(() => undefined);
  }

  /** The conversation may be opened again from the cache: its draft is this one then. */
  #remember(draft: Draft | null): void {
    this.#cache.setQueryData<ConversationView>(
      keys.thread(this.#id),
      (view) =>
        view && {
          ...view,
          draft: draft && { ...draft, replyToId: draft.replyTo?.id ?? null },
        },
    );
  }
}
