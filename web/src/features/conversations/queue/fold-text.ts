/** For comparing names as people search them: without accents and case, `Élodie` → `elodie`. */
export function foldText(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase().trim();
}
