import type { OrganizationId } from "@guichet/contract";
import { notePhotos, type PlatformNews, type RulesInForce, takePlatformNews } from "../contacts/index.ts";
import { askClient, type LentClient } from "../db/index.ts";
import { insertFetched } from "./attaching/insert-fetched.sql.ts";
import { type EarlyNewsOfPerson, inOrder } from "./early-profiles/tell-of-people.ts";
import type { Planned } from "./intake-plan.ts";
import { nameLateComers } from "./lookups/name-late-comers.sql.ts";
import { writeLookups } from "./lookups/write-lookups.sql.ts";
import { photosToldOf } from "./photos-told-of.ts";
import { writePosts } from "./posts/write-posts.sql.ts";
import { toldAttributes } from "./told-attributes.ts";

/** What only some messages bring: an HTML form, attachments, the post they stand under, news about the contact; and what had come of new people before (`early`). Same transaction, apart from the hot statement. */
export async function writeExtras(
  client: LentClient,
  organizationId: OrganizationId,
  planned: readonly Planned[],
  early: readonly EarlyNewsOfPerson[],
  now: Date,
  rules: RulesInForce | undefined,
): Promise<void> {
  const html = planned.filter((item) => item.message.html !== undefined);
  if (html.length > 0) {
    await client.query(
      "insert into message_html (organization_id, message_id, html) select $1, * from unnest($2::uuid[], $3::text[]) on conflict do nothing",
      [organizationId, html.map((item) => item.messageId), html.map((item) => item.message.html)],
    );
  }
  for (const item of planned) if (item.message.media.length > 0) await writeMedia(client, organizationId, item, now);
  await writePosts(client, organizationId, planned, now);
  await writeLookups(client, organizationId, planned, now);
  await nameLateComers(client, organizationId, planned);
  const brought: { at: number; news: PlatformNews }[] = [];
  for (const item of planned) {
    const news = await writeProfile(client, organizationId, item);
    if (news !== undefined) brought.push({ at: item.message.occurredAt, news });
  }
  for (const one of early) await writeEarlyName(client, organizationId, one);
  await takePlatformNews(askClient(client), organizationId, inOrder(early, brought), now, rules);
  await notePhotos(askClient(client), organizationId, photosToldOf(planned, early), now);
}

/** Of somebody new: as they were named before they wrote. */
async function writeEarlyName(
  client: LentClient,
  organizationId: OrganizationId,
  { planned, told: { name, handle } }: EarlyNewsOfPerson,
): Promise<void> {
  if (name === undefined && handle === undefined) return;
  await client.query(
    `update identities set display_name = coalesce($3, display_name), handle = coalesce($4, handle), sort_name = null
     where organization_id = $1 and id = $2`,
    [organizationId, planned.identityId, name ?? null, handle ?? null],
  );
}

const UPLOAD = "upload:";

/** I8: the message is visible at once, its files come on their own. What was uploaded before only finds its message. */
async function writeMedia(client: LentClient, organizationId: OrganizationId, item: Planned, now: Date): Promise<void> {
  const { message } = item;
  const uploads = message.media.flatMap((media, position) =>
    media.ref.startsWith(UPLOAD) ? [{ id: media.ref.slice(UPLOAD.length), position }] : [],
  );
  if (uploads.length > 0) {
    await client.query(
      `update attachments a set message_id = $2, position = u.position, uploaded_by = null, channel_id = $3
       from unnest($4::uuid[], $5::int[]) as u(id, position)
       where a.organization_id = $1 and a.id = u.id and a.message_id is null and a.uploaded_by = $6`,
      [
        organizationId,
        item.messageId,
        message.channelId,
        uploads.map((u) => u.id),
        uploads.map((u) => u.position),
        `visitor:${message.party.externalId}`,
      ],
    );
  }
  const fetched = message.media.flatMap((media, position) =>
    media.ref.startsWith(UPLOAD) ? [] : [{ media, position }],
  );
  await insertFetched(client, organizationId, { ...message, messageId: item.messageId }, fetched, now);
}

/** What the platform tells of the contact: a changed name or handle, attributes. Untouched when nothing changed. */
async function writeProfile(
  client: LentClient,
  organizationId: OrganizationId,
  item: Planned,
): Promise<PlatformNews | undefined> {
  const { party, platform } = item.message;
  const { facts, contactId, profile } = item;
  const isNew = facts.identity_id === null;
  const renamed = party.displayName !== undefined && party.displayName !== profile.displayName;
  const rehandled = party.handle !== undefined && party.handle !== profile.handle;
  const proved = party.verified === true && !profile.verified;
  const inbound = item.message.direction === "in";
  if (inbound && (renamed || rehandled || proved)) {
    await client.query(
      `update identities set display_name = coalesce($3, display_name), handle = coalesce($4, handle), verified = verified or $5, sort_name = null where organization_id = $1 and id = $2`,
      [organizationId, item.identityId, party.displayName ?? null, party.handle ?? null, party.verified ?? false],
    );
  }
  const name = inbound && renamed ? party.displayName : undefined;
  const attributes = toldAttributes(item.message);
  if (!isNew && name === undefined && attributes === undefined) return undefined;
  return {
    ...{ contactId, platform, isNew },
    ...(name === undefined ? {} : { name }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}
