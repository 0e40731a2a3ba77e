import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { needWordsApart } from "../../locales/language.ts";
import { signedInRoute } from "./signed-in-route.ts";

const page = () => import("../../pages/profile-page.tsx");

const profile = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/profile",
  beforeLoad: needWordsApart,
  component: lazyRouteComponent(page, "ProfilePage"),
});
const general = createRoute({
  getParentRoute: () => profile,
  path: "/",
  component: lazyRouteComponent(page, "ProfileGeneral"),
});
const security = createRoute({
  getParentRoute: () => profile,
  path: "security",
  component: lazyRouteComponent(page, "ProfileSecurity"),
});
const notifications = createRoute({
  getParentRoute: () => profile,
  path: "notifications",
  component: lazyRouteComponent(() => import("../../pages/notification-choices-page.tsx"), "NotificationChoicesPage"),
});
const keyboard = createRoute({
  getParentRoute: () => profile,
  path: "keyboard",
  component: lazyRouteComponent(() => import("../../pages/keyboard-page.tsx"), "KeyboardPage"),
});
const sessions = createRoute({
  getParentRoute: () => profile,
  path: "sessions",
  component: lazyRouteComponent(page, "ProfileSessions"),
});

export const profileRoutes = [profile.addChildren([general, keyboard, notifications, security, sessions])] as const;
