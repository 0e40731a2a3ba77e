import type { ComponentType } from "react";

/** An icon component, sized in pixels. */
export type Icon = ComponentType<{ size?: number | string; stroke?: number | string; className?: string }>;
