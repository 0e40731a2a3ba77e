import type { ConversationId, ConversationRow } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { addressOf, call } from "../../api/call.ts";
import { useLiveHealth } from "../../api/live-health.ts";
import { useMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { openConversation } from "./change-conversation.ts";
import { keys } from "./keys.ts";

/** Whoever only flies over conversations opens none: the lock and the clock begin after this many milliseconds. */
const OPENED_AFTER = 250;
const NOBODY: ReadonlyMap<ConversationId, string> = new Map();

/**
 * Being in a conversation: opened after a moment, which takes a free lock (W80), left when one moves on (W81). The lock
 * is asked for again when it was lost without a thief, e.g. while the connection was gone.
 */
export function usePresenceHere(id: ConversationId): void {
  const cache = useQueryClient();
  useEffect(() => {
    let opened = false;
    const timer = setTimeout(() => {
      opened = true;
      openConversation(cache, id, false).catch(() => undefined);
    }, OPENED_AFTER);
    const leave = (): void => {
      clearTimeout(timer);
      if (!opened) return;
      opened = false;
      // Not in the way of drawing the next one.
      setTimeout(() => call(routes.leaveConversation, { params: { id } }).catch(() => undefined), 0);
    };
    // Closing the page: an ordinary call would be cut off.
    const leavePage = (): void => {
      if (!opened) return;
      void fetch(addressOf(routes.leaveConversation, { id }), { method: "POST", keepalive: true }).catch(
        () => undefined,
      );
    };
    window.addEventListener("pagehide", leavePage);
    return () => {
      window.removeEventListener("pagehide", leavePage);
      leave();
    };
  }, [cache, id]);
  useOpenAgainWhenBack(id);
}

/** After a cut of the connection the server may have let the lock go. */
function useOpenAgainWhenBack(id: ConversationId): void {
  const cache = useQueryClient();
  const health = useLiveHealth();
  const wasCut = useRef(false);
  useEffect(() => {
    if (health === "reconnecting" || health === "offline") wasCut.current = true;
    if (health !== "live" || !wasCut.current) return;
    wasCut.current = false;
    openConversation(cache, id, false).catch(() => undefined);
  }, [cache, health, id]);
}

/** Takes the lock when it is free and one begins to write; a state change, for one, has let it go (W83). */
export function useTakeFreeLock(conversation: ConversationRow): () => void {
  const cache = useQueryClient();
  const asked = useRef(false);
  const { id, lock, status } = conversation;
  const free = lock === null && status !== "resolved" && conversation.abilities.includes("reply");
  return useCallback(() => {
    if (!free || asked.current) return;
    asked.current = true;
    openConversation(cache, id, false)
      .catch(() => undefined)
      .finally(() => {
        asked.current = false;
      });
  }, [cache, id, free]);
}

/** Resolved conversations are never locked: whoever is in one when it is taken up again gets the lock then. */
export function useLockWhenTakenUp(conversation: ConversationRow): void {
  const cache = useQueryClient();
  const { id, status, lock } = conversation;
  const before = useRef({ id, status });
  useEffect(() => {
    // A foreseen status is not in the database yet; the row that confirms it has a whole version.
    if (!Number.isInteger(conversation.version)) return;
    const takenUp = before.current.id === id && before.current.status === "resolved" && status !== "resolved";
    before.current = { id, status };
    if (takenUp && lock === null) openConversation(cache, id, false).catch(() => undefined);
  }, [cache, id, status, lock, conversation.version]);
}

/** Who took the lock away from me in this conversation, while they hold it. */
export function useStolenBy(conversation: ConversationRow): string | undefined {
  const me = useMe().id;
  const { data = NOBODY } = useQuery<ReadonlyMap<ConversationId, string>>({
    queryKey: keys.stolen,
    queryFn: () => NOBODY,
    enabled: false,
  });
  return conversation.lock !== null && conversation.lock.id !== me ? data.get(conversation.id) : undefined;
}
