export type Rankable = { readonly id: string; readonly label: string; readonly search?: string };

/**
 * What fits what was typed, best first: the beginning of the name, then of one of its words, then the
 * beginnings of its words (`gts` for *Go to Settings*). Equal ones go by recent use. Case and accents do not count. Nothing typed: recent ones first, all of them.
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
  return startsWords(text.split(" "), wanted.replaceAll(" ", "")) ? 1 : 0;
}

/** Is it made of the beginnings of some of the words, in their order? */
function startsWords(words: readonly string[], wanted: string): boolean {
  if (wanted === "") return true;
  return words.some((word, place) => {
    for (let length = sharedStart(word, wanted); length > 0; length -= 1) {
      if (startsWords(words.slice(place + 1), wanted.slice(length))) return true;
    }
    return false;
  });
}

function sharedStart(word: string, wanted: string): number {
  let length = 0;
  while (length < word.length && word[length] === wanted[length]) length += 1;
  return length;
}

function recency(id: string, recent: readonly string[]): number {
  const place = recent.indexOf(id);
  return place < 0 ? recent.length : place;
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}
