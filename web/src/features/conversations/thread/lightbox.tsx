import type { AttachmentView } from "@guichet/contract";
import { ActionIcon, Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDownload, IconX, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { fileAddress } from "./attachments.tsx";
import classes from "./lightbox.module.css";

type Props = { readonly images: readonly AttachmentView[]; readonly start: number; readonly onClose: () => void };
const ZOOMS = [1, 1.5, 2, 3, 4] as const;

/** A picture over the whole page: arrows for the others, plus and minus or a click to zoom, `D` to download. */
export function Lightbox({ images, start, onClose }: Props): ReactNode {
  const { t } = useWords();
  const [at, setAt] = useState(start);
  const [zoom, setZoom] = useState(0);
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
    if (key === "d") return () => document.getElementById("lightbox-download")?.click();
    return undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const work = deedOf(event.key);
    if (work === undefined) return;
    event.preventDefault();
    work();
  };
  if (image === undefined) return null;
  return (
    <Modal.Root opened onClose={onClose} fullScreen transitionProps={{ duration: 100 }}>
      <Modal.Overlay backgroundOpacity={0.75} />
      <Modal.Content className={classes.content} aria-label={image.name} onKeyDown={onKeyDown}>
        <div className={classes.bar}>
          <bdi className={classes.name}>{image.name}</bdi>
          <Tool label={t("conversations.zoomOut")} onClick={() => zoomBy(-1)} icon={<IconZoomOut size={19} />} />
          <Tool label={t("conversations.zoomIn")} onClick={() => zoomBy(1)} icon={<IconZoomIn size={19} />} />
          <ActionIcon
            component="a"
            id="lightbox-download"
            href={fileAddress(image.id)}
            download={image.name}
            size={36}
            aria-label={t("conversations.download")}
            className={classes.tool}
          >
            <IconDownload size={19} />
          </ActionIcon>
          <Tool label={t("ui.close")} onClick={onClose} icon={<IconX size={19} />} autoFocus />
        </div>
        <div className={classes.stage}>
          {images.length > 1 && (
            <Tool
              label={t("conversations.previousImage")}
              onClick={() => go(-1)}
              icon={<IconChevronLeft size={26} />}
            />
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
      </Modal.Content>
    </Modal.Root>
  );
}

type ToolProps = {
  readonly label: string;
  readonly onClick: () => void;
  readonly icon: ReactNode;
  readonly autoFocus?: boolean;
};

function Tool({ label, onClick, icon, autoFocus }: ToolProps): ReactNode {
  return (
    <ActionIcon
      size={36}
      aria-label={label}
      title={label}
      onClick={onClick}
      className={classes.tool}
      data-autofocus={autoFocus || undefined}
    >
      {icon}
    </ActionIcon>
  );
}
