import type { MessageView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comment, Published } from "../../../../simulator/src/instagram/instagram-world.ts";
import { type Acts, newComment } from "../../../../simulator/src/instagram/person-acts.ts";
import { tellComment } from "../../../../simulator/src/instagram/tell.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { byId, codeOf, type InstagramHouse, openInstagramHouse, PNG, texts } from "./instagram.test-kit.ts";

let house: InstagramHouse;
let zoe: Acts;
let max: Acts;
let post: Published;
beforeAll(async () => {
  house = await openInstagramHouse("facebook");
  ({ zoe, max, post } = house);
});
afterAll(async () => await house?.stop());

const picture = { bytes: PNG, name: "home.png", type: "image/png" };
const open = async (party: string) =>
  await house.call("POST", `/conversations/${(await house.said(party)).at(-1)?.conversation_id}/open`, {});

describe("connecting by Facebook's log-in", () => {
  it("W150 W153 the app is told our address, and the Page lets it hear of the account", async () => {
    const { world } = house.account;
    expect(house.channel).toMatchObject({
      ...{ address: "@lamp_shop", state: "connected" },
      settings: { account: { id: world.id, username: "lamp_shop", pageId: world.pageId } },
    });
    expect(house.metaApp.webhooks.get("instagram")).toMatchObject({
      url: house.channel.webhookUrl,
      fields: expect.arrayContaining(["messages", "comments", "mentions"]),
    });
    expect(house.meta.accounts.get(world.pageId)?.subscribed.get(house.metaApp.id)?.fields).toEqual(["feed"]);
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({
      ok: true,
      checks: [{ name: "access" }, { name: "permissions" }, { name: "webhook" }, { name: "subscription" }],
    });
  });

  it("W153 direct messages come and go by the Page", async () => {
    zoe.write("Bonjour");
    await expect.poll(async () => texts(await house.inPrivate())).toEqual(["Bonjour"]);
    const id = await house.reply(zoe.person.igsid, "Bonjour !");
    await expect.poll(async () => (await byId(house.inPrivate(), id))?.delivery_state).toBe("sent");
    expect(house.callsOf("messages").at(-1)?.path).toEqual([house.account.world.pageId, "messages"]);
  });
});

