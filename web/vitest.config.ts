import { defineConfig } from "vitest/config";

const project = (name: string, setupFiles: string[] = []) => ({
  extends: true as const,
  root: new URL(`./${name}/`, import.meta.url).pathname,
  test: {
    name,
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    setupFiles,
  },
});

export default defineConfig({
  test: {
    restoreMocks: true,
    unstubGlobals: true,
    projects: [project("widget", ["test/reflectAria.ts"]), project("console")],
  },
});
