import { expect, test } from "vitest";
import { z } from "zod";
import type { LogData } from "../lib/log.ts";
import { createHttpServer } from "./http-server.ts";
import { route } from "./route.ts";

test("a fault of ours is answered with a reference and nothing else, and the log has it under that reference", async () => {
  const lines: [string, LogData | undefined, unknown][] = [];
  const app = await createHttpServer({
    routes: [
      route({
        method: "GET",
        url: "/broken",
        summary: "Always fails",
        access: "anyone",
        rate: "read",
        answer: z.object({}),
        handler: async () => {
          throw new TypeError("secret detail of 10.0.0.1");
        },
      }),
    ],
    authenticate: async () => null,
    publicUrl: "http://localhost",
    trustedProxies: [],
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (text, data, error) => void lines.push([text, data, error]),
    },
    now: Date.now,
    wake: () => undefined,
  });
  try {
    const answer = await app.inject({ method: "GET", url: "/api/v1/broken" });
    const { reference } = answer.json().error;
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({ error: { code: "internal", reference: expect.stringMatching(/^[\w-]{12}$/) } });
    expect(lines).toEqual([
      [
        "request failed",
        { reference, method: "GET", route: "/api/v1/broken" },
        new TypeError("secret detail of 10.0.0.1"),
      ],
    ]);
  } finally {
    await app.close();
  }
});
