import type { Actor, ConversationFacts, DeliveryState, MessageId, OrganizationId } from "@guichet/contract";
import type { LastMessage, LentClient } from "../db/index.ts";
import { isUuid } from "../lib/is-uuid.ts";

/** A message with the facts of its conversation, both rows locked. */
export type NewsTarget = {
  id: MessageId;
  kind: "inbound" | "outbound" | "comment";
  text: string;
  deleted_at: Date | null;
  edited_at: Date | null;
  masked_at: Date | null;
  hidden_at: Date | null;
  /** When it was last hidden or shown, by the platform's clock. */
  hidden_changed_at: Date | null;
  /** Who has asked the platform to delete it. */
  removal: Actor | null;
  reactions: Readonly<Record<string, { at: number; emoji: string[] }>>;
  delivery_state: DeliveryState | null;
  external_id: string | null;
  last_message: LastMessage | null;
  facts: ConversationFacts;
};

export const TARGET_COLUMNS = `m.id, m.kind, m.text, m.deleted_at, m.edited_at, m.masked_at, m.hidden_at, m.hidden_changed_at, m.removal, m.reactions, m.delivery_state, m.external_id, c.last_message,
    jsonb_build_object('conversationId', c.id, 'channelId', c.channel_id, 'contactId', c.contact_id, 'identityId', c.identity_id,
      'visibility', c.visibility, 'status', c.status, 'assigneeId', c.assignee_id, 'teamId', c.team_id) as facts`;
export const TARGET_TABLES =
  "from messages m join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id";
export const TARGET = `select ${TARGET_COLUMNS} ${TARGET_TABLES}`;

export async function findMessageByExternalId(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  externalId: string,
): Promise<NewsTarget | undefined> {
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.channel_id = $2 and m.external_id = $3 for update of c, m`,
    [organizationId, channelId, externalId],
  );
  return found.rows[0];
}

/** Ours, by our own id given back; only on the channel it was sent on. */
export async function findMessageByClientRef(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  clientRef: string,
): Promise<NewsTarget | undefined> {
  if (!isUuid(clientRef)) return undefined;
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.channel_id = $2 and m.id = $3 and m.kind = 'outbound' for update of c, m`,
    [organizationId, channelId, clientRef],
  );
  return found.rows[0];
}

/** Our messages to one contact up to an instant which are not yet known to be in that state. */
export async function findMessagesUpTo(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  partyExternalId: string,
  upTo: Date,
): Promise<NewsTarget[]> {
  const found = await client.query<NewsTarget>(
    `${TARGET} join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
     where m.organization_id = $1 and i.channel_id = $2 and i.external_id = $3 and m.kind = 'outbound' and m.delivery_state in ('sent', 'delivered')
       and m.sent_at <= $4 and m.sent_at > $4 - interval '30 days' and (m.left_at is null or m.left_at <= $4)
     order by c.id, m.seq limit 500 for update of c, m`,
    [organizationId, channelId, partyExternalId, upTo],
  );
  return found.rows;
}

/** Any message by its id, with its conversation's facts, both rows locked. */
export async function findMessageByRow(
  client: LentClient,
  organizationId: OrganizationId,
  id: MessageId,
): Promise<NewsTarget | undefined> {
  const found = await client.query<NewsTarget>(
    `${TARGET} where m.organization_id = $1 and m.id = $2 for update of c, m`,
    [organizationId, id],
  );
  return found.rows[0];
}
