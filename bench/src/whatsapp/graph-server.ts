import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRandom, SEEDS } from "../data/random.ts";
import { PostLine } from "../protocol/post-line.ts";
import { sign } from "./notices.ts";
import type { Acceptance } from "./provider.ts";
import { EVEN, type Fate, pickFate, type Temper } from "./temper.ts";

/**
 * As much of the Graph API as connecting a number and sending on it needs (Cloud API, "Messages", "Error codes"), as cheap as
 * it can be: `node graph-server.ts`. `/bench/behave` sets how it behaves, `/bench/record` tells what it was asked.
 */
type Send = {
  readonly to: string;
  readonly biz_opaque_callback_data: string;
  readonly text: { readonly body: string };
};
type Record = { accepted: Acceptance[]; firstAsked: { [ref: string]: number }; counts: { [what: string]: number } };

/** A status that could not be told is told again, as Meta does. */
const TELL_AGAIN_MS = 500;
const TELL_AFTER_MS = 300;
const random = createRandom(SEEDS.sets);
const buckets = new Map<string, { tokens: number; at: number }>();
let temper = EVEN;
let record = emptyRecord();
let appSecret = "";
let callback = "";
let line: PostLine | undefined;
const untold: { ref: string; body: string }[] = [];
let telling = false;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => answer(request, Buffer.concat(chunks).toString("utf8"), response));
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => {
  const bound = server.address();
  if (bound !== null && typeof bound !== "string") console.log(`listening ${bound.port}`);
});

function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
  const [path = ""] = (request.url ?? "").split("?", 1);
  if (request.method === "POST" && path.endsWith("/messages")) takeMessage(path, JSON.parse(body), response);
  else if (path === "/bench/behave") say(response, 200, behave(JSON.parse(body)));
  else if (path === "/bench/record") say(response, 200, { ...record, callback });
  else say(response, 200, answerAdmin(request, path, body));
}

function behave(wanted: Temper): unknown {
  temper = wanted;
  record = emptyRecord();
  return {};
}

/** What connecting and watching over a number asks. */
function answerAdmin(request: IncomingMessage, path: string, body: string): unknown {
  const [appId = "", secret = ""] = (request.headers.authorization ?? "").replace("Bearer ", "").split("|");
  if (secret !== "") appSecret = secret;
  const id = path.split("/")[2] ?? "";
  if (path.endsWith("/debug_token")) {
    const scopes = ["whatsapp_business_messaging", "whatsapp_business_management"];
    return { data: { is_valid: true, app_id: appId, scopes, expires_at: 0 } };
  }
  if (path.endsWith("/phone_numbers")) return { data: Array.from({ length: 50 }, (_, n) => toNumber(300_000_001 + n)) };
  if (path.endsWith("/subscribed_apps")) {
    const told = body === "" ? {} : JSON.parse(body);
    callback = told.override_callback_uri ?? callback;
    const app = { whatsapp_business_api_data: { id: "100000001" }, override_callback_uri: callback };
    return request.method === "GET" ? { data: [app] } : { success: true };
  }
  if (request.method !== "GET") return { success: true };
  return /^\d+$/.test(id) && path.split("/").length === 3 ? toNumber(Number(id)) : { data: [] };
}

function toNumber(id: number): unknown {
  return {
    id: String(id),
    display_phone_number: `+1 555 ${id}`,
    verified_name: "Bench",
    quality_rating: "GREEN",
    status: "CONNECTED",
  };
}

function takeMessage(path: string, send: Send & { readonly status?: string }, response: ServerResponse): void {
  const wait = temper.fastest + random() * (temper.slowest - temper.fastest);
  const later = (status: number, body: unknown): void => void setTimeout(() => say(response, status, body), wait);
  if (send.status === "read") {
    count("read");
    later(200, { success: true });
    return;
  }
  record.firstAsked[send.biz_opaque_callback_data] ??= performance.timeOrigin + performance.now();
  const fate = takeToken(path) ? pickFate(temper, random()) : "limited";
  if (fate !== "accepted") count(fate);
  if (fate === "limited") later(400, refusal(130_429, "Rate limit hit"));
  else if (fate === "refused") later(500, refusal(131_000, "Something went wrong"));
  else answerAccepted(path, send, fate, later);
}

function answerAccepted(path: string, send: Send, fate: Fate, later: (status: number, body: unknown) => void): void {
  const wamid = accept(send);
  if (fate !== "accepted" || temper.tells === "all") tellLater(path, wamid, send);
  if (fate === "garbled") later(502, "<html>Bad gateway</html>");
  if (fate === "accepted") {
    const contacts = [{ input: send.to, wa_id: send.to }];
    later(200, { messaging_product: "whatsapp", contacts, messages: [{ id: wamid }] });
  }
}

function refusal(code: number, message: string): unknown {
  return { error: { code, message, type: "OAuthException" } };
}

function accept({ biz_opaque_callback_data: ref, to, text }: Send): string {
  const n = Number(/^#(\d+)#/.exec(text.body)?.[1] ?? -1);
  record.accepted.push({ ref, to, n, at: performance.timeOrigin + performance.now() });
  return `wamid.${ref}.${record.accepted.length}`;
}

/** Each number has its own bucket, which holds a second's worth. */
function takeToken(path: string): boolean {
  const now = performance.now();
  const bucket = buckets.get(path) ?? { tokens: temper.perSecond, at: now };
  buckets.set(path, bucket);
  bucket.tokens = Math.min(temper.perSecond, bucket.tokens + ((now - bucket.at) / 1000) * temper.perSecond);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

function tellLater(path: string, wamid: string, send: Send): void {
  const ref = send.biz_opaque_callback_data;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const status = { id: wamid, status: "sent", timestamp, recipient_id: send.to, biz_opaque_callback_data: ref };
  const metadata = { display_phone_number: "15550000000", phone_number_id: path.split("/")[2] };
  const value = { messaging_product: "whatsapp", metadata, statuses: [status] };
  const changes = [{ value, field: "messages" }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "200000001", changes }] });
  setTimeout(() => {
    untold.push({ ref, body });
    void tellAll();
  }, TELL_AFTER_MS);
}

/** One after the other on one connection; what is not taken is told again. */
async function tellAll(): Promise<void> {
  if (telling) return;
  telling = true;
  for (let next = untold[0]; next !== undefined; next = untold[0]) {
    const { port, pathname } = new URL(callback);
    try {
      if (line === undefined || !line.free) line = await PostLine.open(Number(port));
      if ((await line.post(sign({ path: pathname, appSecret }, next.body))) !== 200) throw new Error("refused");
      untold.shift();
      count("told");
    } catch {
      await new Promise((resolve) => setTimeout(resolve, TELL_AGAIN_MS));
    }
  }
  telling = false;
}

function emptyRecord(): Record {
  return { accepted: [], firstAsked: {}, counts: { refused: 0, garbled: 0, silent: 0, limited: 0, read: 0, told: 0 } };
}

function count(what: string): void {
  record.counts[what] = (record.counts[what] ?? 0) + 1;
}

function say(response: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
    .end(text);
}
