import { afterAll, beforeAll, expect, test } from "vitest";
import { agentWrites, conversationOf } from "./agent.test-kit.ts";
import { openMessengerWorld, type TestChannel, type World } from "./messenger.test-kit.ts";
import { openVisitor } from "./visitor.test-kit.ts";

let world: World;
let shop: TestChannel;
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
  const masking = { manual: true, automatic: true, patterns: [] };
  await world.database.system
    .updateTable("organizations")
    .set({ masking: JSON.stringify(masking) })
    .execute();
});
afterAll(() => world.close());

test("W129 a visitor's own messenger shows the masked number too, under the same id, and the raw delivery is gone", async () => {
  const visitor = await openVisitor(world, shop);
  const { id } = await visitor.write("my card: 4111 1111 1111 1111");
  await world.settled();
  const conversation = await conversationOf(world, id);
  await agentWrites(world, conversation.id, { text: "We never ask for it." });
  const { messages } = await visitor.messages();
  expect(messages.find((message: { id: string }) => message.id === id)).toMatchObject({
    text: "my card: XXXX XXXX XXXX 1111",
  });
  const left = await world.database.system.selectFrom("deliveries").select("body").execute();
  expect(left.map(({ body }) => body?.toString() ?? "").join()).not.toContain("4111");
});
