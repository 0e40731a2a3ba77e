import type { IdentifyContext } from "../account-hooks.ts";
import type { OutboundFile } from "../connector.ts";
import { type Called, callGraph, type GraphAccount } from "../meta/call-graph.ts";
import { whatsappMeaning } from "./send-error.ts";

/** A document of 100 MB takes its time. */
const UPLOAD_MS = 45_000;

/** `POST /{number}/media`: the file is there for thirty days, under the id that comes back. Sending it is another call. */
export async function uploadFile(
  account: GraphAccount,
  numberId: string,
  file: OutboundFile,
  ctx: IdentifyContext,
): Promise<Called> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
  const form = new FormData();
  form.append("messaging_product", "whatsapp");
  form.append("type", file.type);
  form.append("file", new Blob([Buffer.concat(chunks)], { type: file.type }), file.name);
  const written = new Response(form);
  const multipart = {
    body: new Uint8Array(await written.arrayBuffer()),
    contentType: written.headers.get("content-type") ?? "multipart/form-data",
  };
  const path = `${numberId}/media`;
  return await callGraph(account, { method: "POST", path, multipart, timeoutMs: UPLOAD_MS, own: whatsappMeaning }, ctx);
}
