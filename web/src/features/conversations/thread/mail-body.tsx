import type { MessageView } from "@guichet/contract";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { usePreference } from "../../../api/preference.ts";
import { useWords } from "../../../locales/use-words.ts";
import { HtmlMail } from "./html-mail.tsx";
import classes from "./message.module.css";
import { MessageText } from "./message-text.tsx";

/** A mail: as it was designed, or as plain text; which of the two is remembered. Drawn when it comes into view. */
export function MailBody({ message }: { readonly message: MessageView }): ReactNode {
  const { t } = useWords();
  const [designed, setDesigned] = usePreference("inbox.mailDesign", true);
  const place = useRef<HTMLDivElement>(null);
  const near = useNear(place);
  const text = <MessageText text={message.text} foldQuotes />;
  return (
    <div ref={place} className={classes.mailBody}>
      {designed && near ? <HtmlMail message={message} fallback={text} /> : text}
      <button type="button" className={classes.mailToggle} onClick={() => setDesigned(!designed)}>
        {t(designed ? "conversations.showText" : "conversations.showDesign")}
      </button>
    </div>
  );
}

/** True from the moment the place comes near the visible part, and for ever after. */
function useNear(place: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (near || element === null) return;
    const observer = new IntersectionObserver((seen) => setNear(seen.some((one) => one.isIntersecting)), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [near, place]);
  return near;
}
