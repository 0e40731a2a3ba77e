/** A method call as it was received: fields as text (objects as JSON), files by field name. */
export type Call = {
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<
    Record<string, { readonly bytes: Uint8Array; readonly name: string; readonly type: string }>
  >;
};

/** Reads JSON, `multipart/form-data`, a form or a query, as the Bot API does ("Making requests"). */
export async function readCall(method: string, query: URLSearchParams, body: Buffer, type: string): Promise<Call> {
  const asked = Object.fromEntries(query);
  if (body.length === 0) return { method, fields: asked, files: {} };
  if (type.startsWith("application/json")) return { method, fields: { ...asked, ...readJson(body) }, files: {} };
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const fields: Record<string, string> = { ...asked };
  const files: Record<string, Call["files"][string]> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") fields[name] = value;
    else files[name] = { bytes: new Uint8Array(await value.arrayBuffer()), name: value.name, type: value.type };
  }
  return { method, fields, files };
}

function readJson(body: Buffer): Record<string, string> {
  const value: unknown = JSON.parse(body.toString("utf8"));
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, typeof inner === "string" ? inner : JSON.stringify(inner)]),
  );
}

/** A field that is JSON; undefined when it is missing or is none. */
export function jsonOf(call: Call, name: string): unknown {
  try {
    return JSON.parse(call.fields[name] ?? "null");
  } catch {
    return undefined;
  }
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
