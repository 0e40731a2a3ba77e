import type { IncomingMessage } from "node:http";

export type SentFile = { readonly bytes: Uint8Array; readonly name: string; readonly type: string };

/** A call as it was received. `fields`: query, form and JSON members together, the body's before the query's. */
export type GraphRequest = {
  readonly method: string;
  readonly version: string;
  /** Behind the version: `["1234", "messages"]`. */
  readonly path: readonly string[];
  readonly token: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, SentFile>>;
};

/** Undefined: it is no call of the Graph API. */
export async function readGraphRequest(request: IncomingMessage, body: Buffer): Promise<GraphRequest | undefined> {
  const url = new URL(request.url ?? "/", "http://simulator");
  // Tokens of Instagram are asked for without a version.
  const [, version = "", rest] =
    /^\/(?:(v\d+\.\d+)\/(?=.)|(?=(?:refresh_)?access_token$))(.+)$/.exec(url.pathname) ?? [];
  if (rest === undefined) return undefined;
  const read = await readBody(body, request.headers["content-type"] ?? "");
  const fields: Record<string, unknown> = { ...Object.fromEntries(url.searchParams), ...read.fields };
  const bearer = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const { access_token: inFields, ...others } = fields;
  return {
    method: request.method ?? "GET",
    version,
    path: rest.split("/").filter(Boolean).map(decodeURIComponent),
    token: bearer ?? String(inFields ?? ""),
    fields: others,
    files: read.files,
  };
}

async function readBody(body: Buffer, type: string): Promise<Pick<GraphRequest, "fields" | "files">> {
  if (body.length === 0) return { fields: {}, files: {} };
  if (type.startsWith("application/json")) {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return { fields: recordOf(value), files: {} };
  }
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const fields: Record<string, unknown> = {};
  const files: Record<string, SentFile> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") fields[name] = value;
    else files[name] = { bytes: new Uint8Array(await value.arrayBuffer()), name: value.name, type: value.type };
  }
  return { fields, files };
}

export function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}
