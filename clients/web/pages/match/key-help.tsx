import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { keyBindings } from '../../match/keys.ts';

/** The list of keys, over the page until it is closed. */
export const KeyHelp = ({ close }: { readonly close: () => void }): VNode => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={close}>
      <h2 id="help-title">Keys</h2>
      <table>
        <tbody>
          {keyBindings.map(({ shown, command, meaning }) => (
            <tr key={command}>
              <th scope="row">
                <kbd>{shown}</kbd>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="dialog">
        <button class="button" type="submit">
          Close
        </button>
      </form>
    </dialog>
  );
};
