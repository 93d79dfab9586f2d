import * as fs from 'node:fs';
import * as path from 'node:path';

/** Where a server may be, and what was looked at. */
export interface Located {
  /** The program; nothing where there is none. */
  command?: string;
  /** All places, in the order of the look-up. */
  looked: string[];
}

export interface Places {
  /** The setting `zhengwen.server.path`; empty where it is not set. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** `PATH`. */
  path: string;
  platform: NodeJS.Platform;
}

/**
 * The server: the one that is set and no other, else the one in the extension, else the first on `PATH`.
 * `isFile` says whether there is a file under a name.
 */
export function locate(places: Places, isFile: (name: string) => boolean = isFileOnDisk): Located {
  const program = places.platform === 'win32' ? 'zhengwen.exe' : 'zhengwen';
  const setting = places.setting.trim();
  if (setting) return { command: isFile(setting) ? setting : undefined, looked: [setting] };
  const separator = places.platform === 'win32' ? ';' : ':';
  // A relative folder would be one of the workspace, which nobody has asked to run programs from.
  const folders = places.path.split(separator).filter((folder) => path.isAbsolute(folder));
  const looked = [
    path.join(places.extension, 'server', program),
    ...folders.map((folder) => path.join(folder, program)),
  ];
  return { command: looked.find(isFile), looked };
}

function isFileOnDisk(name: string): boolean {
  try {
    return fs.statSync(name).isFile();
  } catch {
    return false;
  }
}
