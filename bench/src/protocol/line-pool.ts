import { PostLine } from "./post-line.ts";

/** Opened before anything is measured. */
const READY = 64;
/** File handles are finite, on both sides. */
const MOST_LINES = 4000;

export type LinePool = {
  /** A free connection: one that is there, a new one, or, when there are as many as may be, the next that comes back. Rejects when it cannot be opened. */
  take(): Promise<PostLine>;
  giveBack(line: PostLine): void;
  close(): void;
};

/** Connections to a port of this machine, the last used one first. `wanted`: so many are open before anything is measured. */
export async function createLinePool(port: number, mostLines = MOST_LINES, wanted = READY): Promise<LinePool> {
  const free: PostLine[] = [];
  // A handful at a time: the system takes only so many callers who wait to be let in.
  while (free.length < Math.min(wanted, mostLines))
    free.push(...(await Promise.all(Array.from({ length: 32 }, () => PostLine.open(port)))));
  const waiting: (() => void)[] = [];
  let open = free.length;

  async function openOne(): Promise<PostLine> {
    open += 1;
    try {
      return await PostLine.open(port);
    } catch (error) {
      open -= 1;
      throw error;
    }
  }

  return {
    async take() {
      for (;;) {
        for (let line = free.pop(); line !== undefined; line = free.pop()) {
          if (line.free) return line;
          open -= 1;
        }
        if (open < mostLines) return await openOne();
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    giveBack(line) {
      if (line.free) free.push(line);
      else open -= 1;
      waiting.shift()?.();
    },
    close() {
      for (const line of free) line.close();
    },
  };
}
