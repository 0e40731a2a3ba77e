import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ToastProvider } from "../ui/toasts.tsx";
import { keepColorScheme } from "./color-scheme.ts";
import { readNonce } from "./nonce.ts";
import { queryClient } from "./query-client.ts";
import { followTokens, theme } from "./theme.ts";

/** What every page stands on: the query cache, the words, the look, the toasts. */
export function Providers({ children }: { readonly children: ReactNode }): ReactNode {
  const [scheme] = useState(keepColorScheme);
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider i18n={i18n}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={followTokens}
          colorSchemeManager={scheme}
          defaultColorScheme="auto"
          getStyleNonce={readNonce}
        >
          <ToastProvider>{children}</ToastProvider>
        </MantineProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
