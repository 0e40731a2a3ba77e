import { makeQueueMails } from "./make-queue-mails.ts";
import { type MailDeps, sendDueMails } from "./send-due-mails.ts";

const LOOK_MS = 2000;
/** The queue is looked at every so many looks. */
const QUEUE_EVERY = 15;

/** For the worker role: sends the mails of notifications. Every process may run it. Call `nudge` when there may be one. */
export function startMailing(deps: MailDeps): { nudge(): void; stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let looks = 0;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        while (!stopped && (await sendDueMails(deps)) > 0);
      } catch (error) {
        deps.log.error("notifications could not be mailed, tried again soon", {}, error);
      }
    } while (again && !stopped);
  }

  function nudge(): void {
    again = true;
    if (stopped) return;
    running ??= run().finally(() => {
      running = undefined;
    });
  }

  async function look(): Promise<void> {
    looks += 1;
    if (looks % QUEUE_EVERY === 0)
      await makeQueueMails(deps).catch((error: unknown) =>
        deps.log.error("mails about the queue could not be made, tried again soon", {}, error),
      );
    nudge();
  }

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }, LOOK_MS);
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await running;
    },
  };
}
