import { defineConfig } from "vite";

// Stable names: the server adds the version of the content as `?v=`.
export default defineConfig({
  base: "/static/",
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ["node_modules"] } } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: "src/app.ts",
      // What only one page needs is a file of its own, loaded when that page is used.
      output: {
        entryFileNames: "app.js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "app[extname]",
      },
    },
  },
});
