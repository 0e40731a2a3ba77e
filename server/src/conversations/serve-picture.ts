import { type MessageId, Refusal } from "@guichet/contract";
import type { FastifyReply } from "fastify";
import type { Ctx } from "../db/index.ts";
import { fileHeaders, sniffType } from "../files/index.ts";
import type { Outbound } from "../outbound/index.ts";
import { pictureAddresses } from "./held-pictures.ts";
import { readSanitisedHtml } from "./message-html.ts";

const maxBytes = 5 * 1024 * 1024;

/**
 * Fetches one remote picture of a mail for a person who asked to see it. The server asks, through the guarded door, so the
 * sender learns neither the person's address nor their browser, and the page needs no leave to load from elsewhere. What is
 * no picture, whatever it says it is, does not exist.
 */
export async function servePicture(
  ctx: Ctx,
  outbound: Outbound,
  asked: { readonly id: MessageId; readonly number: number },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const address = pictureAddresses(await readSanitisedHtml(ctx, asked.id))[asked.number];
  if (address === undefined) throw new Refusal("not_found");
  const headers = { accept: "image/png,image/jpeg,image/gif,image/webp" };
  const answer = await outbound.fetch(address, { headers, follow: 3, maxBytes, totalTimeoutMs: 20_000 });
  if (!answer.ok || answer.status !== 200) throw new Refusal("not_found");
  const type = await sniffType(answer.body);
  if (!type.inline || !type.mime.startsWith("image/")) throw new Refusal("not_found");
  const size = answer.body.byteLength;
  return await reply.headers(fileHeaders({ name: "picture", type, size })).send(Buffer.from(answer.body));
}
