/** The custom detail that holds the grouping key, by which incidents group alerts. */
export const dedupKey = 'DedupKey';

/** The custom details of a rule that counts: when the first and the last of the counted events happened. */
export const firstEvent = 'FirstEvent';
export const lastEvent = 'LastEvent';
