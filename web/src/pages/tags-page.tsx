import type { ReactNode } from "react";
import { LabelsPage } from "../features/labels/labels-page.tsx";

/** Settings > Tags (W105). */
export function TagsPage(): ReactNode {
  return <LabelsPage kind="tags" />;
}
