import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { EmailSettings } from "@guichet/contract";
import type { ChannelForConnector, Parsed, RawDelivery } from "../../connector.ts";
import { originalMail } from "./files.ts";
import { mailboxOf } from "./parse.ts";

type Channels = readonly ChannelForConnector<EmailSettings>[];
export type ParseJob = { readonly delivery: RawDelivery; readonly channels: Channels };
export type ParserLimits = {
  /** For one mail, in milliseconds; a mail that takes longer gets one more try with three times as long. */
  readonly time: number;
  readonly heapMb: number;
  /** The thread's code. */
  readonly thread: URL;
};

const usual: ParserLimits = { time: 10_000, heapMb: 512, thread: new URL("./parse-worker.ts", import.meta.url) };

export type MailParser = (delivery: RawDelivery, channels: Channels) => Promise<Parsed>;

/**
 * Reads mails on one thread, one after the other, within limits (F-23): a mail that would hang, fill the memory or end the
 * process ends the thread instead, and becomes a note with the original attached. The main thread stays free meanwhile.
 */
export function createGuardedParser(limits: ParserLimits = usual): MailParser {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function parse(job: ParseJob): Promise<Parsed> {
    for (const time of [limits.time, 3 * limits.time]) {
      thread ??= startThread(limits);
      const parsed = await ask(thread, job, time);
      if (parsed !== undefined) return parsed;
      await thread.terminate();
      thread = undefined;
    }
    return standIn(job);
  }

  return (delivery, channels) => {
    const job = { delivery, channels: channels.map((channel) => ({ ...channel, secrets: {} })) };
    const turn = last.then(() => parse(job));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** It must not keep the process alive, nor be told how this one was started. */
function startThread({ heapMb, thread }: ParserLimits): Worker {
  const worker = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, execArgv: [], env: {} });
  worker.on("error", () => undefined);
  worker.unref();
  return worker;
}

/** Undefined when the thread ended or took too long. */
function ask(worker: Worker, job: ParseJob, time: number): Promise<Parsed | undefined> {
  return new Promise((resolve) => {
    const end = (parsed?: Parsed) => {
      clearTimeout(timer);
      worker.off("message", end).off("exit", fail);
      resolve(parsed);
    };
    const fail = () => end();
    const timer = setTimeout(fail, time);
    worker.on("message", end).on("exit", fail);
    worker.postMessage(job);
  });
}

/** Nobody could read it, so that nothing of it is believed, not even its sender. */
function standIn({ delivery, channels }: ParseJob): Parsed {
  const channel = mailboxOf(delivery, channels);
  const reason = "The mail could not be read within the limits of time and memory.";
  if (channel === undefined) return { items: [], problems: [{ path: "", reason }] };
  const hash = createHash("sha256").update(delivery.body).digest("hex");
  return {
    items: [
      {
        type: "message",
        channelExternalId: channel.externalId,
        externalId: `mail-${hash.slice(0, 40)}-${delivery.receivedAt}`,
        direction: "in",
        occurredAt: delivery.receivedAt,
        party: { externalId: `unknown-${hash.slice(0, 16)}@sender.invalid`, displayName: "Unknown sender" },
        text: "[This mail could not be read. The original is attached.]",
        media: [originalMail],
        visibility: "private",
        automatic: true,
      },
    ],
    problems: [{ path: "", reason }],
  };
}
