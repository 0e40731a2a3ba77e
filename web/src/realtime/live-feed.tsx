import type { ReactNode } from "react";
export function LiveFeed(): ReactNode {
  return null;
}
