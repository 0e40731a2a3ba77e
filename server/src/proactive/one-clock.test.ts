import { PROACTIVE_A_MINUTE } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildProactiveWorld, type ProactiveWorld } from "./proactive.test-kit.ts";
import { sendProactive } from "./send-proactive.ts";

let world: ProactiveWorld;
beforeAll(async () => {
  world = await buildProactiveWorld();
});
afterAll(async () => await world?.close());

const HOUR = 3_600_000;
/** By a process whose clock differs from everybody's. */
const send = async (aheadMs: number, contact: string): Promise<unknown> => {
  const ctx = { ...world.ctxOf(), now: () => new Date(Date.now() + aheadMs) };
  return await sendProactive(ctx, world.caller, world.bodyOf(contact), undefined).then(
    () => undefined,
    (error: unknown) => error,
  );
};

it("R168 sixty a minute hold over processes whose clocks differ, and nobody is told to wait longer than a minute", async () => {
  for (let n = 0; n < PROACTIVE_A_MINUTE; n += 1)
    expect(await send(n % 2 === 0 ? HOUR : -HOUR, `+4917100000${String(n).padStart(2, "0")}`)).toBeUndefined();
  for (const aheadMs of [-HOUR, 0, HOUR]) {
    const refused = (await send(aheadMs, "+491710000099")) as { code: string; retryAfterSeconds: number };
    expect(refused).toMatchObject({ code: "too_many_requests" });
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
  }
});

it("R168 a clock that was set back makes nobody wait longer than a minute", async () => {
  const clock = async () => new Date(Date.now() - HOUR);
  await expect(
    sendProactive(world.ctxOf(), world.caller, world.bodyOf("+491710000099"), undefined, { clock }),
  ).rejects.toMatchObject({ code: "too_many_requests", retryAfterSeconds: 60 });
});
