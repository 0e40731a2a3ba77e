import {
  type ContactGroupId,
  type SkillCondition,
  type SkillGroup,
  type TopicId,
  toSkillRule,
} from "@guichet/contract";
import type { AuditedCtx } from "../organizations/index.ts";
import { applyToTeam, changePrioritization, createSkillSet, setFallbackTeam } from "../routing/index.ts";
import { listTeams } from "../users/index.ts";
import type { TeamName, TopicName } from "./cast.ts";
import { listGroupsNamed } from "./example.sql.ts";
import type { Labels } from "./make-labels.ts";

const asks = (
  field: SkillCondition["field"],
  operator: SkillCondition["operator"],
  ...values: string[]
): SkillCondition => ({ type: "condition", field, operator, values });
const or = (...rules: SkillCondition[]): SkillGroup => ({ join: "or", rules });

/**
 * To whom conversations go: what is to be mended to the workshop, in whatever words, trade to its desk, good customers who want
 * something back to the front desk, which also gets whatever is left.
 */
export async function makeRouting(ctx: AuditedCtx, { topics }: Labels): Promise<void> {
  const topic = (...names: TopicName[]): string[] => names.flatMap((name) => topics.get(name) ?? []);
  const groups = new Map((await listGroupsNamed(ctx, ["Trade", "Best customers"])).map(({ name, id }) => [name, id]));
  const teams = new Map((await listTeams(ctx)).map((team) => [team.name, team.id]));
  const group = (name: string): string[] => [groups.get(name) ?? []].flat();
  const make = async (name: string, team: TeamName, ...rules: SkillGroup[]): Promise<void> => {
    const id = await createSkillSet(ctx, { name, rule: toSkillRule(rules) });
    const teamId = teams.get(team);
    if (teamId !== undefined) await applyToTeam(ctx, id, teamId, true);
  };
  const mending = ["broken", "repair", "crack", "cassé", "réparer", "réparation", "fissure"];
  await make(
    "Repairs and warranty",
    "Workshop",
    or(asks("topics", "any_of", ...topic("Repairs", "Warranty", "Bulbs and wiring"))),
    or(asks("topics", "empty"), asks("keywords", "any_of", ...mending)),
  );
  await make(
    "Trade",
    "Trade desk",
    or(asks("topics", "any_of", ...topic("Trade orders"))),
    or(asks("groups", "any_of", ...group("Trade"))),
  );
  await make(
    "Gold refunds",
    "Front desk",
    or(asks("topics", "any_of", ...topic("Returns", "Invoices")), asks("visibility", "equals", "private")),
    or(asks("groups", "any_of", ...group("Best customers")), asks("topics", "none_of", ...topic("Trade orders"))),
  );
  // What is answered sooner: whoever wants something back, and those whom one would not like to lose.
  await changePrioritization(ctx, {
    add: {
      topicIds: topic("Returns", "Warranty") as TopicId[],
      contactGroupIds: group("Best customers") as ContactGroupId[],
    },
    remove: {},
  });
  const rest = teams.get("Front desk");
  if (rest !== undefined) await setFallbackTeam(ctx, rest, true);
}
