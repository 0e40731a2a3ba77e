import type { IdentityId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";

/**
 * Somebody to whom something is on its way, or uncertain: undefined where nothing is. Its conversations' rows are locked: no send
 * to them ends meanwhile without seeing what is written by then.
 */
export async function holdInFlight(
  client: LentClient,
  organizationId: OrganizationId,
  channelId: string,
  partyExternalId: string,
): Promise<IdentityId | undefined> {
  const found = await client.query<{ identity_id: IdentityId }>(
    `select c.identity_id from identities i
     join conversations c on c.organization_id = i.organization_id and c.identity_id = i.id
     where i.organization_id = $1 and i.channel_id = $2 and i.external_id = $3 and exists (
       select from outbox o where o.organization_id = c.organization_id and o.conversation_id = c.id)
     order by c.id for update of c`,
    [organizationId, channelId, partyExternalId],
  );
  return found.rows[0]?.identity_id;
}

/** The highest counts. */
export async function keepUpTo(
  client: LentClient,
  organizationId: OrganizationId,
  identityId: IdentityId,
  state: "delivered" | "read",
  upTo: Date,
): Promise<void> {
  await client.query(
    `insert into told_up_to (organization_id, identity_id, state, up_to) values ($1, $2, $3, $4)
     on conflict (organization_id, identity_id, state) do update set up_to = greatest(told_up_to.up_to, excluded.up_to)`,
    [organizationId, identityId, state, upTo],
  );
}

/**
 * The end of a statement in which `ended` are the sends that it ends ($1: the organization): what had been told up to an instant
 * after they left. Not what left later: an old word that is delivered once more is not about it. The conversations' rows must
 * be locked by an earlier statement. `offset 0` holds the planner to begin with what ends, and not with all that was ever told.
 */
export const TOLD_BEFORE_ITS_END = `
  select e.id as "messageId", '' as "externalId", false as "isPiece", jsonb_build_object(
    'kind', 'delivery', 'state', w.state, 'at', floor(extract(epoch from w.up_to) * 1000)) as news
  from ended e
  cross join lateral (
    select c.identity_id, m.sent_at from messages m
    join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    where m.organization_id = $1 and m.id = e.id offset 0
  ) p
  cross join lateral (
    select t.state, t.up_to from told_up_to t where t.organization_id = $1 and t.identity_id = p.identity_id offset 0
  ) w
  where coalesce(e.attempted_at, p.sent_at) <= w.up_to`;
