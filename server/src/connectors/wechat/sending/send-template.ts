import type { ConnectorContext, OutboundMessage, SendResult } from "../../connector.ts";
import { idOf } from "../../read-json.ts";
import { accountOf, type Channel } from "../account.ts";
import type { CallApi } from "../calling/call-api.ts";

/**
 * `POST /cgi-bin/message/template/send`, at any time. Our own id travels along without its dashes: within ten minutes WeChat sends
 * one message for it. What became of it is told by an event with the id that comes back.
 */
export async function sendTemplate(
  callApi: CallApi,
  { template, to, clientRef }: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  if (template === undefined) return refuse("It is no template.");
  const { name, parameters, shape = [] } = template;
  const all = shape.flatMap((part) => part.parameters);
  const empty = all.find(({ ours }) => (parameters[ours] ?? "").trim() === "");
  if (empty !== undefined) return refuse(`The template's parameter ${empty.ours} is empty.`);
  const filled = all.map(({ ours, theirs }) => [theirs ?? ours, { value: parameters[ours]?.toWellFormed() }] as const);
  const json = {
    touser: to.externalId,
    template_id: name,
    data: Object.fromEntries(filled),
    client_msg_id: clientRef.replaceAll("-", ""),
  };
  const called = await callApi(accountOf(channel), { path: "message/template/send", json }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const externalId = idOf(called.body, "msgid");
  return externalId === undefined ? { ok: true } : { ok: true, externalId };
}

function refuse(message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code: "template", message } };
}
