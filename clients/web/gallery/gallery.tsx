import { render } from 'preact';
import type { VNode } from 'preact';
import { rendererLoaders } from '../renderers/registry.ts';
import type { AnyRenderer } from '../renderers/renderer.ts';
import { Charts } from './charts.tsx';
import { type Position, positions } from './positions.ts';
import '../styles/main.css';
import './gallery.css';

const wanted = new URLSearchParams(location.search);

const Picture = ({ position, renderer: Drawing }: { position: Position; renderer: AnyRenderer }): VNode => {
  const { title, view, previous } = position;
  const shown = { view, previous, label: title };
  return (
    <section id={title.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}>
      <h2>{title}</h2>
      <div class="gallery-board">
        <Drawing {...shown} size="board" flipped={wanted.has('flipped')} />
      </div>
      <div class="gallery-thumb">
        <Drawing {...shown} size="thumb" flipped={wanted.has('flipped')} />
      </div>
    </section>
  );
};

const meant = positions().filter(
  ({ game }) => !wanted.has('charts') && (!wanted.has('game') || wanted.get('game') === game),
);
const renderers = new Map<string, AnyRenderer>();
for (const { game } of meant) renderers.set(game, (await rendererLoaders[game]!()).renderer);

render(
  <main>
    {meant.map((position) => (
      <Picture key={position.title} position={position} renderer={renderers.get(position.game)!} />
    ))}
    {wanted.has('game') ? null : <Charts />}
  </main>,
  document.body,
);
