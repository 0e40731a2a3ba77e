import type { FileRef } from "./wire.ts";

export type StoredFile = {
  readonly ref: FileRef;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: string;
};
export type Files = {
  add(bytes: Uint8Array, about: { readonly name?: string; readonly type: string; readonly folder: string }): StoredFile;
  byId(id: string): StoredFile | undefined;
  /** A new path; those told before are good until they expire. */
  pathOf(file: StoredFile): string;
  byPath(path: string): StoredFile | undefined;
  /** Every path told so far opens nothing any more; the files stay. */
  expirePaths(): void;
};

/** The files of one bot: an id for ever, and paths that are good for a while. Telegram's own paths carry no name. */
export function createFiles(): Files {
  const files = new Map<string, StoredFile>();
  const paths = new Map<string, StoredFile>();
  let told = 0;
  return {
    add(bytes, { name, type, folder }) {
      const number = files.size + 1;
      const ref = {
        file_id: `AgACAgQAAxk-${number}`,
        file_unique_id: `AQAD-${number}`,
        file_size: bytes.byteLength,
        ...(name === undefined ? {} : { file_name: name }),
        mime_type: type,
      };
      const stored = { ref, path: folder, bytes, type };
      files.set(ref.file_id, stored);
      return stored;
    },
    byId: (id) => files.get(id),
    pathOf(file) {
      told += 1;
      const path = `${file.path}/file_${told}`;
      paths.set(path, file);
      return path;
    },
    byPath: (path) => paths.get(path),
    expirePaths: () => paths.clear(),
  };
}
