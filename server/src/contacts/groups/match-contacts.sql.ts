import type { ChannelId, ContactId, RuleFields, RuleNode } from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import { type Ctx, compileRule, inTransaction, type RuleSource } from "../../db/index.ts";

/** A preview is looked at while one types: what takes longer is not worth waiting for. Milliseconds. */
const PATIENCE_MS = 2500;

/** Contacts `c` whom a rule fits, as SQL: the twin of `decideMembership`. */
export function whereRule(rule: RuleNode, fields: RuleFields): RawBuilder<boolean> {
  return compileRule(rule, fields, sourceOf);
}

function sourceOf(field: string): RuleSource | undefined {
  if (field === "vip") return { where: (test) => test({ text: sql`case when c.vip then 'yes' else 'no' end` }) };
  if (!field.startsWith("attribute:")) return undefined;
  const id = field.slice("attribute:".length);
  return {
    where: (test) => sql`exists (
      select from attribute_values v
      where v.organization_id = c.organization_id and v.contact_id = c.id and v.attribute_id = ${id}::uuid
        and ${test({ text: sql`v.folded`, key: sql`v.key`, number: sql`v.number` })})`,
  };
}

/** Up to `most` + 1; undefined: it would have taken too long. */
export async function countMatching(
  ctx: Ctx,
  rule: RuleNode,
  fields: RuleFields,
  most: number,
): Promise<number | undefined> {
  const rows = await withPatience<{ n: number }>(
    ctx,
    sql`select count(*)::int as n from (
      select 1 from contacts c where c.organization_id = ${ctx.organizationId} and ${whereRule(rule, fields)} limit ${most + 1}
    ) x`,
  );
  return rows?.[0]?.n;
}

/** Some of those known on these channels. */
export async function listMatching(
  ctx: Ctx,
  rule: RuleNode,
  fields: RuleFields,
  channels: readonly ChannelId[],
  limit: number,
): Promise<{ id: ContactId; name: string; photo: string | null; vip: boolean }[] | undefined> {
  return await withPatience<{ id: ContactId; name: string; photo: string | null; vip: boolean }>(
    ctx,
    sql`select c.id, c.name, c.photo, c.vip from contacts c
      where c.organization_id = ${ctx.organizationId} and ${whereRule(rule, fields)}
        and exists (select from identities i where i.organization_id = c.organization_id and i.contact_id = c.id
          and i.channel_id = any(${[...channels]}::uuid[]))
      limit ${limit}`,
  );
}

async function withPatience<Found>(ctx: Ctx, query: RawBuilder<unknown>): Promise<Found[] | undefined> {
  try {
    return await inTransaction(ctx, async ({ db }) => {
      await sql`select set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`.execute(db);
      return (await query.execute(db)).rows as Found[];
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014") return undefined;
    throw error;
  }
}
