import { templateKey, type UsableTemplate } from "@guichet/contract";
import { foldText } from "../queue/fold-text.ts";

/** Those that have every word, in name, language or text; of the same name the reader's language first. */
export function findTemplates(
  templates: readonly UsableTemplate[],
  typed: string,
  locale: string,
): readonly UsableTemplate[] {
  const words = foldText(typed).split(/\s+/);
  const isOwn = ({ language }: UsableTemplate): boolean => language.split(/[_-]/)[0] === locale;
  return templates
    .filter((template) => {
      const text = foldText(`${template.name.replaceAll(/[_.-]/g, " ")} ${templateKey(template)} ${template.body}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted((one, other) => (one.name === other.name ? Number(isOwn(other)) - Number(isOwn(one)) : 0));
}
