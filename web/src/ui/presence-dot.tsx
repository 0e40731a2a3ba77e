import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./presence-dot.module.css";

type Props = {
  readonly presence: "available" | "away" | "offline";
  /** Pixels. */
  readonly size?: number;
  /** The word stands beside it anyway. */
  readonly decorative?: boolean;
};

/** Green, orange, grey; and full, half, hollow, so that colour is not all that tells. */
export function PresenceDot({ presence, size = 9, decorative = false }: Props): ReactNode {
  const { t } = useWords();
  const words = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": t(`ui.${presence}`) };
  return <span className={classes.dot} data-presence={presence} style={{ width: size, height: size }} {...words} />;
}
