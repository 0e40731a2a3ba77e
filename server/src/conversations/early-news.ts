import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import { applyNewsToMessage } from "./apply-news.ts";
import type { MessageNews } from "./message-news.ts";
import { findMessageByExternalId } from "./news-target.sql.ts";

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

/** News of a message that has not come yet: kept until it does (I10, I19), and never of one that was deleted with its contact. */
export async function keepEarlyNews(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
  news: MessageNews,
): Promise<void> {
  await client.query(
    `insert into early_news (organization_id, channel_id, external_id, kind, data, at)
     select $1, $2, $3, $4, $5, $6 where not exists (
       select 1 from erased_messages where organization_id = $1 and channel_id = $2 and key = encode(sha256(convert_to($3, 'UTF8')), 'hex'))
     on conflict (organization_id, channel_id, external_id, kind) do update set data = excluded.data, at = excluded.at
     where early_news.at <= excluded.at`,
    [organizationId, channelId, externalId, news.kind, JSON.stringify(news), new Date(news.at)],
  );
}

/** Applies what was kept for messages that have just been stored. */
export async function applyEarlyNews(
  client: LentClient,
  organizationId: OrganizationId,
  arrived: readonly { channelId: string; externalId: string }[],
  now: Date,
): Promise<void> {
  for (const { channelId, externalId } of arrived) {
    const kept = await client.query<{ data: MessageNews }>(
      "delete from early_news where organization_id = $1 and channel_id = $2 and external_id = $3 and kind <> 'delivery' returning data",
      [organizationId, channelId, externalId],
    );
    const message = await findMessageByExternalId(client, organizationId, channelId, externalId);
    if (message === undefined) continue;
    const ordered = kept.rows
      .map((row) => row.data)
      .sort((a, b) => (a.kind === "deleted" ? 1 : b.kind === "deleted" ? -1 : a.at - b.at));
    for (const news of ordered) await applyNewsToMessage(client, organizationId, message, news, now);
  }
}
