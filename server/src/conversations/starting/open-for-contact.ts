import {
  type ChannelId,
  type ContactId,
  type IdentityId,
  replyWindowEndOf,
  replyWindowHoursOf,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { openByAgent } from "../change-status.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { channelTermsOf, lastInboundOf } from "./starting.sql.ts";

type Place = { readonly channelId: ChannelId; readonly identityId: IdentityId; readonly contactId: ContactId };

/** Undefined: another one was opened for the contact at the same instant. */
export async function openForContact(
  ctx: Ctx,
  { channelId, identityId, contactId }: Place,
  subject: string | null,
): Promise<Conversation | undefined> {
  const { autoResolve, platform, ownWindow } = await channelTermsOf(ctx, channelId);
  const lastInboundAt = await lastInboundOf(ctx, identityId);
  const opened = await openByAgent(ctx, {
    ...{ channel_id: channelId, identity_id: identityId, contact_id: contactId, subject },
    auto_resolve: autoResolve,
    last_inbound_at: lastInboundAt,
    window_ends_at: replyWindowEndOf(replyWindowHoursOf(platform, ownWindow), "private", lastInboundAt),
  });
  if (opened === undefined) return undefined;
  await appendEvents(ctx, [
    { type: "conversation.created", data: factsOf(opened), seq: opened.last_seq },
    ...(opened.assignee_id === null
      ? []
      : [{ type: "conversation.assigned", data: { ...factsOf(opened), before: null, cause: "by_hand" } } as const]),
  ]);
  return opened;
}
