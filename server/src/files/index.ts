export { parseByteRange } from "./byte-range.ts";
export { contentDisposition, fileHeaders, type ServedFile } from "./file-headers.ts";
export { checkFileLink, type FileLinkClaim, fileLinkMaxMs, signFileLink } from "./file-link.ts";
export { isExecutableName, normalizeFileName } from "./file-name.ts";
export {
  type ByteRange,
  createFileStore,
  type FileRefused,
  type FileStore,
  type ListedFile,
  type OpenedFile,
  type StoredFile,
} from "./file-store.ts";
export { type FileType, sniffType } from "./sniff-type.ts";
export { createFileSweep } from "./sweep-unnamed.ts";
