import { type ReactNode, useMemo } from "react";
import { encode } from "uqr";
import classes from "./two-factor.module.css";

type Props = { readonly text: string; readonly label: string };

/** A QR code, drawn as one path. */
export function QrCode({ text, label }: Props): ReactNode {
  const { size, path } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#10181a" />
    </svg>
  );
}

function draw(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: 0 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dots.join("") };
}
