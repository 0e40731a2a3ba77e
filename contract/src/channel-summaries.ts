import { z } from "zod";
import { channelId } from "./ids.ts";
import { platform } from "./platforms.ts";
import { reasonAsked } from "./resolving.ts";
import { channelRole } from "./roles.ts";

export const channelState = z.enum(["connected", "needs_reconnection", "paused"]);

/** The channel as everybody with access sees it. */
export const channelSummary = z.object({
  id: channelId,
  platform,
  name: z.string(),
  state: channelState,
  role: channelRole,
  /** By its own switch or by the organization's. */
  topicRequired: z.boolean(),
  /** One's short code is put behind what one sends. */
  shortCode: z.boolean(),
  reasonAsked,
  /** After how long Pending is resolved by itself here. */
  pendingHours: z.number().int(),
  /** So long after the contact's last private message replies are taken; null: at any time. */
  replyWindowHours: z.number().int().nullable(),
  /** A public comment may be answered in private, once, within so many days; null: never. */
  privateReplyDays: z.number().int().nullable(),
  /** A long public answer leaves in pieces; false: it must fit into one. */
  splits: z.boolean(),
  /** There are approved templates. */
  templates: z.boolean(),
});
export type ChannelSummary = z.infer<typeof channelSummary>;
