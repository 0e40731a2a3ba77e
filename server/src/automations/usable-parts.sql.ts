import type { ChannelId, ResolutionReasonId, TagId, TopicId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";

/** What automations may name at this moment: neither deleted nor put out of use. */
export type UsableParts = {
  readonly tagIds: ReadonlySet<TagId>;
  readonly topicIds: ReadonlySet<TopicId>;
  readonly reasons: ReadonlyMap<ResolutionReasonId, string>;
  readonly channelIds: ReadonlySet<ChannelId>;
  /** W66: automations give a reason when they resolve. */
  readonly reasonAsked: boolean;
};

type Found = {
  tags: TagId[];
  topics: TopicId[];
  reasons: { id: ResolutionReasonId; name: string }[];
  channels: ChannelId[];
  reason_asked: boolean;
};

/** In one look: what is deleted in between cannot be half there. */
export async function loadUsableParts({
  db,
  organizationId,
}: Pick<Ctx, "db" | "organizationId">): Promise<UsableParts> {
  const found = await sql<Found>`
    select
      array(select t.id from tags t where t.organization_id = o.id and t.deleted_at is null) as tags,
      array(select t.id from topics t where t.organization_id = o.id and t.deleted_at is null) as topics,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name)), '[]') from resolution_reasons r
        where r.organization_id = o.id and r.deleted_at is null and r.active) as reasons,
      array(select c.id from channels c where c.organization_id = o.id and c.deleted_at is null) as channels,
      (o.reasons_asked ->> 'automation')::boolean as reason_asked
    from organizations o where o.id = ${organizationId}`.execute(db);
  const [row] = found.rows;
  return {
    tagIds: new Set(row?.tags),
    topicIds: new Set(row?.topics),
    reasons: new Map(row?.reasons.map((reason) => [reason.id, reason.name])),
    channelIds: new Set(row?.channels),
    reasonAsked: row?.reason_asked ?? false,
  };
}
