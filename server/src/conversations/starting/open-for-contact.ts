import type { ChannelId, ContactId, IdentityId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { openByAgent } from "../change-status.ts";
import { type Conversation, factsOf } from "../conversation.ts";
import { autoResolveOf, lastInboundOf } from "./starting.sql.ts";

type Place = { readonly channelId: ChannelId; readonly identityId: IdentityId; readonly contactId: ContactId };

/** Undefined: another one was opened for the contact at the same instant. */
export async function openForContact(
  ctx: Ctx,
  { channelId, identityId, contactId }: Place,
  subject: string | null,
): Promise<Conversation | undefined> {
  const opened = await openByAgent(ctx, {
    ...{ channel_id: channelId, identity_id: identityId, contact_id: contactId, subject },
    auto_resolve: await autoResolveOf(ctx, channelId),
    last_inbound_at: await lastInboundOf(ctx, identityId),
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
