import type { BulkSelection, ConversationId, ResolutionReasonId, TopicId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, conversationOf, conversationsOf } from "../conversations/conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { openConversation } from "../conversations/hold-conversation.ts";
import { listBulkAssignees } from "../conversations/in-bulk/list-bulk-assignees.ts";
import { labelsIn } from "../conversations/labels/labels.test-kit.ts";
import { setStatus } from "../conversations/set-status.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { addReason } from "../organizations/resolution-reasons/change-reasons.ts";
import { bulkIn, newBulkId } from "./bulk.test-kit.ts";
import { chooseConversations, createBulkAction, getBulkAction, undoBulkAction } from "./create-bulk-action.ts";
import { listSkipped } from "./list-bulk-actions.ts";

let world: World;
const labels = labelsIn(() => world);
const bulk = bulkIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const RESOLVE = { type: "resolve", topicId: null } as const;
const start = labels.start;
const statusOf = async (from: string) => (await conversationsOf(world, from)).map((row) => row.status);

async function setting(table: "organizations" | "channels", set: object): Promise<void> {
  const id = table === "organizations" ? world.organizationId : world.channelId;
  await world.database.system
    .updateTable(table)
    .set(set)
    .where("id", "=", id as never)
    .execute();
}

async function undo(who: UserId, action: { id: ReturnType<typeof newBulkId> }) {
  const { id } = await undoBulkAction(world.ctx(who), action.id, newBulkId());
  await bulk.work();
  return await getBulkAction(world.ctx(who), id);
}

describe("to whom it may be given", () => {
  it("W49 W70 a whole view and a selection name who reaches all of their channels and who reaches some, of those one may assign in", async () => {
    const second = await bulk.channel("Assigned to", [[world.kai, "contributor"]]);
    const unseen = await bulk.channel("Not Kai's", [[world.ana, "contributor"]]);
    await start("here");
    await world.receive(buildMessage(world, { from: "there", channelId: second }));
    await world.receive(buildMessage(world, { from: "elsewhere", channelId: unseen }));
    const told = async (selection: BulkSelection) => {
      const ctx = world.ctx(world.kai);
      const { ids } = await chooseConversations(ctx, selection);
      const people = await listBulkAssignees(ctx, ids);
      return new Map(people.map((one) => [one.id, one.everywhere]));
    };
    const view = { status: "new", sort: "oldest" } as const;
    const all = await told({ view });
    expect([all.get(world.kai), all.get(world.ana)]).toEqual([true, false]);
    const one = await told({ view: { ...view, channels: world.channelId } });
    expect([one.get(world.kai), one.get(world.ana)]).toEqual([true, true]);
    const [there, elsewhere] = [await conversationOf(world, "there"), await conversationOf(world, "elsewhere")];
    expect([...(await told({ ids: [there] }))]).toEqual([[world.kai, true]]);
    // What Kai does not see adds nobody.
    expect([...(await told({ ids: [there, elsewhere] }))]).toEqual([[world.kai, true]]);
    expect((await told({ ids: [elsewhere] })).size).toBe(0);
  });
});

