import "./app/mantine-styles.ts";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { shareNonceWithStyleLibraries } from "./app/nonce.ts";
import { readSchemasPlainly } from "./app/plain-schemas.ts";
import { Providers } from "./app/providers.tsx";
import { router } from "./app/router.tsx";
import { firstLanguage, showLanguage } from "./locales/language.ts";

async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("The page has no #root.");
  shareNonceWithStyleLibraries();
  readSchemasPlainly();
  await showLanguage(firstLanguage());
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}

void start();
