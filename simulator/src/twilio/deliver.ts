import { sign } from "./sign.ts";

export type Delivered = {
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  /** Of HTTP; 0: nobody answered. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

/** Twilio waits 15 seconds for an answer. */
const PATIENCE_MS = 15_000;

/** Posts a signed form. */
export async function postForm(
  url: string,
  params: Readonly<Record<string, string>>,
  token: string,
  signal: AbortSignal,
): Promise<Delivered> {
  const form = new URLSearchParams({ ...params });
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "x-twilio-signature": sign(token, url, form),
        "i-twilio-idempotency-token": params.MessageSid ?? "",
        "user-agent": "TwilioProxy/1.1",
      },
      body: form.toString(),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const contentType = answer.headers.get("content-type") ?? "";
    return { url, params, status: answer.status, contentType, body: await answer.text() };
  } catch {
    return { url, params, status: 0, contentType: "", body: "" };
  }
}
