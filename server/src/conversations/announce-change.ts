import type { Actor, DomainEvent, OrganizationId } from "@guichet/contract";
import type { LastMessage, LentClient } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { NewsTarget } from "./news-target.sql.ts";

/** Who told what a platform tells. */
export const PLATFORM: Actor = { type: "system", name: "channel" };

/** The queue row shows the last message: it follows the message's change. `by`: the change is a line of the audit trail. */
export async function announceChange(
  client: LentClient,
  organizationId: OrganizationId,
  message: NewsTarget,
  row: Partial<LastMessage>,
  event: DomainEvent,
  now: Date,
  by?: Actor,
): Promise<void> {
  const isLast = message.last_message?.id === message.id;
  const lines = by === undefined ? 0 : 1;
  const updated = await client.query<{ last_seq: number }>(
    `update conversations set version = version + 1, last_seq = last_seq + $4::int,
       last_message = coalesce(last_message || $3::jsonb, last_message) where organization_id = $1 and id = $2 returning last_seq`,
    [organizationId, message.facts.conversationId, JSON.stringify(isLast ? row : {}), lines],
  );
  if (isLast && message.last_message !== null) message.last_message = { ...message.last_message, ...row };
  await client.query(
    `insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at, seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      organizationId,
      uuidV7(),
      event.type,
      message.facts.conversationId,
      message.facts.channelId,
      JSON.stringify(by ?? PLATFORM),
      JSON.stringify(event.data),
      now,
      by === undefined ? null : (updated.rows[0]?.last_seq ?? null),
    ],
  );
}
