import { startCopy } from './copy.ts';
import type { CatalogIndex } from './filters.ts';
import { startIndex } from './index-form.ts';
import { startTabs } from './tabs.ts';

// Each part looks for what it serves, and does nothing on pages that lack it.
startCopy();
startTabs();
const data = (globalThis as { catalogIndex?: CatalogIndex }).catalogIndex; // assigned by index-data.js
if (data) startIndex(data);
