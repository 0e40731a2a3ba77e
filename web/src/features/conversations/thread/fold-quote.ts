/** Lines with which mail programs introduce what they quote. */
const INTRODUCTIONS = [
  /^On\b.{4,200}\bwrote:\s*$/is,
  /^Le\b.{4,200}\ba écrit\s*:\s*$/is,
  /^Am\b.{4,200}\bschrieb\b.{0,100}:\s*$/is,
  /^El\b.{4,200}\bescribió:\s*$/is,
  /^-{2,}\s*(Original Message|Message d'origine|Message transféré|Forwarded message|Ursprüngliche Nachricht)\s*-{2,}\s*$/i,
  /^_{10,}\s*$/,
];

export type FoldedText = { readonly shown: string; readonly quoted: string };

/** Cuts the quoted earlier mail off the end of a text. What stands between quotes, as an answer line by line, stays. */
export function foldQuote(text: string): FoldedText {
  const lines = text.split("\n");
  const start = introductionAt(lines) ?? trailingQuoteAt(lines);
  if (start === undefined) return { shown: text, quoted: "" };
  const shown = lines.slice(0, start).join("\n").trimEnd();
  // A mail that is nothing but a quote is shown as it is.
  return shown.trim() === "" ? { shown: text, quoted: "" } : { shown, quoted: lines.slice(start).join("\n").trim() };
}

function introductionAt(lines: readonly string[]): number | undefined {
  for (let index = 0; index < lines.length; index += 1) {
    // Mail programs break this line at 72 characters, so that it may take up to three.
    for (const count of [1, 2, 3]) {
      const candidate = lines
        .slice(index, index + count)
        .join(" ")
        .trim();
      if (INTRODUCTIONS.some((form) => form.test(candidate)) && onlyQuotesAfter(lines, index + count)) return index;
    }
  }
  return undefined;
}

function onlyQuotesAfter(lines: readonly string[], from: number): boolean {
  const rest = lines.slice(from).filter((line) => line.trim() !== "");
  const quoted = rest.filter((line) => line.startsWith(">")).length;
  return quoted === 0 || quoted === rest.length;
}

function trailingQuoteAt(lines: readonly string[]): number | undefined {
  let end = lines.length;
  while (end > 0 && lines[end - 1]?.trim() === "") end -= 1;
  let start = end;
  while (start > 0 && (lines[start - 1]?.startsWith(">") || lines[start - 1]?.trim() === "")) start -= 1;
  return lines.slice(start, end).some((line) => line.startsWith(">")) ? start : undefined;
}
