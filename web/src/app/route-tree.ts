import { authRoutes } from "./routes/auth-routes.ts";
import { inboxRoutes } from "./routes/inbox-routes.ts";
import { profileRoutes } from "./routes/profile-routes.ts";
import { rootRoute } from "./routes/root-route.ts";
import { signedInRoute } from "./routes/signed-in-route.ts";

/** Every address of the web app. */
export const routeTree = rootRoute.addChildren([
  ...authRoutes,
  signedInRoute.addChildren([...inboxRoutes, ...profileRoutes]),
]);
