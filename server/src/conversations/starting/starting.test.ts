import type { StartConversationBody } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { conversationsOf } from "../conversations.look.test-kit.ts";
import { newMessageId } from "../conversations.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { setStatus } from "../set-status.ts";
import { buildTimeWorld, type TimeWorld } from "../time/time.test-kit.ts";
import { viewConversation } from "../view-conversation.ts";
import { startConversation } from "./start-conversation.ts";

let world: TimeWorld;
let people = 0;
let address = "";
beforeAll(async () => {
  world = await buildTimeWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  people += 1;
  address = `person-${people}`;
  await setPlatform("api");
});

const kai = () => world.ctx(world.kai);
const ana = () => world.ctx(world.ana);
const setPlatform = async (platform: "api" | "email" | "messenger") =>
  await world.database.system.updateTable("channels").set({ platform }).where("id", "=", world.channelId).execute();
const bodyOf = (more: Partial<StartConversationBody> = {}): StartConversationBody => ({
  ...{ channelId: world.channelId, address, name: "", subject: "" },
  message: { id: newMessageId(), text: "Your order is ready", attachmentIds: [] },
  ...more,
});
const start = async (more: Partial<StartConversationBody> = {}) =>
  await startConversation(kai(), bodyOf(more), "Kai Wong");
const statuses = async () => (await conversationsOf(world, address)).map((row) => row.status);
const problem = (path: string, what: string) => ({ code: "invalid_input", fields: [{ path, problem: what }] });

describe("W100 an agent writes first", () => {
  it("W100 makes the contact and a conversation that is Pending and theirs, and sends", async () => {
    const { conversation, message, continued } = await start({ name: "Petra Lang" });
    expect(continued).toBe(false);
    expect(conversation).toMatchObject({
      ...{ status: "pending", waitingSince: null, assignee: { id: world.kai }, boomerang: null },
      ...{ contact: { name: "Petra Lang" }, lastMessage: { kind: "outbound", text: "Your order is ready" } },
    });
    expect(message).toMatchObject({ kind: "outbound", delivery: { state: "queued" } });
    const [line] = await world.auditOf(conversation.id);
    expect(line).toMatchObject({ action: "started", actor: { id: world.kai }, seq: 1 });
    expect(message.seq).toBe(2);
  });

  it("W100 T4 the contact's answer comes to that conversation, New and still theirs", async () => {
    const { conversation } = await start();
    await world.write(address, "Thank you");
    expect(await statuses()).toEqual(["new"]);
    expect(await world.rowOf(conversation.id)).toMatchObject({ status: "new", assignee: { id: world.kai } });
  });

  it("W100 goes on in the contact's open conversation, with its status and its lock", async () => {
    await world.write(address, "Hello");
    const [open] = await conversationsOf(world, address);
    const went = await start();
    expect(went).toMatchObject({ continued: true, conversation: { id: open?.id, status: "pending" } });
    await world.write(address, "And now?");
    await openConversation(ana(), went.conversation.id, true);
    await expect(start()).rejects.toMatchObject({ code: "lock_required" });
    expect(await statuses()).toEqual(["new"]);
  });

  it("W100 T5 begins another one after Resolved, for the same contact", async () => {
    const first = await start({ name: "Petra" });
    await setStatus(kai(), first.conversation.id, { status: "resolved" });
    const second = await start({ name: "Somebody else" });
    expect(second.conversation.id).not.toBe(first.conversation.id);
    expect(second.conversation.contact).toMatchObject({ id: first.conversation.contact.id, name: "Petra" });
  });

  it("W100 I11 a repeat of the same id is the same message", async () => {
    const body = bodyOf();
    const one = await startConversation(kai(), body, "Kai Wong");
    const two = await startConversation(kai(), body, "Kai Wong");
    expect(two).toEqual(one);
    await expect(startConversation(ana(), body, "Ana Wong")).rejects.toMatchObject({ code: "already_exists" });
    expect((await viewConversation(kai(), one.conversation.id)).entries).toHaveLength(2);
  });

  it("I7 I12 two who write to the same new contact at once are in one conversation, and no contact is left over", async () => {
    const { system } = world.database;
    const count = async () => (await system.selectFrom("contacts").select("id").execute()).length;
    for (let round = 0; round < 8; round += 1) {
      people += 1;
      address = `person-${people}`;
      const before = await count();
      const ends = await Promise.allSettled([
        startConversation(kai(), bodyOf(), "Kai Wong"),
        startConversation(ana(), bodyOf(), "Ana Wong"),
        world.write(address, "Me first"),
      ]);
      expect(await count()).toBe(before + 1);
      expect(await conversationsOf(world, address)).toHaveLength(1);
      for (const end of ends)
        if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "changed_meanwhile" });
    }
  });

  it("W100 asks what the platform asks for: a subject, an address of its kind, and whether it can at all", async () => {
    await setPlatform("email");
    await expect(start({ address: "no address", subject: "Order" })).rejects.toMatchObject(
      problem("address", "no address"),
    );
    address = `person-${people}@example.org`;
    await expect(start()).rejects.toMatchObject(problem("subject", "empty"));
    const mail = await start({ address: ` Person-${people}@Example.org `, subject: "Your order" });
    expect(mail.conversation).toMatchObject({ subject: "Your order", contact: { name: address, handle: address } });
    await setPlatform("messenger");
    await expect(start({ address: "x" })).rejects.toMatchObject(problem("channelId", "cannot start"));
  });

  it("W100 I22 nobody writes where they may not reply, nor on a channel they do not see; refused, nothing is left", async () => {
    const attempt = (actor: typeof world.kai, more: Partial<StartConversationBody> = {}) =>
      startConversation(world.ctx(actor), bodyOf(more), "Somebody");
    await expect(attempt(world.viewer)).rejects.toMatchObject({ code: "not_allowed" });
    const channelId = newMessageId() as unknown as StartConversationBody["channelId"];
    await expect(attempt(world.kai, { channelId })).rejects.toMatchObject({ code: "not_found" });
    const message = { id: newMessageId(), text: "a".repeat(10_001), attachmentIds: [] };
    await expect(attempt(world.kai, { message })).rejects.toMatchObject({ code: "text_too_long" });
    expect(await conversationsOf(world, address)).toEqual([]);
    const known = await world.database.system
      .selectFrom("identities")
      .select("id")
      .where("external_id", "=", address)
      .execute();
    expect(known).toEqual([]);
  });
});
