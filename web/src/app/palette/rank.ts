export type Rankable = { readonly id: string; readonly label: string; readonly search?: string };

/**
 * What fits what was typed, best first: the beginning of the name, then of one of its words, then the letters in their
 * order. Equal ones go by recent use. Case and accents do not count. Nothing typed: recent ones first, all of them.
 */
export function rank<Item extends Rankable>(items: readonly Item[], typed: string, recent: readonly string[]): Item[] {
  const wanted = plain(typed.trim());
  const scored = items.map((item, place) => ({
    item,
    place,
    score: scoreOf(item, wanted),
    used: recency(item.id, recent),
  }));
  return scored
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.used - b.used || a.place - b.place)
    .map((one) => one.item);
}

/** The newest use first, without repeats, at most twenty. */
export function remember(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((one) => one !== id)].slice(0, 20);
}

function scoreOf(item: Rankable, wanted: string): number {
  if (wanted === "") return 1;
  const text = plain(`${item.label} ${item.search ?? ""}`);
  if (text.startsWith(wanted)) return 4;
  if (text.includes(` ${wanted}`)) return 3;
  if (text.includes(wanted)) return 2;
  return inOrder(text, wanted) ? 1 : 0;
}

function inOrder(text: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted.replaceAll(" ", "")) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

function recency(id: string, recent: readonly string[]): number {
  const place = recent.indexOf(id);
  return place < 0 ? recent.length : place;
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}
