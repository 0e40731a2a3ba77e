import type { ConversationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Scope } from "./erase-conversation.sql.ts";

/** What an event may go on saying of a conversation that is gone: ids, states, moments. Whatever else it says are words. */
export const ANONYMOUS: readonly string[] = [
  ...["conversationId", "channelId", "contactId", "identityId", "visibility", "status", "assigneeId", "teamId"],
  ...["before", "cause", "reasonId", "by", "at", "userId", "stolenFrom", "topicId", "tagId", "messageId", "automatic"],
  ...["mentions", "change", "state", "error", "side", "otherId", "itemId", "muted", "actionId"],
  ...["vip", "source"],
];

const BLANK = sql`
  data = (
    select coalesce(jsonb_object_agg(key, case
      when key = any(${[...ANONYMOUS]}::text[]) then value
      when key = 'boomerang' and jsonb_typeof(value) = 'object' then jsonb_build_object('by', value -> 'by', 'note', '')
      when key = 'note' then '""'::jsonb
      else 'null'::jsonb end), '{}')
    from jsonb_each(data))`;

/**
 * Numbers in reports stay as they are; words go. Only lines of the audit trail carry any, and decisions about the
 * team, which are none where they change nothing; both have an index. First the inbox and then the log: an event that is being moved meanwhile is
 * waited for, and found where it is then.
 */
export async function blankEvents({ db, organizationId }: Scope, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  const withWords = [sql`seq is not null`, sql`type = 'conversation.routed' and seq is null`];
  for (const table of ["event_inbox", "event_log"]) {
    for (const these of withWords)
      await sql`
        update ${sql.table(table)} set ${BLANK}
        where organization_id = ${organizationId} and conversation_id = any(${[...ids]}::uuid[]) and ${these}`.execute(
        db,
      );
  }
  // What a listener stumbled over may quote it.
  await sql`
    update skipped_events s set failure = '' from event_log e
    where s.organization_id = ${organizationId} and e.organization_id = s.organization_id and e.position = s.position
      and e.conversation_id = any(${[...ids]}::uuid[])`.execute(db);
}
