import type { UserId } from "@guichet/contract";
import { memo, type ReactNode, useMemo, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useColleagues } from "../use-world.ts";
import { foldQuote } from "./fold-quote.ts";
import classes from "./message.module.css";
import { splitText } from "./text-parts.ts";

type Props = {
  readonly text: string;
  readonly mentions?: readonly UserId[];
  /** Mails carry the mail they answer; that part is folded away. */
  readonly foldQuotes?: boolean;
};

/** What somebody wrote: line breaks kept, addresses to follow, its direction its own. */
export const MessageText = memo(function MessageText({ text, mentions, foldQuotes = false }: Props): ReactNode {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const folded = useMemo(() => (foldQuotes ? foldQuote(text) : { shown: text, quoted: "" }), [text, foldQuotes]);
  return (
    <>
      <div className={classes.text} dir="auto">
        {mentions?.length ? <WithMentions text={folded.shown} mentions={mentions} /> : <Plain text={folded.shown} />}
      </div>
      {folded.quoted !== "" && (
        <>
          <button
            type="button"
            className={classes.quoteToggle}
            aria-expanded={open}
            aria-label={t("conversations.quotedText")}
            title={t("conversations.quotedText")}
            onClick={() => setOpen(!open)}
          >
            •••
          </button>
          {open && (
            <div className={classes.quoted} dir="auto">
              <Plain text={folded.quoted} />
            </div>
          )}
        </>
      )}
    </>
  );
});

function WithMentions({ text, mentions }: { text: string; mentions: readonly UserId[] }): ReactNode {
  const colleagues = useColleagues();
  const names = colleagues.filter((one) => mentions.includes(one.id)).map((one) => one.name);
  return <Plain text={text} names={names} />;
}

function Plain({ text, names }: { readonly text: string; readonly names?: readonly string[] }): ReactNode {
  let place = 0;
  return splitText(text, names).map((part) => {
    const key = place;
    place += part.text.length;
    if (part.type === "text") return part.text;
    if (part.type === "mention") {
      return (
        <span key={key} className={classes.mention}>
          {part.text}
        </span>
      );
    }
    return (
      <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    );
  });
}
