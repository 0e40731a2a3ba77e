import { IconFile, IconPaperclip, IconRefresh, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { fileAddress } from "../thread/file-address.ts";
import { fileSize } from "../thread/file-size.ts";
import classes from "./uploads.module.css";
import type { Upload, Uploads } from "./use-uploads.ts";

type ListProps = {
  readonly uploads: Uploads;
  /** Key of an upload → why it cannot go with the message. */
  readonly problems: ReadonlyMap<string, string>;
};

/** The files under the text, each with its progress and a way to take it out; and how many they are (W90). */
export function UploadList({ uploads, problems }: ListProps): ReactNode {
  const { t } = useWords();
  const { list } = uploads;
  if (list.length === 0) return null;
  return (
    <div className={classes.uploads}>
      <span className={classes.count} title={t("conversations.files", { count: list.length })}>
        <IconPaperclip size={15} stroke={1.9} aria-hidden />
        {list.length}
        <span className={classes.unseen}>{t("conversations.files", { count: list.length })}</span>
      </span>
      <ul className={classes.list}>
        {list.map((upload) => (
          <UploadItem key={upload.key} upload={upload} uploads={uploads} problem={problems.get(upload.key)} />
        ))}
      </ul>
    </div>
  );
}

type ItemProps = {
  readonly upload: Upload;
  readonly uploads: Uploads;
  readonly problem: string | undefined;
};

function UploadItem({ upload, uploads, problem }: ItemProps): ReactNode {
  const { t, locale } = useWords();
  const wrong = upload.failed ? t(`errors.${upload.failed}`) : problem;
  const busy = upload.view === null && upload.failed === null;
  const picture =
    upload.preview ?? (upload.view && upload.type.startsWith("image/") ? fileAddress(upload.view.id) : null);
  return (
    <li className={classes.upload} data-failed={upload.failed !== null || problem !== undefined || undefined}>
      {picture ? (
        <img className={classes.picture} src={picture} alt="" />
      ) : (
        <IconFile size={22} stroke={1.5} aria-hidden />
      )}
      <span className={classes.words}>
        <bdi>{upload.view?.name ?? upload.name}</bdi>
        <small title={wrong}>{wrong ?? (upload.size === null ? "" : fileSize(upload.size, locale))}</small>
      </span>
      {upload.failed && (
        <button
          type="button"
          onClick={() => uploads.retry(upload.key)}
          aria-label={t("ui.tryAgain")}
          title={t("ui.tryAgain")}
        >
          <IconRefresh size={15} />
        </button>
      )}
      <button
        type="button"
        onClick={() => uploads.remove(upload.key)}
        aria-label={t("conversations.removeFile", { name: upload.name })}
        title={t("ui.remove")}
      >
        <IconX size={15} />
      </button>
      {busy && (
        <progress
          className={classes.progress}
          max={1}
          value={upload.progress}
          aria-label={t("conversations.uploading", { name: upload.name })}
        />
      )}
    </li>
  );
}
