import type { ReactNode } from "react";

const ARCHES = [
  { x: 40, height: 150, lit: 0.2 },
  { x: 150, height: 190, lit: 0.45 },
  { x: 260, height: 230, lit: 1 },
  { x: 370, height: 190, lit: 0.45 },
  { x: 480, height: 150, lit: 0.2 },
];
const FLOOR = 300;

/** A row of counters, the middle one lit: decoration without meaning. */
export function Counter(): ReactNode {
  return (
    <svg viewBox="0 0 600 320" aria-hidden="true" style={{ width: "100%", maxWidth: 560 }}>
      {ARCHES.map(({ x, height, lit }) => (
        <g key={x} opacity={0.35 + lit * 0.65}>
          <path
            d={`M${x} ${FLOOR}V${FLOOR - height + 40}a40 40 0 0 1 80 0V${FLOOR}Z`}
            fill={lit === 1 ? "#f2b84b" : "#ffffff"}
            fillOpacity={lit === 1 ? 0.95 : 0.1 + lit * 0.12}
          />
          <circle
            cx={x + 40}
            cy={FLOOR - 52}
            r="15"
            fill={lit === 1 ? "#0c5a62" : "#ffffff"}
            fillOpacity={lit === 1 ? 1 : 0.25}
          />
          <path
            d={`M${x + 14} ${FLOOR}a26 26 0 0 1 52 0Z`}
            fill={lit === 1 ? "#0c5a62" : "#ffffff"}
            fillOpacity={lit === 1 ? 1 : 0.25}
          />
        </g>
      ))}
      <rect x="10" y={FLOOR} width="580" height="7" rx="3.5" fill="#ffffff" fillOpacity="0.85" />
    </svg>
  );
}
