import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Acts } from "../../../../simulator/src/instagram/person-acts.ts";
import { GraphRefusal } from "../../../../simulator/src/meta/graph-refusal.ts";
import { sweepExpired } from "../../conversations/index.ts";
import { byId, type InstagramHouse, openInstagramHouse, PNG, texts } from "./instagram.test-kit.ts";

let house: InstagramHouse;
let zoe: Acts;
let max: Acts;
beforeAll(async () => {
  house = await openInstagramHouse("instagram");
  ({ zoe, max } = house);
});
afterAll(async () => await house?.stop());

const picture = { bytes: PNG, name: "lamp.png", type: "image/png" };
const stateOf = async (id: string) => (await byId(house.inPrivate(), id))?.delivery_state;
const fromAccount = () => house.account.world.messages.filter(({ mine }) => !mine);

describe("direct messages", () => {
  it("W153 W160 a message stands at once; its author is named, with follower facts, when Instagram was asked", async () => {
    zoe.write("Où est ma commande ?");
    zoe.sendFile(picture, "Cassée");
    await expect.poll(async () => texts(await house.inPrivate())).toEqual(["Où est ma commande ?", "Cassée"]);
    await expect
      .poll(async () => (await house.inPrivate()).at(-1)?.files)
      .toEqual([expect.stringMatching(/image\/png stored$/)]);
    await expect.poll(async () => (await house.inPrivate())[0]?.author).toBe("Zoé Martin");
    await expect
      .poll(() => house.attributes(zoe.person.igsid))
      .toMatchObject({ Followers: "120", "Follows the account": "✓" });
  });

  it("a person whose profile Instagram does not give is there without it", async () => {
    const shy = house.account.person({ username: "shy", name: "Shy" });
    shy.person.consents = false;
    shy.write("Hello");
    await expect.poll(async () => texts(await house.inPrivate(shy))).toEqual(["Hello"]);
  });

  it("W153 story replies and mentions bring the story; shared posts, and what no notice shows", async () => {
    const story = house.account.story(PNG);
    max.answerStory(story, "Je la veux !");
    max.mentionInStory(picture);
    max.share("ig_post", { ig_post_media_id: "1", title: "Lampes", url: "https://www.instagram.com/p/abc/" });
    max.sendUnsupported();
    await expect.poll(async () => (await house.inPrivate(max)).length).toBe(4);
    await expect
      .poll(async () => (await house.inPrivate(max)).slice(0, 2).map(({ files }) => files))
      .toEqual([["story image/png stored"], ["story image/png stored"]]);
    const view = await house.view(max.person.igsid);
    const abouts = view.entries.flatMap((entry) => (entry.type === "message" ? [entry.about] : []));
    expect(abouts).toEqual(["story_reply", "story_mention", null, null]);
    expect(texts(await house.inPrivate(max))).toEqual([
      ...["Je la veux !", "", "🔗 Lampes\nhttps://www.instagram.com/p/abc/", "❔"],
    ]);
  });

  it("W153 a story is kept for a day; after that its place shows that it was there, and its bytes are gone", async () => {
    const { parts } = house.app.app;
    const kept = await storedFiles();
    expect(await sweepExpired({ ...parts, now: () => new Date(Date.now() + 23 * 3_600_000) })).toBe(0);
    expect(await sweepExpired({ ...parts, now: () => new Date(Date.now() + 25 * 3_600_000) })).toBe(2);
    expect((await house.inPrivate(max)).slice(0, 2).map(({ files }) => files)).toEqual([
      ...[["story image/png expired"], ["story image/png expired"]],
    ]);
    expect(await storedFiles()).toBe(kept - 2);
  });

  it("I19 W153 edits, reactions of both sides, answers and what was unsent", async () => {
    const [first] = house.account.world.messages;
    if (first === undefined) throw new Error("Nothing was written.");
    zoe.edit(first, "Où est ma lampe ?");
    await expect
      .poll(async () => (await house.inPrivate())[0])
      .toMatchObject({ text: "Où est ma lampe ?", edited: true });
    house.account.reactInApp(first, "👍");
    await expect
      .poll(async () => (await house.inPrivate())[0]?.reactions)
      .toMatchObject({ [house.account.world.id]: { emoji: ["👍"] } });
    const regretted = zoe.write("Oubliez ça", first.mid);
    await expect.poll(async () => (await house.inPrivate()).at(-1)?.reply_to).toBe("Où est ma lampe ?");
    zoe.unsend(regretted);
    await expect.poll(async () => (await house.inPrivate()).at(-1)).toMatchObject({ deleted: true, text: "" });
    zoe.press("Où êtes-vous ?", "WHERE");
    await expect.poll(async () => (await house.inPrivate()).at(-1)?.text).toBe("Où êtes-vous ?");
    zoe.openFromAd("Lampes d’été");
    await expect.poll(() => house.attributes(zoe.person.igsid)).toMatchObject({ Advertisement: "Lampes d’été" });
  });

  it("W94 W153 a reply is a response; its echo is no second message; seen and reactions find it", async () => {
    const before = (await house.inPrivate()).length;
    const id = await house.reply(zoe.person.igsid, "Elle arrive demain.");
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({
      ...{ messaging_type: "RESPONSE", recipient: { id: zoe.person.igsid } },
      message: { text: "Elle arrive demain." },
    });
    const [sent] = fromAccount().slice(-1);
    if (sent === undefined) throw new Error("Nothing was sent.");
    zoe.react(sent, "❤️");
    await expect
      .poll(async () => (await byId(house.inPrivate(), id))?.reactions)
      .toMatchObject({ [zoe.person.igsid]: { emoji: ["❤️"] } });
    zoe.read();
    await expect.poll(() => stateOf(id)).toBe("read");
    // The reply, and the line of the reaction.
    expect(await house.inPrivate()).toHaveLength(before + 2);
  });

  it("what somebody writes in Instagram's own app stands there as an echo", async () => {
    house.account.writeInApp(zoe, "Bonjour, ici Léa au magasin");
    await expect
      .poll(async () => (await house.inPrivate()).at(-1))
      .toMatchObject({ text: "Bonjour, ici Léa au magasin", kind: "outbound", author_type: "app" });
  });

  it("W91 a text above 1000 bytes leaves in pieces after its files, each once, also when one is limited", async () => {
    const long = `${"Été à Lyon. ".repeat(70)}\n\n${"Où ça ? ".repeat(80)}`.trim();
    expect(Buffer.byteLength(long)).toBeGreaterThan(1000);
    const file = await house.upload("plan.pdf", "application/pdf");
    const before = fromAccount().length;
    const refusal = new GraphRefusal({ code: 613, message: "Calls to this api have exceeded the rate limit." });
    house.metaApp.misbehave("messages", { type: "refused", refusal });
    const id = await house.reply(zoe.person.igsid, long, { attachmentIds: [file] });
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe("sent");
    const pieces = fromAccount().slice(before);
    expect(pieces[0]?.shared).toMatchObject([{ type: "file" }]);
    expect(pieces.slice(1).every(({ text }) => Buffer.byteLength(text) <= 1000)).toBe(true);
    const said = pieces.map(({ text }) => text).join(" ");
    expect(said.replace(/\s+/g, " ").trim()).toBe(long.replace(/\s+/g, " "));
    await expect.poll(deliveriesWaiting).toBe(0);
    const own = (await house.inPrivate()).filter(({ author_type }) => author_type === "app");
    expect(texts(own)).toEqual(["Bonjour, ici Léa au magasin"]);
    // Delivered again later, a piece is still nothing new.
    const url = house.metaApp.webhooks.get("instagram")?.url ?? "";
    await house.metaApp.redeliver(house.metaApp.told().slice(-pieces.length), { times: 2, url });
    await expect.poll(deliveriesWaiting).toBe(0);
    expect((await house.inPrivate()).filter(({ author_type }) => author_type === "app")).toHaveLength(1);
  });

  it("I6 I10 an answer that never came is settled by the echo", async () => {
    const calls = house.callsOf("messages").length;
    house.metaApp.misbehave("messages", { type: "done_but_silent" });
    const id = await house.reply(zoe.person.igsid, "Reçu ?");
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(house.callsOf("messages")).toHaveLength(calls + 1);
    expect(texts(await house.inPrivate()).filter((text) => text === "Reçu ?")).toHaveLength(1);
  });

  it("a contact who has blocked the account is told of; what Instagram cannot take is told before", async () => {
    zoe.person.blocked = true;
    const id = await house.reply(zoe.person.igsid, "Êtes-vous là ?");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await byId(house.inPrivate(), id))?.delivery_error).toMatchObject({ kind: "recipient_unavailable" });
    zoe.person.blocked = false;
    const tooLong = await house.reply(zoe.person.igsid, "é".repeat(2001)).catch((error: unknown) => String(error));
    expect(tooLong).toContain("text_too_long");
  });

  it("I2 ten times each, shuffled and in one body, is once each", async () => {
    house.metaApp.hold();
    const written = Array.from({ length: 6 }, (_, index) => max.write(`Nummer ${index}`));
    const notices = house.metaApp.told().slice(-written.length);
    house.metaApp.release(3);
    const url = house.metaApp.webhooks.get("instagram")?.url ?? "";
    expect(new Set(await house.metaApp.redeliver(notices, { times: 10, most: 7, url }))).toEqual(new Set([200]));
    await expect
      .poll(async () =>
        texts(await house.inPrivate(max))
          .filter((text) => text.startsWith("Nummer"))
          .sort(),
      )
      .toEqual(written.map(({ text }) => text).sort());
  });

  it("S29 a wrong signature is 401; that of the Meta app around it is good once its secret is known", async () => {
    const notices = house.metaApp.told().slice(-1);
    const url = house.metaApp.webhooks.get("instagram")?.url ?? "";
    const secret = "0123456789abcdef0123456789abcdef";
    expect(await house.metaApp.redeliver(notices, { url, secret })).toEqual([401]);
    const path = `/channels/${house.channel.id}`;
    const settings = house.settings({ token: null, appSecret: null, metaAppSecret: secret });
    expect((await house.call("PATCH", path, { settings })).status).toBe(200);
    await expect.poll(() => house.metaApp.redeliver(notices, { url, secret })).toEqual([200]);
    expect(await house.metaApp.redeliver(notices, { url })).toEqual([200]);
    expect(await house.metaApp.redeliver(notices, { url, secret: "f".repeat(32) })).toEqual([401]);
  });
});

const storedFiles = async () => {
  let count = 0;
  for await (const _ of house.app.app.parts.files.list()) count += 1;
  return count;
};

const deliveriesWaiting = async () => {
  const { system } = house.app.app.parts.database;
  const rows = await system.selectFrom("deliveries").select("state").execute();
  return rows.filter(({ state }) => state !== "done").length;
};
