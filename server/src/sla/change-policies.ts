import {
  type createSlaPolicyBody,
  type patchSlaPolicyBody,
  Refusal,
  type SlaPolicyId,
  type SlaPolicyUses,
  type SlaPolicyView,
} from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { cleanJson } from "../lib/clean-json.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  checkTaking,
  settleSettings,
} from "../organizations/index.ts";
import {
  findChannels,
  findPolicyRow,
  insertPolicy,
  listPolicyRows,
  listPolicyUses,
  type PolicyRow,
  updatePolicy,
  writeChannels,
} from "./policies.sql.ts";

const UNIQUE = { sla_policies_name: "name" };
const MOST = 100;
type Fields = Omit<SlaPolicyView, "id" | "version" | "createdAt">;
type Change = "created" | "edited" | "deleted" | "restored";

/** R82: every policy, by name. */
export async function listPolicies(ctx: Pick<Ctx, "db" | "organizationId">): Promise<SlaPolicyView[]> {
  return (await listPolicyRows(ctx)).map(toView);
}

export async function createPolicy(
  ctx: AuditedCtx,
  { takeOver, ...given }: z.output<typeof createSlaPolicyBody>,
): Promise<SlaPolicyView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    if ((await listPolicyRows(inside)).length >= MOST) throw new Refusal("limit_reached", { details: { max: MOST } });
    const id = uuidV7() as SlaPolicyId;
    const after = tidy(given);
    checkTaking(id, after.channelIds, takeOver, await findChannels(inside, after.channelIds));
    const keys = { organization_id: inside.organizationId, id };
    await insertPolicy(inside.db, { ...keys, ...toColumns(after), created_at: inside.now() });
    await writeChannels(inside, id, after.channelIds);
    await announce(inside, id, "created", { subject: after.name, after });
    return toView(await getPolicy(inside, id));
  });
}

/** Clocks that run under it are counted anew. Of two Admins who save at once the second is refused (`changed_meanwhile`). */
export async function changePolicy(
  ctx: AuditedCtx,
  id: SlaPolicyId,
  { takeOver, version, ...given }: z.output<typeof patchSlaPolicyBody>,
): Promise<SlaPolicyView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await getPolicy(inside, id);
    if (row.version !== version) throw new Refusal("changed_meanwhile", { details: { version: row.version } });
    const before = toFields(row);
    const after = tidy(withGiven(before, given));
    if (after.firstResponseMinutes === null && after.conversationResponseMinutes === null)
      throw new Refusal("invalid_input", { fields: [{ path: "firstResponseMinutes", problem: "no target" }] });
    checkTaking(id, after.channelIds, takeOver, await findChannels(inside, after.channelIds));
    const changes = changedFields(before, after);
    if (changes === undefined) return toView(row);
    await updatePolicy(inside, id, toColumns(after));
    await writeChannels(inside, id, after.channelIds);
    await announce(inside, id, "edited", { subject: before.name, ...changes });
    return toView(await getPolicy(inside, id));
  });
}

/** Nothing is owed under it from now on; what was decided stays. Can be taken back. */
export async function deletePolicy(ctx: AuditedCtx, id: SlaPolicyId): Promise<void> {
  await settleSettings(ctx, UNIQUE, async (inside) => {
    const before = toFields(await getPolicy(inside, id));
    await updatePolicy(inside, id, { deleted_at: inside.now() });
    await announce(inside, id, "deleted", { subject: before.name, before });
  });
}

/** Takes a deletion back, with the channels that have got no other policy meanwhile. */
export async function restorePolicy(ctx: AuditedCtx, id: SlaPolicyId): Promise<SlaPolicyView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await findPolicyRow(inside, id);
    if (row === undefined) throw new Refusal("not_found");
    if (row.deleted_at === null) return toView(row);
    await updatePolicy(inside, id, { deleted_at: null });
    await announce(inside, id, "restored", { subject: row.name });
    return toView(await getPolicy(inside, id));
  });
}

/** What follows it, told before it is deleted. */
export async function countPolicyUses(
  ctx: Pick<Ctx, "db" | "organizationId">,
  id: SlaPolicyId,
): Promise<SlaPolicyUses> {
  await getPolicy(ctx, id);
  return await listPolicyUses(ctx, id);
}

async function getPolicy(ctx: Pick<Ctx, "db" | "organizationId">, id: SlaPolicyId): Promise<PolicyRow> {
  const row = await findPolicyRow(ctx, id);
  if (row === undefined || row.deleted_at !== null) throw new Refusal("not_found");
  return row;
}

function withGiven(before: Fields, given: Omit<z.output<typeof patchSlaPolicyBody>, "version" | "takeOver">): Fields {
  const { firstResponseMinutes: first, conversationResponseMinutes: later } = given;
  return {
    name: given.name ?? before.name,
    firstResponseMinutes: first === undefined ? before.firstResponseMinutes : first,
    conversationResponseMinutes: later === undefined ? before.conversationResponseMinutes : later,
    warningPercent: given.warningPercent ?? before.warningPercent,
    onWarning: given.onWarning ?? before.onWarning,
    onBreach: given.onBreach ?? before.onBreach,
    channelIds: given.channelIds ?? before.channelIds,
  };
}

/** In one order, so that only what is different differs. */
function tidy(fields: Fields): Fields {
  const { name, onWarning, onBreach } = cleanJson(fields);
  return {
    name,
    firstResponseMinutes: fields.firstResponseMinutes,
    conversationResponseMinutes: fields.conversationResponseMinutes,
    warningPercent: fields.warningPercent,
    onWarning: { message: onWarning.message, unassign: onWarning.unassign },
    onBreach: { message: onBreach.message, unassign: onBreach.unassign },
    channelIds: [...new Set(fields.channelIds)].toSorted(),
  };
}

function toColumns(fields: Fields) {
  return {
    name: fields.name,
    first_response_minutes: fields.firstResponseMinutes,
    conversation_response_minutes: fields.conversationResponseMinutes,
    warning_percent: fields.warningPercent,
    on_warning: JSON.stringify(fields.onWarning),
    on_breach: JSON.stringify(fields.onBreach),
  };
}

function toFields(row: PolicyRow): Fields {
  return tidy({
    name: row.name,
    firstResponseMinutes: row.first_response_minutes,
    conversationResponseMinutes: row.conversation_response_minutes,
    warningPercent: row.warning_percent,
    onWarning: row.on_warning,
    onBreach: row.on_breach,
    channelIds: row.channel_ids,
  });
}

function toView(row: PolicyRow): SlaPolicyView {
  const { id, version, created_at, channel_ids } = row;
  return { id, ...toFields(row), channelIds: channel_ids, version, createdAt: created_at.toISOString() };
}

async function announce(
  ctx: AuditedCtx,
  slaPolicyId: SlaPolicyId,
  change: Change,
  line: { subject: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `sla_policy.${change}`, ...line });
  await appendEvents(ctx, [{ type: "sla_policy.changed", data: { slaPolicyId, change } }]);
}
