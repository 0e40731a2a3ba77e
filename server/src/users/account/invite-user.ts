import { Refusal, type UserId } from "@guichet/contract";
import { renderInvitation } from "../../mail/index.ts";
import { type AuditedCtx, appendSettingsChange, getOrganization } from "../../organizations/index.ts";
import { getUserRow } from "../get-user.ts";
import type { UserDeps } from "../user-deps.ts";
import { fullName } from "../users.view.ts";
import { INVITATION_HOURS, makeLink } from "./links.ts";

export type InvitationDeps = Pick<UserDeps, "database" | "publicUrl" | "mailer" | "now">;
export type SentInvitation = { readonly mailed: boolean; readonly link: string | null };

/**
 * Invites a user who has no password yet, or invites again; the former link is void (W30). Where no mail can be sent, the
 * link is given to the Admin, once.
 */
export async function inviteUser(ctx: AuditedCtx, deps: InvitationDeps, userId: UserId): Promise<SentInvitation> {
  const user = await getUserRow(ctx, userId);
  if (user.has_password || user.deactivated_at !== null) throw new Refusal("already_exists");
  const organization = await getOrganization(ctx);
  const link = await makeLink(
    { system: deps.database.system, publicUrl: deps.publicUrl, now: deps.now },
    { purpose: "invitation", organizationId: ctx.organizationId, userId, boundTo: null },
  );
  await appendSettingsChange(ctx, { action: "user.invited", subject: fullName(user) });
  const mail = renderInvitation({
    locale: user.locale,
    organizationName: organization.name,
    inviterName: ctx.by.name,
    name: user.first_name,
    link,
    validHours: INVITATION_HOURS,
  });
  const { delivered } = await deps.mailer.send({ to: user.email, ...mail });
  return { mailed: delivered, link: delivered ? null : link };
}
