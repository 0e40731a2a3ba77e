import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openInstagramHouse } from "./instagram/instagram.test-kit.ts";

type House = Awaited<ReturnType<typeof openInstagramHouse>>;
let house: House;
beforeAll(async () => {
  house = await openInstagramHouse("instagram");
});
afterAll(async () => await house?.stop());

it("I15 F-04 a network that asks whether the address is ours gets its answer while the database is away", async () => {
  const { database } = house.app.app.parts;
  const { webhookUrl } = house.channel;
  const greet = (token = house.secrets.verifyToken ?? "") => house.metaApp.greet(webhookUrl ?? "", token);
  await greet();
  // What was looked up is kept for three seconds.
  await new Promise((resolve) => setTimeout(resolve, 3200));
  const { DatabaseAway } = await import("../db/watch-database.ts");
  const patience = vi.spyOn(database.watch, "patience").mockRejectedValue(new DatabaseAway());
  try {
    await greet();
    await expect(greet("not the token")).rejects.toThrow();
    // A delivery is not judged by what may have changed since.
    expect((await fetch(webhookUrl ?? "", { method: "POST", body: "{}" })).status).toBe(503);
    const stranger = webhookUrl?.replace(/[0-9a-f]{12}$/, "000000000000") ?? "";
    expect((await fetch(`${stranger}?hub.mode=subscribe`)).status).toBe(503);
    expect(patience).toHaveBeenCalled();
  } finally {
    patience.mockRestore();
  }
  await greet();
}, 60_000);
