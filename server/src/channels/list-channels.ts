import { type ChannelId, type ChannelView, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { listChannelGrants } from "../users/index.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { type ChannelRow, findChannelRow, listChannelRows } from "./channels.sql.ts";
import { toChannelView } from "./channels.view.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
type ViewDeps = Pick<ChannelDeps, "connectors" | "publicUrl">;

/** Every channel of the organization that an Admin can add; the product's own probe is not among them. */
export async function listChannels(scope: Scope, deps: ViewDeps): Promise<ChannelView[]> {
  const rows = await listChannelRows(scope.db, scope.organizationId);
  const grants = await listChannelGrants(scope);
  return rows.filter(isShown).map((row) => toChannelView(deps, row, grants.get(row.id)));
}

export async function getChannel(scope: Scope, deps: ViewDeps, id: ChannelId): Promise<ChannelView> {
  const row = await getChannelRow(scope, id);
  const grants = await listChannelGrants(scope, id);
  return toChannelView(deps, row, grants.get(id));
}

export async function getChannelRow(scope: Scope, id: ChannelId): Promise<ChannelRow> {
  const row = await findChannelRow(scope.db, scope.organizationId, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

function isShown(row: ChannelRow): boolean {
  return row.platform !== "loopback";
}
