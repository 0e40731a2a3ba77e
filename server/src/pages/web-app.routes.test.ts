import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { DatabaseAway } from "../db/watch-database.ts";
import { createHttpServer, route } from "../http/index.ts";
import { webAppRoutes } from "./web-app.routes.ts";

const dist = mkdtempSync(join(tmpdir(), "guichet-dist-"));
afterAll(() => rmSync(dist, { recursive: true }));

test("F-05 while the database is away the web app and its files come all the same, and tell people what is wrong", async () => {
  writeFileSync(join(dist, "index.html"), "<title>Guichet</title>");
  writeFileSync(join(dist, "app.js"), "start()");
  const nothing = () => undefined;
  const asksTheDatabase = route({
    ...{ method: "GET", url: "/asks", summary: "Asks the database", access: "anyone", rate: "read" },
    answer: z.object({}),
    handler: async () => ({}),
  });
  const app = await createHttpServer({
    routes: [asksTheDatabase, ...webAppRoutes(dist)],
    authenticate: async () => null,
    publicUrl: "http://localhost",
    trustedProxies: [],
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    now: Date.now,
    wake: nothing,
    patience: async () => {
      throw new DatabaseAway();
    },
  });
  try {
    const get = async (url: string) => (await app.inject({ method: "GET", url })).statusCode;
    expect(await get("/api/v1/asks")).toBe(503);
    expect([await get("/"), await get("/inbox/new"), await get("/app.js")]).toEqual([200, 200, 200]);
  } finally {
    await app.close();
  }
});
