import type { UserId } from "@guichet/contract";
import { channelRolesOf, type Scope } from "../channel-access.ts";
import { limitsOf } from "./sight.sql.ts";
import { isSeen, type Seen } from "./sight.ts";

/** May a person have this conversation: do they reach its channel, and do their teams show it to them once it is theirs? */
export async function mayHave(
  scope: Scope,
  userId: UserId,
  conversation: Pick<Seen, "channelId" | "teamId">,
): Promise<boolean> {
  const roles = await channelRolesOf(scope, userId);
  if (!roles.has(conversation.channelId)) return false;
  return isSeen(await limitsOf(scope, userId), userId, { ...conversation, assigneeId: userId });
}
