/** Temporary media are there for three days. */
const KEPT_MS = 3 * 86_400_000;
const MB = 1024 * 1024;

export type MediaType = "image" | "voice" | "video" | "thumb" | "file";
export type StoredMedia = {
  readonly id: string;
  readonly type: MediaType;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly name: string;
  readonly until: number;
};
type Given = Pick<StoredMedia, "type" | "bytes" | "contentType" | "name">;

/** "Upload temporary media": which files, of at most so many bytes. */
const RULES: Readonly<Record<string, { readonly most: number; readonly endings: RegExp }>> = {
  image: { most: 10 * MB, endings: /\.(?:png|jpe?g|gif|bmp)$/i },
  voice: { most: 2 * MB, endings: /\.(?:amr|mp3)$/i },
  video: { most: 10 * MB, endings: /\.mp4$/i },
  thumb: { most: 64 * 1024, endings: /\.jpe?g$/i },
};

/** What both sides have uploaded, by its id. */
export class MediaStore {
  readonly #media = new Map<string, StoredMedia>();
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  keep(given: Given, now: number): StoredMedia {
    const stored = { ...given, id: this.#newId(), until: now + KEPT_MS };
    this.#media.set(stored.id, stored);
    return stored;
  }

  find(id: string, now: number): StoredMedia | undefined {
    const found = this.#media.get(id);
    return found === undefined || found.until < now ? undefined : found;
  }

  /** All of it is over. */
  expire(): void {
    this.#media.clear();
  }
}

/** Why a file is not taken: WeChat's code, 0: it is. */
export function problemOfUpload(type: string, name: string, size: number): number {
  const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
  if (rule === undefined) return 40004;
  if (size === 0) return 41005;
  if (size > rule.most) return 40006;
  return rule.endings.test(name) ? 0 : 40005;
}
