import type { ChannelId, MessageId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { InboundMedia } from "../inbound-message.ts";

/** Of which message, and by which raw delivery its files are fetched. */
export type FilesOf = { readonly messageId: MessageId; readonly channelId: ChannelId; readonly deliveryId: string };

/** Files that are still to be fetched, apart (I8), each at its place in the message. */
export async function insertFetched(
  client: LentClient,
  organizationId: OrganizationId,
  { messageId, channelId, deliveryId }: FilesOf,
  fetched: readonly { readonly media: InboundMedia; readonly position: number }[],
  now: Date,
): Promise<void> {
  if (fetched.length === 0) return;
  await client.query(
    `insert into attachments (organization_id, id, message_id, channel_id, position, kind, name, type, size, content_id, state, source, next_attempt_at, created_at)
     select $1, f.id, $2, $3, f.position, f.kind, f.name, f.type, f.size, f.content_id, 'pending', f.source, $5, $5
     from jsonb_to_recordset($4::jsonb) as f(id uuid, position int, kind text, name text, type text, size bigint, content_id text, source jsonb)`,
    [
      ...[organizationId, messageId, channelId],
      JSON.stringify(
        fetched.map(({ media, position }) => ({
          ...{ id: uuidV7(), position, kind: media.kind, name: media.name ?? "" },
          type: media.type ?? "application/octet-stream",
          size: media.size ?? null,
          content_id: media.contentId ?? null,
          source: sourceOf(media, deliveryId),
        })),
      ),
      now,
    ],
  );
}

function sourceOf({ ref, mark, expiresAt, keepUntil }: InboundMedia, deliveryId: string): object {
  return {
    ...{ ref, deliveryId },
    ...(mark === undefined ? {} : { mark }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(keepUntil === undefined ? {} : { keepUntil }),
  };
}
