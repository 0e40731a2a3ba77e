import type { BulkActionView, ConversationId, MessageView, TagId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { openConversation } from "../conversations/hold-conversation.ts";
import { deleteLabel } from "../conversations/labels/change-label.ts";
import { labelsIn } from "../conversations/labels/labels.test-kit.ts";
import { changeTags } from "../conversations/tags/change-tags.ts";
import { viewConversation } from "../conversations/view-conversation.ts";
import { bulkIn, newBulkId } from "./bulk.test-kit.ts";
import { getBulkAction, undoBulkAction } from "./create-bulk-action.ts";

let world: World;
const labels = labelsIn(() => world);
const bulk = bulkIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const takeOff = (...remove: TagId[]) => ({ type: "tags" as const, add: [], remove });
const tagsOf = async (from: string) => (await conversationsOf(world, from)).at(-1)?.tag_ids;

async function messagesOf(id: ConversationId): Promise<MessageView[]> {
  const { entries } = await viewConversation(world.ctx(world.kai), id);
  return entries.flatMap((entry) => (entry.type === "message" ? [entry] : []));
}

async function undo(action: BulkActionView): Promise<BulkActionView> {
  const { id } = await undoBulkAction(world.ctx(world.kai), action.id, newBulkId());
  await bulk.work();
  return await getBulkAction(world.ctx(world.kai), id);
}

describe("tags taken off in bulk", () => {
  it("W106 W108 off every message of each that has them, others stay; undo puts them where they stood; no line tells of it", async () => {
    const [gone, stays] = [await labels.tag(), await labels.tag()];
    const [a, b] = [await labels.start("tags-a"), await labels.start("tags-b")];
    await world.receive(buildMessage(world, { from: "tags-a" }));
    const [first, second] = await messagesOf(a);
    if (first === undefined || second === undefined) throw new Error("two messages");
    await changeTags(world.ctx(world.kai), first.id, { add: [gone, stays], remove: [] });
    await changeTags(world.ctx(world.kai), second.id, { add: [gone], remove: [] });
    const action = await bulk.all(world.kai, takeOff(gone), [a, b]);
    expect(action).toMatchObject({ type: "tags", done: 1, skippedBy: [{ reason: "already", count: 1 }] });
    expect((await messagesOf(a)).map((message) => message.tagIds)).toEqual([[stays], []]);
    expect(await tagsOf("tags-a")).toEqual([stays]);
    expect(await bulk.all(world.kai, takeOff(gone), [a])).toMatchObject({ done: 0, skipped: 1 });
    await undo(action);
    expect((await messagesOf(a)).map((message) => message.tagIds)).toEqual([[stays, gone], [gone]]);
    expect(await labels.auditOf(a)).toEqual([]);
  });

  it("W106 one is taken off and another put on in one act, and both are taken back together", async () => {
    const [off, on] = [await labels.tag(), await labels.tag()];
    const id = await labels.start("tags-both");
    await bulk.all(world.kai, { type: "tags", add: [off], remove: [] }, [id]);
    const action = await bulk.all(world.kai, { type: "tags", add: [on], remove: [off] }, [id]);
    expect(action).toMatchObject({ done: 1 });
    expect(await tagsOf("tags-both")).toEqual([on]);
    await undo(action);
    expect(await tagsOf("tags-both")).toEqual([off]);
  });

  it("who holds it does not matter, as with one; a Viewer's does nothing, and a wish with nothing in it is refused", async () => {
    const tag = await labels.tag();
    const id = await labels.start("tags-held");
    await bulk.all(world.kai, { type: "tags", add: [tag], remove: [] }, [id]);
    await openConversation(world.ctx(world.ana), id, false);
    const viewers = await bulk.all(world.viewer, takeOff(tag), [id]);
    expect(viewers).toMatchObject({ done: 0, skippedBy: [{ reason: "viewer", count: 1 }] });
    expect(await bulk.all(world.kai, takeOff(tag), [id])).toMatchObject({ done: 1 });
    expect(await codeOf(bulk.begin(world.kai, takeOff(), { ids: [id] }))).toBe("invalid_input");
  });

  it("W107 a tag that was deleted can still be taken off, and does not come back", async () => {
    const tag = await labels.tag();
    const id = await labels.start("tags-deleted");
    await bulk.all(world.kai, { type: "tags", add: [tag], remove: [] }, [id]);
    await deleteLabel(labels.admin(), "tag", tag);
    const action = await bulk.all(world.kai, takeOff(tag), [id]);
    expect(action).toMatchObject({ done: 1 });
    const undone = await undo(action);
    expect([...(await bulk.skippedOf(world.kai, undone.id))]).toEqual([[id, "label_deleted"]]);
  });
});
