import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Acts } from "../../../../simulator/src/x/acts.ts";
import { tellPost } from "../../../../simulator/src/x/tell.ts";
import type { Post } from "../../../../simulator/src/x/wire.ts";
import { byId, codeOf, openXHouse, PNG, texts, type XHouse } from "./x.test-kit.ts";

let house: XHouse;
let zoe: Acts;
let max: Acts;
beforeAll(async () => {
  house = await openXHouse();
  ({ zoe, max } = house);
});
afterAll(async () => await house?.stop());

const lastOf = async (who: Acts) => (await house.inPublic(who)).at(-1);

describe("what everybody reads", () => {
  let question: Post;

  it("W154 a post that names the account is a public conversation under its author's name", async () => {
    question = zoe.post("@lampshop Is the blue one < 50 € & in stock? https://shop.example.com/blue");
    await expect
      .poll(async () => texts(await house.inPublic(zoe)))
      .toEqual(["@lampshop Is the blue one < 50 € & in stock? https://shop.example.com/blue"]);
    expect(await lastOf(zoe)).toMatchObject({
      author: "Zoé Martin",
      thread_key: question.id,
      external_id: question.id,
    });
    // Longer than a number of JavaScript can hold.
    expect(BigInt(question.id)).toBeGreaterThan(2n ** 53n);
  });

  it("W154 a reply is a post under it, and comes back as itself", async () => {
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "It is, see https://shop.example.com/blue");
    await expect.poll(async () => (await byId(house.inPublic(zoe), id))?.delivery_state).toBe("sent");
    const answer = house.simulator.world.posts.at(-1);
    expect(answer).toMatchObject({ text: "It is, see https://shop.example.com/blue", answers: question });
    expect((await byId(house.inPublic(zoe), id))?.external_id).toBe(answer?.id);
    await house.settled();
    expect(await house.inPublic(zoe)).toHaveLength(2);
  });

  it("W154 whoever goes on under our answer stays in the same thread; somebody else has a conversation of their own", async () => {
    const answer = house.simulator.world.posts.at(-1);
    if (answer === undefined) throw new Error("There is no answer.");
    zoe.post("Merci !", { answers: answer });
    await expect.poll(async () => texts(await house.inPublic(zoe))).toHaveLength(3);
    expect(new Set((await house.inPublic(zoe)).map((one) => one.conversation_id)).size).toBe(1);
    max.post("And the red one?", { answers: answer });
    await expect.poll(async () => (await lastOf(max))?.text).toBe("And the red one?");
    expect(await lastOf(max)).toMatchObject({ thread_key: question.id });
    expect((await lastOf(max))?.conversation_id).not.toBe((await lastOf(zoe))?.conversation_id);
  });

  it("W87 W154 an answer to the account's own post stands under that post, which X is asked for", async () => {
    const published = house.simulator.publish(house.account, "Our lamps, made in Lyon");
    const eva = house.simulator.person("Eva Roy", "evaroy");
    eva.post("Which wood is it?", { answers: published });
    await expect.poll(async () => (await lastOf(eva))?.text).toBe("Which wood is it?");
    const id = (await lastOf(eva))?.conversation_id ?? "";
    await expect.poll(async () => (await house.view(id)).post?.text).toBe("Our lamps, made in Lyon");
    expect((await house.view(id)).post?.url).toBe(`https://x.com/lampshop/status/${published.id}`);
  });

  it("W87 a post that quotes one stands under the quoted one", async () => {
    const published = house.simulator.publish(house.account, "Summer sale");
    const tom = house.simulator.person("Tom Lee", "tomlee");
    tom.post("Finally!", { quotes: published });
    await expect.poll(async () => (await lastOf(tom))?.text).toBe("Finally!");
    expect((await house.view((await lastOf(tom))?.conversation_id ?? "")).post?.text).toBe("Summer sale");
  });

  it("I6 I10 an answer whose outcome X never told is settled by what comes back", async () => {
    house.simulator.world.misbehave("POST /2/tweets", { type: "done_but_silent" });
    const id = await house.reply((await lastOf(zoe))?.conversation_id, "It leaves today, see lumen.com & more.");
    await expect.poll(async () => (await byId(house.inPublic(zoe), id))?.delivery_state).toBe("sent");
    await house.settled();
    expect(
      texts(await house.inPublic(zoe)).filter((text) => text === "It leaves today, see lumen.com & more."),
    ).toHaveLength(1);
    expect(house.callsOf("POST /2/tweets")).toHaveLength(2);
  });

  it("what the account wrote elsewhere stands where the post is that it answers; its own posts are nobody's", async () => {
    house.simulator.publish(house.account, "By telephone", question);
    await expect.poll(async () => await lastOf(zoe)).toMatchObject({ text: "By telephone", author_type: "app" });
    house.simulator.publish(house.account, "To all");
    zoe.post("Danke", { answers: question });
    await expect.poll(async () => (await lastOf(zoe))?.text).toBe("Danke");
    expect(texts(await house.inPublic(zoe))).not.toContain("To all");
  });

  it("a like stands under the answer, and the account's own like is not one", async () => {
    const answer = house.simulator.world.posts.find(({ text }) => text === "It leaves today, see lumen.com & more.");
    if (answer === undefined) throw new Error("There is no answer.");
    zoe.like(answer);
    await expect
      .poll(async () => (await house.inPublic(zoe)).find((one) => one.external_id === answer.id)?.reactions)
      .toMatchObject({ [zoe.person.id]: { emoji: ["❤️"] } });
  });

  it("pictures come in and go out, each with what X allows", async () => {
    zoe.post("@lampshop broken, look", { file: { bytes: PNG, type: "image/png", name: "p.png" } });
    await expect.poll(async () => await lastOf(zoe)).toMatchObject({ text: "@lampshop broken, look" });
    await expect.poll(async () => (await lastOf(zoe))?.files?.[0]).toContain("image/png stored");
    const conversation = (await lastOf(zoe))?.conversation_id;
    const images = [await house.upload("1.png", "image/png", PNG), await house.upload("2.png", "image/png", PNG)];
    const id = await house.reply(conversation, "Like these?", { attachmentIds: images });
    await expect.poll(async () => (await byId(house.inPublic(zoe), id))?.delivery_state).toBe("sent");
    const { files = [] } = house.simulator.world.posts.at(-1) ?? {};
    expect(files.map((file) => house.simulator.world.files.get(file)?.bytes.length)).toEqual([PNG.length, PNG.length]);
    const five = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => await house.upload(`${n}.png`, "image/png", PNG)),
    );
    await expect(house.reply(conversation, "Five", { attachmentIds: five })).rejects.toThrow("attachment_not_accepted");
  });
});

