import { defineConfig } from "vite";

// Fixed names: the server adds the build's own stamp to the address.
export default defineConfig({
  publicDir: false,
  base: "/dist/",
  build: {
    outDir: "../wwwroot/dist",
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      input: { desk: "src/desk.ts", "live-worker": "src/live-worker.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: (asset) =>
          asset.names[0]?.endsWith(".css") ? "[name][extname]" : "[name]-[hash][extname]",
      },
    },
  },
});
