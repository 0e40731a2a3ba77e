import type { ConnectorContext, OutboundMessage, SendError, SendResult } from "../../connector.ts";
import { idOf, memberOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { callApi } from "../calling/call-api.ts";
import { isId } from "../reading/words.ts";
import { uploadFile } from "./upload.ts";

/** `POST /2/dm_conversations/with/{id}/messages`: one private message with at most one file. */
export async function sendDirect(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const { to, text, files } = message;
  const [file, ...more] = files;
  if (!isId(to.externalId)) return refuse("no_account", "The contact has no account on X that can be written to.");
  if (text === "" && file === undefined)
    return refuse("nothing_to_send", "X takes no message without a text or a file.");
  if (more.length > 0) return refuse("one_file", "A private message on X carries one file.");
  const uploaded = file === undefined ? undefined : await uploadFile(file, "dm", channel, ctx);
  if (uploaded?.ok === false) return { ok: false, error: uploaded.error };
  const json = {
    ...(text === "" ? {} : { text }),
    ...(uploaded === undefined ? {} : { attachments: [{ media_id: uploaded.id }] }),
  };
  const path = `/2/dm_conversations/with/${to.externalId}/messages`;
  const called = await callApi(accountOf(channel), { method: "POST", path, json }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const id = idOf(memberOf(called.body, "data"), "dm_event_id");
  return id === undefined ? { ok: false, error: unclear } : { ok: true, externalId: id };
}

export const unclear: SendError = {
  kind: "outcome_unknown",
  code: "no_id",
  message: "X did not say what became of it.",
};

export function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
