import type { ChannelView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Acts } from "../../../../simulator/src/x/acts.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { byId, codeOf, openXHouse, PNG, texts, type XHouse } from "./x.test-kit.ts";

let house: XHouse;
let zoe: Acts;
beforeAll(async () => {
  house = await openXHouse();
  ({ zoe } = house);
});
afterAll(async () => await house?.stop());

const lastOf = async (who: Acts) => (await house.inPrivate(who)).at(-1);
const stateOf = async (who: Acts, id: string) => (await byId(house.inPrivate(who), id))?.delivery_state;
const channelNow = async () => (await house.call("GET", `/channels/${house.channel.id}`)).body as ChannelView;

describe("direct messages", () => {
  it("W154 are private, under the author's name, and are answered in private", async () => {
    zoe.write(house.account, "Bonjour & merci, voir https://shop.example.com/a");
    await expect
      .poll(async () => texts(await house.inPrivate(zoe)))
      .toEqual(["Bonjour & merci, voir https://shop.example.com/a"]);
    expect(await lastOf(zoe)).toMatchObject({ author: "Zoé Martin", visibility: "private" });
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "Bonjour Zoé 👍");
    await expect.poll(async () => await stateOf(zoe, id)).toBe("sent");
    expect(house.simulator.world.directs.at(-1)).toMatchObject({ text: "Bonjour Zoé 👍", to: zoe.person });
    await house.settled();
    expect(await house.inPrivate(zoe)).toHaveLength(2);
    zoe.see(house.account);
    await expect.poll(async () => await stateOf(zoe, id)).toBe("read");
  });

  it("a picture comes in, opened with the account's signature, and one goes out", async () => {
    zoe.write(house.account, "Voici", { bytes: PNG, type: "image/png", name: "p.png" });
    await expect.poll(async () => await lastOf(zoe)).toMatchObject({ text: "Voici" });
    await expect.poll(async () => (await lastOf(zoe))?.files?.[0]).toContain("image/png stored");
    const conversation = (await lastOf(zoe))?.conversation_id;
    const id = await house.reply(conversation, "La bleue", {
      attachmentIds: [await house.upload("b.png", "image/png", PNG)],
    });
    await expect.poll(async () => await stateOf(zoe, id)).toBe("sent");
    expect(house.simulator.world.directs.at(-1)?.files).toHaveLength(1);
    const two = [await house.upload("1.png", "image/png", PNG), await house.upload("2.png", "image/png", PNG)];
    await expect(house.reply(conversation, "Two", { attachmentIds: two })).rejects.toThrow("attachment_not_accepted");
  });

  it("a film is brought in pieces, and waited for until X has made it ready", async () => {
    const film = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from("ftypmp42\0\0\0\0mp42isom"),
      Buffer.alloc(2_500_000, 7),
    ]);
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "", {
      attachmentIds: [await house.upload("film.mp4", "video/mp4", film)],
    });
    await expect.poll(async () => await stateOf(zoe, id)).toBe("sent");
    const [file = ""] = house.simulator.world.directs.at(-1)?.files ?? [];
    expect(house.simulator.world.files.get(file)?.bytes.length).toBe(film.length);
    const pieces = house.simulator.world.received.filter(({ path }) => path.endsWith("/append"));
    expect(pieces.length).toBeGreaterThanOrEqual(3);
  });

  it("I6 I10 a message whose outcome X never told is settled by what comes back, or by asking", async () => {
    const path = `POST /2/dm_conversations/with/${zoe.person.id}/messages`;
    house.simulator.world.misbehave(path, { type: "done_but_silent" });
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "Elle part demain.");
    await expect.poll(async () => await stateOf(zoe, id)).toBe("sent");
    house.account.subscribed = false;
    house.simulator.world.misbehave(path, { type: "done_but_silent" });
    const other = await house.reply((await lastOf(zoe))?.conversation_id, "Ou après-demain.");
    await expect.poll(async () => await stateOf(zoe, other)).toBe("uncertain");
    await house.askNow();
    await expect.poll(async () => await stateOf(zoe, other)).toBe("sent");
    house.account.subscribed = true;
    await house.settled();
    for (const text of ["Elle part demain.", "Ou après-demain."])
      expect(house.simulator.world.directs.filter((one) => one.text === text)).toHaveLength(1);
  });

  it("what the account wrote on another device stands there too", async () => {
    const { addDirect } = await import("../../../../simulator/src/x/acts.ts");
    addDirect(house.simulator.world, {
      from: house.account.person,
      to: zoe.person,
      text: "Par mon téléphone",
      files: [],
    });
    await expect.poll(async () => await lastOf(zoe)).toMatchObject({ text: "Par mon téléphone", author_type: "app" });
  });

  it("whoever takes no messages cannot be written to, and the agent is told what can be done", async () => {
    zoe.person.blocked.add(house.account.person.id);
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "Encore là ?");
    await expect.poll(async () => await stateOf(zoe, id)).toBe("failed");
    expect((await byId(house.inPrivate(zoe), id))?.delivery_error).toMatchObject({
      kind: "recipient_unavailable",
      message: expect.stringContaining("answered in public"),
    });
    zoe.person.blocked.clear();
  });

  it("W92 a post is answered in private, and what the person answers goes on there", async () => {
    const max = house.simulator.person("Max Weber", "max2");
    max.person.isOpen = true;
    max.post("@lampshop my order 4711 is late");
    await expect.poll(async () => texts(await house.inPublic(max))).toHaveLength(1);
    const post = (await house.inPublic(max))[0]?.id;
    const id = uuidV7();
    const long = `${"Where do we send it? ".repeat(30)}`.trim();
    const answered = await house.call("POST", `/messages/${post}/private-reply`, { id, text: long });
    expect(answered).toMatchObject({ status: 201, body: { conversation: { visibility: "private" } } });
    await expect.poll(async () => await stateOf(max, id)).toBe("sent");
    expect(house.simulator.world.directs.at(-1)).toMatchObject({ text: long, to: max.person });
    max.write(house.account, "To Lyon");
    await expect.poll(async () => texts(await house.inPrivate(max))).toEqual([long, "To Lyon"]);
    expect(new Set((await house.inPrivate(max)).map((one) => one.conversation_id)).size).toBe(1);
    const again = await house.call("POST", `/messages/${post}/private-reply`, { id: uuidV7(), text: "Once more" });
    expect(codeOf(again)).toBe("private_reply_used");
  });

  it("I9 what X limits waits until the moment that X names", async () => {
    house.simulator.limits.limits.set("POST dm", 0);
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "Patience");
    await expect.poll(async () => house.callsOf("POST /2/dm").at(-1)?.status).toBe(429);
    const outbox = house.app.app.parts.database.system
      .selectFrom("outbox")
      .selectAll()
      .where("message_id", "=", id as never);
    await expect.poll(async () => (await outbox.executeTakeFirst())?.state).toBe("ready");
    const row = await outbox.executeTakeFirstOrThrow();
    const minutes = (row.next_attempt_at.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(1);
    expect(minutes).toBeLessThanOrEqual(15.1);
    house.simulator.limits.limits.set("POST dm", 1000);
    await house.app.app.parts.database.system
      .updateTable("outbox")
      .set({ next_attempt_at: new Date(0) })
      .execute();
    await expect.poll(async () => await stateOf(zoe, id)).toBe("sent");
  });
});

