import type { AttachmentId, DeliveryId, EndpointId } from "@guichet/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import { openMessengerWorld, type TestChannel, type World } from "../messenger.test-kit.ts";
import { sweepVisitors } from "../sweep-visitors.ts";
import type { Visitor } from "../visitor/visitor.ts";
import { openVisitor } from "../visitor.test-kit.ts";
import { holdUploads } from "./uploads.sql.ts";

let world: World;
let shop: TestChannel;
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
});
afterAll(() => world.close());

async function storedFiles(): Promise<number> {
  let count = 0;
  for await (const _ of world.files.list()) count += 1;
  return count;
}

/** Whose upload this is, as the door knows them. */
async function visitorOf(id: AttachmentId): Promise<Visitor> {
  const row = await world.database.system
    .selectFrom("attachments")
    .select("uploaded_by")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const externalId = (row.uploaded_by ?? "").replace(/^visitor:/, "");
  const { organizationId } = world;
  return {
    ...{ organizationId, externalId, channelId: shop.id, endpointId: uuidV7() as EndpointId },
    ...{ userId: null, facts: {}, tokenHash: "" },
  };
}

test("S16 uploads that never found a message are taken away with their bytes; sent ones stay", async () => {
  const visitor = await openVisitor(world, shop);
  const sent = (await visitor.upload("sent")).json.id;
  const left = (await visitor.upload("left")).json.id;
  await visitor.write("", { attachmentIds: [sent] });
  await world.settled();
  const rows = world.database.system.selectFrom("attachments").select("id").where("id", "in", [sent, left]);
  // Accepting a message holds its uploads from that moment on.
  expect(await rows.where("next_attempt_at", "is not", null).execute()).toEqual([{ id: sent }]);
  world.clock.aheadMs += 6.9 * 24 * 3_600_000;
  await sweepVisitors(world.deps);
  expect(await rows.execute()).toHaveLength(2);
  const before = await storedFiles();
  world.clock.aheadMs += 0.2 * 24 * 3_600_000;
  const { uploads } = await sweepVisitors(world.deps);
  expect([uploads > 0, await storedFiles()]).toEqual([true, before - uploads]);
  expect(await rows.execute()).toEqual([{ id: sent }]);
});

test("I28 an upload is held while the message that it was accepted with waits to be written", async () => {
  const visitor = await openVisitor(world, shop);
  const { id } = (await visitor.upload("held")).json;
  const { system } = world.database;
  const heldSince = new Date(world.deps.now().getTime());
  expect(await holdUploads(system, await visitorOf(id), [id], heldSince)).toMatchObject([{ id }]);
  const isThere = async () =>
    (await system.selectFrom("attachments").select("id").where("id", "=", id).execute()).length;
  world.clock.aheadMs += 30 * 24 * 3_600_000;
  await sweepVisitors(world.deps);
  expect(await isThere()).toBe(1);
  const delivery = {
    ...{
      id: uuidV7() as DeliveryId,
      organization_id: world.organizationId,
      endpoint_id: uuidV7() as EndpointId,
      platform: "messenger" as const,
    },
    ...{ headers: "{}", body: Buffer.from(JSON.stringify({ attachments: [{ id }] })), state: "dead" as const },
    ...{ received_at: heldSince, next_attempt_at: heldSince },
  };
  await system.insertInto("deliveries").values(delivery).execute();
  world.clock.aheadMs += 2 * 24 * 3_600_000;
  await sweepVisitors(world.deps);
  expect(await isThere()).toBe(1);
  await system.deleteFrom("deliveries").where("id", "=", delivery.id).execute();
  await sweepVisitors(world.deps);
  expect(await isThere()).toBe(0);
});

test("I28 a sweep that comes while a message takes its file waits for nobody and takes nothing", async () => {
  const visitor = await openVisitor(world, shop);
  const { id } = (await visitor.upload("taken")).json;
  world.clock.aheadMs += 8 * 24 * 3_600_000;
  await world.database.system.transaction().execute(async (trx) => {
    expect(await holdUploads(trx, await visitorOf(id), [id], world.deps.now())).toHaveLength(1);
    expect((await sweepVisitors(world.deps)).uploads).toBe(0);
  });
  expect((await sweepVisitors(world.deps)).uploads).toBe(0);
});
