/** What is wrong with a password; empty: nothing. 8 to 100 characters with digit, upper, lower, special (W21). */
export type PasswordProblem = "too_short" | "too_long" | "no_digit" | "no_upper" | "no_lower" | "no_special";

export function passwordProblems(password: string): PasswordProblem[] {
  const problems: PasswordProblem[] = [];
  const length = [...password].length;
  if (length < 8) problems.push("too_short");
  if (length > 100) problems.push("too_long");
  if (!/\p{Nd}/u.test(password)) problems.push("no_digit");
  if (!/\p{Lu}/u.test(password)) problems.push("no_upper");
  if (!/\p{Ll}/u.test(password)) problems.push("no_lower");
  if (!/[^\p{L}\p{N}]/u.test(password)) problems.push("no_special");
  return problems;
}
