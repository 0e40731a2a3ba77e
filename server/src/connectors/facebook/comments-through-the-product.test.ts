import type { MessageView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comment, Post } from "../../../../simulator/src/facebook/page-world.ts";
import type { Acts } from "../../../../simulator/src/facebook/person-acts.ts";
import { newComment } from "../../../../simulator/src/facebook/person-acts.ts";
import { tellComment } from "../../../../simulator/src/facebook/tell.ts";
import { GraphRefusal } from "../../../../simulator/src/meta/graph-refusal.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
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

describe("what everybody reads", () => {
  let comment: Comment;

  it("W152 W87 a comment stands under its post, which is fetched with its picture", async () => {
    comment = zoe.comment(post, "Elle est en stock ?");
    await expect.poll(async () => texts(await house.inPublic())).toEqual(["Elle est en stock ?"]);
    expect((await house.inPublic())[0]).toMatchObject({ visibility: "public", author: "Zoé Martin" });
    await expect
      .poll(async () => (await house.view(zoe.person.userId)).post)
      .toMatchObject({
        text: "Our lamps, made in Lyon\n🔗 https://shop.example/lamps",
        ...{ url: expect.stringContaining("/posts/"), dark: false, pending: false },
        image: { state: "stored", type: "image/png" },
      });
  });

  it("W87 an advertisement that is not on the Page is called one", async () => {
    const ad = house.page.post("Summer sale", { published: false });
    max.comment(ad, "How much?");
    await expect.poll(async () => texts(await house.inPublic(max))).toEqual(["How much?"]);
    await expect
      .poll(async () => (await house.view(max.person.userId)).post)
      .toMatchObject({ text: "Summer sale", dark: true });
  });

  it("a reply is a comment under it, and comes back as itself", async () => {
    const id = await house.reply(zoe.person.userId, "Oui, la bleue.");
    await expect.poll(async () => (await byId(house.inPublic(), id))?.delivery_state).toBe("sent");
    const answer = house.page.world.comments.at(-1);
    expect(answer).toMatchObject({ message: "Oui, la bleue.", parent: { id: comment.id }, by: undefined });
    await expect.poll(async () => (await byId(house.inPublic(), id))?.external_id).toBe(answer?.id);
    await settled();
    expect(texts(await house.inPublic())).toEqual(["Elle est en stock ?", "Oui, la bleue."]);
    if (answer === undefined) return;
    max.like(answer, true);
    await expect
      .poll(async () => (await byId(house.inPublic(), id))?.reactions)
      .toMatchObject({ [max.person.userId]: { emoji: ["👍"] } });
  });

  it("I6 I10 a comment whose answer was lost is settled by what comes back", async () => {
    house.metaApp.misbehave("comments", { type: "done_but_silent" });
    const id = await house.reply(zoe.person.userId, "Elle part aujourd’hui.");
    await expect.poll(async () => (await byId(house.inPublic(), id))?.delivery_state).toBe("sent");
    await settled();
    expect(texts(await house.inPublic()).filter((text) => text === "Elle part aujourd’hui.")).toHaveLength(1);
  });

  it("I3 I5 what the Page answers on Facebook itself waits for the comment that is told later, and is lost in no case", async () => {
    const eva = house.page.person({ firstName: "Eva", lastName: "Roy" });
    house.metaApp.hold();
    const from = house.metaApp.told().length;
    const question = eva.comment(post, "Vous livrez à Lyon ?");
    const written = newComment(house.page.world, post, "Oui, demain.", {
      by: undefined,
      parent: question,
      photo: undefined,
    });
    tellComment(house.page.world, written, "add");
    const [asked, answered] = house.metaApp.told().slice(from);
    const { url } = house.metaApp.webhooks.get("page") ?? { url: "" };
    if (asked === undefined || answered === undefined) throw new Error("The simulator told of neither.");
    expect(await house.metaApp.redeliver([answered], { url, times: 2 })).toEqual([200, 200]);
    await expect.poll(waiting).toEqual([EARLY, EARLY]);
    expect(await house.metaApp.redeliver([asked], { url })).toEqual([200]);
    await expect
      .poll(async () => texts(await house.inPublic(eva)), { timeout: 20_000 })
      .toEqual(["Vous livrez à Lyon ?", "Oui, demain."]);
    house.metaApp.release();
    await settled();
    expect(texts(await house.inPublic(eva))).toHaveLength(2);
  });

  it("a picture goes with a comment", async () => {
    const id = await house.reply(zoe.person.userId, "La voici", {
      attachmentIds: [await house.upload("blue.png", "image/png")],
    });
    await expect.poll(async () => (await byId(house.inPublic(), id))?.delivery_state).toBe("sent");
    expect(house.page.world.files.get(house.page.world.comments.at(-1)?.photo ?? "")?.bytes.length).toBe(PNG.length);
    const refused = await house
      .reply(zoe.person.userId, "Deux", {
        attachmentIds: [await house.upload("1.png", "image/png"), await house.upload("2.png", "image/png")],
      })
      .catch((error: unknown) => String(error));
    expect(refused).toContain("attachment_not_accepted");
  });

  it("what the Page wrote elsewhere stands where the comment is that it answers", async () => {
    const written = newComment(house.page.world, post, "Par téléphone", {
      by: undefined,
      parent: comment,
      photo: undefined,
    });
    tellComment(house.page.world, written, "add");
    await expect
      .poll(async () => (await house.inPublic()).at(-1))
      .toMatchObject({ text: "Par téléphone", author_type: "app" });
    const alone = newComment(house.page.world, post, "À tous", { by: undefined, parent: undefined, photo: undefined });
    tellComment(house.page.world, alone, "add");
    zoe.comment(post, "Merci", { parent: comment });
    await expect.poll(async () => (await house.inPublic()).at(-1)?.text).toBe("Merci");
    expect(texts(await house.inPublic())).not.toContain("À tous");
  });

  it("I19 a comment is edited, hidden by the Page, and removed by its author", async () => {
    const other = max.comment(post, "Spam!");
    await expect.poll(async () => texts(await house.inPublic(max))).toContain("Spam!");
    max.editComment(other, "Spam!!");
    await expect.poll(async () => texts(await house.inPublic(max))).toContain("Spam!!");
    max.removeComment(other);
    await expect.poll(async () => (await house.inPublic(max)).at(-1)).toMatchObject({ deleted: true, text: "" });
  });

  it("a visitor's post and a mention are conversations of their own; somebody unnamed is one too", async () => {
    zoe.post("Bravo pour les lampes", { bytes: PNG, name: "home.png", type: "image/png" });
    await expect.poll(async () => (await house.inPublic()).at(-1)).toMatchObject({ text: "Bravo pour les lampes" });
    max.mention("Merci @Lamp Shop");
    await expect.poll(async () => texts(await house.inPublic(max))).toContain("Merci @Lamp Shop");
    const hidden = house.page.person({ firstName: "No", lastName: "Body" });
    hidden.person.isPrivate = true;
    const written = hidden.comment(post, "Who am I?");
    await expect.poll(async () => texts(await house.said(`anonymous:${written.id}`))).toEqual(["Who am I?"]);
  });
});

