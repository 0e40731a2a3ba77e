import type { ImapFlow } from "imapflow";

/** Waits for an answer of the server so long; then it is hung up on, because a connection that hangs says nothing more. */
export async function within<T>(answer: Promise<T>, client: ImapFlow, ms: number): Promise<T> {
  const timer = setTimeout(() => client.close(), ms);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}
