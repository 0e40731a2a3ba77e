import type { ChannelId, ContactId, IdentityId, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Db } from "../../../db/index.ts";
import type { VisitorFacts } from "./visitor-facts.ts";

type Scope = { readonly organizationId: OrganizationId; readonly channelId: ChannelId };

export type SessionRow = {
  readonly external_id: string;
  readonly user_id: string | null;
  readonly page: unknown;
  readonly created_at: Date;
  readonly last_seen_at: Date;
};

/** The session behind a token, in this channel alone: a token of another one is no token. */
export async function findSession(db: Db, scope: Scope, tokenHash: string): Promise<SessionRow | undefined> {
  return await db
    .selectFrom("visitor_sessions")
    .where("organization_id", "=", scope.organizationId)
    .where("token_hash", "=", tokenHash)
    .where("channel_id", "=", scope.channelId)
    .select(["external_id", "user_id", "page", "created_at", "last_seen_at"])
    .executeTakeFirst();
}

export async function insertSession(
  db: Db,
  scope: Scope,
  session: { tokenHash: string; externalId: string; userId: string | null; facts: VisitorFacts; at: Date },
): Promise<void> {
  await db
    .insertInto("visitor_sessions")
    .values({
      organization_id: scope.organizationId,
      token_hash: session.tokenHash,
      channel_id: scope.channelId,
      external_id: session.externalId,
      user_id: session.userId,
      page: JSON.stringify(session.facts),
      created_at: session.at,
      last_seen_at: session.at,
    })
    .execute();
}

export async function updateSession(
  db: Db,
  organizationId: OrganizationId,
  tokenHash: string,
  change: { readonly facts?: VisitorFacts; readonly lastSeenAt?: Date },
): Promise<void> {
  await db
    .updateTable("visitor_sessions")
    .set({
      ...(change.facts === undefined ? {} : { page: JSON.stringify(change.facts) }),
      ...(change.lastSeenAt === undefined ? {} : { last_seen_at: change.lastSeenAt }),
    })
    .where("organization_id", "=", organizationId)
    .where("token_hash", "=", tokenHash)
    .execute();
}

/** Every token of a channel ends. Answers how many. */
export async function deleteSessionsOf(db: Db, scope: Scope): Promise<number> {
  const deleted = await db
    .deleteFrom("visitor_sessions")
    .where("organization_id", "=", scope.organizationId)
    .where("channel_id", "=", scope.channelId)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

/** For the machine, over all organizations: sessions nobody used since; `silent` are visitors who never wrote. */
export async function deleteSessionsBefore(
  system: Db,
  before: { readonly anonymous: Date; readonly identified: Date; readonly silent: Date },
): Promise<number> {
  const deleted = await sql`
    delete from visitor_sessions s where case
      when s.user_id is not null then s.last_seen_at < ${before.identified}
      else s.last_seen_at < ${before.anonymous} or (s.last_seen_at < ${before.silent} and not exists (
        select 1 from identities i where i.organization_id = s.organization_id and i.channel_id = s.channel_id
          and i.external_id = s.external_id))
    end`.execute(system);
  return Number(deleted.numAffectedRows ?? 0n);
}

export type VisitorIdentity = { readonly id: IdentityId; readonly contact_id: ContactId };

/** The contact a visitor is to the core; undefined before the first message. */
export async function findIdentity(
  db: Db,
  visitor: Scope & { readonly externalId: string },
): Promise<VisitorIdentity | undefined> {
  return await db
    .selectFrom("identities")
    .where("organization_id", "=", visitor.organizationId)
    .where("channel_id", "=", visitor.channelId)
    .where("external_id", "=", visitor.externalId)
    .select(["id", "contact_id"])
    .executeTakeFirst();
}

/** Which visitors of which channels these identities are. */
export async function listVisitorsOf(db: Db, organizationId: OrganizationId, ids: readonly IdentityId[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom("identities")
    .where("organization_id", "=", organizationId)
    .where("id", "in", [...ids])
    .select(["id", "channel_id", "external_id"])
    .execute();
}
