import type { ReactNode } from "react";

/** The counter's arch, with somebody behind it. */
export function Logo({ size = 32 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: "none" }}>
      <rect width="32" height="32" rx="9" fill="#126e77" />
      <path d="M8 21v-6a8 8 0 0 1 16 0v6" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M6.5 23.5h19" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="16" cy="16.5" r="2.4" fill="#f2b84b" />
    </svg>
  );
}
