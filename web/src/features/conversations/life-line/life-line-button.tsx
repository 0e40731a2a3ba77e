import type { MessageView } from "@guichet/contract";
import { IconTimelineEvent } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";

const LifeLineDialog = lazy(() => import("./life-line-dialog.tsx").then((file) => ({ default: file.LifeLineDialog })));

type Props = {
  readonly message: MessageView;
  readonly className: string | undefined;
  /** What is pressed; a sign of its own where nothing is given. */
  readonly children?: ReactNode;
};

/** Opens the life line of a message: how it came here, or what became of it. */
export function LifeLineButton({ message, className, children }: Props): ReactNode {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const isOurs = message.kind !== "inbound";
  return (
    <>
      <button
        type="button"
        className={className}
        title={t(isOurs ? "lifeLine.open" : "lifeLine.openIn")}
        aria-label={children === undefined ? t("lifeLine.openOf", { name: message.author.name }) : undefined}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
      >
        {children ?? <IconTimelineEvent size={17} stroke={1.8} />}
      </button>
      {opened && (
        <Suspense>
          <LifeLineDialog message={message} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
