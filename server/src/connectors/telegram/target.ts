import type { ConnectorContext, OutboundMessage } from "../connector.ts";
import { BUSINESS_THREAD, DIRECT_THREAD, TOPIC_THREAD } from "./place.ts";
import type { Target } from "./send-step.ts";

/** Where a group that moved is noted, by its former id. */
export const migratedKey = (chat: string): string => `migrated:${chat}`;

/** Only groups (negative ids) move, and only to a supergroup (-100…); a contact's other id may as well be the one it left. */
export async function currentChat(
  { externalId, aliases }: OutboundMessage["to"],
  ctx: ConnectorContext,
): Promise<string> {
  if (!externalId.startsWith("-")) return externalId;
  const told = await ctx.store.get(migratedKey(externalId));
  if (told !== null) return told;
  const moved = externalId.startsWith("-100") ? undefined : aliases?.find((id) => /^-100\d{1,13}$/.test(id));
  return moved ?? externalId;
}

/** Where in a chat it goes, and what it answers; `isFirst`: of its pieces. */
export function targetOf(
  { threadKey = "", replyTo }: Pick<OutboundMessage, "threadKey" | "replyTo">,
  chat: string,
  isFirst: boolean,
): Target {
  const answered = isFirst ? /(?:^|:)-?\d+:(\d+)$/.exec(replyTo?.externalId ?? "")?.[1] : undefined;
  const connection = businessOf(threadKey);
  const topic = threadKey.startsWith(TOPIC_THREAD) ? Number(threadKey.slice(TOPIC_THREAD.length)) : undefined;
  const [, place, person] = directPattern.exec(threadKey) ?? [];
  return {
    chat_id: Number(place ?? chat),
    ...(person === undefined ? {} : { direct_messages_topic_id: Number(person) }),
    ...(connection === undefined ? {} : { business_connection_id: connection }),
    ...(topic === undefined ? {} : { message_thread_id: topic }),
    ...(answered === undefined
      ? {}
      : { reply_parameters: { message_id: Number(answered), allow_sending_without_reply: true } }),
  };
}

const directPattern = new RegExp(`^${DIRECT_THREAD}(-?\\d{1,16}):(\\d{1,16})$`);

/** The connection on whose behalf it is said; undefined: the bot itself. */
export function businessOf(threadKey = ""): string | undefined {
  return threadKey.startsWith(BUSINESS_THREAD) ? threadKey.slice(BUSINESS_THREAD.length) : undefined;
}
