import { afterAll, beforeAll, expect, it } from "vitest";
import { installFailpoints } from "../lib/failpoint.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "./conversations.test-kit.ts";
import { sendMessage } from "./send-message.ts";
import { viewConversation } from "./view-conversation.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ["contacts", "identities", "conversations", "messages", "outbox", "event_inbox"] as const) {
    const found = await world.database.system
      .selectFrom(table)
      .select((query) => query.fn.countAll<string>().as("count"))
      .executeTakeFirstOrThrow();
    counts[table] = Number(found.count);
  }
  return counts;
}

it("I4 a message that dies inside its transaction leaves nothing behind: no contact, conversation, message, event", async () => {
  const before = await countRows();
  const remove = installFailpoints((name) =>
    name === "inbound.inside_message_transaction" ? Promise.reject(new Error("killed")) : undefined,
  );
  await expect(world.receive(buildMessage(world, { from: "unlucky" }))).rejects.toThrow("killed");
  remove();
  expect(await countRows()).toEqual(before);
  await world.receive(buildMessage(world, { from: "unlucky" }));
  expect(await countRows()).not.toEqual(before);
});

it("I4 a reply that dies before its commit leaves no message, no outbox row, no event, and can be sent again", async () => {
  const [row] = await world.database.system.selectFrom("conversations").select("id").execute();
  if (row === undefined) throw new Error("missing");
  const before = await countRows();
  const body = {
    id: newMessageId(),
    kind: "reply",
    text: "hello",
    attachmentIds: [],
    replyToId: null,
    mentions: [],
    afterwards: "stay",
  } as const;
  const remove = installFailpoints((name) =>
    name === "outbound.before_commit" ? Promise.reject(new Error("killed")) : undefined,
  );
  await expect(
    sendMessage(world.ctx(world.kai), row.id, { ...body, attachmentIds: [], mentions: [] }, "Kai Wong"),
  ).rejects.toThrow("killed");
  remove();
  expect(await countRows()).toEqual(before);
  await sendMessage(world.ctx(world.kai), row.id, { ...body, attachmentIds: [], mentions: [] }, "Kai Wong");
  const view = await viewConversation(world.ctx(world.kai), row.id);
  expect(view.entries.filter((entry) => entry.type === "message" && entry.text === "hello")).toHaveLength(1);
});
