import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { callGraph } from "../../meta/call-graph.ts";
import { refuse, unclear, withRest } from "../../meta/sending/meanings.ts";
import { kindOf } from "../../meta/sending/plan-sends.ts";
import { idOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import { meaningOf, RESTRICTIONS } from "./send-error.ts";
import { uploadPhoto } from "./upload.ts";

/** What may stand in a path: ids of Facebook alone. */
const ID = /^[\w.-]{1,200}$/;

/**
 * `POST /{comment or post}/comments`: under the comment that is answered, else under the contact's latest. Facebook nests one
 * level: an answer to an answer stands beside it.
 */
export async function sendComment(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const target = message.replyTo?.externalId ?? message.lastInbound?.externalId ?? message.threadKey ?? "";
  if (!ID.test(target)) return refuse("no_comment", "There is no comment or post on Facebook to answer.");
  const [file, ...more] = message.files;
  if (message.text === "" && file === undefined)
    return refuse("nothing_to_send", "Facebook takes no comment without a text or a picture.");
  if (more.length > 0 || (file !== undefined && kindOf(file) !== "image"))
    return refuse("one_picture", "A comment on Facebook carries one picture.");
  const photo = file === undefined ? undefined : await uploadPhoto(file, channel, ctx);
  if (photo?.ok === false) return { ok: false, error: withRest(photo.error, RESTRICTIONS) };
  const json = { message: message.text, ...(photo === undefined ? {} : { attachment_id: photo.id }) };
  const call = { method: "POST", path: `${target}/comments`, json, own: meaningOf } as const;
  const called = await callGraph(accountOf(channel), call, ctx);
  if (!called.ok) return { ok: false, error: withRest(called.error, RESTRICTIONS) };
  const externalId = idOf(called.body, "id");
  return externalId === undefined ? unclear("Facebook") : { ok: true, externalId };
}
