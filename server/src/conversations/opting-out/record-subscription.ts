import type { DomainEvent, OrganizationId } from "@guichet/contract";
import { noteSubscription, type Subscription } from "../../contacts/index.ts";
import { askClient, type LentClient } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type Conversation, factsOf } from "../conversation.ts";

/**
 * A contact wants to be written to no more on a channel, or again (W158): it is kept on the contact's address there, and a line
 * of the audit trail in what is open, else in the newest conversation. In the caller's transaction.
 */
export async function recordSubscription(
  client: LentClient,
  organizationId: OrganizationId,
  subscription: Subscription & { readonly by?: "block" },
  now: Date,
): Promise<void> {
  // Conversations first and then the contact: the order in which the intake takes them.
  const conversations = await lockToTell(client, organizationId, subscription);
  const changed = await noteSubscription(askClient(client), organizationId, subscription);
  if (changed === undefined) return;
  const optedOut = subscription.change === "opted_out";
  for (const { id } of conversations) {
    const told = await client.query<Conversation>(
      `update conversations set last_seq = last_seq + 1, version = version + 1
       where organization_id = $1 and id = $2 returning *`,
      [organizationId, id],
    );
    const [conversation] = told.rows;
    if (conversation === undefined) continue;
    const by = subscription.by === undefined ? {} : { by: subscription.by };
    const data = { ...factsOf(conversation), optedOut, ...by };
    const event: DomainEvent = { type: "contact.opted", data };
    await client.query(
      `insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at, seq)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[organizationId, uuidV7(), event.type, conversation.id, conversation.channel_id],
        JSON.stringify({ type: "contact", id: changed.contactId }),
        ...[JSON.stringify(event.data), now, conversation.last_seq],
      ],
    );
  }
}

async function lockToTell(
  client: LentClient,
  organizationId: OrganizationId,
  { channelId, externalId }: Subscription,
): Promise<{ id: string }[]> {
  const found = await client.query<{ id: string }>(
    `select c.id from conversations c
     join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
     where c.organization_id = $1 and i.channel_id = $2 and i.external_id = $3 and c.visibility = 'private'
       and (c.status <> 'resolved' or c.id = (
         select n.id from conversations n where n.organization_id = $1 and n.identity_id = i.id and n.visibility = 'private'
           and not exists (select 1 from conversations o where o.organization_id = $1 and o.identity_id = i.id and o.visibility = 'private' and o.status <> 'resolved')
         order by n.id desc limit 1))
     order by c.id for update of c`,
    [organizationId, channelId, externalId],
  );
  return found.rows;
}
