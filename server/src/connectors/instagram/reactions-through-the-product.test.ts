import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Acts } from "../../../../simulator/src/instagram/person-acts.ts";
import { type InstagramHouse, openInstagramHouse, texts } from "./instagram.test-kit.ts";

let house: InstagramHouse;
let zoe: Acts;
let max: Acts;
beforeAll(async () => {
  house = await openInstagramHouse("instagram");
  ({ zoe, max } = house);
});
afterAll(async () => await house?.stop());

/** Somebody writes and is answered; answers what the account has said there. */
async function answered(who: Acts, words: string) {
  who.write(words);
  await expect.poll(async () => texts(await house.inPrivate(who))).toContain(words);
  const id = await house.reply(who.person.igsid, `Answer: ${words}`);
  await expect.poll(async () => (await house.inPrivate(who)).find((one) => one.id === id)?.delivery_state).toBe("sent");
  const said = house.account.world.messages.findLast(({ mine, person }) => !mine && person === who.person);
  if (said === undefined) throw new Error("Nothing was sent.");
  return said;
}
async function resolve(who: Acts): Promise<string> {
  const id = (await house.inPrivate(who)).at(-1)?.conversation_id ?? "";
  expect((await house.call("PUT", `/conversations/${id}/status`, { status: "resolved" })).status).toBe(200);
  return id;
}
const conversations = async (who: Acts) => [
  ...new Set((await house.inPrivate(who)).map(({ conversation_id }) => conversation_id)),
];
const marksUnder = async (who: Acts, mid: string) =>
  (await house.inPrivate(who)).find(({ external_id }) => external_id === mid)?.reactions;
async function settled(): Promise<void> {
  const { system } = house.app.app.parts.database;
  await expect
    .poll(async () =>
      (await system.selectFrom("deliveries").select("state").execute()).every(({ state }) => state === "done"),
    )
    .toBe(true);
}

describe("W153 a reaction alone", () => {
  it("opens a conversation where there is none, is delivered often and counts once, and its window is that of what was written", async () => {
    const ours = await answered(zoe, "Is it here?");
    await resolve(zoe);
    zoe.react(ours, "❤️");
    await expect.poll(async () => (await conversations(zoe)).length).toBe(2);
    const notices = house.metaApp.told().slice(-1);
    const url = house.metaApp.webhooks.get("instagram")?.url ?? "";
    await house.metaApp.redeliver(notices, { times: 5, url });
    await settled();
    const view = await house.view(zoe.person.igsid);
    expect(view.conversation).toMatchObject({
      ...{ status: "new", waitingSince: null, lastMessage: { about: "reaction", text: "❤️" } },
      lastInboundAt: expect.any(String),
    });
    const own = view.entries.flatMap((entry) =>
      entry.type === "message" && entry.conversationId === view.conversation.id ? [entry] : [],
    );
    expect(own).toEqual([expect.objectContaining({ about: "reaction", replyTo: expect.anything() })]);
    expect(own[0]?.replyTo?.excerpt).toBe("Answer: Is it here?");
  });

  it("is answered within that window, and an answer to it names no message that Instagram does not know", async () => {
    const event = (await house.inPrivate(zoe)).at(-1);
    const id = await house.reply(zoe.person.igsid, "Glad to hear!", { replyToId: event?.id });
    await expect
      .poll(async () => (await house.inPrivate(zoe)).find((one) => one.id === id)?.delivery_state)
      .toBe("sent");
    expect(house.callsOf("messages").at(-1)?.fields).not.toHaveProperty("reply_to");
  });

  it("stands in the open one as an event beside its mark; taken back, the mark goes and nothing is opened", async () => {
    const ours = await answered(max, "Bonjour");
    const before = (await house.inPrivate(max)).length;
    max.react(ours, "😮");
    await expect.poll(async () => (await house.inPrivate(max)).length).toBe(before + 1);
    await resolve(max);
    max.react(ours, undefined);
    await expect.poll(() => marksUnder(max, ours.mid)).toMatchObject({ [max.person.igsid]: { emoji: [] } });
    max.react(ours, "👍");
    await expect.poll(() => marksUnder(max, ours.mid)).toMatchObject({ [max.person.igsid]: { emoji: ["👍"] } });
    await settled();
    expect(await conversations(max)).toHaveLength(1);
  });

  it("of the account itself is none, nor under what its author wrote", async () => {
    const lea = house.account.person({ username: "lea", name: "Léa" });
    const theirs = lea.write("Salut");
    await expect.poll(async () => texts(await house.inPrivate(lea))).toEqual(["Salut"]);
    house.account.reactInApp(theirs, "👍");
    lea.react(theirs, "❤️");
    await expect
      .poll(async () => Object.keys((await marksUnder(lea, theirs.mid)) ?? {}).sort())
      .toEqual([house.account.world.id, lea.person.igsid].sort());
    await settled();
    expect(texts(await house.inPrivate(lea))).toEqual(["Salut"]);
  });

  it("opens nothing where the channel's option is off, which stands in the log of settings; the mark stays", async () => {
    const path = `/channels/${house.channel.id}`;
    const settings = house.settings({ token: null, appSecret: null, reactionsOpen: false });
    expect((await house.call("PATCH", path, { settings })).status).toBe(200);
    const ours = await answered(max, "Encore moi");
    await resolve(max);
    const before = await conversations(max);
    max.react(ours, "❤️");
    await expect.poll(() => marksUnder(max, ours.mid)).toMatchObject({ [max.person.igsid]: { emoji: ["❤️"] } });
    expect(await conversations(max)).toEqual(before);
    const log = JSON.stringify((await house.call("GET", "/settings-changes")).body);
    expect(log).toContain('"reactionsOpen":false');
  });

  it("S29 who may not administer channels cannot switch it", async () => {
    const path = `/api/v1/channels/${house.channel.id}`;
    const answer = await house.app.call("PATCH", path, { body: { settings: house.settings({ reactionsOpen: true }) } });
    expect(answer.status).toBe(401);
  });
});
