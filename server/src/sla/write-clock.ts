import type { SlaChange } from "@guichet/contract";
import { type Conversation, factsOf, writeSla } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { type Clock, markOf, toInstant } from "./clock.ts";
import { updateClock } from "./clocks.sql.ts";

/** Writes a clock that is there already, and tells of it; the caller holds the conversation's row. */
export async function writeClock(ctx: Ctx, clock: Clock, policyName: string, change: SlaChange): Promise<Conversation> {
  await updateClock(ctx, clock);
  return await tellClock(ctx, clock, policyName, change);
}

/** Shows it in the queue, and tells whoever listens. */
export async function tellClock(ctx: Ctx, clock: Clock, policyName: string, change: SlaChange): Promise<Conversation> {
  const mark = markOf(clock, policyName);
  const breachedAt = mark?.breached === true && clock.breachedAt !== null ? new Date(clock.breachedAt) : null;
  const conversation = await writeSla(ctx, clock.conversationId, mark, breachedAt);
  const { kind, policyId } = clock;
  await appendEvents(ctx, [
    {
      type: "sla.changed",
      data: { ...factsOf(conversation), kind, change, policyId, policyName, dueAt: toInstant(clock.dueAt) },
    },
  ]);
  return conversation;
}
