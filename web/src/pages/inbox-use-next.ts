import type { ConversationId, ConversationRow } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useWantsWork, wantWork } from "../api/became-available.ts";
import { call } from "../api/call.ts";
import { useMe } from "../api/me.ts";
import { routes } from "../api/routes.ts";
import { settle } from "../features/conversations/change-conversation.ts";
import { giveBack, noteBrought, takeBrought } from "../features/conversations/next/brought.ts";
import type { Told } from "../features/conversations/next/nothing-open.tsx";
import { useAfterDone } from "../features/conversations/next/use-next-choice.ts";
import { placeOf, type QueueFilter } from "../features/conversations/picture/queue-filter.ts";
import { queueQuery } from "../features/conversations/picture/queue-query.ts";
import { useRefusalWords } from "../locales/refusal-words.ts";
import { useWords } from "../locales/use-words.ts";
import { useToasts } from "../ui/toasts.tsx";
import { type InboxPlace, useFindNext } from "./inbox-place.ts";

export type NextWork = {
  /** After Pending or Resolve: what a person wants to see then (W36). */
  readonly onDone: (row: ConversationRow) => void;
  /** `byHand`: somebody asked, and wants to hear when there is nothing. */
  readonly onBring: (byHand: boolean) => void;
  /** Being asked for: what was open, if anything, is not shown any more. */
  readonly bringing: boolean;
  /** The server said that nothing is free in this queue, or that one has as many as one may. */
  readonly told: Told | null;
  /** Whose conversation was brought last, for those who do not see it come. */
  readonly brought: Person | null;
};
type Person = { readonly id: ConversationId; readonly name: string };
type Asked = { readonly from: ConversationId | null };

/**
 * Work comes to the agent: after what is done, on becoming Available, at an empty queue. The server says which. `standsOn`
 * becomes what the list goes on from, should it be shown instead.
 */
export function useNextWork(
  place: InboxPlace,
  filter: QueueFilter,
  takesFocus: RefObject<boolean>,
  standsOn: RefObject<ConversationId | null>,
): NextWork {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { t } = useWords();
  const available = useMe().presence === "available";
  const afterDone = useAfterDone();
  const findNext = useFindNext(filter);
  const { open, toList, selectedId } = place;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<{ readonly what: Told; readonly of: string } | null>(null);
  const [brought, setBrought] = useState<Person | null>(null);
  const current = useRef<Asked | null>(null);
  useMovedOn(selectedId, current, setAsked);
  const bring = useCallback(
    async (done: ConversationRow | null, byHand = false) => {
      const from = done?.id ?? null;
      const below = done && placeOf(done, filter.sort);
      if (current.current?.from === from) return;
      const mine: Asked = { from };
      current.current = mine;
      setAsked(mine);
      const end = (): void => {
        current.current = null;
        if (from === null) setAsked(null);
        else toList();
      };
      try {
        const answer = await call(routes.bringNext, {
          body: { ...queueQuery(filter), sort: filter.sort, done: from, below },
        });
        const still = current.current === mine;
        if (answer.type === "conversation") {
          const { conversation } = answer;
          if (!still) return giveBack(conversation.id);
          noteBrought(conversation.id);
          setTold(null);
          settle(cache, conversation);
          setBrought({ id: conversation.id, name: conversation.contact.name });
          open(conversation.id);
        } else if (still) {
          const { because } = answer;
          setTold(because === "empty" || because === "full" ? { what: because, of: JSON.stringify(filter) } : null);
          if (byHand) toasts.show({ message: t(because === "empty" ? "next.nothingWaits" : `next.${because}`) });
          end();
        }
      } catch (error) {
        if (current.current !== mine) return;
        toasts.show({ message: say(error), tone: "bad" });
        end();
      }
    },
    [cache, filter, open, t, toList, toasts, say],
  );
  const onDone = useCallback(
    (row: ConversationRow) => {
      if (afterDone === "stay" || row.status !== filter.status) return;
      // Out of the reply box: what one types next is not meant for the next contact.
      takesFocus.current = true;
      const following = findNext(row);
      standsOn.current = following;
      if (afterDone === "list") toList();
      // Who works through another queue goes on in it; only New comes to people, and to those who are Available.
      else if (filter.status !== "new" && following !== null) open(following);
      else if (filter.status !== "new") toList();
      else if (available) void bring(row);
      else toList();
    },
    [afterDone, available, bring, filter.status, findNext, open, standsOn, takesFocus, toList],
  );
  const onBring = useCallback((byHand: boolean) => void bring(null, byHand), [bring]);
  return {
    onDone,
    onBring,
    bringing: asked !== null && asked.from === selectedId,
    told: told?.of === JSON.stringify(filter) ? told.what : null,
    brought,
  };
}

/** Going somewhere else by hand ends the asking; what was brought and is never shown is given back. */
function useMovedOn(
  selectedId: ConversationId | null,
  current: RefObject<Asked | null>,
  setAsked: (asked: Asked | null) => void,
): void {
  const wanted = useWantsWork();
  // Whoever becomes Available with something open has work; the list they go back to later is theirs to look at.
  useEffect(() => {
    if (wanted && selectedId !== null) wantWork(false);
  }, [wanted, selectedId]);
  useEffect(() => {
    return () => {
      current.current = null;
      setAsked(null);
      if (selectedId !== null && takeBrought(selectedId)) giveBack(selectedId);
    };
  }, [selectedId, current, setAsked]);
}
