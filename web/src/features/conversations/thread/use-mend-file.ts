import type { AttachmentView } from "@guichet/contract";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useRefusalWords } from "../../../locales/refusal-words.ts";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";

type FileId = AttachmentView["id"];

/**
 * A file that could not be fetched is fetched once more, or given up (I8). The live feed shows what became of it; what is refused
 * is said, and the file stays as it is.
 */
export function useMendFile(): {
  readonly retry: (id: FileId) => Promise<void>;
  readonly discard: (id: FileId) => Promise<void>;
} {
  const { t } = useWords();
  const toasts = useToasts();
  const words = useRefusalWords();
  const doing = async (route: typeof routes.retryFile, id: FileId, done?: string): Promise<void> => {
    try {
      await call(route, { params: { id } });
      if (done !== undefined) toasts.show({ message: done, tone: "good" });
    } catch (error) {
      toasts.show({ message: words(error), tone: "bad" });
    }
  };
  return {
    retry: async (id) => await doing(routes.retryFile, id, t("stuck.fileRetried")),
    discard: async (id) => await doing(routes.discardFile, id),
  };
}
