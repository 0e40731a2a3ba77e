import { type ChannelId, type OrganizationId, PLATFORMS } from "@guichet/contract";
import { addAliases, findByIds, type KnownId } from "../contacts/index.ts";
import type { Claim } from "../conversations/index.ts";
import { askClient, type Database, type LentClient } from "../db/index.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { toKey } from "./to-inbound-message.ts";

/** What happened, on which channel. */
export type Found = { readonly item: InboundItem; readonly channel: ChannelForConnector };

/**
 * Platforms may name one person by several ids, and by another one tomorrow. Gives every item the key under which the person
 * is known: that of an identity that has the id, or once had it; else the id that the platform puts first.
 */
export async function nameKnownParties<One extends Found>(
  database: Database,
  organizationId: OrganizationId,
  found: readonly One[],
): Promise<One[]> {
  const named = found.filter(({ channel }) => hasAliases(channel)).flatMap(idsOf);
  if (named.length === 0) return [...found];
  const known = await database.withClient(organizationId, (client) =>
    findByIds(askClient(client), organizationId, named),
  );
  // Of what this very batch brings the first id counts for all of them.
  const keys = new Map<string, string>();
  const keyOf = (channelId: string, id: string): string => `${channelId} ${id}`;
  // An identity's own key before an alias: it stands first in the answer.
  for (const one of known.toReversed()) keys.set(keyOf(one.channelId, one.id), one.externalId);
  return found.map((one) => {
    const ids = idsOf(one);
    if (!hasAliases(one.channel) || ids.length === 0) return one;
    const hit = ids.find(({ channelId, id }) => keys.has(keyOf(channelId, id)));
    const [first] = ids;
    const externalId = hit === undefined ? (first?.id ?? "") : (keys.get(keyOf(hit.channelId, hit.id)) ?? hit.id);
    for (const { channelId, id } of ids)
      if (!keys.has(keyOf(channelId, id))) keys.set(keyOf(channelId, id), externalId);
    const { party } = one.item;
    const aliases = ids.map(({ id }) => id).filter((id) => id !== externalId);
    return { ...one, item: { ...one.item, party: { ...party, externalId, aliases } } };
  });
}

/** Keeps what was learned, once the identities are there: in the transaction of the intake. */
export async function learnAliases(
  client: LentClient,
  organizationId: OrganizationId,
  found: readonly Found[],
  now: Date,
): Promise<void> {
  const learned = found.flatMap(({ item, channel }): KnownId[] =>
    (item.party.aliases ?? []).map((id) => ({
      channelId: channel.id as ChannelId,
      id: toKey(id),
      externalId: toKey(item.party.externalId),
    })),
  );
  if (learned.length > 0) await addAliases(askClient(client), organizationId, learned, now);
}

/** The platform may know whom a message was sent to by another id, under which the answer will come. */
export async function learnRecipient(
  deps: { readonly database: Database; readonly now: () => Date },
  { organization_id: organizationId, channel_id: channelId }: Pick<Claim, "organization_id" | "channel_id">,
  externalId: string,
  ids: readonly string[] = [],
): Promise<void> {
  const learned = ids.filter((id) => id !== externalId).map((id) => ({ channelId, id: toKey(id), externalId }));
  if (learned.length === 0) return;
  await deps.database.withClient(organizationId, (client) =>
    addAliases(askClient(client), organizationId, learned, deps.now()),
  );
}

/** Only there a person has several ids: the others need not be looked up. */
function hasAliases({ platform }: ChannelForConnector): boolean {
  return PLATFORMS[platform].severalIds === true;
}

function idsOf({ item, channel }: Found): { channelId: ChannelId; id: string }[] {
  if (item.type === "unknown" || item.type === "account") return [];
  const ids = [item.party.externalId, ...(item.party.aliases ?? [])];
  return [...new Set(ids.map(toKey))].map((id) => ({ channelId: channel.id as ChannelId, id }));
}
