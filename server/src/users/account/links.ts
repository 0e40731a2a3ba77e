import type { OrganizationId, UserId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";
import { hashToken, newToken } from "../../lib/token.ts";
import { deleteLinks, findLinkRow, insertLink, type LinkRow, takeLinkRow } from "./links.sql.ts";

export type LinkPurpose = LinkRow["purpose"];
export type AccountLink = Pick<LinkRow, "organization_id" | "user_id" | "bound_to">;

/** How long a link works, in milliseconds (3.1 of the product reference; reliability 5.5). */
const LIFETIME: Record<LinkPurpose, number> = {
  invitation: 72 * 3_600_000,
  password_reset: 30 * 60_000,
  set_up: 7 * 24 * 3_600_000,
};
export const INVITATION_HOURS = LIFETIME.invitation / 3_600_000;
export const RESET_MINUTES = LIFETIME.password_reset / 60_000;

/** The page behind each link. The token stands after `#`: browsers do not send that part, so it is in no log (S41). */
const PAGE: Record<LinkPurpose, string> = {
  invitation: "invitation",
  password_reset: "reset-password",
  set_up: "set-up",
};

export type NewLink = {
  readonly purpose: LinkPurpose;
  readonly organizationId: OrganizationId | null;
  readonly userId: UserId | null;
  /** What must still be true when it is used, e.g. a hash of the password hash it is to replace. */
  readonly boundTo: string | null;
};

/**
 * Makes a link and returns its address, the only place where its token is ever seen. Former links of the same purpose for
 * the same user are void. The address is built from the configured public URL, never from a request (S43).
 */
export async function makeLink(
  deps: { readonly system: Db; readonly publicUrl: string; readonly now: () => Date },
  link: NewLink,
): Promise<string> {
  const { purpose, organizationId, userId, boundTo } = link;
  const token = newToken();
  const now = deps.now();
  await deleteLinks(deps.system, {
    purpose,
    organizationId: organizationId ?? undefined,
    userId: userId ?? undefined,
  });
  await insertLink(deps.system, {
    token_hash: hashToken(token),
    purpose,
    organization_id: organizationId,
    user_id: userId,
    bound_to: boundTo,
    created_at: now,
    expires_at: new Date(now.getTime() + LIFETIME[purpose]),
  });
  return new URL(`${PAGE[purpose]}#${token}`, deps.publicUrl.replace(/\/?$/, "/")).href;
}

/** A link that still works; undefined when it is used, expired, void, or never was. */
export async function findLink(
  system: Db,
  purpose: LinkPurpose,
  token: string,
  now: Date,
): Promise<AccountLink | undefined> {
  return isToken(token) ? await findLinkRow(system, purpose, hashToken(token), now) : undefined;
}

/** Uses a link up. Of two at once, one gets it. Call it inside the transaction of what the link is for. */
export async function takeLink(
  system: Db,
  purpose: LinkPurpose,
  token: string,
  now: Date,
): Promise<AccountLink | undefined> {
  return isToken(token) ? await takeLinkRow(system, purpose, hashToken(token), now) : undefined;
}

/** Every link of a user stops working. */
export async function voidLinks(system: Db, organizationId: OrganizationId, userId: UserId): Promise<void> {
  await deleteLinks(system, { organizationId, userId });
}

/** The installation is set up: its links stop working. */
export async function voidSetUpLinks(system: Db): Promise<void> {
  await deleteLinks(system, { purpose: "set_up" });
}

function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