describe("what everybody reads", () => {
  let comment: Comment;

  it("W153 W87 a comment stands under its post, which is fetched with its picture", async () => {
    comment = zoe.comment(post, "Elle est en stock ?");
    await expect.poll(async () => texts(await house.inPublic())).toEqual(["Elle est en stock ?"]);
    expect((await house.inPublic())[0]).toMatchObject({ visibility: "public", author: "zoe.m" });
    await expect
      .poll(async () => (await house.view(zoe.person.userId)).post)
      .toMatchObject({
        ...{ text: "Our lamps, made in Lyon", dark: false, pending: false },
        url: expect.stringContaining("instagram.com/p/"),
        image: { state: "stored", type: "image/png" },
      });
  });

  it("W87 an advertisement is called one; comments on the entry itself are read as well", async () => {
    house.account.world.bareChanges = true;
    const ad = house.account.publish("Half price", { adTitle: "Summer sale", picture: PNG });
    max.comment(ad, "How much?");
    await expect.poll(async () => texts(await house.inPublic(max))).toEqual(["How much?"]);
    await expect
      .poll(async () => (await house.view(max.person.userId)).post)
      .toMatchObject({ text: "Half price", dark: true, image: { state: "stored" } });
    house.account.world.bareChanges = false;
  });

  it("W153 a reply stands under the comment, and comes back as itself; one to an answer stands beside it", async () => {
    const id = await house.reply(zoe.person.userId, "Oui, la bleue.");
    await expect.poll(async () => (await byId(house.inPublic(), id))?.delivery_state).toBe("sent");
    const answer = house.account.world.comments.at(-1);
    expect(answer).toMatchObject({ text: "Oui, la bleue.", parent: { id: comment.id }, by: undefined });
    await expect.poll(async () => (await byId(house.inPublic(), id))?.external_id).toBe(answer?.id);
    zoe.comment(post, "Et la verte ?", answer);
    await expect.poll(async () => (await house.inPublic()).length).toBe(3);
    const second = await house.reply(zoe.person.userId, "En mai.");
    await expect.poll(async () => (await byId(house.inPublic(), second))?.delivery_state).toBe("sent");
    expect(house.account.world.comments.at(-1)?.parent).toBe(comment);
    await settled();
    expect(texts(await house.inPublic())).toEqual([
      "Elle est en stock ?",
      "Oui, la bleue.",
      "Et la verte ?",
      "En mai.",
    ]);
  });

  it("I6 I10 a comment whose answer was lost is settled by what comes back", async () => {
    house.metaApp.misbehave("replies", { type: "done_but_silent" });
    const id = await house.reply(zoe.person.userId, "Elle part aujourd’hui.");
    await expect.poll(async () => (await byId(house.inPublic(), id))?.delivery_state).toBe("sent");
    await settled();
    expect(texts(await house.inPublic()).filter((text) => text === "Elle part aujourd’hui.")).toHaveLength(1);
  });

  it("W91 a comment takes 2200 characters and no file", async () => {
    const long = await house.reply(zoe.person.userId, "x".repeat(2201)).catch((error: unknown) => String(error));
    expect(long).toContain("text_too_long");
    const fits = await house.reply(zoe.person.userId, "é".repeat(2200));
    await expect.poll(async () => (await byId(house.inPublic(), fits))?.delivery_state).toBe("sent");
    const attachmentIds = [await house.upload("1.png", "image/png")];
    const file = await house.reply(zoe.person.userId, "x", { attachmentIds }).catch((error: unknown) => String(error));
    expect(file).toContain("attachment_not_accepted");
  });

  it("what the account wrote in Instagram's app stands where the comment is that it answers", async () => {
    const { world } = house.account;
    tellComment(world, newComment(world, post, "Par téléphone", undefined, comment));
    await expect
      .poll(async () => (await house.inPublic()).at(-1))
      .toMatchObject({ text: "Par téléphone", author_type: "app" });
  });

  it("W153 mentions in a caption and in a comment are conversations of their own, with what they say", async () => {
    const published = max.mentionInCaption("Merci @lamp_shop", picture);
    await expect.poll(async () => texts(await house.said("username:maxw"))).toEqual(["Merci @lamp_shop"]);
    await expect
      .poll(async () => (await house.view("username:maxw")).post)
      .toMatchObject({ text: "@maxw\nMerci @lamp_shop", image: { state: "stored" } });
    const written = zoe.mentionInComment(published, "Moi aussi @lamp_shop");
    const nobody = `anonymous:mention:${published.id}:${written.id}`;
    await expect.poll(async () => texts(await house.said(nobody))).toEqual(["Moi aussi @lamp_shop"]);
    for (const party of ["username:maxw", nobody]) {
      const id = await house.reply(party, "Merci à vous");
      await expect.poll(async () => (await byId(house.said(party), id))?.delivery_state).toBe("sent");
    }
    expect(house.callsOf("mentions").map(({ fields }) => [fields.media_id, fields.comment_id])).toEqual([
      [published.id, undefined],
      [published.id, written.id],
    ]);
  });

  it("I19 a comment that was deleted or hidden there is shown so once somebody opens its conversation", async () => {
    const eva = house.account.person({ username: "eva.r", name: "Eva Roy" });
    const [gone, stays] = [eva.comment(post, "Spam!"), eva.comment(post, "Jolie")];
    await expect.poll(async () => texts(await house.inPublic(eva))).toEqual(["Spam!", "Jolie"]);
    eva.removeComment(gone);
    stays.hidden = true;
    await open(eva.person.userId);
    await expect
      .poll(async () => (await house.inPublic(eva)).map(({ deleted, hidden }) => ({ deleted, hidden })))
      .toEqual([
        { deleted: true, hidden: false },
        { deleted: false, hidden: true },
      ]);
    expect((await house.inPublic(eva)).map(({ edited }) => edited)).toEqual([false, false]);
  });
});

