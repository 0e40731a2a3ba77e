import type { DeliveryId, OrganizationId } from "@guichet/contract";
import type { Database, LentClient } from "../db/index.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { joinAnswered, wasSentAs } from "./join-answered.sql.ts";
import type { OfChannel } from "./of-channel.ts";
import { recognizeOwnEchoes } from "./own-echoes.sql.ts";
import { toKey } from "./to-inbound-message.ts";

type Message = Extract<InboundItem, { type: "message" }>;
/** `early`: which deliveries brought an answer to something that is not here. */
export type Placed = { readonly items: readonly OfChannel<InboundItem>[]; readonly early: ReadonlySet<DeliveryId> };

/** A send that is older than this is not the one that an echo brings back. */
const RECENT = "15 minutes";

/**
 * What a brand's own account wrote in public names no contact and carries no mark of ours. One of our sends that has no id
 * there yet, with the same words in the same thread, is that send (I10); anything else belongs where the comment that it
 * answers is. What answers nothing of ours is nobody's conversation and left out, at last: the comment may still be on its
 * way, and the delivery is named so that it is looked at again.
 */
export async function placeEchoes(
  database: Database,
  organizationId: OrganizationId,
  told: readonly OfChannel<InboundItem>[],
): Promise<Placed> {
  const recognized = await recognizeOwnEchoes(database, organizationId, told);
  const found = await joinAnswered(database, organizationId, recognized);
  if (!found.some(({ item, channel }) => isUnplaced(item, channel))) return { items: found, early: new Set() };
  return await database.withClient(organizationId, async (client) => {
    const placed: OfChannel<InboundItem>[] = [];
    const taken = new Set<string>();
    const early = new Set<DeliveryId>();
    for (const { item, channel, deliveryId } of afterAnswered(found)) {
      if (!isUnplaced(item, channel)) {
        placed.push({ item, channel, deliveryId });
        continue;
      }
      const own = await findOwnSend(client, organizationId, item, channel, taken);
      // Of an answer in pieces the last one settles it; the others are on their way with it.
      if (own !== undefined && item.piece?.isLast === false) continue;
      if (own !== undefined) taken.add(own);
      const echo =
        own === undefined
          ? await withContact(client, organizationId, item, channel, placed)
          : { ...item, clientRef: own };
      if (echo === "piece") continue;
      if (echo !== undefined) placed.push({ item: echo, channel, deliveryId });
      // A piece of an answer of ours that is settled answers the piece before it, and that has no row.
      else if (item.replyToExternalId !== undefined && item.piece === undefined) early.add(deliveryId);
    }
    return { items: placed, early };
  });
}

/** Platforms shuffle what they deliver: what came before the comment that it answers follows that comment. */
function afterAnswered(found: readonly OfChannel<InboundItem>[]): OfChannel<InboundItem>[] {
  const places = new Map<string, number>();
  for (const [index, { item }] of found.entries())
    if (item.type === "message" && !places.has(item.externalId)) places.set(item.externalId, index);
  const rankOf = ({ item, channel }: OfChannel<InboundItem>, index: number): number => {
    if (!isUnplaced(item, channel) || item.replyToExternalId === undefined) return index;
    return Math.max(index, (places.get(item.replyToExternalId) ?? -1) + 0.5);
  };
  return found
    .map((one, index) => ({ one, rank: rankOf(one, index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

/** Written by the account itself, and not yet anybody's. */
function isUnplaced(item: InboundItem, channel: ChannelForConnector): item is Message {
  if (item.type !== "message" || item.direction !== "echo" || item.clientRef !== undefined) return false;
  return item.visibility === "public" && item.party.externalId === channel.externalId;
}

/** What the echo answers stands in the conversation of the send, or is the piece before it. */
const ANSWERS_THERE = `(${wasSentAs("m", "$8")} or exists (
  select from messages a where a.organization_id = m.organization_id and a.channel_id = m.channel_id
    and a.conversation_id = m.conversation_id and a.external_id = $8))`;

async function findOwnSend(
  client: LentClient,
  organizationId: OrganizationId,
  item: Message,
  channel: ChannelForConnector,
  taken: ReadonlySet<string>,
): Promise<string | undefined> {
  const own = await client.query<{ id: string }>(
    `select m.id from messages m
     join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
     join outbox o on o.organization_id = m.organization_id and o.message_id = m.id
     where m.organization_id = $1 and m.channel_id = $2 and m.external_id is null
       and o.state in ('sending', 'uncertain') and c.visibility = 'public'
       and case when $7 then position(btrim($4) in m.text) > 0 and ${ANSWERS_THERE}
         else c.thread_key = $3 and btrim(m.text) = btrim($4) end
       and m.created_at > now() - interval '${RECENT}' and not (m.id::text = any($5::text[]))
       and not exists (select 1 from messages o where o.organization_id = $1 and o.channel_id = $2 and o.external_id = $6)
     order by ${ANSWERS_THERE} desc nulls last, m.created_at limit 1`,
    [
      ...[organizationId, channel.id, toKey(item.threadKey ?? ""), item.piece?.text ?? item.text, [...taken]],
      ...[toKey(item.externalId), item.piece !== undefined, toKey(item.replyToExternalId ?? "")],
    ],
  );
  return own.rows[0]?.id;
}

async function withContact(
  client: LentClient,
  organizationId: OrganizationId,
  item: Message,
  channel: ChannelForConnector,
  before: readonly OfChannel<InboundItem>[],
): Promise<Message | "piece" | undefined> {
  const { replyToExternalId: answered } = item;
  if (answered === undefined) return undefined;
  const beside = before.find(({ item: other }) => other.type === "message" && other.externalId === answered)?.item;
  if (beside?.type === "message") return { ...item, ...placeOf(beside.party.externalId, beside.threadKey) };
  const found = await client.query<{ party: string; thread_key: string; is_piece: boolean }>(
    `select i.external_id as party, c.thread_key, exists (
       select from messages p where p.organization_id = c.organization_id and p.conversation_id = c.id and p.kind = 'outbound'
         and ${wasSentAs("p", "$4")}) as is_piece from messages m
     join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
     join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
     where m.organization_id = $1 and m.channel_id = $2 and m.external_id = $3 and c.visibility = 'public'`,
    [organizationId, channel.id, toKey(answered), item.externalId],
  );
  const [row] = found.rows;
  if (row === undefined) return undefined;
  return row.is_piece ? "piece" : { ...item, ...placeOf(row.party, row.thread_key) };
}

function placeOf(party: string, threadKey: string | undefined): Pick<Message, "party"> & { threadKey?: string } {
  return { party: { externalId: party }, ...(threadKey ? { threadKey } : {}) };
}
