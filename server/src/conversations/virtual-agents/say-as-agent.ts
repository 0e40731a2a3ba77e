import type { Ctx } from "../../db/index.ts";
import { sendWhileWaiting } from "../answer-owed/send-while-waiting.ts";
import type { Conversation } from "../conversation.ts";
import { countSaid } from "./held.sql.ts";

/** To one person on one channel, in an hour and in a day; by one virtual agent in one conversation, in a day (I18). */
const MOST = { same: 1, hour: 3, day: 10 };

/**
 * What the virtual agent that has the conversation says: no answer, so whoever waits goes on waiting. Nothing is said where a
 * machine must not write (`sendWhileWaiting`), nor once it has said enough. The caller holds the row; answers it as it is then.
 */
export async function sayAsVirtualAgent(ctx: Ctx, conversation: Conversation, text: string): Promise<Conversation> {
  const { holder } = conversation;
  if (holder === null) return conversation;
  const said = await countSaid(ctx, conversation, holder.id, ctx.now());
  if (said.same >= MOST.same || said.hour >= MOST.hour || said.day >= MOST.day) return conversation;
  return (await sendWhileWaiting(ctx, conversation, text, holder)) ?? conversation;
}
