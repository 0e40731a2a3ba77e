import type { EventType, OrganizationId } from "@guichet/contract";
import type { IntakeStep, StepsOf } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import { keepEach } from "../lib/keep-each.ts";
import type { Log } from "../lib/log.ts";
import { toSteps } from "./automation-steps.ts";
import { listAutomationRows } from "./automations.sql.ts";
import { loadUsableParts } from "./usable-parts.sql.ts";

/** Automations made ready, by organization: the way in asks the database for them when something has changed, not for every message. */
export type AutomationCache = {
  readonly stepsOf: StepsOf;
  /** To be called with every event: is it one after which automations do something else? */
  hear(events: readonly { readonly type: EventType; readonly organizationId: OrganizationId }[]): void;
};

const CHANGES: ReadonlySet<EventType> = new Set<EventType>([
  ...(["automation.changed", "topic.changed", "tag.changed", "channel.changed", "organization.changed"] as const),
]);
/** Should the news of a change ever be lost. */
const KEEP_MS = 60_000;

export function createAutomationCache(deps: { readonly database: Database; readonly log: Log }): AutomationCache {
  async function load(organizationId: OrganizationId): Promise<readonly IntakeStep[]> {
    const scope = { db: deps.database.of(organizationId), organizationId };
    const rows = await listAutomationRows(scope);
    return rows.some((row) => row.enabled) ? toSteps(rows, await loadUsableParts(scope), deps.log) : [];
  }

  const kept = keepEach(load, KEEP_MS);
  return {
    stepsOf: kept.of,
    hear(events) {
      for (const { type, organizationId } of events) if (CHANGES.has(type)) kept.forget(organizationId);
    },
  };
}
