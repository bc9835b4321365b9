import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Aspire passes the address of the API in these variables.
const api =
  process.env['services__calendar-api__https__0'] ??
  process.env['services__calendar-api__http__0'] ??
  process.env.CALENDAR_API_HTTPS ??
  process.env.CALENDAR_API_HTTP;
const port = Number(process.env.PORT ?? '') || 5173;

const proxy =
  api === undefined
    ? {}
    : { '/api': { target: api, changeOrigin: false, secure: false }, '/problems': { target: api, secure: false } };

/**
 * React's development build advertises its developer tools at each page load unless they are there, which it tells by `checkDCE`.
 * Runs after the React plugin's own script, which makes the rest of that object. The real tools bring it themselves.
 */
const quietReact = {
  name: 'quiet-react',
  apply: 'serve',
  transformIndexHtml: () => [
    {
      tag: 'script',
      attrs: { type: 'module' },
      children: 'window.__REACT_DEVTOOLS_GLOBAL_HOOK__.checkDCE ??= () => {};',
      injectTo: 'head',
    },
  ],
} as const;

export default defineConfig({
  plugins: [react(), quietReact],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Another port than the one asked for would leave the orchestrator's links and the sign-in redirect pointing at nothing.
  server: { host: '127.0.0.1', port, strictPort: true, proxy },
  preview: { host: '127.0.0.1', port, strictPort: true, proxy },
  build: {
    outDir: 'dist',
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Loaded in a frame only; within `vendor` everybody would pay for it.
            { name: 'teams', test: /node_modules[\\/](@microsoft[\\/]teams-js|base64-js|debug|ms)[\\/]/ },
            { name: 'calendar', test: /node_modules[\\/](@event-calendar|svelte|esm-env)/ },
            { name: 'vendor', test: /node_modules/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/quietConsole.ts'],
    restoreMocks: true,
  },
});
