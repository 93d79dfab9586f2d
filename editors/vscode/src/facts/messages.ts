import { Row } from './rows';

/** What the panel shows: a file, or all texts of the workspace. */
export interface Source {
  /** The URI of the file; empty for the workspace. */
  uri: string;
  /** For the heading. */
  name: string;
}

/** What the page keeps when it is hidden, or VS Code is closed. */
export interface PageState {
  source: Source;
  kind: string;
}

/** From the extension to the page. */
export type ToPage =
  | { type: 'facts'; source: Source; rows: Row[]; note: string; strings: Record<string, string> }
  | { type: 'select'; ids: number[] };

/** From the page to the extension. */
export type FromPage =
  | { type: 'ready' }
  | { type: 'open'; id: number }
  | { type: 'export'; kind: string; columns: string[]; titles: string[]; ids: number[] };
