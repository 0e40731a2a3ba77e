import { EmojiPicker } from "frimousse";
import { type ReactNode, useCallback } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./emoji.module.css";
import { loadEmoji } from "./load-emoji.ts";

/** Every emoji, searched by its name in the user's language. */
export function Picker({ onPick }: { readonly onPick: (emoji: string) => void }): ReactNode {
  const { t, locale } = useWords();
  const resolve = useCallback(() => loadEmoji(locale), [locale]);
  return (
    <EmojiPicker.Root
      className={classes.picker}
      locale={locale}
      columns={9}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <EmojiPicker.Search
        className={classes.search}
        placeholder={t("conversations.searchEmoji")}
        aria-label={t("conversations.searchEmoji")}
        autoFocus
        data-autofocus
      />
      <EmojiPicker.Viewport className={classes.viewport}>
        <EmojiPicker.Loading className={classes.waiting}>{t("ui.loading")}</EmojiPicker.Loading>
        <EmojiPicker.Empty className={classes.waiting}>{t("conversations.noEmoji")}</EmojiPicker.Empty>
        <EmojiPicker.List className={classes.list} components={{ CategoryHeader, Row, Emoji }} />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}

type Parts = NonNullable<React.ComponentProps<typeof EmojiPicker.List>["components"]>;
type PropsOf<Name extends keyof Parts> = React.ComponentProps<NonNullable<Parts[Name]>>;

function CategoryHeader({ category, ...rest }: PropsOf<"CategoryHeader">): ReactNode {
  return (
    <div {...rest} className={classes.category}>
      {category.label}
    </div>
  );
}

function Row({ children, ...rest }: PropsOf<"Row">): ReactNode {
  return (
    <div {...countedFromOne(rest)} className={classes.row}>
      {children}
    </div>
  );
}

function Emoji({ emoji, ...rest }: PropsOf<"Emoji">): ReactNode {
  return (
    <button {...countedFromOne(rest)} type="button" className={classes.emoji} data-active={emoji.isActive || undefined}>
      {emoji.emoji}
    </button>
  );
}

type Counted = { readonly "aria-rowindex"?: number; readonly "aria-colindex"?: number };

/** The picker counts rows and columns from zero; screen readers count from one. */
function countedFromOne<Props extends Counted>(props: Props): Props {
  const { "aria-rowindex": row, "aria-colindex": column } = props;
  return {
    ...props,
    ...(row === undefined ? {} : { "aria-rowindex": row + 1 }),
    ...(column === undefined ? {} : { "aria-colindex": column + 1 }),
  };
}
