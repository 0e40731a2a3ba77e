import {
  type BusinessHoursId,
  type BusinessHoursView,
  type createBusinessHoursBody,
  type patchBusinessHoursBody,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { cleanJson } from "../../lib/clean-json.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { appendSettingsChange, changedFields } from "../append-settings-change.ts";
import type { AuditedCtx } from "../audited-ctx.ts";
import { settleSettings } from "../settle-settings.ts";
import { checkTaking } from "../take-channels.ts";
import { checkTimeZone } from "../time-zone.ts";
import {
  findChannels,
  findHoursRow,
  type HoursRow,
  insertHours,
  listHoursRows,
  updateHours,
  writeChannels,
} from "./business-hours.sql.ts";

const UNIQUE = { business_hours_name: "name" };
const MOST = 100;
type Fields = Pick<BusinessHoursView, "name" | "timeZone" | "week" | "holidays" | "channelIds">;
type Change = "created" | "edited" | "deleted" | "restored";

/** W168: every set of opening hours, by name. */
export async function listBusinessHours(ctx: Pick<Ctx, "db" | "organizationId">): Promise<BusinessHoursView[]> {
  return (await listHoursRows(ctx)).map(toView);
}

export async function createBusinessHours(
  ctx: AuditedCtx,
  { takeOver, ...given }: z.output<typeof createBusinessHoursBody>,
): Promise<BusinessHoursView> {
  checkTimeZone(given.timeZone);
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    if ((await listHoursRows(inside)).length >= MOST) throw new Refusal("limit_reached", { details: { max: MOST } });
    const id = uuidV7() as BusinessHoursId;
    const after = tidy(given);
    checkTaking(id, after.channelIds, takeOver, await findChannels(inside, after.channelIds));
    const { name, timeZone, week, holidays } = after;
    await insertHours(inside.db, {
      organization_id: inside.organizationId,
      ...{ id, name, time_zone: timeZone, week: JSON.stringify(week), holidays: JSON.stringify(holidays) },
      created_at: inside.now(),
    });
    await writeChannels(inside, id, after.channelIds);
    await announce(inside, id, "created", { subject: name, after });
    return toView(await getHours(inside, id));
  });
}

/** Of two Admins who save at once the second is refused (`changed_meanwhile`). */
export async function changeBusinessHours(
  ctx: AuditedCtx,
  id: BusinessHoursId,
  { takeOver, version, ...given }: z.output<typeof patchBusinessHoursBody>,
): Promise<BusinessHoursView> {
  checkTimeZone(given.timeZone);
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await getHours(inside, id);
    if (row.version !== version) throw new Refusal("changed_meanwhile", { details: { version: row.version } });
    const before = tidy(toFields(row));
    const after = tidy({
      name: given.name ?? before.name,
      timeZone: given.timeZone ?? before.timeZone,
      week: given.week ?? before.week,
      holidays: given.holidays ?? before.holidays,
      channelIds: given.channelIds ?? before.channelIds,
    });
    checkTaking(id, after.channelIds, takeOver, await findChannels(inside, after.channelIds));
    const changes = changedFields(before, after);
    if (changes === undefined) return toView(row);
    const { name, timeZone, week, holidays } = after;
    const columns = { name, time_zone: timeZone, week: JSON.stringify(week), holidays: JSON.stringify(holidays) };
    await updateHours(inside, id, columns);
    await writeChannels(inside, id, after.channelIds);
    await announce(inside, id, "edited", { subject: before.name, ...changes });
    return toView(await getHours(inside, id));
  });
}

/** Its channels are open around the clock from now on. Can be taken back. */
export async function deleteBusinessHours(ctx: AuditedCtx, id: BusinessHoursId): Promise<void> {
  await settleSettings(ctx, UNIQUE, async (inside) => {
    const before = tidy(toFields(await getHours(inside, id)));
    await updateHours(inside, id, { deleted_at: inside.now() });
    await announce(inside, id, "deleted", { subject: before.name, before });
  });
}

/** Takes a deletion back, with the channels that have got no other set meanwhile. */
export async function restoreBusinessHours(ctx: AuditedCtx, id: BusinessHoursId): Promise<BusinessHoursView> {
  return await settleSettings(ctx, UNIQUE, async (inside) => {
    const row = await findHoursRow(inside, id);
    if (row === undefined) throw new Refusal("not_found");
    if (row.deleted_at === null) return toView(row);
    await updateHours(inside, id, { deleted_at: null });
    await announce(inside, id, "restored", { subject: row.name });
    return toView(await getHours(inside, id));
  });
}

async function getHours(ctx: Pick<Ctx, "db" | "organizationId">, id: BusinessHoursId): Promise<HoursRow> {
  const row = await findHoursRow(ctx, id);
  if (row === undefined || row.deleted_at !== null) throw new Refusal("not_found");
  return row;
}

/** Intervals and holidays in their order, whatever order they were typed in. */
function tidy(given: Fields): Fields {
  const { week, holidays } = cleanJson({ week: given.week, holidays: given.holidays });
  const byStart = (hours: Fields["week"]["monday"]) => hours.toSorted((a, b) => a.from.localeCompare(b.from));
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
  return {
    name: cleanText(given.name),
    timeZone: given.timeZone,
    week: {
      ...{ monday: byStart(monday), tuesday: byStart(tuesday), wednesday: byStart(wednesday) },
      ...{ thursday: byStart(thursday), friday: byStart(friday) },
      ...{ saturday: byStart(saturday), sunday: byStart(sunday) },
    },
    holidays: holidays
      .map(({ date, name, hours }) => ({ date, name, hours: byStart(hours) }))
      .toSorted((a, b) => a.date.localeCompare(b.date)),
    channelIds: [...new Set(given.channelIds)].toSorted(),
  };
}

function toFields(row: HoursRow): Fields {
  const { name, time_zone: timeZone, week, holidays, channel_ids: channelIds } = row;
  return { name, timeZone, week, holidays, channelIds };
}

function toView(row: HoursRow): BusinessHoursView {
  return {
    id: row.id,
    ...tidy(toFields(row)),
    channelIds: row.channel_ids,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}

async function announce(
  ctx: AuditedCtx,
  businessHoursId: BusinessHoursId,
  change: Change,
  line: { subject: string; before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `business_hours.${change}`, ...line });
  await appendEvents(ctx, [{ type: "business_hours.changed", data: { businessHoursId, change } }]);
}
