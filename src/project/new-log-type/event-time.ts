import type { InferredField } from './infer.ts';

/** Names that vendors give to the time of an event, the surest first. */
const names = [
  'eventtime',
  'event_time',
  '@timestamp',
  'timestamp',
  'published',
  'time',
  'datetime',
  'created_at',
  'createdat',
  'createdtime',
  'created',
  'date_create',
  'date',
];

/** Marks the field of the top that is most likely the event's own time; none where no time has such a name. */
export function markEventTime(fields: readonly InferredField[]): readonly InferredField[] {
  const times = fields.filter(({ timeFormat }) => timeFormat !== undefined);
  const rank = ({ name }: InferredField): number => {
    const at = names.indexOf(name.toLowerCase());
    return at === -1 ? names.length : at;
  };
  const [best] = [...times].sort((a, b) => rank(a) - rank(b));
  if (best === undefined || rank(best) === names.length) return fields;
  return fields.map((field) =>
    field === best ? { ...field, isEventTime: true, notes: [...field.notes, "taken for the event's own time"] } : field,
  );
}
