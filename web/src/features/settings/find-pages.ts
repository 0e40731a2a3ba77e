import type { Say } from "../../locales/use-words.ts";
import { SETTINGS, type SettingsGroup } from "./tree.ts";

/** The pages of Settings that fit what was typed, in their groups; all of them when nothing was. */
export function findPages(typed: string, t: Say): SettingsGroup[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return SETTINGS.flatMap((group) => {
    const pages = group.pages.filter((page) => {
      const text = plain(`${t(group.word)} ${t(page.word)} ${t(page.text)} ${t(page.search)}`);
      return wanted.every((word) => text.includes(word));
    });
    return pages.length > 0 ? [{ ...group, pages }] : [];
  });
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}
