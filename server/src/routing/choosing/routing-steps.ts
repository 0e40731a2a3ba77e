import type { StepsOf } from "../../conversations/index.ts";
import type { Database } from "../../db/index.ts";
import type { EventFeed } from "../../events/index.ts";
import { mayCompete } from "./load-settings.ts";
import { createLoads } from "./loads.ts";
import { routingStep } from "./routing-step.ts";
import { createSettingsCache } from "./settings-cache.ts";

/** The step of the intake that chooses teams. Where nothing is set up there is none, and nothing is asked. */
export function routingStepsOf({
  database,
  feed,
}: {
  readonly database: Database;
  readonly feed: Pick<EventFeed, "subscribe">;
}): StepsOf {
  const settings = createSettingsCache({ database });
  const loads = createLoads({ database });
  feed.subscribe((events) => {
    for (const organizationId of settings.hear(events)) loads.forget(organizationId);
  });
  return async (organizationId) => {
    const found = await settings.of(organizationId);
    if (found === undefined) return [];
    if (mayCompete(found)) await loads.refresh(organizationId);
    return [routingStep(organizationId, found, loads)];
  };
}
