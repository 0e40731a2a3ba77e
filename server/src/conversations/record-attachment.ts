import { type Database, type LentClient, withTransaction } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { MediaJob } from "./attachment-work.sql.ts";
import { findMessageByRow } from "./news-target.sql.ts";

export type AttachmentEnd =
  | {
      readonly file: string;
      readonly size: number;
      readonly type: string;
      readonly inline: boolean;
      readonly name: string;
      readonly now: Date;
    }
  /** It was to be kept until now alone. */
  | { readonly expired: true; readonly now: Date }
  /**
   * `nextAttemptAt` null: given up; shown as failed with *try again*. `refused`: so often the platform has not given it.
   * `counts` false: this attempt is taken back, nothing was learned from it.
   */
  | {
      readonly failed: string;
      readonly nextAttemptAt: Date | null;
      readonly refused: number;
      readonly counts: boolean;
      readonly now: Date;
    };

/**
 * What became of fetching an attachment: row, version and event in one transaction. A repeat changes nothing. Answers whether
 * something changed: a file whose message was deleted meanwhile, or which another worker brought first, is named by no row.
 */
export async function recordAttachment(database: Database, job: MediaJob, end: AttachmentEnd): Promise<boolean> {
  return await withTransaction(database, job.organization_id, async (client) => {
    const message = await findMessageByRow(client, job.organization_id, job.message_id);
    const changed = message !== undefined && (await writeEnd(client, job, end));
    if (!changed) return false;
    await client.query("update conversations set version = version + 1 where organization_id = $1 and id = $2", [
      job.organization_id,
      message.facts.conversationId,
    ]);
    await client.query(
      `insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at) values ($1, $2, 'message.changed', $3, $4, $5, $6, $7)`,
      [
        job.organization_id,
        uuidV7(),
        message.facts.conversationId,
        message.facts.channelId,
        JSON.stringify({ type: "system", name: "channel" }),
        JSON.stringify({ ...message.facts, messageId: job.message_id, change: "attachment" }),
        end.now,
      ],
    );
    await client.query("update messages set changed_at = $3 where organization_id = $1 and id = $2", [
      job.organization_id,
      job.message_id,
      end.now,
    ]);
    return true;
  });
}

/** True when something changed that people see. */
async function writeEnd(client: LentClient, job: MediaJob, end: AttachmentEnd): Promise<boolean> {
  const key = [job.organization_id, job.id];
  if ("file" in end) {
    const stored = await client.query(
      "update attachments set state = 'stored', file = $3, size = $4, type = $5, inline = $6, name = $7, failure = null where organization_id = $1 and id = $2 and state not in ('stored', 'expired')",
      [...key, end.file, end.size, end.type, end.inline, end.name],
    );
    return stored.rowCount === 1;
  }
  if ("expired" in end) {
    const expired = await client.query(
      `update attachments set state = 'expired', file = null, size = null, inline = false, failure = null
       where organization_id = $1 and id = $2 and state <> 'expired'`,
      key,
    );
    return expired.rowCount === 1;
  }
  if (end.nextAttemptAt !== null) {
    await client.query(
      `update attachments set next_attempt_at = $3, failure = $4, source = source || jsonb_build_object('refused', $5::int),
         attempts = greatest(attempts - $6::int, 0)
       where organization_id = $1 and id = $2 and state = 'pending'`,
      [...key, end.nextAttemptAt, end.failed, end.refused, end.counts ? 0 : 1],
    );
    return false;
  }
  const failed = await client.query(
    "update attachments set state = 'failed', failure = $3 where organization_id = $1 and id = $2 and state = 'pending'",
    [...key, end.failed],
  );
  return failed.rowCount === 1;
}
