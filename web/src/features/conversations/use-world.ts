import type { Bootstrap } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../api/queries.ts";

const NOTHING: readonly never[] = [];
const byChannels = (world: Bootstrap) => world.channels;
const byColleagues = (world: Bootstrap) => world.colleagues;
const byTopics = (world: Bootstrap) => world.topics;
const byCounts = (world: Bootstrap) => world.counts;
const byAfterReply = (world: Bootstrap) => world.organization.afterReply;

/** Channels the user may see. */
export function useChannels(): Bootstrap["channels"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byChannels }).data ?? NOTHING;
}

export function useColleagues(): Bootstrap["colleagues"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byColleagues }).data ?? NOTHING;
}

/** Topic id → name. The same map until a topic changes: rows depend on it. */
export function useTopicNames(): ReadonlyMap<string, string> {
  const topics = useQuery({ ...queries.bootstrap(), select: byTopics }).data ?? NOTHING;
  return useMemo(() => new Map<string, string>(topics.map((topic) => [topic.id, topic.name])), [topics]);
}

export function useQueueCounts(): Bootstrap["counts"] | undefined {
  return useQuery({ ...queries.bootstrap(), select: byCounts }).data;
}

/** What the organization does with a conversation after a reply (decision: stay, pending or ask). */
export function useAfterReply(): Bootstrap["organization"]["afterReply"] {
  return useQuery({ ...queries.bootstrap(), select: byAfterReply }).data ?? "stay";
}
