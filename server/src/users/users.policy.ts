import type { AccountRole, UserId } from "@guichet/contract";

/** An Admin who can sign in: not deactivated, and with a password chosen. */
export type WorkingAdmin = { readonly id: UserId };

/**
 * Would this leave the organization without anybody who can open Settings? An Admin who has not accepted the invitation
 * yet does not count, and takes nothing away either.
 */
export function leavesNoAdmin(
  admins: readonly WorkingAdmin[],
  change: { readonly userId: UserId; readonly becomes: AccountRole | "deactivated" },
): boolean {
  if (change.becomes === "admin") return false;
  return admins.every((admin) => admin.id === change.userId) && admins.length > 0;
}

/** Does this change what the person may do? Then all their sessions end, so that new rights need a new sign-in (S22). */
export function changesPrivilege(before: AccountRole, after: AccountRole | undefined): boolean {
  return after !== undefined && after !== before;
}
