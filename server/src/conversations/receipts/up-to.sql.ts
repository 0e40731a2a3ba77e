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
 * be locked by an earlier statement.
 */
export const TOLD_BEFORE_ITS_END = `
  select m.id as "messageId", '' as "externalId", false as "isPiece", jsonb_build_object(
    'kind', 'delivery', 'state', w.state, 'at', floor(extract(epoch from w.up_to) * 1000)) as news
  from ended e
  join messages m on m.organization_id = $1 and m.id = e.id
  join conversations c on c.organization_id = $1 and c.id = m.conversation_id
  join told_up_to w on w.organization_id = $1 and w.identity_id = c.identity_id
  where coalesce(e.attempted_at, m.sent_at) <= w.up_to`;
