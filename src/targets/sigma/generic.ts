import type { Generic } from '../../mapping/generic.ts';

/** The log's own names under a log source made of the log type: `Slack.AuditLogs` is product slack, service auditlogs. */
export const generic: Generic = ({ logType }) => {
  const [product = '', ...service] = logType
    .toLowerCase()
    .split('.')
    .map((part) => part.replace(/[^a-z0-9_-]+/g, '').replace(/^[_-]+/, ''))
    .filter((part) => part !== '');
  return {
    title: `${logType} under its own field names`,
    source: {
      product: product === '' ? 'unnamed' : product,
      ...(service.length > 0 ? { service: service.join('.') } : {}),
      definition: `The events of ${logType} as the product writes them, under their own field names.`,
    },
    guessed: false,
    native: true,
    fields: new Map(),
  };
};
