import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../../../games/sha256.ts';

/** What an agent has noted from its games of one kind, and from how many. */
export interface Sheet {
  readonly text: string;
  readonly games: number;
}

/** A longer sheet is not kept: the one before it stays. */
export const sheetUnitsMax = 4000;

const noSheet: Sheet = { text: '', games: 0 };

/** Sheets by agent and game. One of each is rewritten at a time; who reads it waits for that. */
export interface SheetStore {
  read(agent: string, game: string): Promise<Sheet>;
  /** `rewrite` answers undefined where the sheet is to stay as it is. */
  update(agent: string, game: string, rewrite: (sheet: Sheet) => Promise<string | undefined>): Promise<void>;
}

/** Names a sheet in a log. */
export const sheetHash = ({ text }: Sheet): string => sha256Hex(text);

interface Shelf {
  load(agent: string, game: string): Promise<Sheet>;
  save(agent: string, game: string, sheet: Sheet): Promise<void>;
}

const createSheetStore = (shelf: Shelf): SheetStore => {
  const updates = new Map<string, Promise<void>>();
  const settled = (key: string): Promise<void> => updates.get(key) ?? Promise.resolve();
  return {
    read: async (agent, game) => {
      await settled(`${agent} ${game}`);
      return shelf.load(agent, game);
    },
    update: (agent, game, rewrite) => {
      const key = `${agent} ${game}`;
      const work = settled(key).then(async () => {
        const sheet = await shelf.load(agent, game);
        const text = await rewrite(sheet);
        const isKept = text === undefined || text.trim() === '' || text.length > sheetUnitsMax;
        await shelf.save(agent, game, { text: isKept ? sheet.text : text, games: sheet.games + 1 });
      });
      // A rewrite that failed leaves the sheet as it was, and the next one goes on from there.
      updates.set(
        key,
        work.catch(() => {}),
      );
      return work;
    },
  };
};

/** Sheets that are gone with the process. */
export const createMemorySheets = (): SheetStore => {
  const sheets = new Map<string, Sheet>();
  return createSheetStore({
    load: (agent, game) => Promise.resolve(sheets.get(`${agent} ${game}`) ?? noSheet),
    save: async (agent, game, sheet) => {
      sheets.set(`${agent} ${game}`, sheet);
    },
  });
};

const fileSchema = z.object({
  agent: z.string(),
  game: z.string(),
  games: z.int().min(0),
  sheet: z.string().max(sheetUnitsMax),
});

const hashDigits = 16;

/** Sheets as files of a folder, one an agent and game, that people may read and mend. */
export const createFileSheets = (folder: string): SheetStore => {
  const pathOf = (agent: string, game: string): string =>
    join(folder, sha256Hex(agent).slice(0, hashDigits), `${game}.json`);
  return createSheetStore({
    load: async (agent, game) => {
      const path = pathOf(agent, game);
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return noSheet;
      const { sheet, games } = fileSchema.parse(JSON.parse(text));
      return { text: sheet, games };
    },
    save: async (agent, game, { text, games }) => {
      const path = pathOf(agent, game);
      await mkdir(dirname(path), { recursive: true });
      // Whole or not at all, whenever the process is stopped.
      await writeFile(`${path}.part`, `${JSON.stringify({ agent, game, games, sheet: text }, null, 2)}\n`);
      await rename(`${path}.part`, path);
    },
  });
};
