import { z } from "zod";
import type { ChannelForConnector } from "./connector.ts";

const ownWindow = z.object({ replyWindowHours: z.number().optional(), privateReplyDays: z.number().optional() });

/** What the channel's own settings say of its windows, where they say anything; null: as the platform has it. */
export function ownWindowOf({ settings }: Pick<ChannelForConnector, "settings">): {
  readonly hours: number | null;
  readonly privateReplyDays: number | null;
} {
  const own = ownWindow.safeParse(settings);
  return { hours: own.data?.replyWindowHours ?? null, privateReplyDays: own.data?.privateReplyDays ?? null };
}
