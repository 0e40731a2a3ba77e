import type { AttachmentView } from "@guichet/contract/conversations";
import type { ErrorCode } from "@guichet/contract/errors";
import type { MessengerConfig, OpenSessionAnswer, PageFacts, VisitorMessagesAnswer } from "@guichet/contract/messenger";
import type { Locale } from "@guichet/contract/people";
import { toJson } from "../page/to-json.ts";
import type { Unsent } from "./outbox.ts";
import { isAttachment, isConfig, isPage, isRecord, isSession, parseJson } from "./read-answer.ts";

const TIMEOUT_MS = 30_000;
const FILE_TIMEOUT_MS = 10 * 60_000;

/** A call without the answer we hoped for. `status` 0: no answer at all. */
export class CallFailed extends Error {
  readonly status: number;
  readonly code: ErrorCode | undefined;
  /** How long the server asks us to wait, in milliseconds; 0 when it does not say. */
  readonly retryAfterMs: number;

  constructor(status = 0, body?: unknown) {
    super(`guichet: ${status || "no answer"}`);
    const error = isRecord(body) && isRecord(body.error) ? body.error : {};
    this.status = status;
    this.code = typeof error.code === "string" ? (error.code as ErrorCode) : undefined;
    this.retryAfterMs = typeof error.retryAfterSeconds === "number" ? error.retryAfterSeconds * 1000 : 0;
  }

  /** The proof is not accepted (any more). */
  get isUnproven(): boolean {
    return this.status === 401;
  }

  /** Trying again without a change is of no use. */
  get isFinal(): boolean {
    return this.isUnproven || this.isRefusal;
  }

  /** The server understood and said no: the same call again would end the same way. */
  get isRefusal(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

/** The address of one channel's messenger. */
export type Door = string;

export function doorOf(host: string, channel: string): Door {
  return `${host}/messenger/${channel}`;
}

export function getConfig(door: Door, locale: Locale): Promise<MessengerConfig> {
  return read(call(door, "GET", `/config?locale=${locale}`), isConfig);
}

export function postSession(
  door: Door,
  proof: { token?: string; jwt?: string },
  page: PageFacts,
): Promise<OpenSessionAnswer> {
  return read(call(door, "POST", "/sessions", "", toJson({ ...proof, page })), isSession);
}

export async function patchVisitor(door: Door, token: string, body: Record<string, unknown>): Promise<void> {
  await call(door, "PATCH", "/visitor", token, toJson(body));
}

export function getMessages(
  door: Door,
  token: string,
  page: { before?: string; after?: string },
): Promise<VisitorMessagesAnswer> {
  return read(call(door, "GET", `/messages?${new URLSearchParams(page)}`, token), isPage);
}

export async function postMessage(door: Door, token: string, { id, text, attachments }: Unsent): Promise<void> {
  const attachmentIds = attachments.map((file) => file.id);
  await call(door, "POST", "/messages", token, toJson({ id, text, attachmentIds }));
}

export function postFile(door: Door, token: string, file: File): Promise<AttachmentView> {
  return read(call(door, "POST", `/files?${new URLSearchParams({ name: file.name })}`, token, file), isAttachment);
}

export async function getFile(door: Door, token: string, id: string): Promise<Blob> {
  return (await call(door, "GET", `/files/${id}`, token)).blob();
}

/** Where the live feed is: `ws` for a host on http, `wss` for one on https. */
export function liveAddress(door: Door, cursor: string): string {
  return `${door.replace(/^http/, "ws")}/live?after=${cursor}`;
}

/** Cookies never go along; the page's address does not either (what we tell of it, we tell as page facts). */
async function call(door: Door, method: string, path: string, token?: string, body?: string | File): Promise<Response> {
  const isFile = path.startsWith("/files");
  const type = body instanceof File ? body.type || "application/octet-stream" : "application/json";
  const response = await fetch(door + path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { "content-type": type }) },
    body: body ?? null,
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(isFile ? FILE_TIMEOUT_MS : TIMEOUT_MS),
  }).catch(() => {
    throw new CallFailed();
  });
  if (!response.ok) throw new CallFailed(response.status, parseJson(await textOf(response)));
  return response;
}

async function read<T>(response: Promise<Response>, isRight: (value: unknown) => value is T): Promise<T> {
  const value = parseJson(await textOf(await response));
  if (isRight(value)) return value;
  throw new CallFailed();
}

/** A line that breaks in the middle of an answer gives none. */
function textOf(response: Response): Promise<string> {
  return response.text().catch(() => "");
}
