import { type ContactSettings, type patchContactSettingsBody, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { findAttributeRow } from "../attributes/attributes.sql.ts";
import { readContactSettings, writeContactSettings } from "./contact-settings.sql.ts";

/** How contacts are recognized over channels (W118), and when their values are erased (W117: for what is resolved from now on). */
export async function changeContactSettings(
  ctx: AuditedCtx,
  given: z.output<typeof patchContactSettingsBody>,
): Promise<ContactSettings> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await readContactSettings(inside);
    const names = { before: await nameOf(inside, before.matchingAttributeId), after: "" };
    if (given.matchingAttributeId !== undefined && given.matchingAttributeId !== null) {
      const attribute = await findAttributeRow(inside, given.matchingAttributeId);
      // What many people share by nature tells nobody apart.
      if (attribute === undefined || attribute.kind === "yes_no" || attribute.kind === "choice")
        throw new Refusal("invalid_input", {
          fields: [{ path: "matchingAttributeId", problem: "not an attribute to match by" }],
        });
    }
    const after: ContactSettings = {
      matchingAttributeId:
        given.matchingAttributeId === undefined ? before.matchingAttributeId : given.matchingAttributeId,
      clearAfterMinutes: given.clearAfterMinutes === undefined ? before.clearAfterMinutes : given.clearAfterMinutes,
    };
    names.after = await nameOf(inside, after.matchingAttributeId);
    const changes = changedFields(
      { matchingAttribute: names.before, clearAfterMinutes: before.clearAfterMinutes },
      { matchingAttribute: names.after, clearAfterMinutes: after.clearAfterMinutes },
    );
    if (changes === undefined) return before;
    await writeContactSettings(inside, after);
    await appendSettingsChange(inside, { action: "contacts.changed", subject: "", ...changes });
    await appendEvents(inside, [{ type: "organization.changed", data: {} }]);
    return after;
  });
}

async function nameOf(ctx: AuditedCtx, id: ContactSettings["matchingAttributeId"]): Promise<string> {
  return id === null ? "" : ((await findAttributeRow(ctx, id))?.name ?? "");
}
