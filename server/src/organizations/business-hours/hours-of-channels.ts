import { type ChannelId, type OpeningHours, type OrganizationId, toOpeningHours } from "@guichet/contract";
import type { Database, Db } from "../../db/index.ts";
import { keepEach } from "../../lib/keep-each.ts";
import { listHoursOfChannels } from "./business-hours.sql.ts";

/** By channel; one that is not there is open around the clock. */
type HoursOfChannels = ReadonlyMap<ChannelId, OpeningHours>;

/** The opening hours of every channel, remembered by organization until they are forgotten (`business_hours.changed`). */
export type BusinessHours = {
  /** Null: around the clock. */
  ofChannel(organizationId: OrganizationId, channelId: ChannelId): Promise<OpeningHours | null>;
  forget(organizationId: OrganizationId): void;
};

/** Whoever missed the news reads anew by then. */
const KEEP_MS = 60_000;

export function createBusinessHours({ database }: { readonly database: Pick<Database, "of"> }): BusinessHours {
  const kept = keepEach(
    (organizationId: OrganizationId) => readHours(database.of(organizationId), organizationId),
    KEEP_MS,
  );
  return {
    ofChannel: async (organizationId, channelId) => (await kept.of(organizationId)).get(channelId) ?? null,
    forget: kept.forget,
  };
}

/** As they stand now, made ready once for channels that share a set. */
export async function readHours(db: Db, organizationId: OrganizationId): Promise<HoursOfChannels> {
  const sets = new Map<string, OpeningHours>();
  const rows = await listHoursOfChannels(db, organizationId);
  return new Map(
    rows.map((row) => {
      const hours = sets.get(row.id) ?? toOpeningHours(row);
      sets.set(row.id, hours);
      return [row.channelId, hours];
    }),
  );
}
