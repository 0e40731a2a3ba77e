import { Refusal } from "@guichet/contract";
import { stringify } from "yaml";
import type { z } from "zod";
import { cleanJson } from "../lib/clean-json.ts";
import { readYaml } from "./read-yaml.ts";
import { type SomeRulesForm, someRulesForm } from "./rules-form.ts";

const MOST_TOLD = 50;
type Problem = { readonly path: string; readonly problem: string };

/** Reads a file of rules. Refuses what is none with `invalid_input` and the place of each problem: a line, or a path. */
export async function readRules(text: string): Promise<SomeRulesForm> {
  const read = await readYaml(text);
  if (!read.ok) throw refusalOf([{ path: read.path, problem: read.problem }]);
  const { value } = read;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "guichetRules"))
    throw refusalOf([{ path: "guichetRules", problem: "not_rules" }]);
  const parsed = someRulesForm.safeParse(cleanJson(value), { reportInput: true });
  if (!parsed.success) throw refusalOf(parsed.error.issues.flatMap(problemsOf));
  const twice = [...namedTwice(parsed.data, "automations"), ...namedTwice(parsed.data, "skillSets")];
  if (twice.length > 0) throw refusalOf(twice);
  return parsed.data;
}

/** The whole file, or a part of it as it stands there: each thing on a line of its own, so that two files are easily compared. */
export function writeYaml(value: unknown): string {
  return stringify(value, { schema: "failsafe", lineWidth: 0, aliasDuplicateObjects: false });
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue): Problem[] {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "custom" && issue.input === undefined) return [{ path, problem: "missing" }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: path === "" ? key : `${path}.${key}`, problem: "unknown_key" }));
    case "invalid_type":
      return [{ path, problem: "wrong_type" }];
    case "too_big":
      return [{ path, problem: issue.origin === "array" ? "too_many" : "too_long" }];
    case "too_small":
      return [{ path, problem: "missing" }];
    case "custom":
      return [{ path, problem: issue.message }];
    default:
      return [{ path, problem: "wrong_value" }];
  }
}

function namedTwice(form: SomeRulesForm, part: "automations" | "skillSets"): Problem[] {
  const known = new Set<string>();
  return (form[part] ?? []).flatMap(({ name }, at) => {
    const key = name.toLowerCase();
    const problem = known.has(key) ? [{ path: `${part}.${at}.name`, problem: "twice" }] : [];
    known.add(key);
    return problem;
  });
}

function refusalOf(problems: readonly Problem[]): Refusal {
  return new Refusal("invalid_input", {
    fields: problems.slice(0, MOST_TOLD).map(({ path, problem }) => ({ path: path.slice(0, 200), problem })),
  });
}
