import type { ContactId, OrganizationId } from "@guichet/contract";
import type { Ask } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";

/** Answers whether the name is another one now. A name given by a person stays. */
export async function renameByPlatform(
  ask: Ask,
  organizationId: OrganizationId,
  id: ContactId,
  name: string,
): Promise<boolean> {
  const renamed = await ask(
    `update contacts set name = $3, version = version + 1
     where organization_id = $1 and id = $2 and name is distinct from $3 and not named_by_hand returning id`,
    [organizationId, id, name],
  );
  if (renamed.length > 0) await forgetWordsOf(ask, organizationId, id);
  return renamed.length > 0;
}

export async function forgetWordsOf(ask: Ask, organizationId: OrganizationId, id: ContactId): Promise<void> {
  await ask("update identities set sort_name = null where organization_id = $1 and contact_id = $2", [
    organizationId,
    id,
  ]);
}

export async function tellContactsChanged(
  ask: Ask,
  organizationId: OrganizationId,
  told: ReadonlyMap<ContactId, string>,
  now: Date,
): Promise<void> {
  if (told.size === 0) return;
  const events = [...told].map(([contactId, change]) => ({ id: uuidV7(), data: { contactId, change } }));
  await ask(
    `insert into event_inbox (organization_id, id, type, actor, data, at)
     select $1, e.id, 'contact.changed', '{"type":"system","name":"Guichet"}'::jsonb, e.data, $3
     from jsonb_to_recordset($2::jsonb) as e(id uuid, data jsonb)`,
    [organizationId, JSON.stringify(events), now],
  );
}
