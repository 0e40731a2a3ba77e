import type { AttachmentView } from "@guichet/contract";
import { IconPhoto, IconPhotoOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { Attachments } from "../thread/attachments.tsx";
import classes from "./post.module.css";

/** The post's picture, fetched by the server as a message's files are; a word in its place while it is not there. */
export function PostImage({ image }: { readonly image: AttachmentView }): ReactNode {
  const { t } = useWords();
  const isPicture = image.state === "stored" && image.inline && image.type.startsWith("image/");
  if (isPicture) {
    return (
      <div className={classes.picture}>
        <Attachments attachments={[{ ...image, name: image.name || t("post.post") }]} />
      </div>
    );
  }
  const Sign = image.state === "pending" ? IconPhoto : IconPhotoOff;
  return (
    <span className={classes.missing}>
      <Sign size={20} stroke={1.5} aria-hidden />
      {t(MISSING[image.state])}
    </span>
  );
}

const MISSING = {
  pending: "post.imagePending",
  failed: "post.imageFailed",
  expired: "post.imageFailed",
  discarded: "post.imageFailed",
  stored: "post.imageOther",
} as const;
