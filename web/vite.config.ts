import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compileMessages } from "./compile-messages.ts";
import { packFiles } from "./pack-files.ts";

/** Where the server listens while one works on the web app with `vite`. */
const server = process.env.GUICHET_SERVER ?? "http://localhost:3000";
const served = ["/api", "/files", "/messenger", "/messenger-demo", "/widget.js", "/webhooks", "/healthz"];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compileMessages(), packFiles()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // Making a schema changes nothing else: those that only lend their types to the web app are left out of it.
        manualPureFunctions: ["z"],
        // What is left of the message compiler when nothing calls it any more.
        moduleSideEffects: [{ test: /node_modules\/(?:@messageformat|moo)\//, sideEffects: false }],
      },
    },
  },
  server: {
    proxy: Object.fromEntries(served.map((path) => [path, { target: server, ws: true, changeOrigin: false }])),
  },
});
