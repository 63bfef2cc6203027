import { defineConfig } from "vitest/config";

/** One classic script: it loads by a plain tag from any origin, under any policy that names its address. */
export default defineConfig({
  build: {
    outDir: "../static",
    // The folder also holds what is written by hand.
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2022",
    lib: { entry: "src/widget.ts", formats: ["iife"], name: "mundapWidget", fileName: () => "widget.js" },
  },
});
