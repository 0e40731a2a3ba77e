import { setTimeout as wait } from "node:timers/promises";
import { messageView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { totpCode } from "../../auth/second-factor/totp.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type Line, listen } from "../permission/line.ts";
import type { TestPerson } from "../test-app.ts";
import { CANARY, call, contactWrites, digest, expectNothing, type House, openHouse, settledDigest } from "./house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => await house?.app.stop());

const inHidden = (tail: string) => `/conversations/${house.hidden.conversation}${tail}`;
const note = (text: string) => ({ id: uuidV7(), kind: "comment", text });
const hear = (person: TestPerson) => listen(house.app.base, person, BigInt(house.app.app.parts.feed.position()));

async function heard(line: Line<TestPerson>, text: string): Promise<void> {
  await vi.waitFor(() => expect(line.frames.join("\n")).toContain(text), 30_000);
}

describe("S14 what was open and is open no more", () => {
  it("P99 P100 a former member cannot change, retry or take back anything, not even their own", async () => {
    const { app, hidden } = house;
    const former = await app.person(app.organizationId, "agent", { [hidden.id]: "contributor" });
    await call(house, former, "POST", inHidden("/open"), { steal: true });
    const reply = { ...note("FormerReply"), kind: "reply" };
    const sent = await call(house, former, "POST", inHidden("/messages"), reply);
    expect(sent.status, JSON.stringify(sent.body)).toBe(201);
    expect((await call(house, former, "POST", inHidden("/messages"), note("FormerNote"))).status).toBe(201);
    // Nowhere to send it to: it fails, and its author may try again as long as they have access.
    await vi.waitFor(async () => {
      const again = await call(house, former, "POST", `/messages/${reply.id}/retry`);
      expect(again.status).toBe(200);
    }, 30_000);
    await call(house, app.admin, "PUT", `/users/${former.id}/access`, { accessMode: "channels", channels: [] });
    await vi.waitFor(async () => {
      const seen = messageView.parse(await messageOf(reply.id));
      expect(seen.delivery?.state).toBe("failed");
    }, 30_000);
    const before = await settledDigest(house);
    for (const [method, path, body] of [
      ["POST", `/messages/${reply.id}/retry`],
      ["POST", `/messages/${reply.id}/discard`],
      ["PATCH", `/messages/${reply.id}`, { text: "changed" }],
      ["DELETE", `/messages/${reply.id}`],
      ["POST", inHidden("/messages"), note("once more")],
      ["POST", inHidden("/messages"), reply],
      ["PUT", inHidden("/draft"), { text: "x", kind: "reply", replyToId: null, attachmentIds: [] }],
      ["DELETE", inHidden("/draft")],
      ["GET", inHidden("")],
    ] as const)
      expect((await call(house, former, method, path, body)).status, `${method} ${path}`).toBe(404);
    expect(await digest(house)).toBe(before);
    expect((await call(house, house.insider, "POST", `/messages/${reply.id}/discard`)).status).toBe(200);
  });

  it("P142 P144 a channel opened to everybody and closed again leaves nothing open behind it", async () => {
    const { app, hidden, outsider } = house;
    const line = await hear(outsider);
    const places = [inHidden(""), `/files/${hidden.file}`, `/contacts/${hidden.contact}`, inHidden("/assignees")];
    await call(house, app.admin, "PATCH", `/channels/${hidden.id}`, { grantToAll: true });
    for (const path of places) expect((await call(house, outsider, "GET", path)).status, path).toBe(200);
    await contactWrites(app, hidden, { id: "open-1", text: "WhileItWasOpen", contact: { id: CANARY } });
    await heard(line, "WhileItWasOpen");
    await call(house, app.admin, "PATCH", `/channels/${hidden.id}`, { grantToAll: false });
    for (const path of places) expect((await call(house, outsider, "GET", path)).status, path).toBe(404);
    expectNothing(house, await call(house, outsider, "GET", "/conversations?status=new"), "the list");
    await vi.waitFor(() => expect(line.frames.at(-1)).toContain("world_changed"), 30_000);
    line.frames.length = 0;
    await contactWrites(app, hidden, { id: "open-2", text: "AfterItWasClosed", contact: { id: CANARY } });
    await contactWrites(app, house.own, { id: "own-2", text: "StillOpen", contact: { id: "plain" } });
    await heard(line, "StillOpen");
    expect(line.frames.join("\n")).not.toContain("AfterItWasClosed");
    for (const path of [`/conversations/${hidden.conversation}/move`, `/messages/${hidden.message}/move`])
      expect((await call(house, house.insider, "POST", path, { channelId: house.own.id })).status, path).toBe(404);
    line.socket.terminate();
  });

  it("S10 P69 an answer on its way is called back by nobody, whoever else works in the channel", async () => {
    const { app, own, insider, outsider } = house;
    const path = `/conversations/${own.conversation}`;
    await call(house, app.admin, "PATCH", `/channels/${own.id}`, { paused: true });
    await call(house, insider, "POST", `${path}/open`, { steal: true });
    const reply = { ...note("OnItsWay"), kind: "reply" };
    expect((await call(house, insider, "POST", `${path}/messages`, reply)).status).toBe(201);
    const before = await settledDigest(house);
    for (const person of [outsider, insider, app.admin])
      for (const [method, tail] of [
        // Who wrote it may give it up while the channel sends nothing.
        ...(person === insider ? [] : [["POST", "/discard"] as const]),
        ["POST", "/retry"],
        ["POST", "/undo"],
        ["DELETE", ""],
      ] as const)
        expect([404, 409], `${method} ${tail}`).toContain(
          (await call(house, person, method, `/messages/${reply.id}${tail}`)).status,
        );
    expect(await digest(house)).toBe(before);
    expect(JSON.stringify((await call(house, outsider, "GET", path)).body)).toContain("OnItsWay");
    await call(house, app.admin, "PATCH", `/channels/${own.id}`, { paused: false });
    // Sent or failed, it took its own way.
    await vi.waitFor(async () => {
      const seen = await call(house, insider, "GET", path);
      const { entries } = seen.body as { entries: { id: string; delivery?: { state: string } }[] };
      expect(["sent", "failed"]).toContain(entries.find(({ id }) => id === reply.id)?.delivery?.state);
    }, 30_000);
  });

  it("S11 P145 what a contact has edited or deleted away can be read nowhere any more", async () => {
    const { app, own, insider } = house;
    const contact = { id: "editor" };
    const old = ["OldWordsOne", "OldWordsTwo"] as const;
    await contactWrites(app, own, { id: "edit-1", text: old[0], contact });
    await contactWrites(app, own, { id: "edit-2", text: old[1], contact });
    const { id, messages } = await threadWith(old[1]);
    for (const message of messages)
      await call(house, insider, "POST", `/conversations/${id}/messages`, {
        ...note("an answer"),
        replyToId: message,
      });
    await contactWrites(app, own, { type: "message_edited", id: "edit-1", text: "NewWords", contact });
    await contactWrites(app, own, { type: "message_deleted", id: "edit-2", contact });
    const everywhere = async () => {
      const row = await call(house, insider, "GET", `/conversations/${id}`);
      const contactId = /"contact":\{"id":"([^"]+)"/.exec(JSON.stringify(row.body))?.[1];
      const others = [
        "/conversations?status=new&sort=newest",
        `/conversations/${id}/entries?before=${Buffer.from(`${id} 999`).toString("base64url")}`,
        `/contacts/${contactId}`,
        "/bootstrap",
        "/drafts",
      ];
      const answers = [row, ...(await Promise.all(others.map((path) => call(house, insider, "GET", path))))];
      for (const answer of answers) expect(answer.status).toBe(200);
      answers.push(await call(house, app.admin, "GET", "/problems"));
      return JSON.stringify(answers.map((answer) => answer.body));
    };
    await vi.waitFor(async () => expect(await everywhere()).toContain("NewWords"), 30_000);
    await vi.waitFor(async () => expect(await everywhere()).not.toMatch(/OldWords/), 30_000);
    expect(await everywhere()).toContain("an answer");
  });
});

