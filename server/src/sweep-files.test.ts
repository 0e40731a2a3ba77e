import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AttachmentId, DeliveryId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepFilesOf } from "./app.ts";
import { buildMessage, buildWorld, type World } from "./conversations/conversations.test-kit.ts";
import { createFileStore, type FileStore } from "./files/index.ts";
import { uuidV7 } from "./lib/uuid-v7.ts";

let world: World;
let root: string;
let files: FileStore;
beforeAll(async () => {
  world = await buildWorld();
  root = await mkdtemp(join(tmpdir(), "guichet-swept-"));
  files = createFileStore({ root });
});
afterAll(async () => {
  await world.close();
  await rm(root, { recursive: true, force: true });
});

async function put(): Promise<string> {
  const stored = await files.put(Buffer.from("bytes"), { maxBytes: 10 });
  if (!stored.ok) throw new Error("It was refused.");
  return stored.key;
}

test("I28 a file that an attachment, a picture of a user or a contact, or a delivery names stays; the others go", async () => {
  const [attached, picture, delivered, left, face] = [await put(), await put(), await put(), await put(), await put()];
  const { database, organizationId: organization_id, endpointId: endpoint_id } = world;
  const { system } = database;
  const attachment = { kind: "file", name: "a", type: "text/plain", state: "stored", created_at: new Date() } as const;
  const id = uuidV7() as AttachmentId;
  await system
    .insertInto("attachments")
    .values({ organization_id, id, file: attached, ...attachment })
    .execute();
  await system
    .updateTable("users")
    .set({ photo_file: `${picture}.png` })
    .where("id", "=", world.kai)
    .execute();
  await world.receive(
    buildMessage(world, { party: { externalId: "zoe", photo: { ref: "https://x.example", key: "k" } } }),
  );
  await sql`update contact_photos set file = ${face}`.execute(system);
  const times = { received_at: new Date(), next_attempt_at: new Date() };
  await system
    .insertInto("deliveries")
    .values({ organization_id, id: uuidV7() as DeliveryId, endpoint_id, platform: "api", headers: "{}", ...times })
    .execute();
  await sql`update deliveries set body_file = ${delivered}`.execute(system);
  const sweep = sweepFilesOf({ database, files, now: () => new Date(Date.now() + 2 * 86_400_000) });
  for (let round = 0; round < 16; round += 1) await sweep();
  const kept: string[] = [];
  for await (const { key } of files.list()) kept.push(key);
  expect(kept.sort()).toEqual([attached, picture, delivered, face].sort());
  expect(kept).not.toContain(left);
});

test("I28 no other column names files: a new one must be told to the sweep", async () => {
  const columns = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and column_name ~ 'file|photo|logo|picture|image|avatar' order by 1`.execute(
    world.database.system,
  );
  expect(columns.rows.map(({ name }) => name)).toEqual([
    "attachments.file",
    // Only what is to be taken away: it keeps nothing.
    "contact_deletions.files",
    "contact_photos.file",
    // Which picture, and of which content: `contact_photos.file` names its bytes.
    "contacts.photo",
    // The attachment that a post's picture became, and the address it was fetched from: `attachments.file` names its bytes.
    "conversation_posts.image_id",
    "conversation_posts.image_ref",
    "deliveries.body_file",
    "identities.photo_key",
    // Nothing but a moment.
    "identities.profile_asked_at",
    "knowledge_files.file",
    "users.photo_file",
  ]);
});
