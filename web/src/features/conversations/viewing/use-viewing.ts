import type { Colleague, ConversationRow } from "@guichet/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveHealth } from "../../../api/live-health.ts";
import { useMe } from "../../../api/me.ts";
import { keys } from "../keys.ts";
import { useColleagues } from "../use-world.ts";
import { sayViewing } from "./say-viewing.ts";
import { othersHere, type Viewers } from "./viewers.ts";

/** Whoever only flies over conversations looks at none. Milliseconds. */
const LOOKED_AT_AFTER = 250;

/** Tells colleagues that this conversation is open here, for as long as the tab is in the foreground. */
export function useSayViewing({ id, channelId }: Pick<ConversationRow, "id" | "channelId">): void {
  const cache = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = (): void => {
      clearTimeout(timer);
      sayViewing(null);
      cache.setQueryData<Viewers>(keys.viewers, null);
    };
    const look = (): void => {
      leave();
      if (document.visibilityState === "visible")
        timer = setTimeout(() => sayViewing({ channelId, conversationId: id }), LOOKED_AT_AFTER);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      leave();
    };
  }, [cache, id, channelId]);
}

/** Who else has it open; nobody while the line is cut, for then nobody knows. */
export function useOthersHere(conversation: Pick<ConversationRow, "id" | "lock">): readonly Colleague[] {
  const me = useMe().id;
  const colleagues = useColleagues();
  const health = useLiveHealth();
  const { data = null } = useQuery<Viewers>({ queryKey: keys.viewers, queryFn: () => null, enabled: false });
  return health === "live" ? othersHere(data, conversation, colleagues, me) : [];
}
