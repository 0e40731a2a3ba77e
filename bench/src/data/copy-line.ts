/** One row in the text format of COPY, with its newline. */
export function copyLine(values: readonly (string | number | boolean | Date | null)[]): string {
  return `${values.map(copyField).join("\t")}\n`;
}

function copyField(value: string | number | boolean | Date | null): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  return /[\\\t\n\r]/.test(value) ? escapeText(value) : value;
}

function escapeText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}
