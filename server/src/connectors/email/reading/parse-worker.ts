import { parentPort } from "node:worker_threads";
import type { ParseJob } from "./guarded-parser.ts";
import { parseMail } from "./parse.ts";

/** Reads mails on a thread of its own: see `createGuardedParser`. */
parentPort?.on("message", ({ delivery, channels }: ParseJob) => {
  parentPort?.postMessage(parseMail(delivery, channels));
});
