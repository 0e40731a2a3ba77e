import { IconCornerDownRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Bar } from "../composer/bar.tsx";
import { useChannels } from "../use-world.ts";

/** Above the reply while messages of other channels stand in the thread: through which channel it goes (W89). */
export function ReplyGoesBar({ channelId }: { readonly channelId: string }): ReactNode {
  const { t } = useWords();
  const channel = useChannels().find((one) => one.id === channelId)?.name ?? "";
  return (
    <Bar icon={<IconCornerDownRight size={16} stroke={1.8} aria-hidden />} quiet>
      <span>{t("allChannels.replyGoesTo", { channel })}</span>
    </Bar>
  );
}
