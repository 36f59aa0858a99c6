import { useEffect } from 'preact/hooks';

/** Names the page in the browser's tab and history. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = title === '' ? 'Agon' : `${title} · Agon`;
  }, [title]);
};
