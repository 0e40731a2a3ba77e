import type { AttachmentId, ChannelId, MessageId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Database } from "../db/index.ts";

export type MediaJob = {
  organization_id: OrganizationId;
  id: AttachmentId;
  message_id: MessageId;
  channel_id: ChannelId;
  kind: "image" | "video" | "audio" | "file";
  name: string;
  type: string;
  /** How often it was begun; a worker may have died of it, or with it. */
  attempts: number;
  /** `refused`: how often the platform did not give it; `askedAt`: when a person asked for it anew. Times in milliseconds. */
  source: { ref: string; deliveryId: string; expiresAt?: number; refused?: number; askedAt?: number };
  created_at: Date;
};

/**
 * The attachment that is due longest and not of a busy channel, to one worker; a worker that dies leaves it due again after
 * two minutes.
 */
export async function claimMedia(
  database: Database,
  busyChannels: readonly ChannelId[],
): Promise<MediaJob | undefined> {
  const claimed = await sql<MediaJob>`
    update attachments a set attempts = a.attempts + 1, next_attempt_at = clock_timestamp() + interval '120 seconds'
    from (
      select organization_id, id from attachments where state = 'pending' and source is not null and next_attempt_at <= now()
        and not (channel_id = any(${[...busyChannels]}::uuid[]))
      order by next_attempt_at limit 1 for update skip locked
    ) d
    where a.organization_id = d.organization_id and a.id = d.id
    returning a.organization_id, a.id, a.message_id, a.channel_id, a.kind, a.name, a.type, a.attempts, a.source, a.created_at`.execute(
    database.system,
  );
  return claimed.rows[0];
}

/** What was to be kept until now at most. A file that is shared with another message is not among what platforms bring. */
export async function claimExpired(
  database: Database,
  now: Date,
  limit: number,
): Promise<(MediaJob & { readonly file: string | null })[]> {
  const due = await sql<MediaJob & { file: string | null }>`
    select organization_id, id, message_id, channel_id, kind, name, type, attempts, source, created_at, file from attachments
    where source ? 'keepUntil' and state <> 'expired' and (source ->> 'keepUntil')::bigint <= ${now.getTime()}
    order by (source ->> 'keepUntil')::bigint limit ${limit}`.execute(database.system);
  return due.rows;
}
