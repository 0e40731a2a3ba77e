import { cleanText } from "../lib/clean-text.ts";

/** An object somebody else wrote: any member may be missing, null, or of another kind. */
export type Json = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

/** Own members alone: what every object inherits is nobody's word. */
export function rawOf(of: Json | undefined, key: string): unknown {
  return of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;
}

export function memberOf(of: Json | undefined, key: string): Json | undefined {
  return recordOf(rawOf(of, key));
}

/** A list as it is; what is none is empty. */
export function arrayOf(of: Json | undefined, key: string): readonly unknown[] {
  const list = rawOf(of, key);
  return Array.isArray(list) ? list : [];
}

/** The objects of a list; what is none is left out. */
export function listOf(of: Json | undefined, key: string): Json[] {
  return arrayOf(of, key)
    .map((one) => recordOf(one))
    .filter((one) => one !== undefined);
}

/** Storable text; undefined when it is missing or empty. */
export function textOf(of: Json | undefined, key: string): string | undefined {
  const value = rawOf(of, key);
  return typeof value === "string" ? cleanText(value) || undefined : undefined;
}

/** A number, also one written as text. */
export function numberOf(of: Json | undefined, key: string): number | undefined {
  const value = rawOf(of, key);
  if (typeof value === "string" && /^-?\d{1,18}(\.\d{1,18})?$/.test(value.trim())) return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** An id as text; one that came as a number only where nothing of it was lost. */
export function idOf(of: Json | undefined, key: string): string | undefined {
  const value = rawOf(of, key);
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : textOf(of, key);
}
