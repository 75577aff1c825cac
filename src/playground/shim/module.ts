/** What stands in for `node:module` in the browser: the page has loaded what is required by script tags before. */
export function createRequire(): () => void {
  return () => {};
}
