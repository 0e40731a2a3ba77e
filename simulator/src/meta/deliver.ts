import { createHmac } from "node:crypto";

/** One element of a delivery: under `changes` a field and its value, under `messaging` the event itself. */
export type Element =
  | { readonly list: "changes"; readonly field: string; readonly value: unknown }
  /** The same on the entry itself, and a list around the whole: so Instagram documents its own log-in. */
  | { readonly list: "field"; readonly field: string; readonly value: unknown }
  | { readonly list: "messaging" | "standby"; readonly event: unknown };
export type Notice = { readonly object: string; readonly accountId: string; readonly element: Element };
export type Delivered = { readonly body: string; readonly status: number; readonly at: number };

const POST_TIMEOUT_MS = 5000;

/** One body of Meta's for these notices, grouped by account, in their order (`object` is that of the first). */
export function toBody(notices: readonly Notice[], now: number): string {
  const [first] = notices;
  const groups = Map.groupBy(notices, (notice) => groupOf(notice, notices));
  const entry = [...groups.values()].map((group) => {
    const [{ accountId, element }] = group as [Notice, ...Notice[]];
    // Meta counts seconds beside changes, milliseconds beside messaging events.
    const time = "field" in element ? Math.floor(now / 1000) : now;
    if (element.list === "field") return { id: accountId, time, field: element.field, value: element.value };
    return { id: accountId, time, [element.list]: group.map((notice) => toElement(notice.element)) };
  });
  const body = { object: first?.object ?? "", entry };
  return escapeAsMeta(JSON.stringify(first?.element.list === "field" ? [body] : body));
}

/** What stands on the entry itself has an entry of its own. */
function groupOf(notice: Notice, all: readonly Notice[]): string {
  const { list } = notice.element;
  return list === "field" ? `${list} ${all.indexOf(notice)}` : `${list} ${notice.accountId}`;
}

function toElement(element: Element): unknown {
  return "field" in element ? { field: element.field, value: element.value } : element.event;
}

/** Meta writes what is not ASCII as escapes, and a slash with a backslash before it; it signs what it writes. */
export function escapeAsMeta(json: string): string {
  return json
    .replaceAll("/", "\\/")
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function signAsMeta(body: string, secret: string): Record<string, string> {
  const digest = (algorithm: string) => createHmac(algorithm, secret).update(body).digest("hex");
  return { "x-hub-signature": `sha1=${digest("sha1")}`, "x-hub-signature-256": `sha256=${digest("sha256")}` };
}

/** Posts one body; 0: nobody answered. */
export async function postBody(url: string, body: string, secret: string, signal: AbortSignal): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "facebookexternalua", ...signAsMeta(body, secret) },
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(POST_TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}

/** The handshake: does whoever answers there know the token, and give the challenge back as it is? */
export async function shakeHands(url: string, token: string, challenge: string): Promise<boolean> {
  const asked = new URL(url);
  asked.searchParams.set("hub.mode", "subscribe");
  asked.searchParams.set("hub.challenge", challenge);
  asked.searchParams.set("hub.verify_token", token);
  try {
    const answer = await fetch(asked, { redirect: "manual", signal: AbortSignal.timeout(POST_TIMEOUT_MS) });
    return answer.status === 200 && (await answer.text()) === challenge;
  } catch {
    return false;
  }
}
