import type { ChannelId, ContactGroupId, Prioritization, TopicId } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** What is gone in Settings prioritizes nothing any more. */
const READ = `
  select p.kind, p.id, p.visibility from prioritized p
  left join topics t on p.kind = 'topic' and t.organization_id = p.organization_id and t.id = p.id and t.deleted_at is null
  left join contact_groups g on p.kind = 'contact_group' and g.organization_id = p.organization_id and g.id = p.id and g.deleted_at is null
  left join channels h on p.kind = 'channel' and h.organization_id = p.organization_id and h.id = p.id and h.deleted_at is null
  where p.organization_id = $1 and coalesce(t.id, g.id, h.id) is not null
  order by p.kind, lower(coalesce(t.name, g.name, h.name)), p.id`;
type Row =
  | { readonly kind: "topic"; readonly id: TopicId }
  | { readonly kind: "contact_group"; readonly id: ContactGroupId }
  | { readonly kind: "channel"; readonly id: ChannelId; readonly visibility: "public" | "private" | null };

export async function readPrioritization(scope: Scope): Promise<Prioritization> {
  const rows = await readRows<Row>(scope.db, READ, [scope.organizationId]);
  return {
    topicIds: rows.flatMap((row) => (row.kind === "topic" ? [row.id] : [])),
    contactGroupIds: rows.flatMap((row) => (row.kind === "contact_group" ? [row.id] : [])),
    channels: rows.flatMap((row) =>
      row.kind === "channel" ? [{ channelId: row.id, visibility: row.visibility }] : [],
    ),
  };
}

export type Entry = {
  readonly kind: "topic" | "contact_group" | "channel";
  readonly id: TopicId | ContactGroupId | ChannelId;
  readonly visibility: "public" | "private" | null;
};

export async function insertEntries(ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await ctx.db
    .insertInto("prioritized")
    .values(entries.map((entry) => ({ organization_id: ctx.organizationId, ...entry })))
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "kind", "id"])
        .doUpdateSet((eb) => ({ visibility: eb.ref("excluded.visibility") })),
    )
    .execute();
}

export async function deleteEntries(ctx: Ctx, kind: Entry["kind"], ids: readonly Entry["id"][]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .deleteFrom("prioritized")
    .where("organization_id", "=", ctx.organizationId)
    .where("kind", "=", kind)
    .where("id", "in", [...ids])
    .execute();
}

const TOPICS =
  "select id from topics where organization_id = $1 and id = any((select $2::uuid[])::uuid[]) and deleted_at is null";
const GROUPS =
  "select id from contact_groups where organization_id = $1 and id = any((select $2::uuid[])::uuid[]) and deleted_at is null";
const CHANNELS =
  "select id from channels where organization_id = $1 and id = any((select $2::uuid[])::uuid[]) and deleted_at is null";

/** Which of these are there, and not deleted. */
export async function listThere(scope: Scope, kind: Entry["kind"], ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const values = [scope.organizationId, ids];
  const rows = await askFor<{ id: string }>(scope, kind, values);
  return new Set(rows.map((row) => row.id));
}

async function askFor<Found>({ db }: Scope, kind: Entry["kind"], values: readonly unknown[]): Promise<Found[]> {
  switch (kind) {
    case "topic":
      return await readRows<Found>(db, TOPICS, values);
    case "contact_group":
      return await readRows<Found>(db, GROUPS, values);
    case "channel":
      return await readRows<Found>(db, CHANNELS, values);
  }
}
