import { parseJson } from "../../lib/parse-json.ts";

/** What one delivery says, name by name: the first value of each. No prototype, so that a name is only ever a name. */
export type Params = Readonly<Record<string, string>>;

export type ReadBody =
  | { readonly type: "form"; readonly pairs: readonly (readonly [string, string])[] }
  | { readonly type: "json"; readonly value: unknown }
  | { readonly type: "unreadable"; readonly reason: string };

const limits = { maxDepth: 40, maxKeys: 100_000, maxBytes: 4 * 1024 * 1024 };
const MOST_PAIRS = 2000;
const MOST_SIGNED = 500;

/** Twilio posts forms; JSON where a body is signed by its hash. Total. */
export function readBody(body: Uint8Array): ReadBody {
  const first = body.find((byte) => byte > 0x20);
  // `{` or `[`: no name of a form begins so.
  if (first === 0x7b || first === 0x5b) {
    const parsed = parseJson(body, limits);
    return parsed.ok ? { type: "json", value: parsed.value } : { type: "unreadable", reason: parsed.reason };
  }
  return { type: "form", pairs: readPairs(body) };
}

/** Twilio posts some dozens. Nothing is decoded for this, because anybody may post. */
export function hasTooManyPairs(body: Uint8Array): boolean {
  let pairs = 1;
  for (let at = body.indexOf(0x26); at !== -1 && pairs <= MOST_SIGNED; at = body.indexOf(0x26, at + 1)) pairs += 1;
  return pairs > MOST_SIGNED;
}

/** Every parameter as it stands there, in order, decoded; repeated names too. */
export function readPairs(body: Uint8Array): (readonly [string, string])[] {
  return [...new URLSearchParams(new TextDecoder().decode(body))];
}

export function toParams(pairs: readonly (readonly [string, string])[]): Params {
  const params: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs.slice(0, MOST_PAIRS)) params[name] ??= value;
  return params;
}

/** The same of a JSON object: its texts and numbers. */
export function paramsOfJson(of: Readonly<Record<string, unknown>>): Params {
  const pairs = Object.entries(of).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? [[name, String(value)] as const]
      : [],
  );
  return toParams(pairs);
}

/** A value that is there and not empty, without NULs, which some carriers put between the letters. */
export function paramOf(params: Params, name: string): string | undefined {
  const value = params[name]?.replaceAll("\0", "").toWellFormed();
  return value === undefined || value === "" ? undefined : value;
}
