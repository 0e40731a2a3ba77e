import { PLATFORMS, type Platform, textLength } from "@guichet/contract";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./composer.module.css";

/** Characters left in the platform's own unit; undefined while the text is far from the limit. Negative: too long. */
export function charactersLeft(platform: Platform, text: string): number | undefined {
  const { max, unit } = PLATFORMS[platform].text;
  // No unit counts less than a third of the code units, so far below the limit there is nothing to count.
  const mostly = unit === "bytes" ? text.length * 3 : text.length;
  if (mostly < max * 0.8) return undefined;
  const left = max - textLength(text, unit);
  return left <= max * 0.2 ? left : undefined;
}

/** How much room is left, once it gets tight. */
export function LengthMeter({ platform, text }: { readonly platform: Platform; readonly text: string }): ReactNode {
  const { t, locale } = useWords();
  const left = useMemo(() => charactersLeft(platform, text), [platform, text]);
  if (left === undefined) return null;
  const words =
    left < 0 ? t("conversations.tooLong", { count: -left }) : t("conversations.charactersLeft", { count: left });
  return (
    <span className={classes.length} data-over={left < 0 || undefined} title={words} role="status" aria-label={words}>
      {left.toLocaleString(locale)}
    </span>
  );
}
