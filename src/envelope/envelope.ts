import Handlebars from 'handlebars';
import { rendering } from './compiled.ts';
import { EnvelopeError, formats, type Template } from './formats.ts';

const helpers = Object.keys(formats);

const options = {
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries([...helpers, 'each', 'if', 'unless'].map((name) => [name, true])),
};

/** Compiles a template, refusing bare `{{x}}`, `{{{x}}}`, partials and unknown helpers. Throws `EnvelopeError`. */
export function compileTemplate(name: string, source: string): Template {
  const handlebars = Handlebars.create();
  return rendering(name, handlebars, handlebars.compile(parseTemplate(name, source), options));
}

/** A template as an expression of JavaScript, for `templateFrom`: where it runs, nothing is compiled. Throws `EnvelopeError`. */
export function precompileTemplate(name: string, source: string): string {
  // A specification is text where no source map is asked for.
  return String(Handlebars.precompile(parseTemplate(name, source), options));
}

function parseTemplate(name: string, source: string): hbs.AST.Program {
  try {
    const program = Handlebars.parse(source);
    refuseBare(name, program);
    return program;
  } catch (error) {
    if (error instanceof EnvelopeError) throw error;
    throw new EnvelopeError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuseBare(name: string, program: hbs.AST.Program): void {
  for (const statement of program.body) {
    const at = `${name}:${statement.loc.start.line}:${statement.loc.start.column + 1}`;
    if (statement.type === 'MustacheStatement') {
      // Handlebars types statements by their `type` alone.
      const { path, params } = statement as hbs.AST.MustacheStatement;
      const helper = path.type === 'PathExpression' ? (path as hbs.AST.PathExpression).original : '';
      if (!(helper in formats) || params.length === 0) {
        throw new EnvelopeError(
          `${at}: a bare {{${helper}}} is refused: write {{json ${helper}}}, {{yaml ${helper}}}, {{conf ${helper}}}, {{yaral ${helper}}} or {{block ${helper}}}`,
        );
      }
    } else if (statement.type === 'BlockStatement') {
      const block = statement as hbs.AST.BlockStatement;
      refuseBare(name, block.program);
      if (block.inverse) refuseBare(name, block.inverse);
    } else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement') {
      throw new EnvelopeError(`${at}: ${statement.type} is not allowed in an envelope`);
    }
  }
}
