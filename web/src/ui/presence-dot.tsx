import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./presence-dot.module.css";

type Props = {
  readonly presence: "available" | "away" | "offline";
  /** The name of the away state, where there is one. */
  readonly state?: string | undefined;
  /** Pixels. */
  readonly size?: number;
  /** The word stands beside it anyway. */
  readonly decorative?: boolean;
};

/** Green, orange, grey; and full, half, hollow, so that colour is not all that tells. */
export function PresenceDot({ presence, state, size = 9, decorative = false }: Props): ReactNode {
  const { t } = useWords();
  const word = state ?? t(`ui.${presence}`);
  const words = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": word, title: word };
  return <span className={classes.dot} data-presence={presence} style={{ width: size, height: size }} {...words} />;
}
