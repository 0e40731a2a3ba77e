import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import type { Planned } from "../intake-plan.ts";

/**
 * A platform may be telling who somebody is at the very moment in which they write again. The lock on the person decides which
 * came first: either their name is there now, or it is put under this message with the others.
 */
export async function nameLateComers(
  client: LentClient,
  organizationId: OrganizationId,
  planned: readonly Planned[],
): Promise<void> {
  const nameless = planned.filter(
    ({ message, facts }) =>
      message.asks?.profile === true && message.party.displayName === undefined && facts.display_name === null,
  );
  if (nameless.length === 0) return;
  await client.query(
    `with named as (
       select i.id, i.external_id, i.display_name from identities i
       where i.organization_id = $1 and i.id = any($2::uuid[]) order by i.id for share
     )
     update messages m set author_name = n.display_name
     from named n, unnest($2::uuid[], $3::uuid[]) as w(identity_id, message_id)
     where n.id = w.identity_id and n.display_name is not null
       and m.organization_id = $1 and m.id = w.message_id and m.author_name = n.external_id`,
    [organizationId, nameless.map((item) => item.identityId), nameless.map((item) => item.messageId)],
  );
}
