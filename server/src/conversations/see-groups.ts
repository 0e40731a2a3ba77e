import type { ContactGroupId, OrganizationId } from "@guichet/contract";
import { foreseeGroups, type RulesInForce, type Telling } from "../contacts/index.ts";
import { askClient, type LentClient } from "../db/index.ts";
import type { InboundMessage } from "./inbound-message.ts";
import type { LoadedFacts } from "./intake.sql.ts";
import type { IntakeStep } from "./intake-steps.ts";
import { toldAttributes } from "./told-attributes.ts";
import { type Unseen, unseenOf } from "./unseen.ts";

type Seen = { readonly facts: readonly LoadedFacts[]; readonly rules: RulesInForce | undefined };

/**
 * The facts with the groups that hold with what the messages themselves tell of their senders, also of somebody new: the steps
 * are asked with these, and the choice of a team needs no second look (analytics 12, 2 before 6). Where nobody new writes and
 * nothing is told, and where no step asks, nothing is read. `rules`: held from here on, for the writing of what was told.
 */
export async function seeGroups(
  client: LentClient,
  organizationId: OrganizationId,
  batch: readonly InboundMessage[],
  facts: readonly LoadedFacts[],
  steps: readonly IntakeStep[],
): Promise<Seen> {
  const unseen = unseenOf(batch, facts);
  const telling = steps.length === 0 ? [] : tellingOf(unseen);
  if (telling.length === 0) return { facts, rules: undefined };
  const { rules, groupIds } = await foreseeGroups(askClient(client), organizationId, telling.map(toTelling));
  const told = new Map(telling.map(({ n }, place) => [n, groupIds[place]]));
  const latest = new Map<string, readonly ContactGroupId[]>();
  const seen = [...facts];
  for (const one of unseen) {
    const groups = told.get(one.n) ?? latest.get(whoOf(one));
    if (groups === undefined) continue;
    latest.set(whoOf(one), groups);
    seen[one.n] = { ...one.known, group_ids: groups };
  }
  return { facts: seen, rules };
}

/** Messages that bring attributes along, and the first ones of somebody new: there may be a group of those of whom nothing is known. */
function tellingOf(unseen: readonly Unseen[]): Unseen[] {
  const met = new Set<string>();
  return unseen.filter((one) => {
    if (one.message.reaction !== undefined) return false;
    const isFirst = one.known.contact_id === null && !met.has(whoOf(one));
    met.add(whoOf(one));
    return isFirst || Object.keys(toldAttributes(one.message) ?? {}).length > 0;
  });
}

function whoOf({ known, message }: Unseen): string {
  return known.contact_id ?? `${message.channelId} ${message.party.externalId}`;
}

function toTelling(one: Unseen): Telling {
  const attributes = toldAttributes(one.message) ?? {};
  return { who: whoOf(one), contactId: one.known.contact_id, platform: one.message.platform, attributes };
}
