import type { AttachmentId, ConversationId, MaskingRules, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failpointNames, installFailpoints } from "../../lib/failpoint.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { codeOf, conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations.test-kit.ts";
import { recordNews } from "../index.ts";
import { sendMessage } from "../send-message.ts";
import { viewConversation } from "../view-conversation.ts";
import { maskMessage } from "./mask-message.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const SECRET = "my secret is Rosebud";
const ana = () => world.ctx(world.ana);
const words = { attachments: false };
let people = 0;

async function start(
  over: Parameters<typeof buildMessage>[1] = {},
): Promise<{ id: ConversationId; message: MessageId }> {
  people += 1;
  const from = `masked-${people}`;
  await world.receive(buildMessage(world, { from, text: SECRET, ...over }));
  const id = await conversationOf(world, from);
  return { id, message: await newestOf(id) };
}

async function newestOf(id: ConversationId): Promise<MessageId> {
  const { entries } = await viewConversation(ana(), id);
  const found = entries.findLast((entry) => entry.type === "message");
  if (found?.type !== "message") throw new Error("no message");
  return found.id;
}

async function setRules(rules: Partial<MaskingRules>): Promise<void> {
  const whole = { manual: true, automatic: false, patterns: [], ...rules };
  await world.database.system
    .updateTable("organizations")
    .set({ masking: JSON.stringify(whole) })
    .execute();
}

/** Every table that has a column of text in it: where is this word? */
async function tablesWith(word: string): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(
    world.database.system,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await sql`select from ${sql.table(name)} as t where t::text like ${`%${word}%`} limit 1`.execute(
      world.database.system,
    );
    if (rows.rows.length > 0) found.push(name);
  }
  return found;
}

