import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

type Props = {
  readonly folded: boolean;
  readonly onToggle: () => void;
  /** Which side of the page the pane folds to. */
  readonly side: "left" | "right";
  /** What it does now, e.g. "Fold the queue". */
  readonly label: string;
  readonly controls?: string;
};

/** The chevron that folds a pane away and brings it back. */
export function FoldButton({ folded, onToggle, side, label, controls }: Props): ReactNode {
  const Chevron = (side === "left") === folded ? IconChevronsRight : IconChevronsLeft;
  return (
    <Tooltip label={label}>
      <ActionIcon size={28} aria-label={label} aria-expanded={!folded} aria-controls={controls} onClick={onToggle}>
        <Chevron size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
