import type { Ctx } from "../../db/index.ts";
import type { Conversation } from "../conversation.ts";
import { actorId, refuseHeld } from "../take-unheld.ts";
import { type Boomerang, boomerangOf } from "../time/boomerang.ts";
import { writeBoomerang } from "../time/set-boomerang.ts";
import { type BulkDeed, type BulkOutcome, type BulkTrace, type KeptBoomerang, skipped } from "./bulk-deed.ts";
import { moveInBulk } from "./move-in-bulk.ts";

type ComingBack = Extract<BulkDeed, { type: "boomerang" }>;
type BoomerangTrace = Extract<BulkTrace, { type: "boomerang" }>;

/** W62, W63: New goes to Pending with it; Pending and Resolved stay, and a person's boomerang replaces what was set before. */
export async function comeBackInBulk(ctx: Ctx, conversation: Conversation, deed: ComingBack): Promise<BulkOutcome> {
  const boomerang: Boomerang = { at: new Date(deed.at), note: deed.note, by: actorId(ctx) };
  if (boomerang.at <= ctx.now()) return skipped("moment_past");
  if (conversation.status === "new") return await moveInBulk(ctx, conversation, "set_pending", { boomerang });
  return await write(ctx, conversation, boomerang);
}

/** W64: it stays where it is. */
export async function cancelInBulk(ctx: Ctx, conversation: Conversation): Promise<BulkOutcome> {
  return await write(ctx, conversation, null);
}

/** As it was before, unless its status or its boomerang has changed since. */
export async function giveBoomerangBack(
  ctx: Ctx,
  conversation: Conversation,
  { since, from, to }: BoomerangTrace,
): Promise<BulkOutcome> {
  refuseHeld(ctx, conversation);
  const stands = conversation.status_since.toISOString() === since && isSame(keptOf(conversation), to);
  if (!stands) return skipped("changed_since");
  const before = from === null ? null : { ...from, at: new Date(from.at) };
  await writeBoomerang(ctx, conversation, before, "undone");
  return { type: "done", trace: null };
}

async function write(ctx: Ctx, conversation: Conversation, boomerang: Boomerang | null): Promise<BulkOutcome> {
  refuseHeld(ctx, conversation);
  const from = keptOf(conversation);
  const to = boomerang === null ? null : keep(boomerang);
  if (isSame(from, to)) return skipped("already");
  await writeBoomerang(ctx, conversation, boomerang, "by_hand");
  return { type: "done", trace: { type: "boomerang", since: conversation.status_since.toISOString(), from, to } };
}

function keptOf(conversation: Conversation): KeptBoomerang | null {
  const boomerang = boomerangOf(conversation);
  return boomerang === null ? null : keep(boomerang);
}

const keep = ({ at, note, by }: Boomerang): KeptBoomerang => ({ at: at.toISOString(), note, by });

function isSame(a: KeptBoomerang | null, b: KeptBoomerang | null): boolean {
  if (a === null || b === null) return a === b;
  return a.at === b.at && a.note === b.note && a.by === b.by;
}
