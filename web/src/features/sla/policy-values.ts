import type { SlaPolicyView } from "@guichet/contract";

/** What the form holds. Targets in minutes; NaN: what was typed is no number. */
export type PolicyValues = {
  name: string;
  firstResponseMinutes: number | null;
  conversationResponseMinutes: number | null;
  warningPercent: number;
  onWarning: ActionValues;
  onBreach: ActionValues;
  channelIds: string[];
};
export type ActionValues = { message: string; unassign: boolean };
export type PolicyProblem = "name" | "firstResponseMinutes" | "conversationResponseMinutes" | "target" | "warning";

/** As the contract has it (`SLA_TARGET_MOST_MINUTES`): 60 days. */
export const TARGET_MOST = 60 * 24 * 60;

export const FIRST_VALUES: PolicyValues = {
  name: "",
  firstResponseMinutes: 60,
  conversationResponseMinutes: null,
  warningPercent: 80,
  onWarning: { message: "", unassign: false },
  onBreach: { message: "", unassign: false },
  channelIds: [],
};

export function toValues(policy: SlaPolicyView): PolicyValues {
  const { name, firstResponseMinutes, conversationResponseMinutes, warningPercent, onWarning, onBreach } = policy;
  return {
    ...{ name, firstResponseMinutes, conversationResponseMinutes, warningPercent },
    onWarning: { ...onWarning, message: onWarning.message ?? "" },
    onBreach: { ...onBreach, message: onBreach.message ?? "" },
    channelIds: [...policy.channelIds],
  };
}

/** As the server takes it. */
export function toBody(values: PolicyValues) {
  const actions = ({ message, unassign }: ActionValues) => ({ message: message.trim() || null, unassign });
  return { ...values, onWarning: actions(values.onWarning), onBreach: actions(values.onBreach) };
}

/** What keeps the form from being saved. */
export function problemsIn(values: PolicyValues): ReadonlySet<PolicyProblem> {
  const found = new Set<PolicyProblem>();
  if (values.name.trim() === "") found.add("name");
  for (const key of ["firstResponseMinutes", "conversationResponseMinutes"] as const)
    if (!isTarget(values[key])) found.add(key);
  if (values.firstResponseMinutes === null && values.conversationResponseMinutes === null) found.add("target");
  const { warningPercent } = values;
  if (!Number.isInteger(warningPercent) || warningPercent < 1 || warningPercent > 99) found.add("warning");
  return found;
}

function isTarget(minutes: number | null): boolean {
  return minutes === null || (Number.isInteger(minutes) && minutes >= 1 && minutes <= TARGET_MOST);
}
