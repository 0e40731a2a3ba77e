import { type createLabelBody, type LabelChange, type patchLabelBody, Refusal } from "@guichet/contract";
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
  refuseTaken,
} from "../../organizations/index.ts";
import { type LabelId, type LabelKind, labelChanged } from "./label-kind.ts";
import { insertLabel, type LabelRow, lockLabel, updateLabel } from "./labels.sql.ts";
import { toLabelView } from "./labels.view.ts";

/** W102, W105: a new topic or tag. Names are unique in the organization, whatever their case; a deleted one's is free again. */
export async function createLabel<Kind extends LabelKind>(
  ctx: AuditedCtx,
  kind: Kind,
  given: z.output<typeof createLabelBody>,
) {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const row: LabelRow<Kind> = {
        id: uuidV7() as LabelId<Kind>,
        name: cleanText(given.name),
        description: cleanText(given.description),
        created_at: inside.now(),
        deleted_at: null,
      };
      await insertLabel(inside, kind, row);
      await announce(inside, kind, row, "created", { after: { description: row.description } });
      return toLabelView(row);
    }),
  );
}

/** A new name is its name everywhere it is used. What is deleted has to be restored first. */
export async function changeLabel<Kind extends LabelKind>(
  ctx: AuditedCtx,
  kind: Kind,
  id: LabelId<Kind>,
  given: z.output<typeof patchLabelBody>,
) {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      const before = await lock(inside, kind, id);
      if (before.deleted_at !== null) throw new Refusal("label_deleted", { details: { id, name: before.name } });
      const after = {
        ...before,
        name: cleanText(given.name ?? before.name),
        description: cleanText(given.description ?? before.description),
      };
      const changes = changedFields(toFields(before), toFields(after));
      if (changes === undefined) return toLabelView(before);
      await updateLabel(inside, kind, after);
      await announce(inside, kind, before, "edited", changes);
      return toLabelView(after);
    }),
  );
}

/** Softly: it leaves pickers and Settings, and what happened with it stays as it was. Twice is once. */
export async function deleteLabel<Kind extends LabelKind>(ctx: AuditedCtx, kind: Kind, id: LabelId<Kind>) {
  await inAuditedTransaction(ctx, async (inside) => {
    const before = await lock(inside, kind, id);
    if (before.deleted_at !== null) return;
    await updateLabel(inside, kind, { ...before, deleted_at: inside.now() });
    await announce(inside, kind, before, "deleted", { before: { description: before.description } });
  });
}

/** As if it had never been deleted, unless another one has taken its name. */
export async function restoreLabel<Kind extends LabelKind>(ctx: AuditedCtx, kind: Kind, id: LabelId<Kind>) {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      const before = await lock(inside, kind, id);
      if (before.deleted_at === null) return toLabelView(before);
      const after = { ...before, deleted_at: null };
      await updateLabel(inside, kind, after);
      await announce(inside, kind, before, "restored", {});
      return toLabelView(after);
    }),
  );
}

async function lock<Kind extends LabelKind>(ctx: AuditedCtx, kind: Kind, id: LabelId<Kind>): Promise<LabelRow<Kind>> {
  await lockSettings(ctx.db, ctx.organizationId);
  const row = await lockLabel(ctx, kind, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

async function announce<Kind extends LabelKind>(
  ctx: AuditedCtx,
  kind: Kind,
  row: LabelRow<Kind>,
  change: LabelChange,
  values: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `${kind}.${change}`, subject: row.name, ...values });
  await appendEvents(ctx, [labelChanged(kind, row.id, change)]);
}

function toFields({ name, description }: Pick<LabelRow<LabelKind>, "name" | "description">) {
  return { name, description };
}

async function namesAreUnique<T>(work: () => Promise<T>): Promise<T> {
  return await refuseTaken({ topics_name: "name", tags_name: "name" }, work);
}