describe("W155 long answers", () => {
  it("W155 leave in numbered posts, one under the other, and stay one message", async () => {
    const conversation = (await lastOf(zoe))?.conversation_id;
    const text = Array.from({ length: 60 }, (_, n) => `Sentence ${n} of it.`).join(" ");
    const before = house.simulator.world.posts.length;
    const id = await house.reply(conversation, text);
    await expect.poll(async () => (await byId(house.inPublic(zoe), id))?.delivery_state).toBe("sent");
    const posts = house.simulator.world.posts.slice(before);
    expect(posts.length).toBeGreaterThan(3);
    expect(posts.map((one) => one.text.split(" ")[0])).toEqual(posts.map((_, n) => `${n + 1}/${posts.length}`));
    expect(posts.map((one) => one.text.replace(/^\S+ /, "")).join(" ")).toBe(text);
    for (const [n, one] of posts.entries()) if (n > 0) expect(one.answers).toBe(posts[n - 1]);
    await house.settled();
    const said = await house.inPublic(zoe);
    expect(said.filter(({ kind, text: words }) => kind === "outbound" && words.includes("Sentence"))).toHaveLength(1);
    expect((await byId(house.inPublic(zoe), id))?.external_id).toBe(posts.at(-1)?.id);
    // An answer to any of them goes on in the same conversation.
    zoe.post("That is a lot", { answers: posts[1] as Post });
    await expect
      .poll(async () => await lastOf(zoe))
      .toMatchObject({ text: "That is a lot", conversation_id: conversation });
  });

  it("W155 I10 one whose last post comes back before its answer is the same message, and all its posts are known", async () => {
    const conversation = (await lastOf(zoe))?.conversation_id;
    const text = Array.from({ length: 20 }, (_, n) => `Number ${n} of the late.`).join(" ");
    for (const ms of [0, 1500]) house.simulator.world.misbehave("POST /2/tweets", { type: "slow", ms });
    const id = await house.reply(conversation, text);
    await expect.poll(async () => (await byId(house.inPublic(zoe), id))?.delivery_state).toBe("sent");
    const [first, last] = house.simulator.world.posts.slice(-2);
    expect((await byId(house.inPublic(zoe), id))?.external_id).toBe(last?.id);
    expect(last?.text).toMatch(/^2\/2 /);
    zoe.post("So late?", { answers: first as Post });
    await expect.poll(async () => await lastOf(zoe)).toMatchObject({ text: "So late?", conversation_id: conversation });
    tellPost(house.simulator.world, first as Post);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await house.settled();
    expect(texts(await house.inPublic(zoe)).filter((one) => one.includes("of the late"))).toEqual([text]);
  });

  it("W155 I10 one whose answer was lost in between goes on with the rest, and no post is written twice", async () => {
    const conversation = (await lastOf(max))?.conversation_id;
    const text = Array.from({ length: 40 }, (_, n) => `Word ${n} again.`).join(" ");
    const before = house.simulator.world.posts.length;
    house.simulator.world.misbehave("POST /2/tweets", { type: "done_but_silent" });
    const id = await house.reply(conversation, text);
    await expect.poll(async () => (await byId(house.inPublic(max), id))?.delivery_state).toBe("uncertain");
    await house.askNow();
    await expect.poll(async () => (await byId(house.inPublic(max), id))?.delivery_state).toBe("sent");
    const posts = house.simulator.world.posts.slice(before);
    expect(posts.map((one) => one.text.replace(/^\S+ /, "")).join(" ")).toBe(text);
  });

  it("W155 off: what does not fit into one post is refused where it was written", async () => {
    await house.change({ autoSplit: false });
    const conversation = (await lastOf(zoe))?.conversation_id;
    await expect(house.reply(conversation, "x".repeat(281))).rejects.toThrow("text_too_long");
    await expect(house.reply(conversation, "語".repeat(141))).rejects.toThrow("text_too_long");
    const id = await house.reply(conversation, `${"x".repeat(256)} https://shop.example.com/${"y".repeat(200)}`);
    await expect.poll(async () => (await byId(house.inPublic(zoe), id))?.delivery_state).toBe("sent");
    await house.change({ autoSplit: true });
  });
});

