import { createHmac } from "node:crypto";
import { type Callback, writeJson } from "./wire.ts";

const POST_TIMEOUT_MS = 10_000;

/** Posts a callback as Viber does, signed over the very bytes; `status` 0: nobody answered. */
export async function postCallback(
  url: string,
  token: string,
  callback: Callback,
  signal?: AbortSignal,
): Promise<{ status: number; body: string }> {
  const body = writeJson(callback);
  const signature = createHmac("sha256", token).update(body).digest("hex");
  const patience = AbortSignal.timeout(POST_TIMEOUT_MS);
  const to = new URL(url);
  to.searchParams.set("sig", signature);
  try {
    const answer = await fetch(to, {
      method: "POST",
      headers: { "content-type": "application/json", "x-viber-content-signature": signature },
      body,
      redirect: "manual",
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { status: 0, body: "" };
  }
}
