import { type PasswordProblem, passwordProblems } from "@guichet/contract/password";
import { IconCheck, IconCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import classes from "./password-rules.module.css";

const SHOWN: readonly PasswordProblem[] = ["too_short", "no_upper", "no_lower", "no_digit", "no_special"];

/** The rules of a password, ticked off while one types (W21). */
export function PasswordRules({ password }: { readonly password: string }): ReactNode {
  const { t } = useWords();
  const problems = passwordProblems(password);
  const rules = problems.includes("too_long") ? [...SHOWN, "too_long" as const] : SHOWN;
  return (
    <div className={classes.rules}>
      <p className={classes.title}>{t("signIn.rulesTitle")}</p>
      <ul className={classes.list}>
        {rules.map((rule) => {
          const met = !problems.includes(rule);
          return (
            <li key={rule} className={classes.rule} data-met={met || undefined}>
              {met ? (
                <IconCheck size={14} stroke={2.4} aria-hidden />
              ) : (
                <IconCircle size={14} stroke={1.8} aria-hidden />
              )}
              {t(`signIn.rule_${rule}`)}
              <span className={classes.unseen}>: {t(met ? "signIn.ruleMet" : "signIn.ruleUnmet")}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
