import { type ConversationId, contactChange, contactView, type IdentityId, mutedContacts } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { installFailpoints } from "../../lib/failpoint.ts";
import type { TestPerson } from "../../testing/test-app.ts";
import { type MutingHouse, openMutingHouse } from "./muting.test-kit.ts";

let test: MutingHouse["test"];
let shop: MutingHouse["shop"];
let press: MutingHouse["press"];
let agent: MutingHouse["agent"];
let viewer: MutingHouse["viewer"];
let outsider: MutingHouse["outsider"];
let write: MutingHouse["write"];
let conversationsOf: MutingHouse["conversationsOf"];
let contactOf: MutingHouse["contactOf"];
let view: MutingHouse["view"];
let allow: MutingHouse["allow"];
let statusesOf: MutingHouse["statusesOf"];
let mute: MutingHouse["mute"];
let actionsIn: MutingHouse["actionsIn"];
let newOf: MutingHouse["newOf"];

beforeAll(async () => {
  ({
    test,
    shop,
    press,
    agent,
    viewer,
    outsider,
    write,
    conversationsOf,
    contactOf,
    view,
    allow,
    statusesOf,
    mute,
    actionsIn,
    newOf,
  } = await openMutingHouse());
});
afterAll(async () => await test?.stop());
beforeEach(async () => await allow({ mutingContacts: true, mutingPosts: true }));

const log = async (query = "", as = test.admin) =>
  mutedContacts.parse((await test.call("GET", `/api/v1/muted-contacts${query}`, { as })).body);

