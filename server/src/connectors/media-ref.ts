export type MediaRef = {
  readonly kind: "image" | "video" | "audio" | "file";
  /** Opaque: only this connector's `fetchMedia` understands it. */
  readonly ref: string;
  readonly name?: string;
  readonly type?: string;
  readonly size?: number;
  /** Content-ID of an inline image, without brackets. */
  readonly contentId?: string;
  /** By what the platform calls the same file however often it tells of it, where `ref` is another one each time. */
  readonly mark?: string;
  /** After this the platform no longer serves it. */
  readonly expiresAt?: number;
  /** After this nobody may keep it: its bytes are taken away. */
  readonly keepUntil?: number;
};

export type PhotoRef = {
  /** An address of the web, fetched as it is; or what this connector's `fetchPhoto` understands. */
  readonly ref: string;
  /** What stays the same as long as the picture does, where the reference does not. */
  readonly same?: string;
};
