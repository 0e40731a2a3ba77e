import type { ImapFlow } from "imapflow";

export type NewsWatch = {
  /** Resolves when the server told of a mail, or after `ms`; rejects when the connection is gone. */
  wait(ms: number): Promise<void>;
};

/** Watches a connection from now on, so that no notice is missed between a look and the next wait. */
export function watchForNews(client: ImapFlow): NewsWatch {
  let hasNews = false;
  let isClosed = false;
  let wake: (() => void) | undefined;
  client.on("exists", ({ count, prevCount }) => {
    if (count > prevCount) hasNews = true;
    wake?.();
  });
  client.on("close", () => {
    isClosed = true;
    wake?.();
  });
  return {
    async wait(ms) {
      if (!hasNews && !isClosed) await idle(client, ms, (resolve) => (wake = resolve));
      wake = undefined;
      hasNews = false;
      if (isClosed || !client.usable) throw new Error("The connection is gone.");
    },
  };
}

/** IDLE (or the library's polling where there is none) until woken; the next command ends it. */
async function idle(client: ImapFlow, ms: number, onWake: (resolve: () => void) => void): Promise<void> {
  const idling = client.idle().catch(() => undefined);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (!client.usable) await idling;
}
