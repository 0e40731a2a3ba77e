import type { MessageId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import type { InboundMessage } from "../inbound-message.ts";
import type { LoadedFacts } from "../intake.sql.ts";
import { type NewsTarget, TARGET } from "../news-target.sql.ts";

/** An id of the platform's on one of our channels. */
type OnChannel = { readonly channelId: string; readonly id: string };

/** Asked only for what names no message itself. Both rows are locked. */
export async function findMessageByPiece(
  client: LentClient,
  organizationId: OrganizationId,
  { channelId, id }: OnChannel,
): Promise<NewsTarget | undefined> {
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.id = (
       select message_id from sent_pieces where organization_id = $1 and channel_id = $2 and external_id = $3) for update of c, m`,
    [organizationId, channelId, id],
  );
  return found.rows[0];
}

/** Those that name a piece of a message of ours, with that message. */
export async function listPieces(
  client: LentClient,
  organizationId: OrganizationId,
  ids: readonly OnChannel[],
): Promise<(OnChannel & { readonly messageId: MessageId })[]> {
  if (ids.length === 0) return [];
  const found = await client.query<OnChannel & { messageId: MessageId }>(
    `select p.channel_id as "channelId", p.external_id as id, p.message_id as "messageId"
     from unnest((select $2::uuid[]), (select $3::text[])) as w(channel_id, id)
     join sent_pieces p on p.organization_id = $1 and p.channel_id = w.channel_id and p.external_id = w.id`,
    [organizationId, ids.map(({ channelId }) => channelId), ids.map(({ id }) => id)],
  );
  return found.rows;
}

/** A quote of what names no message may be of a piece of one: `reply_to_id` of such is filled in. */
export async function findQuotedPieces(
  client: LentClient,
  organizationId: OrganizationId,
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
): Promise<void> {
  const quotes = batch.flatMap(({ channelId, replyToExternalId: id }, n) => {
    const known = facts[n];
    return id === undefined || known === undefined || known.reply_to_id !== null ? [] : [{ channelId, id, known }];
  });
  for (const { channelId, id, messageId } of await listPieces(client, organizationId, quotes))
    for (const quote of quotes)
      if (quote.channelId === channelId && quote.id === id) quote.known.reply_to_id = messageId;
}

/** Of a message of ours that is locked; its pieces' ids must be held. */
export async function writePieces(
  client: LentClient,
  organizationId: OrganizationId,
  messageId: MessageId,
  pieces: readonly OnChannel[],
): Promise<void> {
  await client.query(
    `insert into sent_pieces (organization_id, channel_id, external_id, message_id)
     select $1, p.channel_id, p.id, $2 from unnest((select $3::uuid[]), (select $4::text[])) as p(channel_id, id)
     on conflict do nothing`,
    [organizationId, messageId, pieces.map(({ channelId }) => channelId), pieces.map(({ id }) => id)],
  );
}
