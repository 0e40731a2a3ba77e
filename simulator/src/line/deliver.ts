import { createHmac } from "node:crypto";
import type { LineEvent } from "./wire.ts";

const POST_TIMEOUT_MS = 10_000;

/** Posts events as LINE does, signed over the very bytes; 0: nobody answered. */
export async function postEvents(
  to: { readonly endpoint: string; readonly destination: string; readonly secret: string },
  events: readonly LineEvent[],
  signal?: AbortSignal,
): Promise<{ status: number; reason: string }> {
  const body = JSON.stringify({ destination: to.destination, events });
  const signature = createHmac("sha256", to.secret).update(body).digest("base64");
  const patience = AbortSignal.timeout(POST_TIMEOUT_MS);
  try {
    const answer = await fetch(to.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        "x-line-signature": signature,
      },
      body,
      redirect: "manual",
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
    await answer.body?.cancel();
    return { status: answer.status, reason: answer.ok ? "OK" : "ERROR_STATUS_CODE" };
  } catch {
    return { status: 0, reason: patience.aborted ? "REQUEST_TIMEOUT" : "COULD_NOT_CONNECT" };
  }
}
