import { createHash } from "node:crypto";
import type { MessageId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import { applyNewsToMessage } from "./apply-news.ts";
import { type MessageNews, TOLD_STATES } from "./message-news.ts";
import { findMessageByExternalId, findMessageByRow, type NewsTarget } from "./news-target.sql.ts";
import { ofPiece } from "./pieces/of-piece.ts";

/**
 * Whoever writes down a platform's id and whoever keeps news of an id that is not there yet wait for one another, until the
 * end of the transaction: otherwise each would look before the other has written, and the news would lie for ever.
 */
export async function holdExternalId(client: LentClient, channelId: string, externalId: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`external ${channelId} ${externalId}`]);
}

/** The same for many: always in one order, so that two who hold several do not wait for one another for ever. */
export async function holdExternalIds(
  client: LentClient,
  ids: readonly { readonly channelId: string; readonly id: string }[],
): Promise<void> {
  await client.query(
    `select pg_advisory_xact_lock(key) from (
       select distinct hashtextextended(held, 0) as key from unnest((select $1::text[])) held order by key) k`,
    [ids.map(({ channelId, id }) => `external ${channelId} ${id}`)],
  );
}

export type EarlyNews = { readonly channelId: string; readonly externalId: string; readonly news: MessageNews };

/**
 * News of messages that have not come yet: kept until they do (I10, I19), and never of one that was deleted with its contact.
 * Of one kind the latest counts, of receipts the one that says most; each person's reaction is kept by itself. The same message
 * and kind must not stand there twice.
 */
export async function keepEarlyNews(
  client: LentClient,
  organizationId: OrganizationId,
  early: readonly EarlyNews[],
): Promise<void> {
  if (early.length === 0) return;
  await client.query(
    `insert into early_news (organization_id, channel_id, external_id, kind, data, at)
     select $1, e.channel_id, e.external_id, e.kind, e.data, e.at
     from unnest((select $2::uuid[]), (select $3::text[]), (select $4::text[]), (select $5::jsonb[]), (select $6::timestamptz[]))
       as e(channel_id, external_id, kind, data, at)
     where not exists (select 1 from erased_messages x where x.organization_id = $1 and x.channel_id = e.channel_id
       and x.key = encode(sha256(convert_to(e.external_id, 'UTF8')), 'hex'))
     on conflict (organization_id, channel_id, external_id, kind) do update set data = excluded.data, at = excluded.at
     where case when early_news.kind = 'delivery'
       then array_position($7::text[], excluded.data ->> 'state') > array_position($7::text[], early_news.data ->> 'state')
       else early_news.at <= excluded.at end`,
    [
      organizationId,
      early.map(({ channelId }) => channelId),
      early.map(({ externalId }) => externalId),
      early.map(({ news }) => waitingKind(news)),
      early.map(({ news }) => JSON.stringify(news)),
      early.map(({ news }) => new Date(news.at)),
      TOLD_STATES,
    ],
  );
}

/** A person's reactions replace one another and nobody else's. Hashed: a key must fit an index, and names have no limit. */
export function waitingKind(
  news: Pick<Extract<MessageNews, { kind: "reacted" }>, "kind" | "by"> | Exclude<MessageNews, { kind: "reacted" }>,
): string {
  return news.kind === "reacted" ? `reacted ${createHash("sha256").update(news.by).digest("hex")}` : news.kind;
}

/** What was kept, with the id by which it was told: the message's own, or a piece's. */
type KeptNews = { readonly externalId: string; readonly isPiece: boolean; readonly news: MessageNews };

/** The same of a message of ours that has ended; `externalId` is empty where it was told up to an instant. */
export type EarlyOfSent = KeptNews & { readonly messageId: MessageId };

/** Takes out what was kept by this id. */
export async function takeEarlyNews(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
): Promise<KeptNews[]> {
  const kept = await client.query<{ data: MessageNews }>(
    "delete from early_news where organization_id = $1 and channel_id = $2 and external_id = $3 returning data",
    [organizationId, channelId, externalId],
  );
  return kept.rows.map(({ data }) => ({ externalId, isPiece: false, news: data }));
}

/** In the order in which it happened; a deletion ends it all. */
export async function applyKeptNews(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  kept: readonly KeptNews[],
  now: Date,
): Promise<void> {
  const told = kept.flatMap(({ externalId, isPiece, news }) => (isPiece ? ofPiece(news, externalId) : news) ?? []);
  const rankOf = ({ kind, at }: MessageNews): number => (kind === "deleted" ? Number.POSITIVE_INFINITY : at);
  for (const news of told.sort((a, b) => rankOf(a) - rankOf(b) || 0))
    await applyNewsToMessage(client, organizationId, message, news, now);
}

/** News may overtake the answer to a send: those of sends that have just ended. */
export async function applyOfSent(
  client: LentClient,
  organizationId: OrganizationId,
  early: readonly EarlyOfSent[],
  now: Date,
): Promise<void> {
  for (const [messageId, kept] of Map.groupBy(early, (one) => one.messageId)) {
    const message = await findMessageByRow(client, organizationId, messageId);
    if (message !== undefined) await applyKeptNews(client, organizationId, message, kept, now);
  }
}

/** Applies what was kept for messages that are there now, and named by these ids. */
export async function applyEarlyNews(
  client: LentClient,
  organizationId: OrganizationId,
  arrived: readonly { channelId: string; externalId: string }[],
  now: Date,
): Promise<void> {
  for (const { channelId, externalId } of arrived) {
    const kept = await takeEarlyNews(client, organizationId, channelId, externalId);
    if (kept.length === 0) continue;
    const message = await findMessageByExternalId(client, organizationId, channelId, externalId);
    if (message !== undefined) await applyKeptNews(client, organizationId, message, kept, now);
  }
}
