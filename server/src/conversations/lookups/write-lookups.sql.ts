import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { Planned } from "../intake-plan.ts";

/** What a platform told of a person is good for so long, in milliseconds. */
const FRESH_MS = 14 * 86_400_000;

type Row = {
  readonly id: string;
  readonly channel_id: string;
  readonly kind: "profile" | "post";
  readonly key: string;
  readonly identity_id: string | null;
  readonly conversation_id: string | null;
};

/**
 * What a batch leaves to be asked, once for each conversation that it opens, in the transaction of its messages: who wrote,
 * where nobody has said so or it was long ago (pictures change), and the post above.
 */
export async function writeLookups(
  client: LentClient,
  organizationId: OrganizationId,
  planned: readonly Planned[],
  now: Date,
): Promise<void> {
  const rows = planned
    .filter(({ opened, message }) => opened && message.asks !== undefined)
    .flatMap((one) => toRows(one, now));
  if (rows.length === 0) return;
  await client.query(
    `insert into lookups (organization_id, id, channel_id, kind, key, identity_id, conversation_id, next_attempt_at)
     select $1, r.id, r.channel_id, r.kind, r.key, r.identity_id, r.conversation_id, $3
     from jsonb_to_recordset($2::jsonb) as r(id uuid, channel_id uuid, kind text, key text, identity_id uuid, conversation_id uuid)
     on conflict do nothing`,
    [organizationId, JSON.stringify(rows), now],
  );
}

function toRows({ message, identityId, conversationId, facts }: Planned, now: Date): Row[] {
  const { channelId, party, asks } = message;
  const isNamed = party.displayName !== undefined || facts.display_name !== null;
  const rows: Row[] = [];
  const askedAt = facts.profile_asked_at?.getTime() ?? 0;
  if (asks?.profile === true && (!isNamed || now.getTime() - askedAt > FRESH_MS))
    rows.push({
      ...{ id: uuidV7(), channel_id: channelId, kind: "profile", key: party.externalId },
      ...{ identity_id: identityId, conversation_id: null },
    });
  if (asks?.postId !== undefined)
    rows.push({
      ...{ id: uuidV7(), channel_id: channelId, kind: "post", key: asks.postId },
      ...{ identity_id: null, conversation_id: conversationId },
    });
  return rows;
}
