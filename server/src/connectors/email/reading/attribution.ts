/** "On … wrote:" and its like; the words between may break over three lines. */
const attribution =
  /^\s{0,3}(?:On|Le|Am|El|Il|Op|Em|Den|Dnia|W dniu|Pe|Kl|Den)\b.{5,300}(?:wrote|a écrit|schrieb|escribió|ha scritto|schreef|escreveu|skrev|napisał(?:\(a\))?|kirjoitti|a scris)(?!\p{L}).{0,120}:\s*$/isu;
/** "2026-11-22 14:03 GMT+01:00 Ada <ada@example.org>:" */
const datedAttribution = /^\s{0,3}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,80}<[^<>\s]+@[^<>\s]+>\s*:\s*$/u;
/** The same in any other language: at least the address is known by its shape. */
const addressed =
  /^(?<head>[^@]*)[<(][^<>()\s@]{1,64}@[^<>()\s@]{1,255}[>)](?<tail>[^<>@]{0,80})[:：]\p{Cf}{0,9}\s{0,9}$/u;
const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/u;
const time = /(?<!\d)\d{1,2}:\d{2}(?!\d)/u;
/** What stands between the last of the date and the address is a name; after half a date a comma comes first. */
const nameAfterDate = /(?:(?:19|20)\d{2}|\d{1,2}:\d{2})(?!\d)\D{0,60}$/u;
const nameAfterComma = /(?<!\d)(?:(?:19|20)\d{2}|\d{1,2}:\d{2})(?!\d)[^,，、]{0,10}[,，、][^,，、]{0,60}$/u;
/** Not the stops of a date or of initials ("22. nov. 2026 г. в", "Ada K. Lovelace"). */
const sentenceEnd =
  /(?:[!?]|(?<=[^\d\s.][^\d\s.])\.)\s+(?!\d)|[。！？]|(?<!\d)(?:(?:19|20)\d{2}|\d{1,2}:\d{2})[.!?]\s/u;
const longest = 150;

/** How many lines an attribution takes from here on; 0 when there is none. */
export function attributionLength(lines: readonly string[], index: number): number {
  const first = lines[index] ?? "";
  if (first.trim() === "" || first.length > 300) return 0;
  if (datedAttribution.test(first)) return 1;
  for (let length = 1; length <= 3; length += 1) {
    const joined = lines.slice(index, index + length).join(" ");
    if (joined.length < 400 && attribution.test(joined)) return length;
  }
  return 0;
}

/** Asked only before marked lines; a long one is broken, but a line that is one by itself needs none above it. */
export function addressedLength(lines: readonly string[], index: number): number {
  const [first = "", second = ""] = lines.slice(index, index + 2);
  if (isAddressed(first)) return 1;
  if (first.trim() === "" || first.length + second.length > longest || isAddressed(second)) return 0;
  return isAddressed(`${first} ${second}`) ? 2 : 0;
}

/** A date, a name and an address: the writer's own sentence may end with an address as well. */
function isAddressed(line: string): boolean {
  if (line.length > longest) return false;
  const { head, tail } = addressed.exec(line)?.groups ?? {};
  if (head === undefined || tail === undefined || sentenceEnd.test(head)) return false;
  if (isFullDate(tail)) return head.trim() !== "" && head.length <= 60;
  return (isFullDate(head) && nameAfterDate.test(head)) || nameAfterComma.test(head);
}

function isFullDate(words: string): boolean {
  return year.test(words) && time.test(words);
}
