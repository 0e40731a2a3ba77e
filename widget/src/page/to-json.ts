import { isRecord } from "../talk/read-answer.ts";

/**
 * JSON without `JSON.stringify`: some pages give arrays or strings a `toJSON` method (old Prototype.js does), and every body
 * we send would then be wrong.
 */
export function toJson(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map(toJson).join()}]`;
  if (!isRecord(value)) return typeof value === "boolean" || Number.isFinite(value) ? `${value}` : "null";
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys.map((key) => `${quote(key)}:${toJson(value[key])}`).join()}}`;
}

function quote(text: string): string {
  const escaped = (unit: string) => `\\u${(unit.charCodeAt(0) + 0x10000).toString(16).slice(1)}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON wants exactly these escaped.
  return `"${text.replace(/["\\\u0000-\u001f]/g, escaped)}"`;
}
