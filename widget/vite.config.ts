import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** One classic script for customers' pages: nothing else is loaded, so that their content security policy needs our host only. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: "src/main.ts", formats: ["iife"], name: "guichetWidget", fileName: () => "widget.js" },
  },
});