describe("S13 the live feed", () => {
  it("P94 P130 brings news of a conversation to those who may read it and to nobody else", async () => {
    const [inside, outside] = [await hear(house.insider), await hear(house.outsider)];
    await contactWrites(house.app, house.hidden, { id: "live-1", text: `${CANARY} news`, contact: { id: CANARY } });
    await call(house, house.insider, "POST", inHidden("/messages"), note(`${CANARY} note`));
    await call(house, house.insider, "PUT", inHidden("/assignee"), { userId: house.insider.id });
    await contactWrites(house.app, house.own, { id: "live-2", text: "ForEverybody", contact: { id: "plain" } });
    await heard(inside, `${CANARY} note`);
    await heard(outside, "ForEverybody");
    const all = outside.frames.join("\n");
    expect(all).not.toContain(CANARY);
    expect(all).not.toContain(house.hidden.conversation);
    for (const line of [inside, outside]) line.socket.terminate();
  });

  it("P95 no wildcard hears more, and without a session nobody hears anything", async () => {
    const after = String(house.app.app.parts.feed.position());
    for (const query of ["", "?after=", "?after=%25", "?after=*", "?after=_", "?after=-1", "?after[]=0", "?after=0x0"])
      expect(await upgradeStatus(query, house.outsider.cookie), query).toBe(400);
    for (const cookie of ["", "guichet=", "guichet=%25", "guichet=*", `guichet=${"A".repeat(43)}`])
      expect(await upgradeStatus(`?after=${after}`, cookie), cookie).toBe(401);
    for (const path of ["/api/v1/live/", "/api/v1/live/%25", "/api/v1/events", "/live", "/ws", "/cable", "/websocket"])
      expect(await upgradeStatus("", house.outsider.cookie, path), path).not.toBe(101);
    for (const more of [
      `&channels=*`,
      `&channel=${house.hidden.id}`,
      "&organization=%25",
      `&userId=${house.insider.id}`,
    ]) {
      const socket = new WebSocket(address(`/api/v1/live?after=${after}${more}`), headers(house.outsider.cookie));
      const frames: string[] = [];
      socket.on("message", (data) => frames.push(String(data)));
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      for (const name of ["%", "*", "_", "chat.%", house.hidden.id, `user.${house.insider.id}`])
        socket.send(JSON.stringify({ type: "subscribe", channel: name, channels: [name] }));
      await wait(50);
      await contactWrites(house.app, house.hidden, { id: uuidV7(), text: `${CANARY} wild`, contact: { id: CANARY } });
      await wait(200);
      expect(frames.join("\n"), more).not.toContain(CANARY);
      socket.terminate();
    }
  });

  it("S23 P110 is no way to sign in: it opens for a whole and living session alone", async () => {
    const { app } = house;
    const system = app.app.parts.database.system;
    const person = await app.person(app.organizationId, "agent", { [house.own.id]: "viewer" });
    const after = `?after=${app.app.parts.feed.position()}`;
    expect(await upgradeStatus(after, person.cookie)).toBe(101);
    const { secret } = (await call(house, person, "POST", "/me/totp")).body as { secret: string };
    const confirmed = await call(house, person, "PUT", "/me/totp", { code: totpCode(secret, new Date()) });
    const whole = confirmed.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(await upgradeStatus(after, person.cookie), "the session from before the second factor").toBe(401);
    expect(await upgradeStatus(after, whole)).toBe(101);
    const { email } = await system
      .selectFrom("users")
      .select("email")
      .where("id", "=", person.id)
      .executeTakeFirstOrThrow();
    const half = await call(house, undefined, "POST", "/session", { email, password: "Correct-Horse-9" });
    expect([half.status, half.headers.get("set-cookie")]).toEqual([401, null]);
    const basic = Buffer.from(`${email}:Correct-Horse-9`).toString("base64");
    for (const more of [
      `&email=${email}&password=Correct-Horse-9`,
      `&token=${whole.split("=")[1]}`,
      `&resume=${whole}`,
    ])
      expect(await upgradeStatus(after + more, ""), more).toBe(401);
    expect(await upgradeStatus(after, "", "/api/v1/live", { authorization: `Basic ${basic}` })).toBe(401);
    expect(await upgradeStatus(after, whole, `/messenger/${house.own.id}/live`)).not.toBe(101);
    await call(house, app.admin, "PUT", `/users/${person.id}/deactivation`);
    expect(await upgradeStatus(after, whole), "a deactivated person").toBe(401);
  });

  it("P120 nobody writes into somebody else's feed", async () => {
    const inside = await hear(house.insider);
    const forged = [
      { type: "conversation", position: "9".repeat(18), conversation: { id: house.own.conversation }, entries: [] },
      { type: "notification", userId: house.insider.id, text: "ForgedNotice" },
      { type: "typing", conversationId: house.own.conversation, on: true, userId: house.insider.id, who: "contact" },
      { type: "typing", conversationId: house.hidden.conversation, on: true },
      { type: "signed_out", reason: "revoked", userId: house.insider.id },
      { type: "lock_stolen", conversationId: house.own.conversation, byName: "ForgedNotice" },
      { event: "stream-notify-user", msg: "method", params: [house.insider.id, "ForgedNotice"] },
      [{ type: "typing", conversationId: house.own.conversation, on: true }],
    ];
    for (const frame of forged) {
      const outside = await hear(house.outsider);
      outside.socket.send(JSON.stringify(frame));
      await wait(60);
      outside.socket.terminate();
    }
    const honest = await hear(house.outsider);
    honest.socket.send(JSON.stringify({ type: "typing", conversationId: house.own.conversation, on: true }));
    await heard(inside, '"typing"');
    const typing = inside.frames.filter((frame) => frame.includes('"typing"'));
    expect(typing).toHaveLength(1);
    expect(JSON.parse(typing[0] ?? "")).toMatchObject({ who: "agent", userId: house.outsider.id });
    expect(inside.frames.join("\n")).not.toMatch(/ForgedNotice|9{18}|signed_out/);
    expect(inside.closed).toBe(false);
    for (const line of [inside, honest]) line.socket.terminate();
  });
});

