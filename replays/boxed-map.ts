interface Box<V> {
  value: V | undefined;
}

/** A map whose values can die young. Its iteration is in the order of insertion, and may be changed meanwhile. */
export interface BoxedMap<K, V> {
  readonly get: (key: K) => V | undefined;
  readonly has: (key: K) => boolean;
  readonly set: (key: K, value: V) => void;
  readonly delete: (key: K) => void;
  readonly clear: () => void;
  readonly size: () => number;
  readonly keys: () => Iterable<K>;
  readonly values: () => Generator<V, void>;
}

/**
 * A map for values that come and go by the thousand, as matches and sockets do. The table that a `Map` or `Set` has
 * outgrown points to its successor until a full garbage collection, and with it to all that the successor ever held:
 * every match would outlive its end by seconds, be copied about and cost more than its play. So the table holds boxes,
 * and a box is emptied when it leaves. Keys should be small, since those stay.
 */
export const createBoxedMap = <K, V>(): BoxedMap<K, V> => {
  const boxes = new Map<K, Box<V>>();
  const remove = (key: K): void => {
    const box = boxes.get(key);
    if (box === undefined) return;
    box.value = undefined;
    boxes.delete(key);
  };
  return {
    get: (key) => boxes.get(key)?.value,
    has: (key) => boxes.has(key),
    set: (key, value) => {
      const box = boxes.get(key);
      if (box === undefined) boxes.set(key, { value });
      else box.value = value;
    },
    delete: remove,
    clear: () => {
      for (const key of boxes.keys()) remove(key);
    },
    size: () => boxes.size,
    keys: () => boxes.keys(),
    *values() {
      for (const { value } of boxes.values()) if (value !== undefined) yield value;
    },
  };
};
