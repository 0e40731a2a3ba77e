import type { AuthDeps } from "./auth/index.ts";
import { sweepSignIn } from "./auth/index.ts";
import type { Config } from "./config.ts";
import {
  createAcceptor,
  eraseDeliveries,
  findDeliveryFiles,
  forgetOldRecords,
  startProbing,
  sweepVisitors,
} from "./connectors/index.ts";
import { findContactPhotoFiles, workOnContacts } from "./contacts/index.ts";
import {
  findAttachedFiles,
  hasOpenConversation,
  settleSignOuts,
  sweepExpired,
  sweepUploads,
} from "./conversations/index.ts";
import { nudgeDispatchers, startDispatcher } from "./events/index.ts";
import { createFileSweep, type FindNamed } from "./files/index.ts";
import { findKnowledgeFileKeys, sweepKnowledge } from "./knowledge/index.ts";
import { ledgerPath } from "./lib/deletion-ledger.ts";
import { sweepHandleEnds } from "./metrics/index.ts";
import { sweepNotifications } from "./notifications/index.ts";
import { checkSettingsChains, foundedAt } from "./organizations/index.ts";
import { closeParts, makeParts, type Parts } from "./parts.ts";
import { applyLedger, type DeletionDeps, workOnDeletions } from "./privacy/index.ts";
import { createGivingWork, createReroutingWork, createRescoringWork } from "./routing/index.ts";
import { findPhotoFiles, sweepPresence } from "./users/index.ts";
import { watchHealth } from "./watch-health.ts";
import { startWeb, type Web } from "./web.ts";
import { startIntake, startWorker } from "./worker.ts";

export type AppOptions = {
  readonly version: string;
  readonly onSetUp?: AuthDeps["onSetUp"];
  readonly checkAnswers?: boolean;
};
export type App = { readonly parts: Parts; readonly web: Web | undefined; stop(): Promise<void> };

/** One process of Guichet in its roles (`ROLE`): the wiring, where everything is joined once. */
export async function startApp(config: Config, databaseUrl: string, options: AppOptions): Promise<App> {
  const parts = await makeParts(config, databaseUrl, options.version);
  const has = (role: Config["roles"][number]) => config.roles.includes(role);
  const dispatcher = has("dispatcher")
    ? startDispatcher({ ...parts, onBatch: (events) => parts.feed.offer(events) })
    : undefined;
  if (dispatcher === undefined) nudgeDispatchers(parts.wake, parts.bus);
  const intake = startIntake(parts);
  const accept = createAcceptor({
    database: parts.database,
    now: parts.now,
    onStored: (delivery) => intake.process(delivery),
  });
  const worker = has("worker") ? startWorker(parts, accept) : undefined;
  // Before anybody works with what a restore has brought back.
  if (has("worker")) await applyLedger(deletionDepsOf(parts));
  const chores = has("worker") ? startChores(parts) : undefined;
  const probing = has("worker") ? startProbing({ ...parts, accept, wake: parts.wake.now }) : undefined;
  const health = watchHealth(parts);
  const web = has("web")
    ? await startWeb(parts, {
        accept,
        process: (delivery) => intake.process(delivery),
        isGreen: health.isGreen,
        ...options,
      })
    : undefined;
  return {
    parts,
    web,
    async stop() {
      health.stop();
      chores?.stop();
      await probing?.stop();
      await web?.stop();
      await intake.stop();
      await worker?.stop();
      await dispatcher?.stop();
      await closeParts(parts);
    },
  };
}

/** What has to be looked after from time to time. Each of these may run in several processes at once without harm. */
function startChores(parts: Parts): { stop(): void } {
  const every = (name: string, milliseconds: number, work: () => Promise<unknown>) =>
    setInterval(
      () => void work().catch((error: unknown) => parts.log.error("a chore failed, done again later", { name }, error)),
      milliseconds,
    );
  const timers = [
    every("presence", 10_000, () => sweepPresence(parts, parts.now())),
    every(
      "contacts",
      1000,
      oneAtATime(() => workOnContacts({ ...parts, hasOpenConversation })),
    ),
    every(
      "sign-outs",
      1000,
      oneAtATime(async () => {
        if ((await settleSignOuts(parts)) > 0) parts.wake.now();
      }),
    ),
    every(
      "deleted contacts",
      1000,
      oneAtATime(() => workOnDeletions(deletionDepsOf(parts))),
    ),
    every("ledger of deleted contacts", 3_600_000, () => applyLedger(deletionDepsOf(parts))),
    every("teams chosen anew", 1000, oneAtATime(createReroutingWork({ ...parts, wake: parts.wake.now }))),
    every("priorities afresh", 1000, oneAtATime(createRescoringWork({ ...parts, wake: parts.wake.now }))),
    every("work given out", 1000, oneAtATime(createGivingWork({ ...parts, wake: parts.wake.now }))),
    every("sign-in", 5 * 60_000, () => sweepSignIn(parts.database, parts.now())),
    every("visitors", 3_600_000, () => sweepVisitors(parts)),
    every("expired files", 60_000, () => sweepExpired(parts)),
    every("uploads", 3_600_000, () => sweepUploads(parts)),
    every("deleted knowledge", 3_600_000, () => sweepKnowledge(parts)),
    every("notifications", 3_600_000, () => sweepNotifications(parts)),
    every("ended work", 3_600_000, () => sweepHandleEnds(parts)),
    every("masked deliveries", 30_000, () => eraseDeliveries(parts)),
    every("old records", 3_600_000, () => forgetOldRecords(parts.database)),
    every("settings chains", 24 * 3_600_000, () => checkSettingsChains(parts)),
    every("unfinished files", 24 * 3_600_000, () => parts.files.removeUnfinished(parts.now())),
    every("files", 3_600_000, sweepFilesOf(parts)),
  ];
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** A round that takes longer than its interval is not begun twice. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return async () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    await running;
  };
}

/** What deleting contacts needs; its ledger lies beside the database, whatever is restored into that. */
export function deletionDepsOf(parts: Parts): DeletionDeps {
  const { database, files, now, log, config } = parts;
  const ledger = ledgerPath(config.dataDir);
  return { database, files, now, log, ledger, named: namedFilesOf(database), wake: parts.wake.now };
}

/** Every table that names files is listed here. */
function namedFilesOf({ system }: Parts["database"]): FindNamed[] {
  return [findAttachedFiles, findPhotoFiles, findContactPhotoFiles, findDeliveryFiles, findKnowledgeFileKeys].map(
    (find) => (keys) => find(system, keys),
  );
}

/** What no table names is taken away. */
export function sweepFilesOf({
  database,
  files,
  now,
}: Pick<Parts, "database" | "files" | "now">): () => Promise<number> {
  return createFileSweep({
    ...{ files, now },
    foundedAt: () => foundedAt(database.system),
    named: namedFilesOf(database),
  });
}
