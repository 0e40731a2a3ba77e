import { afterAll, beforeAll, expect, it } from "vitest";
import { conversationOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld, newMessageId, type World } from "../conversations/conversations.test-kit.ts";
import { sendSystemMessage } from "../conversations/index.ts";
import { sendMessage } from "../conversations/send-message.ts";
import { loadOutboundRow } from "./outbound-row.sql.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

it("I18 what no person wrote goes out marked as automatic, so that no machine answers it; a reply does not", async () => {
  await world.receive(buildMessage(world, { from: "somebody" }));
  const id = await conversationOf(world, "somebody");
  const said = await sendSystemMessage(world.ctx(world.kai), id, "We come soon.", false);
  const reply = newMessageId();
  await sendMessage(
    world.ctx(world.kai),
    id,
    {
      ...{ id: reply, kind: "reply", text: "Here I am", attachmentIds: [], mentions: [], replyToId: null },
      afterwards: "stay",
    },
    "Kai",
  );
  const automatic = async (messageId: typeof reply) =>
    (await loadOutboundRow(world.database.of(world.organizationId), world.organizationId, messageId))?.automatic;
  expect([await automatic(said), await automatic(reply)]).toEqual([true, false]);
});
