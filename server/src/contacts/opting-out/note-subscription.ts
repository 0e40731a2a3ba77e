import type { ChannelId, ContactId, OrganizationId } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";

/** Whether a contact lets itself be written to on a channel, as the platform or the contact said it at an instant. */
export type Subscription = {
  readonly channelId: ChannelId;
  /** The contact's address there. */
  readonly externalId: string;
  readonly change: "opted_out" | "opted_in";
  readonly at: Date;
};

/** Undefined: nobody is known there, or it is so already, or a later word has been heard. The later one counts, whatever comes first. */
export async function noteSubscription(
  ask: Ask,
  organizationId: OrganizationId,
  { channelId, externalId, change, at }: Subscription,
): Promise<{ contactId: ContactId } | undefined> {
  const out = change === "opted_out";
  const rows = await ask<{ contact_id: ContactId; changed: boolean }>(
    `update identities i set opted_out_at = case when $4 then coalesce(i.opted_out_at, $5::timestamptz) end, opt_changed_at = $5::timestamptz
     from (select id, opted_out_at from identities where organization_id = $1 and channel_id = $2 and external_id = $3 for update) before
     where i.organization_id = $1 and i.id = before.id and (i.opt_changed_at is null or i.opt_changed_at <= $5::timestamptz)
     returning i.contact_id, (before.opted_out_at is not null) <> $4 as changed`,
    [organizationId, channelId, externalId, out, at],
  );
  const [row] = rows;
  return row?.changed === true ? { contactId: row.contact_id } : undefined;
}
