import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../testing/test-app.ts";
import { createAcceptor } from "./accept-delivery.ts";
import { PROBE_ORGANIZATION, probeOnce, watchProbes } from "./probe.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(async () => await test.stop());

describe("the synthetic message", () => {
  it("I21 goes in through the door, is answered, and leaves; the watch is green and no organization sees it", async () => {
    const { parts } = test.app;
    const accept = createAcceptor({ database: parts.database, now: parts.now, onStored: () => undefined });
    // What this acceptor stores is found by the product's own safety net, as after a crash.
    await parts.database.system
      .updateTable("deliveries")
      .set({ next_attempt_at: new Date(0) })
      .execute();
    const due = setInterval(() => {
      void parts.database.system
        .updateTable("deliveries")
        .set({ next_attempt_at: new Date(0) })
        .where("state", "=", "stored")
        .execute();
    }, 200);
    const left = await probeOnce({ ...parts, accept, wake: parts.wake.now });
    clearInterval(due);
    expect(left).toBe(true);
    const watch = watchProbes(parts.database, 0);
    expect(watch.isGreen()).toBe(false);
    await watch.look();
    expect(watch.isGreen()).toBe(true);
    const list = await test.call("GET", "/api/v1/conversations?status=resolved", { as: test.admin });
    expect(list.body).toMatchObject({ items: [] });
    const stored = await parts.database.system
      .selectFrom("messages")
      .select("kind")
      .where("organization_id", "=", PROBE_ORGANIZATION)
      .execute();
    // The product's own probe may be on its way beside ours.
    expect(new Set(stored.map((message) => message.kind))).toEqual(new Set(["inbound", "outbound"]));
  }, 60_000);
});
