import { readFile } from "node:fs/promises";
import type { ConnectorContext, OutboundFile, SendError } from "../../connector.ts";
import type { Json } from "../../read-json.ts";
import { type Account, accountOf, type Channel } from "../account.ts";
import type { CallApi } from "../calling/call-api.ts";
import type { Called } from "../calling/read-answer.ts";
import { linkCard } from "./link-card.ts";
import { endingOf, type Step } from "./plan-sends.ts";
import { type Content, uploadMedia } from "./upload.ts";

type Worded = { readonly ok: true; readonly body: Json } | { readonly ok: false; readonly error: SendError };

/** One message at the contact, by `POST /cgi-bin/message/custom/send`. Files are uploaded first: until then nothing has arrived. */
export async function sendStep(
  callApi: CallApi,
  step: Step,
  to: string,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Called> {
  const account = accountOf(channel);
  const content = await contentOf(callApi, step, account, ctx);
  if (!content.ok) return content;
  return await callApi(account, { path: "message/custom/send", json: { touser: to, ...content.body } }, ctx);
}

async function contentOf(callApi: CallApi, step: Step, account: Account, ctx: ConnectorContext): Promise<Worded> {
  if (step.type === "text") return { ok: true, body: { msgtype: "text", text: { content: step.text } } };
  if (step.type === "link") return { ok: true, body: linkCard(step.file) };
  const { kind, file } = step;
  const bytes = await readAll(file);
  if (bytes === undefined) return { ok: false, error: NO_FILE };
  // WeChat judges a file by the ending of its name, which nobody sees.
  const content = { name: `${kind}.${endingOf(file.type)}`, type: file.type, bytes };
  const uploaded = await uploadMedia(callApi, account, kind, content, ctx);
  if (!uploaded.ok) return isUnfit(uploaded.error) ? { ok: true, body: linkCard(file) } : uploaded;
  const media = { media_id: uploaded.mediaId };
  if (kind !== "video") return { ok: true, body: { msgtype: kind, [kind]: media } };
  const thumb = await uploadMedia(callApi, account, "thumb", await videoThumb(), ctx);
  if (!thumb.ok) return thumb;
  return { ok: true, body: { msgtype: "video", video: { ...media, thumb_media_id: thumb.mediaId, title: file.name } } };
}

/** WeChat does not take this one (a sound of more than a minute): it travels as any other file. */
function isUnfit({ kind }: SendError): boolean {
  return kind === "invalid_content" || kind === "too_large";
}

/** WeChat takes no film without a small picture, which stands for it until somebody taps it. */
async function videoThumb(): Promise<Content> {
  const bytes = new Uint8Array(await readFile(new URL("./video-thumb.jpg", import.meta.url)));
  return { name: "film.jpg", type: "image/jpeg", bytes };
}

async function readAll(file: OutboundFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
    return new Uint8Array(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}

const NO_FILE: SendError = { kind: "invalid_content", code: "no_file", message: "A file could not be read." };
