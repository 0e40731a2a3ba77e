/** What ends a line for some program on a mail's way (S33), and the other controls. */
const endsLine = /[\p{Cc}\u2028\u2029]/u;
/** Invisible and direction-changing characters let a name pose as another. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Default_Ignorable_Code_Point}\s]+/gu;
const maxCharacters = 100;

/** Whether a value may stand in a header as it is. */
export function isHeaderValue(value: string): boolean {
  return value.isWellFormed() && !endsLine.test(value);
}

/** One plain address: no list, no name, no comment, nothing to be parsed. */
export function isMailAddress(value: string): boolean {
  return value.length <= 254 && isHeaderValue(value) && /^[^\s<>,;:"()[\]\\@]{1,64}@[^\s<>,;:"()[\]\\@]+$/.test(value);
}

/** A value somebody chose (a name), as one short visible line for a subject or a sentence. */
export function toOneLine(value: string): string {
  const line = value.toWellFormed().replace(unseen, " ").trim();
  const characters = [...line.slice(0, maxCharacters * 4)];
  return characters.length > maxCharacters ? `${characters.slice(0, maxCharacters - 1).join("")}…` : line;
}
