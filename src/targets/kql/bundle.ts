import type { Bundle, BundleInput } from '../bundle.ts';
import { listFiles } from '../list-files.ts';

/** The watchlists that rules read, each with the alias that its file has. https://learn.microsoft.com/azure/sentinel/watchlists-create */
export function bundle({ lists }: BundleInput): Bundle {
  return { files: listFiles(lists, { folder: 'watchlists', kind: 'watchlist', column: 'SearchKey' }), findings: [] };
}
