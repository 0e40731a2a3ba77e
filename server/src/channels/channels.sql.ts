import type { ChannelId, EndpointId, OrganizationId, Platform } from "@guichet/contract";
import type { Insertable, Selectable, Updateable } from "kysely";
import type { Db, Tables } from "../db/index.ts";
import type { SealedChannelSecrets } from "./sealed-secrets.ts";

export type EndpointRow = Pick<Selectable<Tables["endpoints"]>, "organization_id" | "id" | "platform" | "secrets">;
export type ChannelRow = Selectable<Tables["channels"]> & { readonly endpoint_secrets: Record<string, string[]> };

/** The second narrow look-up outside the organizations' doors (decision 19): a webhook's address names its endpoint. */
export async function findEndpointRow(
  system: Db,
  platform: Platform,
  id: EndpointId,
): Promise<EndpointRow | undefined> {
  return await system
    .selectFrom("endpoints")
    .where("id", "=", id)
    .where("platform", "=", platform)
    .select(["organization_id", "id", "platform", "secrets"])
    .executeTakeFirst();
}

export async function findChannelRow(
  db: Db,
  organizationId: OrganizationId,
  id: ChannelId,
): Promise<ChannelRow | undefined> {
  return await channelQuery(db, organizationId).where("c.id", "=", id).executeTakeFirst();
}

export async function listChannelRows(
  db: Db,
  organizationId: OrganizationId,
  endpointId?: EndpointId,
): Promise<ChannelRow[]> {
  return await channelQuery(db, organizationId)
    .$if(endpointId !== undefined, (query) => query.where("c.endpoint_id", "=", endpointId as EndpointId))
    .orderBy("c.name")
    .orderBy("c.id")
    .execute();
}

function channelQuery(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom("channels as c")
    .innerJoin("endpoints as e", (join) =>
      join.onRef("e.organization_id", "=", "c.organization_id").onRef("e.id", "=", "c.endpoint_id"),
    )
    .where("c.organization_id", "=", organizationId)
    .where("c.deleted_at", "is", null)
    .selectAll("c")
    .select("e.secrets as endpoint_secrets");
}

export type ChannelPlace = {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly platform: Platform;
};

/** For the machine: which channels of all organizations have to be listened to. */
export async function listRunningPlaces(system: Db): Promise<ChannelPlace[]> {
  return await system
    .selectFrom("channels")
    .where("deleted_at", "is", null)
    .where("state", "!=", "paused")
    .select(["organization_id as organizationId", "id as channelId", "platform"])
    .orderBy("id")
    .execute();
}

export async function insertEndpoint(db: Db, row: Insertable<Tables["endpoints"]>): Promise<void> {
  await db.insertInto("endpoints").values(row).execute();
}

/** Fails with the unique key `channels_external` when this account is connected already. */
export async function insertChannel(db: Db, row: Insertable<Tables["channels"]>): Promise<void> {
  await db.insertInto("channels").values(row).execute();
}

export async function updateChannel(
  db: Db,
  organizationId: OrganizationId,
  id: ChannelId,
  changes: Updateable<Tables["channels"]>,
): Promise<void> {
  await db
    .updateTable("channels")
    .set(changes)
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}

/** Where they are still the former ones. False: somebody was faster. */
export async function exchangeChannelSecrets(
  db: Db,
  organizationId: OrganizationId,
  id: ChannelId,
  { from, to }: { readonly from: SealedChannelSecrets; readonly to: SealedChannelSecrets },
): Promise<boolean> {
  const result = await db
    .updateTable("channels")
    .set({ secrets: JSON.stringify(to) })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .where("secrets", "=", JSON.stringify(from) as never)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function writeEndpointSecrets(
  db: Db,
  organizationId: OrganizationId,
  id: EndpointId,
  secrets: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  await db
    .updateTable("endpoints")
    .set({ secrets: JSON.stringify(secrets) })
    .where("organization_id", "=", organizationId)
    .where("id", "=", id)
    .execute();
}