describe("W163 tending comments", () => {
  let comment: Comment;
  let id: string;
  const moderate = async (what: string, message = id) =>
    await house.call("POST", `/messages/${message}/moderation`, { do: what });
  const line = async () =>
    (await house.view(max.person.userId)).entries.flatMap((entry) => (entry.type === "audit" ? [entry.action] : []));

  it("W163 an agent likes, hides and shows a comment, each once there, with a line that says who", async () => {
    comment = max.comment(post, "Nice, but expensive");
    await expect.poll(async () => texts(await house.inPublic(max))).toContain("Nice, but expensive");
    id = (await house.inPublic(max)).find(({ text }) => text === "Nice, but expensive")?.id ?? "";
    const liked = await moderate("like");
    expect(liked).toMatchObject({ status: 200, body: { message: { liked: true, hidden: false } } });
    expect(comment.likedByPage).toBe(true);
    const calls = house.callsOf("likes").length;
    expect((await moderate("like")).status).toBe(200);
    expect(house.callsOf("likes")).toHaveLength(calls);
    expect((await moderate("hide")).body).toMatchObject({ message: { hidden: true } });
    expect(comment.hidden).toBe(true);
    await settled();
    expect((await moderate("unhide")).body).toMatchObject({ message: { hidden: false } });
    expect((await moderate("unlike")).body).toMatchObject({ message: { liked: false } });
    await expect
      .poll(line)
      .toEqual(expect.arrayContaining(["comment_liked", "comment_hidden", "comment_unhidden", "comment_unliked"]));
    expect((await line()).filter((action) => action === "comment_hidden")).toHaveLength(1);
  });

  it("W163 what Facebook refuses changes nothing here and is said", async () => {
    const refusal = new GraphRefusal({ code: 200, message: "Permissions error", status: 403 });
    house.metaApp.misbehave("likes", { type: "refused", refusal });
    const refused = await moderate("like");
    expect(refused.status).toBe(422);
    expect(codeOf(refused)).toBe("platform_refused");
    house.metaApp.misbehave("likes", { type: "html_502" });
    expect(codeOf(await moderate("like"))).toBe("platform_away");
    expect((await byId(house.inPublic(max), id))?.liked).toBe(false);
  });

  it("W163 who may not reply may not tend; a private message cannot be", async () => {
    const viewer = await house.app.person(house.app.organizationId, "agent", { [house.channel.id]: "viewer" });
    const as = { as: viewer, body: { do: "hide" } };
    expect((await house.app.call("POST", `/api/v1/messages/${id}/moderation`, as)).status).toBe(403);
    const stranger = await house.app.person(house.app.organizationId, "agent", {});
    expect((await house.app.call("POST", `/api/v1/messages/${id}/moderation`, { ...as, as: stranger })).status).toBe(
      404,
    );
    zoe.write("Bonjour");
    await expect.poll(async () => texts(await house.inPrivate())).toEqual(["Bonjour"]);
    const message = (await house.inPrivate())[0]?.id ?? "";
    expect((await moderate("hide", message)).status).toBe(400);
  });

  it("W163 a comment and the Page's own reply are deleted on the network", async () => {
    expect((await moderate("delete")).body).toMatchObject({ message: { deleted: true, removed: true, text: "" } });
    expect(comment.deleted).toBe(true);
    await settled();
    expect(await line()).toContain("comment_removed");
    expect((await line()).filter((action) => action === "message_deleted")).toHaveLength(1);
    const reply = await house.reply(zoe.person.userId, "À effacer");
    await expect.poll(async () => (await byId(house.inPublic(), reply))?.delivery_state).toBe("sent");
    expect((await moderate("like", reply)).status).toBe(400);
    expect((await moderate("delete", reply)).body).toMatchObject({ message: { deleted: true } });
  });
});

