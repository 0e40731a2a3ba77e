import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./conversation-list.module.css";

type Props = { readonly count: number; readonly side: "top" | "bottom"; readonly onClick: () => void };

/** "3 new": work that arrived out of sight. */
export function NewPill({ count, side, onClick }: Props): ReactNode {
  const { t } = useWords();
  if (count === 0) return null;
  const Arrow = side === "top" ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes.pill} data-side={side} onClick={onClick}>
      <Arrow size={15} stroke={2.2} aria-hidden />
      {t("conversations.countNew", { count })}
    </button>
  );
}
