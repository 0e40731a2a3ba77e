import type { ConversationStatus } from "@guichet/contract";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { usePreference } from "../api/preference.ts";
import type { QueueFilter } from "../features/conversations/picture/queue-filter.ts";
import type { FilterChange } from "../features/conversations/queue/queue-pane.tsx";
import { type FilterText, readFilter, writeFilter } from "./inbox-filter.ts";

/** The filter of the queue: in the address bar, and remembered for the person (W53). */
export function useInboxFilter(status: ConversationStatus): [QueueFilter, (change: FilterChange) => void] {
  const navigate = useNavigate();
  const { channels, assignedTo, sort } = useSearch({ strict: false }) as FilterText;
  const [keptChannels, keepChannels] = usePreference("inbox.channels", "");
  const [keptAssignedTo, keepAssignedTo] = usePreference("inbox.assignedTo", "");
  const [keptSort, keepSort] = usePreference(`inbox.sort.${status}`, "");
  const address = [status, channels, assignedTo, sort].join();
  // What was just chosen counts at once; the address follows a moment later.
  const [chosen, choose] = useState<{ readonly filter: QueueFilter; readonly address: string } | null>(null);
  const told = useMemo(
    () =>
      readFilter(
        status,
        { channels, assignedTo, sort },
        {
          channels: keptChannels,
          assignedTo: keptAssignedTo,
          sort: keptSort === "oldest" || keptSort === "newest" ? keptSort : undefined,
        },
      ),
    [status, channels, assignedTo, sort, keptChannels, keptAssignedTo, keptSort],
  );
  const filter = chosen?.address === address ? chosen.filter : told;
  const place = useParams({ strict: false }) as { conversationId?: string };
  const open = place.conversationId;
  const show = useCallback(
    (search: FilterText) => {
      if (open === undefined) void navigate({ to: "/inbox/$queue", params: { queue: status }, search, replace: true });
      else {
        const params = { queue: status, conversationId: open };
        void navigate({ to: "/inbox/$queue/$conversationId", params, search, replace: true });
      }
    },
    [navigate, status, open],
  );
  // The address always tells what is on the screen, so that it can be sent to a colleague.
  useEffect(() => {
    const text = writeFilter(filter);
    if (text.channels !== channels || text.assignedTo !== assignedTo || text.sort !== sort) show(text);
  }, [filter, channels, assignedTo, sort, show]);
  const change = useCallback(
    (part: FilterChange) => {
      const next = { ...filter, ...part };
      const text = writeFilter(next);
      keepChannels(text.channels ?? "");
      keepAssignedTo(text.assignedTo ?? "");
      keepSort(next.sort);
      choose({ filter: next, address });
    },
    [filter, address, keepChannels, keepAssignedTo, keepSort],
  );
  return [filter, change];
}
