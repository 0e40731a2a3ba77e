import type { LentClient } from "../db/index.ts";
import { applyNewsToMessage } from "./apply-news.ts";
import { holdExternalId } from "./early-news.ts";
import type { MessageNews } from "./message-news.ts";
import { findMessageByClientRef } from "./news-target.sql.ts";
import type { Claim } from "./outbox.sql.ts";

export type OwnMessage = Pick<Claim, "organization_id" | "channel_id" | "message_id">;

/** The platform's id of a message of ours: what is told by that id from now on finds it (I10). */
async function keepExternalId(client: LentClient, own: OwnMessage, externalId: string): Promise<void> {
  await holdExternalId(client, own.channel_id, externalId);
  // An id that another message of the channel has names that one: it must not keep this send from ending.
  await client.query(
    `update messages m set external_id = $3 where organization_id = $1 and id = $2 and external_id is distinct from $3 and not exists (
       select 1 from messages o where o.organization_id = $1 and o.channel_id = $4 and o.external_id = $3 and o.id <> $2)`,
    [own.organization_id, own.message_id, externalId, own.channel_id],
  );
}

/** A receipt may overtake the answer to the send: it was kept by the platform's id. */
async function applyEarlyReceipts(client: LentClient, own: OwnMessage, externalId: string, now: Date): Promise<void> {
  const kept = await client.query<{ data: MessageNews }>(
    "delete from early_news where organization_id = $1 and channel_id = $2 and external_id = $3 and kind = 'delivery' returning data",
    [own.organization_id, own.channel_id, externalId],
  );
  for (const row of kept.rows) {
    const message = await findMessageByClientRef(client, own.organization_id, own.channel_id, own.message_id);
    if (message !== undefined) await applyNewsToMessage(client, own.organization_id, message, row.data, now);
  }
}

/** Where the platform tells its id along with a receipt: kept, and what had come by it counts. */
export async function keepOwnId(client: LentClient, own: OwnMessage, externalId: string, now: Date): Promise<void> {
  await keepExternalId(client, own, externalId);
  await applyEarlyReceipts(client, own, externalId, now);
}
