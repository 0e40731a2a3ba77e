import { claimPhoto } from "../../contacts/index.ts";
import { type ChannelWorker, startChannelWorker } from "../channel-worker.ts";
import { fetchPhoto, type PhotoDeps } from "./fetch-photo.ts";

/** Contacts' pictures are fetched beside everything else: no message waits for one. */
export function startPhotoFetcher(deps: PhotoDeps): ChannelWorker {
  return startChannelWorker({
    claim: (busyChannels) => claimPhoto(deps.database, busyChannels),
    work: (job, stopping) => fetchPhoto(deps, job, stopping),
    onLeft: (of, error) =>
      deps.log.error(
        `${of === "job" ? "a picture could not be kept" : "pictures could not be looked for"}, tried again soon`,
        {},
        error,
      ),
    ...{ now: deps.now, mostAtOnce: 8, mostOfAChannel: 2, lookMs: 2000 },
  });
}
