import type { ConversationId, TeamId, UserId } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { writeAssignee } from "../assign-conversation.ts";
import { lockWaiting } from "./waiting.sql.ts";

/** A conversation that waits with a team, and who gets it. */
export type Gift = { readonly id: ConversationId; readonly teamId: TeamId; readonly userId: UserId };

/**
 * R70: gives what still waits: in New, with that team, nobody's and held by nobody. What somebody works on at this moment is
 * passed over. The caller holds the room of those who get it. Answers what was given.
 */
export async function giveWaiting(ctx: Ctx, gifts: readonly Gift[]): Promise<Gift[]> {
  const rows = new Map((await lockWaiting(ctx, gifts)).map((row) => [row.id, row]));
  const given: Gift[] = [];
  for (const gift of gifts) {
    const conversation = rows.get(gift.id);
    if (conversation?.team_id !== gift.teamId) continue;
    await writeAssignee(ctx, conversation, gift.userId, "given");
    given.push(gift);
  }
  await failpoint("giving.before_commit");
  return given;
}
