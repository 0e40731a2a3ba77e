import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { needWordsApart } from "../../locales/language.ts";
import { readSignInSearch } from "../sign-in-search.ts";
import { rootRoute } from "./root-route.ts";

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  beforeLoad: needWordsApart,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import("../../pages/sign-in-page.tsx"), "SignInPage"),
});
const setUp = createRoute({
  getParentRoute: () => rootRoute,
  beforeLoad: needWordsApart,
  path: "/set-up",
  component: lazyRouteComponent(() => import("../../pages/set-up-page.tsx"), "SetUpPage"),
});
const forgotPassword = createRoute({
  getParentRoute: () => rootRoute,
  beforeLoad: needWordsApart,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("../../pages/forgot-password-page.tsx"), "ForgotPasswordPage"),
});
const resetPassword = createRoute({
  getParentRoute: () => rootRoute,
  beforeLoad: needWordsApart,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("../../pages/reset-password-page.tsx"), "ResetPasswordPage"),
});
const invitation = createRoute({
  getParentRoute: () => rootRoute,
  beforeLoad: needWordsApart,
  path: "/invitation",
  component: lazyRouteComponent(() => import("../../pages/invitation-page.tsx"), "InvitationPage"),
});

/** What stands open to somebody who is not signed in. */
export const authRoutes = [signIn, setUp, forgotPassword, resetPassword, invitation] as const;
