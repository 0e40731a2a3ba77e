import { type ConversationId, mutedPosts, postOfConversation } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TestPerson } from "../../testing/test-app.ts";
import { type MutingHouse, openMutingHouse, type Written } from "./muting.test-kit.ts";

let test: MutingHouse["test"];
let shop: MutingHouse["shop"];
let agent: MutingHouse["agent"];
let viewer: MutingHouse["viewer"];
let outsider: MutingHouse["outsider"];
let write: MutingHouse["write"];
let conversationsOf: MutingHouse["conversationsOf"];
let allow: MutingHouse["allow"];
let statusesOf: MutingHouse["statusesOf"];
let mute: MutingHouse["mute"];
let actionsIn: MutingHouse["actionsIn"];
let newOf: MutingHouse["newOf"];

beforeAll(async () => {
  ({ test, shop, agent, viewer, outsider, write, conversationsOf, allow, statusesOf, mute, actionsIn, newOf } =
    await openMutingHouse());
});
afterAll(async () => await test?.stop());
beforeEach(async () => await allow({ mutingContacts: true, mutingPosts: true }));

describe("muted posts", () => {
  const comment = (from: string, post: string, over: Written = {}) =>
    write(from, { visibility: "public", threadKey: post, subject: `Our post ${post}`, ...over });
  const postOf = async (id: ConversationId | undefined, method = "GET", as = agent) =>
    await test.call(method, `/api/v1/conversations/${id}/post${method === "GET" ? "" : "/mute"}`, { as });

  it("W124 T13 every later comment under it is resolved at once, whoever writes; private messages are not", async () => {
    await comment("ann", "p1", { text: "nice" });
    const [one] = await conversationsOf("ann");
    expect(postOfConversation.parse((await postOf(one?.id)).body)).toEqual({
      post: { text: "Our post p1", muted: false, mayMute: true },
    });
    expect((await postOf(one?.id, "PUT", viewer)).status).toBe(403);
    expect((await postOf(one?.id, "PUT", outsider)).status).toBe(404);
    expect((await postOf(one?.id, "PUT")).body).toMatchObject({ post: { muted: true } });
    expect((await postOf(one?.id, "PUT")).status).toBe(200);
    const before = await newOf(shop);
    await comment("bob", "p1");
    await comment("bob", "p1");
    await comment("ann", "p1");
    await comment("ann", "p2");
    await write("bob");
    expect(await statusesOf("bob")).toEqual(["resolved", "resolved", "new"]);
    expect(await statusesOf("ann")).toEqual(["new", "new"]);
    expect(await newOf(shop)).toBe(before + 2);
    const [first] = await conversationsOf("bob");
    expect(await actionsIn(first?.id)).toEqual(["resolved_muted_post by system"]);
    expect(await actionsIn(one?.id)).toEqual(["post_muted by user"]);
  });

  it("W124 its own switch; the log names the post, the channel, who and when, and unmutes", async () => {
    await comment("cid", "p3");
    const [one] = await conversationsOf("cid");
    await allow({ mutingPosts: false });
    expect((await postOf(one?.id, "PUT")).status).toBe(403);
    expect((await mute("cid")).status).toBe(200);
    await mute("cid", "DELETE");
    await allow({ mutingPosts: true });
    await postOf(one?.id, "PUT");
    const seeing = await test.person(test.organizationId, "admin", { [shop]: "viewer" });
    const list = async (as: TestPerson, query = "") =>
      mutedPosts.parse((await test.call("GET", `/api/v1/muted-posts${query}`, { as })).body).items;
    expect((await list(test.admin))[0]).toMatchObject({ text: null, conversationId: null });
    expect(await list(test.admin, "?search=p3")).toEqual([]);
    const [line] = await list(seeing, "?search=post p3");
    expect(line).toMatchObject({
      ...{ text: "Our post p3", channelName: "Shop", platform: "api" },
      ...{ mutedBy: "Test Person", conversationId: one?.id as ConversationId },
    });
    const replying = await test.person(test.organizationId, "admin", { [shop]: "contributor" });
    expect([line?.mayMute, (await list(replying, "?search=post p3"))[0]?.mayMute]).toEqual([false, true]);
    await allow({ mutingPosts: false });
    expect((await list(replying, "?search=post p3"))[0]?.mayMute).toBe(false);
    await comment("dora", "p3");
    expect(await statusesOf("dora")).toEqual(["new"]);
    expect((await list(seeing)).map((item) => item.id)).toContain(line?.id);
    expect((await test.call("DELETE", `/api/v1/muted-posts/${line?.id}`, { as: test.admin })).status).toBe(204);
    expect((await test.call("DELETE", `/api/v1/muted-posts/${line?.id}`, { as: test.admin })).status).toBe(404);
    await allow({ mutingPosts: true });
    await comment("emil", "p3");
    expect(await statusesOf("emil")).toEqual(["new"]);
    expect(await actionsIn(one?.id)).toEqual([
      ...["contact_muted by user", "contact_unmuted by user"],
      ...["post_muted by user", "post_unmuted by user"],
    ]);
  });

  it("W124 a private conversation stands under no post", async () => {
    await write("alone");
    const [one] = await conversationsOf("alone");
    expect((await postOf(one?.id)).body).toEqual({ post: null });
    expect((await postOf(one?.id, "PUT")).status).toBe(404);
  });
});
