import react from "@vitejs/plugin-react";
import { defineConfig, type Connect } from "vite";
import { fixtures } from "./test/fixtures/server.ts";

// The server's own policy (docs/security.md): a page that breaks it must break here first. Mantine writes style attributes.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

// CARELAKE_API is a running server; without it, made-up data after the contract answers, so that pages can be worked on alone.
const api = process.env.CARELAKE_API;
const proxy = api ? { "/api": { target: api }, "/fhir": { target: api } } : undefined;

function answer(middlewares: Connect.Server) {
  if (!api) middlewares.use(fixtures());
}

export default defineConfig({
  plugins: [
    react(),
    {
      name: "carelake-api",
      configureServer: ({ middlewares }) => answer(middlewares),
      configurePreviewServer: ({ middlewares }) => answer(middlewares),
    },
  ],
  build: { target: "es2022", sourcemap: false, chunkSizeWarningLimit: 700, modulePreload: { polyfill: false } },
  server: { port: 5180, proxy },
  preview: { port: 5181, proxy, headers: { "content-security-policy": policy } },
});
