import { type AttributeId, type ContactId, foldText, type OrganizationId, type Platform } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { readTold } from "./told-values.ts";
import { toColumns } from "./values.sql.ts";

/** So many attributes a platform may bring along by itself; more are not kept, for names may come from anybody. */
const MOST_OF_PLATFORM = 300;

/**
 * What a platform tells of a contact (W160): name → value, an empty value takes it away. Attributes that are told for the
 * first time appear in Settings. Answers whether anything changed.
 */
export async function writePlatformValues(
  ask: Ask,
  organizationId: OrganizationId,
  contactId: ContactId,
  platform: Platform,
  told: Readonly<Record<string, string>>,
): Promise<boolean> {
  const named = readTold(told);
  const ids = await defineAttributes(
    ask,
    organizationId,
    platform,
    named.filter(({ value }) => value !== null).map(({ name }) => name),
    named.map(({ key }) => key),
  );
  const values = new Map<AttributeId, string | null>();
  for (const { key, value } of named) {
    const id = ids.get(key);
    if (id !== undefined) values.set(id, value);
  }
  if (values.size === 0) return false;
  const rows = [...values].map(([id, value]) => ({ id, ...toColumns("text", value) }));
  const changed = await ask(
    `insert into attribute_values (organization_id, contact_id, attribute_id, value, folded, key, source)
     select $1, $2, v.id, v.value, v.folded, v.key, 'platform' from jsonb_to_recordset($3::jsonb) as v(id uuid, value text, folded text, key text)
     where v.value is not null or exists (select from attribute_values o where o.organization_id = $1 and o.contact_id = $2 and o.attribute_id = v.id)
     order by v.id
     on conflict (organization_id, contact_id, attribute_id) do update
       set value = excluded.value, folded = excluded.folded, key = excluded.key, changed_at = now(), version = attribute_values.version + 1
       where attribute_values.source = 'platform' and attribute_values.value is distinct from excluded.value
     returning attribute_id`,
    [organizationId, contactId, JSON.stringify(rows)],
  );
  return changed.length > 0;
}

async function defineAttributes(
  ask: Ask,
  organizationId: OrganizationId,
  platform: Platform,
  wanted: readonly string[],
  asked: readonly string[],
): Promise<Map<string, AttributeId>> {
  const find = async () => {
    const rows = await ask<{ id: AttributeId; name_key: string }>(
      "select id, name_key from attributes where organization_id = $1 and coalesce(platform, '') = $2 and name_key = any($3::text[]) and deleted_at is null",
      [organizationId, platform, asked],
    );
    return new Map(rows.map((row) => [row.name_key, row.id]));
  };
  const known = await find();
  const missing = new Map(wanted.filter((name) => !known.has(foldText(name))).map((name) => [foldText(name), name]));
  if (missing.size === 0) return known;
  // In one order everywhere, so that two who tell the same news for the first time do not wait for each other in a circle.
  const made = [...missing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, name]) => ({ id: uuidV7(), key, name }));
  await ask(
    `insert into attributes (organization_id, id, name, name_key, kind, platform, position)
     select $1, m.id, left(m.name, 100), m.key, 'text', $2, 10000 + row_number() over (order by m.key)
     from jsonb_to_recordset($3::jsonb) as m(id uuid, key text, name text)
     where (select count(*) from attributes where organization_id = $1 and platform = $2 and deleted_at is null) + jsonb_array_length($3::jsonb) <= $4
     order by m.key on conflict do nothing`,
    [organizationId, platform, JSON.stringify(made), MOST_OF_PLATFORM],
  );
  return await find();
}
