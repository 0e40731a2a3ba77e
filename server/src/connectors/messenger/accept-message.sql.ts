import type { MessageId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";
import { listByIds } from "./thread/thread.sql.ts";
import type { Visitor } from "./visitor/visitor.ts";
import { findIdentity } from "./visitor/visitors.sql.ts";

/** The message with this id, wherever it is; is it one the visitor wrote? */
export async function findMessageOf(
  db: Db,
  visitor: Visitor,
  id: MessageId,
): Promise<{ readonly isOwn: boolean; readonly at: Date } | undefined> {
  const row = await db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.organization_id", "=", "m.organization_id").onRef("c.id", "=", "m.conversation_id"),
    )
    .innerJoin("identities as i", (join) =>
      join.onRef("i.organization_id", "=", "c.organization_id").onRef("i.id", "=", "c.identity_id"),
    )
    .where("m.organization_id", "=", visitor.organizationId)
    .where("m.id", "=", id)
    .select(["m.kind", "m.sent_at", "i.channel_id", "i.external_id"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const isOwn =
    row.kind === "inbound" && row.channel_id === visitor.channelId && row.external_id === visitor.externalId;
  return { isOwn, at: row.sent_at };
}

/** When the first call of this key was received; undefined when it was forgotten since. */
export async function findAcceptedAt(db: Db, visitor: Visitor, key: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom("deliveries")
    .where("organization_id", "=", visitor.organizationId)
    .where("endpoint_id", "=", visitor.endpointId)
    .where("delivery_key", "=", key)
    .select("received_at")
    .executeTakeFirst();
  return row?.received_at;
}

/** Does the visitor see this message? */
export async function isInThread(db: Db, visitor: Visitor, id: MessageId): Promise<boolean> {
  const identity = await findIdentity(db, visitor);
  if (identity === undefined) return false;
  const found = await listByIds({ db, organizationId: visitor.organizationId }, [identity.id], [id]);
  return found.length > 0;
}
