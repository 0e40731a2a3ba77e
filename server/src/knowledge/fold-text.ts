/** As people search: without accents and case, blanks as one. `Élodie  GRAS` → `elodie gras` */
export function foldText(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

/** The words that must all be found; a long search is cut. */
export function wordsOf(search: string): string[] {
  return foldText(search).split(" ").filter(Boolean).slice(0, 8);
}
