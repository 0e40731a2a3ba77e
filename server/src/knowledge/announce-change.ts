import type { KnowledgeCollectionId, KnowledgeItemId } from "@guichet/contract";
import { appendEvents } from "../events/index.ts";
import { type AuditedCtx, appendSettingsChange } from "../organizations/index.ts";

type Change = "created" | "edited" | "deleted" | "restored";
type Line = {
  readonly subject: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
};

/** The line in the log of settings and the event, in the transaction of the change. */
export async function announceChange(
  ctx: AuditedCtx,
  what: {
    readonly kind: "collection" | "response" | "article";
    readonly collectionId: KnowledgeCollectionId;
    readonly itemId: KnowledgeItemId | null;
  },
  change: Change,
  line: Line,
): Promise<void> {
  await appendSettingsChange(ctx, { action: `knowledge.${what.kind}_${change}`, ...line });
  const { collectionId, itemId } = what;
  await appendEvents(ctx, [{ type: "knowledge.changed", data: { collectionId, itemId, change } }]);
}
