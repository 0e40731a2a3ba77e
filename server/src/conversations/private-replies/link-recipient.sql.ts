import type { ContactId, ConversationId, IdentityId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, LentClient } from "../../db/index.ts";
import { isUuid } from "../../lib/is-uuid.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";

type OwnMessage = { readonly organization_id: string; readonly channel_id: string; readonly message_id: string };
type Place = {
  readonly conversation_id: ConversationId;
  readonly identity_id: IdentityId;
  readonly contact_id: ContactId;
  readonly external_id: string;
};

/**
 * Of a private reply: who comments has another id in private on some platforms, and the answer to a private reply is all that tells it. From then
 * on the private conversation is that id's, so that what the person answers goes on there, and the comment's author is known
 * by both. One who has written in private before, as another contact, stays who they are.
 */
export async function linkRecipient(
  client: LentClient,
  { organization_id: organizationId, channel_id: channelId, message_id: messageId }: OwnMessage,
  recipient: string,
  now: Date,
): Promise<void> {
  if (!isUuid(messageId)) return;
  const [place] = (
    await client.query<Place>(
      `select c.id as conversation_id, c.identity_id, c.contact_id, i.external_id from messages m
       join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
       join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
       where m.organization_id = $1 and m.id = $2 and m.channel_id = $3 and m.linked_id is not null
         and c.visibility = 'private' for update of c`,
      [organizationId, messageId, channelId],
    )
  ).rows;
  if (place === undefined || place.external_id === recipient) return;
  await client.query(
    `insert into identities (organization_id, id, channel_id, external_id, contact_id, display_name, handle, verified, created_at)
     select organization_id, $4, channel_id, $3, contact_id, display_name, handle, true, $5 from identities
     where organization_id = $1 and id = $2 on conflict do nothing`,
    [organizationId, place.identity_id, recipient, uuidV7(), now],
  );
  const [known] = (
    await client.query<{ id: IdentityId; contact_id: ContactId; busy: boolean }>(
      `select i.id, i.contact_id, exists (
         select 1 from conversations c where c.organization_id = $1 and c.identity_id = i.id and c.visibility = 'private'
           and c.thread_key = '' and c.status in ('new', 'pending')) as busy
       from identities i where i.organization_id = $1 and i.channel_id = $2 and i.external_id = $3`,
      [organizationId, channelId, recipient],
    )
  ).rows;
  if (known === undefined || known.contact_id !== place.contact_id) return;
  await client.query("update identities set private_identity_id = $3 where organization_id = $1 and id = $2", [
    ...[organizationId, place.identity_id, known.id],
  ]);
  if (known.busy) return;
  await client.query(
    "update conversations set identity_id = $3, version = version + 1 where organization_id = $1 and id = $2",
    [organizationId, place.conversation_id, known.id],
  );
}

/** As whom a commenter is written to in private. */
export async function privateIdentityOf(ctx: Ctx, identityId: IdentityId, contactId: ContactId): Promise<IdentityId> {
  const found = await sql<{ id: IdentityId }>`
    select p.id from identities i join identities p on p.organization_id = i.organization_id and p.id = i.private_identity_id
    where i.organization_id = ${ctx.organizationId} and i.id = ${identityId} and p.contact_id = ${contactId}`.execute(
    ctx.db,
  );
  return found.rows[0]?.id ?? identityId;
}
