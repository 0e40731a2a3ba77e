import type { UserId } from "@guichet/contract";
import { type Ctx, type Database, inTransaction } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import type { Log } from "../../lib/log.ts";
import { writeAssignee } from "../assign-conversation.ts";
import { lockConversation } from "../conversations.sql.ts";
import { isStillSignedOut, listDueSignOuts, listLeftBehind, postponeSignOut, takeSignOut } from "./sign-outs.sql.ts";

const AT_ONCE = 50;
const REST_MS = 60_000;

/**
 * W76: gives back the New conversations of people who signed out and did not come back in time; Pending stays theirs. Each
 * person is one transaction with its leaving the list, so any number of processes may do this at once, and one that dies
 * half-way leaves everything as it was. Answers how many people were looked at.
 */
export async function settleSignOuts(deps: {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
}): Promise<number> {
  const due = await listDueSignOuts(deps.database, deps.now(), AT_ONCE);
  for (const { organization_id: organizationId, user_id: userId } of due) {
    const ctx: Ctx = {
      db: deps.database.of(organizationId),
      organizationId,
      actor: { type: "system", name: "Guichet" },
      now: deps.now,
      log: deps.log,
    };
    try {
      await inTransaction(ctx, async (trx) => {
        await settleOne(trx, userId);
        await failpoint("sign_out.before_commit");
      });
    } catch (error) {
      deps.log.error("work of somebody who signed out could not be given back", { user: userId }, error);
      await postponeSignOut(ctx, userId, new Date(deps.now().getTime() + REST_MS));
    }
  }
  return due.length;
}

async function settleOne(ctx: Ctx, userId: UserId): Promise<void> {
  const since = await takeSignOut(ctx, userId);
  if (since === undefined || !(await isStillSignedOut(ctx, userId, since))) return;
  for (const id of await listLeftBehind(ctx, userId, since)) {
    const conversation = await lockConversation(ctx, id);
    if (conversation?.status === "new" && conversation.assignee_id === userId)
      await writeAssignee(ctx, conversation, null, "signed_out");
  }
}
