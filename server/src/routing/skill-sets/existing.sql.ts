import { conditionsOf, type SkillField, type SkillRule } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";
import type { Existing } from "./whole-rule.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

const EXISTING = `
  select id, 'topics' as field from topics where organization_id = $1 and id = any($2::uuid[]) and deleted_at is null
  union all
  select id, 'groups' from contact_groups where organization_id = $1 and id = any($3::uuid[]) and deleted_at is null`;

/** Which of the topics and contact groups that these rules name are there. */
export async function existingIn({ db, organizationId }: Scope, rules: readonly SkillRule[]): Promise<Existing> {
  const topics = namedIn(rules, "topics");
  const groups = namedIn(rules, "groups");
  if (topics.length + groups.length === 0) return { topics: new Set(), groups: new Set() };
  const rows = await readRows<{ id: string; field: string }>(db, EXISTING, [organizationId, topics, groups]);
  const of = (field: SkillField) => new Set(rows.flatMap((row) => (row.field === field ? [row.id] : [])));
  return { topics: of("topics"), groups: of("groups") };
}

function namedIn(rules: readonly SkillRule[], field: SkillField): string[] {
  const asked = rules.flatMap((rule) => conditionsOf(rule)).filter((one) => one.field === field);
  return [...new Set(asked.flatMap(({ values }) => values))];
}
