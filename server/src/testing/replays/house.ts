import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type ChannelId, type ContactId, type ConversationId, channelCreated, type MessageId } from "@guichet/contract";
import { expect, vi } from "vitest";
import { z } from "zod";
import { signedHeaders } from "../../connectors/api/sign.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../test-app.ts";

/** A channel of the product made by its own door, with a contact who has written there and what names them. */
export type Room = {
  readonly id: ChannelId;
  readonly endpoint: string;
  readonly secret: string;
  readonly conversation: ConversationId;
  readonly contact: ContactId;
  readonly message: MessageId;
  readonly file: string;
};
/** `own` and `hidden` are two channels of one organization: the outsider reaches the first, the insider both. */
export type House = {
  readonly app: TestApp;
  readonly own: Room;
  readonly hidden: Room;
  readonly outsider: TestPerson;
  readonly insider: TestPerson;
};
export type Answer = Awaited<ReturnType<TestApp["call"]>>;

/** Stands in everything that belongs to the hidden channel and nowhere else. */
export const CANARY = "CanaryOfTheHiddenRoom";

export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const app = await startTestApp(environment);
  const [own, hidden] = [await makeChannel(app, "Shop"), await makeChannel(app, `${CANARY} channel`)];
  const insider = await app.person(app.organizationId, "agent", { [own.id]: "supervisor", [hidden.id]: "supervisor" });
  const outsider = await app.person(app.organizationId, "agent", { [own.id]: "supervisor" });
  return {
    ...{ app, insider, outsider },
    own: await fillRoom(app, own, insider, "plain"),
    hidden: await fillRoom(app, hidden, insider, CANARY),
  };
}

export const call = async (
  house: House,
  as: TestPerson | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> =>
  await house.app.call(method, `/api/v1${path}`, {
    ...(as === undefined ? {} : { as }),
    ...(body === undefined ? {} : { body }),
  });

type Made = Pick<Room, "id" | "endpoint" | "secret">;

async function makeChannel(app: TestApp, name: string): Promise<Made> {
  const body = { platform: "api", name, settings: {} };
  const answer = await app.call("POST", "/api/v1/channels", { as: app.admin, body });
  const { channel, secrets } = channelCreated.parse(answer.body);
  return {
    id: channel.id,
    endpoint: new URL(channel.webhookUrl ?? "").pathname,
    secret: Object.values(secrets)[0] ?? "",
  };
}

const page = z.object({ items: z.array(z.object({ id: z.uuid(), contact: z.object({ id: z.uuid() }) })) });
const thread = z.object({ entries: z.array(z.object({ id: z.uuid(), type: z.string() })) });

async function fillRoom(app: TestApp, made: Made, insider: TestPerson, word: string): Promise<Room> {
  await contactWrites(app, made, {
    id: `${word}-1`,
    text: `${word} text`,
    contact: { id: word, name: `${word} name` },
  });
  const query = `/api/v1/conversations?status=new&channels=${made.id}`;
  const row = await vi.waitFor(async () => {
    const [found] = page.parse((await app.call("GET", query, { as: insider })).body).items;
    if (found === undefined) throw new Error("The message has not arrived.");
    return found;
  }, 30_000);
  const conversation = row.id as ConversationId;
  const seen = await app.call("GET", `/api/v1/conversations/${conversation}`, { as: insider });
  const message = thread.parse(seen.body).entries.find((entry) => entry.type === "message")?.id as MessageId;
  const uploaded = await app.call("POST", `/api/v1/files?name=${word}.txt`, {
    ...{ as: insider, raw: `${word} content`, headers: { "content-type": "text/plain" } },
  });
  const file = z.object({ id: z.uuid() }).parse(uploaded.body).id;
  const comment = { id: uuidV7(), kind: "comment", text: `${word} comment`, attachmentIds: [file] };
  const path = `/api/v1/conversations/${conversation}/messages`;
  expect((await app.call("POST", path, { as: insider, body: comment })).status).toBe(201);
  return { ...made, conversation, contact: row.contact.id as ContactId, message, file };
}

export type Said = { readonly type?: string; readonly id: string; readonly text?: string; readonly contact: object };

/** Another system posts to the channel's webhook, signed as it should be. */
export async function contactWrites(app: TestApp, room: Made, said: Said): Promise<Answer> {
  const raw = JSON.stringify({ type: "message", ...said });
  const signed = { id: uuidV7(), timestamp: String(Math.floor(Date.now() / 1000)), body: raw };
  const headers = { "content-type": "application/json", ...signedHeaders([room.secret], signed) };
  const answer = await app.call("POST", room.endpoint, { raw, headers });
  expect(answer.status).toBe(200);
  return answer;
}

/**
 * Everything that the database holds of the organization, but for who was seen when; equal digests mean nothing was written.
 * @param left tables whose changes do not count, e.g. those of what is tried again
 */
export async function digest(house: House, left: readonly Table[] = []): Promise<string> {
  const { system } = house.app.app.parts.database;
  const { organizationId } = house.app;
  const parts: string[] = [];
  for (const table of TABLES.filter((one) => !left.includes(one))) {
    const rows = await system.selectFrom(table).selectAll().where("organization_id", "=", organizationId).execute();
    parts.push(...rows.map((row) => `${table} ${JSON.stringify(row, (key, value) => (SEEN.test(key) ? 0 : value))}`));
  }
  return createHash("sha256").update(parts.sort().join("\n")).digest("hex");
}

/** The same once nothing is being written behind the calls any more: given back, tried again, told. */
export async function settledDigest(house: House, left: readonly Table[] = []): Promise<string> {
  for (let before = await digest(house, left), calm = 0; ; ) {
    await wait(150);
    const now = await digest(house, left);
    calm = now === before ? calm + 1 : 0;
    before = now;
    if (calm === 3) return now;
  }
}

const SEEN = /active|presence|seen|heartbeat|^state_|last_(in|out)bound|^sort_name$|^words$/;
const TABLES = [
  ...["users", "teams", "team_members", "team_channels", "channel_access", "channels", "contacts", "identities"],
  ...["attribute_values", "conversations", "messages", "attachments", "drafts", "outbox", "settings_changes"],
  ...["account_links", "endpoints", "deliveries", "read_marks", "recovery_codes"],
] as const;
type Table = (typeof TABLES)[number];

/** No trace of the hidden channel in an answer, in whatever form. */
export function expectNothing(house: House, answer: Answer, label: string): void {
  const text = `${JSON.stringify(answer.body) ?? ""} ${JSON.stringify([...answer.headers])}`;
  const { conversation, contact, message, file } = house.hidden;
  for (const token of [CANARY, conversation, contact, message, file]) expect(text, label).not.toContain(token);
}
