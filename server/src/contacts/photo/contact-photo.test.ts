import type { ChannelId, ContactId, ContactListItem, ConversationRow } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage } from "../../conversations/conversations.test-kit.ts";
import { receiveMessages } from "../../conversations/index.ts";
import { buildJpeg, buildPng } from "../../files/images.test-kit.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type LocalServer, startHttp } from "../../outbound/local-server.test-kit.ts";
import { startTestApp, type TestApp, type TestPerson } from "../../testing/test-app.ts";
import { findContactPhotoFiles } from "./photo-work.sql.ts";
import { toToldPhoto } from "./told-photo.ts";

let network: LocalServer;
let test: TestApp;
let shop: ChannelId;
let agent: TestPerson;
let content = buildPng(64, 64);
beforeAll(async () => {
  network = await startHttp((_request, response) => void response.writeHead(200).end(content));
  test = await startTestApp({ ALLOW_PRIVATE_HOSTS: `127.0.0.1:${network.port}` });
  shop = await test.apiChannel(test.organizationId);
  agent = await test.person(test.organizationId, "agent", { [shop]: "viewer" });
});
afterAll(async () => {
  await test?.stop();
  await network?.stop();
});

async function write(from: string, path: string): Promise<void> {
  const photo = toToldPhoto({ ref: `http://127.0.0.1:${network.port}/${path}` });
  const party = { externalId: from, displayName: from, ...(photo === undefined ? {} : { photo }) };
  const message = buildMessage({ channelId: shop }, { party, externalId: uuidV7(), occurredAt: Date.now() });
  const { database } = test.app.parts;
  await receiveMessages([message], { database, organizationId: test.organizationId, steps: [], now: () => new Date() });
  test.app.parts.wake.now();
}

const read = async (path: string, as: TestPerson | undefined = agent, headers: Record<string, string> = {}) =>
  await test.call("GET", path, { ...(as === undefined ? {} : { as }), headers });

async function rowOf(name: string): Promise<ConversationRow | undefined> {
  const { items } = (await read("/api/v1/conversations?status=new")).body as { items: ConversationRow[] };
  return items.find((row) => row.contact.name === name);
}

/** Once it has been fetched. */
async function photoOf(name: string): Promise<string> {
  await expect.poll(async () => (await rowOf(name))?.contact.photo, { timeout: 20_000 }).toBeTruthy();
  return (await rowOf(name))?.contact.photo ?? "";
}

