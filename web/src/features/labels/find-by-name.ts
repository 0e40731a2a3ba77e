import type { Label } from "./label-kind.ts";

/** Those whose name or description has what was typed, by name. Case and accents do not count. */
export function findByName(labels: readonly Label[], typed: string): Label[] {
  const wanted = plain(typed.trim());
  return labels
    .filter((label) => plain(`${label.name} ${label.description}`).includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}
