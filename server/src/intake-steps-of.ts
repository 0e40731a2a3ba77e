import type { IntakeStep, StepsOf } from "./conversations/index.ts";
import type { Parts } from "./parts.ts";
import { prioritizeAtIntake } from "./routing/index.ts";

/** What the slices do inside the intake, in the order of analytics 12: automations, virtual agents, choice of team, priority. */
export function intakeStepsOf(parts: Parts): StepsOf {
  const sources: readonly StepsOf[] = [
    parts.automations.stepsOf,
    parts.inception.stepsOf,
    parts.routingSteps,
    prioritizeAtIntake(parts),
  ];
  return async (organizationId): Promise<readonly IntakeStep[]> => {
    const steps = await Promise.all(sources.map((stepsOf) => stepsOf(organizationId)));
    return steps.flat();
  };
}
