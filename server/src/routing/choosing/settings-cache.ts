import type { EventType, LoggedEvent, OrganizationId } from "@guichet/contract";
import type { Database } from "../../db/index.ts";
import { keepEach } from "../../lib/keep-each.ts";
import type { RoutingSettings } from "./choose-team.ts";
import { loadSettings } from "./load-settings.ts";

/** What is set up, remembered for each organization and forgotten at the first news of a change. */
export type SettingsCache = {
  of(organizationId: OrganizationId): Promise<RoutingSettings | undefined>;
  /** Answers whose settings are others now. */
  hear(events: readonly LoggedEvent[]): ReadonlySet<OrganizationId>;
};

/** Whatever a decision stands on. Presence is asked with the loads. */
const CHANGES: ReadonlySet<EventType> = new Set([
  "skill_set.changed",
  "fallback_teams.changed",
  "team.changed",
  "channel.changed",
  "user.changed",
  "topic.changed",
  "contact_group.changed",
]);
/** Should news ever be missed, nothing old lasts longer. */
const KEEP_MS = 30_000;

export function createSettingsCache({ database }: { readonly database: Database }): SettingsCache {
  const kept = keepEach(
    (organizationId: OrganizationId) => loadSettings({ db: database.of(organizationId), organizationId }),
    KEEP_MS,
  );
  return {
    of: kept.of,
    hear(events) {
      const changed = new Set(
        events.filter(({ type }) => CHANGES.has(type)).map(({ organizationId }) => organizationId),
      );
      for (const organizationId of changed) kept.forget(organizationId);
      return changed;
    },
  };
}
