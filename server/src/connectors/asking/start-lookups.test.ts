import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { wantContent } from "../../conversations/lookups/want-contents.sql.ts";
import { createLog } from "../../lib/log.ts";
import { startLookups } from "./start-lookups.ts";

type Row = { readonly wait: number };
let world: World;
let lookups: ReturnType<typeof startLookups> | undefined;
let asked = 0;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => {
  await lookups?.stop();
  await world.close();
});

function start(): void {
  const fetchPost = async () => {
    asked += 1;
    throw new Error("a bug");
  };
  const fetchContent = async () => ({ ok: false, error: { kind: "auth_expired", code: "190", message: "" } });
  lookups = startLookups({
    ...{
      database: world.database,
      outbound: {} as never,
      now: () => new Date(),
      publicUrl: "",
      secretBox: {} as never,
    },
    ...{
      log: createLog("silent"),
      accept: () => Promise.reject(new Error("nothing is accepted")),
      wake: () => undefined,
    },
    connectors: new Map([["api", { fetchPost, fetchContent } as never]]),
    channel: async (organizationId, id) => ({ id, organizationId, platform: "api" }) as never,
  });
}

const rows = async (): Promise<Row[]> =>
  (
    await sql<Row>`select extract(epoch from next_attempt_at - now())::float as wait from lookups`.execute(
      world.database.system,
    )
  ).rows;

it("I5 I15 what stands nowhere else is asked for until a channel may be mended; what stands here already is given up sooner", async () => {
  const want = async (key: string) =>
    await world.database.withClient(world.organizationId, async (client) =>
      wantContent(client, world.organizationId, world.channelId, key, new Date(Date.now() + 3_600_000)),
    );
  const due = async (attempts: number) =>
    await sql`update lookups set next_attempt_at = now() - interval '1 second', attempts = ${attempts}`.execute(
      world.database.system,
    );
  const keys = async () => (await sql<{ key: string }>`select key from lookups`.execute(world.database.system)).rows;
  await world.receive(buildMessage(world, { externalId: "here already", visibility: "public" }));
  await want("here already");
  await want("mention:17");
  start();
  await due(7);
  lookups?.nudge();
  await expect.poll(keys).toEqual([{ key: "mention:17" }]);
  await expect.poll(async () => (await rows())[0]?.wait).toBeGreaterThan(60);
  await due(35);
  lookups?.nudge();
  await expect.poll(keys).toEqual([]);
  await lookups?.stop();
});

it("a look-up that throws is a try: it is put off like any other, asked anew, and given up in the end", async () => {
  await world.receive(buildMessage(world, { asks: { postId: "post" }, threadKey: "post", visibility: "public" }));
  start();
  // A dead worker's is due after two minutes; a first failure after seconds.
  await expect.poll(() => asked).toBe(1);
  await expect.poll(async () => (await rows())[0]?.wait).toBeLessThan(30);
  await sql`update lookups set next_attempt_at = now() - interval '1 second', attempts = 7`.execute(
    world.database.system,
  );
  lookups?.nudge();
  await expect.poll(rows).toEqual([]);
  // What was thrown before is not remembered as an answer.
  expect(asked).toBeGreaterThan(1);
});
