import { z } from "zod";
import { channelId, instant, teamId, userId } from "./ids.ts";
import { teamOrder } from "./queue.ts";
import { channelRole } from "./roles.ts";

const name = z.string().trim().min(1).max(100);

/**
 * How members see and work the queue (W165–W167, R66–R69). Of somebody in several teams the most open option counts, and the
 * lowest maximum.
 */
export const teamOptions = z.strictObject({
  /** Members see what is routed to this team and what has no team, not what other teams have. */
  routedOnly: z.boolean(),
  /** Off: members see what is unassigned and what is theirs, not what colleagues have. */
  queueFilters: z.boolean(),
  /** Off: all of their channels are always active. */
  channelsFilter: z.boolean(),
  /** The order that members are given; null: they choose. */
  queueOrder: teamOrder.nullable(),
  /** So many conversations in New and Pending a member has assigned at most (R67); null: as many as come. */
  mostAssigned: z.number().int().min(1).max(500).nullable(),
});
export type TeamOptions = z.infer<typeof teamOptions>;

export const teamView = z.object({
  id: teamId,
  name: z.string(),
  memberCount: z.number().int(),
  members: z.array(z.object({ userId, role: channelRole })),
  channelIds: z.array(channelId),
  options: teamOptions,
  createdAt: instant,
});
export type TeamView = z.infer<typeof teamView>;
export const createTeamBody = z.strictObject({ name });
export const teamMembersBody = z.strictObject({
  members: z.array(z.strictObject({ userId, role: channelRole })).max(2000),
});
export const teamChannelsBody = z.strictObject({ channelIds: z.array(channelId).max(500) });

/** What one may set in one's own queue (W165). `order`: the one that is given; null: one chooses. */
export const queueOptions = z.object({
  filters: z.boolean(),
  channelsFilter: z.boolean(),
  order: teamOrder.nullable(),
});
export type QueueOptions = z.infer<typeof queueOptions>;
