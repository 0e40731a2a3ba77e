import type { OrganizationView, patchOrganizationBody } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { appendSettingsChange, changedFields } from "./append-settings-change.ts";
import { type AuditedCtx, inAuditedTransaction } from "./audited-ctx.ts";
import { findOrganizationRow, updateOrganizationRow } from "./organizations.sql.ts";
import { toOrganizationView } from "./organizations.view.ts";
import { checkReasons } from "./resolution-reasons/check-reasons.ts";
import { lockSettings } from "./settings-changes.sql.ts";
import { checkTimeZone } from "./time-zone.ts";

export async function getOrganization(ctx: Pick<Ctx, "db" | "organizationId">): Promise<OrganizationView> {
  return toOrganizationView(await findOrganizationRow(ctx.db, ctx.organizationId));
}

/** Changes the fields that are given; the others stay. */
export async function changeOrganization(
  ctx: AuditedCtx,
  given: z.output<typeof patchOrganizationBody>,
): Promise<OrganizationView> {
  checkTimeZone(given.timeZone);
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getOrganization(inside);
    const changes = changedFields(before, given);
    if (changes === undefined) return before;
    await checkReasons(inside, given.autoResolve);
    await updateOrganizationRow(inside.db, inside.organizationId, {
      name: given.name,
      after_reply: given.afterReply,
      inactive_session_minutes: given.inactiveSessionMinutes,
      locale: given.locale,
      time_zone: given.timeZone,
      topic_required: given.topicRequired,
      undo_send_seconds: given.undoSendSeconds,
      system_boomerang_hours: given.systemBoomerangHours,
      remove_assignment: given.removeAssignment,
      auto_resolve: given.autoResolve === undefined ? undefined : JSON.stringify(given.autoResolve),
      muting_contacts: given.mutingContacts,
      muting_posts: given.mutingPosts,
      masking: given.masking === undefined ? undefined : JSON.stringify(given.masking),
      show_insights: given.showInsights,
      reasons_asked: given.reasonsAsked === undefined ? undefined : JSON.stringify(given.reasonsAsked),
    });
    await appendSettingsChange(inside, { action: "organization.changed", subject: before.name, ...changes });
    await appendEvents(inside, [{ type: "organization.changed", data: {} }]);
    return await getOrganization(inside);
  });
}
