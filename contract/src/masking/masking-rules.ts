import { z } from "zod";
import { PATTERN_LENGTH, type PatternProblem, readPattern } from "./own-pattern.ts";

const MOST_PATTERNS = 20;

/** Settings > PII handling. `automatic`: known numbers; own patterns are masked with them. */
export const maskingRules = z.strictObject({
  manual: z.boolean(),
  automatic: z.boolean(),
  patterns: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(60),
        pattern: z
          .string()
          .trim()
          .min(1)
          .max(PATTERN_LENGTH.most)
          .superRefine((text, check) => {
            const problem = problemOfPattern(text);
            if (problem !== undefined) check.addIssue({ code: "custom", message: problem });
          }),
      }),
    )
    .max(MOST_PATTERNS),
});
export type MaskingRules = z.infer<typeof maskingRules>;

/** Why a pattern cannot be used; undefined: it can. */
export function problemOfPattern(text: string): PatternProblem | undefined {
  const read = readPattern(text);
  return read.ok ? undefined : read.problem;
}