describe("W156 who is addressed", () => {
  it("W156 on: everybody who is named; off: the author alone", async () => {
    zoe.post("@lampshop @maxw have the same lamp, both broken");
    await expect.poll(async () => (await lastOf(zoe))?.text).toContain("both broken");
    const conversation = (await lastOf(zoe))?.conversation_id;
    const all = await house.reply(conversation, "We send you new ones.");
    await expect.poll(async () => (await byId(house.inPublic(zoe), all))?.delivery_state).toBe("sent");
    expect(house.simulator.world.posts.at(-1)?.named.map(({ handle }) => handle)).toEqual(["zoem", "maxw"]);
    await house.change({ includeAllMentioned: false });
    const one = await house.reply(conversation, "They leave today.");
    await expect.poll(async () => (await byId(house.inPublic(zoe), one))?.delivery_state).toBe("sent");
    expect(house.simulator.world.posts.at(-1)?.named.map(({ handle }) => handle)).toEqual(["zoem"]);
    await house.change({ includeAllMentioned: true });
  });
});

describe("W154 searches", () => {
  it("W154 what matches a query comes in once, also where it names the account", async () => {
    const ida = house.simulator.person("Ida Sol", "idasol");
    ida.post("My lamp shop lamp glows green");
    ida.post("@lampshop my lamp shop lamp glows again");
    max.post("nothing of this");
    await house.change({ searchQueries: ['"lamp shop" lamp'] });
    await expect
      .poll(async () => texts(await house.inPublic(ida)).toSorted())
      .toEqual(["@lampshop my lamp shop lamp glows again", "My lamp shop lamp glows green"]);
    ida.post("and the lamp shop lamp is fine now");
    await house.change({ searchQueries: ['"lamp shop" lamp', "unheard of"] });
    await expect.poll(async () => await house.inPublic(ida)).toHaveLength(3);
    await house.settled();
    expect(await house.inPublic(ida)).toHaveLength(3);
    const asked = house.callsOf("GET /2/tweets/search/recent").length;
    expect(asked).toBeGreaterThanOrEqual(3);
  });
});

