import type { RuleNameKind } from "@guichet/contract";
import { type Ctx, readRows } from "../db/index.ts";

/** Whatever rules may name and is there now. Of channels that share a name the platform tells them apart. */
const NAMES = `
  select 'topic' as kind, id, name from topics where organization_id = $1 and deleted_at is null
  union all select 'tag', id, name from tags where organization_id = $1 and deleted_at is null
  union all select 'reason', id, name from resolution_reasons where organization_id = $1 and deleted_at is null and active
  union all select 'contactGroup', id, name from contact_groups where organization_id = $1 and deleted_at is null
  union all select 'team', id, name from teams where organization_id = $1
  union all select 'channel', id, case when count(*) over (partition by lower(name)) > 1
      then name || ' [' || platform || case when count(*) over (partition by lower(name), platform) > 1
        then ' ' || row_number() over (partition by lower(name), platform order by id) else '' end || ']'
      else name end
    from channels where organization_id = $1 and deleted_at is null
  order by 1, 3, 2`;

export type NamedRow = { readonly kind: RuleNameKind; readonly id: string; readonly name: string };

export async function listNames({ db, organizationId }: Pick<Ctx, "db" | "organizationId">): Promise<NamedRow[]> {
  return await readRows<NamedRow>(db, NAMES, [organizationId]);
}
