import { crashDatabaseToo } from "../faults/crash-database.ts";
import { killAtFailpoint } from "../faults/kill-at-failpoint.ts";
import { killRandomly } from "../faults/kill-randomly.ts";
import { runFor } from "../faults/run-for.ts";
import { shortLeases } from "../faults/short-leases.ts";
import type { Invariant } from "../history/history.ts";
import { runStatements, type Scenario, type Stage } from "../scenario.ts";
import type { Edit } from "./sabotaged-source.ts";

/** The standing set of reliability's harness: each takes one protection away, and the checker must say so. */
export type Sabotage = Omit<Scenario, "root" | "faults"> & {
  readonly name: string;
  readonly edits?: readonly Edit[];
  readonly faults: (stage: Stage) => Promise<void>;
  /** One of these must be found. */
  readonly breaks: readonly Invariant[];
};

const core = "server/src/conversations";
const connectors = "server/src/connectors";
/** The API channel as a platform where a repeated send is a second message. */
const notIdempotent = { GUICHET_API_SEND_IS_NOT_IDEMPOTENT: "1" };

export const sabotages: readonly Sabotage[] = [
  {
    name: "unique key dropped",
    sql: ["drop index messages_external"],
    // One process takes up one endpoint's deliveries in turn; twins meet between processes, so here as if there were two.
    edits: [
      { file: `${connectors}/process-delivery.ts`, find: "    laneOf: ({ endpointId }) => endpointId,\n", replace: "" },
    ],
    // Between the look and the write there is time for a twin.
    env: {
      GUICHET_FAILPOINTS: '{"inbound.inside_message_transaction":{"does":"delay","after":1,"milliseconds":60}}',
    },
    twins: 0.8,
    contacts: 26,
    agents: 4,
    visitors: 2,
    faults: runFor(8),
    breaks: ["doubled"],
  },
  {
    name: "look, then write",
    edits: [
      {
        file: `${core}/access-conversation.ts`,
        find: "findConversationFor(ctx, ctx.actor.id, id, options.lock === true)",
        replace: "findConversationFor(ctx, ctx.actor.id, id, options.lock !== true)",
      },
    ],
    claims: 0.4,
    faults: runFor(10),
    breaks: ["two winners", "out of order"],
  },
  {
    name: "outbox row outside the transaction",
    edits: [
      {
        file: `${core}/send-message.ts`,
        find: "  await insertOutbox(ctx, stored, body.id, stored.last_seq, seconds > 0 ? { until, before: way } : undefined);\n",
        replace: "",
      },
      {
        file: `${core}/send-message.ts`,
        find: '  await failpoint("outbound.after_commit");\n',
        replace: `  await failpoint("outbound.after_commit");
  if (body.kind === "reply" && !repeated) {
    const { conversation } = await accessConversation(ctx, conversationId, "see");
    await insertOutbox(ctx, conversation, body.id, conversation.last_seq);
  }
`,
      },
    ],
    faults: async (stage) => {
      await killAtFailpoint(stage, "outbound.after_commit", 3);
    },
    breaks: ["lost"],
  },
  {
    name: "acknowledged before commit",
    edits: [{ file: `${connectors}/webhook.routes.ts`, find: "await deps.accept({", replace: "void deps.accept({" }],
    faults: killRandomly(4, {
      least: 600,
      env: { GUICHET_FAILPOINTS: '{"inbound.before_raw_insert":{"does":"delay","after":1,"milliseconds":150}}' },
    }),
    breaks: ["lost"],
  },
  {
    name: "synchronous_commit off, and the database crashes",
    // Elsewhere than in production the product does not look whether the database is durable.
    env: { NODE_ENV: "test" },
    faults: async (stage) => {
      await runStatements(await stage.house.databaseUrl(), [
        "alter database guichet set synchronous_commit = off",
        "alter system set wal_writer_delay = '10s'",
        "alter system set wal_writer_flush_after = '1GB'",
        "select pg_reload_conf()",
        "checkpoint",
      ]);
      await stage.server.kill();
      await stage.server.start();
      await crashDatabaseToo(3)(stage);
    },
    breaks: ["lost"],
  },
  {
    name: "blind retry of what is uncertain",
    env: notIdempotent,
    edits: [
      {
        file: `${connectors}/deliver-message.ts`,
        find: ': { outcome: "uncertain", error };\n    case "retryable":',
        replace: ': again(deps, claim, result.error, error);\n    case "retryable":',
      },
    ],
    manners: { idempotent: false, cutsAfter: 0.1, tells: 1 },
    faults: runFor(10),
    breaks: ["doubled"],
  },
  {
    name: "head-of-conversation rule removed",
    edits: [
      {
        file: `${core}/outbox.sql.ts`,
        find: "and e.seq < h.seq and e.state in ('ready', 'sending', 'uncertain'))",
        replace: "and e.seq < h.seq and false)",
      },
    ],
    manners: { refuses: 0.3 },
    agents: 24,
    faults: runFor(10),
    breaks: ["out of order"],
  },
  {
    name: "lease without fence",
    edits: [
      {
        file: `${core}/outbox.sql.ts`,
        find: '"organization_id = $1 and message_id = $2 and fence = $3 and',
        replace: '"organization_id = $1 and message_id = $2 and $3::bigint is not null and',
      },
      { file: `${core}/sending/record-sent.ts`, find: "?.fence === claim.fence", replace: " !== undefined" },
    ],
    manners: { refusesLate: 0.3 },
    faults: runFor(12),
    breaks: ["dishonest state"],
  },
  {
    name: "event before commit",
    edits: [
      {
        file: "server/src/db/database.ts",
        find: "  const system = new Kysely<Tables>({",
        replace: "  const system = (globalThis as { outside?: Db }).outside = new Kysely<Tables>({",
      },
      {
        file: "server/src/events/append-events.ts",
        find: '  await ctx.db\n    .insertInto("event_inbox")',
        replace: '  await (globalThis as unknown as { outside: Ctx["db"] }).outside\n    .insertInto("event_inbox")',
      },
    ],
    faults: async (stage) => {
      await killAtFailpoint(stage, "outbound.before_commit", 3);
    },
    breaks: ["event log"],
  },
  {
    name: "attachment error swallowed",
    edits: [
      {
        file: `${connectors}/fetch-media.ts`,
        find: "    await recordAttachment(deps.database, job, {\n      failed: fetched.error.message,",
        replace: `    await deps.database.withClient(job.organization_id, (client) =>
      client.query("delete from attachments where organization_id = $1 and id = $2", [job.organization_id, job.id]));
    if (waitMs === null || waitMs >= 0) return;
    await recordAttachment(deps.database, job, {\n      failed: fetched.error.message,`,
      },
    ],
    faults: runFor(10),
    breaks: ["attachment"],
  },
  {
    name: "echo matched by text",
    env: notIdempotent,
    edits: [
      {
        file: `${core}/record-news.ts`,
        find: "      const message = await findMessageByClientRef(client, organizationId, channelId, ref);\n",
        replace: `      const alike = await client.query<{ id: string }>(
        \`select m.id from messages m where m.organization_id = $1 and m.channel_id = $2 and m.kind = 'outbound'
           and m.text = (select text from messages where organization_id = $1 and id::text = $3)
         order by m.delivery_state = 'delivered', m.created_at limit 1\`, [organizationId, channelId, ref]);
      const message = await findMessageByClientRef(client, organizationId, channelId, alike.rows[0]?.id ?? ref);
`,
      },
    ],
    manners: { idempotent: false, cutsAfter: 0.1, tells: 1 },
    faults: runFor(10),
    breaks: ["lost", "dishonest state"],
  },
  {
    name: "cursor replaced by a time window",
    edits: [
      {
        file: "server/src/realtime/live-log.sql.ts",
        find: "\n    order by position limit ",
        replace: " and at > now() - interval '100 milliseconds'\n    order by position limit ",
      },
    ],
    faults: killRandomly(6),
    breaks: ["live feed"],
  },
  {
    name: "cache key without its tenant",
    edits: [{ file: `${connectors}/channel-cache.ts`, find: "`channel $", replace: "`channel` || `$" }],
    faults: runFor(8),
    // It leaves by another organization's address, or by a connector that has none.
    breaks: ["crossing", "lost"],
  },
];

/** Sends that are not answered come back after seconds, so that a sabotage shows soon. */
export const hurry = { sql: shortLeases(3), settleSeconds: 25 };
