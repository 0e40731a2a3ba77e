import { type ChannelId, type OrganizationId, PLATFORMS, type Platform } from "@guichet/contract";
import { findOptedOut } from "../contacts/index.ts";
import { type Claim, type InboundMessage, recordSubscription } from "../conversations/index.ts";
import { askClient, type Database, type LentClient, withTransaction } from "../db/index.ts";
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
    ...howOn(channel.platform),
  };
  await recordSubscription(client, organizationId, subscription, now);
}

/** A send was refused for it: the platform knew it before we did. */
export async function noteOptedOut(
  deps: { readonly database: Database; readonly now: () => Date },
  { organization_id: organizationId, channel_id: channelId }: Claim,
  platform: Platform,
  externalId: string,
): Promise<void> {
  const now = deps.now();
  const subscription = { channelId, externalId, change: "opted_out", at: now, ...howOn(platform) } as const;
  await withTransaction(deps.database, organizationId, (client) =>
    recordSubscription(client, organizationId, subscription, now),
  );
}

/**
 * Whoever has blocked an account cannot write to it: one who writes has ended that, also where the platform's word for it was
 * lost, or never comes (Viber). In the transaction of the intake.
 */
export async function noteReachable(
  client: LentClient,
  organizationId: OrganizationId,
  messages: readonly InboundMessage[],
  now: Date,
): Promise<void> {
  const written = messages.filter(
    ({ platform, direction, visibility }) =>
      PLATFORMS[platform].optOut === "block" && direction === "in" && visibility === "private",
  );
  if (written.length === 0) return;
  const writers = written.map(({ channelId, party }) => ({ channelId, externalId: party.externalId }));
  for (const known of await findOptedOut(askClient(client), organizationId, writers)) {
    const times = written.flatMap(({ channelId, party, occurredAt }) =>
      channelId === known.channelId && party.externalId === known.externalId ? [occurredAt] : [],
    );
    const at = new Date(Math.max(...times));
    await recordSubscription(client, organizationId, { ...known, change: "opted_in", at, by: "block" }, now);
  }
}

function howOn(platform: Platform): { readonly by?: "block" } {
  return PLATFORMS[platform].optOut === "block" ? { by: "block" } : {};
}
