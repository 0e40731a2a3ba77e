import type { ChannelId } from "@guichet/contract";
import { claimPhoto, type PhotoJob } from "../../contacts/index.ts";
import { fetchPhoto, type PhotoDeps } from "./fetch-photo.ts";

const LOOK_MS = 2000;
const MOST_AT_ONCE = 8;
const MOST_OF_A_CHANNEL = 2;

/**
 * Contacts' pictures are fetched beside everything else: no message waits for one. A channel has few places and rests when its
 * network asks for that, so that it never delays another (I9).
 */
export function startPhotoFetcher(deps: PhotoDeps): { nudge(): void; stop(): Promise<void> } {
  const stopping = new AbortController();
  const active = new Map<Promise<void>, ChannelId>();
  const resting = new Map<ChannelId, number>();
  let looking: Promise<void> | undefined;
  let again = false;

  async function look(): Promise<void> {
    do {
      again = false;
      while (active.size < MOST_AT_ONCE && !stopping.signal.aborted) {
        const job = await claimPhoto(deps.database, busyChannels());
        if (job === undefined) break;
        start(job);
      }
    } while (again && !stopping.signal.aborted);
  }

  function start(job: PhotoJob): void {
    const work = fetchPhoto(deps, job, stopping.signal)
      .then((restMs) => {
        if (restMs !== undefined) resting.set(job.channel_id, deps.now().getTime() + restMs);
      })
      .catch((error: unknown) => deps.log.error("a picture could not be kept, tried again soon", {}, error))
      .finally(() => {
        active.delete(work);
        nudge();
      });
    active.set(work, job.channel_id);
  }

  function busyChannels(): ChannelId[] {
    const now = deps.now().getTime();
    for (const [channel, until] of resting) if (until <= now) resting.delete(channel);
    const places = Map.groupBy(active.values(), (channel) => channel);
    const full = [...places].filter(([, taken]) => taken.length >= MOST_OF_A_CHANNEL).map(([channel]) => channel);
    return [...full, ...resting.keys()];
  }

  function nudge(): void {
    again = true;
    if (stopping.signal.aborted || looking !== undefined) return;
    looking = look()
      .catch((error: unknown) => deps.log.error("pictures could not be looked for, tried again soon", {}, error))
      .finally(() => {
        looking = undefined;
      });
  }
  const timer = setInterval(nudge, LOOK_MS);
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
