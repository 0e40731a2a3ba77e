import { countSmsSegments } from "@guichet/contract";
import { type ReactNode, useMemo } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./length-meter.module.css";

/** How many SMS a text is (W158), which is what it costs; and which character has made it more. */
export function Segments({ text }: { readonly text: string }): ReactNode {
  const { t } = useWords();
  const { segments, used, perSegment, because } = useMemo(() => countSmsSegments(text), [text]);
  const words = t("replyBox.segments", { count: segments, used, max: perSegment });
  const why = because === null ? "" : ` ${t("replyBox.segmentsBecause", { character: because })}`;
  return (
    <span className={classes.segments} title={`${words}${why}`}>
      <span aria-hidden>{t("replyBox.segmentsShort", { count: segments })}</span>
      <span className={classes.unseen}>{`${words}${why}`}</span>
      {because !== null && segments > 1 && (
        <span className={classes.because} aria-hidden>
          <bdi>{because}</bdi>
        </span>
      )}
    </span>
  );
}
