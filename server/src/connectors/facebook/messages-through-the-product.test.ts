import type { ChannelView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Post } from "../../../../simulator/src/facebook/page-world.ts";
import type { Acts } from "../../../../simulator/src/facebook/person-acts.ts";
import { GraphRefusal } from "../../../../simulator/src/meta/graph-refusal.ts";
import { byId, codeOf, type FacebookHouse, openFacebookHouse, PNG, texts } from "./facebook.test-kit.ts";

let house: FacebookHouse;
let zoe: Acts;
let max: Acts;
let post: Post;
beforeAll(async () => {
  house = await openFacebookHouse();
  ({ zoe, max, post } = house);
});
afterAll(async () => await house?.stop());

const stateOf = async (id: string) => (await byId(house.inPrivate(), id))?.delivery_state;
const fromPage = () => house.page.world.messages.filter(({ mine }) => !mine);

describe("connecting", () => {
  it("W150 W152 the Page is named, the app knows our address, and hears of the Page", async () => {
    expect(house.channel).toMatchObject({
      ...{ platform: "facebook", address: "Lamp Shop", state: "connected", webhookUrl: null },
      settings: { appSecret: null, pageToken: null, page: { id: house.page.world.id, name: "Lamp Shop" } },
    });
    expect(house.metaApp.webhooks.get("page")?.url).toMatch(/\/webhooks\/facebook\/[0-9a-f-]{36}$/);
    const subscribed = house.meta.accounts.get(house.page.world.id)?.subscribed.get(house.metaApp.id);
    expect(subscribed?.fields).toEqual(expect.arrayContaining(["feed", "mention", "messages", "message_echoes"]));
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({
      ok: true,
      checks: [{ name: "access" }, { name: "permissions" }, { name: "webhook" }, { name: "subscription" }],
    });
  });

  it("S46 token and secret stand in no answer and no log of settings", async () => {
    for (const path of ["/channels", `/channels/${house.channel.id}`, "/settings-changes"]) {
      const told = JSON.stringify((await house.call("GET", path)).body);
      expect(told).not.toContain(house.page.world.token);
      expect(told).not.toContain(house.metaApp.secret);
    }
  });

  it("wrong credentials are refused at their field, and nothing is stored", async () => {
    const add = async (over: object) =>
      await house.call("POST", "/channels", {
        platform: "facebook",
        name: "Other",
        settings: house.settings({ ...over }),
      });
    const token = await add({ pageToken: `EAAG${"x".repeat(40)}` });
    expect(codeOf(token)).toBe("account_refused");
    expect(JSON.stringify(token.body)).toContain("settings.pageToken");
    const secret = await add({ appSecret: "f".repeat(32) });
    expect(codeOf(secret)).toBe("account_refused");
    expect(JSON.stringify(secret.body)).toContain("settings.appSecret");
    expect(codeOf(await add({ pageToken: null }))).toBe("account_secret_needed");
    expect(codeOf(await add({ graphUrl: "http://127.0.0.1:9" }))).toBe("account_unreachable");
    expect(codeOf(await add({}))).toBe("already_exists");
    expect(((await house.call("GET", "/channels")).body as { items: object[] }).items).toHaveLength(1);
  });

  it("I15 a subscription that Meta took away is put back by the test", async () => {
    house.meta.accounts.get(house.page.world.id)?.subscribed.clear();
    house.metaApp.webhooks.set("page", { url: "https://elsewhere.example/", fields: [] });
    expect((await house.call("POST", `/channels/${house.channel.id}/test`)).body).toMatchObject({ ok: true });
    expect(house.meta.accounts.get(house.page.world.id)?.subscribed.size).toBe(1);
    expect(house.metaApp.webhooks.get("page")?.url).toContain("/webhooks/facebook/");
  });
});

