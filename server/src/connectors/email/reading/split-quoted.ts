export type SplitText = { readonly visible: string; readonly quoted: string };

const quoteMark = /^\s{0,3}>/;

/** "On … wrote:" and its like; the words between may break over three lines. */
const attribution =
  /^\s{0,3}(?:On|Le|Am|El|Il|Op|Em|Den|Dnia|W dniu|Pe|Kl|Den)\b.{5,300}(?:wrote|a écrit|schrieb|escribió|ha scritto|schreef|escreveu|skrev|napisał(?:\(a\))?|kirjoitti|a scris)(?!\p{L}).{0,120}:\s*$/isu;
/** "2026-11-22 14:03 GMT+01:00 Ada <ada@example.org>:" */
const datedAttribution = /^\s{0,3}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,80}<[^<>\s]+@[^<>\s]+>\s*:\s*$/u;
const separator =
  /^[-_ ]*-{3,}\s*(?:original message|message d['’]origine|message original|ursprüngliche nachricht|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|forwarded message|message transféré|reply message)\s*-{3,}\s*$/iu;
/** Outlook: a block of From, Sent, To, Subject lines, after a rule or an empty line. */
const headerStart = /^\s{0,3}\*?(?:From|De|Von|Da|Van|Från|Fra|Od)\s*:\*?\s*\S/u;
const headerNext =
  /^\s{0,3}\*?(?:Sent|Date|Envoyé|Gesendet|Datum|Enviado|Data|Inviato|Verzonden|Skickat|Sendt|To|À|An|Para|A|Aan|Subject|Objet|Betreff|Asunto|Oggetto|Onderwerp|Assunto|Cc)\s*:\*?/u;

/**
 * Where the quoted past of a mail begins. `visible` and `quoted` joined are the text, unchanged: folding is a view. Nothing is
 * folded when the writer answers between the quoted lines, or when there would be nothing left to read.
 */
export function splitQuoted(text: string): SplitText {
  const lines = text.split("\n");
  const start = findQuoteStart(lines);
  if (start === undefined) return { visible: text, quoted: "" };
  const at = lines.slice(0, start).reduce((length, line) => length + line.length + 1, 0);
  const visible = text.slice(0, at);
  return visible.trim() === "" ? { visible: text, quoted: "" } : { visible, quoted: text.slice(at) };
}

function findQuoteStart(lines: readonly string[]): number | undefined {
  const block = trailingQuote(lines);
  for (const [index, line] of lines.entries()) {
    if (index === block) return index;
    if ((line.length < 300 && separator.test(line)) || isHeaderBlock(lines, index)) return withRuleAbove(lines, index);
    const length = attributionLength(lines, index);
    if (length > 0 && isQuotedToEnd(lines, index + length, block)) return index;
  }
  return undefined;
}

/** The first line of the quoted block with which the text ends, if it does. */
function trailingQuote(lines: readonly string[]): number | undefined {
  let start: number | undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    if (quoteMark.test(line)) start = index;
    else if (line.trim() !== "") break;
  }
  return start;
}

/** How many lines an attribution takes from here on; 0 when there is none. */
function attributionLength(lines: readonly string[], index: number): number {
  const first = lines[index] ?? "";
  if (first.trim() === "" || first.length > 300) return 0;
  if (datedAttribution.test(first)) return 1;
  for (let length = 1; length <= 3; length += 1) {
    const joined = lines.slice(index, index + length).join(" ");
    if (joined.length < 400 && attribution.test(joined)) return length;
  }
  return 0;
}

/** After an attribution comes the quoted block, or text that a mailer quoted without marks; an answer in between is read. */
function isQuotedToEnd(lines: readonly string[], from: number, block: number | undefined): boolean {
  const next = lines.findIndex((line, index) => index >= from && line.trim() !== "");
  if (next === -1) return true;
  return block === undefined ? !lines.slice(from).some((line) => quoteMark.test(line)) : next === block;
}

function isHeaderBlock(lines: readonly string[], index: number): boolean {
  if (!headerStart.test(lines[index] ?? "")) return false;
  const following = lines.slice(index + 1, index + 7).filter((line) => headerNext.test(line));
  return following.length >= 2;
}

/** Outlook draws a line above the block it quotes. */
function withRuleAbove(lines: readonly string[], index: number): number {
  for (let above = index - 1; above >= 0 && above >= index - 3; above -= 1) {
    const line = lines[above]?.trim() ?? "";
    if (/^[_-]{8,}$/.test(line)) return above;
    if (line !== "") break;
  }
  return index;
}
