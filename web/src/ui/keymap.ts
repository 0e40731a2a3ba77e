/** Which keys run which command: a command's id → its keys; an empty list: none. */
export type Keymap = Readonly<Record<string, readonly string[]>>;

/** The keys of a command for somebody with keys of their own: a key given to one command is taken from those that have it by default. */
export function keysWith(own: Keymap, byDefault: Keymap, id: string): readonly string[] {
  const chosen = keysIn(own, id);
  if (chosen !== undefined) return chosen;
  const taken = Object.values(own).flat();
  return (keysIn(byDefault, id) ?? []).filter((keys) => !taken.some((one) => clash(one, keys)));
}

/** Whose keys would no longer work if `id` had `keys`. Commands that share a key by default, each in its place, do not mind. */
export function ownersOf(
  own: Keymap,
  byDefault: Keymap,
  ids: readonly string[],
  id: string,
  keys: readonly string[],
): string[] {
  const shared = keysIn(byDefault, id) ?? [];
  return ids.filter((other) => {
    if (other === id) return false;
    const theirs = keysIn(byDefault, other) ?? [];
    const counted = keys.filter((one) => !(shared.includes(one) && theirs.includes(one)));
    return keysWith(own, byDefault, other).some((one) => counted.some((wanted) => clash(one, wanted)));
  });
}

/** Gives a command these keys and takes them from whoever else was given them; what is as by default is not kept. */
export function giveKeys(own: Keymap, byDefault: Keymap, id: string, keys: readonly string[]): Keymap {
  const others = Object.entries(own).filter(([other]) => other !== id);
  const left = others.map(
    ([other, theirs]) => [other, theirs.filter((one) => !keys.some((wanted) => clash(one, wanted)))] as const,
  );
  const asBefore = keys.join() === (keysIn(byDefault, id) ?? []).join();
  return Object.fromEntries(asBefore ? left : [...left, [id, keys] as const]);
}

/** What is kept of somebody's keys; whatever is no list of keys counts as not chosen. */
export function readKeymap(kept: unknown): Keymap {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, keys]) => isKeyList(keys)));
}

function isKeyList(keys: unknown): keys is readonly string[] {
  return Array.isArray(keys) && keys.every((one) => typeof one === "string" && one !== "");
}

/** The same, or one begins the other: `g` would run before the `N` of `g n` is pressed. */
function clash(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

function keysIn(map: Keymap, id: string): readonly string[] | undefined {
  return Object.hasOwn(map, id) ? map[id] : undefined;
}
