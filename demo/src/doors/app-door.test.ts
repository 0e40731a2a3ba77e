import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test, vi } from "vitest";
import { SCRIPTS } from "../contacts/scripts.ts";
import { createAppDoor } from "./app-door.ts";

const secret = `whsec_${Buffer.alloc(24, 5).toString("base64")}`;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Stands where Guichet's webhook is, and keeps what the app posts when its signature is right. */
async function openWorld(kind: "app" | "forum" = "app") {
  const posted: { path: string | undefined; event: unknown }[] = [];
  const guichet = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      posted.push({ path: request.url, event: new Webhook(secret).verify(body, headers) });
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => guichet.listen(0, "127.0.0.1", () => resolve()));
  const address = guichet.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const app = await createAppDoor(kind);
  closing.push(
    () => app.close(),
    () => guichet.close(),
  );
  app.connect({ webhookUrl: `http://127.0.0.1:${port}/hook`, secret });
  return { app, posted };
}

async function answerAs(url: string, key: string, contactId: string, id: string): Promise<number> {
  const data = { id, contact: { id: contactId }, text: "On its way", replyTo: null, agent: { name: "Tom" }, files: [] };
  const place = { visibility: "private", thread: null, privateReplyTo: null, template: null };
  const at = new Date();
  const body = JSON.stringify({ type: "message.sent", timestamp: at.toISOString(), data: { ...data, ...place } });
  const signature = new Webhook(key).sign(id, at, body);
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signature,
  };
  return (await fetch(url, { method: "POST", headers, body })).status;
}

const [script] = SCRIPTS;

test("what the app posts is signed, and an answer reaches its contact once, with its delivery reported", async () => {
  const { app, posted } = await openWorld();
  const heard: string[] = [];
  if (script === undefined) throw new Error("no script");
  const line = await app.open("Grace Lowe", script, (text) => heard.push(text));
  await line.say("Where is it?");
  const [first] = posted;
  expect(first).toMatchObject({ path: "/hook", event: { type: "message", text: "Where is it?" } });
  const contact = JSON.stringify(first?.event).match(/"contact":\{"id":"([^"]+)"/)?.[1] ?? "";
  expect(await answerAs(app.outboundUrl, secret, contact, "m1")).toBe(200);
  expect(await answerAs(app.outboundUrl, secret, contact, "m1")).toBe(200);
  expect(heard).toEqual(["On its way"]);
  await vi.waitFor(
    () => expect(posted[1]).toMatchObject({ path: "/hook/statuses", event: { id: "m1", status: "delivered" } }),
    30_000,
  );
});

test("an answer with a wrong signature is refused", async () => {
  const { app } = await openWorld();
  const wrong = `whsec_${Buffer.alloc(24, 6).toString("base64")}`;
  expect(await answerAs(app.outboundUrl, wrong, "app-1", "m2")).toBe(400);
});

test("W124 what a member of the forum writes stands under its post, for everybody to read", async () => {
  const { app, posted } = await openWorld("forum");
  if (script === undefined) throw new Error("no script");
  const line = await app.open("Priya", { ...script, page: "On the bench this week" }, () => undefined);
  await line.say("Which room?");
  expect(posted[0]?.event).toMatchObject({
    ...{ type: "message", text: "Which room?", visibility: "public" },
    ...{ thread: "on-the-bench-this-week", subject: "On the bench this week" },
  });
});
