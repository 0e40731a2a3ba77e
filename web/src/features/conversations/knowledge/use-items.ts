import type { ConversationId, UsableItem } from "@guichet/contract";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { keys } from "../keys.ts";
import { foldText } from "../queue/fold-text.ts";

export type FoundItems = {
  readonly items: readonly UsableItem[];
  /** What was asked for last is still on its way. */
  readonly waiting: boolean;
  readonly error: unknown;
  readonly retry: () => void;
};
const PAUSE_MS = 120;
const FRESH_MS = 10_000;

/** What fits the words, from the server; until it has answered, those of the former answer that fit. */
export function useItems(id: ConversationId, query: string, enabled: boolean): FoundItems {
  const [asked] = useDebouncedValue(query, query === "" ? 0 : PAUSE_MS);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: keys.knowledge(id, asked),
    queryFn: async ({ signal }) =>
      (await call(routes.listUsableItems, { params: { id }, query: { search: asked }, signal })).items,
    enabled,
    staleTime: FRESH_MS,
    // Of another conversation nothing is shown, not even for a moment.
    placeholderData: (before, former) => (former?.queryKey[2] === id ? keepPreviousData(before) : undefined),
  });
  const settled = asked === query && !isPlaceholderData && data !== undefined;
  return {
    items: settled ? data : (data ?? []).filter((item) => fits(item, query)),
    waiting: enabled && !settled && error === null,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
  };
}

function fits(item: UsableItem, query: string): boolean {
  const text = foldText(`${item.title} ${item.text} ${item.excerpt}`);
  return foldText(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
