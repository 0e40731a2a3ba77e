import {
  createSkillSetBody,
  patchSkillSetBody,
  previewSkillRuleAnswer,
  previewSkillRuleBody,
  skillSetId,
  skillSetList,
  skillSetUses,
  skillSetUsesQuery,
  skillSetView,
  teamId,
  trySkillSetBody,
} from "@guichet/contract";
import { z } from "zod";
import type { TryOutPlaces } from "../../conversations/index.ts";
import { type Route, route, sendLines } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { applyToTeam } from "./apply-to-team.ts";
import { changeSkillSet, createSkillSet, deleteSkillSet, restoreSkillSet } from "./change-skill-set.ts";
import { getSkillSet, listSkillSets, listSkillSetUses } from "./list-skill-sets.ts";
import { previewRule } from "./preview-rule.ts";
import { trySkillSet } from "./try-skill-set.ts";

const params = z.object({ id: skillSetId });
const teamParams = z.object({ id: skillSetId, teamId });

/** Skill sets in Settings, for Admins. */
export function skillSetRoutes(deps: ViewerDeps, places: TryOutPlaces): Route[] {
  return [...readRoutes(deps), tryOutRoute(deps, places), ...changeRoutes(deps), ...teamRoutes(deps)];
}

function readRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/skill-sets",
      summary: "Every skill set",
      access: "admin",
      rate: "read",
      answer: skillSetList,
      handler: async (request) => ({ items: await listSkillSets(viewerCtx(deps, request)) }),
    }),
    route({
      method: "GET",
      url: "/skill-set-uses",
      summary: "Skill sets that ask for a topic or contact group, or lead to a team",
      access: "admin",
      rate: "read",
      query: skillSetUsesQuery,
      answer: skillSetUses,
      handler: async (request) => await listSkillSetUses(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "POST",
      url: "/skill-sets/preview",
      summary: "What of New a rule fits now, before it is saved",
      access: "admin",
      rate: "read",
      body: previewSkillRuleBody,
      answer: previewSkillRuleAnswer,
      handler: async (request) => await previewRule(viewerCtx(deps, request), request.body.rule),
    }),
  ];
}

function tryOutRoute(deps: ViewerDeps, places: TryOutPlaces): Route {
  return route({
    method: "POST",
    url: "/skill-sets/try-out",
    summary: "Where the conversations of the last days would go with a draft; answered line by line",
    access: "admin",
    rate: "read",
    body: trySkillSetBody,
    handler: async (request, reply) => {
      const ctx = viewerCtx(deps, request);
      const lines = places.take(ctx.organizationId, () => trySkillSet(ctx, request.body));
      return await sendLines(request.raw, reply, lines, deps.log);
    },
  });
}

function changeRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/skill-sets",
      summary: "Add a skill set; it does nothing until it is applied to a team",
      access: "admin",
      rate: "write",
      body: createSkillSetBody,
      answer: skillSetView,
      status: 201,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        return await getSkillSet(ctx, await createSkillSet(ctx, request.body));
      },
    }),
    route({
      method: "PATCH",
      url: "/skill-sets/:id",
      summary: "Change its name or rule, enable or disable it",
      access: "admin",
      rate: "write",
      params,
      body: patchSkillSetBody,
      answer: skillSetView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await changeSkillSet(ctx, request.params.id, request.body);
        return await getSkillSet(ctx, request.params.id);
      },
    }),
    route({
      method: "DELETE",
      url: "/skill-sets/:id",
      summary: "Delete a skill set; it can be restored",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteSkillSet(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "POST",
      url: "/skill-sets/:id/restoration",
      summary: "Restore a deleted skill set, with its teams",
      access: "admin",
      rate: "write",
      params,
      answer: skillSetView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await restoreSkillSet(ctx, request.params.id);
        return await getSkillSet(ctx, request.params.id);
      },
    }),
  ];
}

function teamRoutes(deps: ViewerDeps): Route[] {
  return [true, false].map((applied) =>
    route({
      method: applied ? "PUT" : "DELETE",
      url: "/skill-sets/:id/teams/:teamId",
      summary: applied ? "Apply a skill set to a team" : "A skill set leads to a team no more",
      access: "admin",
      rate: "write",
      params: teamParams,
      answer: skillSetView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await applyToTeam(ctx, request.params.id, request.params.teamId, applied);
        return await getSkillSet(ctx, request.params.id);
      },
    }),
  );
}
