import type { InboundMedia } from "../conversations/index.ts";

/** A file that a platform tells of: `ref` is understood by its connector's `fetchMedia` alone. */
export type MediaRef = InboundMedia;

export type PhotoRef = {
  /** An address of the web, fetched as it is; or what this connector's `fetchPhoto` understands. */
  readonly ref: string;
  /** What stays the same as long as the picture does, where the reference does not. */
  readonly same?: string;
};
