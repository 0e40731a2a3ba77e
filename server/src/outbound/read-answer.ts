import { failure, OutboundError, type OutboundFailure } from "./failure.ts";
import type { OutboundStream } from "./open-request.ts";

/** An answer read to its end. Its status may be any, also 4xx and 5xx: what that means is the caller's to say. */
export type OutboundAnswer = {
  ok: true;
  status: number;
  headers: Headers;
  /** Where the answer came from, after redirects. */
  url: string;
  body: Buffer;
  /** The body as text in the charset it names, else UTF-8; what cannot be read becomes U+FFFD. */
  text(): string;
};

export async function readAnswer(stream: OutboundStream): Promise<OutboundAnswer | OutboundFailure> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream.body) chunks.push(chunk);
  } catch (error) {
    return failure(error instanceof OutboundError ? error.reason : "connection", true);
  }
  const body = Buffer.concat(chunks);
  return { ...stream, body, text: () => decode(body, stream.headers.get("content-type")) };
}

function decode(body: Buffer, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w-]{1,40})/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
