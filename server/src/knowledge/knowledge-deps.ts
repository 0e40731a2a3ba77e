import type { FileStore } from "../files/index.ts";
import type { ViewerDeps } from "../organizations/index.ts";

/** What links are made of. */
export type LinkDeps = {
  /** Absolute links are built from this alone (S43). */
  readonly publicUrl: string;
  readonly linkKey: Uint8Array;
};

export type KnowledgeDeps = ViewerDeps & LinkDeps & { readonly files: FileStore };