describe("Messenger", () => {
  it("W160 a message stands at once, its author is named when Facebook was asked, the photo comes with its bytes", async () => {
    zoe.write("Où est ma commande ?");
    zoe.sendFile({ bytes: PNG, name: "lamp.png", type: "image/png" }, "Cassée");
    await expect.poll(async () => texts(await house.inPrivate())).toEqual(["Où est ma commande ?", "Cassée"]);
    await expect
      .poll(async () => (await house.inPrivate()).at(-1)?.files)
      .toEqual([expect.stringMatching(/image\/png stored$/)]);
    await expect
      .poll(async () => (await house.inPrivate()).map(({ author }) => author))
      .toEqual(["Zoé Martin", "Zoé Martin"]);
    expect((await house.view(zoe.person.psid)).conversation.contact.name).toBe("Zoé Martin");
  });

  it("a person whose name Facebook does not give is there without it", async () => {
    const shy = house.page.person({ firstName: "S", lastName: "H" });
    shy.person.consents = false;
    shy.write("Hello");
    await expect.poll(async () => texts(await house.inPrivate(shy))).toEqual(["Hello"]);
    await expect.poll(lookups).toBe(0);
  });

  it("I19 edits, reactions, stickers, a place and what was taken back", async () => {
    const [first] = house.page.world.messages;
    if (first === undefined) throw new Error("Nothing was written.");
    zoe.edit(first, "Où est ma lampe ?");
    await expect
      .poll(async () => (await house.inPrivate())[0])
      .toMatchObject({ text: "Où est ma lampe ?", edited: true });
    zoe.sendSticker();
    zoe.sendPlace(48.8566, 2.3522);
    const regretted = zoe.write("Oubliez ça", first.mid);
    await expect.poll(async () => (await house.inPrivate()).length).toBe(5);
    expect((await house.inPrivate())[2]?.files).toHaveLength(1);
    expect((await house.inPrivate()).at(-1)).toMatchObject({ reply_to: "Où est ma lampe ?" });
    zoe.unsend(regretted);
    await expect.poll(async () => (await house.inPrivate()).at(-1)).toMatchObject({ deleted: true, text: "" });
    zoe.openFromAd("Lampes d’été", post);
    await expect
      .poll(() => house.attributes(zoe.person.psid))
      .toMatchObject({ Advertisement: "Lampes d’été", "Came by": "ADS" });
  });

  it("W94 a reply is a response, its echo is no second message, and receipts and reactions find it", async () => {
    const before = (await house.inPrivate()).length;
    const id = await house.reply(zoe.person.psid, "Elle arrive demain.");
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({
      messaging_type: "RESPONSE",
      recipient: { id: zoe.person.psid },
      message: { text: "Elle arrive demain.", metadata: id },
    });
    const [sent] = fromPage().slice(-1);
    if (sent === undefined) throw new Error("Nothing was sent.");
    zoe.react(sent, "❤️");
    await expect
      .poll(async () => (await byId(house.inPrivate(), id))?.reactions)
      .toMatchObject({ [zoe.person.psid]: { emoji: ["❤️"] } });
    zoe.react(sent, undefined);
    await expect
      .poll(async () => (await byId(house.inPrivate(), id))?.reactions)
      .toMatchObject({ [zoe.person.psid]: { emoji: [] } });
    zoe.read();
    await expect.poll(() => stateOf(id)).toBe("read");
    expect(await house.inPrivate()).toHaveLength(before + 1);
  });

  it("a text above 2000 characters leaves in pieces after its files, each once, also when one is limited", async () => {
    const long = `${"Un mot. ".repeat(240)}\n\n${"Deux mots. ".repeat(170)}`.trim();
    const file = await house.upload("plan.pdf", "application/pdf");
    const before = fromPage().length;
    const refusal = new GraphRefusal({ code: 613, message: "Calls to this api have exceeded the rate limit." });
    house.metaApp.misbehave("messages", { type: "refused", refusal });
    const id = await house.reply(zoe.person.psid, long, { attachmentIds: [file] });
    await expect.poll(() => stateOf(id)).toBe("delivered");
    const pieces = fromPage().slice(before);
    expect(pieces.map(({ shared }) => shared.length)).toEqual([1, 0, 0]);
    expect(
      pieces
        .map(({ text }) => text)
        .join(" ")
        .replace(/\s+/g, " ")
        .trim(),
    ).toBe(long.replace(/\s+/g, " "));
    expect((await house.inPrivate()).filter(({ id: one }) => one === id)).toHaveLength(1);
    expect((await house.inPrivate()).filter(({ author_type }) => author_type === "app")).toEqual([]);
    // Under the file, which is not the call that names the message.
    const [plan] = pieces;
    if (plan === undefined) throw new Error("Nothing was sent.");
    zoe.react(plan, "❤️");
    await expect
      .poll(async () => Object.values((await byId(house.inPrivate(), id))?.reactions ?? {}))
      .toMatchObject([{ emoji: ["❤️"] }]);
  });

  it("I6 I10 an answer that never came is settled by the echo", async () => {
    const calls = house.callsOf("messages").length;
    house.metaApp.misbehave("messages", { type: "done_but_silent" });
    const id = await house.reply(zoe.person.psid, "Reçu ?");
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(house.callsOf("messages")).toHaveLength(calls + 1);
  });

  it("a contact who has blocked the Page is told of", async () => {
    zoe.person.blocked = true;
    const id = await house.reply(zoe.person.psid, "Êtes-vous là ?");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await byId(house.inPrivate(), id))?.delivery_error).toMatchObject({ kind: "recipient_unavailable" });
    zoe.person.blocked = false;
  });

  it("I2 ten times each, shuffled and in one body, is once each", async () => {
    house.metaApp.hold();
    const written = Array.from({ length: 6 }, (_, index) => max.write(`Nummer ${index}`));
    const notices = house.metaApp.told().slice(-written.length);
    house.metaApp.release(3);
    const url = house.metaApp.webhooks.get("page")?.url ?? "";
    expect(new Set(await house.metaApp.redeliver(notices, { times: 10, most: 7, url }))).toEqual(new Set([200]));
    await expect
      .poll(async () => texts(await house.inPrivate(max)).sort())
      .toEqual(written.map(({ text }) => text).sort());
  });

  it("S29 a wrong signature is 401, and nothing is stored", async () => {
    const notices = house.metaApp.told().slice(-1);
    const url = house.metaApp.webhooks.get("page")?.url ?? "";
    const before = await deliveries();
    expect(await house.metaApp.redeliver(notices, { times: 2, url, secret: "f".repeat(32) })).toEqual([401, 401]);
    expect(await deliveries()).toBe(before);
  });
});

