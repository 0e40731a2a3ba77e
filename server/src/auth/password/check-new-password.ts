import { passwordProblems, Refusal } from "@guichet/contract";
import { isCommonPassword } from "./common-password.ts";

/** Refuses a password that breaks the rule of W21, or that is among those tried first. `context`: names and addresses. */
export function checkNewPassword(password: string, context: readonly string[]): void {
  const problems = passwordProblems(password);
  if (problems.length > 0) {
    throw new Refusal("password_weak", { fields: problems.map((problem) => ({ path: "password", problem })) });
  }
  if (isCommonPassword(password, context)) throw new Refusal("password_breached");
}