describe("masking by hand", () => {
  it("W128 a Supervisor masks: one asterisk for every character, in thread, row, quotes and every table", async () => {
    const word = "Rosebud7";
    const { id, message } = await start({
      text: `${word} 😀\nline`,
      subject: `About ${word}`,
      html: `<p>${word}</p>`,
      context: { subject: `About ${word}`, messageId: "<a@b>" },
    });
    await sendMessage(ana(), id, { ...plain(), replyToId: message, text: "thank you" }, "Ana Wong");
    expect(await tablesWith(word)).toEqual(["conversations", "message_html", "messages"]);
    const masked = await maskMessage(ana(), message, words);
    expect(masked.message).toMatchObject({
      text: "*".repeat(15),
      subject: "*".repeat(14),
      masked: true,
      hasHtml: false,
    });
    const { entries, conversation } = await viewConversation(ana(), id);
    expect(entries.find((entry) => entry.type === "message" && entry.kind === "outbound")).toMatchObject({
      replyTo: { id: message, excerpt: "*".repeat(15) },
    });
    expect(conversation.subject).toBe("*".repeat(14));
    expect(await tablesWith(word)).toEqual([]);
    const kept = await world.database.system
      .selectFrom("messages")
      .select("context")
      .where("id", "=", message)
      .executeTakeFirstOrThrow();
    expect(kept.context).toEqual({ subject: "*".repeat(14), messageId: "<a@b>" });
  });

  it("W128 W169 the audit trail says that it was masked, by whom and when; a repeat adds nothing", async () => {
    const { id, message } = await start();
    await maskMessage(ana(), message, words);
    await maskMessage(ana(), message, words);
    const { entries, conversation } = await viewConversation(world.ctx(world.viewer), id);
    const lines = entries.filter((entry) => entry.type === "audit");
    expect(lines).toMatchObject([
      { action: "message_masked", actor: { type: "user", id: world.ana, name: "Ana Wong" } },
    ]);
    expect(conversation.lastMessage?.text).toBe("*".repeat(SECRET.length));
    expect(new Date(lines[0]?.at ?? 0).getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it("W128 nobody below Supervisor masks, nor anybody while it is switched off, nor what a colleague wrote", async () => {
    const { id, message } = await start();
    expect(await codeOf(maskMessage(world.ctx(world.kai), message, words))).toBe("not_allowed");
    expect(await codeOf(maskMessage(world.ctx(world.viewer), message, words))).toBe("not_allowed");
    expect(await codeOf(maskMessage(ana(), newMessageId(), words))).toBe("not_found");
    await setRules({ manual: false });
    expect(await codeOf(maskMessage(ana(), message, words))).toBe("masking_off");
    await setRules({});
    const sent = await sendMessage(ana(), id, { ...plain(), text: "ours" }, "Ana Wong");
    expect(await codeOf(maskMessage(ana(), sent.message.id, words))).toBe("invalid_input");
    expect(await tablesWith("Rosebud")).not.toEqual([]);
  });

  it("W128 attachments go with it, or later; the row says so", async () => {
    const { id, message } = await start();
    const file = async () =>
      await world.database.system
        .insertInto("attachments")
        .values({
          ...{ organization_id: world.organizationId, id: uuidV7() as AttachmentId, message_id: message, kind: "file" },
          ...{ name: "passport.pdf", type: "application/pdf", state: "stored", file: uuidV7(), created_at: new Date() },
        })
        .execute();
    await file();
    expect((await maskMessage(ana(), message, words)).message.attachments).toHaveLength(1);
    expect((await maskMessage(ana(), message, { attachments: true })).message.attachments).toEqual([]);
    const left = await world.database.system
      .selectFrom("attachments")
      .select("id")
      .where("message_id", "=", message)
      .execute();
    expect(left).toEqual([]);
    const { entries } = await viewConversation(ana(), id);
    expect(entries.filter((entry) => entry.type === "audit")).toHaveLength(2);
  });

  it("W128 I19 what the platform edits afterwards does not come back; what it deletes is deleted", async () => {
    const { message } = await start({ externalId: "edited-later" });
    await maskMessage(ana(), message, words);
    const tell = (news: Parameters<typeof recordNews>[4]) =>
      world.database.withClient(world.organizationId, (client) =>
        recordNews(client, world.organizationId, world.channelId, { externalIds: ["edited-later"] }, news, new Date()),
      );
    await tell({ kind: "edited", text: "Rosebud again", at: Date.now() });
    const read = async () =>
      await world.database.system
        .selectFrom("messages")
        .selectAll()
        .where("id", "=", message)
        .executeTakeFirstOrThrow();
    expect((await read()).text).toBe("*".repeat(SECRET.length));
    await tell({ kind: "deleted", at: Date.now() });
    expect(await read()).toMatchObject({ text: "" });
  });

  it("W128 I12 a colleague answers it at the same instant: the reply leaves whole, and shows the asterisks it answers", async () => {
    const { id, message } = await start();
    const body = { ...plain(), replyToId: message, text: "an answer that must not be lost" };
    await Promise.all([
      maskMessage(ana(), message, words),
      sendMessage(world.ctx(world.kai), id, body, "Kai Wong"),
      maskMessage(ana(), message, words),
    ]);
    const { entries } = await viewConversation(ana(), id);
    expect(entries.find((entry) => entry.id === body.id)).toMatchObject({
      text: body.text,
      replyTo: { excerpt: "*".repeat(SECRET.length) },
    });
    expect(entries.filter((entry) => entry.type === "audit" && entry.action === "message_masked")).toHaveLength(1);
    const seqs = entries.map((entry) => entry.seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  });

  it("W128 I4 it dies half-way: nothing was masked, and nothing says so", async () => {
    expect(failpointNames).toContain("masking.before_commit");
    const { id, message } = await start();
    const remove = installFailpoints((name) =>
      name === "masking.before_commit" ? Promise.reject(new Error("pulled the plug")) : undefined,
    );
    await expect(maskMessage(ana(), message, words)).rejects.toThrow("pulled the plug");
    remove();
    const { entries } = await viewConversation(ana(), id);
    expect(entries).toMatchObject([{ text: SECRET, masked: false }]);
    expect((await maskMessage(ana(), message, words)).message.masked).toBe(true);
  });
});

function plain() {
  return {
    ...{ id: newMessageId(), kind: "reply" as const, attachmentIds: [], replyToId: null as MessageId | null },
    ...{ mentions: [], afterwards: "stay" as const },
  };
}
