import { appendFile, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { type ContactId, contactDeletions, contactView, deletionPreview } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deletionDepsOf } from "../app.ts";
import { installFailpoints } from "../lib/failpoint.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { listen } from "../testing/permission/line.ts";
import type { TestPerson } from "../testing/test-app.ts";
import { type DeletionHouse, openDeletionHouse } from "./deletion.test-kit.ts";
import { applyLedger, workOnDeletions } from "./index.ts";

let test: DeletionHouse["test"];
let shop: DeletionHouse["shop"];
let boss: DeletionHouse["boss"];
let agent: DeletionHouse["agent"];
let system: DeletionHouse["system"];
let receive: DeletionHouse["receive"];
let write: DeletionHouse["write"];
let conversationOf: DeletionHouse["conversationOf"];
let remove: DeletionHouse["remove"];
let done: DeletionHouse["done"];
let placesOf: DeletionHouse["placesOf"];
let fullContact: DeletionHouse["fullContact"];

beforeAll(async () => {
  ({ test, shop, boss, agent, system, receive, write, conversationOf, remove, done, placesOf, fullContact } =
    await openDeletionHouse());
});
afterAll(async () => await test?.stop());

describe("deleting a contact", () => {
  it("W125 an Admin who sees every channel, with a hint of 3 to 100 characters; nobody else", async () => {
    const id = await write("guarded");
    const answerOf = async (as: TestPerson) =>
      contactView.parse((await test.call("GET", `/api/v1/contacts/${id}`, { as })).body).abilities.includes("delete");
    expect(await answerOf(boss)).toBe(true);
    expect(await answerOf(agent)).toBe(false);
    expect((await remove(id, agent)).status).toBe(403);
    // An Admin without any channel does not even see the contact; with some of them it is not enough.
    expect((await remove(id, test.admin)).status).toBe(404);
    const other = await test.apiChannel(test.organizationId);
    expect(await answerOf(boss)).toBe(false);
    expect((await remove(id)).status).toBe(403);
    await system().updateTable("channels").set({ deleted_at: new Date() }).where("id", "=", other).execute();
    for (const hint of ["", "  ab ", "x".repeat(101)]) expect((await remove(id, boss, hint)).status).toBe(400);
    expect((await remove(uuidV7() as ContactId)).status).toBe(404);
    const preview = await test.call("GET", `/api/v1/contacts/${id}/deletion`, { as: boss });
    expect(deletionPreview.parse(preview.body)).toEqual({ conversations: 1, linked: [] });
    expect((await test.call("GET", `/api/v1/contacts/${id}`, { as: boss })).status).toBe(200);
  });

  it("W126 nothing of it is left in any table, nor its files; numbers stay; asked twice it is one", async () => {
    const word = `canary${uuidV7().slice(-12)}`;
    const { id, conversationId, file } = await fullContact(word);
    // The proof would be none if the word were not there before.
    expect((await placesOf(word)).length).toBeGreaterThan(8);
    const opened = await test.app.parts.files.open(file);
    expect(opened).toBeDefined();
    opened?.stream.destroy();
    const [one, two] = await Promise.all([remove(id), remove(id)]);
    expect([one.status, two.status]).toEqual([204, 204]);
    await done();
    expect(await placesOf(word)).toEqual([]);
    expect(await test.app.parts.files.open(file)).toBeUndefined();
    for (const path of [`conversations/${conversationId}`, `contacts/${id}`])
      expect((await test.call("GET", `/api/v1/${path}`, { as: boss })).status, path).toBe(404);
    const events = await system()
      .selectFrom("event_log")
      .select("type")
      .where("conversation_id", "=", conversationId)
      .execute();
    expect(events.map(({ type }) => type)).toContain("message.received");
    const log = contactDeletions.parse((await test.call("GET", "/api/v1/contact-deletions", { as: boss })).body);
    expect(log.items.filter((line) => line.hint === "case 4711")).toHaveLength(1);
  });

  it("W126 files that lie in drafts and in replies that were to leave later go with it at once", async () => {
    const id = await write("filed");
    const path = `/api/v1/conversations/${await conversationOf(id)}`;
    const upload = async (name: string) => {
      const headers = { "content-type": "text/plain" };
      const answer = await test.call("POST", `/api/v1/files?name=${name}.txt`, { as: agent, raw: name, headers });
      return (answer.body as { id: string }).id;
    };
    const [drafted, later] = [await upload("drafted"), await upload("later")];
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const scheduled = { id: uuidV7(), text: "Later", replyToId: null, attachmentIds: [later], at };
    const draft = { text: "Soon", kind: "reply", replyToId: null, attachmentIds: [drafted] };
    expect((await test.call("POST", `${path}/scheduled-messages`, { as: agent, body: scheduled })).status).toBe(201);
    expect((await test.call("PUT", `${path}/draft`, { as: agent, body: draft })).status).toBeLessThan(300);
    const rows = await system()
      .selectFrom("attachments")
      .select("file")
      .where("id", "in", [drafted, later] as never)
      .execute();
    const keys = rows.flatMap(({ file }) => file ?? []);
    expect(keys).toHaveLength(2);
    await remove(id);
    await done();
    for (const key of keys) expect(await test.app.parts.files.open(key)).toBeUndefined();
    const left = system().selectFrom("attachments").select("id").where("file", "in", keys);
    expect(await left.execute()).toEqual([]);
  });

  it("W126 whoever writes again is somebody new, and what was delivered before brings nothing back", async () => {
    const id = await write("returning", { externalId: "once", text: "before" });
    await remove(id);
    // Between the request and the job, too.
    const fresh = await write("returning", { externalId: "anew", text: "after" });
    expect(fresh).not.toBe(id);
    await done();
    await write("returning", { externalId: "once", text: "before" });
    const texts = await system()
      .selectFrom("messages")
      .select("text")
      .where("external_id", "in", ["once", "anew"])
      .execute();
    expect(texts).toEqual([{ text: "after" }]);
  });

  it("W127 the log tells hint, platform, date and Admin, newest first, and is searched", async () => {
    const id = await write("logged");
    await remove(id, boss, "Letter of 12 March");
    const answer = await test.call("GET", "/api/v1/contact-deletions?search=MARCH", { as: boss });
    expect(contactDeletions.parse(answer.body).items).toMatchObject([
      { hint: "Letter of 12 March", platforms: ["api"], by: "Test Person" },
    ]);
    const settings = (await test.call("GET", "/api/v1/settings-changes", { as: boss })).body;
    expect(JSON.stringify(settings)).toContain("contact.deleted");
    expect(JSON.stringify(settings)).not.toContain("12 March");
    await done();
  });

  it("W126 the live feed tells whoever has it open, and the counters move by it", async () => {
    const id = await write("open elsewhere");
    const conversationId = await conversationOf(id);
    const line = await listen(test.base, agent, BigInt(test.app.parts.feed.position()));
    await remove(id);
    for (
      const end = Date.now() + 10_000;
      !line.frames.some((frame) => frame.includes("contact_deleted"));
      await wait(30)
    )
      if (Date.now() > end) throw new Error("The live feed said nothing.");
    const gone = line.frames.map((frame) => JSON.parse(frame)).find((frame) => frame.type === "conversation_gone");
    expect(gone).toMatchObject({ conversationId, channelId: shop, statusBefore: "new", statusAfter: null });
    line.socket.close();
    await done();
    const counted = await system()
      .selectFrom("queue_counts")
      .select("count")
      .where("channel_id", "=", shop)
      .where("status", "=", "new")
      .executeTakeFirst();
    const there = await system()
      .selectFrom("conversations")
      .select("id")
      .where("channel_id", "=", shop)
      .where("status", "=", "new")
      .execute();
    expect(counted?.count).toBe(there.length);
  });

  it("W126 killed after any step it goes on and ends the same", async () => {
    for (let killAt = 1; killAt <= 7; killAt += 1) {
      const word = `killed${killAt}x${uuidV7().slice(-8)}`;
      const { id } = await fullContact(word);
      let step = 0;
      let killed = false;
      const remove_ = installFailpoints((name) => {
        if (name !== "erase.between_steps" || killed) return undefined;
        step += 1;
        if (step < killAt) return undefined;
        killed = true;
        return Promise.reject(new Error("killed"));
      });
      await remove(id);
      try {
        await done();
      } finally {
        remove_();
      }
      expect(await placesOf(word), `killed at step ${killAt}`).toEqual([]);
    }
  }, 120_000);

  it("W126 messages that come while it runs are kept by somebody new or go with the old, and none is left between", async () => {
    const id = await write("busy");
    const writing = (async () => {
      for (let n = 0; n < 20; n += 1) await receive("busy", { text: `busy ${n}` });
    })();
    await remove(id);
    await writing;
    await done();
    const orphans = await sql`
      select 1 from conversations c where not exists (
        select 1 from contacts p where p.organization_id = c.organization_id and p.id = c.contact_id)`.execute(
      system(),
    );
    expect(orphans.rows).toEqual([]);
    expect(await system().selectFrom("conversations").select("id").where("contact_id", "=", id).execute()).toEqual([]);
    const deleted = await sql`select 1 from identities where deleted_at is not null`.execute(system());
    expect(deleted.rows).toEqual([]);
  });

  it("W126 after a restore it is done again by the ledger, which holds ids alone", async () => {
    const deps = deletionDepsOf(test.app.parts);
    const id = await write("restored person");
    await remove(id, boss, "to be restored");
    await done();
    const ledger = await readFile(deps.ledger, "utf8");
    expect(ledger).toContain(id);
    for (const word of ["restored person", "to be restored"]) expect(ledger).not.toContain(word);
    // As a restore of an older backup leaves it: the contact is there, and nothing is known of the deletion.
    await system().deleteFrom("contact_deletions").where("contact_id", "=", id).execute();
    const again = await write("brought back");
    const line = {
      organizationId: test.organizationId,
      deletionId: uuidV7(),
      contactId: again,
      by: boss.id,
      at: new Date().toISOString(),
    };
    // A line that a crash cut off harms none of the others.
    await appendFile(deps.ledger, `{"organizationId": "cut off\n${JSON.stringify(line)}\n`);
    expect(await applyLedger(deps)).toBe(1);
    expect(await applyLedger(deps)).toBe(0);
    await workOnDeletions(deps);
    await done();
    expect(await placesOf("brought back")).toEqual([]);
    const log = contactDeletions.parse((await test.call("GET", "/api/v1/contact-deletions", { as: boss })).body);
    expect(log.items.find((item) => item.id === line.deletionId)).toMatchObject({ hint: null, by: "Test Person" });
  });
});
