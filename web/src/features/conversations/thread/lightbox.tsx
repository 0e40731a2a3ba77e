import type { AttachmentView } from "@guichet/contract";
import { IconChevronLeft, IconChevronRight, IconDownload, IconX, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { fileAddress } from "./file-address.ts";
import classes from "./lightbox.module.css";

type Props = { readonly images: readonly AttachmentView[]; readonly start: number; readonly onClose: () => void };
const ZOOMS = [1, 1.5, 2, 3, 4] as const;

/** A picture over the whole page: arrows for the others, plus and minus or a click to zoom, `D` to download. */
export function Lightbox({ images, start, onClose }: Props): ReactNode {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const download = useRef<HTMLAnchorElement>(null);
  const [at, setAt] = useState(start);
  const [zoom, setZoom] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const image = images[at];
  const go = (by: number): void => {
    setAt((now) => (now + by + images.length) % images.length);
    setZoom(0);
  };
  const zoomBy = (by: number): void => setZoom((now) => Math.max(0, Math.min(ZOOMS.length - 1, now + by)));
  const deedOf = (key: string): (() => void) | undefined => {
    if (key === "ArrowLeft") return () => go(-1);
    if (key === "ArrowRight") return () => go(1);
    if (key === "+" || key === "-") return () => zoomBy(key === "+" ? 1 : -1);
    if (key === "d") return () => download.current?.click();
    return undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // No key reaches the page behind.
    event.stopPropagation();
    const work = deedOf(event.key);
    if (work === undefined) return;
    event.preventDefault();
    work();
  };
  if (image === undefined) return null;
  return (
    <dialog ref={dialog} className={classes.dialog} aria-label={image.name} onClose={onClose} onKeyDown={onKeyDown}>
      <div className={classes.bar}>
        <bdi className={classes.name}>{image.name}</bdi>
        <Tool label={t("conversations.zoomOut")} onClick={() => zoomBy(-1)} icon={<IconZoomOut size={19} />} />
        <Tool label={t("conversations.zoomIn")} onClick={() => zoomBy(1)} icon={<IconZoomIn size={19} />} />
        <a
          ref={download}
          className={classes.tool}
          href={fileAddress(image.id)}
          download={image.name}
          aria-label={t("conversations.download")}
          title={t("conversations.download")}
        >
          <IconDownload size={19} />
        </a>
        <Tool label={t("ui.close")} onClick={() => dialog.current?.close()} icon={<IconX size={19} />} />
      </div>
      <div className={classes.stage}>
        {images.length > 1 && (
          <Tool label={t("conversations.previousImage")} onClick={() => go(-1)} icon={<IconChevronLeft size={26} />} />
        )}
        <div className={classes.scroll}>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: plus and minus do the same from the keyboard */}
          <img
            className={classes.image}
            src={fileAddress(image.id)}
            alt={image.name}
            style={{ transform: `scale(${ZOOMS[zoom] ?? 1})` }}
            data-zoomed={zoom > 0 || undefined}
            onClick={() => setZoom((now) => (now === 0 ? 2 : 0))}
          />
        </div>
        {images.length > 1 && (
          <Tool label={t("conversations.nextImage")} onClick={() => go(1)} icon={<IconChevronRight size={26} />} />
        )}
      </div>
    </dialog>
  );
}

type ToolProps = { readonly label: string; readonly onClick: () => void; readonly icon: ReactNode };

function Tool({ label, onClick, icon }: ToolProps): ReactNode {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className={classes.tool}>
      {icon}
    </button>
  );
}
