import type { OrganizationId } from "@guichet/contract";
import type { Database, LentClient } from "../db/index.ts";
import type { InboundItem } from "./connector.ts";
import type { OfChannel } from "./of-channel.ts";
import { toKey } from "./to-inbound-message.ts";

type Message = Extract<InboundItem, { type: "message" }>;

/**
 * One of the pieces of this message has the id that this parameter holds: as is known since it ended, or as was written down on the way (sent-pieces.ts), where
 * what came back was quicker than the last answer.
 */
export const wasSentAs = (message: string, id: `$${number}`): string => `(
  exists (
    select from sent_pieces s where s.organization_id = ${message}.organization_id and s.channel_id = ${message}.channel_id
      and s.external_id = ${id} and s.message_id = ${message}.id) or exists (
    select from channel_values v where v.organization_id = ${message}.organization_id and v.channel_id = ${message}.channel_id
      and v.key = 'sent:' || ${message}.id and position(to_json(${id}::text)::text in v.value) > 0))`;

/**
 * Platforms that tell what a post answers, and not what stands above it all: whoever goes on talking stays in the same thread,
 * with our own answers in between. What answers something unknown keeps the key that the platform gave.
 */
export async function joinAnswered(
  database: Database,
  organizationId: OrganizationId,
  found: readonly OfChannel<InboundItem>[],
): Promise<readonly OfChannel<InboundItem>[]> {
  if (!found.some(({ item }) => isJoining(item))) return found;
  return await database.withClient(organizationId, async (client) => {
    const joined: OfChannel<InboundItem>[] = [];
    const threads = new Map<string, string>();
    for (const one of found) {
      const { item, channel } = one;
      if (item.type !== "message" || item.visibility !== "public") {
        joined.push(one);
        continue;
      }
      const known = isJoining(item)
        ? (threads.get(`${channel.id} ${item.replyToExternalId}`) ??
          (await findThread(client, organizationId, channel.id, item)))
        : undefined;
      const placed = known === undefined ? item : { ...item, threadKey: known };
      threads.set(`${channel.id} ${item.externalId}`, placed.threadKey ?? "");
      joined.push({ ...one, item: placed });
    }
    return joined;
  });
}

function isJoining(item: InboundItem): boolean {
  return item.type === "message" && item.joinsAnswered === true && item.replyToExternalId !== undefined;
}

/** By the answered message itself; else by an answer of ours to this person of which it was a piece. */
async function findThread(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  { replyToExternalId = "", party }: Message,
): Promise<string | undefined> {
  const key = toKey(replyToExternalId);
  const found = await client.query<{ thread_key: string }>(
    `select c.thread_key from messages m
     join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
     where m.organization_id = $1 and m.channel_id = $2 and m.external_id = $3 and c.visibility = 'public'`,
    [organizationId, channelId, key],
  );
  if (found.rows[0] !== undefined) return found.rows[0].thread_key;
  const pieces = await client.query<{ thread_key: string }>(
    `select c.thread_key from identities i
     join conversations c on c.organization_id = i.organization_id and c.identity_id = i.id
     join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id
     where i.organization_id = $1 and i.channel_id = $2 and i.external_id = $3 and c.visibility = 'public'
       and m.kind = 'outbound' and ${wasSentAs("m", "$4")} limit 1`,
    [organizationId, channelId, toKey(party.externalId), replyToExternalId],
  );
  return pieces.rows[0]?.thread_key;
}
