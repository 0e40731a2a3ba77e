import { type ChannelId, type EventType, type OrganizationId, shownName } from "@guichet/contract";
import type { IntakeStep, StepsOf } from "../conversations/index.ts";
import type { Database } from "../db/index.ts";
import { keepEach } from "../lib/keep-each.ts";
import { listTakers, type Taker } from "./virtual-agents.sql.ts";

/** Who takes what begins on which channel, by organization: asked of the database when something has changed. */
export type Inception = {
  readonly stepsOf: StepsOf;
  /** To be called with every event. */
  hear(events: readonly { readonly type: EventType; readonly organizationId: OrganizationId }[]): void;
};

/** Whoever missed the news reads anew by then. */
const KEEP_MS = 60_000;

export function createInception({ database }: { readonly database: Pick<Database, "of"> }): Inception {
  const kept = keepEach(async (organizationId: OrganizationId): Promise<readonly IntakeStep[]> => {
    const takers = await listTakers(database.of(organizationId), organizationId);
    return takers.length === 0 ? [] : [inceptionStep(new Map(takers.map((taker) => [taker.channelId, taker])))];
  }, KEEP_MS);
  return {
    stepsOf: kept.of,
    hear(events) {
      for (const { type, organizationId } of events) if (type === "virtual_agent.changed") kept.forget(organizationId);
    },
  };
}

/**
 * The step of the intake that gives a conversation to the virtual agent of its channel (R157, analytics 12): one that a person's
 * first message begins in private, and that no rule has resolved. Machines are not answered (I18).
 */
export function inceptionStep(takers: ReadonlyMap<ChannelId, Taker>): IntakeStep {
  return ({ channelId, visibility, firstMessage, automatic, resolved, held }) => {
    const taker = takers.get(channelId);
    if (taker === undefined || visibility !== "private" || !firstMessage || automatic || resolved || held)
      return undefined;
    const { id, kind, name } = taker;
    return { hold: { id, kind, name: shownName(name), handOff: "new", from: null } };
  };
}
