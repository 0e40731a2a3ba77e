import type { ConversationId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { InboundMedia, InboundPost } from "../inbound-message.ts";
import type { Planned } from "../intake-plan.ts";
import { type KeptPost, mergePost } from "./merge-post.ts";

type Row = KeptPost & { readonly imageId: string | null };

/** The posts that a batch tells of, each once for its conversation, in the transaction of its messages (W87). */
export async function writePosts(
  client: LentClient,
  organizationId: OrganizationId,
  planned: readonly Planned[],
  now: Date,
): Promise<void> {
  const telling = planned.filter((item) => item.message.post !== undefined);
  if (telling.length === 0) return;
  for (const { conversationId, messageId, message } of telling) {
    const { post, channelId, deliveryId } = message;
    if (post === undefined) continue;
    await writePostOf(client, organizationId, { conversationId, messageId, channelId, deliveryId }, post, now);
  }
}

/** Where a post hangs: its conversation, and the message that carries its picture. */
export type PostPlace = {
  readonly conversationId: ConversationId;
  readonly messageId: string;
  readonly channelId: string;
  readonly deliveryId: string;
};

/** One post, with what was known of it. What is told again changes nothing. */
export async function writePostOf(
  client: LentClient,
  organizationId: OrganizationId,
  place: PostPlace,
  post: InboundPost,
  now: Date,
): Promise<void> {
  const before = (await loadPosts(client, organizationId, [place.conversationId])).get(place.conversationId);
  const merged = mergePost(before, post);
  if (merged === undefined) return;
  const isNewImage = post.image !== undefined && post.image.ref !== before?.imageRef;
  const imageId = isNewImage ? uuidV7() : (before?.imageId ?? null);
  await writePost(client, organizationId, place.conversationId, { ...merged, imageId });
  if (post.image !== undefined && imageId !== null && isNewImage)
    await writeImage(client, organizationId, place, post.image, imageId, now);
}

async function loadPosts(
  client: LentClient,
  organizationId: OrganizationId,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, Row>> {
  const found = await client.query<Row & { id: ConversationId }>(
    `select conversation_id as id, text, url, dark, image_ref as "imageRef", image_id as "imageId"
     from conversation_posts where organization_id = $1 and conversation_id = any($2::uuid[])`,
    [organizationId, ids],
  );
  return new Map(found.rows.map(({ id, ...row }) => [id, row]));
}

async function writePost(
  client: LentClient,
  organizationId: OrganizationId,
  id: ConversationId,
  { text, url, dark, imageRef, imageId }: Row,
): Promise<void> {
  await client.query(
    `insert into conversation_posts (organization_id, conversation_id, text, url, dark, image_ref, image_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organization_id, conversation_id) do update set text = excluded.text, url = excluded.url,
       dark = excluded.dark, image_ref = excluded.image_ref, image_id = excluded.image_id`,
    [organizationId, id, text, url, dark, imageRef, imageId],
  );
}

/** Fetched as every file of a message is, with the same guards. */
async function writeImage(
  client: LentClient,
  organizationId: OrganizationId,
  { messageId, channelId, deliveryId }: PostPlace,
  image: InboundMedia,
  id: string,
  now: Date,
): Promise<void> {
  await client.query(
    `insert into attachments (organization_id, id, message_id, channel_id, kind, name, type, state, source, next_attempt_at,
       created_at, of_post)
     values ($1, $2, $3, $4, 'image', $5, $6, 'pending', $7, $8, $8, true)`,
    [
      ...[organizationId, id, messageId, channelId, image.name ?? "", image.type ?? "application/octet-stream"],
      ...[JSON.stringify({ ref: image.ref, deliveryId }), now],
    ],
  );
}
