export { rulesFileRoutes } from "./rules-file.routes.ts";
