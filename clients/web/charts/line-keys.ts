/** How far the page keys go. */
const pageSteps = 10;

/** The step that a key leads to on a chart, as on any slider; undefined for keys that mean nothing there. */
export const stepFor = (
  { key, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  at: number,
  last: number,
): number | undefined => {
  if (altKey || ctrlKey || metaKey) return undefined;
  const within = (step: number): number => Math.max(0, Math.min(last, step));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(at - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return within(at + 1);
    case 'PageDown':
      return within(at - pageSteps);
    case 'PageUp':
      return within(at + pageSteps);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
};
