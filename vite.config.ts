import { defineConfig } from 'vite';

const arena = process.env['AGON_URL'] ?? 'http://127.0.0.1:2567';
// The arena answers no page of another origin, and the dev server is one.
const toArena = { target: arena, changeOrigin: true, headers: { origin: new URL(arena).origin } };

// `npm run dev:web` serves the page from its sources and asks the arena at AGON_URL for everything else.
export default defineConfig({
  root: `${import.meta.dirname}/clients/web`,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // The arena's content policy lets no data: script or font in, and small files compress well by themselves.
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // How long plugins took is nothing that `npm ci` should tell.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      // The sources have a folder of this name, too.
      '^/api/(?!.*\\.ts)': toArena,
      '^/(ready|matchmake)': toArena,
      // Colyseus sockets: /<process>/<room>?sessionId=…
      '^/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+\\?sessionId=': { ...toArena, ws: true },
    },
  },
});
