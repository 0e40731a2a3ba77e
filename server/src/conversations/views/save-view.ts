import {
  type createQueueViewBody,
  MOST_VIEWS,
  type patchQueueViewBody,
  type QueueView,
  type QueueViewId,
  Refusal,
} from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { channelsWith } from "../conversations.policy.ts";
import { getView, viewPersonOf } from "./list-views.ts";
import { mayChangeView, maySeeView, mayShareViews, type ViewPerson } from "./queue-view.policy.ts";
import {
  countViews,
  forgetDeleted,
  insertView,
  lockOwner,
  lockView,
  type QueueViewRow,
  updateView,
} from "./queue-views.sql.ts";
import { keepHidden, tidyFilter } from "./view-filter.ts";

const DAY = 86_400_000;
type Change = "created" | "edited" | "deleted" | "restored";

export async function createView(ctx: AuditedCtx, given: z.output<typeof createQueueViewBody>): Promise<QueueView> {
  const id = uuidV7() as QueueViewId;
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const person = await viewPersonOf(inside);
    if (given.shared && !mayShareViews(person)) throw new Refusal("not_allowed");
    await lockOwner(inside, person.id);
    await checkRoom(inside, { shared: given.shared, owner_id: person.id });
    await forgetDeleted(inside, person.id, new Date(inside.now().getTime() - DAY));
    const row = {
      ...given,
      organization_id: inside.organizationId,
      id,
      owner_id: person.id,
      name: cleanText(given.name),
      filter: tidyFilter(given.filter),
      created_at: inside.now(),
    };
    await insertView(inside, row);
    if (row.shared) await announce(inside, row, "created", { after: toFields(row) });
  });
  return await getView(ctx, id);
}

/** Also shares it, or takes it back for its owner alone. With a version that is not the last one, nothing is changed. */
export async function changeView(
  ctx: AuditedCtx,
  id: QueueViewId,
  { version, ...given }: z.output<typeof patchQueueViewBody>,
): Promise<QueueView> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { person, view: before } = await lockForChange(inside, id);
    if (before.deleted_at !== null) throw new Refusal("not_found");
    if (version !== undefined && version !== before.version) throw new Refusal("changed_meanwhile");
    const after: QueueViewRow = {
      ...before,
      ...given,
      name: cleanText(given.name ?? before.name),
      filter:
        given.filter === undefined
          ? before.filter
          : keepHidden(before.filter, tidyFilter(given.filter), channelsWith(person.reach, "see")),
    };
    const changes = changedFields(toFields(before), toFields(after));
    if (changes === undefined) return;
    if (after.shared && !mayShareViews(person)) throw new Refusal("not_allowed");
    // It would be gone for whoever did it; an Admin deletes it instead.
    if (before.shared && !after.shared && before.owner_id !== person.id) throw new Refusal("not_allowed");
    if (after.shared !== before.shared) await checkRoom(inside, after);
    await updateView(inside, after);
    // What was private until now is told in full, what is private from now on no more.
    if (after.shared && !before.shared) await announce(inside, after, "created", { after: toFields(after) });
    else if (before.shared)
      await announce(inside, before, "edited", after.shared ? changes : { after: { shared: false } });
  });
  return await getView(ctx, id);
}

/** Twice is once. For a day it can be restored. */
export async function deleteView(ctx: AuditedCtx, id: QueueViewId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { view } = await lockForChange(inside, id);
    if (view.deleted_at !== null) return;
    await updateView(inside, { ...view, deleted_at: inside.now() });
    if (view.shared) await announce(inside, view, "deleted", { before: toFields(view) });
  });
}

export async function restoreView(ctx: AuditedCtx, id: QueueViewId): Promise<QueueView> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { view } = await lockForChange(inside, id);
    if (view.deleted_at === null) return;
    await checkRoom(inside, view);
    await updateView(inside, { ...view, deleted_at: null });
    if (view.shared) await announce(inside, view, "restored", {});
  });
  return await getView(ctx, id);
}

/** The settings first, then the view, then its owner: always in this order, so that nobody waits in a circle. */
async function lockForChange(ctx: AuditedCtx, id: QueueViewId): Promise<{ person: ViewPerson; view: QueueViewRow }> {
  await lockSettings(ctx.db, ctx.organizationId);
  const person = await viewPersonOf(ctx);
  const view = await lockView(ctx, id);
  if (view === undefined || !maySeeView(view, person)) throw new Refusal("not_found");
  if (!mayChangeView(view, person)) throw new Refusal("not_allowed");
  await lockOwner(ctx, view.owner_id);
  return { person, view };
}

async function checkRoom(ctx: AuditedCtx, view: Pick<QueueViewRow, "shared" | "owner_id">): Promise<void> {
  const there = await countViews(ctx, view.shared ? { shared: true } : { shared: false, ownerId: view.owner_id });
  if (there >= MOST_VIEWS) throw new Refusal("limit_reached", { details: { max: MOST_VIEWS } });
}

/** Only what is everybody's stands in the log of settings, and is told to everybody. */
async function announce(
  ctx: AuditedCtx,
  view: Pick<QueueViewRow, "id" | "name">,
  change: Change,
  values: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `queue_view.${change}`, subject: view.name, ...values });
  await appendEvents(ctx, [{ type: "queue_view.changed", data: { queueViewId: view.id, change } }]);
}

function toFields({ name, emoji, status, sort, filter, shared }: Omit<QueueViewRow, "version" | "deleted_at">) {
  return { name, emoji, status, sort, filter, shared };
}
