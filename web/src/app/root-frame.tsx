import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useEndOfSession } from "./end-of-session.ts";

/** Around every page, signed in or not. */
export function RootFrame(): ReactNode {
  useEndOfSession();
  return <Outlet />;
}
