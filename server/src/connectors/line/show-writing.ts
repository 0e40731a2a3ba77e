import type { LineSettings } from "@guichet/contract";
import type { WritingSign } from "../writing/writing.ts";
import { accountOf, callApi } from "./call-api.ts";

/** LINE takes 5 to 60, in fives. */
const SECONDS = 20;

/** Dots in the chat of one person, until a message comes; groups have none (`chat/loading/start`). */
export const lineWriting: WritingSign<LineSettings> = {
  lastsMs: SECONDS * 1000,
  ends: false,
  async show({ to }, channel, ctx) {
    if (!to.externalId.startsWith("U")) return undefined;
    const body = { chatId: to.externalId, loadingSeconds: SECONDS };
    const called = await callApi(
      accountOf(channel),
      { path: "/v2/bot/chat/loading/start", body, timeoutMs: 4000 },
      ctx,
    );
    return called.ok ? undefined : called.error;
  },
};
