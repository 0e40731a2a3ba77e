import type { WhatsappSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, SendError } from "../connector.ts";
import { callGraph } from "../meta/call-graph.ts";
import { idOf, type Json, listOf } from "../read-json.ts";
import type { Step } from "./plan-sends.ts";
import { whatsappMeaning } from "./send-error.ts";
import { accountOf } from "./settings.ts";
import { uploadFile } from "./upload.ts";

type Channel = ChannelForConnector<WhatsappSettings>;
export type Sent =
  | { readonly ok: true; readonly id: string; readonly waIds: readonly string[] }
  | { readonly ok: false; readonly error: SendError };

/** One message at the contact. A file is uploaded first: as long as that has not been sent nothing has arrived. */
export async function sendStep(step: Step, frame: Json, channel: Channel, ctx: ConnectorContext): Promise<Sent> {
  if (step.type === "text") return await post({ ...frame, ...toText(step.text) }, channel, ctx);
  const uploaded = await uploadFile(accountOf(channel), channel.externalId, step.file, ctx);
  if (!uploaded.ok) {
    const { error } = uploaded;
    // An upload that may have happened is no message; it is made again.
    return { ok: false, error: error.kind === "outcome_unknown" ? { ...error, kind: "retryable" } : error };
  }
  const id = idOf(uploaded.body, "id");
  if (id === undefined) return { ok: false, error: { ...noId, kind: "retryable" } };
  return await post({ ...frame, ...toFile(step, id) }, channel, ctx);
}

/** `POST /{number}/messages`. 200 is not delivered: what WhatsApp finds out later comes as a failed status. */
export async function post(body: Json, channel: Channel, ctx: ConnectorContext): Promise<Sent> {
  const called = await callGraph(
    accountOf(channel),
    { method: "POST", path: `${channel.externalId}/messages`, json: body, own: whatsappMeaning },
    ctx,
  );
  if (!called.ok) return { ok: false, error: called.error };
  const id = idOf(listOf(called.body, "messages")[0], "id");
  if (id === undefined) return { ok: false, error: noId };
  const contacts = listOf(called.body, "contacts");
  const ids = contacts.flatMap((contact) => [idOf(contact, "wa_id"), idOf(contact, "user_id")]);
  return { ok: true, id, waIds: ids.filter((one) => one !== undefined) };
}

const noId: SendError = {
  kind: "outcome_unknown",
  code: "no_id",
  message: "WhatsApp answered without an id of the message.",
};

function toText(text: string): Json {
  return { type: "text", text: { body: text, preview_url: /https?:\/\//.test(text) } };
}

function toFile({ kind, file, caption }: Extract<Step, { type: "file" }>, id: string): Json {
  return {
    type: kind,
    [kind]: {
      id,
      ...(caption === "" ? {} : { caption }),
      ...(kind === "document" ? { filename: file.name } : {}),
      ...(kind === "audio" && /ogg/.test(file.type) ? { voice: true } : {}),
    },
  };
}
