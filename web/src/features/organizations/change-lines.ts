export type ChangeLine = { readonly field: string; readonly before: string; readonly after: string };

/** What changed, field by field, as texts; nested values are written as they are stored. */
export function changeLines(before: unknown, after: unknown): ChangeLine[] {
  const was = asRecord(before);
  const is = asRecord(after);
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields
    .map((field) => ({ field, before: asText(was[field]), after: asText(is[field]) }))
    .filter((line) => line.before !== line.after);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
