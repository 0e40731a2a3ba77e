import type { OrganizationId } from "@guichet/contract";
import type { Ask } from "../../db/index.ts";
import { type AskedAttribute, type GroupRule, listGroupRules, waitForRules } from "../refresh-contacts.sql.ts";
import { type PreparedGroup, prepareGroups } from "./decide-membership.ts";

/** What decides about groups, ready to be asked. */
export type RulesInForce = {
  readonly groups: readonly GroupRule[];
  readonly prepared: readonly PreparedGroup[];
  /** Those that the rules ask for. */
  readonly attributes: readonly AskedAttribute[];
};

/** The rules, which nobody changes until the end of the transaction. Whoever has contacts to hold holds them before. */
export async function holdRulesInForce(ask: Ask, organizationId: OrganizationId): Promise<RulesInForce> {
  await waitForRules(ask, organizationId);
  const { groups, attributes, fields } = await listGroupRules(ask, organizationId);
  return { groups, attributes, prepared: prepareGroups(groups, fields) };
}
