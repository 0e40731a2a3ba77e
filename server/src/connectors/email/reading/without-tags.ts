const opening = /<(script|style|title)\b/gi;

/** Text of HTML that is too large or too deep to be parsed: crude, but its time grows with the length alone. */
export function withoutTags(html: string): string {
  return withoutHidden(html)
    .replace(/<[^<>]{0,2000}>/g, " ")
    .replace(/[ \t\u00A0]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim();
}

/** Drops scripts and styles with what they hold; one that is never closed takes the rest, as it does in a browser. */
function withoutHidden(html: string): string {
  const lower = html.toLowerCase();
  let kept = "";
  let from = 0;
  for (const match of html.matchAll(opening)) {
    if (match.index < from) continue;
    kept += html.slice(from, match.index);
    const close = lower.indexOf(`</${match[1]?.toLowerCase()}`, match.index);
    if (close === -1) return kept;
    from = close;
  }
  return kept + html.slice(from);
}
