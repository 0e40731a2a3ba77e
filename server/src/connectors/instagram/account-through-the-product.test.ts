import type { ChannelView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addOwnToken } from "../../../../simulator/src/instagram/account-tokens.ts";
import type { Acts } from "../../../../simulator/src/instagram/person-acts.ts";
import { createConnectorCtx } from "../connector-ctx.ts";
import { byId, codeOf, type InstagramHouse, openInstagramHouse, texts } from "./instagram.test-kit.ts";

let house: InstagramHouse;
let zoe: Acts;
beforeAll(async () => {
  house = await openInstagramHouse("instagram");
  ({ zoe } = house);
});
afterAll(async () => await house?.stop());

const stateOf = async (id: string) => (await byId(house.inPrivate(), id))?.delivery_state;

describe("connecting by Instagram's own log-in", () => {
  it("W150 W153 the account is named and subscribed; address and verify token are shown, and the handshake passes", async () => {
    const { id } = house.account.world;
    expect(house.channel).toMatchObject({
      ...{ platform: "instagram", address: "@lamp_shop", state: "connected" },
      settings: { appSecret: null, token: null, metaAppSecret: null, account: { id, username: "lamp_shop" } },
    });
    expect(house.channel.webhookUrl).toMatch(/\/webhooks\/instagram\/[0-9a-f-]{36}$/);
    expect(house.metaApp.webhooks.get("instagram")?.url).toBe(house.channel.webhookUrl);
    const subscribed = house.meta.accounts.get(id)?.subscribed.get(house.metaApp.id);
    expect(subscribed?.fields).toEqual(expect.arrayContaining(["messages", "messaging_seen", "comments"]));
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({ ok: true, checks: [{ name: "access" }, { name: "subscription" }] });
  });

  it("S46 token and secret stand in no answer and no log of settings", async () => {
    for (const path of ["/channels", `/channels/${house.channel.id}`, "/settings-changes"]) {
      const told = JSON.stringify((await house.call("GET", path)).body);
      expect(told).not.toContain(house.account.world.token);
      expect(told).not.toContain(house.metaApp.secret);
    }
  });

  it("wrong credentials are refused at their field, and nothing is stored", async () => {
    const add = async (over: object) =>
      await house.call("POST", "/channels", {
        platform: "instagram",
        name: "Other",
        settings: house.settings({ ...over }),
      });
    const token = await add({ token: `IGAA${"x".repeat(40)}` });
    expect(codeOf(token)).toBe("account_refused");
    expect(JSON.stringify(token.body)).toContain("settings.token");
    const secret = await add({ appSecret: "f".repeat(32) });
    expect(codeOf(secret)).toBe("account_refused");
    expect(JSON.stringify(secret.body)).toContain("settings.appSecret");
    expect(codeOf(await add({ token: null }))).toBe("account_secret_needed");
    expect(codeOf(await add({ graphUrl: "http://127.0.0.1:9" }))).toBe("account_unreachable");
    expect(codeOf(await add({}))).toBe("already_exists");
  });

  it("I15 a subscription that Meta took away is put back by the test", async () => {
    house.meta.accounts.get(house.account.world.id)?.subscribed.clear();
    expect((await house.call("POST", `/channels/${house.channel.id}/test`)).body).toMatchObject({ ok: true });
    expect(house.meta.accounts.get(house.account.world.id)?.subscribed.size).toBe(1);
  });
});

describe("changing and leaving", () => {
  it("I15 a token that ended is loud, what waits is sent after reconnecting, and history stays", async () => {
    const path = `/channels/${house.channel.id}`;
    const { world } = house.account;
    zoe.write("Bonjour");
    await expect.poll(async () => texts(await house.inPrivate())).toEqual(["Bonjour"]);
    house.metaApp.endToken(world.token, 460);
    const id = await house.reply(zoe.person.igsid, "Après");
    await expect
      .poll(async () => (await house.call("GET", path)).body as ChannelView)
      .toMatchObject({ state: "needs_reconnection", stateReason: expect.stringContaining("password") });
    const history = texts(await house.inPrivate());
    const renewed = addOwnToken(world);
    const other = house.accounts.addAccount(house.metaApp, "other");
    const differs = await house.call("PATCH", path, { settings: house.settings({ token: other.world.token }) });
    expect(codeOf(differs)).toBe("account_differs");
    expect((await house.call("PATCH", path, { settings: house.settings({ token: renewed }) })).status).toBe(200);
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(texts(await house.inPrivate())).toEqual(history);
  });

  it("I15 S46 a renewed token stands sealed in the place of the former, unless a person has typed another", async () => {
    const { parts } = house.app.app;
    const load = async () => {
      const channel = await parts.channels.channel(house.app.organizationId, house.channel.id, true);
      if (channel === undefined) throw new Error("The channel is gone.");
      return channel;
    };
    const ctx = createConnectorCtx(parts.connectorCtx, await load(), AbortSignal.timeout(5000));
    const renewed = addOwnToken(house.account.world);
    await ctx.renewSecret("token", renewed);
    expect((await load()).secrets.token).toBe(renewed);
    // What it was renewed from is not there any more.
    await ctx.renewSecret("token", `IGAA${"x".repeat(40)}`);
    expect((await load()).secrets.token).toBe(renewed);
    const { system } = parts.database;
    const rows = await system.selectFrom("channels").select("secrets").execute();
    expect(JSON.stringify(rows)).not.toContain(renewed);
  });

  it("a second account of the app shares the address, and goes on alone", async () => {
    const second = house.accounts.addAccount(house.metaApp, "chair_shop");
    const settings = house.settings({ token: second.world.token });
    const made = await house.call("POST", "/channels", { platform: "instagram", name: "Chairs", settings });
    const { channel } = made.body as { channel: ChannelView };
    expect(channel).toMatchObject({ state: "connected", webhookUrl: house.channel.webhookUrl });
    const ida = second.person({ username: "ida.b", name: "Ida Berg" });
    ida.write("Chairs?");
    const rows = async () =>
      await house.app.app.parts.database.system
        .selectFrom("messages")
        .where("channel_id", "=", channel.id)
        .select("text")
        .execute();
    await expect.poll(rows).toEqual([{ text: "Chairs?" }]);
    expect((await house.call("DELETE", `/channels/${channel.id}`, { name: "Chairs" })).status).toBe(204);
    expect(house.meta.accounts.get(second.world.id)?.subscribed.size).toBe(0);
  });

  it("S46 stored secrets go to no other address", async () => {
    const graphUrl = house.meta.graphUrl.replace("127.0.0.1", "localhost");
    const refused = await house.call("PATCH", `/channels/${house.channel.id}`, {
      settings: house.settings({ appSecret: null, token: null, graphUrl }),
    });
    expect(codeOf(refused)).toBe("account_secret_needed");
  });

  it("the account is left when the channel goes", async () => {
    expect((await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" })).status).toBe(204);
    expect(house.meta.accounts.get(house.account.world.id)?.subscribed.size).toBe(0);
  });
});