describe("W163 tending comments", () => {
  it("W163 an agent hides, shows and deletes a comment; nobody can like one", async () => {
    const kim = house.account.person({ username: "kim", name: "Kim" });
    const comment = kim.comment(post, "Nice, but expensive");
    await expect.poll(async () => texts(await house.inPublic(kim))).toHaveLength(1);
    const id = (await house.inPublic(kim))[0]?.id ?? "";
    const moderate = async (what: string) => await house.call("POST", `/messages/${id}/moderation`, { do: what });
    expect((await moderate("hide")).body).toMatchObject({ message: { hidden: true } });
    expect(comment.hidden).toBe(true);
    expect((await moderate("unhide")).body).toMatchObject({ message: { hidden: false } });
    expect(comment.hidden).toBe(false);
    expect((await moderate("like")).status).toBe(400);
    expect((await moderate("delete")).body).toMatchObject({ message: { deleted: true, removed: true } });
    expect(comment.deleted).toBe(true);
  });
});

describe("W92 W93 private replies", () => {
  it("W92 W93 one for a comment, and what the person answers goes on in direct messages", async () => {
    const lea = house.account.person({ username: "lea", name: "Léa Roy" });
    const comment = lea.comment(post, "Mon numéro de commande ?");
    await expect.poll(async () => texts(await house.inPublic(lea))).toHaveLength(1);
    const message = (await house.inPublic(lea))[0]?.id;
    const ask = async (text: string, id = uuidV7()) =>
      await house.call("POST", `/messages/${message}/private-reply`, { id, text });
    expect(codeOf(await ask("é".repeat(501)))).toBe("text_too_long");
    const id = uuidV7();
    expect(await ask("C’est le 4711.", id)).toMatchObject({
      ...{ status: 201, body: { conversation: { visibility: "private" } } },
    });
    await expect.poll(async () => (await byId(house.inPrivate(lea), id))?.delivery_state).toBe("sent");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({ recipient: { comment_id: comment.id } });
    lea.write("Merci !");
    await expect.poll(async () => texts(await house.inPrivate(lea))).toEqual(["C’est le 4711.", "Merci !"]);
    const views = [await house.view(lea.person.igsid), await house.view(lea.person.userId)];
    expect(new Set(views.map(({ conversation }) => conversation.contact.id)).size).toBe(1);
    const linked = views
      .flatMap(({ entries }) => entries)
      .filter((entry): entry is MessageView => entry.type === "message" && entry.linked !== null);
    expect(linked).toHaveLength(2);
    expect(codeOf(await ask("Encore"))).toBe("private_reply_used");
  });

  it("W93 a comment that somebody answered in private already is refused there, with a reason", async () => {
    const tom = house.account.person({ username: "tom", name: "Tom Lee" });
    const comment = tom.comment(post, "Hi");
    comment.privateReply = true;
    await expect.poll(async () => texts(await house.inPublic(tom))).toHaveLength(1);
    const id = uuidV7();
    await house.call("POST", `/messages/${(await house.inPublic(tom))[0]?.id}/private-reply`, { id, text: "Hello" });
    await expect
      .poll(async () => (await byId(house.said(tom.person.userId), id))?.delivery_error)
      .toMatchObject({ message: "This comment has had its private reply." });
  });
});

describe("leaving", () => {
  it("the Page goes on for whoever else hears of it, and the app keeps no address of ours", async () => {
    const page = house.meta.accounts.get(house.account.world.pageId);
    page?.subscribed.set(house.metaApp.id, { fields: ["feed", "messages"], override: undefined });
    expect((await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" })).status).toBe(204);
    expect(page?.subscribed.size).toBe(1);
    expect(house.metaApp.webhooks.has("instagram")).toBe(false);
  });
});

/** What was told has been worked on. */
async function settled(): Promise<void> {
  const { system } = house.app.app.parts.database;
  await expect
    .poll(async () => {
      const rows = await system.selectFrom("deliveries").select("state").execute();
      return rows.filter(({ state }) => state !== "done").length;
    })
    .toBe(0);
}
