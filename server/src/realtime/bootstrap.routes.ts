import { type Bootstrap, bootstrap, type Me, type Prioritization } from "@guichet/contract";
import { countQueue, listLabelNames } from "../conversations/index.ts";
import type { Ctx } from "../db/index.ts";
import { type Route, type RouteCtx, route, type Viewer } from "../http/index.ts";
import { getOrganization, listReasons } from "../organizations/index.ts";
import { channelRolesOf, listColleagues, listEnabledAwayStates } from "../users/index.ts";
import { listChannelSummaries, listChannelTroubles, listContactGroupNames, listTeamNames } from "./bootstrap.sql.ts";
import { readQueueOptions } from "./queue-options.sql.ts";

export type BootstrapDeps = {
  readonly ctxOf: RouteCtx;
  readonly version: string;
  readonly readPrioritization: (ctx: Ctx) => Promise<Prioritization>;
  readonly getMe: (ctx: Ctx, viewer: Viewer) => Promise<Me>;
};

/** The browser's first picture of the world and the position it stands at; the live feed goes on from there. */
export function bootstrapRoutes(deps: BootstrapDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/bootstrap",
      summary: "State of the world at a position",
      access: "signed_in",
      rate: "read",
      answer: bootstrap,
      handler: async ({ viewer }) => await makeBootstrap(deps, deps.ctxOf(viewer), viewer),
    }),
  ];
}

async function makeBootstrap(deps: BootstrapDeps, ctx: Ctx, viewer: Viewer): Promise<Bootstrap> {
  // The position first: whatever is read after it may be newer, and the feed repeats it harmlessly.
  const { position, channels: counts } = await countQueue(ctx);
  const me = await deps.getMe(ctx, viewer);
  const reach = await channelRolesOf(ctx, viewer.userId);
  const organization = await getOrganization(ctx);
  return {
    version: deps.version,
    position,
    me,
    organization,
    channels: await listChannelSummaries(ctx, reach, organization.topicRequired),
    troubles: await listChannelTroubles(ctx, reach, me.accountRole === "admin"),
    colleagues: await listColleagues(ctx),
    awayStates: await listEnabledAwayStates(ctx.db, ctx.organizationId),
    teams: await listTeamNames(ctx, viewer.userId),
    topics: await listLabelNames(ctx, "topic"),
    tags: await listLabelNames(ctx, "tag"),
    resolutionReasons: (await listReasons(ctx)).filter((reason) => reason.active).map(({ id, name }) => ({ id, name })),
    contactGroups: await listContactGroupNames(ctx),
    prioritization: await deps.readPrioritization(ctx),
    queueOptions: await readQueueOptions(ctx, viewer.userId),
    counts: { channels: counts },
  };
}
