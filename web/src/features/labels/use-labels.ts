import { useQuery, useQueryClient } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { useToasts } from "../../ui/toasts.tsx";
import { KEEPERS, type Label, type LabelKind } from "./label-kind.ts";

/** Every topic or tag, deleted ones among them. */
export function useLabels(kind: LabelKind): {
  readonly labels: readonly Label[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const topics = useQuery({ ...queries.topics(), enabled: kind === "topics" });
  const tags = useQuery({ ...queries.tags(), enabled: kind === "tags" });
  const query = kind === "topics" ? topics : tags;
  return { labels: query.data?.items, error: query.error, retry: () => void query.refetch() };
}

/** Deleting can be taken back, so it is told with a way back; and so can restoring. */
export function useDeleteAndRestore(kind: LabelKind): {
  readonly remove: (label: Label) => Promise<void>;
  readonly restore: (label: Label) => void;
} {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const failed = (error: unknown): void => toasts.show({ message: say(error), tone: "bad" });
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: [kind] });
  const restore = async (label: Label): Promise<void> => {
    await KEEPERS[kind].restore(label.id);
    await refresh();
    toasts.show({ message: t(`${kind}.restored`, { name: label.name }), tone: "good" });
  };
  const restoreOrSay = (label: Label): void => void restore(label).catch(failed);
  return {
    restore: restoreOrSay,
    remove: async (label) => {
      await KEEPERS[kind].remove(label.id);
      await refresh();
      toasts.show({ message: t(`${kind}.deletedToast`, { name: label.name }), undo: () => restoreOrSay(label) });
    },
  };
}
