import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the server listens while one works on the web app with `vite`. */
const server = process.env.GUICHET_SERVER ?? "http://localhost:3000";
const served = ["/api", "/files", "/messenger", "/messenger-demo", "/widget.js", "/webhooks", "/healthz"];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Making a schema changes nothing else: those that only lend their types to the web app are left out of it.
    rolldownOptions: { treeshake: { manualPureFunctions: ["z"] } },
  },
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: server, ws: true, changeOrigin: false }])) },
});
