import { setTimeout as wait } from "node:timers/promises";
import { bulkActionView, bulkSelectionSize } from "@guichet/contract";
import { expect } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type Person, roleOn } from "./oracle.ts";
import type { Chosen, Step } from "./step.ts";
import { at } from "./step.ts";
import { callAs, describe, type Thread, type World } from "./world.ts";

const MOST_MS = 10_000;

/**
 * Somebody does something with several conversations at once, others' and other organizations' among them: each is done only
 * where they may work, and nobody else hears of the action.
 */
export async function actInBulk(world: World, step: Step, chosen: Chosen): Promise<void> {
  const { actor } = chosen;
  const threads = [...new Set([chosen.thread, ...step.some.map((one) => at(world.threads, one.at))])];
  const body = { id: uuidV7(), wish: wishOf(step, chosen), selection: { ids: threads.map((thread) => thread.id) } };
  const begun = await callAs(world, actor, "POST", "/api/v1/bulk-actions", { body });
  const label = `bulk ${JSON.stringify(body.wish)} by ${describe(actor)}: ${JSON.stringify(begun.body)}`;
  if (actor.deactivated) return expect(begun.status, label).toBe(401);
  if (namesForeign(body.wish, chosen)) return expect(begun.status, label).toBe(404);
  expect(begun.status, label).toBe(202);
  world.known.set(body.id, { organizationId: actor.organizationId, only: actor.id });
  const ended = await waitForEnd(world, actor, body.id);
  const may = threads.filter((thread) => mayWork(world, actor, thread));
  expect(ended.total, label).toBe(threads.length);
  expect(ended.done + ended.skipped, label).toBe(threads.length);
  expect(ended.done, label).toBeLessThanOrEqual(may.length);
  const refused = ended.skippedBy.filter(({ reason }) => reason === "no_access" || reason === "viewer");
  expect(
    refused.reduce((sum, one) => sum + one.count, 0),
    label,
  ).toBe(threads.length - may.length);
  await readActions(world, actor, step, body.id);
}

const LABELS = ["topics", "tags"];

function wishOf(step: Step, { person, topic, tag }: Chosen) {
  const wishes = [
    { type: "resolve", topicId: step.role === "viewer" ? topic.id : null },
    { type: "pending" },
    { type: "new" },
    { type: "assign", userId: step.role === "viewer" ? null : person.id },
    { type: "topics", add: [topic.id] },
    { type: "tags", add: [tag.id] },
    { type: "boomerang", when: { inMinutes: 15 } },
    { type: "cancelBoomerang" },
  ];
  return at(wishes, step.other);
}

function namesForeign(wish: ReturnType<typeof wishOf>, { actor, person, topic, tag }: Chosen): boolean {
  const own = (thing: { organizationId: string }) => thing.organizationId === actor.organizationId;
  if (wish.type === "assign") return wish.userId != null && !own(person);
  if (wish.type === "resolve") return wish.topicId != null && !own(topic);
  return LABELS.includes(wish.type) && !own(wish.type === "topics" ? topic : tag);
}

function mayWork(world: World, actor: Person, thread: Thread): boolean {
  const role = roleOn(world, actor, thread);
  return role === "contributor" || role === "supervisor";
}

async function waitForEnd(world: World, actor: Person, id: string) {
  for (const until = Date.now() + MOST_MS; ; await wait(10)) {
    const answer = await callAs(world, actor, "GET", `/api/v1/bulk-actions/${id}`);
    const view = bulkActionView.parse(answer.body);
    if (view.state !== "running") return view;
    if (Date.now() > until) throw new Error("a bulk action does not end");
  }
}

/** Its maker reads what was left, and undoes it now and then; for everybody else there is no such action. */
async function readActions(world: World, actor: Person, step: Step, id: string): Promise<void> {
  for (const path of ["/bulk-actions", `/bulk-actions/${id}/skipped`, "/bulk-selection?status=new"])
    expect((await callAs(world, actor, "GET", `/api/v1${path}`)).status, path).toBe(200);
  const size = bulkSelectionSize.parse((await callAs(world, actor, "GET", "/api/v1/bulk-selection?status=new")).body);
  const seen = world.threads.filter((thread) => roleOn(world, actor, thread) !== undefined);
  expect(size.count).toBeLessThanOrEqual(seen.length);
  const other = at(world.people, step.reader);
  if (other.id !== actor.id && !other.deactivated)
    for (const [method, tail, body] of [
      ["GET", "", undefined],
      ["GET", "/skipped", undefined],
      ["POST", "/cancellation", undefined],
      ["POST", "/undo", { id: uuidV7() }],
    ] as const)
      expect((await callAs(world, other, method, `/api/v1/bulk-actions/${id}${tail}`, { body })).status, tail).toBe(
        404,
      );
  if (step.what % 2 === 1) return;
  const undo = uuidV7();
  const answer = await callAs(world, actor, "POST", `/api/v1/bulk-actions/${id}/undo`, { body: { id: undo } });
  if (answer.status === 202) await waitForEnd(world, actor, undo);
}
