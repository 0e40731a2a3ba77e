import type { ReactNode } from "react";

const ARCHES = [
  { x: 16, height: 118, lit: 0.15 },
  { x: 126, height: 138, lit: 0.4 },
  { x: 244, height: 166, lit: 1 },
  { x: 382, height: 138, lit: 0.4 },
  { x: 492, height: 118, lit: 0.15 },
];
const FLOOR = 250;
const LIT = "#f2b84b";
const SOMEBODY = "#0c5a62";

/** A row of counters, the middle one lit: decoration without meaning. */
export function Counter(): ReactNode {
  return (
    <svg viewBox="0 0 600 270" aria-hidden="true" style={{ width: "100%", maxWidth: 540 }}>
      {ARCHES.map(({ x, height, lit }) => (
        <Arch key={x} x={x} height={height} lit={lit} />
      ))}
      <rect x="4" y={FLOOR} width="592" height="7" rx="3.5" fill="#ffffff" fillOpacity="0.9" />
    </svg>
  );
}

function Arch({ x, height, lit }: { readonly x: number; readonly height: number; readonly lit: number }): ReactNode {
  const open = lit === 1;
  const width = open ? 112 : 92;
  const middle = x + width / 2;
  const radius = width / 2;
  const fill = open ? SOMEBODY : "#ffffff";
  return (
    <g opacity={0.35 + lit * 0.65}>
      <path
        d={`M${x} ${FLOOR}V${FLOOR - height + radius}a${radius} ${radius} 0 0 1 ${width} 0V${FLOOR}Z`}
        fill={open ? LIT : "#ffffff"}
        fillOpacity={open ? 1 : 0.14 + lit * 0.1}
      />
      <circle cx={middle} cy={FLOOR - height * 0.46} r={width * 0.16} fill={fill} fillOpacity={open ? 1 : 0.3} />
      <path
        d={`M${middle - width * 0.3} ${FLOOR}a${width * 0.3} ${width * 0.3} 0 0 1 ${width * 0.6} 0Z`}
        fill={fill}
        fillOpacity={open ? 1 : 0.3}
      />
    </g>
  );
}
