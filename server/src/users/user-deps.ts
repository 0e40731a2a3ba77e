import type { UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import type { FileStore } from "../files/index.ts";
import type { Mailer } from "../mail/index.ts";
import type { ViewerDeps } from "../organizations/index.ts";

/** Ends every session of a user, in the transaction of what makes it necessary. `auth` fills this port. */
export type EndSessions = (ctx: Ctx, userId: UserId) => Promise<void>;

export type UserDeps = ViewerDeps & {
  /** Absolute links are built from this alone (S43). */
  readonly publicUrl: string;
  readonly mailer: Mailer;
  readonly files: FileStore;
  readonly endSessions: EndSessions;
};
