import type { MessageView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { addressOf, call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useWords } from "../../../locales/use-words.ts";
import { keys } from "../keys.ts";
import { fileAddress } from "./file-address.ts";
import classes from "./message.module.css";

type Props = { readonly message: MessageView; readonly fallback: ReactNode };

/** A mail as it was designed, in a frame that runs nothing. Until it is there, or when it fails: its text. */
export function HtmlMail({ message, fallback }: Props): ReactNode {
  const { t } = useWords();
  const [pictures, setPictures] = useState(false);
  const { data } = useQuery({
    queryKey: keys.html(message.id),
    queryFn: ({ signal }) => fetchMail(message, signal),
    gcTime: 5 * 60_000,
  });
  if (data === undefined) return fallback;
  return (
    <>
      {data.canShow && !pictures && (
        <div className={classes.remote}>
          {t("conversations.remoteBlocked")}
          <button type="button" onClick={() => setPictures(true)}>
            {t("conversations.showRemote")}
          </button>
        </div>
      )}
      <MailFrame title={t("conversations.mailFrom", { name: message.author.name })} document={data.write(pictures)} />
    </>
  );
}

async function fetchMail(message: MessageView, signal: AbortSignal) {
  const [{ html }, { prepareMail, mailDocument }] = await Promise.all([
    call(routes.getMessageHtml, { params: { id: message.id }, signal }),
    import("./prepare-mail.ts"),
  ]);
  const { body, bodyWithPictures } = prepareMail(html, {
    ofPart(contentId) {
      const part = message.attachments.find((one) => one.contentId === contentId);
      return part && fileAddress(part.id);
    },
    ofPicture: (number) => addressOf(routes.getPicture, { id: message.id }, { number }),
  });
  return {
    canShow: bodyWithPictures !== null,
    write: (pictures: boolean) => mailDocument(pictures ? (bodyWithPictures ?? body) : body),
  };
}

/** As high as its content. No scripts can run; same-origin only lets us measure it. */
function MailFrame({ title, document }: { readonly title: string; readonly document: string }): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let observer: ResizeObserver | undefined;
    const measure = (): void => {
      const body = element.contentDocument?.body;
      if (!body) return;
      const fit = (): void => setHeight(Math.min(20_000, Math.ceil(body.getBoundingClientRect().height)));
      fit();
      observer?.disconnect();
      observer = new ResizeObserver(fit);
      observer.observe(body);
    };
    element.addEventListener("load", measure);
    return () => {
      element.removeEventListener("load", measure);
      observer?.disconnect();
    };
  }, []);
  return (
    <iframe
      ref={frame}
      className={classes.mail}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={document}
      style={{ height }}
    />
  );
}
