import type { ChannelId } from "@guichet/contract";

/** Work that waits in a table and is done beside everything else, some at once. */
export type ChannelWork<Job extends { readonly channel_id: ChannelId }> = {
  /** The next one that is due and not of these channels; undefined: none. */
  readonly claim: (busyChannels: readonly ChannelId[]) => Promise<Job | undefined>;
  /** Answers milliseconds for which the job's channel is to rest; undefined: it need not. What it throws is told to `onLeft`. */
  readonly work: (job: Job, stopping: AbortSignal) => Promise<number | undefined>;
  /** A job, or the looking for jobs, was left: it is due again by itself. */
  readonly onLeft: (of: "job" | "look", error: unknown) => void;
  readonly now: () => Date;
  readonly mostAtOnce: number;
  readonly mostOfAChannel: number;
  /** Milliseconds between two looks where nobody nudges. */
  readonly lookMs: number;
};
export type ChannelWorker = { nudge(): void; stop(): Promise<void> };

/** A channel has few places of its own and rests when its platform asks for that, so that it never delays another (I9). */
export function startChannelWorker<Job extends { readonly channel_id: ChannelId }>(
  given: ChannelWork<Job>,
): ChannelWorker {
  const stopping = new AbortController();
  const active = new Map<Promise<void>, ChannelId>();
  const resting = new Map<ChannelId, number>();
  let looking: Promise<void> | undefined;
  let again = false;

  async function look(): Promise<void> {
    do {
      again = false;
      while (active.size < given.mostAtOnce && !stopping.signal.aborted) {
        const job = await given.claim(busyChannels());
        if (job === undefined) break;
        start(job);
      }
    } while (again && !stopping.signal.aborted);
  }

  function start(job: Job): void {
    const work = given
      .work(job, stopping.signal)
      .then((restMs) => {
        if (restMs !== undefined) resting.set(job.channel_id, given.now().getTime() + restMs);
      })
      .catch((error: unknown) => given.onLeft("job", error))
      .finally(() => {
        active.delete(work);
        nudge();
      });
    active.set(work, job.channel_id);
  }

  function busyChannels(): ChannelId[] {
    const now = given.now().getTime();
    for (const [channel, until] of resting) if (until <= now) resting.delete(channel);
    const places = Map.groupBy(active.values(), (channel) => channel);
    const full = [...places].filter(([, taken]) => taken.length >= given.mostOfAChannel).map(([channel]) => channel);
    return [...full, ...resting.keys()];
  }

  function nudge(): void {
    again = true;
    if (stopping.signal.aborted || looking !== undefined) return;
    looking = look()
      .catch((error: unknown) => given.onLeft("look", error))
      .finally(() => {
        looking = undefined;
      });
  }

  const timer = setInterval(nudge, given.lookMs);
  return {
    nudge,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.allSettled(active.keys());
    },
  };
}
