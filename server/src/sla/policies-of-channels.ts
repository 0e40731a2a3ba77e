import type { ChannelId, OrganizationId } from "@guichet/contract";
import type { Database } from "../db/index.ts";
import { keepEach } from "../lib/keep-each.ts";
import { type Policy, readPolicies } from "./policies.sql.ts";

/** The policy of every channel, remembered by organization until it is forgotten (`sla_policy.changed`). */
export type SlaPolicies = {
  /** Undefined: none holds there. */
  ofChannel(organizationId: OrganizationId, channelId: ChannelId): Promise<Policy | undefined>;
  forget(organizationId: OrganizationId): void;
};

/** Whoever missed the news reads anew by then. */
const KEEP_MS = 60_000;

export function createSlaPolicies({ database }: { readonly database: Pick<Database, "of"> }): SlaPolicies {
  const kept = keepEach(
    (organizationId: OrganizationId) => readPolicies(database.of(organizationId), organizationId),
    KEEP_MS,
  );
  return {
    ofChannel: async (organizationId, channelId) => (await kept.of(organizationId)).get(channelId),
    forget: kept.forget,
  };
}