describe("a contact's picture", () => {
  it("W110 stands in the queue, with the contact and in the list, at one address that changes with it", async () => {
    await write("Zoe", "zoe.png");
    const photo = await photoOf("Zoe");
    const row = await rowOf("Zoe");
    expect(photo).toMatch(new RegExp(`^/api/v1/contacts/${row?.contact.id}/photo\\?v=[0-9a-f]{12}$`));
    expect((await read(`/api/v1/contacts/${row?.contact.id}`)).body).toMatchObject({ photo });
    // A new contact's words are written within seconds.
    const found = async () => (await read("/api/v1/contacts?search=zoe")).body as { items: ContactListItem[] };
    await expect
      .poll(async () => (await found()).items.map((item) => item.photo), { timeout: 20_000 })
      .toEqual([photo]);
    content = buildJpeg(64, 64);
    await sql`update contact_photos set tried_at = null`.execute(test.app.parts.database.system);
    await write("Zoe", "zoe-2.jpg");
    await expect.poll(async () => await photoOf("Zoe"), { timeout: 20_000 }).not.toBe(photo);
    expect((await read(await photoOf("Zoe"))).headers.get("content-type")).toBe("image/jpeg");
  });

  it("S15 S16 is given as the picture that it is, to be kept by this session alone, and asked for anew by its version", async () => {
    content = buildPng(65, 65);
    await write("Max", "max.png");
    const photo = await photoOf("Max");
    const answer = await read(photo);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=600, must-revalidate",
      "content-security-policy": expect.stringContaining("sandbox"),
      "cross-origin-resource-policy": "same-origin",
      "content-disposition": expect.stringMatching(/^inline/),
    });
    expect(answer.headers.get("vary")?.toLowerCase()).toContain("cookie");
    const etag = answer.headers.get("etag") ?? "";
    const again = await read(photo, agent, { "if-none-match": etag });
    expect([again.status, again.headers.get("etag")]).toEqual([304, etag]);
    expect((await read(photo, agent, { "if-none-match": '"other"' })).status).toBe(200);
  });

  it("S15 is there for whoever sees the contact, and for nobody else", async () => {
    content = buildPng(68, 68);
    await write("Ida", "ida.png");
    const photo = await photoOf("Ida");
    const outsider = await test.person(test.organizationId, "agent");
    const elsewhere = await test.person(await test.organization(), "admin");
    expect((await read(photo, outsider)).status).toBe(404);
    expect((await read(photo, elsewhere)).status).toBe(404);
    expect((await test.call("GET", photo)).status).toBe(401);
    const etag = (await read(photo)).headers.get("etag") ?? "";
    expect((await read(photo, outsider, { "if-none-match": etag })).status).toBe(404);
  });

  it("S14 who loses the channel loses the picture at once", async () => {
    content = buildPng(69, 69);
    await write("Ben", "ben.png");
    const photo = await photoOf("Ben");
    const leaving = await test.person(test.organizationId, "agent", { [shop]: "contributor" });
    expect((await read(photo, leaving)).status).toBe(200);
    await sql`delete from channel_access where user_id = ${leaving.id}`.execute(test.app.parts.database.system);
    expect((await read(photo, leaving)).status).toBe(404);
  });

  it("W110 who has none, or is not there, has no picture", async () => {
    const message = buildMessage({ channelId: shop }, { from: "Nobody", externalId: uuidV7(), occurredAt: Date.now() });
    const { database } = test.app.parts;
    await receiveMessages([message], {
      ...{ database, organizationId: test.organizationId, steps: [], now: () => new Date() },
    });
    const row = await rowOf("Name of Nobody");
    expect(row?.contact.photo).toBeNull();
    expect((await read(`/api/v1/contacts/${row?.contact.id}/photo`)).status).toBe(404);
    expect((await read(`/api/v1/contacts/${uuidV7() as ContactId}/photo`)).status).toBe(404);
  });

  it("W126 goes with the contact, its file too", async () => {
    content = buildPng(72, 72);
    await write("Eva", "eva.png");
    const photo = await photoOf("Eva");
    const { database, files } = test.app.parts;
    const kept = await sql<{ file: string }>`
      select p.file from contact_photos p join identities i on i.id = p.identity_id where i.external_id = 'Eva'`.execute(
      database.system,
    );
    const file = kept.rows[0]?.file ?? "";
    const opened = await files.open(file);
    expect(opened?.size).toBe(content.length);
    opened?.stream.on("error", () => undefined);
    const boss = await test.person(test.organizationId, "admin", { [shop]: "supervisor" });
    const id = (await rowOf("Eva"))?.contact.id;
    expect(
      (await test.call("POST", `/api/v1/contacts/${id}/deletion`, { as: boss, body: { hint: "case 1" } })).status,
    ).toBeLessThan(300);
    await expect.poll(async () => await files.open(file), { timeout: 20_000 }).toBeUndefined();
    expect((await read(photo)).status).toBe(404);
  });

  it("files that no contact has any more are swept, those of contacts stay", async () => {
    const { database } = test.app.parts;
    const kept = await sql<{ file: string }>`select file from contact_photos where file is not null`.execute(
      database.system,
    );
    const keys = kept.rows.map((row) => row.file);
    expect(keys.length).toBeGreaterThan(2);
    expect((await findContactPhotoFiles(database.system, [...keys, "f".repeat(40)])).toSorted()).toEqual(
      keys.toSorted(),
    );
  });
});
