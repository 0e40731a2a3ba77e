import type { ChannelId, ConversationStatus } from "@guichet/contract";
import { type Ctx, readRows } from "../db/index.ts";
import type { QueueLabels } from "./queue-labels.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** So many conversations are looked at one by one without anybody noticing. */
const FEW = 3000;

export type Walk = {
  /** Conversations come from the index of these labels, in the queue's order. */
  readonly walked: readonly string[];
  /** And must bear one of these as well. */
  readonly also?: readonly string[];
};

/**
 * Which kind of label the page is read by when topics and tags are asked for together: the rarer one. Where both are common,
 * those that have both are, too, and few steps lead to them; where one is rare, walking along the other would find nothing
 * for long.
 */
export async function chooseIndex(
  ctx: Scope,
  of: { readonly status: ConversationStatus; readonly channels?: readonly ChannelId[] },
  { topics, tags }: QueueLabels,
): Promise<Walk> {
  if (topics === undefined || tags === undefined) return { walked: topics ?? tags ?? [] };
  const { organizationId, db } = ctx;
  const [counted] = await readRows<{ topics: number; tags: number }>(db, BORNE, [
    ...[organizationId, of.channels ?? null, of.status, topics, tags],
  ]);
  const byTopics = (counted?.topics ?? 0) < (counted?.tags ?? 0);
  return byTopics ? { walked: topics, also: tags } : { walked: tags, also: topics };
}

const borne = (ids: string) => `(
  select count(*)::int from (
    select 1 from conversation_labels l
    where l.organization_id = $1 and l.label_id = any((select ${ids}::uuid[])::uuid[]) and l.status = (select $3::text)
      and ((select $2::uuid[]) is null or l.channel_id = any((select $2::uuid[])::uuid[])) limit ${FEW}
  ) few)`;
const BORNE = `select ${borne("$4")} as topics, ${borne("$5")} as tags`;
