import type { HelperDelegate } from 'handlebars';
import { EnvelopeError, formats, type Template } from './formats.ts';

/** What of Handlebars runs a template that is compiled. */
interface Runtime {
  readonly registerHelper: (name: string, helper: HelperDelegate) => void;
}

/** A compiled template with its helpers: each writes a value into a format. */
export function rendering(name: string, handlebars: Runtime, render: (data: object) => string): Template {
  for (const [format, write] of Object.entries(formats)) {
    handlebars.registerHelper(format, (...args: unknown[]) => write(args[0], args.length > 2 ? args[1] : undefined));
  }
  return (data) => {
    try {
      return render(data);
    } catch (error) {
      throw new EnvelopeError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}
