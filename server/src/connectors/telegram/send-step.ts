import type { IdentifyContext } from "../account-hooks.ts";
import type { OutboundFile } from "../connector.ts";
import { type Account, type Called, callMethod, type Multipart } from "./call-method.ts";
import type { FileKind, Step } from "./plan-sends.ts";
import { PHOTO_REFUSED } from "./send-error.ts";

/** Where it goes: `chat_id`, and what is answered by it. */
export type Target = Readonly<Record<string, unknown>>;

const METHODS: Readonly<Record<FileKind, string>> = {
  photo: "sendPhoto",
  video: "sendVideo",
  animation: "sendAnimation",
  audio: "sendAudio",
  voice: "sendVoice",
  document: "sendDocument",
};
/** A file of 50 MB takes its time. */
const UPLOAD_MS = 50_000;

/** One call, or two where Telegram refuses a picture as such: then it travels as a file. A refusal has sent nothing. */
export async function sendStep(account: Account, step: Step, target: Target, ctx: IdentifyContext): Promise<Called> {
  switch (step.type) {
    case "text":
      return await callMethod(account, "sendMessage", { ...target, text: step.text }, ctx);
    case "file": {
      const called = await sendFile(account, step, target, ctx);
      const isRefusedPicture = !called.ok && called.error.code === PHOTO_REFUSED && step.kind === "photo";
      return isRefusedPicture ? await sendFile(account, { ...step, kind: "document" }, target, ctx) : called;
    }
    case "album":
      return await sendAlbum(account, step, target, ctx);
  }
}

async function sendFile(
  account: Account,
  { file, kind, caption }: Extract<Step, { type: "file" }>,
  target: Target,
  ctx: IdentifyContext,
): Promise<Called> {
  const fields = { ...target, ...(caption === "" ? {} : { caption }) };
  const body = await toMultipart(fields, [{ name: kind, file }]);
  return await callMethod(account, METHODS[kind], body, ctx, UPLOAD_MS);
}

async function sendAlbum(
  account: Account,
  { files, caption }: Extract<Step, { type: "album" }>,
  target: Target,
  ctx: IdentifyContext,
): Promise<Called> {
  const media = files.map(({ kind }, index) => ({
    type: kind,
    media: `attach://file${index}`,
    ...(index === 0 && caption !== "" ? { caption } : {}),
  }));
  const parts = files.map(({ file }, index) => ({ name: `file${index}`, file }));
  const body = await toMultipart({ ...target, media }, parts);
  return await callMethod(account, "sendMediaGroup", body, ctx, UPLOAD_MS);
}

/** `multipart/form-data` as the Bot API takes it: members that are no text are JSON. */
async function toMultipart(
  fields: Target,
  files: readonly { readonly name: string; readonly file: OutboundFile }[],
): Promise<Multipart> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  for (const { name, file } of files)
    form.append(name, new Blob([await readFile(file)], { type: file.type }), file.name);
  const written = new Response(form);
  return {
    body: new Uint8Array(await written.arrayBuffer()),
    contentType: written.headers.get("content-type") ?? "multipart/form-data",
  };
}

async function readFile(file: OutboundFile): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