describe("W92 W93 private replies", () => {
  it("W92 W93 one for a comment, and what the person answers in Messenger goes on there", async () => {
    const eva = house.page.person({ firstName: "Eva", lastName: "Roy" });
    const comment = eva.comment(post, "Mon numéro de commande ?");
    await expect.poll(async () => texts(await house.inPublic(eva))).toHaveLength(1);
    const message = (await house.inPublic(eva))[0]?.id;
    const long = await house.call("POST", `/messages/${message}/private-reply`, {
      id: uuidV7(),
      text: "x".repeat(2001),
    });
    expect(codeOf(long)).toBe("text_too_long");
    const id = uuidV7();
    const answered = await house.call("POST", `/messages/${message}/private-reply`, { id, text: "C’est le 4711." });
    expect(answered).toMatchObject({ status: 201, body: { conversation: { visibility: "private" } } });
    await expect.poll(async () => (await byId(house.inPrivate(eva), id))?.delivery_state).toBe("delivered");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({ recipient: { comment_id: comment.id } });
    eva.write("Merci !");
    await expect.poll(async () => texts(await house.inPrivate(eva))).toEqual(["C’est le 4711.", "Merci !"]);
    const said = await house.inPrivate(eva);
    expect(new Set(said.map(({ conversation_id }) => conversation_id)).size).toBe(1);
    const views = [await house.view(eva.person.psid), await house.view(eva.person.userId)];
    expect(new Set(views.map(({ conversation }) => conversation.contact.id)).size).toBe(1);
    const linked = views
      .flatMap(({ entries }) => entries)
      .filter((entry): entry is MessageView => entry.type === "message" && entry.linked !== null);
    expect(linked).toHaveLength(2);
    const again = await house.call("POST", `/messages/${message}/private-reply`, { id: uuidV7(), text: "Encore" });
    expect(codeOf(again)).toBe("private_reply_used");
    const second = eva.comment(post, "Et la livraison ?");
    await expect.poll(async () => texts(await house.inPublic(eva))).toHaveLength(2);
    const next = (await house.inPublic(eva)).at(-1)?.id;
    const continued = await house.call("POST", `/messages/${next}/private-reply`, { id: uuidV7(), text: "Demain." });
    expect(continued.body).toMatchObject({ continued: true });
    expect(second.privateReply || house.callsOf("messages").length > 0).toBe(true);
  });

  it("W93 a comment that somebody answered in Business Suite already is refused there, with a reason", async () => {
    const tom = house.page.person({ firstName: "Tom", lastName: "Lee" });
    const comment = tom.comment(post, "Hi");
    comment.privateReply = true;
    await expect.poll(async () => texts(await house.inPublic(tom))).toHaveLength(1);
    const message = (await house.inPublic(tom))[0]?.id;
    const id = uuidV7();
    await house.call("POST", `/messages/${message}/private-reply`, { id, text: "Hello" });
    await expect
      .poll(
        async () =>
          ((await byId(house.inPublic(tom), id)) ?? (await byId(house.said(tom.person.userId), id)))?.delivery_error,
      )
      .toMatchObject({
        message: "This comment has had its private reply.",
      });
  });
});

const EARLY = "answers a comment that has not come yet";

/** Everything that was delivered has been worked on, but for what answers nothing of ours. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  await expect.poll(async () => (await waiting()).filter((reason) => reason !== EARLY)).toEqual([]);
}

/** Why deliveries wait that have not been worked on; null: for nothing in particular. */
async function waiting(): Promise<(string | null)[]> {
  const { system } = house.app.app.parts.database;
  const rows = await system.selectFrom("deliveries").select("reason").where("state", "<>", "done").execute();
  return rows.map(({ reason }) => reason);
}
