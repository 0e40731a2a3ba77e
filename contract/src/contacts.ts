import { z } from "zod";
import { conversationStatus } from "./conversations.ts";
import { channelId, contactId, conversationId, identityId, instant } from "./ids.ts";
import { platform } from "./platforms.ts";

export const contactView = z.object({
  id: contactId,
  name: z.string(),
  vip: z.boolean(),
  createdAt: instant,
  identities: z.array(
    z.object({
      id: identityId,
      channelId,
      platform,
      externalId: z.string(),
      handle: z.string().nullable(),
      displayName: z.string().nullable(),
      /** Proved by the network or by a signed token; an e-mail address that merely wrote is not. */
      verified: z.boolean(),
    }),
  ),
  attributes: z.array(z.object({ name: z.string(), value: z.string(), source: z.enum(["platform", "agent", "crm"]) })),
  /** Only channels the reader may see, newest first. */
  history: z.array(
    z.object({
      conversationId,
      channelId,
      platform,
      status: conversationStatus,
      startedAt: instant,
      preview: z.string(),
    }),
  ),
  /** True when more history exists on channels the reader may not see. */
  moreElsewhere: z.boolean(),
});
export type ContactView = z.infer<typeof contactView>;
