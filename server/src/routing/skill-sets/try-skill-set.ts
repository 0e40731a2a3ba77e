import {
  checkSkillRule,
  conditionsOf,
  prepareSkillRule,
  Refusal,
  readSkillGroups,
  SKILL_FIELDS,
  type SkillSetId,
  type skillSetTryOutLine,
  type TeamId,
  tryGroups,
  type trySkillSetBody,
} from "@guichet/contract";
import type { z } from "zod";
import { inReading, listPastConversations, lookBack, type PastConversation } from "../../conversations/index.ts";
import type { Ctx } from "../../db/index.ts";
import { checkIds } from "../../users/index.ts";
import type { RoutingSettings } from "../choosing/choose-team.ts";
import { toSettings } from "../choosing/load-settings.ts";
import { listFallbackTeamIds } from "../fallback/fallback-teams.sql.ts";
import { compareChoices, type Outcome, type WhatIf } from "./compare-choices.ts";
import { listSkillSetRows } from "./skill-sets.sql.ts";

type Draft = z.output<typeof trySkillSetBody>;
type Note = Pick<Outcome, "matches" | "before" | "after">;
/** What a draft that was never saved is called while it is tried. */
const NEW = "00000000-0000-7000-8000-000000000000" as SkillSetId;

/**
 * Where the conversations of the last days would go if they came in anew, with what is saved and with this draft: decided by
 * `chooseTeam`. Nothing is changed. Refuses a rule that is not whole (`invalid_input`) and a team that is gone (`not_found`).
 */
export async function* trySkillSet(ctx: Ctx, draft: Draft): AsyncGenerator<z.input<typeof skillSetTryOutLine>, void> {
  const problems = checkSkillRule(draft.rule).map(({ place, problem }) => ({
    path: place === "" ? "rule" : `rule.${place}`,
    problem,
  }));
  if (problems.length > 0) throw new Refusal("invalid_input", { fields: problems });
  const settings = await inReading(ctx, (inside) => settingsWithDraft(inside, draft));
  const groups = tryGroups(
    readSkillGroups(draft.rule).map(({ rules }) => rules),
    SKILL_FIELDS,
  );
  const choices = compareChoices(settings, groups);
  const channelIds = draft.channelIds.length === 0 ? null : draft.channelIds;
  const { conversations, ...told } = yield* lookBack<PastConversation, Note>(
    ctx,
    draft,
    (since) => (inside, place, most) =>
      listPastConversations(inside, { since, channelIds, withGroups: settings.withGroups }, place, most),
    async (items, tally, breathe) => {
      for (const item of items) {
        const { matches, moves, before, after } = choices.look(item);
        tally.look(item.at, matches);
        const { conversation_id: id, channel_id: channelId, team_id: teamId, assignee_id: assigneeId, text, at } = item;
        const note: Note = { matches, before, after };
        if (matches || moves) tally.hit({ id, channelId, teamId, assigneeId, text, at, note });
        await breathe();
      }
    },
  );
  const items = conversations.items.map(({ note, ...item }) => ({ ...item, ...note }));
  const result = { ...told, ...choices.told(), groups: groups.told(), conversations: { ...conversations, items } };
  yield { type: "done", result };
}

async function settingsWithDraft(ctx: Ctx, draft: Draft): Promise<WhatIf & { readonly withGroups: boolean }> {
  await checkIds(ctx, "teams", draft.teamIds, "teamIds");
  const rows = (await listSkillSetRows(ctx)).filter(({ enabled, team_ids }) => enabled && team_ids.length > 0);
  const before = await toSettings(ctx, rows, await listFallbackTeamIds(ctx));
  const holds = prepareSkillRule(draft.rule);
  const others = before.skillSets.filter(({ id }) => id !== draft.id);
  const tried = { id: draft.id ?? NEW, name: "", holds, reasons: () => [], teamIds: draft.teamIds as TeamId[] };
  const after: RoutingSettings = { ...before, skillSets: draft.teamIds.length === 0 ? others : [...others, tried] };
  const withGroups = before.asks.groups || conditionsOf(draft.rule).some(({ field }) => field === "groups");
  return { before, after, holds, withGroups };
}
