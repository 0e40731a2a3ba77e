import { useEffect, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import type { ShownThread } from "./use-cross-channel.ts";

/** Words for a live region: all channels are shown now, or no more (W89). Nothing as long as nobody has changed it. */
export function useSaidScope(scope: ShownThread["scope"]): string {
  const { t } = useWords();
  const before = useRef(scope);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (scope === "waiting" || scope === before.current) return;
    before.current = scope;
    setSaid(t(scope === "all" ? "allChannels.saidAll" : "allChannels.saidThis"));
  }, [scope, t]);
  return said;
}
