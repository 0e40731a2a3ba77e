export { parseByteRange } from "./byte-range.ts";
export { fileHeaders } from "./file-headers.ts";
export { checkFileLink, fileLinkMaxMs, NETWORK_SUBJECT, networkLinkMaxMs, signFileLink } from "./file-link.ts";
export { isExecutableName, normalizeFileName } from "./file-name.ts";
export {
  createFileStore,
  type FileStore,
  type OpenedFile,
  type StoredFile,
} from "./file-store.ts";
export { readImageSize } from "./image-size.ts";
export { sniffType } from "./sniff-type.ts";
export { createFileSweep, type FindNamed } from "./sweep-unnamed.ts";