describe("the account", () => {
  it("S29 a delivery that somebody else signed is refused, and so is a challenge that would be one", async () => {
    const [webhook] = house.simulator.world.webhooks;
    const url = webhook?.url ?? "";
    const body = JSON.stringify({ for_user_id: house.account.person.id, tweet_create_events: [] });
    expect(await house.simulator.world.post(url, body, "another secret")).toBe(401);
    expect((await fetch(url, { method: "POST", body })).status).toBe(401);
    const oracle = await fetch(`${url}?crc_token=${encodeURIComponent(body)}`);
    expect(oracle.status).toBe(403);
    expect(await house.simulator.world.challenge(url)).toBe(true);
  });

  it("what came while X could not deliver is asked for, once", async () => {
    house.account.subscribed = false;
    zoe.write(house.account, "Quelqu’un ?");
    zoe.post("@lampshop quelqu’un ?");
    await house.change({ includeAllMentioned: false });
    await expect.poll(async () => (await lastOf(zoe))?.text).toBe("Quelqu’un ?");
    await expect.poll(async () => texts(await house.inPublic(zoe))).toEqual(["@lampshop quelqu’un ?"]);
    await house.change({ includeAllMentioned: true });
    await house.settled();
    expect(texts(await house.inPrivate(zoe)).filter((text) => text === "Quelqu’un ?")).toHaveLength(1);
  });

  it("W162 a test puts back a subscription that was lost; the owner's no is loud, and a new token mends it", async () => {
    house.account.subscribed = false;
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`, {});
    expect(tested.status).toBe(200);
    expect(house.account.subscribed).toBe(true);
    const before = house.account.token;
    house.simulator.revoke(house.account);
    await expect.poll(async () => (await channelNow()).state).toBe("needs_reconnection");
    const conversation = (await lastOf(zoe))?.conversation_id;
    const id = await house.reply(conversation, "Plus tard");
    house.account.token = before;
    await house.change({});
    await expect.poll(async () => (await channelNow()).state).toBe("connected");
    await expect.poll(async () => await stateOf(zoe, id)).toBe("sent");
  });

  it("W150 deleting the channel leaves the account and takes the address away", async () => {
    const answer = await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" });
    expect(answer.status).toBeLessThan(300);
    await expect.poll(() => house.simulator.world.webhooks.length).toBe(0);
    expect(house.account.subscribed).toBe(false);
  });
});