describe("W163 tending posts", () => {
  const moderate = async (id: string | undefined, what: string) =>
    await house.call("POST", `/messages/${id}/moderation`, { do: what });

  it("W163 a post is liked and no longer liked, hidden where the thread is the account's", async () => {
    const published = house.simulator.publish(house.account, "Ask us anything");
    const under = max.post("Spam!", { answers: published });
    await expect.poll(async () => (await lastOf(max))?.text).toBe("Spam!");
    const id = (await lastOf(max))?.id;
    expect((await moderate(id, "like")).body).toMatchObject({ message: { liked: true } });
    expect(under.likedBy.has(house.account.person.id)).toBe(true);
    expect((await moderate(id, "unlike")).body).toMatchObject({ message: { liked: false } });
    expect((await moderate(id, "repost")).body).toMatchObject({ message: { reposted: true, liked: false } });
    expect(under.repostedBy.has(house.account.person.id)).toBe(true);
    expect((await moderate(id, "unrepost")).body).toMatchObject({ message: { reposted: false } });
    expect(under.repostedBy.size).toBe(0);
    expect((await moderate(id, "hide")).body).toMatchObject({ message: { hidden: true } });
    expect(under.hidden).toBe(true);
    expect((await moderate(id, "unhide")).body).toMatchObject({ message: { hidden: false } });
    expect((await moderate(id, "delete")).status).toBe(400);
    const elsewhere = (await house.inPublic(zoe)).find(({ kind }) => kind === "inbound")?.id;
    const refused = await moderate(elsewhere, "hide");
    expect([refused.status, codeOf(refused)]).toEqual([422, "platform_refused"]);
  });

  it("I10 a post that is edited on X, where it gets another id, is the same message with other words", async () => {
    const ida = house.simulator.person("Ida Holm", "idaholm");
    const first = ida.post("@lampshop Is the gren one there?");
    await expect.poll(async () => texts(await house.inPublic(ida))).toEqual(["@lampshop Is the gren one there?"]);
    const second = ida.edit(first, "@lampshop Is the green one there?");
    await expect.poll(async () => texts(await house.inPublic(ida))).toEqual(["@lampshop Is the green one there?"]);
    expect(second.id).not.toBe(first.id);
    // Only another version names the account.
    const late = ida.edit(ida.post("Where is it?"), "@lampshop Where is it?");
    ida.edit(late, "@lampshop Where is it now?");
    await house.settled();
    expect(texts(await house.inPublic(ida)).slice(1)).toEqual(["@lampshop Where is it now?"]);
  });

  it("W163 the account's own answer is deleted there, and here it says so", async () => {
    const id = await house.reply((await lastOf(max))?.conversation_id, "To be deleted");
    await expect.poll(async () => (await byId(house.inPublic(max), id))?.delivery_state).toBe("sent");
    expect((await moderate(id, "like")).status).toBe(400);
    expect((await moderate(id, "delete")).body).toMatchObject({ message: { deleted: true } });
    expect(house.simulator.world.posts.find(({ text }) => text === "To be deleted")?.deleted).toBe(true);
    await house.settled();
    expect((await house.inPublic(max)).filter(({ deleted }) => deleted)).toHaveLength(1);
  });
});
