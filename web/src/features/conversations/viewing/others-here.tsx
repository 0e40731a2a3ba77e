import type { ConversationRow } from "@guichet/contract";
import { IconEye } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { PresenceDot } from "../../../ui/presence-dot.tsx";
import { useOthersHere } from "./use-viewing.ts";
import classes from "./viewing.module.css";

const MOST_FACES = 3;

/** Colleagues who have this conversation open too, merely looking; said politely when it changes. */
export function OthersHere({ conversation }: { readonly conversation: ConversationRow }): ReactNode {
  const { t, locale } = useWords();
  const others = useOthersHere(conversation);
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(others.map((one) => one.name));
  const sentence = others.length === 0 ? "" : t("conversations.lookingToo", { names, count: others.length });
  const more = others.length - MOST_FACES;
  return (
    <>
      <span className={classes.unseen} role="status">
        {sentence}
      </span>
      {others.length > 0 && (
        <span className={classes.others} title={sentence} aria-hidden>
          <IconEye size={14} stroke={1.8} />
          <span className={classes.faces}>
            {others.slice(0, MOST_FACES).map((one) => (
              <Avatar
                key={one.id}
                name={one.name}
                photo={one.photo}
                size={18}
                badge={<PresenceDot presence={one.presence} state={one.awayState?.name} size={6} />}
              />
            ))}
          </span>
          {more > 0 && <span>+{more}</span>}
          <bdi className={classes.names}>{names}</bdi>
        </span>
      )}
    </>
  );
}
