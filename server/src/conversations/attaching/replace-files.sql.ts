import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import type { InboundMedia } from "../inbound-message.ts";
import type { MessageNews } from "../message-news.ts";
import type { NewsTarget } from "../news-target.sql.ts";
import { insertFetched } from "./insert-fetched.sql.ts";

type Known = { readonly ref: string | null; readonly mark: string | null };

/**
 * An edited message has other files than before: the former ones go, the new ones are fetched apart as those of a new message
 * are. Answers how many it has then; undefined: they are the same ones. The caller holds the message's row.
 */
export async function replaceFiles(
  client: LentClient,
  organizationId: OrganizationId,
  { id: messageId, facts }: NewsTarget,
  { media, deliveryId }: NonNullable<Extract<MessageNews, { kind: "edited" }>["files"]>,
  now: Date,
): Promise<number | undefined> {
  const known = await client.query<Known>(
    `select source ->> 'ref' as ref, source ->> 'mark' as mark from attachments
     where organization_id = $1 and message_id = $2 and not of_post order by position`,
    [organizationId, messageId],
  );
  if (known.rows.length === media.length && media.every((one, n) => isSame(one, known.rows[n]))) return undefined;
  await client.query("delete from attachments where organization_id = $1 and message_id = $2 and not of_post", [
    organizationId,
    messageId,
  ]);
  const fetched = media.map((one, position) => ({ media: one, position }));
  await insertFetched(client, organizationId, { messageId, deliveryId, channelId: facts.channelId }, fetched, now);
  return media.length;
}

/** A platform may give another id for the same file each time; then its mark decides. */
function isSame({ ref, mark }: InboundMedia, known: Known | undefined): boolean {
  if (known === undefined) return false;
  return mark !== undefined && known.mark !== null ? mark === known.mark : ref === known.ref;
}
