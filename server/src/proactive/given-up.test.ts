import { afterAll, beforeAll, expect, it } from "vitest";
import { settleStuckMessage } from "../conversations/stuck-message.ts";
import { followProactive } from "./follow-proactive.ts";
import { buildProactiveWorld, type ProactiveWorld } from "./proactive.test-kit.ts";

let world: ProactiveWorld;
beforeAll(async () => {
  world = await buildProactiveWorld();
});
afterAll(async () => await world?.close());

it.each([
  ["refused for certain", "failed", "recipient_unavailable", "FAILED"],
  ["failed, and nobody knows how", "failed", "outcome_unknown", "DELIVERING_FAILED"],
  ["uncertain", "uncertain", "outcome_unknown", "DELIVERING_FAILED"],
] as const)(
  "R168 I6 given up by a person when it was %s: a caller is told so",
  async (_name, outcome, kind, status) => {
    const { correlationId } = await world.sendTo("+33612000001");
    const { message_id } = await world.database.system
      .selectFrom("proactive_messages")
      .select("message_id")
      .where("id", "=", correlationId)
      .executeTakeFirstOrThrow();
    await world.endSend(message_id, { outcome, error: { kind, code: "", message: "" } });
    await settleStuckMessage(world.ctx(world.kai), message_id, "discard");
    expect((await followProactive(world.ctxOf(), correlationId)).statuses).toMatchObject({ [status]: 1 });
  },
);