describe("muted contacts", () => {
  it("W120 only while an Admin allows it, by those who may reply, on a channel they see", async () => {
    await write("switch");
    const id = await contactOf("switch");
    await allow({ mutingContacts: false });
    expect((await mute("switch")).status).toBe(403);
    const off = contactView.parse((await test.call("GET", `/api/v1/contacts/${id}`, { as: agent })).body);
    expect(off.identities).toMatchObject([{ muted: false, mayMute: false }]);
    await allow({ mutingContacts: true });
    expect((await mute("switch", "PUT", viewer)).status).toBe(403);
    expect((await mute("switch", "PUT", outsider)).status).toBe(404);
    // Known, but not on that channel; and a channel one does not see.
    expect((await mute("switch", "PUT", agent, press)).status).toBe(404);
    expect((await mute("switch", "PUT", viewer, press)).status).toBe(404);
    const done = contactView.parse((await mute("switch")).body);
    expect(done.identities).toMatchObject([{ muted: true, mayMute: true }]);
    const seen = contactView.parse((await test.call("GET", `/api/v1/contacts/${id}`, { as: viewer })).body);
    expect(seen.identities).toMatchObject([{ muted: true, mayMute: false }]);
  });

  it("W121 T12 what is open stays; what comes later is resolved at once, is kept, and never counts as New", async () => {
    await write("noisy", { text: "first" });
    const before = await newOf(shop);
    expect((await mute("noisy")).status).toBe(200);
    expect(await statusesOf("noisy")).toEqual(["new"]);
    await write("noisy", { text: "still in hand" });
    expect(await statusesOf("noisy")).toEqual(["new"]);
    const [first] = await conversationsOf("noisy");
    expect(await actionsIn(first?.id)).toEqual(["contact_muted by user"]);
    await test.call("PUT", `/api/v1/conversations/${first?.id}/status`, { as: agent, body: { status: "resolved" } });
    await write("noisy", { text: "later" });
    await write("noisy", { text: "later still" });
    expect(await statusesOf("noisy")).toEqual(["resolved", "resolved", "resolved"]);
    const later = (await conversationsOf("noisy")).at(-1);
    expect(later).toMatchObject({ assignee_id: null, waiting_since: null });
    const { entries } = await view(later?.id);
    expect(entries.at(-2)).toMatchObject({ type: "message", text: "later still" });
    expect(entries.at(-1)).toMatchObject({
      type: "audit",
      action: "resolved_muted_contact",
      actor: { type: "system" },
    });
    expect(await newOf(shop)).toBe(before - 1);
    // No event ever said New of it: nothing rings, nothing is pushed.
    const told = await test.app.parts.database.system
      .selectFrom("event_log")
      .select(["type", "data"])
      .where("conversation_id", "=", later?.id as ConversationId)
      .orderBy("position")
      .execute();
    expect(told.map((event) => event.type)).toEqual([
      "conversation.created",
      "conversation.status_changed",
      "message.received",
    ]);
    for (const event of told) expect(event.data).toMatchObject({ status: "resolved" });
  });

  it("W121 T12 what was Pending is resolved by the next message: unassigned, without boomerang, with the cause", async () => {
    await write("pending");
    const [one] = await conversationsOf("pending");
    const path = `/api/v1/conversations/${one?.id}`;
    await test.call("PUT", `${path}/assignee`, { as: agent, body: { userId: agent.id } });
    const body = { status: "pending", boomerang: { inMinutes: 60, note: "look again" } };
    expect((await test.call("PUT", `${path}/status`, { as: agent, body })).status).toBe(200);
    await mute("pending");
    const before = await newOf(shop);
    await write("pending");
    expect(await conversationsOf("pending")).toMatchObject([
      { status: "resolved", assignee_id: null, boomerang_at: null, waiting_since: null },
    ]);
    expect((await actionsIn(one?.id)).slice(-3)).toEqual([
      "contact_muted by user",
      "boomerang_cancelled by contact",
      "resolved_muted_contact by system",
    ]);
    expect(await newOf(shop)).toBe(before);
  });

  it("W121 only on that channel: the same name elsewhere is answered as always", async () => {
    await write("twofold");
    await write("twofold", { on: press });
    await mute("twofold");
    const [here] = await conversationsOf("twofold");
    await test.call("PUT", `/api/v1/conversations/${here?.id}/status`, { as: agent, body: { status: "resolved" } });
    await write("twofold");
    await write("twofold", { on: press });
    expect((await statusesOf("twofold")).sort()).toEqual(["new", "resolved", "resolved"]);
  });

  it("W122 the log names who, where, by whom and when, is searched, leads to the history, and unmutes", async () => {
    await write("logged", { party: { externalId: "logged", displayName: "Lena Log", handle: "@lena" } });
    await mute("logged");
    // An Admin who does not see the channel learns that somebody is muted there, and not who.
    const blind = (await log()).items.find((line) => line.channelId === shop);
    expect(blind).toMatchObject({
      name: null,
      handle: null,
      contactId: null,
      conversationId: null,
      channelName: "Shop",
    });
    expect((await log("?search=lena")).items).toEqual([]);
    const seeing = await test.person(test.organizationId, "admin", { [shop]: "viewer" });
    const { items } = await log("?search=LENA", seeing);
    const [one] = await conversationsOf("logged");
    expect(items).toMatchObject([
      {
        id: one?.identity_id as IdentityId,
        name: "Lena Log",
        handle: "@lena",
        platform: "api",
        mutedBy: "Test Person",
        conversationId: one?.id as ConversationId,
      },
    ]);
    // Whoever may mute there may take an unmuting back; only looking on is not enough, nor is it while muting is off.
    const replying = await test.person(test.organizationId, "admin", { [shop]: "contributor" });
    const mayMute = async (as: TestPerson) => (await log("?search=lena", as)).items.map((line) => line.mayMute);
    expect([await mayMute(seeing), await mayMute(replying), blind?.mayMute]).toEqual([[false], [true], false]);
    await test.call("PATCH", "/api/v1/organization", { as: test.admin, body: { mutingContacts: false } });
    expect(await mayMute(replying)).toEqual([false]);
    await test.call("PATCH", "/api/v1/organization", { as: test.admin, body: { mutingContacts: true } });
    const page = await log("?limit=1", seeing);
    expect(page.items).toHaveLength(1);
    const next = await log(`?limit=100&after=${page.next}`, seeing);
    expect(next.items.map((line) => line.id)).not.toContain(page.items[0]?.id);
    expect((await test.call("GET", "/api/v1/muted-contacts?after=x", { as: seeing })).status).toBe(400);
    // By words it is found as before.
    const found = await test.call("GET", `/api/v1/contacts/${one?.contact_id}`, { as: agent });
    expect(found.body).toMatchObject({ history: [{ conversationId: one?.id }] });
    const gone = await test.call("DELETE", `/api/v1/muted-contacts/${one?.identity_id}`, { as: test.admin });
    expect(gone.status).toBe(204);
    expect((await log("?search=lena", seeing)).items).toEqual([]);
    expect((await test.call("DELETE", `/api/v1/muted-contacts/${one?.identity_id}`, { as: test.admin })).status).toBe(
      404,
    );
    expect(await actionsIn(one?.id)).toEqual(["contact_muted by user", "contact_unmuted by user"]);
    const changes = await test.call("GET", `/api/v1/contacts/${one?.contact_id}/changes`, { as: agent });
    expect(z.object({ items: z.array(contactChange) }).parse(changes.body).items).toMatchObject([
      { what: "muted", before: "yes", after: "no", channelId: shop },
      { what: "muted", before: "no", after: "yes", channelId: shop },
    ]);
    const settings = await test.call("GET", "/api/v1/settings-changes", { as: test.admin });
    expect((settings.body as { items: unknown[] }).items[0]).toMatchObject({
      action: "contact.unmuted",
      subject: "Shop",
    });
    await test.call("PUT", `/api/v1/conversations/${one?.id}/status`, { as: agent, body: { status: "resolved" } });
    await write("logged");
    expect(await statusesOf("logged")).toEqual(["resolved", "new"]);
  });

  it("W123 switched off it waits without effect, switched on it counts again", async () => {
    await write("waits");
    await mute("waits");
    const [one] = await conversationsOf("waits");
    const resolve = (id: ConversationId | undefined) =>
      test.call("PUT", `/api/v1/conversations/${id}/status`, { as: agent, body: { status: "resolved" } });
    await resolve(one?.id);
    await allow({ mutingContacts: false });
    await write("waits");
    expect(await statusesOf("waits")).toEqual(["resolved", "new"]);
    expect((await log()).items.map((line) => line.id)).toContain(one?.identity_id);
    await allow({ mutingContacts: true });
    await resolve((await conversationsOf("waits")).at(-1)?.id);
    await write("waits");
    expect(await statusesOf("waits")).toEqual(["resolved", "resolved", "resolved"]);
  });

  it("W120 of two who mute at once one does it, and it is told once", async () => {
    await write("twice");
    const answers = await Promise.all([mute("twice"), mute("twice"), mute("twice", "PUT")]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const [one] = await conversationsOf("twice");
    expect(await actionsIn(one?.id)).toEqual(["contact_muted by user"]);
  });

  it("W121 a message at the same instant comes before the mute or after it, whole, and nothing is lost", async () => {
    await write("race");
    const [one] = await conversationsOf("race");
    await test.call("PUT", `/api/v1/conversations/${one?.id}/status`, { as: agent, body: { status: "resolved" } });
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      const remove = installFailpoints((name) => {
        if (name !== "mute.before_commit") return undefined;
        remove();
        resolve();
        return held;
      });
    });
    const muting = mute("race");
    await reached;
    // The mute is written and not yet committed: this one is still from somebody whom nobody muted.
    await write("race", { text: "before" });
    letGo();
    expect((await muting).status).toBe(200);
    expect(await statusesOf("race")).toEqual(["resolved", "new"]);
    await write("race", { text: "in hand" });
    expect(await statusesOf("race")).toEqual(["resolved", "new"]);
    const texts = (await view((await conversationsOf("race")).at(-1)?.id)).entries.flatMap((entry) =>
      entry.type === "message" ? [entry.text] : [],
    );
    expect(texts.slice(-2)).toEqual(["before", "in hand"]);
  });
});
