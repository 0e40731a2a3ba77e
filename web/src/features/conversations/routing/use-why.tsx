import type { ConversationRow } from "@guichet/contract";
import { IconRoute } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useCommand } from "../../../ui/commands.tsx";

const WhyDialog = lazy(() => import("./why-dialog.tsx").then((file) => ({ default: file.WhyDialog })));

/** "Why is this here?": from the header's menu, by key and by name (decision 7). */
export function useWhy(row: ConversationRow): { readonly ask: () => void; readonly dialog: ReactNode } {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const ask = (): void => setAsked(true);
  useCommand({
    id: "conversation.why",
    label: t("routing.why"),
    group: t("conversations.group"),
    icon: IconRoute,
    run: ask,
  });
  const dialog = asked && (
    <Suspense>
      <WhyDialog row={row} onClose={() => setAsked(false)} />
    </Suspense>
  );
  return { ask, dialog };
}