const address = (path: string) => house.app.base.replace("http", "ws") + path;
const headers = (cookie: string) => ({ headers: cookie === "" ? {} : { cookie } });

/** 101 when the door opens, else the status it was refused with; 0 when the line was cut. */
async function upgradeStatus(query: string, cookie: string, path = "/api/v1/live", more = {}): Promise<number> {
  const socket = new WebSocket(address(path + query), { headers: { ...headers(cookie).headers, ...more } });
  return await new Promise((resolve) => {
    socket.once("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.once("unexpected-response", (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.once("error", () => resolve(0));
  });
}

async function messageOf(id: string): Promise<unknown> {
  const seen = await call(house, house.insider, "GET", inHidden(""));
  const { entries } = seen.body as { entries: { id: string }[] };
  return entries.find((entry) => entry.id === id);
}

/** The conversation of the own channel in which these words stand, with the contact's messages. */
async function threadWith(text: string): Promise<{ id: string; messages: string[] }> {
  return await vi.waitFor(async () => {
    const list = await call(house, house.insider, "GET", "/conversations?status=new&sort=newest");
    const row = (list.body as { items: { id: string; lastMessage: { text: string } | null }[] }).items.find(
      (one) => one.lastMessage?.text === text,
    );
    if (row === undefined) throw new Error("The message has not arrived.");
    const seen = await call(house, house.insider, "GET", `/conversations/${row.id}`);
    const { entries } = seen.body as { entries: { id: string; kind?: string }[] };
    return { id: row.id, messages: entries.filter(({ kind }) => kind === "inbound").map(({ id }) => id) };
  }, 30_000);
}
