import type { listConversationsQuery, OrganizationId, UserId } from "@guichet/contract";
import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Ctx, Db } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { listQueue } from "./conversations.sql.ts";
import { countMatching } from "./count-matching.sql.ts";
import type { QueueQuery } from "./queue-page.sql.ts";
import { readFilter } from "./read-filter.ts";

/*
 * A value that PostgreSQL's planner sees makes it plan a statement anew whenever it hopes for a better plan: at a million
 * conversations a page was planned in 2.5 ms and read in one. Hidden, it is planned once a connection.
 */
const me = uuidV7() as UserId;
const texts: string[] = [];
const ctx = {
  organizationId: uuidV7() as OrganizationId,
  db: {
    executeQuery: async ({ sql }: { sql: string }) => {
      texts.push(sql);
      return {
        rows: [{ queue_at: new Date(), id: uuidV7(), topics: 1, tags: 2 }].slice(0, sql.includes("few") ? 1 : 0),
      };
    },
  } as unknown as Db,
} as Ctx;
beforeEach(() => {
  texts.length = 0;
});

/** What stands in the text as it is: not the organization, the user and the number of rows, which say nothing of how much there is. */
function shown(text: string): string[] {
  const bare = text.replaceAll(/\(select \$\d+::[a-z]+(\[\])?\)/g, "").replaceAll("$3::int is not null", "");
  return [...new Set(bare.match(/\$\d+/g) ?? [])].filter((one) => one !== "$1" && one !== "$2");
}

const id = uuidV7();
const FILTERS: Record<string, Partial<z.output<typeof listConversationsQuery>>> = {
  nothing: {},
  channels: { channels: `${id},${uuidV7()}` },
  "an assignee": { assignedTo: `me,${id}` },
  "everybody else": { assignedTo: "others,unassigned" },
  teams: { teams: `none,${id}` },
  topics: { topics: id },
  "topics and tags": { topics: id, tags: uuidV7() },
  VIPs: { vip: "yes" },
  "the type": { visibility: "public" },
  "a wait": { waiting: "1h" },
  "a reply window": { window: "closing" },
};

describe("what the planner sees of the queue", () => {
  it.each(Object.entries(FILTERS))(
    "W44 B8 narrowed to %s, it sees no value: not of a page, not of a count",
    async (_name, filter) => {
      for (const status of ["new", "resolved"] as const) {
        const { channels, ...rest } = readFilter({ me, now: new Date() }, status, filter);
        const query: QueueQuery = {
          ...{
            ...rest,
            status,
            order: status === "new" ? ("priority" as const) : ("oldest" as const),
            limit: 51,
            ...(channels === undefined ? {} : { channels }),
          },
          after: { at: new Date().toISOString(), id: uuidV7() as never, priority: 2, due: null },
        };
        await listQueue(ctx, me, query);
        if (status === "new")
          for (const order of ["window", "sla"] as const) await listQueue(ctx, me, { ...query, order });
        for (const full of [false, true])
          await listQueue(ctx, me, { ...query, order: "newest", freeFor: { userId: me, full } });
        await countMatching(ctx, { ...rest, status, channels: channels ?? [] }, 5000);
      }
      expect(texts.length).toBeGreaterThan(5);
      for (const text of texts) expect(shown(text)).toEqual([]);
    },
  );

  it("W44 B8 contact groups alone are seen: whether few or many contacts are in them decides how it is read", async () => {
    await listQueue(ctx, me, {
      ...{ status: "new", order: "oldest", limit: 51 },
      contacts: { vip: false, groups: [id as never] },
    });
    expect(texts.map((text) => shown(text).length)).toEqual([0, 1]);
  });
});
