import { defineConfig } from "vitest/config";

/** `--mode widget` and `--mode guide`: each one classic script, which loads by a plain tag under any policy that names it. */
export default defineConfig(({ mode }) => ({
  build: {
    outDir: "../static",
    // The folder also holds what is written by hand.
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2022",
    lib: {
      entry: `src/${mode}.ts`,
      formats: ["iife"],
      name: mode === "widget" ? "mundapWidget" : "mundapGuide",
      fileName: () => `${mode}.js`,
    },
  },
}));
