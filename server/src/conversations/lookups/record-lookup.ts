import type { ContactId, ConversationFacts, ConversationId, MessageId } from "@guichet/contract";
import { notePhotos, takePlatformNews } from "../../contacts/index.ts";
import { askClient, type Database, type LentClient, withTransaction } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { InboundMessage, InboundPost } from "../inbound-message.ts";
import { findMessageByRow } from "../news-target.sql.ts";
import { writePostOf } from "../posts/write-posts.sql.ts";
import type { Lookup } from "./lookup-work.sql.ts";

/** Messages under which a name that was found late is put, at most. */
const MOST_NAMED = 200;

export type FoundProfile = Pick<InboundMessage["party"], "displayName" | "handle" | "attributes" | "photo">;

/** A person is named: the contact, where nobody has called them otherwise, and what they have written so far. */
export async function recordProfile(
  database: Database,
  lookup: Extract<Lookup, { kind: "profile" }>,
  { profile, platform }: { readonly profile: FoundProfile; readonly platform: InboundMessage["platform"] },
  now: Date,
): Promise<void> {
  const { organization_id: organizationId, identity_id: identityId } = lookup;
  const { displayName: name, handle, attributes, photo } = profile;
  await inTransactionOf(database, lookup, async (client) => {
    // First the conversations, as who writes there does, then the person.
    await client.query(
      "select id from conversations where organization_id = $1 and identity_id = $2 order by id for update",
      [organizationId, identityId],
    );
    const found = await client.query<{ contact_id: ContactId; display_name: string | null; before: string | null }>(
      `update identities set display_name = coalesce(display_name, $3), handle = coalesce(handle, $4), sort_name = null,
         profile_asked_at = $5
       where organization_id = $1 and id = $2 and deleted_at is null returning contact_id, display_name,
         (select b.display_name from identities b where b.organization_id = $1 and b.id = $2) as before`,
      [organizationId, identityId, name ?? null, handle ?? null, now],
    );
    const [person] = found.rows;
    if (person === undefined) return;
    const { contact_id: contactId } = person;
    // A name that the platform told with a message meanwhile is newer.
    const isTheirs = name !== undefined && name !== "" && person.display_name === name;
    const news = {
      contactId,
      platform,
      isNew: false,
      // Who is known by a name keeps it, however often they are asked about.
      ...(isTheirs && person.before === null ? { name } : {}),
      ...(attributes ? { attributes } : {}),
    };
    await takePlatformNews(askClient(client), organizationId, [news], now);
    if (isTheirs) await nameMessages(client, lookup, name, now);
    if (photo !== undefined)
      await notePhotos(askClient(client), organizationId, [{ identityId, channelId: lookup.channel_id, photo }], now);
  });
}

async function nameMessages(
  client: LentClient,
  { organization_id: organizationId, identity_id: identityId, key }: Extract<Lookup, { kind: "profile" }>,
  name: string,
  now: Date,
): Promise<void> {
  const named = await client.query<{ id: MessageId; conversation_id: ConversationId }>(
    `update messages m set author_name = $3, changed_at = $4 from (
       select x.id from messages x join conversations c on c.organization_id = x.organization_id and c.id = x.conversation_id
       where x.organization_id = $1 and c.identity_id = $2 and x.kind = 'inbound' and x.author_name = $5
       order by x.seq desc limit ${MOST_NAMED}
     ) w where m.organization_id = $1 and m.id = w.id returning m.id, m.conversation_id`,
    [organizationId, identityId, name, now, key],
  );
  await client.query(
    `update conversations set version = version + 1, last_message = last_message || jsonb_build_object('authorName', $3::text)
     where organization_id = $1 and identity_id = $2 and last_message ->> 'authorName' = $4`,
    [organizationId, identityId, name, key],
  );
  for (const { id } of named.rows) await tell(client, organizationId, id, now);
}

/** The post above a conversation is known: its words and where it is, and its picture, which is fetched as every file is. */
export async function recordPost(
  database: Database,
  lookup: Extract<Lookup, { kind: "post" }>,
  post: InboundPost,
  now: Date,
): Promise<void> {
  const { organization_id: organizationId, conversation_id: conversationId } = lookup;
  await inTransactionOf(database, lookup, async (client) => {
    const first = await client.query<{ id: MessageId; channel_id: string; delivery_id: string }>(
      `select id, channel_id, delivery_id from messages
       where organization_id = $1 and conversation_id = $2 and delivery_id is not null order by seq limit 1`,
      [organizationId, conversationId],
    );
    const [carrier] = first.rows;
    if (carrier === undefined) return;
    const { id: messageId, channel_id: channelId, delivery_id: deliveryId } = carrier;
    await writePostOf(client, organizationId, { conversationId, messageId, channelId, deliveryId }, post, now);
    await client.query(
      `update conversations set version = version + 1, subject = coalesce(subject, nullif(left($3, 200), ''))
       where organization_id = $1 and id = $2`,
      [organizationId, conversationId, post.text.replace(/\s+/g, " ").trim()],
    );
    await tell(client, organizationId, messageId, now);
  });
}

/** Answered is gone, with what it brought. */
async function inTransactionOf(
  database: Database,
  lookup: Lookup,
  work: (client: LentClient) => Promise<void>,
): Promise<void> {
  await withTransaction(database, lookup.organization_id, async (client) => {
    await work(client);
    await client.query("delete from lookups where organization_id = $1 and id = $2", [
      lookup.organization_id,
      lookup.id,
    ]);
  });
}

async function tell(
  client: LentClient,
  organizationId: Lookup["organization_id"],
  id: MessageId,
  now: Date,
): Promise<void> {
  const message = await findMessageByRow(client, organizationId, id);
  if (message === undefined) return;
  const facts: ConversationFacts = message.facts;
  await client.query(
    `insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at)
     values ($1, $2, 'message.changed', $3, $4, $5, $6, $7)`,
    [
      ...[organizationId, uuidV7(), facts.conversationId, facts.channelId],
      ...[JSON.stringify({ type: "system", name: "channel" })],
      ...[JSON.stringify({ ...facts, messageId: id, change: "attachment" }), now],
    ],
  );
}
