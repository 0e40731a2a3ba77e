import type { OrganizationId, UserId } from "@guichet/contract";
import type { SecretBox } from "../lib/secret-box.ts";
import type { Mailer } from "../mail/index.ts";
import type { ViewerDeps } from "../organizations/index.ts";
import type { Authenticate } from "./authenticate.ts";
import type { Background } from "./background.ts";
import type { PasswordHasher } from "./password/password-hasher.ts";

export type AuthDeps = ViewerDeps & {
  readonly publicUrl: string;
  readonly mailer: Mailer;
  readonly secretBox: SecretBox;
  readonly hasher: PasswordHasher;
  readonly authenticate: Authenticate;
  /** Work after the answer, e.g. mails. */
  readonly background: Background;
  /** After set-up: fills the new organization with the living example when the first Admin asked for it. */
  readonly onSetUp?: (made: {
    readonly organizationId: OrganizationId;
    readonly userId: UserId;
    readonly withExample: boolean;
  }) => Promise<void>;
};

/** Cookies are bound to https where the product is reached by it. */
export function isSecure(deps: Pick<AuthDeps, "publicUrl">): boolean {
  return deps.publicUrl.startsWith("https:");
}