describe("changing and leaving", () => {
  it("I15 a token that ended is loud, what waits is sent after reconnecting, and history stays", async () => {
    const path = `/channels/${house.channel.id}`;
    house.metaApp.endToken(house.page.world.token, 460);
    const id = await house.reply(zoe.person.psid, "Après");
    await expect
      .poll(async () => (await house.call("GET", path)).body as ChannelView)
      .toMatchObject({ state: "needs_reconnection", stateReason: expect.stringContaining("password") });
    const history = texts(await house.inPrivate());
    const renewed = house.metaApp.addToken(house.metaApp.tokens.get(house.page.world.token)?.scopes ?? [], [
      house.page.world.id,
    ]);
    const other = house.pages.addPage(house.metaApp, "Other");
    expect(
      codeOf(await house.call("PATCH", path, { settings: house.settings({ pageToken: other.world.token }) })),
    ).toBe("account_differs");
    expect((await house.call("PATCH", path, { settings: house.settings({ pageToken: renewed }) })).status).toBe(200);
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(texts(await house.inPrivate())).toEqual(history);
  });

  it("S46 stored secrets go to no other address", async () => {
    const elsewhere = {
      appSecret: null,
      pageToken: null,
      graphUrl: house.meta.graphUrl.replace("127.0.0.1", "localhost"),
    };
    const refused = await house.call("PATCH", `/channels/${house.channel.id}`, { settings: house.settings(elsewhere) });
    expect(codeOf(refused)).toBe("account_secret_needed");
  });

  it("a second Page of the app shares the address, and the app keeps it when one leaves", async () => {
    const second = house.pages.addPage(house.metaApp, "Chair Shop");
    const settings = house.settings({ pageToken: second.world.token });
    const made = await house.call("POST", "/channels", { platform: "facebook", name: "Chairs", settings });
    const { channel } = made.body as { channel: ChannelView };
    const guest = second.person({ firstName: "Ida", lastName: "Berg" });
    guest.write("Chairs?");
    await expect.poll(async () => await countOf(channel.id)).toBe(1);
    expect((await house.call("DELETE", `/channels/${channel.id}`, { name: "Chairs" })).status).toBe(204);
    expect(house.metaApp.webhooks.has("page")).toBe(true);
    expect(house.meta.accounts.get(second.world.id)?.subscribed.size).toBe(0);
    expect((await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" })).status).toBe(204);
    expect(house.metaApp.webhooks.has("page")).toBe(false);
  });
});

const system = () => house.app.app.parts.database.system;
const lookups = async () => (await system().selectFrom("lookups").select("id").execute()).length;
const deliveries = async () => (await system().selectFrom("deliveries").select("id").execute()).length;
const countOf = async (channelId: string) =>
  (
    await system()
      .selectFrom("messages")
      .select("id")
      .where("channel_id", "=", channelId as never)
      .execute()
  ).length;
