import type { ConversationId, ConversationRow, MessageId, UserId } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { addressOf, call } from "../../api/call.ts";
import { useLiveHealth } from "../../api/live-health.ts";
import { useMe } from "../../api/me.ts";
import { routes } from "../../api/routes.ts";
import { openConversation } from "./change-conversation.ts";
import { landed } from "./in-flight.ts";
import { keys } from "./keys.ts";
import { takeBrought } from "./next/brought.ts";
import { whenSent } from "./sending/start-sending.ts";

/** Whoever only flies over conversations opens none: the lock and the clock begin after this many milliseconds. */
const OPENED_AFTER = 250;
const NOBODY: ReadonlyMap<ConversationId, string> = new Map();

/**
 * Being in a conversation: opened after a moment, which takes a free lock (W80), left when one moves on (W81). The lock
 * is asked for again when it was lost without a thief, e.g. while the connection was gone. Who `onlyLooks` (at something that
 * was found) is not there until they take the lock, by writing.
 */
export function usePresenceHere(id: ConversationId, onlyLooks = false): void {
  const cache = useQueryClient();
  const me = useMe().id;
  const looked = useRef(false);
  useEffect(() => {
    if (onlyLooks) {
      looked.current = true;
      return;
    }
    here.add(id);
    // What was brought is open already.
    let opened = takeBrought(id);
    const open = (): void => {
      opened = true;
      openConversation(cache, id, false).catch(() => undefined);
    };
    // Who begins to write after looking has opened it.
    const timer = opened ? undefined : setTimeout(open, looked.current ? 0 : OPENED_AFTER);
    looked.current = false;
    const leave = (): void => {
      clearTimeout(timer);
      here.delete(id);
      if (!opened) return;
      opened = false;
      // Not in the way of drawing the next one.
      setTimeout(() => void leaveWhenQuiet(me, id), 0);
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
  }, [cache, me, id, onlyLooks]);
  useOpenAgainWhenBack(id, onlyLooks);
}

/** Where one is at this moment. */
const here = new Set<ConversationId>();

/**
 * The hold protects a reply or a change of status that is on its way: let go of before it arrives, the conversation would be
 * brought to somebody else as if nobody had answered.
 */
async function leaveWhenQuiet(me: UserId, id: ConversationId): Promise<void> {
  await landed(id);
  await whenSent(me, id);
  if (here.has(id)) return;
  await call(routes.leaveConversation, { params: { id } }).catch(() => undefined);
}

/** After a cut of the connection the server may have let the lock go. */
function useOpenAgainWhenBack(id: ConversationId, onlyLooks: boolean): void {
  const cache = useQueryClient();
  const health = useLiveHealth();
  const wasCut = useRef(false);
  useEffect(() => {
    if (health === "reconnecting" || health === "offline") wasCut.current = true;
    if (health !== "live" || !wasCut.current) return;
    wasCut.current = false;
    if (onlyLooks) return;
    openConversation(cache, id, false).catch(() => undefined);
  }, [cache, health, id, onlyLooks]);
}

/** Is it only looked at, because a search found something in it? Until one takes it up, or holds it anyway. */
export function useOnlyLooks(conversation: ConversationRow, foundId: MessageId | undefined): [boolean, () => void] {
  const me = useMe().id;
  const [takenUp, setTakenUp] = useState<ConversationId>();
  const { id, lock } = conversation;
  return [foundId !== undefined && takenUp !== id && lock?.id !== me, () => setTakenUp(id)];
}

/** Takes the lock when it is free and one begins to write; a state change, for one, has let it go (W83). */
export function useTakeFreeLock(conversation: ConversationRow): () => void {
  const cache = useQueryClient();
  const asked = useRef(false);
  const { id, lock, holder, status } = conversation;
  const free = lock === null && holder === null && status !== "resolved" && conversation.abilities.includes("reply");
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
