import type { LentClient } from "../db/index.ts";
import { applyEarlyNews, applyKeptNews, holdExternalId, holdExternalIds, takeEarlyNews } from "./early-news.ts";
import { findMessageByClientRef } from "./news-target.sql.ts";
import type { Claim } from "./outbox.sql.ts";
import { writePieces } from "./pieces/pieces.sql.ts";

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

/** Where the platform tells its id along with a receipt: kept, and what had come by it counts. */
export async function keepOwnId(client: LentClient, own: OwnMessage, externalId: string, now: Date): Promise<void> {
  await keepExternalId(client, own, externalId);
  await applyEarlyNews(client, own.organization_id, [{ channelId: own.channel_id, externalId }], now);
}

/** Pieces of a message whose end was told before its answer was there; what had come by their ids counts. */
export async function keepOwnPieces(
  client: LentClient,
  own: OwnMessage,
  pieces: readonly string[],
  now: Date,
): Promise<void> {
  const message = await findMessageByClientRef(client, own.organization_id, own.channel_id, own.message_id);
  if (message === undefined) return;
  const named = pieces.map((id) => ({ channelId: own.channel_id, id }));
  await holdExternalIds(client, named);
  await writePieces(client, own.organization_id, message.id, named);
  for (const externalId of pieces) {
    const kept = await takeEarlyNews(client, own.organization_id, own.channel_id, externalId);
    await applyKeptNews(
      client,
      own.organization_id,
      message,
      kept.map((one) => ({ ...one, isPiece: true })),
      now,
    );
  }
}
