import { CloseButton, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./dialog.module.css";

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Pixels; never wider than the screen. */
  readonly size?: number;
  /** What is in it would be lost: a press beside it does not close it. */
  readonly holdsOn?: boolean;
  /** What is in it is seen this once: neither Escape nor the corner closes it, its content has a button for that. */
  readonly onlyByButton?: boolean;
  readonly children: ReactNode;
};

const LOOK = { content: classes.content };

/** A dialog in front of the page: focus stays in it, Escape closes it, unless told. Its content exists only while it is open. */
export function Dialog(props: Props): ReactNode {
  const { opened, onClose, title, size = 460, holdsOn = false, onlyByButton = false, children } = props;
  const { t } = useWords();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={!holdsOn && !onlyByButton}
      closeOnEscape={!onlyByButton}
      size={size}
      classNames={LOOK}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {onlyByButton ? null : <CloseButton aria-label={t("ui.close")} onClick={onClose} />}
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
