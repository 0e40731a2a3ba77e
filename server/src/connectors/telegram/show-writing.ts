import type { TelegramSettings } from "@guichet/contract";
import type { WritingSign } from "../writing/writing.ts";
import { accountOf, callMethod } from "./call-method.ts";
import { DIRECT_THREAD } from "./place.ts";
import { currentChat, targetOf } from "./target.ts";

/** "… is typing" for five seconds (`sendChatAction`); the direct messages of a channel have none. */
export const telegramWriting: WritingSign<TelegramSettings> = {
  lastsMs: 5000,
  ends: false,
  async show({ to, threadKey = "" }, channel, ctx) {
    if (threadKey.startsWith(DIRECT_THREAD) || !/^-?\d{1,16}$/.test(to.externalId)) return undefined;
    const target = targetOf({ threadKey }, await currentChat(to, ctx), false);
    const called = await callMethod(accountOf(channel), "sendChatAction", { ...target, action: "typing" }, ctx, 4000);
    return called.ok ? undefined : called.error;
  },
};
