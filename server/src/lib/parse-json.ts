export type JsonLimits = {
  /** Objects and arrays inside one another. */
  maxDepth: number;
  /** Members of objects and items of arrays, all together. */
  maxKeys: number;
  maxBytes: number;
  /** Keys that reach a prototype: the whole is refused (as usual), or they alone are left out. */
  forbiddenKeys?: "dropped";
  /** Integers that a number cannot hold become their digits as text; else they lose some. */
  bigIntegers?: "text";
};

export type JsonRefusal = "too_large" | "too_deep" | "too_many_keys" | "forbidden_key" | "not_json";
export type ParsedJson = { ok: true; value: unknown } | { ok: false; reason: JsonRefusal };

/**
 * Parses JSON that somebody else wrote. Size, depth and count are judged before anything is built, because 200,000 nested
 * arrays parse quickly and only break whoever walks them. Keys that reach a prototype (`__proto__`, or `constructor` holding
 * `prototype`) are refused at every depth. Bytes that are not UTF-8 become U+FFFD.
 */
export function parseJson(input: string | Uint8Array, limits: JsonLimits): ParsedJson {
  const bytes = typeof input === "string" ? Buffer.byteLength(input) : input.byteLength;
  if (bytes > limits.maxBytes) return refuse("too_large");
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  const excess = findExcess(text, limits);
  if (excess !== undefined) return refuse(excess);
  try {
    const value: unknown = JSON.parse(text, reviverFor(text, limits));
    return mayReachPrototype.test(text) && reachesPrototype(value) ? refuse("forbidden_key") : { ok: true, value };
  } catch {
    return refuse("not_json");
  }
}

/** A cheap first look: without these spellings (or an escape that could hide one) no key can be dangerous. */
const mayReachPrototype = /__proto__|constructor|\\u/;

const maybeBigInteger = /\d{16}/;

/** Looks at every member again, which takes its time: only where something may be found. */
function reviverFor(text: string, { forbiddenKeys, bigIntegers }: JsonLimits): Reviver | undefined {
  const drops = forbiddenKeys === "dropped" && mayReachPrototype.test(text);
  const widens = bigIntegers === "text" && maybeBigInteger.test(text);
  if (!drops && !widens) return undefined;
  return (key, value, { source = "" } = {}) => {
    if (drops && (key === "__proto__" || (key === "constructor" && hasPrototypeKey(value)))) return undefined;
    const isTooBig = widens && typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
    return isTooBig ? source : value;
  };
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** One pass over the text; a container of n entries has n - 1 commas and one opening, so both together bound the entries. */
function findExcess(text: string, limits: JsonLimits): JsonRefusal | undefined {
  let depth = 0;
  let entries = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === comma) entries += 1;
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      entries += 1;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
    if (depth > limits.maxDepth) return "too_deep";
    if (entries > limits.maxKeys) return "too_many_keys";
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += 1;
    else if (code === quote) return at;
  }
  return text.length;
}

function reachesPrototype(root: unknown): boolean {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "__proto__" || (key === "constructor" && hasPrototypeKey(inner))) return true;
      waiting.push(inner);
    }
  }
  return false;
}

function hasPrototypeKey(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "prototype");
}

function refuse(reason: JsonRefusal): ParsedJson {
  return { ok: false, reason };
}
