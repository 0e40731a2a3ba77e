import {
  AUTOMATION_FIELDS,
  checkRule,
  checkSkillRule,
  createAutomationBody,
  createSkillSetBody,
  type RulesFilePreview,
} from "@guichet/contract";
import { toAutomationBody, withKnownNames } from "./automation-form.ts";
import { type Change, compareEntries, compareWhole, type Entry } from "./compare-forms.ts";
import { createUnknown, type Unknown } from "./names.ts";
import { prioritizationWithKnownNames } from "./prioritization-form.ts";
import type { Current } from "./read-current.ts";
import type { AutomationForm, PrioritizationForm, SkillSetForm, SomeRulesForm } from "./rules-form.ts";
import { skillSetWithKnownNames, toSkillSetBody } from "./skill-set-form.ts";

type LeftOut = RulesFilePreview["leftOut"][number];
/** What an import would do: told by the preview, and done as it was told. `undefined`: that part stays as it is. */
export type Plan = {
  readonly changes: readonly Change[];
  readonly unchanged: number;
  readonly unknown: RulesFilePreview["unknown"];
  readonly leftOut: readonly LeftOut[];
  readonly automations:
    | { readonly entries: readonly Entry<AutomationForm>[]; readonly order: readonly string[] }
    | undefined;
  readonly skillSets: { readonly entries: readonly Entry<SkillSetForm>[] } | undefined;
  readonly fallbackTeams: readonly string[] | undefined;
  readonly prioritization: PrioritizationForm | undefined;
};

/** Holds a file against what is here. Pure. */
export function planImport(current: Current, file: SomeRulesForm): Plan {
  const unknown = createUnknown();
  const leftOut: LeftOut[] = [];
  const automations = file.automations && planAutomations(current, file.automations, unknown, leftOut);
  const skillSets = file.skillSets && planSkillSets(current, file.skillSets, unknown, leftOut);
  const fallbackTeams = file.fallbackTeams && knownTeams(current, file.fallbackTeams, unknown);
  const prioritization =
    file.prioritization && prioritizationWithKnownNames(file.prioritization, current.names, unknown);
  const { form } = current;
  return {
    ...{ automations, skillSets, fallbackTeams, prioritization, leftOut, unknown: unknown.told() },
    changes: [
      ...(automations?.changes ?? []),
      ...(skillSets?.changes ?? []),
      ...(fallbackTeams === undefined
        ? []
        : compareWhole("fallbackTeams", { fallbackTeams: form.fallbackTeams }, { fallbackTeams })),
      ...(prioritization === undefined ? [] : compareWhole("prioritization", form.prioritization, prioritization)),
    ],
    unchanged: (automations?.unchanged ?? 0) + (skillSets?.unchanged ?? 0),
  };
}

function planAutomations(current: Current, file: AutomationForm[], unknown: Unknown, leftOut: LeftOut[]) {
  const given = file.map((form) => withKnownNames(form, current.names, unknown));
  const problemOf = (form: AutomationForm): LeftOut["problem"] | undefined => {
    const body = toAutomationBody(form, current.names);
    const [problem] = checkRule(body.rule, AUTOMATION_FIELDS);
    if (problem !== undefined) return worded(problem.problem);
    if (body.actions.length === 0) return "no_action";
    if (!body.allChannels && body.channelIds.length === 0) return "no_channel";
    const bare = body.actions.some((action) => action.type === "resolve" && action.reasonId === null);
    if (bare && current.reasonAsked) return "reason_missing";
    return createAutomationBody.safeParse(body).success && !saysTwice(body.actions) ? undefined : "other";
  };
  const compared = compareEntries("automations", current.form.automations, given, problemOf, leftOut);
  const kept = current.form.automations
    .map(({ name }) => name)
    .filter((name) => compared.stays.has(name.toLowerCase()));
  const order = given.map(({ name }) => name).filter((name) => compared.stays.has(name.toLowerCase()));
  // What is added stands where the file has it; whether the others change places is told only of them.
  const places = new Set(kept.map((name) => name.toLowerCase()));
  const moved = order.filter((name) => places.has(name.toLowerCase()));
  const reordered = kept.some((name, at) => name.toLowerCase() !== moved[at]?.toLowerCase());
  return {
    ...{ entries: compared.entries, order, unchanged: compared.unchanged },
    changes: [
      ...compared.changes,
      ...(reordered ? compareWhole("automations", { order: kept }, { order: moved }) : []),
    ],
  };
}

function planSkillSets(current: Current, file: SkillSetForm[], unknown: Unknown, leftOut: LeftOut[]) {
  const given = file.map((form) => skillSetWithKnownNames(form, current.names, unknown));
  return compareEntries(
    "skillSets",
    current.form.skillSets,
    given,
    (form) => {
      const { name, rule } = toSkillSetBody(form, current.names);
      const [problem] = checkSkillRule(rule);
      if (problem !== undefined) return worded(problem.problem);
      return createSkillSetBody.safeParse({ name, rule }).success ? undefined : "other";
    },
    leftOut,
  );
}

function knownTeams(current: Current, file: readonly string[], unknown: Unknown): string[] {
  const known = file.flatMap((name) => {
    const here = current.names.known("team", name);
    if (here === undefined) unknown.note("team", name, "");
    return here ?? [];
  });
  return [...new Set(known)].toSorted();
}

function worded(problem: string): LeftOut["problem"] {
  return problem === "no_value" || problem === "no_conditions" ? problem : "other";
}

function saysTwice(actions: readonly { readonly type: string }[]): boolean {
  const said = actions.map((action) => (action.type === "resolve" ? action.type : JSON.stringify(action)));
  return new Set(said).size < said.length;
}
