import { z } from "zod";
import { channelId, instant } from "./ids.ts";
import { platform } from "./platforms.ts";

/** A channel that does not work as it should (I15). `silent`: its server does not answer; tried again without a person. */
export const channelTrouble = z.object({
  channelId,
  platform,
  name: z.string(),
  kind: z.enum(["needs_reconnection", "silent"]),
  /** What the platform said, in a few words; null for people who cannot mend it. */
  reason: z.string().nullable(),
  since: instant.nullable(),
  /** May the viewer open the channel in Settings and mend it? */
  mayMend: z.boolean(),
});
export type ChannelTrouble = z.infer<typeof channelTrouble>;
