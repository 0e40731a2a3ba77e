import { authRoutes } from "./routes/auth-routes.ts";
import { contactRoutes } from "./routes/contact-routes.ts";
import { inboxRoutes } from "./routes/inbox-routes.ts";
import { otherRoutes } from "./routes/other-routes.ts";
import { profileRoutes } from "./routes/profile-routes.ts";
import { rootRoute } from "./routes/root-route.ts";
import { searchRoutes } from "./routes/search-routes.ts";
import { settingsRoutes } from "./routes/settings-routes.ts";
import { signedInRoute } from "./routes/signed-in-route.ts";

/** Every address of the web app. */
export const routeTree = rootRoute.addChildren([
  ...authRoutes,
  signedInRoute.addChildren([
    ...inboxRoutes,
    ...contactRoutes,
    ...searchRoutes,
    ...otherRoutes,
    ...profileRoutes,
    ...settingsRoutes,
  ]),
]);
