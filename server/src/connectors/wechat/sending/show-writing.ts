import type { ConnectorContext, SendError } from "../../connector.ts";
import type { Writing } from "../../writing/writing.ts";
import { accountOf, type Channel } from "../account.ts";
import type { CallApi } from "../calling/call-api.ts";

/** WeChat takes the sign away by itself after 15 s, and refuses it while it is shown: asked again a moment later. */
export const WECHAT_WRITING_MS = 17_000;

/** `message/custom/typing`; WeChat takes it within half a minute of the last message alone. */
export async function showWriting(
  callApi: CallApi,
  { on, to }: Writing,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendError | undefined> {
  const json = { touser: to.externalId, command: on ? "Typing" : "CancelTyping" };
  const called = await callApi(accountOf(channel), { path: "message/custom/typing", json, timeoutMs: 4000 }, ctx);
  return called.ok ? undefined : called.error;
}
