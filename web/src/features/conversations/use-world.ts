import type { Bootstrap } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../api/queries.ts";

const NOTHING: readonly never[] = [];
const byChannels = (world: Bootstrap) => world.channels;
const byColleagues = (world: Bootstrap) => world.colleagues;
const byTopics = (world: Bootstrap) => world.topics;
const byTags = (world: Bootstrap) => world.tags;
const byContactGroups = (world: Bootstrap) => world.contactGroups;
const byTeams = (world: Bootstrap) => world.teams;
const byPrioritization = (world: Bootstrap) => world.prioritization;
const byQueueOptions = (world: Bootstrap) => world.queueOptions;
const byCounts = (world: Bootstrap) => world.counts;
const byUndoSend = (world: Bootstrap) => world.organization.undoSendSeconds;
const byAfterReply = (world: Bootstrap) => world.organization.afterReply;

/** Channels the user may see. */
export function useChannels(): Bootstrap["channels"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byChannels }).data ?? NOTHING;
}

export function useColleagues(): Bootstrap["colleagues"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byColleagues }).data ?? NOTHING;
}

/** Every topic, deleted ones among them: what bears them still says so. */
export function useTopics(): Bootstrap["topics"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byTopics }).data ?? NOTHING;
}

export function useTags(): Bootstrap["tags"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byTags }).data ?? NOTHING;
}

export function useTeams(): Bootstrap["teams"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byTeams }).data ?? NOTHING;
}

/** Id of a topic → name. The same map until a topic changes: rows depend on it. */
export function useTopicNames(): ReadonlyMap<string, string> {
  return useNames(useTopics());
}

export function useTagNames(): ReadonlyMap<string, string> {
  return useNames(useTags());
}

function useNames(labels: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  return useMemo(() => new Map(labels.map((label) => [label.id, label.name])), [labels]);
}

export function useContactGroups(): Bootstrap["contactGroups"] | typeof NOTHING {
  return useQuery({ ...queries.bootstrap(), select: byContactGroups }).data ?? NOTHING;
}

/** What is answered sooner. */
export function usePrioritization(): Bootstrap["prioritization"] | undefined {
  return useQuery({ ...queries.bootstrap(), select: byPrioritization }).data;
}

const EVERYTHING: Bootstrap["queueOptions"] = { filters: true, channelsFilter: true, order: null };

/** What one's teams let one set in the queue (W165). */
export function useQueueOptions(): Bootstrap["queueOptions"] {
  return useQuery({ ...queries.bootstrap(), select: byQueueOptions }).data ?? EVERYTHING;
}

export function useQueueCounts(): Bootstrap["counts"] | undefined {
  return useQuery({ ...queries.bootstrap(), select: byCounts }).data;
}

/** What the organization does with a conversation after a reply (decision: stay, pending or ask). */
export function useAfterReply(): Bootstrap["organization"]["afterReply"] {
  return useQuery({ ...queries.bootstrap(), select: byAfterReply }).data ?? "stay";
}

/** How long replies are held in this organization so that they can be taken back; 0: not at all. */
export function useUndoSendSeconds(): number {
  return useQuery({ ...queries.bootstrap(), select: byUndoSend }).data ?? 0;
}