describe("bulk resolve", () => {
  it("W49 T10 conversations of several channels are resolved together, each with a line of its own that names the agent", async () => {
    const other = await bulk.channel("Second shop", [[world.kai, "contributor"]]);
    const ids = [await start("one"), await start("two")];
    await world.receive(buildMessage(world, { from: "three", channelId: other }));
    ids.push(await conversationOf(world, "three"));
    await setStatus(world.ctx(world.kai), ids[1] as ConversationId, { status: "pending" });
    await bulk.all(world.ana, { type: "assign", userId: world.kai }, ids.slice(0, 1));
    const action = await bulk.all(world.kai, RESOLVE, ids);
    expect(action).toMatchObject({ state: "done", total: 3, done: 3, skipped: 0, type: "resolve", canUndo: true });
    for (const from of ["one", "two", "three"]) {
      const [row] = await conversationsOf(world, from);
      expect(row).toMatchObject({ status: "resolved", assignee_id: null, lock_user_id: null });
      const lines = (await labels.auditOf(row?.id as ConversationId)).filter((line) => line.action === "bulk_resolved");
      expect(lines).toMatchObject([{ actor: { type: "user", id: world.kai, name: "Kai Wong" }, subject: {} }]);
    }
    const [event] = await labels.eventsOf(ids[0] as ConversationId, "conversation.status_changed");
    expect(event?.data).toMatchObject({ cause: "bulk", status: "resolved", before: "new" });
    // Nothing of it is a change of settings.
    expect(await world.database.system.selectFrom("settings_changes").select("id").execute()).toEqual([]);
  });

  it("W50 W66 asks for a reason where bulk resolve is set so, whatever the channel asks for, and the reason stands in each trail", async () => {
    const audited = { ...world.ctx(world.kai), by: { name: "Kai Wong", address: "" } };
    const { id: reasonId } = await addReason(audited, { name: "Campaign over" });
    const id = await start("asked");
    const selection = { ids: [id] };
    await setting("channels", { reason_asked: '{"private": true, "public": true}' });
    const unasked = await start("unasked");
    expect(await bulk.all(world.kai, RESOLVE, [unasked])).toMatchObject({ done: 1 });
    await setting("organizations", { reasons_asked: '{"bulk": true, "autoResolve": true, "automation": false}' });
    const wish = (given: string | null) => ({
      ...RESOLVE,
      resolution: { reasonId: given as ResolutionReasonId | null, comment: "autumn" },
    });
    expect(await codeOf(bulk.begin(world.kai, RESOLVE, selection))).toBe("resolve_incomplete");
    expect(await codeOf(bulk.begin(world.kai, wish(null), selection))).toBe("resolve_incomplete");
    expect(await codeOf(bulk.begin(world.kai, wish(uuidV7()), selection))).toBe("invalid_input");
    expect(await bulk.all(world.kai, wish(reasonId), [id])).toMatchObject({ done: 1 });
    expect((await labels.auditOf(id)).at(-1)).toMatchObject({
      action: "bulk_resolved",
      subject: { reason: "Campaign over", comment: "autumn" },
    });
    expect((await conversationsOf(world, "asked"))[0]).toMatchObject({ resolution_reason_id: reasonId });
    await setting("organizations", { reasons_asked: '{"bulk": false, "autoResolve": true, "automation": false}' });
    await setting("channels", { reason_asked: '{"private": false, "public": false}' });
  });

  it("W51 skips what a colleague holds, what is resolved, what one only views and what one cannot see, and names each", async () => {
    const viewed = await bulk.channel("Viewed", [[world.kai, "viewer"]]);
    const hidden = await bulk.channel("Hidden", [[world.ana, "supervisor"]]);
    const [held, mine, before, plain] = [
      await start("held"),
      await start("mine"),
      await start("gone"),
      await start("p"),
    ];
    await openConversation(world.ctx(world.ana), held, false);
    await openConversation(world.ctx(world.kai), mine, false);
    await setStatus(world.ctx(world.kai), before, { status: "resolved" });
    await world.receive(buildMessage(world, { from: "seen", channelId: viewed }));
    await world.receive(buildMessage(world, { from: "unseen", channelId: hidden }));
    const [seen, unseen] = [await conversationOf(world, "seen"), await conversationOf(world, "unseen")];
    const ids = [held, mine, before, plain, seen, unseen, uuidV7() as ConversationId];
    const action = await bulk.all(world.kai, RESOLVE, ids);
    expect(action).toMatchObject({ total: 7, done: 2, skipped: 5 });
    expect(action.skippedBy).toEqual([
      { reason: "no_access", count: 2 },
      { reason: "already", count: 1 },
      { reason: "locked", count: 1 },
      { reason: "viewer", count: 1 },
    ]);
    const { items } = await listSkipped(world.ctx(world.kai), action.id, { after: 0, limit: 100 });
    expect(items).toEqual([
      { place: 1, reason: "locked", conversation: { id: held, contactName: "Name of held" }, heldBy: "Ana Wong" },
      { place: 3, reason: "already", conversation: { id: before, contactName: "Name of gone" }, heldBy: null },
      { place: 5, reason: "viewer", conversation: { id: seen, contactName: "Name of seen" }, heldBy: null },
      { place: 6, reason: "no_access", conversation: null, heldBy: null },
      { place: 7, reason: "no_access", conversation: null, heldBy: null },
    ]);
    expect(await listSkipped(world.ctx(world.kai), action.id, { after: 1, limit: 2 })).toMatchObject({
      items: [{ place: 3 }, { place: 5 }],
      next: 5,
    });
    expect([await statusOf("held"), await statusOf("seen"), await statusOf("unseen")]).toEqual([
      ["new"],
      ["new"],
      ["new"],
    ]);
    // The hold of the colleague is undisturbed.
    expect((await conversationsOf(world, "held"))[0]?.lock_user_id).toBe(world.ana);
  });

  it("R17 W67 the topic that was chosen goes to those without any; without it those that need one are named", async () => {
    await setting("organizations", { topic_required: true });
    const [refunds, given] = [await labels.topic(), await labels.topic()];
    const [bare, labelled] = [await start("bare"), await start("labelled")];
    await bulk.all(world.kai, { type: "topics", add: [refunds], remove: [] }, [labelled]);
    const without = await bulk.all(world.kai, RESOLVE, [bare]);
    expect([...(await bulk.skippedOf(world.kai, without.id))]).toEqual([[bare, "topic_required"]]);
    expect(await codeOf(bulk.begin(world.kai, { ...RESOLVE, topicId: uuidV7() as TopicId }, { ids: [bare] }))).toBe(
      "not_found",
    );
    const action = await bulk.all(world.kai, { ...RESOLVE, topicId: given }, [bare, labelled]);
    expect(action).toMatchObject({ done: 2, skipped: 0 });
    expect((await conversationsOf(world, "bare"))[0]?.topic_ids).toEqual([given]);
    expect((await conversationsOf(world, "labelled"))[0]?.topic_ids).toEqual([refunds]);
    expect((await labels.auditOf(bare)).slice(-2).map((line) => line.action)).toEqual(["topic_added", "bulk_resolved"]);
    // Taken back, the topic goes with it; what was there before stays.
    expect(await undo(world.kai, action)).toMatchObject({ type: "undo", undoes: action.id, done: 2, canUndo: false });
    expect((await conversationsOf(world, "bare"))[0]).toMatchObject({ status: "new", topic_ids: [] });
    expect((await conversationsOf(world, "labelled"))[0]).toMatchObject({ status: "new", topic_ids: [refunds] });
    await setting("organizations", { topic_required: false });
  });

  it("undo gives back place, assignment and status once, and leaves what was changed since or has a newer conversation", async () => {
    const [back, again, newer] = [await start("back"), await start("again"), await start("newer")];
    await bulk.all(world.ana, { type: "assign", userId: world.kai }, [back]);
    const [was] = await conversationsOf(world, "back");
    const action = await bulk.all(world.kai, RESOLVE, [back, again, newer]);
    expect(action.done).toBe(3);
    await setStatus(world.ctx(world.kai), again, { status: "new" });
    await setStatus(world.ctx(world.kai), again, { status: "resolved" });
    await world.receive(buildMessage(world, { from: "newer" }));
    const undone = await undo(world.kai, action);
    expect(undone).toMatchObject({ total: 3, done: 1, skipped: 2 });
    const why = await bulk.skippedOf(world.kai, undone.id);
    expect([why.get(again), why.get(newer)]).toEqual(["changed_since", "newer_open"]);
    const [now] = await conversationsOf(world, "back");
    expect(now).toMatchObject({ status: "new", assignee_id: world.kai, queue_at: was?.queue_at });
    expect(await statusOf("again")).toEqual(["resolved"]);
    expect(await codeOf(undoBulkAction(world.ctx(world.kai), action.id, newBulkId()))).toBe("nothing_to_undo");
    expect(await codeOf(undoBulkAction(world.ctx(world.kai), undone.id, newBulkId()))).toBe("nothing_to_undo");
    expect(await codeOf(undoBulkAction(world.ctx(world.ana), action.id, newBulkId()))).toBe("not_found");
  });
});

