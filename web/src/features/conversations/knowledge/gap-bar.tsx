import { type Gap, gapsIn } from "@guichet/contract";
import { IconForms } from "@tabler/icons-react";
import type { ReactNode, RefObject } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./knowledge.module.css";

type Props = { readonly text: string; readonly field: RefObject<HTMLTextAreaElement | null> };

/** What a response left open: it has to be filled in before the reply is sent (W135). */
export function GapBar({ text, field }: Props): ReactNode {
  const { t } = useWords();
  const gaps = gapsIn(text);
  if (gaps.length === 0) return null;
  return (
    <div className={classes.gaps} role="status">
      <IconForms size={16} stroke={1.8} aria-hidden />
      <span>{t("conversations.fillGaps")}</span>
      {gaps.map((gap) => (
        <button key={gap.from} type="button" className={classes.gap} onClick={() => selectGap(field.current, gap)}>
          <bdi>{gap.label}</bdi>
        </button>
      ))}
    </div>
  );
}

export function selectGap(element: HTMLTextAreaElement | null, gap: Gap): void {
  element?.focus();
  element?.setSelectionRange(gap.from, gap.to);
}
