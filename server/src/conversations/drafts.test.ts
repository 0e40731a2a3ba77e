import type { ConversationId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "../db/index.ts";
import { findRowFor } from "./conversations.sql.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import { findDraft, listDrafts, putDraft } from "./drafts.sql.ts";
import { viewConversation } from "./view-conversation.ts";

const DAY = 86_400_000;
const draft = { text: "Where was I?", kind: "reply", replyToId: null, attachmentIds: [] } as const;

let world: World;
let id: ConversationId;
beforeAll(async () => {
  world = await buildWorld();
  await world.receive(buildMessage(world, { from: "drafted" }));
  ({ id } = await world.database.system.selectFrom("conversations").select("id").executeTakeFirstOrThrow());
});
afterAll(async () => await world.close());

it.each([
  [6, true],
  [8, false],
])("W97 %i days after it was written a draft is there: %s", async (days, there) => {
  const written = world.ctx(world.kai);
  await putDraft(written, id, { ...draft, attachmentIds: [] });
  const later: Ctx = { ...written, now: () => new Date(written.now().getTime() + days * DAY) };
  expect((await findDraft(later, id))?.text).toBe(there ? draft.text : undefined);
  expect(await listDrafts(later)).toEqual(there ? [id] : []);
  expect((await findRowFor(later, world.kai, id))?.hasDraft).toBe(there);
  expect((await viewConversation(later, id)).draft?.text).toBe(there ? draft.text : undefined);
});

it("W97 a draft that is written on lives on from then", async () => {
  const written = world.ctx(world.kai);
  const after = (days: number): Ctx => ({ ...written, now: () => new Date(written.now().getTime() + days * DAY) });
  await putDraft(written, id, { ...draft, attachmentIds: [] });
  await putDraft(after(6), id, { ...draft, text: "Here.", attachmentIds: [] });
  expect((await findDraft(after(12), id))?.text).toBe("Here.");
  expect(await findDraft(after(14), id)).toBeNull();
});
