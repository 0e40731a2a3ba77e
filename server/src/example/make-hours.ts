import type { BusinessWeek, ChannelId } from "@guichet/contract";
import { createBusinessHours } from "../organizations/business-hours/change-business-hours.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import { createPolicy } from "../sla/index.ts";
import type { ChannelName } from "./cast.ts";

const SHOP = [
  { from: "09:00", until: "12:30" },
  { from: "13:30", until: "18:00" },
];
const ONLINE = [{ from: "08:00", until: "22:00" }];
const NOTHING = { message: null, unassign: false };

/** When the shop answers, and how soon: two sets of opening hours and two SLA policies. */
export async function makeHours(ctx: AuditedCtx, channels: ReadonlyMap<ChannelName, ChannelId>): Promise<void> {
  const of = (...names: ChannelName[]) => names.flatMap((name) => channels.get(name) ?? []);
  await createBusinessHours(ctx, {
    ...{ name: "Workshop and shop", timeZone: "Europe/Brussels", takeOver: [] },
    week: { ...weekdays(SHOP), saturday: [{ from: "10:00", until: "17:00" }], sunday: [] },
    holidays: holidaysAfter(ctx.now()),
    channelIds: of("Trade website", "Support mail"),
  });
  await createBusinessHours(ctx, {
    ...{ name: "Online service", timeZone: "Europe/Brussels", takeOver: [], holidays: [] },
    week: { ...weekdays(ONLINE), saturday: ONLINE, sunday: [{ from: "10:00", until: "20:00" }] },
    channelIds: of("Website", "Mobile app", "Community"),
  });
  const actions = { warningPercent: 80, onWarning: NOTHING, onBreach: NOTHING, takeOver: [] };
  await createPolicy(ctx, {
    ...{ name: "Customers", firstResponseMinutes: 240, conversationResponseMinutes: 480, ...actions },
    channelIds: of("Website", "Mobile app"),
  });
  await createPolicy(ctx, {
    ...{ name: "Dealers", firstResponseMinutes: 120, conversationResponseMinutes: 240, ...actions },
    channelIds: of("Trade website"),
  });
}

function weekdays(hours: BusinessWeek["monday"]): Omit<BusinessWeek, "saturday" | "sunday"> {
  return { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours };
}

/** Of the two years to come. */
function holidaysAfter(now: Date) {
  const years = [now.getUTCFullYear(), now.getUTCFullYear() + 1];
  return years.flatMap((year) => [
    { date: `${year}-07-21`, name: "Belgian National Day", hours: [] },
    { date: `${year}-12-24`, name: "Christmas Eve", hours: [{ from: "09:00", until: "12:30" }] },
    { date: `${year}-12-25`, name: "Christmas", hours: [] },
  ]);
}
