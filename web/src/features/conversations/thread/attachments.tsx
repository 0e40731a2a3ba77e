import type { AttachmentView } from "@guichet/contract";
import { IconDownload, IconFile, IconFileAlert, IconPhoto } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import classes from "./attachments.module.css";
import { fileAddress } from "./file-address.ts";
import { fileSize } from "./file-size.ts";
import { MendFile } from "./mend-file.tsx";

const Lightbox = lazy(() => import("./lightbox.tsx").then((file) => ({ default: file.Lightbox })));

type Props = {
  readonly attachments: readonly AttachmentView[];
  /** Whoever may reply may have what failed fetched again, or give it up. */
  readonly mayMend?: boolean;
};

/** The files of a message: pictures to enlarge, sounds and films to play, the rest to download. */
export function Attachments({ attachments, mayMend = false }: Props): ReactNode {
  const [shown, setShown] = useState<number>();
  const images = attachments.filter(isImage);
  const others = attachments.filter((one) => !isImage(one));
  return (
    <div className={classes.attachments}>
      {images.length > 0 && (
        <div className={classes.images}>
          {images.map((image, index) => (
            <Thumbnail key={image.id} image={image} onOpen={() => setShown(index)} />
          ))}
        </div>
      )}
      {others.map((file) => (
        <Other key={file.id} file={file} mayMend={mayMend} />
      ))}
      {shown !== undefined && (
        <Suspense>
          <Lightbox images={images} start={shown} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

function isImage(file: AttachmentView): boolean {
  return file.inline && file.state === "stored" && file.type.startsWith("image/");
}

function Thumbnail({ image, onOpen }: { readonly image: AttachmentView; readonly onOpen: () => void }): ReactNode {
  const { t } = useWords();
  const [broken, setBroken] = useState(false);
  return (
    <button
      type="button"
      className={classes.thumbnail}
      onClick={onOpen}
      title={image.name}
      aria-label={t("conversations.enlarge", { name: image.name })}
    >
      {broken ? (
        <IconPhoto size={26} stroke={1.4} aria-hidden />
      ) : (
        <img src={fileAddress(image.id)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />
      )}
    </button>
  );
}

type FileProps = { readonly file: AttachmentView; readonly mayMend: boolean };

function Other({ file, mayMend }: FileProps): ReactNode {
  if (file.inline && file.state === "stored" && file.type.startsWith("audio/")) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a contact's recording has no captions
      <audio className={classes.audio} controls preload="none" src={fileAddress(file.id)} aria-label={file.name} />
    );
  }
  if (file.inline && file.state === "stored" && file.type.startsWith("video/")) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a contact's film has no captions
      <video className={classes.video} controls preload="metadata" src={fileAddress(file.id)} aria-label={file.name} />
    );
  }
  return <FileLine file={file} mayMend={mayMend} />;
}

/** What stands in the place of a file that cannot be shown. */
const UNSEEN = {
  pending: "conversations.filePending",
  failed: "conversations.fileFailed",
  expired: "post.storyEnded",
  discarded: "stuck.fileDiscarded",
} as const;

function FileLine({ file, mayMend }: FileProps): ReactNode {
  const { t, locale } = useWords();
  const size = file.size === null ? "" : fileSize(file.size, locale);
  if (file.state !== "stored") {
    return (
      <div className={classes.file} data-state={file.state}>
        <IconFileAlert size={20} stroke={1.5} aria-hidden />
        <span className={classes.fileName}>
          <bdi>{file.name}</bdi>
          <small>{t(UNSEEN[file.state])}</small>
        </span>
        {mayMend && file.state === "failed" && <MendFile file={file} />}
      </div>
    );
  }
  return (
    <a className={classes.file} href={fileAddress(file.id)} download={file.name}>
      <IconFile size={20} stroke={1.5} aria-hidden />
      <span className={classes.fileName}>
        <bdi>{file.name}</bdi>
        <small>{size}</small>
      </span>
      <IconDownload size={16} stroke={1.7} aria-label={t("conversations.download")} role="img" />
    </a>
  );
}
