import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { Planned } from "./intake-plan.ts";

/** What only some messages bring: an HTML form, attachments, news about the contact. Same transaction, apart from the hot statement. */
export async function writeExtras(
  client: LentClient,
  organizationId: OrganizationId,
  planned: readonly Planned[],
  now: Date,
): Promise<void> {
  const html = planned.filter((item) => item.message.html !== undefined);
  if (html.length > 0) {
    await client.query(
      "insert into message_html (organization_id, message_id, html) select $1, * from unnest($2::uuid[], $3::text[]) on conflict do nothing",
      [organizationId, html.map((item) => item.messageId), html.map((item) => item.message.html)],
    );
  }
  for (const item of planned) if (item.message.media.length > 0) await writeMedia(client, organizationId, item, now);
  for (const item of planned) await writeProfile(client, organizationId, item);
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
  if (fetched.length === 0) return;
  await client.query(
    `insert into attachments (organization_id, id, message_id, channel_id, position, kind, name, type, size, content_id, state, source, next_attempt_at, created_at)
     select $1, f.id, $2, $3, f.position, f.kind, f.name, f.type, f.size, f.content_id, 'pending', f.source, $5, $5
     from jsonb_to_recordset($4::jsonb) as f(id uuid, position int, kind text, name text, type text, size bigint, content_id text, source jsonb)`,
    [
      organizationId,
      item.messageId,
      message.channelId,
      JSON.stringify(
        fetched.map(({ media, position }) => ({
          id: uuidV7(),
          position,
          kind: media.kind,
          name: media.name ?? "",
          type: media.type ?? "application/octet-stream",
          size: media.size ?? null,
          content_id: media.contentId ?? null,
          source: {
            ref: media.ref,
            deliveryId: message.deliveryId,
            ...(media.expiresAt === undefined ? {} : { expiresAt: media.expiresAt }),
          },
        })),
      ),
      now,
    ],
  );
}

/** A changed name or handle, and platform attributes; an empty value removes one (W160). Untouched when nothing changed. */
async function writeProfile(client: LentClient, organizationId: OrganizationId, item: Planned): Promise<void> {
  const { party } = item.message;
  const { facts } = item;
  const renamed = party.displayName !== undefined && party.displayName !== facts.display_name;
  const rehandled = party.handle !== undefined && party.handle !== facts.handle;
  const proved = party.verified === true && facts.verified !== true;
  if (facts.identity_id !== null && item.message.direction === "in" && (renamed || rehandled || proved)) {
    await client.query(
      `update identities set display_name = coalesce($3, display_name), handle = coalesce($4, handle), verified = verified or $5 where organization_id = $1 and id = $2`,
      [organizationId, item.identityId, party.displayName ?? null, party.handle ?? null, party.verified ?? false],
    );
    if (renamed)
      await client.query(
        "update contacts set name = $3 where organization_id = $1 and id = $2 and name is distinct from $3",
        [organizationId, item.contactId, party.displayName],
      );
  }
  if (party.attributes !== undefined) await writeAttributes(client, organizationId, item.contactId, party.attributes);
}

/** Platform attributes of a contact; an empty value removes one. */
export async function writeAttributes(
  client: LentClient,
  organizationId: OrganizationId,
  contactId: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries(attributes);
  const set = entries.filter(([, value]) => value !== "");
  const unset = entries.filter(([, value]) => value === "").map(([name]) => name);
  if (set.length > 0) {
    await client.query(
      `insert into contact_attributes (organization_id, contact_id, name, value, source) select $1, $2, a.name, a.value, 'platform' from unnest($3::text[], $4::text[]) as a(name, value)
       on conflict (organization_id, contact_id, name) do update set value = excluded.value, changed_at = now() where contact_attributes.source = 'platform' and contact_attributes.value <> excluded.value`,
      [organizationId, contactId, set.map(([name]) => name), set.map(([, value]) => value)],
    );
  }
  if (unset.length > 0) {
    await client.query(
      "delete from contact_attributes where organization_id = $1 and contact_id = $2 and name = any($3::text[]) and source = 'platform'",
      [organizationId, contactId, unset],
    );
  }
}
