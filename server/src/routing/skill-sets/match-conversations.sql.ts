import { type BoundedCount, SKILL_FIELDS, type SkillRule } from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import { latestInboundText } from "../../conversations/index.ts";
import { type Ctx, compileRule, inTransaction, type Row, type RuleSource } from "../../db/index.ts";

type Conversation = Row<"conversations">;

/** A preview is looked at while one chooses: what takes longer is not worth waiting for. Milliseconds. */
const PATIENCE_MS = 2500;

/** Conversations `c` that a rule fits, as SQL: the twin of `evaluateRule` for rules that are whole and ask for no keywords. */
export function whereSkillRule(rule: SkillRule): RawBuilder<boolean> {
  return compileRule(rule, SKILL_FIELDS, sourceOf);
}

function sourceOf(field: string): RuleSource | undefined {
  switch (field) {
    case "topics":
      return { set: sql`c.topic_ids::text[]` };
    case "groups":
      return {
        set: sql`array(select m.group_id::text from contact_group_members m
          where m.organization_id = c.organization_id and m.contact_id = c.contact_id)`,
      };
    case "visibility":
      return { where: (test) => test({ text: sql`c.visibility` }) };
    default:
      return undefined;
  }
}

export type FittingFacts = Pick<Conversation, "topic_ids" | "visibility"> & {
  readonly group_ids: string[];
  readonly text: string | null;
};

/** What rules may ask of those in New, the longest waiting of each channel first. */
export async function listFactsOfNew({ db, organizationId }: Ctx, most: number): Promise<FittingFacts[]> {
  const rows = await sql<FittingFacts>`
    select y.* from channels h join lateral (
      select c.topic_ids, c.visibility,
        array(select m.group_id from contact_group_members m
          where m.organization_id = c.organization_id and m.contact_id = c.contact_id) as group_ids,
        ${latestInboundText} as text
      from conversations c where c.organization_id = h.organization_id and c.channel_id = h.id and c.status = 'new'
        and c.holder is null
      order by c.queue_at limit ${most}) y on true
    where h.organization_id = ${organizationId} limit ${most}`.execute(db);
  return rows.rows;
}

/** Those in New, counted up to `most`; undefined: it would have taken too long. */
export async function countFitting(ctx: Ctx, rule: SkillRule, most: number): Promise<BoundedCount | undefined> {
  try {
    return await inTransaction(ctx, async ({ db, organizationId }) => {
      await sql`select set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`.execute(db);
      const counted = await sql<{ n: number }>`
        select count(*)::int as n from (
          select 1 from channels h join lateral (
            select 1 from conversations c where c.organization_id = h.organization_id and c.channel_id = h.id
              and c.status = 'new' and c.holder is null and ${whereSkillRule(rule)} limit ${most + 1}) y on true
          where h.organization_id = ${organizationId} limit ${most + 1}) x`.execute(db);
      const count = counted.rows[0]?.n ?? 0;
      return { count: Math.min(count, most), more: count > most };
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014") return undefined;
    throw error;
  }
}
