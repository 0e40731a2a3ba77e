import type { ReactNode } from "react";
import { LabelsPage } from "../features/labels/labels-page.tsx";

/** Settings > Topics (W102). */
export function TopicsPage(): ReactNode {
  return <LabelsPage kind="topics" />;
}
