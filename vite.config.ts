import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { basemap } from "./tools/basemap.ts";

const source = (path: string): string => fileURLToPath(new URL(`static/src/${path}`, import.meta.url));

export default defineConfig({
  base: "/static/dist/",
  plugins: [basemap()],
  // One Leaflet on the page: the one django-leaflet brings. Imports of "leaflet" get that one.
  resolve: { alias: { leaflet: source("map/leaflet.ts") } },
  build: {
    outDir: "static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    rollupOptions: {
      input: [source("explore/main.tsx"), source("desk/report.ts"), source("groups/main.ts"), source("network/main.tsx"), source("page.ts")],
    },
  },
  test: { include: ["static/src/**/*.test.ts"], environment: "node" },
});
