import type { ShownMessage } from "../telephone/network.ts";
import { PLAIN } from "../telephone/network.ts";
import type { ServedFiles } from "./served-files.ts";

/** What one of Meta's networks keeps of a direct message. */
type Said = {
  readonly mid: string;
  readonly mine: boolean;
  readonly at: number;
  readonly text: string;
  readonly deleted: boolean;
  readonly edits: number;
  readonly replyTo?: string | undefined;
  readonly reaction?: string | undefined;
};
type Shared = { readonly file?: string | undefined; readonly type: string };
const PICTURES: ReadonlySet<string> = new Set(["image", "story_mention"]);

/** A direct message as the contact's telephone shows it. */
export function toShownSaid(
  said: Said,
  all: readonly Said[],
  shared: readonly Shared[],
  files: Pick<ServedFiles, "get">,
  reactions: readonly string[],
): ShownMessage {
  const { mid, mine, at, text, deleted } = said;
  return {
    ...PLAIN,
    ...{ id: mid, mine, at, text, deleted, edited: said.edits > 0 },
    quote: all.find((one) => one.mid === said.replyTo)?.text ?? null,
    files: shared.flatMap(({ file, type }) => {
      const name = files.get(file ?? "")?.name ?? "file";
      const kind = PICTURES.has(type) ? "picture" : type === "video" || type === "audio" ? type : "file";
      return file === undefined ? [] : [{ id: file, name, kind } as const];
    }),
    reactions: said.reaction === undefined ? [] : [said.reaction],
    can: {
      answer: !deleted,
      edit: mine && !deleted,
      delete: mine && !deleted,
      react: mine || deleted ? [] : reactions,
    },
  };
}

/** Under what the contact wrote. */
export function tickOf({ mine, at, person }: Pick<Said, "mine" | "at"> & { readonly person: { seenUpTo: number } }) {
  if (!mine) return null;
  return at <= person.seenUpTo ? "read" : "delivered";
}

type Comment = {
  readonly by: unknown;
  readonly parent: unknown;
  readonly hidden: boolean;
  readonly deleted: boolean;
};

/** Comments as they stand under a post: each with its answers below it; hidden from everybody but who wrote it. */
export function inThread<One extends Comment>(comments: readonly One[], person: One["by"]): One[] {
  const there = comments.filter(({ deleted }) => !deleted);
  const roots = there.filter(({ parent }) => parent === undefined);
  const inOrder = roots.flatMap((root) => [root, ...there.filter(({ parent }) => parent === root)]);
  return inOrder.filter((comment) => !comment.hidden || comment.by === person);
}
