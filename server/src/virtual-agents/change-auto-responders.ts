import {
  type AutoResponderView,
  type createAutoResponderBody,
  type patchAutoResponderBody,
  Refusal,
  type VirtualAgentId,
} from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { cleanJson } from "../lib/clean-json.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AuditedCtx, changedFields, settleSettings } from "../organizations/index.ts";
import { announce } from "./announce.ts";
import { refuseSecond, takesWhatBegins } from "./one-inception.ts";
import {
  type AgentRow,
  findAgentRow,
  insertAgent,
  listAgentRows,
  updateAgent,
  writeTakes,
} from "./virtual-agents.sql.ts";

export const UNIQUE = { virtual_agents_name: "name" };
const MOST = 100;
type Fields = Pick<AutoResponderView, "name" | "activation" | "handOff" | "enabled" | "scripts">;

/** R81: every auto responder, by name. */
export async function listAutoResponders(ctx: Pick<Ctx, "db" | "organizationId">): Promise<AutoResponderView[]> {
  return (await listAgentRows(ctx)).map(toView);
}

/** It gets its channels afterwards, one by one. */
export async function createAutoResponder(
  ctx: AuditedCtx,
  given: z.output<typeof createAutoResponderBody>,
): Promise<AutoResponderView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    if ((await listAgentRows(inside)).length >= MOST) throw new Refusal("limit_reached", { details: { max: MOST } });
    const id = uuidV7() as VirtualAgentId;
    const after = tidy(given);
    const keys = { organization_id: inside.organizationId, id, kind: "auto_responder" as const };
    await insertAgent(inside.db, { ...keys, ...toColumns(after), created_at: inside.now() });
    await announce(inside, id, "created", { subject: after.name, after: saidInLog(after) });
    return toView(await getAgent(inside, id));
  });
}

/** Also switches it on and off. Of two Admins who save at once the second is refused (`changed_meanwhile`). */
export async function changeAutoResponder(
  ctx: AuditedCtx,
  id: VirtualAgentId,
  { version, ...given }: z.output<typeof patchAutoResponderBody>,
): Promise<AutoResponderView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await getAgent(inside, id);
    if (row.version !== version) throw new Refusal("changed_meanwhile", { details: { version: row.version } });
    const before = toFields(row);
    const after = tidy(withGiven(before, given));
    const changes = changedFields(saidInLog(before), saidInLog(after));
    if (changes === undefined) return toView(row);
    await settleTakes(inside, row, after);
    await updateAgent(inside, id, toColumns(after));
    await announce(inside, id, "edited", { subject: before.name, ...changes });
    return toView(await getAgent(inside, id));
  });
}

/** What it has goes to people at once. Can be taken back. */
export async function deleteAutoResponder(ctx: AuditedCtx, id: VirtualAgentId): Promise<void> {
  await settleSettings(ctx, UNIQUE, async (inside) => {
    const before = toFields(await getAgent(inside, id));
    await writeTakes(inside, id, false);
    await updateAgent(inside, id, { deleted_at: inside.now() });
    await announce(inside, id, "deleted", { subject: before.name, before: saidInLog(before) });
  });
}

/** Takes a deletion back, with its channels; refused where another one takes what begins there by now. */
export async function restoreAutoResponder(ctx: AuditedCtx, id: VirtualAgentId): Promise<AutoResponderView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await findAgentRow(inside, id);
    if (row === undefined) throw new Refusal("not_found");
    if (row.deleted_at === null) return toView(row);
    await settleTakes(inside, row, toFields(row));
    await updateAgent(inside, id, { deleted_at: null });
    await announce(inside, id, "restored", { subject: row.name });
    return toView(await getAgent(inside, id));
  });
}

async function settleTakes(ctx: AuditedCtx, { id, channel_ids }: AgentRow, after: Fields): Promise<void> {
  const takes = takesWhatBegins(after);
  if (takes) await refuseSecond(ctx, id, channel_ids);
  await writeTakes(ctx, id, takes);
}

export async function getAgent(ctx: Pick<Ctx, "db" | "organizationId">, id: VirtualAgentId): Promise<AgentRow> {
  const row = await findAgentRow(ctx, id);
  if (row === undefined || row.deleted_at !== null) throw new Refusal("not_found");
  return row;
}

function withGiven(before: Fields, given: Omit<z.output<typeof patchAutoResponderBody>, "version">): Fields {
  return {
    name: given.name ?? before.name,
    activation: given.activation ?? before.activation,
    handOff: given.handOff ?? before.handOff,
    enabled: given.enabled ?? before.enabled,
    scripts: given.scripts ?? before.scripts,
  };
}

/** What begins on a channel comes from nobody to whom it could go back (analytics 19). */
function tidy({ name, activation, handOff, enabled, scripts }: Fields): Fields {
  return cleanJson({
    ...{ name, activation, enabled, handOff: activation === "inception" ? ("new" as const) : handOff },
    scripts: scripts.map(({ language, inside, outside }) => ({ language, inside, outside })),
  });
}

/** Each script a line, as one reads it. */
function saidInLog({ scripts, ...rest }: Fields): Record<string, unknown> {
  return { ...rest, scripts: scripts.map(({ language, inside, outside }) => `${language}: ${inside} / ${outside}`) };
}

function toColumns({ name, activation, handOff, enabled, scripts }: Fields) {
  return { name, activation, enabled, hand_off: handOff, scripts: JSON.stringify(scripts) };
}

function toFields({ name, activation, hand_off, enabled, scripts }: AgentRow): Fields {
  return tidy({ name, activation, enabled, handOff: hand_off, scripts });
}

export function toView(row: AgentRow): AutoResponderView {
  const { id, version, created_at, channel_ids: channelIds } = row;
  return { id, ...toFields(row), channelIds, version, createdAt: created_at.toISOString() };
}
