import { formatFilter, parseSearch, type SearchProblem } from "@guichet/contract";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./search.module.css";

type Props = {
  readonly problems: readonly SearchProblem[];
  /** The value is written again, as one that exists. */
  readonly onMend: (problem: SearchProblem, value: string) => void;
};

/** Operators that could not be followed: why, and what they could have said. */
export function ProblemList({ problems, onMend }: Props): ReactNode {
  const { t } = useWords();
  if (problems.length === 0) return null;
  return (
    <div role="alert">
      <ul className={classes.problems} aria-label={t("search.problems")}>
        {problems.map((problem) => (
          <li key={`${problem.operator} ${problem.value}`}>
            <IconInfoCircle size={17} stroke={1.8} aria-hidden />
            <div>
              <p>
                {t(`search.problem_${problem.problem}`, { operator: problem.operator, value: problem.value })}{" "}
                {problem.operator !== "before" &&
                  problem.operator !== "after" &&
                  problem.problem === "unknown" &&
                  t(`search.unknown_${problem.operator}`)}
              </p>
              {problem.instead.length > 0 && (
                <p className={classes.instead}>
                  {t("search.instead")}{" "}
                  {problem.instead.map((value) => (
                    <button key={value} type="button" onClick={() => onMend(problem, value)}>
                      <bdi>{value}</bdi>
                    </button>
                  ))}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The text with the operator's value replaced. */
export function mend(text: string, problem: SearchProblem, value: string): string {
  const { terms, filters } = parseSearch(text);
  const rest = terms.map(({ text: words, quoted, not }) => `${not ? "-" : ""}${quoted ? `"${words}"` : words}`);
  const mended = filters.map((filter) =>
    formatFilter(
      filter.operator === problem.operator && filter.value === problem.value ? { ...filter, value } : filter,
    ),
  );
  return [...rest, ...mended].join(" ");
}