describe("other bulk actions", () => {
  it("W49 assigns to somebody and takes it away, skips the resolved, and undo gives each to whom it belonged", async () => {
    const [a, b, c] = [await start("a"), await start("b"), await start("c")];
    await bulk.all(world.kai, { type: "assign", userId: world.ana }, [a]);
    await setStatus(world.ctx(world.kai), c, { status: "resolved" });
    const action = await bulk.all(world.kai, { type: "assign", userId: world.kai }, [a, b, c]);
    expect(action).toMatchObject({ done: 2, skipped: 1, skippedBy: [{ reason: "resolved", count: 1 }] });
    await undo(world.kai, action);
    expect((await conversationsOf(world, "a"))[0]?.assignee_id).toBe(world.ana);
    expect((await conversationsOf(world, "b"))[0]?.assignee_id).toBeNull();
    await bulk.all(world.kai, { type: "assign", userId: null }, [a]);
    expect((await conversationsOf(world, "a"))[0]?.assignee_id).toBeNull();
    const stranger = await bulk.channel("Only Ana's", [[world.ana, "contributor"]]);
    await world.receive(buildMessage(world, { from: "far", channelId: stranger }));
    const far = await conversationOf(world, "far");
    const refused = await bulk.all(world.ana, { type: "assign", userId: world.kai }, [far]);
    expect([...(await bulk.skippedOf(world.ana, refused.id))]).toEqual([[far, "assignee_without_access"]]);
    const nobody = uuidV7() as UserId;
    expect(await codeOf(bulk.begin(world.kai, { type: "assign", userId: nobody }, { ids: [a] }))).toBe("not_found");
  });

  it("W103 W104 adds and takes off topics, a line for each; undo restores exactly what it changed", async () => {
    const [kept, added, removed] = [await labels.topic(), await labels.topic(), await labels.topic()];
    const [a, b] = [await start("ta"), await start("tb")];
    await bulk.all(world.kai, { type: "topics", add: [kept, removed], remove: [] }, [a]);
    await bulk.all(world.kai, { type: "topics", add: [added], remove: [] }, [b]);
    const action = await bulk.all(world.kai, { type: "topics", add: [added], remove: [removed] }, [a, b]);
    expect(action).toMatchObject({ done: 1, skipped: 1, skippedBy: [{ reason: "already", count: 1 }] });
    expect((await conversationsOf(world, "ta"))[0]?.topic_ids).toEqual([kept, added]);
    await undo(world.kai, action);
    expect((await conversationsOf(world, "ta"))[0]?.topic_ids).toEqual([kept, removed]);
    expect((await conversationsOf(world, "tb"))[0]?.topic_ids).toEqual([added]);
  });

  it("W106 W108 puts a tag on the contact's newest message of each, without a line in the trail", async () => {
    const tag = await labels.tag();
    const id = await start("tagged");
    await world.receive(buildMessage(world, { from: "tagged" }));
    const action = await bulk.all(world.kai, { type: "tags", add: [tag], remove: [] }, [id]);
    expect(action).toMatchObject({ done: 1 });
    expect((await labels.messageOf(id)).tagIds).toEqual([tag]);
    expect((await conversationsOf(world, "tagged"))[0]?.tag_ids).toEqual([tag]);
    expect(await labels.auditOf(id)).toEqual([]);
    await undo(world.kai, action);
    expect((await labels.messageOf(id)).tagIds).toEqual([]);
  });

  it("W57 sets Pending and back to New, and skips where a newer conversation is open", async () => {
    const [a, b] = [await start("pa"), await start("pb")];
    await setStatus(world.ctx(world.kai), b, { status: "resolved" });
    const pending = await bulk.all(world.kai, { type: "pending" }, [a, b]);
    expect([...(await bulk.skippedOf(world.kai, pending.id))]).toEqual([[b, "not_possible"]]);
    await world.receive(buildMessage(world, { from: "pb" }));
    const back = await bulk.all(world.kai, { type: "new" }, [a, b]);
    expect([...(await bulk.skippedOf(world.kai, back.id))]).toEqual([[b, "newer_open"]]);
    expect(await statusOf("pa")).toEqual(["new"]);
  });

  it("a Viewer's action does nothing at all, and a wish without anything in it is refused", async () => {
    const id = await start("v");
    for (const wish of [RESOLVE, { type: "assign", userId: world.viewer } as const, { type: "pending" } as const]) {
      const action = await bulk.all(world.viewer, wish, [id]);
      expect(action).toMatchObject({ done: 0, skippedBy: [{ reason: "viewer", count: 1 }], canUndo: false });
    }
    expect(await codeOf(bulk.begin(world.kai, { type: "topics", add: [], remove: [] }, { ids: [id] }))).toBe(
      "invalid_input",
    );
    const twice = newBulkId();
    const body = { id: twice, wish: { type: "pending" } as const, selection: { ids: [id, id] } };
    const first = await createBulkAction(world.ctx(world.kai), body);
    expect(await createBulkAction(world.ctx(world.kai), body)).toEqual(first);
    expect(first.total).toBe(1);
    expect(await codeOf(createBulkAction(world.ctx(world.ana), body))).toBe("already_exists");
    await bulk.work();
  });
});
