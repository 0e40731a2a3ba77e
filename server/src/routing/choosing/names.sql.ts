import { type Ctx, readRows } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
/** By id: what topics, contact groups and channels are called; also what is deleted and still stands on a conversation. */
export type Names = Readonly<Record<"topics" | "groups" | "channels", ReadonlyMap<string, string>>>;
type Named = { readonly kind: keyof Names; readonly id: string; readonly name: string };

const NAMES = `
  select 'topics' as kind, id, name from topics where organization_id = $1
  union all
  select 'groups', id, name from contact_groups where organization_id = $1
  union all
  select 'channels', id, name from channels where organization_id = $1`;

export async function readNames({ db, organizationId }: Scope): Promise<Names> {
  const rows = await readRows<Named>(db, NAMES, [organizationId]);
  const of = (wanted: keyof Names) =>
    new Map(rows.flatMap(({ kind, id, name }) => (kind === wanted ? [[id, name] as const] : [])));
  return { topics: of("topics"), groups: of("groups"), channels: of("channels") };
}
