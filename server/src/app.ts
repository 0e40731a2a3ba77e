import type { AuthDeps } from "./auth/index.ts";
import { sweepSignIn } from "./auth/index.ts";
import type { Config } from "./config.ts";
import {
  createAcceptor,
  findDeliveryFiles,
  forgetOldRecords,
  startProbing,
  sweepVisitors,
  watchProbes,
} from "./connectors/index.ts";
import { findAttachedFiles, sweepUploads } from "./conversations/index.ts";
import { nudgeDispatchers, startDispatcher } from "./events/index.ts";
import { createFileSweep } from "./files/index.ts";
import { checkSettingsChains, foundedAt } from "./organizations/index.ts";
import { closeParts, makeParts, type Parts } from "./parts.ts";
import { findPhotoFiles, sweepPresence } from "./users/index.ts";
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
  const chores = has("worker") ? startChores(parts) : undefined;
  const probing = has("worker") ? startProbing({ ...parts, accept, wake: parts.wake.now }) : undefined;
  const probes = watchProbes(parts.database, Date.now());
  const probeTimer = setInterval(() => void probes.look().catch(() => undefined), 10_000);
  parts.metrics.gauge("guichet_probe_green", "1 while the synthetic message of every minute arrives and leaves", () =>
    probes.isGreen() ? 1 : 0,
  );
  const web = has("web")
    ? await startWeb(parts, {
        accept,
        process: (delivery) => intake.process(delivery),
        probeIsGreen: probes.isGreen,
        ...options,
      })
    : undefined;
  return {
    parts,
    web,
    async stop() {
      clearInterval(probeTimer);
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
    every("sign-in", 5 * 60_000, () => sweepSignIn(parts.database, parts.now())),
    every("visitors", 3_600_000, () => sweepVisitors(parts)),
    every("uploads", 3_600_000, () => sweepUploads(parts)),
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

/** Every table that names files is listed here: what none of them names is taken away. */
export function sweepFilesOf({
  database: { system },
  files,
  now,
}: Pick<Parts, "database" | "files" | "now">): () => Promise<number> {
  return createFileSweep({
    ...{ files, now },
    foundedAt: () => foundedAt(system),
    named: [findAttachedFiles, findPhotoFiles, findDeliveryFiles].map((find) => (keys) => find(system, keys)),
  });
}
