import type { ConversationId, EmbeddedPost } from "@guichet/contract";
import { IconAd2, IconExternalLink, IconNews } from "@tabler/icons-react";
import { memo, type ReactNode, useId, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { MessageText } from "../thread/message-text.tsx";
import classes from "./post.module.css";
import { PostImage } from "./post-image.tsx";
import { usePost } from "./use-post.ts";

type Props = { readonly id: ConversationId; readonly post: EmbeddedPost };

/** What is folded away at first. */
const LONG = 180;

/** Above what everybody reads: the post or advertisement that it stands under (W87). */
export const PostBar = memo(function PostBar({ id, post: first }: Props): ReactNode {
  const { t } = useWords();
  const textId = useId();
  const [open, setOpen] = useState(false);
  const post = usePost(id, first);
  const long = post.text.length > LONG || post.text.split("\n").length > 2;
  return (
    <section className={classes.post} aria-label={t(post.dark ? "post.ad" : "post.post")}>
      {post.image && <PostImage image={post.image} />}
      <div className={classes.words}>
        <div className={classes.head}>
          {post.dark ? (
            <span className={classes.ad} title={t("post.adHint")}>
              <IconAd2 size={15} stroke={1.8} aria-hidden />
              {t("post.ad")}
            </span>
          ) : (
            <span className={classes.kind}>
              <IconNews size={15} stroke={1.8} aria-hidden />
              {t("post.post")}
            </span>
          )}
          {post.url !== null && (
            <a href={post.url} target="_blank" rel="noopener noreferrer nofollow" className={classes.link}>
              {t("post.open")}
              <IconExternalLink size={14} stroke={1.8} aria-hidden />
            </a>
          )}
        </div>
        {post.pending && post.text === "" && <p className={classes.asked}>{t("post.pending")}</p>}
        {post.text !== "" && (
          <div id={textId} className={classes.text} data-folded={(long && !open) || undefined}>
            <MessageText text={post.text} />
          </div>
        )}
        {long && (
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={open}
            aria-controls={textId}
            onClick={() => setOpen(!open)}
          >
            {t(open ? "post.less" : "post.more")}
          </button>
        )}
      </div>
    </section>
  );
});
