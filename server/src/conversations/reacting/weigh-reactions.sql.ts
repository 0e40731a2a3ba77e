import type { OrganizationId } from "@guichet/contract";
import type { LentClient } from "../../db/index.ts";
import { waitingKind } from "../early-news.ts";
import type { InboundMessage } from "../inbound-message.ts";
import type { LoadedFacts } from "../intake.sql.ts";
import type { WeighedReaction } from "./weighed-reaction.ts";

const WEIGH = `
  select w.n, coalesce(t.kind = 'inbound', false) as "isOwn",
    i.deleted_at is not null or t.deleted_at is not null or coalesce((t.reactions -> w.by ->> 'at')::float8 > w.at, false)
      or exists (select 1 from erased_messages x where x.organization_id = $1 and x.channel_id = w.channel_id
        and x.key = encode(sha256(convert_to(w.under, 'UTF8')), 'hex'))
      or exists (select 1 from early_news e where e.organization_id = $1 and e.channel_id = w.channel_id and e.external_id = w.under
        and e.kind = w.kind and e.at > to_timestamp(w.at / 1000)) as "isOver",
    (select max(c.last_inbound_at) from conversations c
     where c.organization_id = $1 and c.identity_id = i.id and c.visibility = 'private') as "lastWroteAt"
  from unnest((select $2::int[]), (select $3::uuid[]), (select $4::text[]), (select $5::text[]), (select $6::uuid[]), (select $7::text[]),
    (select $8::text[]), (select $9::float8[])) as w(n, channel_id, party, under, under_id, by, kind, at)
  left join identities i on i.organization_id = $1 and i.channel_id = w.channel_id and i.external_id = w.party
  left join messages t on t.organization_id = $1 and t.id = w.under_id`;

/** Fills in `reaction` of such; asks nothing where there are none. In the intake's transaction. */
export async function weighReactions(
  client: LentClient,
  organizationId: OrganizationId,
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
): Promise<void> {
  const told = batch.flatMap((message, n) => {
    const { channelId, party, replyToExternalId: under = "", reaction, occurredAt } = message;
    const known = facts[n];
    if (reaction === undefined || known === undefined || known.seen) return [];
    return [{ n, channelId, party: party.externalId, under, known, by: reaction.by, at: occurredAt }];
  });
  if (told.length === 0) return;
  const { rows } = await client.query<{ n: number } & WeighedReaction>(WEIGH, [
    organizationId,
    told.map(({ n }) => n),
    told.map(({ channelId }) => channelId),
    told.map(({ party }) => party),
    told.map(({ under }) => under),
    told.map(({ known }) => known.reply_to_id),
    told.map(({ by }) => by),
    told.map(({ by }) => waitingKind({ kind: "reacted", by })),
    told.map(({ at }) => at),
  ]);
  for (const { n, ...weighed } of rows) {
    const known = facts[n];
    if (known !== undefined) known.reaction = weighed;
  }
}
