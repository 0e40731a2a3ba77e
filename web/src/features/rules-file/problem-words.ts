import type { Words } from "../../locales/use-words.ts";

const PROBLEMS = [
  ...(["unknown_key", "wrong_type", "missing", "too_many", "too_long", "wrong_value", "twice", "one_key"] as const),
  ...(["not_yaml", "alias", "tag", "too_deep", "too_much", "not_rules"] as const),
];

/** The word for what the server said is wrong. */
export function problemWord(problem: string) {
  const known = PROBLEMS.find((one) => one === problem) ?? "wrong_value";
  return `rulesFile.problem_${known}` as const;
}

/** `line 3` in the language of the reader; a path counts from one, as people do. */
export function placeWords(path: string, { t }: Words): string {
  const line = /^line (\d+)$/.exec(path)?.[1];
  if (line !== undefined) return t("rulesFile.line", { line });
  return path
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
    .join(" › ");
}
