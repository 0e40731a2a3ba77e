import { encrypt, signedQuery } from "./sign.ts";
import { type Fields, type ServerConfiguration, writeElements, writeXml } from "./wire.ts";

/** WeChat waits so long for an answer. */
const POST_TIMEOUT_MS = 5000;

export type Posted = { readonly status: number; readonly body: string };
/** The body as it travels, and what of it is encrypted. */
type Sealed = { readonly body: string; readonly encrypted?: string };

/** Posts one delivery as WeChat does; `status` 0: nobody answered. */
export async function postDelivery(
  server: ServerConfiguration,
  { fields, appId, now }: { readonly fields: Fields; readonly appId: string; readonly now: number },
  signal?: AbortSignal,
): Promise<Posted> {
  const { body, encrypted } = seal(server, fields, appId);
  const query = { ...signedQuery(server.token, now, encrypted), openid: String(fields.FromUserName) };
  return await call(withQuery(server.url, query), signal, {
    method: "POST",
    headers: { "content-type": "text/xml" },
    body,
  });
}

/** The handshake: the address has to give back what it is asked. Undefined: it did; else why it is not taken. */
export async function shakeHands(
  server: ServerConfiguration,
  echostr: string,
  now: number,
): Promise<string | undefined> {
  if (URL.parse(server.url) === null) return "This is no address.";
  const { status, body } = await call(withQuery(server.url, { ...signedQuery(server.token, now), echostr }));
  return status === 200 && body === echostr ? undefined : `The token could not be verified (${status}).`;
}

/** The address of an earlier delivery, signed for this moment: WeChat itself comes again within seconds. */
export function signAgain(address: string, body: string, token: string, now: number): string {
  const url = new URL(address, "http://address");
  const encrypted = /<Encrypt><!\[CDATA\[([^\]]*)\]\]><\/Encrypt>/.exec(body)?.[1];
  const signed = withQuery(url.href, signedQuery(token, now, encrypted));
  return `${signed.pathname}${signed.search}`;
}

function seal({ mode, aesKey }: ServerConfiguration, fields: Fields, appId: string): Sealed {
  const xml = writeXml(fields);
  if (mode === "plain") return { body: xml };
  const encrypted = encrypt(xml, aesKey, appId);
  const outer = mode === "compatible" ? fields : { ToUserName: fields.ToUserName ?? "" };
  return { body: `<xml>${writeElements({ ...outer, Encrypt: encrypted })}</xml>`, encrypted };
}

function withQuery(address: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

async function call(url: URL, signal?: AbortSignal, init: RequestInit = {}): Promise<Posted> {
  const patience = AbortSignal.timeout(POST_TIMEOUT_MS);
  const given = signal === undefined ? patience : AbortSignal.any([signal, patience]);
  try {
    const answer = await fetch(url, { ...init, redirect: "manual", signal: given });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { status: 0, body: "" };
  }
}
