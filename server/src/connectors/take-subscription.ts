import type { ChannelId, OrganizationId } from "@guichet/contract";
import { type Claim, recordSubscription } from "../conversations/index.ts";
import { type Database, type LentClient, withTransaction } from "../db/index.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { saneInstant, toKey } from "./to-inbound-message.ts";

/** A contact has said whether one may write, in the transaction of the intake. */
export async function takeSubscription(
  client: LentClient,
  organizationId: OrganizationId,
  { change, party, occurredAt }: Extract<InboundItem, { type: "subscription" }>,
  channel: ChannelForConnector,
  now: Date,
): Promise<void> {
  const channelId = channel.id as ChannelId;
  const subscription = {
    channelId,
    externalId: toKey(party.externalId),
    change,
    at: new Date(saneInstant(occurredAt)),
  };
  await recordSubscription(client, organizationId, subscription, now);
}

/** A send was refused for it: the platform knew it before we did. */
export async function noteOptedOut(
  deps: { readonly database: Database; readonly now: () => Date },
  { organization_id: organizationId, channel_id: channelId }: Claim,
  externalId: string,
): Promise<void> {
  const now = deps.now();
  await withTransaction(deps.database, organizationId, (client) =>
    recordSubscription(client, organizationId, { channelId, externalId, change: "opted_out", at: now }, now),
  );
}
