import type { OrganizationId } from "@guichet/contract";
import type { Db } from "../db/index.ts";
import type { ChainedLine } from "./settings-chain.ts";

/**
 * One change of settings at a time in an organization: the chain has one end, and rules such as "one Admin remains" hold
 * when two people save at once. Does not block foreign keys to the organization, so intake never waits for it.
 */
export async function lockSettings(db: Db, organizationId: OrganizationId): Promise<void> {
  await db
    .selectFrom("organizations")
    .where("id", "=", organizationId)
    .select("id")
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export async function findLastLine(
  db: Db,
  organizationId: OrganizationId,
): Promise<Pick<ChainedLine, "number" | "hash"> | undefined> {
  return await db
    .selectFrom("settings_changes")
    .where("organization_id", "=", organizationId)
    .select(["number", "hash"])
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** `search`: the words it is found by. */
export async function insertLine(db: Db, line: ChainedLine, search: string): Promise<void> {
  await db
    .insertInto("settings_changes")
    .values({
      organization_id: line.organizationId,
      number: line.number,
      id: line.id,
      at: line.at,
      actor_id: line.actorId,
      actor_name: line.actorName,
      action: line.action,
      subject: line.subject,
      before: line.before === null ? null : JSON.stringify(line.before),
      after: line.after === null ? null : JSON.stringify(line.after),
      address: line.address,
      previous_hash: line.previousHash,
      hash: line.hash,
      search,
    })
    .execute();
}

/** In the order of the chain, beginning after `number`. */
export async function listLinesAfter(
  db: Db,
  organizationId: OrganizationId,
  number: string,
  limit: number,
): Promise<ChainedLine[]> {
  const rows = await lines(db, organizationId).where("number", ">", number).orderBy("number").limit(limit).execute();
  return rows;
}

/** A line of the log as the chain has it. */
export const LINE = [
  "organization_id as organizationId",
  "number",
  "id",
  "at",
  "actor_id as actorId",
  "actor_name as actorName",
  "action",
  "subject",
  "before",
  "after",
  "address",
  "previous_hash as previousHash",
  "hash",
] as const;

function lines(db: Db, organizationId: OrganizationId) {
  return db.selectFrom("settings_changes").where("organization_id", "=", organizationId).select(LINE);
}
