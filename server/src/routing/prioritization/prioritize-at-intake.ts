import { type OrganizationId, type Prioritization, priorityReasons } from "@guichet/contract";
import type { IntakeStep, StepsOf } from "../../conversations/index.ts";
import type { Database } from "../../db/index.ts";
import type { EventFeed } from "../../events/index.ts";
import { keepEach } from "../../lib/keep-each.ts";
import { readPrioritization } from "./prioritization.sql.ts";

/** After these, what is read of it can be different. */
const CHANGES = new Set(["prioritization.changed", "topic.changed", "contact_group.changed", "channel.changed"]);
/** Should the news of a change ever be lost. */
const KEEP_MS = 60_000;

/** The last step of the intake: how soon the conversation is to be answered. Kept in memory until an Admin changes it. */
export function prioritizeAtIntake(deps: { readonly database: Database; readonly feed: EventFeed }): StepsOf {
  const kept = keepEach(
    (organizationId: OrganizationId) => readPrioritization({ db: deps.database.of(organizationId), organizationId }),
    KEEP_MS,
  );
  deps.feed.subscribe((events) => {
    for (const event of events) if (CHANGES.has(event.type)) kept.forget(event.organizationId);
  });
  return async (organizationId) => {
    const given = await kept.of(organizationId);
    const nothing = given.topicIds.length + given.contactGroupIds.length + given.channels.length === 0;
    return nothing ? [] : [toStep(given)];
  };
}

function toStep(given: Prioritization): IntakeStep {
  return ({ topicIds, groupIds, channelId, visibility }) => ({
    priority: priorityReasons(given, { topicIds, groupIds, channelId, visibility }).length,
  });
}
