import type { DomainEvent, VirtualAgentId } from "@guichet/contract";
import { appendEvents } from "../events/index.ts";
import { type AuditedCtx, appendSettingsChange } from "../organizations/index.ts";

type Change = Extract<DomainEvent, { type: "virtual_agent.changed" }>["data"]["change"];
type Line = {
  readonly subject: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
};

/** A line in the log of settings, and the event. */
export async function announce(
  ctx: AuditedCtx,
  virtualAgentId: VirtualAgentId,
  change: Change,
  line: Line,
): Promise<void> {
  await appendSettingsChange(ctx, { action: `auto_responder.${change}`, ...line });
  await appendEvents(ctx, [{ type: "virtual_agent.changed", data: { virtualAgentId, change } }]);
}
