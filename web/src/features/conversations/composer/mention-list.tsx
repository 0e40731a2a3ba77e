import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import classes from "./composer.module.css";
import type { Candidate, Mentions } from "./use-mentions.ts";

type Props = { readonly mentions: Mentions; readonly onChoose: (candidate: Candidate) => void };

/** The colleagues that fit what is written after the `@`, above the text. The focus stays in the text. */
export function MentionList({ mentions, onChoose }: Props): ReactNode {
  const { t } = useWords();
  if (mentions.candidates.length === 0) return null;
  return (
    <div className={classes.mentions} role="listbox" aria-label={t("conversations.mention")} id="mention-list">
      {mentions.candidates.map((one, index) => (
        <div
          key={one.id}
          id={`mention-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === mentions.active}
          className={classes.mention}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(one);
          }}
        >
          <Avatar name={one.name} size={22} badge={<PresenceDot presence={one.presence} size={7} decorative />} />
          {one.name}
        </div>
      ))}
    </div>
  );
}
