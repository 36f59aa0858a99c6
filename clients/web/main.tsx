import { render } from 'preact';
import { App } from './app.tsx';
import { startRouter } from './router/router.ts';

startRouter();
render(<App />, document.querySelector('#page')!);
