import type { ChannelId, ContactGroupId, OrganizationId, TopicId } from "@guichet/contract";
import { sql } from "kysely";
import type { OpenPlace } from "../../conversations/index.ts";
import type { Ctx, Db, Row } from "../../db/index.ts";

export type Rescoring = Row<"rescorings">;

/** All that is open is to be scored, from the beginning, though that is being done already. */
export async function wantRescoring({ db, organizationId }: Ctx, dueAt: Date): Promise<void> {
  await sql`
    insert into rescorings (organization_id, due_at) values (${organizationId}, ${dueAt})
    on conflict (organization_id) do update set due_at = excluded.due_at, at_identity = null, at_id = null`.execute(db);
}

/** Is it among what is answered sooner, itself deleted or not? */
export async function isPrioritized(
  { db, organizationId }: Ctx,
  kind: "topic" | "contact_group" | "channel",
  id: TopicId | ContactGroupId | ChannelId,
): Promise<boolean> {
  const found = await db
    .selectFrom("prioritized")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("kind", "=", kind)
    .where("id", "=", id)
    .executeTakeFirst();
  return found !== undefined;
}

export async function listDueRescorings(system: Db, now: Date): Promise<OrganizationId[]> {
  const due = system.selectFrom("rescorings").select("organization_id").where("due_at", "<=", now);
  return (await due.orderBy("due_at").limit(100).execute()).map((row) => row.organization_id);
}

/** Held until the end of the transaction; undefined: not due, done, or another process is at it. */
export async function takeRescoring(ctx: Ctx): Promise<Rescoring | undefined> {
  return await ctx.db
    .selectFrom("rescorings")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("due_at", "<=", ctx.now())
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Undefined: everything is scored. */
export async function writeRescored({ db, organizationId }: Ctx, last: OpenPlace | undefined): Promise<void> {
  if (last === undefined) await db.deleteFrom("rescorings").where("organization_id", "=", organizationId).execute();
  else
    await db
      .updateTable("rescorings")
      .set({ at_identity: last.identityId, at_id: last.id })
      .where("organization_id", "=", organizationId)
      .execute();
}
