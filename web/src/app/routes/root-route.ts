import { createRootRoute } from "@tanstack/react-router";
import { NotFoundPage } from "../not-found-page.tsx";
import { RootFrame } from "../root-frame.tsx";

export const rootRoute = createRootRoute({ component: RootFrame, notFoundComponent: NotFoundPage });
