import { describe, expect, test } from 'vitest';
import { printCondition } from '../../../src/ir/print.ts';
import { simplify } from '../../../src/ir/simplify/simplify.ts';
import { tableOf as table } from '../../source/condition-table/placed.ts';

/** What is left of a condition, each line as the table writes it. */
function simple(text: string): string {
  return printCondition(simplify(table(text)));
}

describe('what is left of', () => {
  test.each<[string, string, string]>([
    ['a type test beside a row on text', 'a starts_with "x"\na type_is "string"', 'a starts_with "x"'],
    ['a null test beside a row that needs a value', 'a contains "x"\na is_not_null', 'a contains "x"'],
    ['a truth test beside a row on text', 'a truthy\na eq "x"', 'a eq "x"'],
    ['what a raise asks of the objects on the way', 'a.b eq "x"\nnot (not a type_is "object")', 'a.b eq "x"'],
    ['what a raise asks of the lists on the way', 'a[0] eq "x"\nnot (not a type_is "list")', 'a[0] eq "x"'],
    ['a guard inside an alternative', 'a eq "x"\n(b eq "y" or not a type_is "string")', 'a eq "x"\nb eq "y"'],
    ['a row that an equality decides', 'a eq "xyz"\na ends_with "yz"\na ne "q"', 'a eq "xyz"'],
    ['a row that a list decides', 'a in ["xa", "xb"]\na starts_with "x"', 'a in ["xa", "xb"]'],
    ['two equalities that exclude each other', 'a eq "x"\na eq "y"', 'false'],
    ['a row beside its opposite', 'a eq "x"\nnot a eq "x"', 'false'],
    ['a row or its opposite', 'a eq "x" or not a eq "x"', 'true'],
    ['an alternative that only adds a negation', 'a eq "x" or (not a eq "x" and b eq "y")', 'a eq "x" or b eq "y"'],
    ['an alternative that is narrower', 'a eq "x" or (a eq "x" and b eq "y")', 'a eq "x"'],
    ['an alternative that always holds there', 'b eq "y"\n(a eq "x" or b eq "y")', 'b eq "y"'],
    ['a default that does not answer', 'default(a, "") eq "x"', 'a eq "x"'],
    ['a default that is not contained', 'default(a, "") contains "x"', 'a contains "x"'],
    ['a default of what is only missing', 'if_missing(a, "") starts_with "x"', 'a starts_with "x"'],
    ['a default that answers', 'default(a, "x") eq "x"', 'a is_null or a eq "x"'],
    ['a falsy default', 'default(a, {}) truthy', 'a truthy'],
    ['a default where there is a value', 'a is_not_null\ndefault(a, "x") ne "x"', 'a is_not_null\na ne "x"'],
    ['a default object on a path', 'default(a, {}).b eq "x"', 'a.b eq "x"'],
    ['a first piece of a text', 'a type_is "string"\nsplit(a, "/")[0] exists', 'a type_is "string"'],
    ['a last piece of a text', 'rsplit(default(a, ""), ".", 1)[-1] exists\na starts_with "b"', 'a starts_with "b"'],
    ['a list or nothing', 'any if(a is_null, null, a) ( b eq "x" )', 'any a ( b eq "x" )'],
    ['a default list', 'any default(a, []) ( b eq "x" )', 'any a ( b eq "x" )'],
    ['elements that are picked first', 'any map(a, b eq "x", @) ( k eq "y" )', 'any a ( b eq "x" and k eq "y" )'],
    ['all of what is picked first', 'all map(a, b eq "x", @) ( k eq "y" )', 'all a ( not b eq "x" or k eq "y" )'],
    ['elements once each', 'any unique(a) ( @ eq "x" )', 'any a ( @ eq "x" )'],
    ['equal elements of several types', 'any unique(a) ( @ is_true )', 'any unique(a) ( @ is_true )'],
    ['several lists', 'none chain(a, unique(b)) ( @ eq "x" )', 'none a ( @ eq "x" )\nnone b ( @ eq "x" )'],
    [
      'what is picked by more than the element',
      'any map(unique(map(a, $.b eq "x", @)), @ eq "y", @) ( $.k eq "z" )',
      'k eq "z"\nb eq "x" and any a ( @ eq "y" )',
    ],
    [
      'a list of elements inside elements',
      'any a ( any unique(map(b, @1.b is_not_null, @)) ( @ eq "x" ) )',
      'any a ( any b ( @ eq "x" ) )',
    ],
    ['a default written as a choice', 'if(a is_null, b, a) eq_field c', 'default(a, b) eq_field c'],
    ['a default twice', 'if(if_missing(a, b) is_not_null, if_missing(a, b), b) eq_field c', 'default(a, b) eq_field c'],
    [
      'a default below what may be no object',
      'if(a.b type_is "object", if_missing(a.b.k, d), d) eq_field c',
      'if_missing(a.b.k, d) eq_field c',
    ],
    [
      'a choice of another key than the one asked for',
      'if(a.b is_null, d, if_missing(a.c.k, d)) eq_field c',
      'if(a.b is_null, d, if_missing(a.c.k, d)) eq_field c',
    ],
    ['a text that begins otherwise', 'b eq "x" or concat("Unknown", a) starts_with "AWS"', 'b eq "x"'],
    [
      'a text that may begin so',
      'concat("AWS", a) starts_with "AWSReserved"',
      'concat("AWS", a) starts_with "AWSReserved"',
    ],
    ['a choice that a row decides', 'a eq "x"\nif(a eq "x", b, c) eq "y"', 'a eq "x"\nb eq "y"'],
    ['a choice of constants', 'if(a eq "x", "p", "q") eq "p"', 'a eq "x"'],
    ['a choice with one constant', 'if(a eq "x", b, "q") eq "y"', 'a eq "x"\nb eq "y"'],
    ['a look-up of constants', 'lookup(a, {"x": 1, "y": 2}, null) eq 2', 'a in ["y"]'],
    [
      'alternatives that all need text',
      '(a eq "x" or a starts_with "y")\na type_is "string"',
      'a eq "x" or a starts_with "y"',
    ],
    ['a raise of the function before it', 'lower(a) eq "x"\na type_is "string"', 'a ieq "x"'],
    ['a raise that a function tells', 'a starts_with "x"\nlower(a) exists', 'a starts_with "x"'],
    ['a choice of constants that none meets', 'if(a eq "x", "p", "q") eq "z"', 'false'],
    [
      'a guard of the elements',
      'none a ( not @ type_is "object" )\nany a ( b eq "x" and @ type_is "object" )',
      'none a ( not @ type_is "object" )\nany a ( b eq "x" )',
    ],
    ['a list that must be there', 'any a ( b eq "x" )\na type_is "list"', 'any a ( b eq "x" )'],
    [
      'a piece that is there where there is a text',
      '(a type_is "string" or a is_null)\nsplit(a, ":")[0] exists',
      'a type_is "string"',
    ],
    ['a last piece', 'rsplit(a, ".", 1)[-1] eq "x"', 'a ends_with ".x" or a in ["x"]'],
    ['a first piece', 'split(a, ":")[0] starts_with "x"', 'a starts_with "x"'],
    ['a piece with the separator in it', 'split(a, ":")[0] eq "x:y"', 'false'],
    [
      'a second piece that is there',
      'a type_is "string"\nsplit(a, ":", 1)[1] exists',
      'a type_is "string"\na contains ":"',
    ],
    [
      'a walk where no list stands',
      'a type_is "object"\na.b type_is "string"\ndeep_walk(a, ["b"]) eq "x"',
      'a.b eq "x"',
    ],
    [
      'a walk that a list may stand on further on',
      'a type_is "object"\ndeep_walk(a, ["b", "c"]) eq "x"',
      'a type_is "object"\ndeep_walk(a.b, ["c"]) eq "x"',
    ],
    ['a walk to an empty list', 'a type_is "object"\na.b missing\ndeep_walk(a, ["b"], "q") eq "x"', 'false'],
    [
      'a walk through a list, for one value or several',
      'a type_is "list"\nall a ( b type_is "string" )\n(any deep_walk(a, ["b"]) ( @ truthy ) or (not deep_walk(a, ["b"]) type_is "list" and deep_walk(a, ["b"]) truthy))',
      'all a ( b type_is "string" )\nany a ( b truthy )',
    ],
    [
      'a walk for a row that no list meets',
      'a type_is "list"\nall a ( b type_is "string" )\n(c eq "x" or any deep_walk(a, ["b"], "") ( @ eq "x" ) or deep_walk(a, ["b"], "") eq "x")',
      'a type_is "list"\nall a ( b type_is "string" )\n(c eq "x" or any a ( b eq "x" ))',
    ],
    [
      'a walk whose default meets the row',
      'a type_is "list"\nall a ( b type_is "string" )\n(any deep_walk(a, ["b"], "x") ( @ eq "x" ) or deep_walk(a, ["b"], "x") eq "x")',
      'a type_is "list"\nall a ( b type_is "string" )\n(any deep_walk(a, ["b"], "x") ( @ eq "x" ) or deep_walk(a, ["b"], "x") eq "x")',
    ],
    ['a path below a choice', 'if(a eq "x", b, "").k eq "y"', 'a eq "x"\nb.k eq "y"'],
    ['a shorter beginning', 'a starts_with "xyz"\na starts_with "xy"', 'a starts_with "xyz"'],
    ['an ending beside a contained text', 'a ends_with "xyz"\na contains "yz"', 'a ends_with "xyz"'],
    ['what nobody knows', 'a type_is "string"\nb is_not_null', 'a type_is "string"\nb is_not_null'],
  ])('%s', (_, given, left) => {
    expect(simple(given)).toBe(printCondition(table(left)));
  });

  test('a condition with nothing to leave out: the same node', () => {
    const whole = table('a eq "x"\n(b starts_with "y" or not any c ( d in ["p", "q"] ))\nnot (e truthy and f gt 3)');
    expect(simplify(whole)).toBe(whole);
  });
});
