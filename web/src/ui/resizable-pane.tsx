import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useWords } from "../locales/use-words.ts";
import classes from "./resizable-pane.module.css";

type Props = {
  readonly children: ReactNode;
  /** Pixels; kept by whoever uses the pane. */
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** Told once, when the pointer lets go or after each key. */
  readonly onResize: (width: number) => void;
  /** The side its handle is on. */
  readonly handle: "left" | "right";
  readonly className?: string;
};
const STEP = 16;

/** A pane whose width is dragged at its edge, or changed with the arrow keys while the edge has the focus. */
export function ResizablePane({ children, width, min, max, onResize, handle, className }: Props): ReactNode {
  const [dragged, setDragged] = useState<number>();
  const shown = clamp(dragged ?? width, min, max);
  const edge = (
    <Edge
      width={shown}
      min={min}
      max={max}
      side={handle}
      onDrag={setDragged}
      onDone={(final) => {
        setDragged(undefined);
        onResize(clamp(final, min, max));
      }}
    />
  );
  return (
    <div className={`${classes.pane} ${className ?? ""}`} style={{ width: shown }}>
      {handle === "left" && edge}
      {children}
      {handle === "right" && edge}
    </div>
  );
}

type EdgeProps = {
  readonly width: number;
  readonly min: number;
  readonly max: number;
  readonly side: "left" | "right";
  readonly onDrag: (width: number) => void;
  readonly onDone: (width: number) => void;
};

function Edge({ width, min, max, side, onDrag, onDone }: EdgeProps): ReactNode {
  const { t } = useWords();
  const start = useRef<{ x: number; width: number }>(undefined);
  const outward = side === "right" ? 1 : -1;
  const widthAt = (event: PointerEvent): number | undefined =>
    start.current && start.current.width + (event.clientX - start.current.x) * outward;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    onDone(width + step * outward);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator with a value is the pattern for a window splitter
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("ui.resize")}
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={classes.edge}
      data-side={side}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const now = widthAt(event);
        if (now !== undefined) onDrag(now);
      }}
      onPointerUp={(event) => {
        const now = widthAt(event);
        start.current = undefined;
        if (now !== undefined) onDone(now);
      }}
    />
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
