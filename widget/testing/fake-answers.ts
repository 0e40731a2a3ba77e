import type { IncomingMessage } from "node:http";
import type { ErrorCode } from "@guichet/contract";

export type Reply = { status: number; body?: unknown; bytes?: Buffer };
/** How a test makes the line bad. */
export type Trouble = {
  /** Store the next posts, but never answer them: the line breaks first. */
  loseAnswers: number;
  /** Refuse the next posts with this. */
  refusePosts: { code: ErrorCode; status: number; count: number };
  answerAfterMs: number;
  /** Every frame comes twice. */
  doubleFrames: boolean;
  /** Sockets are turned away, as some company networks do. */
  blockSockets: boolean;
};

export function noTrouble(): Trouble {
  const refusePosts = { code: "internal" as const, status: 500, count: 0 };
  return { loseAnswers: 0, refusePosts, answerAfterMs: 0, doubleFrames: false, blockSockets: false };
}

export function refuse(code: ErrorCode, status: number): Reply {
  return { status, body: { error: { code } } };
}

export function proofOf(request: IncomingMessage): string {
  const protocol = request.headers["sec-websocket-protocol"]?.split(", ").find((name) => name.startsWith("guichet."));
  return protocol?.slice(8) ?? request.headers.authorization?.replace(/^Bearer /, "") ?? "";
}

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
