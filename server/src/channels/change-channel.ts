import { type ChannelId, type channelAccessBody, type patchChannelBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  checkReasons,
  inAuditedTransaction,
  isDuplicate,
  lockSettings,
} from "../organizations/index.ts";
import { setChannelGrants } from "../users/index.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { type ChannelRow, updateChannel } from "./channels.sql.ts";
import { getChannelRow } from "./list-channels.ts";
import { placeEndpoint } from "./place-endpoint.ts";
import { sealChannelSecrets } from "./sealed-secrets.ts";
import { getConnector, type ReadSettings, readSettings } from "./settings-of-channel.ts";

type Given = z.output<typeof patchChannelBody>;
type ChangeDeps = Pick<ChannelDeps, "connectors" | "secretBox">;

/** Changes the fields that are given. A secret that is not given again stays what it was. */
export async function changeChannel(ctx: AuditedCtx, deps: ChangeDeps, id: ChannelId, given: Given): Promise<void> {
  try {
    await inAuditedTransaction(ctx, (inside) => writeAndAnnounce(inside, deps, id, given));
  } catch (error) {
    if (isDuplicate(error, "channels_external"))
      throw new Refusal("already_exists", { details: { field: "settings" } });
    throw error;
  }
}

async function writeAndAnnounce(ctx: AuditedCtx, deps: ChangeDeps, id: ChannelId, given: Given): Promise<void> {
  const { db, organizationId } = ctx;
  await lockSettings(db, organizationId);
  const before = await getChannelRow(ctx, id);
  await checkReasons(ctx, given.autoResolve);
  const connector = getConnector(deps.connectors, before.platform);
  const read = given.settings === undefined ? undefined : readSettings(connector, given.settings);
  await updateChannel(db, organizationId, id, {
    name: given.name ?? before.name,
    auto_assign: given.autoAssign,
    grant_to_all: given.grantToAll,
    topic_required: given.topicRequired,
    short_code: given.shortCode,
    auto_resolve: given.autoResolve === undefined ? undefined : JSON.stringify(given.autoResolve),
    reason_asked: given.reasonAsked === undefined ? undefined : JSON.stringify(given.reasonAsked),
    ...stateAfter(before, given.paused),
    ...(read === undefined
      ? {}
      : {
          settings: JSON.stringify(read.settings),
          secrets: JSON.stringify(sealChannelSecrets(deps.secretBox, id, read.secrets, before.secrets)),
          external_id: connector.externalId(read.settings, id),
          endpoint_id: (await placeEndpoint(ctx, deps, { platform: before.platform, connector, read, before })).id,
        }),
  });
  await announce(ctx, before, await getChannelRow(ctx, id), read);
}

/** A pause is wanted by a person and ended by one; what the connector thinks of it is found out afterwards. */
function stateAfter(before: ChannelRow, paused: boolean | undefined) {
  const untroubled = { state_reason: null, silent: false, trouble_since: null };
  if (paused === true) return { state: "paused" as const, ...untroubled };
  return paused === false && before.state === "paused" ? { state: "connected" as const, ...untroubled } : {};
}

async function announce(
  ctx: AuditedCtx,
  before: ChannelRow,
  after: ChannelRow,
  read: ReadSettings | undefined,
): Promise<void> {
  const newSecrets = [...new Set([...Object.keys(read?.secrets ?? {}), ...Object.keys(read?.endpointSecrets ?? {})])];
  const changes = changedFields(toFields(before), {
    ...toFields(after),
    ...(newSecrets.length === 0 ? {} : { newSecrets }),
  });
  if (changes === undefined) return;
  await appendSettingsChange(ctx, { action: "channel.changed", subject: before.name, ...changes });
  const kinds = [
    before.state !== after.state ? ("state" as const) : undefined,
    before.grant_to_all !== after.grant_to_all ? ("access" as const) : undefined,
    "edited" as const,
  ].filter((kind) => kind !== undefined);
  await appendEvents(
    ctx,
    kinds.map((change) => ({ type: "channel.changed", data: { channelId: before.id, change } })),
  );
}

/** For the log of settings: of secrets only the names of those that were set anew. */
function toFields(row: ChannelRow): Record<string, unknown> {
  return {
    name: row.name,
    autoAssign: row.auto_assign,
    grantToAll: row.grant_to_all,
    topicRequired: row.topic_required,
    shortCode: row.short_code,
    autoResolve: row.auto_resolve,
    reasonAsked: row.reason_asked,
    paused: row.state === "paused",
    settings: row.settings,
    newSecrets: [],
  };
}

/** Sets who reaches a channel, by name and through teams (S11: whoever loses it loses the assignments in it). */
export async function setChannelAccess(
  ctx: AuditedCtx,
  id: ChannelId,
  given: z.output<typeof channelAccessBody>,
): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { name } = await getChannelRow(inside, id);
    const changes = await setChannelGrants(inside, id, given);
    if (changes === undefined) return;
    await appendSettingsChange(inside, { action: "channel.access_changed", subject: name, ...changes });
    await appendEvents(inside, [{ type: "channel.changed", data: { channelId: id, change: "access" } }]);
  });
}
