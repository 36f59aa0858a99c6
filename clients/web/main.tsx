import { options, render } from 'preact';
import { App } from './app.tsx';
import { startRouter } from './router/router.ts';

// However many patches come between two frames, the page is drawn once. A hidden page has no frames.
options.debounceRendering = (draw) => {
  if (document.visibilityState === 'hidden') setTimeout(draw);
  else requestAnimationFrame(() => draw());
};

startRouter();
render(<App />, document.querySelector('#page')!);
