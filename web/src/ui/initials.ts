const HUES = 8;

/** One or two letters for a name, `KW` for Kai Wong; the sign `?` when there is no letter to take. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s\-_.@]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = [first, last].map((word) => (word ? [...word][0] : "")).join("");
  return letters === "" ? "?" : letters.toLocaleUpperCase();
}

/** A number from 0 to 7 that is always the same for the same name. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}
