import {
  addColumn,
  addConstraint,
  all,
  alterPolicy,
  as,
  attach,
  bodyOf,
  bodyParts,
  calledBy,
  catalogAt,
  change,
  changed,
  changesIn,
  code,
  columnType,
  columnsIn,
  constantText,
  count,
  createTable,
  createTableAs,
  current,
  dropConstraints,
  duration,
  eachNode,
  emptyRelation,
  endOfLine,
  endOfToken,
  expressionText,
  find,
  findRange,
  forgetAllOf,
  forgetDependent,
  fromParts,
  generatedName,
  isComment,
  isSpace,
  keyOf,
  kindOf,
  listed,
  loadParser,
  lockNumbers,
  lookNow,
  milliseconds,
  namedBy,
  nearest,
  newName,
  newRelationName,
  noteDependent,
  notePolicy,
  noteReference,
  noteRule,
  noteTrigger,
  objectName,
  oneLine,
  option,
  parseText,
  plannedOptions,
  put,
  putIndex,
  relationsIn,
  remove,
  removeIndex,
  renameColumnInDependents,
  renameDependent,
  renameInDependents,
  resolved,
  rules,
  schemasOf,
  setChanges,
  setNotNull,
  setting,
  splitAlterTable,
  standsAlone,
  startSchema,
  startSettings,
  stringsOf,
  switchedOn,
  tablesWith,
  topOf,
  typeOf,
  without,
  withoutLocals,
  writtenName
} from "./chunk-AZPCHA24.js";
import {
  blocks,
  spoken,
  strength
} from "./chunk-WGPGLP6T.js";
import {
  require_dist,
  textOf
} from "./chunk-I35ANTAZ.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";
import {
  __commonJS,
  __toESM
} from "./chunk-UL4WNEGY.js";

// node_modules/picomatch/lib/constants.js
var require_constants = __commonJS({
  "node_modules/picomatch/lib/constants.js"(exports, module) {
    "use strict";
    var WIN_SLASH = "\\\\/";
    var WIN_NO_SLASH = `[^${WIN_SLASH}]`;
    var DEFAULT_MAX_EXTGLOB_RECURSION = 0;
    var DOT_LITERAL = "\\.";
    var PLUS_LITERAL = "\\+";
    var QMARK_LITERAL = "\\?";
    var SLASH_LITERAL = "\\/";
    var ONE_CHAR = "(?=.)";
    var QMARK = "[^/]";
    var END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
    var START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
    var DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
    var NO_DOT = `(?!${DOT_LITERAL})`;
    var NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
    var NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
    var NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
    var QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
    var STAR = `${QMARK}*?`;
    var SEP = "/";
    var POSIX_CHARS = {
      DOT_LITERAL,
      PLUS_LITERAL,
      QMARK_LITERAL,
      SLASH_LITERAL,
      ONE_CHAR,
      QMARK,
      END_ANCHOR,
      DOTS_SLASH,
      NO_DOT,
      NO_DOTS,
      NO_DOT_SLASH,
      NO_DOTS_SLASH,
      QMARK_NO_DOT,
      STAR,
      START_ANCHOR,
      SEP
    };
    var WINDOWS_CHARS = {
      ...POSIX_CHARS,
      SLASH_LITERAL: `[${WIN_SLASH}]`,
      QMARK: WIN_NO_SLASH,
      STAR: `${WIN_NO_SLASH}*?`,
      DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
      NO_DOT: `(?!${DOT_LITERAL})`,
      NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
      NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
      START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
      END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
      SEP: "\\"
    };
    var POSIX_REGEX_SOURCE = {
      __proto__: null,
      alnum: "a-zA-Z0-9",
      alpha: "a-zA-Z",
      ascii: "\\x00-\\x7F",
      blank: " \\t",
      cntrl: "\\x00-\\x1F\\x7F",
      digit: "0-9",
      graph: "\\x21-\\x7E",
      lower: "a-z",
      print: "\\x20-\\x7E ",
      punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
      space: " \\t\\r\\n\\v\\f",
      upper: "A-Z",
      word: "A-Za-z0-9_",
      xdigit: "A-Fa-f0-9"
    };
    module.exports = {
      DEFAULT_MAX_EXTGLOB_RECURSION,
      MAX_LENGTH: 1024 * 64,
      POSIX_REGEX_SOURCE,
      // regular expressions
      REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
      REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
      REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
      REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
      REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
      REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
      // Replace globs with equivalent patterns to reduce parsing time.
      REPLACEMENTS: {
        __proto__: null,
        "***": "*",
        "**/**": "**",
        "**/**/**": "**"
      },
      // Digits
      CHAR_0: 48,
      /* 0 */
      CHAR_9: 57,
      /* 9 */
      // Alphabet chars.
      CHAR_UPPERCASE_A: 65,
      /* A */
      CHAR_LOWERCASE_A: 97,
      /* a */
      CHAR_UPPERCASE_Z: 90,
      /* Z */
      CHAR_LOWERCASE_Z: 122,
      /* z */
      CHAR_LEFT_PARENTHESES: 40,
      /* ( */
      CHAR_RIGHT_PARENTHESES: 41,
      /* ) */
      CHAR_ASTERISK: 42,
      /* * */
      // Non-alphabetic chars.
      CHAR_AMPERSAND: 38,
      /* & */
      CHAR_AT: 64,
      /* @ */
      CHAR_BACKWARD_SLASH: 92,
      /* \ */
      CHAR_CARRIAGE_RETURN: 13,
      /* \r */
      CHAR_CIRCUMFLEX_ACCENT: 94,
      /* ^ */
      CHAR_COLON: 58,
      /* : */
      CHAR_COMMA: 44,
      /* , */
      CHAR_DOT: 46,
      /* . */
      CHAR_DOUBLE_QUOTE: 34,
      /* " */
      CHAR_EQUAL: 61,
      /* = */
      CHAR_EXCLAMATION_MARK: 33,
      /* ! */
      CHAR_FORM_FEED: 12,
      /* \f */
      CHAR_FORWARD_SLASH: 47,
      /* / */
      CHAR_GRAVE_ACCENT: 96,
      /* ` */
      CHAR_HASH: 35,
      /* # */
      CHAR_HYPHEN_MINUS: 45,
      /* - */
      CHAR_LEFT_ANGLE_BRACKET: 60,
      /* < */
      CHAR_LEFT_CURLY_BRACE: 123,
      /* { */
      CHAR_LEFT_SQUARE_BRACKET: 91,
      /* [ */
      CHAR_LINE_FEED: 10,
      /* \n */
      CHAR_NO_BREAK_SPACE: 160,
      /* \u00A0 */
      CHAR_PERCENT: 37,
      /* % */
      CHAR_PLUS: 43,
      /* + */
      CHAR_QUESTION_MARK: 63,
      /* ? */
      CHAR_RIGHT_ANGLE_BRACKET: 62,
      /* > */
      CHAR_RIGHT_CURLY_BRACE: 125,
      /* } */
      CHAR_RIGHT_SQUARE_BRACKET: 93,
      /* ] */
      CHAR_SEMICOLON: 59,
      /* ; */
      CHAR_SINGLE_QUOTE: 39,
      /* ' */
      CHAR_SPACE: 32,
      /*   */
      CHAR_TAB: 9,
      /* \t */
      CHAR_UNDERSCORE: 95,
      /* _ */
      CHAR_VERTICAL_LINE: 124,
      /* | */
      CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
      /* \uFEFF */
      /**
       * Create EXTGLOB_CHARS
       */
      extglobChars(chars) {
        return {
          "!": { type: "negate", open: "(?:(?!(?:", close: `))${chars.STAR})` },
          "?": { type: "qmark", open: "(?:", close: ")?" },
          "+": { type: "plus", open: "(?:", close: ")+" },
          "*": { type: "star", open: "(?:", close: ")*" },
          "@": { type: "at", open: "(?:", close: ")" }
        };
      },
      /**
       * Create GLOB_CHARS
       */
      globChars(win32) {
        return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
      }
    };
  }
});

// node_modules/picomatch/lib/utils.js
var require_utils = __commonJS({
  "node_modules/picomatch/lib/utils.js"(exports) {
    "use strict";
    var {
      REGEX_BACKSLASH,
      REGEX_REMOVE_BACKSLASH,
      REGEX_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_GLOBAL
    } = require_constants();
    exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
    exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
    exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
    exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
    exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
    exports.isWindows = () => {
      if (typeof navigator !== "undefined" && navigator.platform) {
        const platform = navigator.platform.toLowerCase();
        return platform === "win32" || platform === "windows";
      }
      if (typeof process !== "undefined" && process.platform) {
        return process.platform === "win32";
      }
      return false;
    };
    exports.removeBackslashes = (str) => {
      return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
        return match === "\\" ? "" : match;
      });
    };
    exports.escapeLast = (input, char, lastIdx) => {
      const idx = input.lastIndexOf(char, lastIdx);
      if (idx === -1) return input;
      if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
      return `${input.slice(0, idx)}\\${input.slice(idx)}`;
    };
    exports.removePrefix = (input, state = {}) => {
      let output = input;
      if (output.startsWith("./")) {
        output = output.slice(2);
        state.prefix = "./";
      }
      return output;
    };
    exports.wrapOutput = (input, state = {}, options = {}) => {
      const prepend = options.contains ? "" : "^";
      const append = options.contains ? "" : "$";
      let output = `${prepend}(?:${input})${append}`;
      if (state.negated === true) {
        output = `(?:^(?!${output}).*$)`;
      }
      return output;
    };
    exports.basename = (path, { windows } = {}) => {
      const segs = path.split(windows ? /[\\/]/ : "/");
      const last = segs[segs.length - 1];
      if (last === "") {
        return segs[segs.length - 2];
      }
      return last;
    };
  }
});

// node_modules/picomatch/lib/scan.js
var require_scan = __commonJS({
  "node_modules/picomatch/lib/scan.js"(exports, module) {
    "use strict";
    var utils = require_utils();
    var {
      CHAR_ASTERISK,
      /* * */
      CHAR_AT,
      /* @ */
      CHAR_BACKWARD_SLASH,
      /* \ */
      CHAR_COMMA,
      /* , */
      CHAR_DOT,
      /* . */
      CHAR_EXCLAMATION_MARK,
      /* ! */
      CHAR_FORWARD_SLASH,
      /* / */
      CHAR_LEFT_CURLY_BRACE,
      /* { */
      CHAR_LEFT_PARENTHESES,
      /* ( */
      CHAR_LEFT_SQUARE_BRACKET,
      /* [ */
      CHAR_PLUS,
      /* + */
      CHAR_QUESTION_MARK,
      /* ? */
      CHAR_RIGHT_CURLY_BRACE,
      /* } */
      CHAR_RIGHT_PARENTHESES,
      /* ) */
      CHAR_RIGHT_SQUARE_BRACKET
      /* ] */
    } = require_constants();
    var isPathSeparator = (code3) => {
      return code3 === CHAR_FORWARD_SLASH || code3 === CHAR_BACKWARD_SLASH;
    };
    var depth = (token) => {
      if (token.isPrefix !== true) {
        token.depth = token.isGlobstar ? Infinity : 1;
      }
    };
    var scan = (input, options) => {
      const opts = options || {};
      const length = input.length - 1;
      const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
      const slashes = [];
      const tokens = [];
      const parts = [];
      let str = input;
      let index = -1;
      let start2 = 0;
      let lastIndex = 0;
      let isBrace = false;
      let isBracket = false;
      let isGlob = false;
      let isExtglob = false;
      let isGlobstar = false;
      let braceEscaped = false;
      let backslashes = false;
      let negated = false;
      let negatedExtglob = false;
      let finished = false;
      let braces2 = 0;
      let prev;
      let code3;
      let token = { value: "", depth: 0, isGlob: false };
      const eos = () => index >= length;
      const peek = () => str.charCodeAt(index + 1);
      const advance2 = () => {
        prev = code3;
        return str.charCodeAt(++index);
      };
      while (index < length) {
        code3 = advance2();
        let next;
        if (code3 === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          code3 = advance2();
          if (code3 === CHAR_LEFT_CURLY_BRACE) {
            braceEscaped = true;
          }
          continue;
        }
        if (braceEscaped === true || code3 === CHAR_LEFT_CURLY_BRACE) {
          braces2++;
          while (eos() !== true && (code3 = advance2())) {
            if (code3 === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance2();
              continue;
            }
            if (code3 === CHAR_LEFT_CURLY_BRACE) {
              braces2++;
              continue;
            }
            if (braceEscaped !== true && code3 === CHAR_DOT && (code3 = advance2()) === CHAR_DOT) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (braceEscaped !== true && code3 === CHAR_COMMA) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (code3 === CHAR_RIGHT_CURLY_BRACE) {
              braces2--;
              if (braces2 === 0) {
                braceEscaped = false;
                isBrace = token.isBrace = true;
                finished = true;
                break;
              }
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code3 === CHAR_FORWARD_SLASH) {
          slashes.push(index);
          tokens.push(token);
          token = { value: "", depth: 0, isGlob: false };
          if (finished === true) continue;
          if (prev === CHAR_DOT && index === start2 + 1) {
            start2 += 2;
            continue;
          }
          lastIndex = index + 1;
          continue;
        }
        if (opts.noext !== true) {
          const isExtglobChar = code3 === CHAR_PLUS || code3 === CHAR_AT || code3 === CHAR_ASTERISK || code3 === CHAR_QUESTION_MARK || code3 === CHAR_EXCLAMATION_MARK;
          if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
            isGlob = token.isGlob = true;
            isExtglob = token.isExtglob = true;
            finished = true;
            if (code3 === CHAR_EXCLAMATION_MARK && index === start2) {
              negatedExtglob = true;
            }
            if (scanToEnd === true) {
              let parens = 0;
              while (eos() !== true && (code3 = advance2())) {
                if (code3 === CHAR_BACKWARD_SLASH) {
                  backslashes = token.backslashes = true;
                  advance2();
                  continue;
                }
                if (code3 === CHAR_LEFT_PARENTHESES) {
                  parens++;
                  continue;
                }
                if (code3 === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                  finished = true;
                  break;
                }
              }
              continue;
            }
            break;
          }
        }
        if (code3 === CHAR_ASTERISK) {
          if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code3 === CHAR_QUESTION_MARK) {
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code3 === CHAR_LEFT_SQUARE_BRACKET) {
          while (eos() !== true && (next = advance2())) {
            if (next === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance2();
              continue;
            }
            if (next === CHAR_RIGHT_SQUARE_BRACKET) {
              isBracket = token.isBracket = true;
              isGlob = token.isGlob = true;
              finished = true;
              break;
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (opts.nonegate !== true && code3 === CHAR_EXCLAMATION_MARK && index === start2) {
          negated = token.negated = true;
          start2++;
          continue;
        }
        if (opts.noparen !== true && code3 === CHAR_LEFT_PARENTHESES) {
          isGlob = token.isGlob = true;
          if (scanToEnd === true) {
            let parens = 1;
            while (eos() !== true && (code3 = advance2())) {
              if (code3 === CHAR_BACKWARD_SLASH) {
                backslashes = token.backslashes = true;
                advance2();
                continue;
              }
              if (code3 === CHAR_LEFT_PARENTHESES) {
                parens++;
                continue;
              }
              if (code3 === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                finished = true;
                break;
              }
            }
            continue;
          }
          break;
        }
        if (isGlob === true) {
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
      }
      if (opts.noext === true) {
        isExtglob = false;
        isGlob = false;
      }
      let base2 = str;
      let prefix = "";
      let glob = "";
      if (start2 > 0) {
        prefix = str.slice(0, start2);
        str = str.slice(start2);
        lastIndex -= start2;
      }
      if (base2 && isGlob === true && lastIndex > 0) {
        base2 = str.slice(0, lastIndex);
        glob = str.slice(lastIndex);
      } else if (isGlob === true) {
        base2 = "";
        glob = str;
      } else {
        base2 = str;
      }
      if (base2 && base2 !== "" && base2 !== "/" && base2 !== str) {
        if (isPathSeparator(base2.charCodeAt(base2.length - 1))) {
          base2 = base2.slice(0, -1);
        }
      }
      if (opts.unescape === true) {
        if (glob) glob = utils.removeBackslashes(glob);
        if (base2 && backslashes === true) {
          base2 = utils.removeBackslashes(base2);
        }
      }
      const state = {
        prefix,
        input,
        start: start2,
        base: base2,
        glob,
        isBrace,
        isBracket,
        isGlob,
        isExtglob,
        isGlobstar,
        negated,
        negatedExtglob
      };
      if (opts.tokens === true) {
        state.maxDepth = 0;
        if (!isPathSeparator(code3)) {
          tokens.push(token);
        }
        state.tokens = tokens;
      }
      if (opts.parts === true || opts.tokens === true) {
        let prevIndex;
        for (let idx = 0; idx < slashes.length; idx++) {
          const n2 = prevIndex !== void 0 ? prevIndex + 1 : start2;
          const i = slashes[idx];
          const value2 = input.slice(n2, i);
          if (opts.tokens) {
            if (idx === 0 && start2 !== 0) {
              tokens[idx].isPrefix = true;
              tokens[idx].value = prefix;
            } else {
              tokens[idx].value = value2;
            }
            depth(tokens[idx]);
            state.maxDepth += tokens[idx].depth;
          }
          if (i >= start2) {
            parts.push(value2);
            prevIndex = i;
          }
        }
        const n = prevIndex !== void 0 ? prevIndex + 1 : start2;
        const value = input.slice(n);
        parts.push(value);
        if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
          tokens[tokens.length - 1].value = value;
          depth(tokens[tokens.length - 1]);
          state.maxDepth += tokens[tokens.length - 1].depth;
        }
        state.slashes = slashes;
        state.parts = parts;
      }
      return state;
    };
    module.exports = scan;
  }
});

// node_modules/picomatch/lib/parse.js
var require_parse = __commonJS({
  "node_modules/picomatch/lib/parse.js"(exports, module) {
    "use strict";
    var constants = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS
    } = constants;
    var expandRange = (args, options) => {
      if (typeof options.expandRange === "function") {
        return options.expandRange(...args, options);
      }
      args.sort();
      const value = `[${args.join("-")}]`;
      try {
        new RegExp(value);
      } catch (ex) {
        return args.map((v) => utils.escapeRegex(v)).join("..");
      }
      return value;
    };
    var syntaxError = (type, char) => {
      return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
    };
    var splitTopLevel = (input) => {
      const parts = [];
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let value = "";
      let escaped = false;
      for (const ch of input) {
        if (escaped === true) {
          value += ch;
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          value += ch;
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          value += ch;
          continue;
        }
        if (quote === 0) {
          if (ch === "[") {
            bracket++;
          } else if (ch === "]" && bracket > 0) {
            bracket--;
          } else if (bracket === 0) {
            if (ch === "(") {
              paren++;
            } else if (ch === ")" && paren > 0) {
              paren--;
            } else if (ch === "|" && paren === 0) {
              parts.push(value);
              value = "";
              continue;
            }
          }
        }
        value += ch;
      }
      parts.push(value);
      return parts;
    };
    var isPlainBranch = (branch) => {
      let escaped = false;
      for (const ch of branch) {
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (/[?*+@!()[\]{}]/.test(ch)) {
          return false;
        }
      }
      return true;
    };
    var normalizeSimpleBranch = (branch) => {
      let value = branch.trim();
      let changed3 = true;
      while (changed3 === true) {
        changed3 = false;
        if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
          value = value.slice(2, -1);
          changed3 = true;
        }
      }
      if (!isPlainBranch(value)) {
        return;
      }
      return value.replace(/\\(.)/g, "$1");
    };
    var hasRepeatedCharPrefixOverlap = (branches) => {
      const values = branches.map(normalizeSimpleBranch).filter(Boolean);
      for (let i = 0; i < values.length; i++) {
        for (let j = i + 1; j < values.length; j++) {
          const a = values[i];
          const b = values[j];
          const char = a[0];
          if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
            continue;
          }
          if (a === b || a.startsWith(b) || b.startsWith(a)) {
            return true;
          }
        }
      }
      return false;
    };
    var parseRepeatedExtglob = (pattern, requireEnd = true) => {
      if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") {
        return;
      }
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let escaped = false;
      for (let i = 1; i < pattern.length; i++) {
        const ch = pattern[i];
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          continue;
        }
        if (quote === 1) {
          continue;
        }
        if (ch === "[") {
          bracket++;
          continue;
        }
        if (ch === "]" && bracket > 0) {
          bracket--;
          continue;
        }
        if (bracket > 0) {
          continue;
        }
        if (ch === "(") {
          paren++;
          continue;
        }
        if (ch === ")") {
          paren--;
          if (paren === 0) {
            if (requireEnd === true && i !== pattern.length - 1) {
              return;
            }
            return {
              type: pattern[0],
              body: pattern.slice(2, i),
              end: i
            };
          }
        }
      }
    };
    var buildCharClassStar = (chars) => {
      const source = chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`;
      return `${source}*`;
    };
    var getStarExtglobSequenceChars = (pattern) => {
      let index = 0;
      const chars = [];
      while (index < pattern.length) {
        const match = parseRepeatedExtglob(pattern.slice(index), false);
        if (!match || match.type !== "*") {
          return;
        }
        const branches = splitTopLevel(match.body).map((branch2) => branch2.trim());
        if (branches.length !== 1) {
          return;
        }
        const branch = normalizeSimpleBranch(branches[0]);
        if (!branch || branch.length !== 1) {
          return;
        }
        chars.push(branch);
        index += match.end + 1;
      }
      if (chars.length < 1) {
        return;
      }
      return chars;
    };
    var repeatedExtglobRecursion = (pattern) => {
      let depth = 0;
      let value = pattern.trim();
      let match = parseRepeatedExtglob(value);
      while (match) {
        depth++;
        value = match.body.trim();
        match = parseRepeatedExtglob(value);
      }
      return depth;
    };
    var analyzeRepeatedExtglob = (body, options) => {
      if (options.maxExtglobRecursion === false) {
        return { risky: false };
      }
      const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
      const branches = splitTopLevel(body).map((branch) => branch.trim());
      if (branches.length > 1) {
        if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) {
          return { risky: true };
        }
      }
      const safeChars = [];
      let sawStarSequence = false;
      let combinable = true;
      for (const branch of branches) {
        const chars = getStarExtglobSequenceChars(branch);
        if (chars) {
          sawStarSequence = true;
          safeChars.push(...chars);
          continue;
        }
        const literal = normalizeSimpleBranch(branch);
        if (literal && literal.length === 1) {
          safeChars.push(literal);
          continue;
        }
        combinable = false;
        if (repeatedExtglobRecursion(branch) > max) {
          return { risky: true };
        }
      }
      if (sawStarSequence) {
        return combinable ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) } : { risky: true };
      }
      return { risky: false };
    };
    var parse2 = (input, options) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected a string");
      }
      input = REPLACEMENTS[input] || input;
      const opts = { ...options };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      let len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      const bos = { type: "bos", value: "", output: opts.prepend || "" };
      const tokens = [bos];
      const capture = opts.capture ? "" : "?:";
      const PLATFORM_CHARS = constants.globChars(opts.windows);
      const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
      const {
        DOT_LITERAL,
        PLUS_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOT_SLASH,
        NO_DOTS_SLASH,
        QMARK,
        QMARK_NO_DOT,
        STAR,
        START_ANCHOR
      } = PLATFORM_CHARS;
      const globstar = (opts2) => {
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const nodot = opts.dot ? "" : NO_DOT;
      const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
      let star = opts.bash === true ? globstar(opts) : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      if (typeof opts.noext === "boolean") {
        opts.noextglob = opts.noext;
      }
      const state = {
        input,
        index: -1,
        start: 0,
        dot: opts.dot === true,
        consumed: "",
        output: "",
        prefix: "",
        backtrack: false,
        negated: false,
        brackets: 0,
        braces: 0,
        parens: 0,
        quotes: 0,
        globstar: false,
        tokens
      };
      input = utils.removePrefix(input, state);
      len = input.length;
      const extglobs = [];
      const braces2 = [];
      const stack = [];
      let prev = bos;
      let value;
      const eos = () => state.index === len - 1;
      const peek = state.peek = (n = 1) => input[state.index + n];
      const advance2 = state.advance = () => input[++state.index] || "";
      const remaining = () => input.slice(state.index + 1);
      const consume = (value2 = "", num = 0) => {
        state.consumed += value2;
        state.index += num;
      };
      const append = (token) => {
        state.output += token.output != null ? token.output : token.value;
        consume(token.value);
      };
      const negate = () => {
        let count2 = 1;
        while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
          advance2();
          state.start++;
          count2++;
        }
        if (count2 % 2 === 0) {
          return false;
        }
        state.negated = true;
        state.start++;
        return true;
      };
      const increment = (type) => {
        state[type]++;
        stack.push(type);
      };
      const decrement = (type) => {
        state[type]--;
        stack.pop();
      };
      const push = (tok) => {
        if (prev.type === "globstar") {
          const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
          const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
          if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
            state.output = state.output.slice(0, -prev.output.length);
            prev.type = "star";
            prev.value = "*";
            prev.output = star;
            state.output += prev.output;
          }
        }
        if (extglobs.length && tok.type !== "paren") {
          extglobs[extglobs.length - 1].inner += tok.value;
        }
        if (tok.value || tok.output) append(tok);
        if (prev && prev.type === "text" && tok.type === "text") {
          prev.output = (prev.output || prev.value) + tok.value;
          prev.value += tok.value;
          return;
        }
        tok.prev = prev;
        tokens.push(tok);
        prev = tok;
      };
      const extglobOpen = (type, value2) => {
        const token = { ...EXTGLOB_CHARS[value2], conditions: 1, inner: "" };
        token.prev = prev;
        token.parens = state.parens;
        token.output = state.output;
        token.startIndex = state.index;
        token.tokensIndex = tokens.length;
        const output = (opts.capture ? "(" : "") + token.open;
        increment("parens");
        push({ type, value: value2, output: state.output ? "" : ONE_CHAR });
        push({ type: "paren", extglob: true, value: advance2(), output });
        extglobs.push(token);
      };
      const extglobClose = (token) => {
        const literal = input.slice(token.startIndex, state.index + 1);
        const body = input.slice(token.startIndex + 2, state.index);
        const analysis = analyzeRepeatedExtglob(body, opts);
        if ((token.type === "plus" || token.type === "star") && analysis.risky) {
          const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
          const open = tokens[token.tokensIndex];
          open.type = "text";
          open.value = literal;
          open.output = safeOutput || utils.escapeRegex(literal);
          for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
            tokens[i].value = "";
            tokens[i].output = "";
            delete tokens[i].suffix;
          }
          state.output = token.output + open.output;
          state.backtrack = true;
          push({ type: "paren", extglob: true, value, output: "" });
          decrement("parens");
          return;
        }
        let output = token.close + (opts.capture ? ")" : "");
        let rest;
        if (token.type === "negate") {
          let extglobStar = star;
          if (token.inner && token.inner.length > 1 && token.inner.includes("/")) {
            extglobStar = globstar(opts);
          }
          if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
            output = token.close = `)$))${extglobStar}`;
          }
          if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
            const expression = parse2(rest, { ...options, fastpaths: false }).output;
            output = token.close = `)${expression})${extglobStar})`;
          }
          if (token.prev.type === "bos") {
            state.negatedExtglob = true;
          }
        }
        push({ type: "paren", extglob: true, value, output });
        decrement("parens");
      };
      if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
        let backslashes = false;
        let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
          if (first === "\\") {
            backslashes = true;
            return m;
          }
          if (first === "?") {
            if (esc) {
              return esc + first + (rest ? QMARK.repeat(rest.length) : "");
            }
            if (index === 0) {
              return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
            }
            return QMARK.repeat(chars.length);
          }
          if (first === ".") {
            return DOT_LITERAL.repeat(chars.length);
          }
          if (first === "*") {
            if (esc) {
              return esc + first + (rest ? star : "");
            }
            return star;
          }
          return esc ? m : `\\${m}`;
        });
        if (backslashes === true) {
          if (opts.unescape === true) {
            output = output.replace(/\\/g, "");
          } else {
            output = output.replace(/\\+/g, (m) => {
              return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
            });
          }
        }
        if (output === input && opts.contains === true) {
          state.output = input;
          return state;
        }
        state.output = utils.wrapOutput(output, state, options);
        return state;
      }
      while (!eos()) {
        value = advance2();
        if (value === "\0") {
          continue;
        }
        if (value === "\\") {
          const next = peek();
          if (next === "/" && opts.bash !== true) {
            continue;
          }
          if (next === "." || next === ";") {
            continue;
          }
          if (!next) {
            value += "\\";
            push({ type: "text", value });
            continue;
          }
          const match = /^\\+/.exec(remaining());
          let slashes = 0;
          if (match && match[0].length > 2) {
            slashes = match[0].length;
            state.index += slashes;
            if (slashes % 2 !== 0) {
              value += "\\";
            }
          }
          if (opts.unescape === true) {
            value = advance2();
          } else {
            value += advance2();
          }
          if (state.brackets === 0) {
            push({ type: "text", value });
            continue;
          }
        }
        if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
          if (opts.posix !== false && value === ":") {
            const inner = prev.value.slice(1);
            if (inner.includes("[")) {
              prev.posix = true;
              if (inner.includes(":")) {
                const idx = prev.value.lastIndexOf("[");
                const pre = prev.value.slice(0, idx);
                const rest2 = prev.value.slice(idx + 2);
                const posix = POSIX_REGEX_SOURCE[rest2];
                if (posix) {
                  prev.value = pre + posix;
                  state.backtrack = true;
                  advance2();
                  if (!bos.output && tokens.indexOf(prev) === 1) {
                    bos.output = ONE_CHAR;
                  }
                  continue;
                }
              }
            }
          }
          if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") {
            value = `\\${value}`;
          }
          if (value === "]" && (prev.value === "[" || prev.value === "[^")) {
            value = `\\${value}`;
          }
          if (opts.posix === true && value === "!" && prev.value === "[") {
            value = "^";
          }
          prev.value += value;
          append({ value });
          continue;
        }
        if (state.quotes === 1 && value !== '"') {
          value = utils.escapeRegex(value);
          prev.value += value;
          append({ value });
          continue;
        }
        if (value === '"') {
          state.quotes = state.quotes === 1 ? 0 : 1;
          if (opts.keepQuotes === true) {
            push({ type: "text", value });
          }
          continue;
        }
        if (value === "(") {
          increment("parens");
          push({ type: "paren", value });
          continue;
        }
        if (value === ")") {
          if (state.parens === 0 && opts.strictBrackets === true) {
            throw new SyntaxError(syntaxError("opening", "("));
          }
          const extglob = extglobs[extglobs.length - 1];
          if (extglob && state.parens === extglob.parens + 1) {
            extglobClose(extglobs.pop());
            continue;
          }
          push({ type: "paren", value, output: state.parens ? ")" : "\\)" });
          decrement("parens");
          continue;
        }
        if (value === "[") {
          if (opts.nobracket === true || !remaining().includes("]")) {
            if (opts.nobracket !== true && opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("closing", "]"));
            }
            value = `\\${value}`;
          } else {
            increment("brackets");
          }
          push({ type: "bracket", value });
          continue;
        }
        if (value === "]") {
          if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          if (state.brackets === 0) {
            if (opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("opening", "["));
            }
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          decrement("brackets");
          const prevValue = prev.value.slice(1);
          if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) {
            value = `/${value}`;
          }
          prev.value += value;
          append({ value });
          if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
            continue;
          }
          const escaped = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped;
            prev.value = escaped;
            continue;
          }
          prev.value = `(${capture}${escaped}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === "{" && opts.nobrace !== true) {
          increment("braces");
          const open = {
            type: "brace",
            value,
            output: "(",
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length
          };
          braces2.push(open);
          push(open);
          continue;
        }
        if (value === "}") {
          const brace = braces2[braces2.length - 1];
          if (opts.nobrace === true || !brace) {
            push({ type: "text", value, output: value });
            continue;
          }
          let output = ")";
          if (brace.dots === true) {
            const arr = tokens.slice();
            const range = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens.pop();
              if (arr[i].type === "brace") {
                break;
              }
              if (arr[i].type !== "dots") {
                range.unshift(arr[i].value);
              }
            }
            output = expandRange(range, opts);
            state.backtrack = true;
          }
          if (brace.comma !== true && brace.dots !== true) {
            const out = state.output.slice(0, brace.outputIndex);
            const toks = state.tokens.slice(brace.tokensIndex);
            brace.value = brace.output = "\\{";
            value = output = "\\}";
            state.output = out;
            for (const t of toks) {
              state.output += t.output || t.value;
            }
          }
          push({ type: "brace", value, output });
          decrement("braces");
          braces2.pop();
          continue;
        }
        if (value === "|") {
          if (extglobs.length > 0) {
            extglobs[extglobs.length - 1].conditions++;
          }
          push({ type: "text", value });
          continue;
        }
        if (value === ",") {
          let output = value;
          const brace = braces2[braces2.length - 1];
          if (brace && stack[stack.length - 1] === "braces") {
            brace.comma = true;
            output = "|";
          }
          push({ type: "comma", value, output });
          continue;
        }
        if (value === "/") {
          if (prev.type === "dot" && state.index === state.start + 1) {
            state.start = state.index + 1;
            state.consumed = "";
            state.output = "";
            tokens.pop();
            prev = bos;
            continue;
          }
          push({ type: "slash", value, output: SLASH_LITERAL });
          continue;
        }
        if (value === ".") {
          if (state.braces > 0 && prev.type === "dot") {
            if (prev.value === ".") prev.output = DOT_LITERAL;
            const brace = braces2[braces2.length - 1];
            prev.type = "dots";
            prev.output += value;
            prev.value += value;
            brace.dots = true;
            continue;
          }
          if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
            push({ type: "text", value, output: DOT_LITERAL });
            continue;
          }
          push({ type: "dot", value, output: DOT_LITERAL });
          continue;
        }
        if (value === "?") {
          const isGroup = prev && prev.value === "(";
          if (!isGroup && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("qmark", value);
            continue;
          }
          if (prev && prev.type === "paren") {
            const next = peek();
            let output = value;
            if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) {
              output = `\\${value}`;
            }
            push({ type: "text", value, output });
            continue;
          }
          if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
            push({ type: "qmark", value, output: QMARK_NO_DOT });
            continue;
          }
          push({ type: "qmark", value, output: QMARK });
          continue;
        }
        if (value === "!") {
          if (opts.noextglob !== true && peek() === "(") {
            if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
              extglobOpen("negate", value);
              continue;
            }
          }
          if (opts.nonegate !== true && state.index === 0) {
            negate();
            continue;
          }
        }
        if (value === "+") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("plus", value);
            continue;
          }
          if (prev && prev.value === "(" || opts.regex === false) {
            push({ type: "plus", value, output: PLUS_LITERAL });
            continue;
          }
          if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
            push({ type: "plus", value });
            continue;
          }
          push({ type: "plus", value: PLUS_LITERAL });
          continue;
        }
        if (value === "@") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            push({ type: "at", extglob: true, value, output: "" });
            continue;
          }
          push({ type: "text", value });
          continue;
        }
        if (value !== "*") {
          if (value === "$" || value === "^") {
            value = `\\${value}`;
          }
          const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
          if (match) {
            value += match[0];
            state.index += match[0].length;
          }
          push({ type: "text", value });
          continue;
        }
        if (prev && (prev.type === "globstar" || prev.star === true)) {
          prev.type = "star";
          prev.star = true;
          prev.value += value;
          prev.output = star;
          state.backtrack = true;
          state.globstar = true;
          consume(value);
          continue;
        }
        let rest = remaining();
        if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
          extglobOpen("star", value);
          continue;
        }
        if (prev.type === "star") {
          if (opts.noglobstar === true) {
            consume(value);
            continue;
          }
          const prior = prev.prev;
          const before = prior.prev;
          const isStart = prior.type === "slash" || prior.type === "bos";
          const afterStar = before && (before.type === "star" || before.type === "globstar");
          if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
            push({ type: "star", value, output: "" });
            continue;
          }
          const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
          const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
          if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
            push({ type: "star", value, output: "" });
            continue;
          }
          while (rest.slice(0, 3) === "/**") {
            const after = input[state.index + 4];
            if (after && after !== "/") {
              break;
            }
            rest = rest.slice(3);
            consume("/**", 3);
          }
          const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
          if (prior.type === "bos" && eos()) {
            prev.type = "globstar";
            prev.value += value;
            prev.output = globstar(opts);
            state.output = prev.output;
            state.globstar = true;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
            prev.value += value;
            state.globstar = true;
            state.output += prior.output + prev.output;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
            const end = rest[1] !== void 0 ? "|$" : "";
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
            prev.value += value;
            state.output += prior.output + prev.output;
            state.globstar = true;
            consume(value + advance2());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          if (prior.type === "bos" && rest[0] === "/") {
            prev.type = "globstar";
            prev.value += value;
            prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
            state.output = prev.output;
            state.globstar = true;
            consume(value + advance2());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          state.output = state.output.slice(0, -prev.output.length);
          prev.type = "globstar";
          prev.output = globstar(opts);
          prev.value += value;
          state.output += prev.output;
          state.globstar = true;
          consume(value);
          continue;
        }
        const token = { type: "star", value, output: star };
        if (opts.bash === true) {
          token.output = ".*?";
          if (prev.type === "bos" || prev.type === "slash") {
            token.output = nodot + token.output;
          }
          push(token);
          continue;
        }
        if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
          token.output = value;
          push(token);
          continue;
        }
        if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
          if (prev.type === "dot") {
            state.output += NO_DOT_SLASH;
            prev.output += NO_DOT_SLASH;
          } else if (opts.dot === true) {
            state.output += NO_DOTS_SLASH;
            prev.output += NO_DOTS_SLASH;
          } else {
            state.output += nodot;
            prev.output += nodot;
          }
          if (peek() !== "*") {
            state.output += ONE_CHAR;
            prev.output += ONE_CHAR;
          }
        }
        push(token);
      }
      while (state.brackets > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
        state.output = utils.escapeLast(state.output, "[");
        decrement("brackets");
      }
      while (state.parens > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
        state.output = utils.escapeLast(state.output, "(");
        decrement("parens");
      }
      while (state.braces > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
        state.output = utils.escapeLast(state.output, "{");
        decrement("braces");
      }
      if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) {
        push({ type: "maybe_slash", value: "", output: `${SLASH_LITERAL}?` });
      }
      if (state.backtrack === true) {
        state.output = "";
        for (const token of state.tokens) {
          state.output += token.output != null ? token.output : token.value;
          if (token.suffix) {
            state.output += token.suffix;
          }
        }
      }
      return state;
    };
    parse2.fastpaths = (input, options) => {
      const opts = { ...options };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      const len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      input = REPLACEMENTS[input] || input;
      const {
        DOT_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOTS,
        NO_DOTS_SLASH,
        STAR,
        START_ANCHOR
      } = constants.globChars(opts.windows);
      const nodot = opts.dot ? NO_DOTS : NO_DOT;
      const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
      const capture = opts.capture ? "" : "?:";
      const state = { negated: false, prefix: "" };
      let star = opts.bash === true ? ".*?" : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      const globstar = (opts2) => {
        if (opts2.noglobstar === true) return star;
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const create = (str) => {
        switch (str) {
          case "*":
            return `${nodot}${ONE_CHAR}${star}`;
          case ".*":
            return `${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*.*":
            return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*/*":
            return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
          case "**":
            return nodot + globstar(opts);
          case "**/*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
          case "**/*.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "**/.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
          default: {
            const match = /^(.*?)\.(\w+)$/.exec(str);
            if (!match) return;
            const source2 = create(match[1]);
            if (!source2) return;
            return source2 + DOT_LITERAL + match[2];
          }
        }
      };
      const output = utils.removePrefix(input, state);
      let source = create(output);
      if (source && opts.strictSlashes !== true) {
        source += `${SLASH_LITERAL}?`;
      }
      return source;
    };
    module.exports = parse2;
  }
});

// node_modules/picomatch/lib/picomatch.js
var require_picomatch = __commonJS({
  "node_modules/picomatch/lib/picomatch.js"(exports, module) {
    "use strict";
    var scan = require_scan();
    var parse2 = require_parse();
    var utils = require_utils();
    var constants = require_constants();
    var isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
    var picomatch2 = (glob, options, returnState = false) => {
      if (Array.isArray(glob)) {
        const fns = glob.map((input) => picomatch2(input, options, returnState));
        const arrayMatcher = (str) => {
          for (const isMatch of fns) {
            const state2 = isMatch(str);
            if (state2) return state2;
          }
          return false;
        };
        return arrayMatcher;
      }
      const isState = isObject(glob) && glob.tokens && glob.input;
      if (glob === "" || typeof glob !== "string" && !isState) {
        throw new TypeError("Expected pattern to be a non-empty string");
      }
      const opts = options || {};
      const posix = opts.windows;
      const regex = isState ? picomatch2.compileRe(glob, options) : picomatch2.makeRe(glob, options, false, true);
      const state = regex.state;
      delete regex.state;
      let isIgnored = () => false;
      if (opts.ignore) {
        const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
        isIgnored = picomatch2(opts.ignore, ignoreOpts, returnState);
      }
      const matcher = (input, returnObject = false) => {
        const { isMatch, match, output } = picomatch2.test(input, regex, options, { glob, posix });
        const result = { glob, state, regex, posix, input, output, match, isMatch };
        if (typeof opts.onResult === "function") {
          opts.onResult(result);
        }
        if (isMatch === false) {
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (isIgnored(input)) {
          if (typeof opts.onIgnore === "function") {
            opts.onIgnore(result);
          }
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (typeof opts.onMatch === "function") {
          opts.onMatch(result);
        }
        return returnObject ? result : true;
      };
      if (returnState) {
        matcher.state = state;
      }
      return matcher;
    };
    picomatch2.test = (input, regex, options, { glob, posix } = {}) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected input to be a string");
      }
      if (input === "") {
        return { isMatch: false, output: "" };
      }
      const opts = options || {};
      const format = opts.format || (posix ? utils.toPosixSlashes : null);
      let match = input === glob;
      let output = match && format ? format(input) : input;
      if (match === false) {
        output = format ? format(input) : input;
        match = output === glob;
      }
      if (match === false || opts.capture === true) {
        if (opts.matchBase === true || opts.basename === true) {
          match = picomatch2.matchBase(input, regex, options, posix);
        } else {
          match = regex.exec(output);
        }
      }
      return { isMatch: Boolean(match), match, output };
    };
    picomatch2.matchBase = (input, glob, options, posix = options && options.windows) => {
      const regex = glob instanceof RegExp ? glob : picomatch2.makeRe(glob, options);
      return regex.test(utils.basename(input, { windows: posix }));
    };
    picomatch2.isMatch = (str, patterns, options) => picomatch2(patterns, options)(str);
    picomatch2.parse = (pattern, options) => {
      if (Array.isArray(pattern)) return pattern.map((p) => picomatch2.parse(p, options));
      return parse2(pattern, { ...options, fastpaths: false });
    };
    picomatch2.scan = (input, options) => scan(input, options);
    picomatch2.compileRe = (state, options, returnOutput = false, returnState = false) => {
      if (returnOutput === true) {
        return state.output;
      }
      const opts = options || {};
      const prepend = opts.contains ? "" : "^";
      const append = opts.contains ? "" : "$";
      let source = `${prepend}(?:${state.output})${append}`;
      if (state && state.negated === true) {
        source = `^(?!${source}).*$`;
      }
      const regex = picomatch2.toRegex(source, options);
      if (returnState === true) {
        regex.state = state;
      }
      return regex;
    };
    picomatch2.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
      if (!input || typeof input !== "string") {
        throw new TypeError("Expected a non-empty string");
      }
      let parsed = { negated: false, fastpaths: true };
      if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) {
        parsed.output = parse2.fastpaths(input, options);
      }
      if (!parsed.output) {
        parsed = parse2(input, options);
      }
      return picomatch2.compileRe(parsed, options, returnOutput, returnState);
    };
    picomatch2.toRegex = (source, options) => {
      try {
        const opts = options || {};
        return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
      } catch (err) {
        if (options && options.debug === true) throw err;
        return /$^/;
      }
    };
    picomatch2.constants = constants;
    module.exports = picomatch2;
  }
});

// node_modules/picomatch/index.js
var require_picomatch2 = __commonJS({
  "node_modules/picomatch/index.js"(exports, module) {
    "use strict";
    var pico = require_picomatch();
    var utils = require_utils();
    function picomatch2(glob, options, returnState = false) {
      if (options && (options.windows === null || options.windows === void 0)) {
        options = { ...options, windows: utils.isWindows() };
      }
      return pico(glob, options, returnState);
    }
    Object.assign(picomatch2, pico);
    module.exports = picomatch2;
  }
});

// src/sql/positions.ts
function positionsIn(file, text) {
  const ascii = isAscii(text);
  const starts = lineStarts(text);
  const byteMap = ascii ? void 0 : utf16ByByte(text);
  return {
    fromByte: (byte) => byteMap ? byteMap[Math.min(byte, byteMap.length - 1)] ?? 0 : Math.min(byte, text.length),
    fromCodePoint: (count2, start2) => ascii ? Math.min(start2 + count2, text.length) : advance(text, start2, count2),
    span: (start2, end) => {
      const from = place(starts, start2);
      const to = place(starts, end);
      return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    }
  };
}
function isAscii(text) {
  for (let at2 = 0; at2 < text.length; at2 += 1) if (text.charCodeAt(at2) > 127) return false;
  return true;
}
function utf16ByByte(text) {
  const map = new Uint32Array(text.length * 3 + 1);
  let byte = 0;
  for (let at2 = 0; at2 < text.length; ) {
    const code3 = text.codePointAt(at2) ?? 0;
    const width = code3 < 128 ? 1 : code3 < 2048 ? 2 : code3 < 65536 ? 3 : 4;
    map.fill(at2, byte, byte + width);
    byte += width;
    at2 += code3 > 65535 ? 2 : 1;
  }
  map[byte] = text.length;
  return map.subarray(0, byte + 1);
}
function advance(text, start2, count2) {
  let at2 = start2;
  for (let passed = 0; passed < count2 && at2 < text.length; passed += 1) {
    at2 += (text.codePointAt(at2) ?? 0) > 65535 ? 2 : 1;
  }
  return at2;
}
function lineStarts(text) {
  const starts = [0];
  for (let at2 = text.indexOf("\n"); at2 >= 0; at2 = text.indexOf("\n", at2 + 1)) starts.push(at2 + 1);
  return starts;
}
function place(starts, offset) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

// src/rules/kit/allow.ts
var request = /^[ \t]*(?:--+|\/?\*+)?[ \t]*migrate:allow[ \t]+([\w-]+)(?:[ \t]+reason:[ \t]*(.*))?/gim;
function allowances(steps, rules2) {
  const ids = rules2.map(({ id }) => id);
  const named2 = (at2, target) => [...at2.text.matchAll(request)].map(([, rule = "", reason]) => {
    const near = ids.includes(rule) ? void 0 : nearest(rule, ids);
    return {
      ...{ rule, reason: reasonIn(reason), at: at2 },
      decides: decides(rules2.find(({ id }) => id === rule)),
      ...near ? { nearest: near } : {},
      ...target ? { target } : {}
    };
  });
  const over = steps.filter(({ inside: inside2 }) => !inside2).flatMap(({ statement }) => statement.comments.flatMap((at2) => named2(at2, statement)));
  const known = over.map(({ at: at2 }) => at2);
  return [...over, ...astray(steps, known).flatMap((at2) => named2(at2))];
}
function astray(steps, known) {
  const texts = new Map(steps.map(({ script: script2 }) => [script2.path, script2.text]));
  return [...texts].flatMap(([file, text]) => {
    const found3 = [...text.matchAll(/--[ \t]*migrate:allow\b.*/gi)];
    if (found3.length === 0) return [];
    const positions = positionsIn(file, text);
    return found3.map((match) => ({ ...positions.span(match.index, match.index + match[0].length), text: match[0] })).filter(({ line }) => !known.some((one) => one.file === file && one.line <= line && line <= one.endLine));
  });
}
function reasonIn(text) {
  const reason = text?.replace(/\*\/\s*$/, "").trim();
  return reason === "" ? void 0 : reason;
}
function decides(rule) {
  if (!rule) return "unknown";
  return rule.observed && !rule.on && !rule.onPullRequest ? "observed" : "from-the-text";
}

// src/rules/kit/dispatch.ts
function dispatcher(rules2) {
  const handlers = /* @__PURE__ */ new Map();
  for (const rule of rules2) {
    for (const [name, handler] of Object.entries(rule.on ?? {})) {
      handlers.set(name, [...handlers.get(name) ?? [], [rule, handler]]);
    }
  }
  return (facts) => subjects(facts).flatMap(
    ([name, subject]) => (handlers.get(name) ?? []).flatMap(
      ([rule, handler]) => hits(handler(subject, facts)).map((hit) => ({ rule, hit }))
    )
  );
}
var hits = (answer) => answer === void 0 ? [] : Array.isArray(answer) ? answer : [answer];
function subjects(facts) {
  const node = facts.statement.node;
  const whole3 = Object.entries(node);
  return "AlterTableStmt" in node ? [...whole3, ...actions(node, facts)] : whole3;
}
function actions({ AlterTableStmt: alter }, facts) {
  const { relation, cmds = [], objtype } = alter;
  if (!relation || objtype !== "OBJECT_TABLE" && objtype !== "OBJECT_FOREIGN_TABLE") return [];
  const { head, actions: texts } = splitAlterTable(facts.statement.sql);
  return cmds.flatMap((node, index) => {
    const cmd = "AlterTableCmd" in node ? node.AlterTableCmd : void 0;
    if (!cmd?.subtype) return [];
    return [[cmd.subtype, { cmd, table: relation, head, text: texts[index] ?? "" }]];
  });
}

// src/rules/kit/facts.ts
function factsOf(run) {
  const perFile = /* @__PURE__ */ new Map();
  for (const { script: script2, inside: inside2 } of run.steps) {
    if (!inside2) perFile.set(script2, (perFile.get(script2) ?? 0) + 1);
  }
  const all2 = [];
  const about = lookedUp(all2);
  for (const [index, { script: script2, statement, catalog, session, locks, opaque, inside: inside2 }] of run.steps.entries()) {
    all2.push({
      ...{ statement, catalog, session, locks, opaque, postgres: run.postgres },
      ...inside2 && { inside: inside2 },
      ...{ path: script2.path, transaction: script2.transaction, tool: run.tool(script2.tool) },
      script: script2,
      statementsInFile: perFile.get(script2) ?? 0,
      get earlier() {
        return all2.slice(0, index);
      },
      get later() {
        return all2.slice(index + 1);
      },
      laterOn: (name) => (about().get(name) ?? []).flatMap((at2) => at2 > index ? all2[at2] ?? [] : []),
      get next() {
        return all2[index + 1];
      }
    });
  }
  return all2;
}
function lookedUp(all2) {
  let found3;
  return () => {
    if (found3) return found3;
    found3 = /* @__PURE__ */ new Map();
    for (const [index, { statement }] of all2.entries()) {
      for (const name of new Set(subjects2(statement.node))) {
        const here = found3.get(name);
        if (here) here.push(index);
        else found3.set(name, [index]);
      }
    }
    return found3;
  };
}
function subjects2(node) {
  const relation = as("AlterTableStmt", node)?.relation ?? as("CreateStmt", node)?.relation ?? as("IndexStmt", node)?.relation;
  if (relation) return [relation.relname];
  return (as("DropStmt", node)?.objects ?? []).map((object) => namedBy(object).at(-1));
}

// src/rules/kit/identity.ts
import { createHash } from "node:crypto";
function identify(drafts) {
  const seen = /* @__PURE__ */ new Map();
  return drafts.map(({ about, ...finding }) => {
    const key2 = JSON.stringify([finding.rule, finding.file, oneLine(about).toLowerCase(), finding.objects]);
    const count2 = (seen.get(key2) ?? 0) + 1;
    seen.set(key2, count2);
    const id = createHash("sha256").update(`${key2}#${String(count2)}`).digest("hex").slice(0, 16);
    return { id, ...finding };
  });
}

// src/rules/kit/severity.ts
var import_picomatch = __toESM(require_picomatch2(), 1);
var order = ["advice", "warning", "blocker"];
var milder = (a, b) => order.indexOf(a) <= order.indexOf(b) ? a : b;
var setting2 = (rule, settings) => Object.hasOwn(settings.severities, rule) ? settings.severities[rule] : void 0;
var levelOf = (found3) => typeof found3 === "object" ? found3.severity : found3;
var isOff = (rule, settings) => levelOf(setting2(rule, settings)) === "off";
var suppressible = (rule, settings) => {
  const found3 = setting2(rule, settings);
  return typeof found3 !== "object" || found3.suppressible !== false;
};
function weigh(rule, hit, at2, settings, known) {
  const level = levelOf(setting2(rule.id, settings));
  if (level === "off") return void 0;
  const base2 = hit.severity ? milder(hit.severity, level ?? hit.severity) : level ?? rule.severity;
  const exceptions = settings.exceptions.filter((one) => covers(one, rule, hit, at2.file));
  const exception = exceptions.find((one) => !ended(one, settings.today));
  if (exception)
    return { severity: "advice", because: `The configuration makes an exception here: ${exception.reason}` };
  const weighed = { severity: base2, ...exceptions[0] && { because: noLonger(exceptions[0]) } };
  if (rule.hazard !== "lock" || level !== void 0 || base2 === "advice") return weighed;
  const bounds = hit.objects.map((table) => known.heldBound?.(table, at2));
  const longest = bounds.reduce((max, bound) => (bound?.ms ?? 0) > (max?.ms ?? 0) ? bound : max, bounds[0]);
  if (!longest || bounds.includes(void 0) || longest.ms > known.stallBudgetMs) return weighed;
  return {
    severity: "advice",
    because: `Here for at most ${String(Math.ceil(longest.ms))} ms (${longest.source}), within the stall budget of ${String(known.stallBudgetMs)} ms.`
  };
}
var ended = ({ until }, today) => until !== void 0 && until < today;
var noLonger = ({ until = "", reason }) => `The configuration made an exception here until ${until}: ${reason}`;
function covers(exception, rule, hit, file) {
  const { table, path } = exception;
  if (exception.rule && exception.rule !== rule.id) return false;
  if (path && !import_picomatch.default.isMatch(file, path, { dot: true })) return false;
  if (!table) return true;
  const pattern = table.includes(".") ? table : `public.${table}`;
  return hit.objects.length > 0 && hit.objects.every((one) => import_picomatch.default.isMatch(one, pattern));
}

// src/rules/kit/suppress.ts
function suppress(found3, allowed, settings) {
  const uses = /* @__PURE__ */ new Map();
  const kept = found3.map((one) => {
    const allowance = allowed.find((candidate) => covers2(candidate, one));
    if (!allowance?.reason || !suppressible(one.rule.id, settings)) return one;
    uses.set(allowance, (uses.get(allowance) ?? 0) + 1);
    return {
      rule: one.rule,
      draft: {
        ...one.draft,
        severity: "advice",
        says: `${one.draft.says} Suppressed by the author: ${allowance.reason}`
      },
      suppressed: { rule: one.rule.id, was: one.draft.severity, reason: allowance.reason }
    };
  });
  return { kept, uses };
}
var covers2 = ({ rule, at: at2, target }, { rule: { id, onPullRequest }, draft }) => rule === id && at2.file === draft.file && (onPullRequest !== void 0 || target?.line === draft.line && target.column === draft.column);
function unused(allowed, uses, rules2, settings) {
  return allowed.flatMap((allowance) => {
    const { at: at2, target } = allowance;
    const pointless = pointlessBy(allowance.rule, settings);
    const facts = {
      ...at2,
      ...allowance,
      over: target ? "statement" : "nothing",
      ...pointless ? { pointless } : {},
      suppressed: uses.get(allowance) ?? 0
    };
    return rules2.flatMap((rule) => {
      const hit = rule.onAllowed?.(facts);
      return hit ? [{ rule, hit, at: at2 }] : [];
    });
  });
}
function pointlessBy(rule, settings) {
  if (isOff(rule, settings)) return "off";
  return suppressible(rule, settings) ? void 0 : "not-suppressible";
}

// src/rules/kit/check.ts
function check(input) {
  const statements = factsOf(input);
  const allowed = allowances(input.steps, input.rules);
  const dispatch = dispatcher(input.rules);
  const pull = { configuration: [], ...input, statements };
  const fromStatements = statements.flatMap(
    (facts) => dispatch(facts).flatMap(({ rule, hit }) => weighted(rule, hit, facts.statement, facts.statement.sql, input))
  );
  const fromPull = input.rules.flatMap(
    (rule) => (rule.onPullRequest?.(pull) ?? []).flatMap((hit) => weighted(rule, hit, hit.at, "", input))
  );
  return settle([...fromStatements, ...fromPull], allowed, input);
}
function settle(found3, allowed, input) {
  const { kept, uses } = suppress(found3, allowed, input.settings);
  const leftOver = unused(allowed, uses, input.rules, input.settings).flatMap(
    ({ rule, hit, at: at2 }) => weighted(rule, hit, at2, at2.text, input)
  );
  const findings = identify([...kept, ...leftOver].map(({ draft }) => draft));
  const suppressions = kept.flatMap(({ suppressed }, index) => {
    const finding = findings[index];
    return suppressed && finding ? [{ ...suppressed, finding: finding.id }] : [];
  });
  return { findings, suppressions };
}
function weighted(rule, hit, at2, about, input) {
  const weight = weigh(rule, hit, at2, input.settings, input);
  if (!weight) return [];
  const { file, line, column, endLine, endColumn } = at2;
  const draft = {
    ...{ rule: rule.id, severity: weight.severity, evidence: "read" },
    ...{ file, line, column, endLine, endColumn, about },
    objects: hit.objects,
    says: weight.because ? `${hit.says} ${weight.because}` : hit.says,
    instead: hit.instead,
    docs: `docs/rules/${rule.id}.md`
  };
  return [{ rule, draft }];
}

// src/domain/rehearsal.ts
var notMeasured = (because) => ({ status: "not-measured", because });

// src/rules/kit/measured.ts
function measured({ objects }, rule, run, volume) {
  if (rule.fails !== void 0) {
    return run.error?.sqlstate === rule.fails ? `It failed so in the rehearsal (${rule.fails}).` : void 0;
  }
  const rewritten = run.rewrites.filter((table) => objects.includes(table));
  const held = heldLock(objects, rule, run);
  if (rewritten.length === 0 && !held) return run.rowsAffected === void 0 ? void 0 : changed2(run);
  const rows2 = volume.find(({ table }) => table === (held?.object ?? rewritten[0]))?.rows;
  const over = rows2 === void 0 ? "" : ` over ${count(rows2)} rows`;
  const lock = held ? `held ${spoken(held.mode)} on ${code(held.object)} for ${duration(held.heldMs)}${over}` : `took ${duration(run.durationMs)}${over}`;
  const copied = rewritten.length > 0 ? ` and rewrote ${listed(rewritten.map(code))}` : "";
  const wait = held && blocks(held.mode).length > 0 ? `; ${blocks(held.mode).join(" and ")} wait` : "";
  return `In the rehearsal it ${lock}${copied}${wait}${production(run)}.`;
}
function shown(run) {
  if (run.error) return void 0;
  const blocking = run.locks.filter((lock) => lock.blocks.length > 0);
  const took = blocking.map(({ object, mode }) => `${spoken(mode)} on ${code(object)}`);
  const rewrote = run.rewrites.length > 0 ? ` and rewrote ${listed(run.rewrites.map(code))}` : "";
  const locks = took.length > 0 ? `took ${listed(took)}` : "took no lock that makes others wait";
  return `In the rehearsal it ${locks}${rewrote}.`;
}
function heldLock(objects, { takes }, run) {
  if (!takes) return void 0;
  return run.locks.filter(({ object, mode }) => objects.includes(object) && strength(mode) >= strength(takes)).toSorted((a, b) => b.heldMs - a.heldMs)[0];
}
var changed2 = (run) => `In the rehearsal it changed ${count(run.rowsAffected ?? 0)} rows in ${duration(run.durationMs)}${production(run)}.`;
function production({ estimate }) {
  if (!("productionMs" in estimate)) return "";
  const [low, high] = estimate.productionMs;
  return `; in production an estimated ${duration(low)} to ${duration(high)}`;
}

// src/rules/kit/seen.ts
var nothingObserved = { invented: [], refused: [] };

// src/rules/kit/observe.ts
function observe(input) {
  const { rehearsal, checked, rules: rules2, steps } = input;
  const runs2 = rehearsal.status === "skipped" ? void 0 : rehearsal.statements;
  if (!runs2) return checked;
  const volume = rehearsal.status === "skipped" ? [] : rehearsal.volume ?? [];
  const seen = seenBy(input, runs2, volume);
  const read3 = checked.findings.map((finding) => witnessed(finding, seen.statements, rules2, volume));
  const drafts = rules2.flatMap(
    (rule) => (rule.observed?.(seen) ?? []).flatMap(
      (hit) => weighted(rule, hit, hit.at, "", input).map(({ draft }) => ({
        rule,
        draft: { ...draft, evidence: "observed" }
      }))
    )
  );
  const added = settle(drafts, allowances(steps, rules2), {
    ...input,
    rules: rules2.filter(({ onAllowed }) => !onAllowed)
  });
  return {
    findings: [...read3, ...added.findings],
    suppressions: [...checked.suppressions, ...added.suppressions]
  };
}
function seenBy(input, runs2, volume) {
  const { rehearsal, observations = nothingObserved, stallBudgetMs, checked, rules: rules2 } = input;
  const facts = factsOf(input);
  const place2 = ({ file, line }) => facts.find((one) => one.path === file && one.statement.line === line)?.statement ?? {
    ...topOf(file),
    line,
    endLine: line
  };
  const statements = runs2.map((run) => {
    const own2 = factsFor(run, facts);
    return { run, facts: own2, at: own2?.statement ?? place2(run), foretold: foretold(run, own2, checked.findings, rules2) };
  });
  const first = statements[0]?.at ?? facts[0]?.statement ?? topOf("");
  const none = notMeasured(rehearsal.status === "ran" ? "" : rehearsal.because);
  const passes = rehearsal.status === "ran" ? rehearsal : { traffic: none, rollback: none, rerun: none, leftovers: [], volume };
  return { statements, rehearsal: passes, observations, stallBudgetMs, whole: first, place: place2 };
}
var factsFor = (run, facts) => {
  const here = facts.filter(({ path, statement }) => path === run.file && statement.line === run.line);
  return here.find(({ statement }) => statement.sql.trim() === run.sql.trim().replace(/;$/, "")) ?? here[0];
};
function foretold(run, facts, findings, rules2) {
  const byId = new Map(rules2.map((rule) => [rule.id, rule]));
  return findings.filter(
    ({ file, line, column }) => file === run.file && line === run.line && (!facts || column === facts.statement.column)
  ).flatMap((finding) => {
    const rule = byId.get(finding.rule);
    if (!rule || rule.onPullRequest) return [];
    return {
      finding,
      takes: rule.takes !== void 0 && rule.hazard === "lock",
      rewrites: rule.rewrites ?? false,
      scans: rule.scans ?? false,
      fails: rule.fails
    };
  });
}
function witnessed(finding, statements, rules2, volume) {
  const seen = statements.find(({ foretold: known }) => known.some((one) => one.finding.id === finding.id));
  const rule = rules2.find(({ id }) => id === finding.rule);
  if (!seen || !rule) return finding;
  const figures = rule.untilSeen ? shown(seen.run) : measured(finding, rule, seen.run, volume);
  if (!figures) return finding;
  const severity = rule.untilSeen && finding.severity === rule.severity ? "advice" : finding.severity;
  return { ...finding, severity, evidence: "observed", says: `${finding.says} ${figures}` };
}

// src/config/defaults.ts
var second = 1e3;
var day = 86400 * second;
var defaults = {
  mode: "enforce",
  id: "",
  migrations: { paths: [], ignore: [], command: "", schema: "", placeholders: {}, session: {} },
  postgres: {
    provider: "auto",
    image: "",
    urlEnv: "",
    disposable: false,
    create: "",
    destroy: "",
    extensions: [],
    settings: {},
    createRole: false
  },
  volume: {
    rows: 1e6,
    tables: {},
    seconds: 60,
    bytes: "auto",
    profile: "",
    snapshot: "",
    seed: "",
    full: false,
    staleAfterMs: 30 * day
  },
  rehearsal: {
    statementLimitMs: 60 * second,
    passLimitMs: 120 * second,
    totalLimitMs: 600 * second,
    stallBudgetMs: second,
    traffic: true,
    rollback: true,
    rerun: true,
    cold: false
  },
  queries: { files: [], commands: [] },
  rules: { settings: {}, exceptions: [] },
  approval: {
    users: [],
    teams: [],
    codeowners: true,
    required: { blocker: 1, destructive: 1 },
    forbidden: [],
    ttlMs: 14 * day,
    reviews: false,
    emergency: []
  },
  windows: { timeZone: "UTC", allowed: [], freezes: [] },
  notify: { webhooks: [], mention: [] },
  comment: { when: "always", suggestions: false }
};

// src/config/load.ts
var configPath = ".github/migration-rehearsal.yml";
var profilePath = ".github/migration-rehearsal.profile.json";
async function load(source, baseCommit, path, rules2) {
  const text = await textIn(source, baseCommit, path);
  if (!text.ok) return text;
  if (text.value !== void 0) {
    const { parseConfig } = await import("./parse-NEDOUSAP.js");
    return parseConfig(text.value, path, rules2);
  }
  if (path === configPath) return success(defaults);
  return failure({
    code: "bad-configuration",
    says: `The configuration ${path} does not exist in the base commit.`,
    advice: "Merge it first, or name a file that is there; the configuration is read from the base branch only.",
    file: path
  });
}
async function loadProfile(source, baseCommit, configured) {
  const path = configured === "" ? profilePath : configured;
  const text = await textIn(source, baseCommit, path);
  if (!text.ok) return text;
  if (text.value !== void 0) {
    const { parseProfile } = await import("./profile-DIHAK63S.js");
    return parseProfile(text.value, path);
  }
  if (configured === "") return success(void 0);
  return failure({
    code: "bad-profile",
    says: `The profile ${path} does not exist in the base commit.`,
    advice: "Merge it first, or correct `volume.profile`.",
    file: path
  });
}
async function textIn(source, commit, path) {
  const tree = await source.tree(commit);
  if (!tree.ok) return tree;
  const entry = tree.value.find((candidate) => candidate.path === path);
  if (entry === void 0) return success(void 0);
  const read3 = await source.read(entry.mode === "160000" ? [] : [entry.blob]);
  if (!read3.ok) return read3;
  return textOf({ path, mode: entry.mode, bytes: read3.value[0] ?? new Uint8Array() });
}

// src/sql/pieces.ts
function splitPieces(text) {
  const cursor = { text, at: 0 };
  const pieces = [];
  skipBlank(cursor);
  while (cursor.at < text.length) {
    pieces.push(text[cursor.at] === "\\" ? psqlCommand(cursor) : sqlPiece(cursor));
    skipBlank(cursor);
  }
  return pieces;
}
function skipBlank(cursor) {
  const { text } = cursor;
  while (cursor.at < text.length) {
    if (isSpace(text[cursor.at]) || text[cursor.at] === ";") cursor.at += 1;
    else if (isComment(text, cursor.at)) cursor.at = endOfToken(text, cursor.at);
    else return;
  }
}
function psqlCommand(cursor) {
  const start2 = cursor.at;
  cursor.at = endOfLine(cursor.text, start2);
  return { kind: "psql-command", start: start2, end: cursor.at };
}
function sqlPiece(cursor) {
  const { text } = cursor;
  const start2 = cursor.at;
  let end = start2;
  let depth = 0;
  const atomic = atomicBlocks();
  while (cursor.at < text.length) {
    const char = text[cursor.at] ?? "";
    if (char === "\\" && startsLine(text, cursor.at)) return { kind: "sql", start: start2, end };
    const next = endOfToken(text, cursor.at);
    if (char === ";" && depth === 0 && !atomic.open()) {
      cursor.at = next;
      return withData(cursor, { kind: "sql", start: start2, end });
    }
    if (char === "(") depth += 1;
    if (char === ")") depth = Math.max(0, depth - 1);
    if (!isSpace(char) && !isComment(text, cursor.at)) {
      end = next;
      atomic.sees(text.slice(cursor.at, next));
    }
    cursor.at = next;
  }
  return { kind: "sql", start: start2, end };
}
var startsLine = (text, at2) => at2 === 0 || text[at2 - 1] === "\n";
function atomicBlocks() {
  let before = "";
  let depth = 0;
  return {
    open: () => depth > 0,
    sees: (token) => {
      const word = token.length <= 6 ? token.toUpperCase() : "";
      if (word === "ATOMIC" && before === "BEGIN") depth = 1;
      else if (depth > 0 && word === "CASE") depth += 1;
      else if (depth > 0 && word === "END") depth -= 1;
      before = word;
    }
  };
}
var copyFromStdin = /^copy\b[\s\S]*\bfrom\s+stdin\b/i;
function withData(cursor, piece) {
  const { text } = cursor;
  if (!copyFromStdin.test(text.slice(piece.start, piece.end))) return piece;
  const start2 = text.indexOf("\n", cursor.at) + 1;
  if (start2 === 0) return piece;
  const mark = /^\\\.\r?$/gm;
  mark.lastIndex = start2;
  const found3 = mark.exec(text);
  const end = found3 ? found3.index : text.length;
  cursor.at = found3 ? mark.lastIndex : text.length;
  return { ...piece, data: { start: start2, end } };
}

// src/sql/parse.ts
function parseScript(file, given) {
  const text = given.startsWith("\uFEFF") ? ` ${given.slice(1)}` : given;
  const positions = positionsIn(file, text);
  const nul = text.indexOf("\0");
  if (nul >= 0) return failure({ ...nulByte, ...at(file, positions, nul) });
  const whole3 = parseText(text);
  if (whole3.kind === "parsed") return success(wholeScript(text, positions, whole3.statements));
  return inPieces(file, text, positions);
}
var nulByte = {
  code: "unreadable-migration",
  says: "The file holds a NUL byte, which Postgres would take for its end.",
  advice: "Save the file as UTF-8 text (it may be UTF-16)."
};
var at = (file, positions, offset) => {
  const { line, column } = positions.span(offset, offset);
  return { file, line, column };
};
function wholeScript(text, positions, raw) {
  const extents = extentsOf(text, positions, raw);
  let end = 0;
  const statements = extents.map((extent, index) => {
    const comments = commentsBetween(text, positions, end, extent.start);
    end = extent.end;
    return statementOf(text, positions, extent, index, comments);
  });
  return { statements, problems: [], psqlCommands: [] };
}
function extentsOf(text, positions, raw) {
  return raw.map(({ node, startByte, endByte }) => {
    const start2 = positions.fromByte(startByte);
    const end = endByte === void 0 ? text.length : positions.fromByte(endByte);
    return { node, start: start2, end: withoutTail(text, start2, end) };
  });
}
function withoutTail(text, start2, end) {
  const sql = text.slice(start2, end);
  if (!sql.includes("--") && !sql.includes("/*")) return start2 + sql.trimEnd().length;
  let last = start2;
  for (let from = start2; from < end; ) {
    const next = endOfToken(text, from);
    if (!isSpace(text[from]) && !isComment(text, from) && text[from] !== ";") last = next;
    from = next;
  }
  return Math.min(last, end);
}
function statementOf(text, positions, extent, index, comments) {
  const { start: start2, end, node, copyData } = extent;
  const sql = text.slice(start2, end);
  const data = copyData === void 0 ? {} : { copyData };
  return { index, sql, offset: start2, node, comments, ...data, ...positions.span(start2, end) };
}
function commentsBetween(text, positions, start2, end) {
  const comments = [];
  for (let from = start2; from < end; ) {
    const next = isComment(text, from) ? Math.min(endOfToken(text, from), end) : from + 1;
    if (isComment(text, from)) comments.push({ text: text.slice(from, next), ...positions.span(from, next) });
    from = next;
  }
  return comments;
}
function inPieces(file, text, positions) {
  const reading = { file, text, positions, statements: [], problems: [], psqlCommands: [], end: 0, index: 0 };
  for (const piece of splitPieces(text)) {
    if (piece.kind === "psql-command") readPsqlCommand(reading, piece);
    else {
      const refused = readPiece(reading, piece);
      if (refused) return refused;
    }
    reading.end = piece.data?.end ?? piece.end;
  }
  const { statements, problems, psqlCommands } = reading;
  return success({ statements, problems, psqlCommands });
}
function readPiece(reading, piece) {
  const { text, positions } = reading;
  const sql = text.slice(piece.start, piece.end);
  const parsed = parseText(sql);
  if (parsed.kind === "too-deep") return tooDeep(reading, piece, parsed.cause);
  if (parsed.kind === "refused") {
    reading.problems.push(syntaxProblem(reading, piece, parsed));
    return void 0;
  }
  for (const extent of extentsOf(sql, positionsIn("", sql), parsed.statements)) {
    const start2 = piece.start + extent.start;
    const comments = commentsBetween(text, positions, reading.end, start2);
    const data = piece.data ? { copyData: text.slice(piece.data.start, piece.data.end) } : {};
    const here = { node: extent.node, start: start2, end: piece.start + extent.end, ...data };
    reading.statements.push(statementOf(text, positions, here, reading.index, comments));
    reading.index += 1;
    reading.end = here.end;
  }
  return void 0;
}
var tooDeep = ({ file, positions }, piece, cause) => failure({
  code: "parser-limit",
  says: "A statement is nested too deep for the parser to read it.",
  advice: "Split the statement into smaller ones.",
  ...at(file, positions, piece.start),
  cause
});
function syntaxProblem(reading, piece, refused) {
  const { text, positions } = reading;
  const where = Math.min(positions.fromCodePoint(refused.codePoint, piece.start), piece.end);
  const end = where < piece.end ? Math.min(endOfToken(text, where), piece.end) : piece.end;
  const index = reading.index;
  reading.index += 1;
  const sql = text.slice(piece.start, piece.end);
  return { index, sql, message: shortened(refused.message), ...positions.span(where, end) };
}
var shortened = (message) => message.length > 160 ? `${message.slice(0, 160)}\u2026` : message;
var harmless = new Set(
  "connect c restrict unrestrict set unset echo qecho warn timing pset x a t encoding errverbose conninfo".split(" ")
);
function readPsqlCommand(reading, piece) {
  const text = reading.text.slice(piece.start, piece.end).trimEnd();
  const span = reading.positions.span(piece.start, piece.start + text.length);
  const name = /^\\([a-z_]+)/i.exec(text)?.[1] ?? "";
  if (harmless.has(name)) {
    reading.psqlCommands.push({ text, ...span });
    return;
  }
  const message = `psql's command \\${name} is not SQL; only psql can run it`;
  reading.problems.push({ index: reading.index, sql: text, message, ...span });
  reading.index += 1;
}

// src/sql/body.ts
function bodySteps(statement, catalog, store) {
  if ("DoStmt" in statement.node) return read(statement, bodyParts(statement.sql) ?? []);
  const called = calledRoutines(statement, store, catalog);
  if (called.length === 0) return void 0;
  return read(
    statement,
    called.flatMap((sql) => routineParts(sql))
  );
}
function calledRoutines({ node }, store, catalog) {
  const select = as("SelectStmt", node);
  const call = as("CallStmt", node)?.funccall;
  const calls = select ? calledBy(select) : call ? [call] : [];
  return calls.flatMap(({ funcname }) => {
    const name = fromParts(stringsOf(funcname));
    if (catalog.volatility(name) !== "volatile") return [];
    const routine = store.routines.values().find(({ name: own2 }) => keyOf(own2) === keyOf({ schema: name.schema ?? own2.schema, name: name.name }));
    return routine ? [routine.sql] : [];
  });
}
function routineParts(sql) {
  const parsed = parseText(sql);
  const routine = parsed.kind === "parsed" ? as("CreateFunctionStmt", parsed.statements[0]?.node) : void 0;
  const language = constantText(option(routine?.options, "language")?.arg)?.toLowerCase() ?? "sql";
  if (language === "plpgsql") return bodyParts(sql) ?? [];
  const text = stringsOf(as("List", option(routine?.options, "as")?.arg)?.items)[0];
  return language === "sql" && text !== void 0 ? [{ kind: "sql", sql: text }] : [];
}
function read(statement, parts) {
  const statements = [];
  const opaque = [];
  const place2 = placesIn(statement);
  for (const part of parts) {
    if (part.kind === "opaque") opaque.push({ expression: part.expression, ...place2(part.expression).span });
    if (part.kind !== "sql") continue;
    const parsed = parseText(part.sql);
    if (parsed.kind !== "parsed") continue;
    for (const { node } of parsed.statements) {
      const { span, offset } = place2(part.sql);
      statements.push({ index: statement.index, sql: part.sql, offset, node, comments: statement.comments, ...span });
    }
  }
  return { statements, opaque };
}
function placesIn(statement) {
  const { file, line, column, endLine, endColumn } = statement;
  const whole3 = { span: { file, line, column, endLine, endColumn }, offset: statement.offset };
  const positions = positionsIn(file, statement.sql);
  let from = 0;
  return (sql) => {
    const written = sql.replace(/^SELECT /, "");
    const at2 = statement.sql.indexOf(written, from);
    if (at2 < 0) return whole3;
    from = at2 + 1;
    const inner = positions.span(at2, at2 + written.length);
    const column0 = (one, innerLine) => innerLine === 1 ? one + column - 1 : one;
    const span = {
      file,
      line: inner.line + line - 1,
      column: column0(inner.column, inner.line),
      endLine: inner.endLine + line - 1,
      endColumn: column0(inner.endColumn, inner.endLine)
    };
    return { span, offset: statement.offset + at2 };
  };
}

// src/sql/ddl/drop.ts
function drop(site, { objects, removeType }) {
  for (const object of objects ?? []) dropOne(site, removeType, object);
}
function dropOne(site, type, object) {
  const parts = namedBy(object);
  switch (type) {
    case "OBJECT_TABLE":
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
    case "OBJECT_FOREIGN_TABLE": {
      const relation = find(site, fromParts(parts));
      if (relation) dropRelation(site, relation);
      break;
    }
    case "OBJECT_INDEX": {
      const index = lookNow(site).index(fromParts(parts));
      if (index) dropIndex(site, index);
      break;
    }
    case "OBJECT_SCHEMA":
      dropSchema(site, parts[0] ?? "");
      break;
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN": {
      const found3 = lookNow(site).type(fromParts(parts));
      if (found3) site.store.types.set(keyOf(found3.name), void 0);
      break;
    }
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE":
      dropRoutine(site, fromParts(parts));
      break;
    case "OBJECT_RULE": {
      const relation = find(site, fromParts(parts.slice(0, -1)));
      if (relation) forgetDependent(site, { kind: "rule", on: relation.name, name: parts.at(-1) ?? "" });
      break;
    }
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
      dropOnTable(site, parts);
      break;
    default:
      break;
  }
}
function dropIndex(site, index) {
  removeIndex(site, index);
  if (!index.unique || index.partial || index.hasExpressions || index.madeHere || !site.madeHere) return;
  const unique = { name: index.name.name, kind: "unique", columns: index.columns };
  change(site, index.table, (relation) => ({
    ...relation,
    dropped: [...relation.dropped, { ...unique, validated: true, provesNotNull: [] }]
  }));
}
function dropRoutine(site, written) {
  const name = lookNow(site).routine(written)?.name ?? newName(site, written);
  site.store.routines.set(keyOf(name), void 0);
  forgetDependent(site, { kind: "routine", on: name });
  for (const caller of lookNow(site).callers(name)) {
    const view = caller.name === void 0 ? lookNow(site).relation(caller.on) : void 0;
    if (view?.known) dropRelation(site, view);
    forgetDependent(site, caller);
  }
}
function dropOnTable(site, parts) {
  const relation = find(site, fromParts(parts.slice(0, -1)));
  if (!relation) return;
  const without2 = (names) => names.filter((name) => name !== parts.at(-1));
  change(site, relation.name, (one) => ({ ...one, triggers: without2(one.triggers), policies: without2(one.policies) }));
  for (const kind of ["trigger", "policy"]) {
    forgetDependent(site, { kind, on: relation.name, name: parts.at(-1) ?? "" });
  }
}
function dropRelation(site, relation) {
  const key2 = keyOf(relation.name);
  for (const child of relation.partitions) {
    const found3 = find(site, child);
    if (found3) dropRelation(site, found3);
  }
  for (const { table } of lookNow(site).referencing(relation.name)) {
    dropConstraints(site, table, ({ references: to }) => to !== void 0 && keyOf(to.table) === key2);
  }
  const readers = lookNow(site).relations.filter(({ reads }) => reads.some((read3) => keyOf(read3) === key2));
  remove(site, relation);
  forgetAllOf(site, relation.name);
  for (const view of readers) if (find(site, view.name)) dropRelation(site, view);
}
function dropSchema(site, schema) {
  site.store.schemas.set(schema, void 0);
  for (const relation of lookNow(site).relations) if (relation.name.schema === schema) dropRelation(site, relation);
  for (const type of site.store.types.values())
    if (type.name.schema === schema) site.store.types.set(keyOf(type.name), void 0);
}

// src/sql/ddl/alter-table.ts
function alterTable(site, node) {
  const relation = findRange(site, node.relation);
  if (!relation || relation.kind === "index") return;
  for (const cmd of all("AlterTableCmd", node.cmds)) {
    const tables = recursive.has(cmd.subtype ?? "") ? withChildren(site, relation.name) : [relation.name];
    for (const table of tables) alterOne(site, table, cmd);
  }
}
var recursive = new Set(
  `AT_AddColumn AT_DropColumn AT_AlterColumnType AT_SetNotNull AT_DropNotNull AT_ColumnDefault AT_DropConstraint
  AT_ValidateConstraint`.split(/\s+/)
);
function withChildren(site, table) {
  const children = current(site, table).partitions;
  return [table, ...children.flatMap((child) => withChildren(site, child))];
}
function alterOne(site, table, cmd) {
  const edit = edits[cmd.subtype ?? ""];
  if (edit) edit(site, table, cmd);
}
var edits = {
  AT_AddColumn: (site, table, cmd) => {
    const node = as("ColumnDef", cmd.def);
    const there = current(site, table).columns.some(({ name }) => name === node?.colname);
    if (node && !(there && cmd.missing_ok)) addColumn(site, table, node);
  },
  AT_DropColumn: (site, table, { name, behavior }) => {
    if (behavior === "DROP_CASCADE") dropReaders(site, table, name ?? "");
    dropColumn(site, table, name ?? "");
  },
  AT_AddConstraint: (site, table, { def }) => {
    const node = as("Constraint", def);
    if (node) addConstraint(site, table, node);
  },
  AT_DropConstraint: (site, table, { name }) => {
    dropConstraints(site, table, (constraint) => constraint.name === name);
  },
  AT_ValidateConstraint: (site, table, { name }) => {
    editConstraint(site, table, name, (constraint) => ({ ...constraint, validated: true }));
  },
  AT_ColumnDefault: (site, table, { name, def }) => {
    editColumn(
      site,
      table,
      name,
      (column) => def && !as("A_Const", def)?.isnull ? { ...column, default: expressionText(def) } : without(column, "default")
    );
  },
  AT_SetNotNull: (site, table, { name }) => {
    setNotNull(site, table, [name ?? ""]);
  },
  AT_DropNotNull: (site, table, { name }) => {
    editColumn(site, table, name, (column) => ({ ...column, notNull: false }));
  },
  AT_AlterColumnType: (site, table, { name, def }) => {
    const node = as("ColumnDef", def);
    if (node) editColumn(site, table, name, (column) => ({ ...column, type: typeOf(site, node) }));
  },
  AT_AddIdentity: (site, table, { name, def }) => {
    const always = as("Constraint", def)?.generated_when === "a";
    editColumn(site, table, name, (column) => ({
      ...column,
      notNull: true,
      identity: always ? "always" : "by-default"
    }));
  },
  AT_DropIdentity: (site, table, { name }) => {
    editColumn(site, table, name, (column) => without(column, "identity"));
  },
  AT_DropExpression: (site, table, { name }) => {
    editColumn(site, table, name, (column) => without(column, "generated", "default"));
    forgetDependent(site, { kind: "generated-column", on: table, name: name ?? "" });
  },
  AT_EnableRowSecurity: (site, table) => {
    const state = site.madeHere ? "here" : "before";
    change(site, table, (relation) => ({ rowSecurity: state, ...relation }));
  },
  AT_DisableRowSecurity: (site, table) => {
    change(site, table, (relation) => without(relation, "rowSecurity"));
  },
  AT_SetLogged: persistence("permanent"),
  AT_SetUnLogged: persistence("unlogged"),
  AT_SetTableSpace: (site, table, { name }) => {
    change(site, table, (relation) => ({ ...without(relation, "tablespace"), ...name ? { tablespace: name } : {} }));
  },
  AT_SetAccessMethod: (site, table, { name }) => {
    change(site, table, (one) => ({ ...without(one, "accessMethod"), ...name ? { accessMethod: name } : {} }));
  },
  AT_AttachPartition: (site, table, { def }) => {
    const node = as("PartitionCmd", def);
    const child = findRange(site, node?.name);
    if (child) attach(site, table, child.name, node?.bound?.is_default === true);
  },
  AT_AddInherit: (site, table, { def }) => {
    const parent = findRange(site, as("RangeVar", def))?.name;
    if (!parent) return;
    change(site, table, (relation) => ({ ...relation, inherits: [...relation.inherits, parent] }));
    change(site, parent, (relation) => ({ ...relation, heirs: [...relation.heirs, table] }));
  },
  AT_DropInherit: (site, table, { def }) => {
    const parent = findRange(site, as("RangeVar", def))?.name;
    if (!parent) return;
    const others2 = (gone) => (one) => keyOf(one) !== keyOf(gone);
    change(site, table, (relation) => ({ ...relation, inherits: relation.inherits.filter(others2(parent)) }));
    change(site, parent, (relation) => ({ ...relation, heirs: relation.heirs.filter(others2(table)) }));
  },
  AT_DetachPartition: (site, table, { def }) => {
    const child = findRange(site, as("PartitionCmd", def)?.name);
    if (child) detach(site, table, child);
  }
};
function persistence(kind) {
  return (site, table) => {
    change(site, table, (relation) => ({ ...relation, persistence: kind }));
  };
}
function detach(site, parent, child) {
  change(site, parent, (relation) => ({
    ...relation,
    partitions: relation.partitions.filter((one) => keyOf(one) !== keyOf(child.name))
  }));
  change(site, child.name, (relation) => ({ ...without(relation, "partitionOf"), defaultPartition: false }));
}
function editColumn(site, table, name, edit) {
  change(site, table, (relation) => ({
    ...relation,
    columns: relation.columns.map((column) => column.name === name ? edit(column) : column)
  }));
}
function editConstraint(site, table, name, edit) {
  change(site, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.map((one) => one.name === name ? edit(one) : one)
  }));
}
function dropReaders(site, table, column) {
  for (const one of lookNow(site).dependents(table, column)) {
    const view = one.name === void 0 ? lookNow(site).relation(one.on) : void 0;
    if (view?.known) dropRelation(site, view);
    if (one.kind === "generated-column") dropColumn(site, one.on, one.name ?? "");
    forgetDependent(site, one);
  }
}
function dropColumn(site, table, name) {
  forgetDependent(site, { kind: "generated-column", on: table, name });
  dropConstraints(site, table, (constraint) => constraint.columns.includes(name));
  for (const index of lookNow(site).indexes(table))
    if ([...index.columns, ...index.alsoNames ?? []].includes(name)) removeIndex(site, index);
  for (const { table: child } of lookNow(site).referencing(table)) {
    dropConstraints(
      site,
      child,
      ({ references: to }) => to !== void 0 && keyOf(to.table) === keyOf(table) && to.columns.includes(name)
    );
  }
  change(site, table, (relation) => ({
    ...relation,
    columns: relation.columns.filter((column) => column.name !== name)
  }));
}

// src/sql/ddl/objects.ts
function createIndex(site, node) {
  const table = findRange(site, node.relation);
  if (!table) return;
  const elements = all("IndexElem", node.indexParams);
  const written = node.idxname;
  if (written !== void 0 && site.store.indexes.get(keyOf({ schema: table.name.schema, name: written }))) return;
  const name = written ?? generatedName(site, table.name, elements.map(generatedPart), "idx");
  const included = all("IndexElem", node.indexIncludingParams).flatMap((one) => one.name ?? []);
  const also = [...included, ...columnsIn(node.whereClause)];
  putIndex(site, {
    name: { schema: table.name.schema, name },
    table: table.name,
    columns: elements.flatMap((element) => element.name === void 0 ? columnsIn(element.expr) : [element.name]),
    unique: node.unique ?? false,
    partial: node.whereClause !== void 0,
    hasExpressions: elements.some(({ expr }) => expr !== void 0),
    ...also.length > 0 && { alsoNames: also },
    method: node.accessMethod ?? "btree",
    madeHere: site.madeHere
  });
}
var generatedPart = ({ name, expr }) => name ?? stringsOf(as("FuncCall", expr)?.funcname).at(-1) ?? "expr";
function createView(site, { view, query, replace }, sql) {
  if (!view) return;
  const name = newRelationName(site, view);
  const before = site.store.relations.get(keyOf(name));
  const madeHere = replace && before ? before.madeHere : site.madeHere;
  noteDependent(site, { kind: "view", on: name, sql }, query);
  put(site, {
    ...emptyRelation(name, { madeHere, known: true }),
    kind: "view",
    reads: resolved(site, relationsIn(query))
  });
}
function createSequence(site, { sequence }) {
  if (!sequence) return;
  const name = newRelationName(site, sequence);
  if (site.store.relations.get(keyOf(name))) return;
  put(site, { ...emptyRelation(name, { madeHere: site.madeHere, known: true }), kind: "sequence" });
}
function createType(site, parts, type) {
  const name = newName(site, fromParts(parts));
  site.store.types.set(keyOf(name), { ...type, name, madeHere: site.madeHere });
}
function createDomain(site, node) {
  const constrained = all("Constraint", node.constraints).some(
    ({ contype }) => contype === "CONSTR_CHECK" || contype === "CONSTR_NOTNULL"
  );
  const base2 = columnType(node.typeName, (name) => lookNow(site).type({ name })?.name.schema ?? "public");
  const inherited = base2.arrayDimensions === 0 && lookNow(site).type(base2)?.constrained === true;
  createType(site, stringsOf(node.domainname), { kind: "domain", base: base2, constrained: constrained || inherited });
}
function alterDomain(site, node) {
  const type = lookNow(site).type(fromParts(stringsOf(node.typeName)));
  if (!type || node.subtype !== "C" && node.subtype !== "O") return;
  site.store.types.set(keyOf(type.name), { ...type, constrained: true });
}
function alterEnum(site, node) {
  const type = lookNow(site).type(fromParts(stringsOf(node.typeName)));
  if (!type?.labels || node.newVal === void 0) return;
  const { newVal: label, oldVal, newValNeighbor: neighbour } = node;
  const labels = oldVal === void 0 ? placed(type.labels, label, neighbour, node.newValIsAfter) : replaced(type.labels, oldVal, label);
  site.store.types.set(keyOf(type.name), { ...type, labels });
}
var replaced = (labels, from, to) => labels.map((label) => label === from ? to : label);
function placed(labels, label, neighbour, after) {
  if (labels.includes(label)) return labels;
  const at2 = neighbour === void 0 ? -1 : labels.indexOf(neighbour);
  return at2 < 0 ? [...labels, label] : labels.toSpliced(after ? at2 + 1 : at2, 0, label);
}
function createRoutine(site, node, sql) {
  const name = newName(site, fromParts(stringsOf(node.funcname)));
  const word = constantText(option(node.options, "volatility")?.arg);
  const volatility = word === "immutable" || word === "stable" ? word : "volatile";
  const language = constantText(option(node.options, "language")?.arg) ?? "sql";
  const before = node.replace ? site.store.routines.get(keyOf(name)) : void 0;
  const returned = stringsOf(node.returnType?.names).at(-1) ?? "";
  site.store.routines.set(keyOf(name), {
    ...{ name, volatility, language, sql },
    forTriggers: returned === "trigger" || returned === "event_trigger",
    madeHere: before?.madeHere ?? site.madeHere
  });
  if (node.sql_body) noteDependent(site, { kind: "routine", on: name, sql }, node.sql_body);
  else forgetDependent(site, { kind: "routine", on: name });
}
function nameOnTable(site, range, list, name) {
  const table = findRange(site, range)?.name;
  if (!table || name === void 0) return;
  change(site, table, (one) => ({ ...one, [list]: [...one[list].filter((other) => other !== name), name] }));
}

// src/sql/ddl/rename.ts
function rename(site, node) {
  const to = node.newname ?? "";
  const relation = findRange(site, node.relation);
  switch (node.renameType) {
    case "OBJECT_COLUMN":
    case "OBJECT_ATTRIBUTE":
      if (relation) renameColumn(site, relation, node.subname ?? "", to);
      break;
    case "OBJECT_TABCONSTRAINT":
      if (relation) renameConstraint(site, relation.name, node.subname ?? "", to);
      break;
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN":
      moveType(site, namedBy(node.object), { name: to });
      break;
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE":
      if (relation) renameOnTable(site, relation.name, node.subname ?? "", to);
      break;
    case "OBJECT_SCHEMA":
      renameSchema(site, node.subname ?? "", to);
      for (const one of lookNow(site).relations) {
        if (one.name.schema === node.subname) move(site, one, { schema: to, name: one.name.name });
      }
      break;
    default:
      if (relation) move(site, relation, { schema: relation.name.schema, name: to });
  }
}
function renameSchema({ store }, from, to) {
  const found3 = store.schemas.get(from);
  store.schemas.set(from, void 0);
  store.schemas.set(to, { name: to, madeHere: found3?.madeHere ?? false });
}
function setSchema(site, node) {
  const schema = node.newschema ?? "public";
  const relation = findRange(site, node.relation);
  if (relation) move(site, relation, { schema, name: relation.name.name });
  else if (node.objectType === "OBJECT_TYPE" || node.objectType === "OBJECT_DOMAIN") {
    moveType(site, namedBy(node.object), { schema });
  }
}
function moveType(site, parts, to) {
  const type = lookNow(site).type(fromParts(parts));
  if (!type) return;
  site.store.types.set(keyOf(type.name), void 0);
  const name = { ...type.name, ...to };
  site.store.types.set(keyOf(name), { ...type, name });
  const isIt = (column) => keyOf(column.type) === keyOf(type.name);
  for (const relation of lookNow(site).relations.filter(({ columns }) => columns.some(isIt))) {
    change(site, relation.name, (one) => ({
      ...one,
      columns: one.columns.map((column) => isIt(column) ? { ...column, type: { ...column.type, ...name } } : column)
    }));
  }
}
function renameColumn(site, relation, from, to) {
  const renamed = (columns) => columns.map((name) => name === from ? to : name);
  const tables = [relation.name, ...relation.partitions];
  for (const table of tables) {
    change(site, table, (one) => ({
      ...one,
      columns: one.columns.map((column) => column.name === from ? { ...column, name: to } : column),
      constraints: one.constraints.map((constraint) => ({
        ...constraint,
        columns: renamed(constraint.columns),
        provesNotNull: renamed(constraint.provesNotNull)
      }))
    }));
    for (const index of lookNow(site).indexes(table)) putIndex(site, { ...index, columns: renamed(index.columns) });
    repoint(site, table, (references) => ({ ...references, columns: renamed(references.columns) }));
    renameColumnInDependents(site, table, from, to);
  }
}
function repoint(site, table, edit) {
  const key2 = keyOf(table);
  for (const { table: child } of lookNow(site).referencing(table)) {
    change(site, child, (relation) => ({
      ...relation,
      constraints: relation.constraints.map(
        (one) => one.references && keyOf(one.references.table) === key2 ? { ...one, references: edit(one.references) } : one
      )
    }));
  }
}
function renameConstraint(site, table, from, to) {
  const found3 = current(site, table).constraints.find(({ name: name2 }) => name2 === from);
  const index = found3?.index && lookNow(site).index(found3.index);
  const name = { schema: table.schema, name: to };
  if (index) {
    removeIndex(site, index);
    putIndex(site, { ...index, name, constraint: to });
  }
  change(site, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.map(
      (one) => one.name === from ? { ...one, name: to, ...index ? { index: name } : {} } : one
    )
  }));
}
function renameOnTable(site, table, from, to) {
  const renamed = (names) => names.map((name) => name === from ? to : name);
  change(site, table, (one) => ({ ...one, triggers: renamed(one.triggers), policies: renamed(one.policies) }));
  renameDependent(site, table, from, to);
}
function move(site, relation, to) {
  if (relation.kind === "index") {
    moveIndex(site, relation.name, to);
    return;
  }
  const from = relation.name;
  const catalog = lookNow(site);
  const indexes = catalog.indexes(from);
  const referencing = catalog.referencing(from);
  const stays = (name) => keyOf(name) === keyOf(from) ? to : name;
  for (const index of indexes) removeIndex(site, index);
  put(site, relation);
  site.store.relations.set(keyOf(from), void 0);
  put(site, { ...relation, name: to });
  for (const index of indexes) putIndex(site, { ...index, table: to, name: { ...index.name, schema: to.schema } });
  for (const { references } of relation.constraints) if (references) noteReference(site, to, stays(references.table));
  for (const { table } of referencing) {
    change(site, stays(table), (child) => ({
      ...child,
      constraints: child.constraints.map(
        (one) => one.references ? { ...one, references: { ...one.references, table: stays(one.references.table) } } : one
      )
    }));
    noteReference(site, stays(table), to);
  }
  renameInDependents(site, from, to);
  for (const other of catalog.relations) {
    if (keyOf(other.name) !== keyOf(from)) renameWithin(site, other, from, stays);
  }
}
function renameWithin(site, other, from, stays) {
  const names = [other.partitionOf, ...other.partitions, ...other.reads, ...other.inherits, ...other.heirs];
  if (!names.some((name) => name && keyOf(name) === keyOf(from))) return;
  change(site, other.name, (one) => ({
    ...one,
    ...one.partitionOf ? { partitionOf: stays(one.partitionOf) } : {},
    partitions: one.partitions.map(stays),
    reads: one.reads.map(stays),
    inherits: one.inherits.map(stays),
    heirs: one.heirs.map(stays)
  }));
}
function moveIndex(site, from, to) {
  const index = lookNow(site).index(from);
  if (!index) return;
  if (index.constraint !== void 0) {
    renameConstraint(site, index.table, index.constraint, to.name);
    return;
  }
  removeIndex(site, index);
  putIndex(site, { ...index, name: newName(site, to) });
}

// src/sql/history.ts
var effects = {
  CreateStmt: (site, node) => {
    createTable(site, node);
  },
  CreateForeignTableStmt: (site, { base: base2 }) => {
    if (base2) createTable(site, base2, "foreign-table");
  },
  CreateTableAsStmt: createTableAs,
  SelectStmt: (site, node, sql) => {
    if (node.intoClause)
      createTableAs(site, { into: node.intoClause, query: { SelectStmt: node }, objtype: "OBJECT_TABLE" }, sql);
  },
  AlterTableStmt: alterTable,
  IndexStmt: createIndex,
  ViewStmt: createView,
  CreateSeqStmt: createSequence,
  CreateEnumStmt: (site, { typeName, vals }) => {
    createType(site, stringsOf(typeName), { kind: "enum", labels: stringsOf(vals) });
  },
  CompositeTypeStmt: (site, { typevar }) => {
    const schema = typevar?.schemaname === void 0 ? [] : [typevar.schemaname];
    createType(site, [...schema, typevar?.relname ?? ""], { kind: "composite" });
  },
  CreateRangeStmt: (site, { typeName }) => {
    createType(site, stringsOf(typeName), { kind: "range" });
  },
  CreateDomainStmt: createDomain,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  CreateFunctionStmt: createRoutine,
  CreateTrigStmt: (site, node, sql) => {
    nameOnTable(site, node.relation, "triggers", node.trigname);
    noteTrigger(site, node, sql);
  },
  CreatePolicyStmt: (site, node, sql) => {
    nameOnTable(site, node.table, "policies", node.policy_name);
    notePolicy(site, node, sql);
  },
  AlterPolicyStmt: alterPolicy,
  RuleStmt: noteRule,
  RenameStmt: rename,
  AlterObjectSchemaStmt: setSchema,
  DropStmt: drop,
  CreateSchemaStmt: (site, { schemaname, schemaElts }) => {
    if (schemaname !== void 0 && !site.store.schemas.get(schemaname)) {
      site.store.schemas.set(schemaname, { name: schemaname, madeHere: site.madeHere });
    }
    const inside2 = schemaname === void 0 ? site : { ...site, searchPath: [schemaname, ...site.searchPath] };
    for (const element of schemaElts ?? []) applyStatement(inside2, element, "");
  }
};
function applyStatement(site, node, sql) {
  const effect = effects[kindOf(node)];
  effect?.(site, bodyOf(node), sql);
}

// src/sql/locks/keys.ts
function keysTo(taking, relation) {
  const own2 = taking.catalog.referencing(relation.name).flatMap(({ table, constraint }) => {
    const child = taking.named(table);
    return child ? [{ child, constraint }] : [];
  });
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  return parent ? [...own2, ...keysTo(taking, parent)] : own2;
}
var referencedBy = (taking, constraints) => constraints.flatMap(({ references }) => (references && taking.named(references.table)) ?? []);
function keysGo(taking, relation, going) {
  const goes = taking.as("a foreign key goes");
  for (const parent of referencedBy(taking, relation.constraints.filter(going))) goes.through("referenced", parent);
}
function keysToGo(taking, relation, going) {
  const goes = taking.as("a foreign key goes");
  for (const { child, constraint } of keysTo(taking, relation)) {
    if (going(constraint.references?.columns ?? [])) goes.through("referencing", child);
  }
}
function inheritedFrom(taking, relation) {
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  const names = new Set(parent?.constraints.map(({ name }) => name));
  return ({ name }) => names.has(name);
}
var sameTable = (a, b) => keyOf(a) === keyOf(b);

// src/sql/locks/table.ts
var own = (mode) => ({ relation: mode });
var withPartitions = (mode) => ({ relation: mode, partitions: mode });
var whole = (mode) => ({ relation: mode, partitions: mode, heirs: mode });
var since = (major, mode) => ({ until: major - 1, before: "none", after: mode });
var accessExclusive = whole("AccessExclusiveLock");
var alterTable2 = {
  AT_AddColumn: accessExclusive,
  AT_ColumnDefault: accessExclusive,
  AT_DropNotNull: { ...accessExclusive, "children of only": since(18, "AccessExclusiveLock") },
  AT_SetNotNull: accessExclusive,
  AT_SetExpression: accessExclusive,
  AT_DropExpression: accessExclusive,
  AT_SetStatistics: whole("ShareUpdateExclusiveLock"),
  AT_SetOptions: own("ShareUpdateExclusiveLock"),
  AT_ResetOptions: own("ShareUpdateExclusiveLock"),
  AT_SetStorage: accessExclusive,
  AT_SetCompression: own("AccessExclusiveLock"),
  AT_DropColumn: { ...accessExclusive, "children of only": "AccessExclusiveLock" },
  AT_AddConstraint: accessExclusive,
  AT_AlterConstraint: withPartitions("AccessExclusiveLock"),
  AT_ValidateConstraint: { ...whole("ShareUpdateExclusiveLock"), referenced: "RowShareLock" },
  AT_DropConstraint: { ...accessExclusive, "children of only": "AccessExclusiveLock" },
  AT_AlterColumnType: accessExclusive,
  AT_AlterColumnGenericOptions: own("AccessExclusiveLock"),
  AT_ChangeOwner: own("AccessExclusiveLock"),
  AT_ClusterOn: { relation: "ShareUpdateExclusiveLock", index: "ShareUpdateExclusiveLock" },
  AT_DropCluster: own("ShareUpdateExclusiveLock"),
  AT_SetLogged: own("AccessExclusiveLock"),
  AT_SetUnLogged: own("AccessExclusiveLock"),
  AT_DropOids: own("AccessExclusiveLock"),
  AT_SetAccessMethod: own("AccessExclusiveLock"),
  AT_SetTableSpace: own("AccessExclusiveLock"),
  AT_SetRelOptions: own("ShareUpdateExclusiveLock"),
  AT_ResetRelOptions: own("ShareUpdateExclusiveLock"),
  // Row triggers of a partitioned table have copies on its partitions.
  AT_EnableTrig: withPartitions("ShareRowExclusiveLock"),
  AT_EnableAlwaysTrig: withPartitions("ShareRowExclusiveLock"),
  AT_EnableReplicaTrig: withPartitions("ShareRowExclusiveLock"),
  AT_DisableTrig: withPartitions("ShareRowExclusiveLock"),
  AT_EnableTrigAll: withPartitions("ShareRowExclusiveLock"),
  AT_DisableTrigAll: withPartitions("ShareRowExclusiveLock"),
  AT_EnableTrigUser: withPartitions("ShareRowExclusiveLock"),
  AT_DisableTrigUser: withPartitions("ShareRowExclusiveLock"),
  AT_EnableRule: own("AccessExclusiveLock"),
  AT_EnableAlwaysRule: own("AccessExclusiveLock"),
  AT_EnableReplicaRule: own("AccessExclusiveLock"),
  AT_DisableRule: own("AccessExclusiveLock"),
  AT_AddInherit: { relation: "AccessExclusiveLock", heirs: "AccessShareLock", parent: "ShareUpdateExclusiveLock" },
  AT_DropInherit: { relation: "AccessExclusiveLock", parent: "AccessShareLock" },
  AT_AddOf: own("AccessExclusiveLock"),
  AT_DropOf: own("AccessExclusiveLock"),
  AT_ReplicaIdentity: own("AccessExclusiveLock"),
  AT_EnableRowSecurity: own("AccessExclusiveLock"),
  AT_DisableRowSecurity: own("AccessExclusiveLock"),
  AT_ForceRowSecurity: own("AccessExclusiveLock"),
  AT_NoForceRowSecurity: own("AccessExclusiveLock"),
  AT_GenericOptions: own("AccessExclusiveLock"),
  AT_AttachPartition: {
    relation: "ShareUpdateExclusiveLock",
    index: "ShareUpdateExclusiveLock",
    partition: "AccessExclusiveLock",
    "default partition": "AccessExclusiveLock",
    referenced: "ShareRowExclusiveLock",
    referencing: { until: 14, before: "AccessShareLock", after: "ShareRowExclusiveLock" }
  },
  AT_DetachPartition: {
    relation: "AccessExclusiveLock",
    // On 13 a partition without index and trigger gets off with ShareUpdateExclusive: too rare to tell apart.
    partition: "AccessExclusiveLock",
    "default partition": "AccessExclusiveLock",
    referenced: "ShareRowExclusiveLock",
    referencing: "AccessExclusiveLock"
  },
  AT_DetachPartitionFinalize: { relation: "ShareUpdateExclusiveLock", partition: "AccessExclusiveLock" },
  AT_AddIdentity: { relation: "AccessExclusiveLock", partitions: since(17, "AccessExclusiveLock") },
  AT_SetIdentity: { relation: "AccessExclusiveLock", partitions: since(17, "AccessExclusiveLock") },
  AT_DropIdentity: { relation: "AccessExclusiveLock", partitions: since(17, "AccessExclusiveLock") }
};
var key = {
  relation: "AccessExclusiveLock",
  partitions: { until: 17, before: "ShareLock", after: "AccessExclusiveLock" },
  heirs: since(18, "AccessExclusiveLock")
};
var inAlterTable = {
  /** Nothing is left to do below: the column is there already, or not there with IF EXISTS. */
  "ALTER TABLE, nothing to do": own("AccessExclusiveLock"),
  "DROP CONSTRAINT IF EXISTS of none": withPartitions("AccessExclusiveLock"),
  "DROP NOT NULL of a column that allows NULL": {
    relation: "AccessExclusiveLock",
    partitions: { until: 17, before: "AccessExclusiveLock", after: "none" },
    heirs: { until: 17, before: "AccessExclusiveLock", after: "none" }
  },
  "VALIDATE of a valid constraint": own("ShareUpdateExclusiveLock"),
  "ALTER CONSTRAINT \u2026 ENFORCED": { ...withPartitions("AccessExclusiveLock"), referenced: "AccessExclusiveLock" },
  "ADD CHECK \u2026 NO INHERIT": { relation: "AccessExclusiveLock", heirs: since(18, "AccessExclusiveLock") },
  "ADD FOREIGN KEY": {
    ...withPartitions("ShareRowExclusiveLock"),
    heirs: since(18, "ShareRowExclusiveLock"),
    referenced: "ShareRowExclusiveLock"
  },
  "ADD UNIQUE, PRIMARY KEY or EXCLUDE": key,
  "ADD PRIMARY KEY, its columns not yet NOT NULL": accessExclusive,
  "ADD \u2026 USING INDEX": own("AccessExclusiveLock"),
  "SET or RESET of a parameter that plans depend on": own("AccessExclusiveLock"),
  "DETACH PARTITION CONCURRENTLY": { relation: "ShareUpdateExclusiveLock", partition: "AccessExclusiveLock" },
  /** Dropping a foreign key, or what has one, and making it again for another type: the triggers of both sides go. */
  "a foreign key goes": { referenced: "AccessExclusiveLock", referencing: "AccessExclusiveLock" }
};
var rows = {
  SELECT: { read: "AccessShareLock", behind: "AccessShareLock" },
  "SELECT FOR UPDATE": { read: "RowShareLock", behind: "RowShareLock" },
  /** New rows reach partitions, but no child by INHERITS. */
  "INSERT or COPY FROM": withPartitions("RowExclusiveLock"),
  "UPDATE, DELETE or MERGE": whole("RowExclusiveLock"),
  "COPY TO": own("AccessShareLock"),
  /** Rows looked at for a foreign key, and those that CASCADE or SET NULL changes. */
  "foreign key check": { referenced: "RowShareLock", referencing: "RowShareLock" },
  "foreign key action": { referencing: "RowExclusiveLock" },
  TRUNCATE: whole("AccessExclusiveLock"),
  /** Of a query that is kept and not run: nothing behind it is looked at yet. */
  "query that is kept": { relation: "RowExclusiveLock", read: "AccessShareLock" }
};
var definitions = {
  "CREATE TABLE \u2026 INHERITS": { parent: "ShareUpdateExclusiveLock" },
  "CREATE TABLE \u2026 PARTITION OF": {
    parent: "AccessExclusiveLock",
    "default partition": "AccessExclusiveLock",
    referenced: "ShareRowExclusiveLock",
    referencing: { until: 14, before: "AccessShareLock", after: "ShareRowExclusiveLock" }
  },
  "CREATE TABLE \u2026 LIKE": own("AccessShareLock"),
  "CREATE OR REPLACE VIEW": own("AccessExclusiveLock"),
  "CREATE INDEX": withPartitions("ShareLock"),
  "CREATE INDEX CONCURRENTLY": own("ShareUpdateExclusiveLock"),
  "DROP INDEX": { ...withPartitions("AccessExclusiveLock"), index: "AccessExclusiveLock" },
  "DROP INDEX CONCURRENTLY": { relation: "ShareUpdateExclusiveLock", index: "ShareUpdateExclusiveLock" },
  // Of a partitioned table 13 says that it cannot, and goes on.
  REINDEX: { relation: "ShareLock", partitions: since(14, "ShareLock"), index: "AccessExclusiveLock" },
  "REINDEX CONCURRENTLY": {
    relation: "ShareUpdateExclusiveLock",
    // Only while it lists them, but it waits for their writers, and others wait behind it.
    partitions: since(14, "ShareLock"),
    index: "ShareUpdateExclusiveLock"
  },
  RENAME: own("AccessExclusiveLock"),
  "RENAME COLUMN or CONSTRAINT": accessExclusive,
  "ALTER INDEX \u2026 RENAME": { index: "ShareUpdateExclusiveLock" },
  "ALTER TRIGGER \u2026 RENAME": { relation: "AccessExclusiveLock", partitions: since(15, "AccessExclusiveLock") },
  "SET SCHEMA": own("AccessExclusiveLock"),
  "DEPENDS ON EXTENSION": own("AccessShareLock"),
  "ALTER INDEX \u2026 DEPENDS ON EXTENSION": { index: "AccessExclusiveLock" },
  "ALTER INDEX \u2026 ATTACH PARTITION": {
    parent: "AccessShareLock",
    relation: "AccessShareLock",
    index: "ShareUpdateExclusiveLock",
    partition: "AccessExclusiveLock"
  },
  "CREATE TRIGGER": { ...withPartitions("ShareRowExclusiveLock"), referenced: "AccessShareLock" },
  "DROP TRIGGER": withPartitions("AccessExclusiveLock"),
  "CREATE, ALTER or DROP POLICY": own("AccessExclusiveLock"),
  "CREATE or DROP RULE": own("AccessExclusiveLock"),
  "CREATE STATISTICS": own("ShareUpdateExclusiveLock"),
  "CREATE or ALTER PUBLICATION": { relation: "ShareUpdateExclusiveLock", heirs: "ShareUpdateExclusiveLock" },
  COMMENT: own("ShareUpdateExclusiveLock"),
  "COMMENT on what belongs to a table": own("AccessShareLock"),
  "GRANT or REVOKE": { relation: since(18, "AccessShareLock") },
  "ALTER SEQUENCE": { relation: "ShareRowExclusiveLock", owner: "AccessShareLock" },
  "CREATE SEQUENCE": { owner: "AccessShareLock" },
  "ALTER DOMAIN, looking at rows": { "using the type": "ShareLock" },
  "ALTER TYPE \u2026 CASCADE": { "using the type": "AccessExclusiveLock" },
  /** Everything that goes along has this line for itself. */
  DROP: {
    relation: "AccessExclusiveLock",
    index: "AccessExclusiveLock",
    parent: "AccessExclusiveLock",
    "default partition": "AccessExclusiveLock",
    /** Of a trigger, policy or generated column that goes along. */
    owner: "AccessExclusiveLock"
  },
  "DROP TYPE \u2026 CASCADE": { "using the type": "AccessExclusiveLock" }
};
var upkeep = {
  CLUSTER: { relation: "AccessExclusiveLock", partitions: since(15, "AccessExclusiveLock") },
  VACUUM: withPartitions("ShareUpdateExclusiveLock"),
  "VACUUM FULL": withPartitions("AccessExclusiveLock"),
  ANALYZE: {
    ...withPartitions("ShareUpdateExclusiveLock"),
    heirs: { until: 17, before: "AccessShareLock", after: "ShareUpdateExclusiveLock" }
  },
  /** Its sample still comes from all that is below. */
  "ANALYZE ONLY": {
    relation: "ShareUpdateExclusiveLock",
    partitions: "AccessShareLock",
    heirs: "AccessShareLock"
  },
  "REFRESH MATERIALIZED VIEW": own("AccessExclusiveLock"),
  "REFRESH MATERIALIZED VIEW CONCURRENTLY": own("ExclusiveLock")
};
var lockTable = { ...alterTable2, ...inAlterTable, ...rows, ...definitions, ...upkeep };

// src/sql/locks/taking.ts
var reachOf = (range) => range?.inh ? "all" : "only";
function startTaking(catalog, postgres2) {
  const locks = /* @__PURE__ */ new Map();
  const take = (relation, mode) => {
    if (!relation || isSystem(relation)) return;
    const key2 = keyOf(relation.name);
    const before = locks.get(key2);
    if (before && strength(before.mode) >= strength(mode)) return;
    const { name, madeHere } = relation;
    locks.set(key2, { relation: name, object: objectName(name), mode, madeHere });
  };
  const named2 = (name) => catalog.relation(name);
  return {
    catalog,
    postgres: postgres2,
    as: (form) => takenAs(lockTable[form], postgres2, { take, named: named2 }),
    asked: (mode) => takenAs({ relation: mode, partitions: mode, heirs: mode, behind: mode }, postgres2, { take, named: named2 }),
    named: named2,
    range: (range) => range ? named2(writtenName(range)) : void 0,
    taken: () => [...locks.values()]
  };
}
function takenAs(entry, postgres2, { take, named: named2 }) {
  const on2 = (role, relation) => {
    const mode = inForce(entry[role], postgres2);
    if (mode) take(relation, mode);
  };
  const below = (relation) => {
    for (const [role, children] of childrenOf(relation)) {
      if (!inForce(entry[role], postgres2)) continue;
      for (const child of children) {
        on2(role, named2(child));
        below(named2(child));
      }
    }
  };
  const through = (role, relation) => {
    on2(role, relation);
    for (const child of relation?.partitions ?? []) through(role, named2(child));
  };
  return {
    on: on2,
    through,
    down: (relation, reach = "all") => {
      on2("relation", relation);
      if (reach === "all") below(relation);
      else
        for (const [, children] of childrenOf(relation)) for (const one of children) on2("children of only", named2(one));
    }
  };
}
var childrenOf = (relation) => [
  ["partitions", relation?.partitions ?? []],
  ["heirs", relation?.heirs ?? []]
];
function inForce(mode, postgres2) {
  if (mode === void 0 || typeof mode === "string") return mode;
  const now = postgres2 <= mode.until ? mode.before : mode.after;
  return now === "none" ? void 0 : now;
}
var isSystem = ({ name: { schema, name }, known }) => ["pg_catalog", "information_schema", "pg_toast"].includes(schema) || !known && name.startsWith("pg_");

// src/sql/locks/drop.ts
function dropLocks(taking, node) {
  for (const object of node.objects ?? []) {
    const parts = namedBy(object);
    const name = fromParts(parts);
    switch (node.removeType) {
      case "OBJECT_TABLE":
      case "OBJECT_VIEW":
      case "OBJECT_MATVIEW":
      case "OBJECT_SEQUENCE":
      case "OBJECT_FOREIGN_TABLE":
        dropRelation2(taking, taking.named(name));
        break;
      case "OBJECT_INDEX":
        dropIndex2(taking, name, node);
        break;
      case "OBJECT_SCHEMA":
        for (const one of taking.catalog.relations) if (one.name.schema === parts[0]) dropRelation2(taking, one);
        break;
      case "OBJECT_TRIGGER":
      case "OBJECT_POLICY":
      case "OBJECT_RULE":
        dropOnTable2(taking, parts, node);
        break;
      case "OBJECT_FUNCTION":
      case "OBJECT_PROCEDURE":
      case "OBJECT_ROUTINE": {
        const routine = taking.catalog.routine(name);
        if (routine && node.behavior === "DROP_CASCADE") dropDependents(taking, taking.catalog.callers(routine.name));
        break;
      }
      case "OBJECT_TYPE":
      case "OBJECT_DOMAIN":
        if (node.behavior === "DROP_CASCADE") usersOf(taking, taking.catalog.type(name)?.name, "DROP TYPE \u2026 CASCADE");
        break;
      default:
        break;
    }
  }
}
function dropIndex2(taking, name, { concurrent }) {
  const index = taking.catalog.index(name);
  if (!index) return;
  const drop2 = taking.as(concurrent ? "DROP INDEX CONCURRENTLY" : "DROP INDEX");
  drop2.down(taking.named(index.table));
  drop2.on("index", taking.named(index.name));
}
function dropOnTable2(taking, parts, { removeType }) {
  const table = taking.named(fromParts(parts.slice(0, -1)));
  const there = removeType === "OBJECT_TRIGGER" ? table?.triggers : table?.policies;
  if (removeType !== "OBJECT_RULE" && table?.known && !there?.includes(parts.at(-1) ?? "")) return;
  if (removeType === "OBJECT_TRIGGER") taking.as("DROP TRIGGER").down(table);
  else if (removeType === "OBJECT_POLICY") taking.as("CREATE, ALTER or DROP POLICY").on("relation", table);
  else taking.as("CREATE or DROP RULE").on("relation", table);
}
function dropRelation2(taking, relation, done = /* @__PURE__ */ new Set()) {
  if (!relation || done.has(keyOf(relation.name))) return;
  done.add(keyOf(relation.name));
  const drop2 = taking.as("DROP");
  drop2.on("relation", relation);
  for (const { name } of taking.catalog.indexes(relation.name)) drop2.on("index", taking.named(name));
  const inherited = inheritedFrom(taking, relation);
  keysGo(taking, relation, (constraint) => !inherited(constraint));
  keysToGo(taking, relation, () => true);
  for (const child of [...relation.partitions, ...relation.heirs]) dropRelation2(taking, taking.named(child), done);
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  drop2.on("parent", parent);
  if (parent) for (const one of defaultsOf(taking, parent)) drop2.on("default partition", one);
  dropReaders2(taking, relation, done);
}
function dropReaders2(taking, relation, done) {
  for (const view of taking.catalog.relations) {
    if (view.reads.some((read3) => sameTable(read3, relation.name))) dropRelation2(taking, view, done);
  }
}
function dropDependents(taking, dependents) {
  for (const { kind, on: on2 } of dependents) {
    const owner = taking.named(on2);
    if (kind === "view" || kind === "materialized-view") dropRelation2(taking, owner);
    else if (kind !== "routine") taking.as("DROP").through("owner", owner);
  }
}
var defaultsOf = (taking, parent) => parent.partitions.flatMap((child) => {
  const found3 = taking.named(child);
  return found3?.defaultPartition ? [found3] : [];
});
function usersOf(taking, type, form) {
  if (!type) return;
  const { catalog } = taking;
  const isIt = (one) => {
    const base2 = sameTable(one, type) ? void 0 : catalog.type(one)?.base;
    return base2 ? isIt(base2) : sameTable(one, type);
  };
  for (const relation of catalog.relations) {
    const typed = relation.ofType !== void 0 && isIt(relation.ofType);
    const uses = form === "DROP TYPE \u2026 CASCADE" && relation.columns.some((column) => isIt(column.type));
    if (typed || uses) taking.as(form).on("using the type", relation);
  }
}
function truncateLocks(taking, node) {
  const truncate = taking.as("TRUNCATE");
  const done = /* @__PURE__ */ new Set();
  const empty = (relation, reach) => {
    if (!relation || done.has(keyOf(relation.name))) return;
    done.add(keyOf(relation.name));
    truncate.down(relation, reach);
    if (node.behavior !== "DROP_CASCADE") return;
    for (const { table } of taking.catalog.referencing(relation.name)) empty(taking.named(table), "all");
  };
  for (const range of all("RangeVar", node.relations)) empty(taking.range(range), reachOf(range));
}

// src/sql/locks/alter-table.ts
function alterTableLocks(taking, node) {
  const range = node.relation;
  if (node.objtype === "OBJECT_TYPE") {
    const type = range && taking.catalog.type(writtenName(range));
    usersOf(taking, type?.name, "ALTER TYPE \u2026 CASCADE");
    return;
  }
  const relation = taking.range(range);
  if (!relation) return;
  for (const cmd of all("AlterTableCmd", node.cmds)) {
    if (relation.kind === "index" && cmd.subtype === "AT_AttachPartition") {
      attachIndex(taking, relation, cmd);
      continue;
    }
    const form = formOf(cmd, relation);
    taking.as(form).down(relation, reachOf(range));
    if (form !== "ALTER TABLE, nothing to do") others(taking, relation, cmd);
  }
}
function formOf(cmd, relation) {
  const column = relation.columns.find(({ name }) => name === cmd.name);
  const constraint = relation.constraints.find(({ name }) => name === cmd.name);
  switch (cmd.subtype) {
    case "AT_AddColumn": {
      const added = as("ColumnDef", cmd.def)?.colname;
      return relation.columns.some(({ name }) => name === added) ? "ALTER TABLE, nothing to do" : "AT_AddColumn";
    }
    case "AT_AddConstraint":
      return constraintForm(as("Constraint", cmd.def), relation);
    case "AT_AlterConstraint":
      return as("ATAlterConstraint", cmd.def)?.alterEnforceability ? "ALTER CONSTRAINT \u2026 ENFORCED" : cmd.subtype;
    case "AT_DetachPartition":
      return as("PartitionCmd", cmd.def)?.concurrent ? "DETACH PARTITION CONCURRENTLY" : cmd.subtype;
    case "AT_DropColumn":
      return relation.known && !column ? "ALTER TABLE, nothing to do" : cmd.subtype;
    case "AT_DropConstraint":
      return relation.known && !constraint ? "DROP CONSTRAINT IF EXISTS of none" : cmd.subtype;
    case "AT_SetNotNull":
      return column?.notNull ? "ALTER TABLE, nothing to do" : cmd.subtype;
    case "AT_DropNotNull":
      return column?.notNull === false ? "DROP NOT NULL of a column that allows NULL" : cmd.subtype;
    case "AT_ValidateConstraint":
      return constraint?.validated ? "VALIDATE of a valid constraint" : cmd.subtype;
    case "AT_SetRelOptions":
    case "AT_ResetRelOptions": {
      const options = all("DefElem", as("List", cmd.def)?.items);
      const planned2 = options.some(({ defname }) => plannedOptions.has(defname ?? ""));
      return planned2 ? "SET or RESET of a parameter that plans depend on" : cmd.subtype;
    }
    default:
      return cmd.subtype && cmd.subtype in lockTable ? cmd.subtype : "AT_AddColumn";
  }
}
function constraintForm(node, relation) {
  switch (node?.contype) {
    case "CONSTR_FOREIGN":
      return "ADD FOREIGN KEY";
    case "CONSTR_CHECK":
      return node.is_no_inherit ? "ADD CHECK \u2026 NO INHERIT" : "AT_AddConstraint";
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION": {
      if (node.indexname !== void 0) return "ADD \u2026 USING INDEX";
      const keys = stringsOf(node.keys);
      const open = !keys.every((key2) => relation.columns.some(({ name, notNull }) => name === key2 && notNull));
      const scans = node.contype === "CONSTR_PRIMARY" && open;
      return scans ? "ADD PRIMARY KEY, its columns not yet NOT NULL" : "ADD UNIQUE, PRIMARY KEY or EXCLUDE";
    }
    default:
      return "AT_AddConstraint";
  }
}
function others(taking, relation, cmd) {
  const name = cmd.name ?? "";
  switch (cmd.subtype) {
    case "AT_AddConstraint":
      newKeys(taking, all("Constraint", cmd.def ? [cmd.def] : []));
      break;
    case "AT_AddColumn":
      newKeys(taking, all("Constraint", as("ColumnDef", cmd.def)?.constraints));
      break;
    case "AT_AlterConstraint":
    case "AT_ValidateConstraint":
      existingKey(taking, relation, cmd);
      break;
    case "AT_DropConstraint": {
      keysGo(taking, relation, (constraint) => constraint.name === name);
      const key2 = relation.constraints.find((constraint) => constraint.name === name)?.columns.join();
      if (cmd.behavior === "DROP_CASCADE") keysToGo(taking, relation, (columns) => columns.join() === key2);
      break;
    }
    case "AT_DropColumn":
      keysGo(taking, relation, ({ columns }) => columns.includes(name));
      if (cmd.behavior !== "DROP_CASCADE") break;
      keysToGo(taking, relation, (columns) => columns.includes(name));
      dropDependents(taking, taking.catalog.dependents(relation.name, name));
      break;
    case "AT_AlterColumnType":
      keysGo(taking, relation, ({ columns }) => columns.includes(name));
      keysToGo(taking, relation, (columns) => columns.includes(name));
      break;
    case "AT_AttachPartition":
    case "AT_DetachPartition":
    case "AT_DetachPartitionFinalize":
      partition(taking, relation, cmd);
      break;
    case "AT_AddInherit":
      taking.as("AT_AddInherit").on("parent", taking.range(as("RangeVar", cmd.def)));
      break;
    case "AT_DropInherit":
      taking.as("AT_DropInherit").on("parent", taking.range(as("RangeVar", cmd.def)));
      break;
    case "AT_ClusterOn":
      taking.as("AT_ClusterOn").on("index", taking.named({ schema: relation.name.schema, name }));
      break;
    default:
      break;
  }
}
function newKeys(taking, constraints) {
  for (const { contype, pktable } of constraints) {
    if (contype === "CONSTR_FOREIGN") taking.as("ADD FOREIGN KEY").through("referenced", taking.range(pktable));
  }
}
function existingKey(taking, relation, cmd) {
  const node = as("ATAlterConstraint", cmd.def);
  const constraints = relation.constraints.filter(({ name }) => name === (node?.conname ?? cmd.name));
  for (const parent of referencedBy(taking, constraints)) {
    if (node?.alterEnforceability) taking.as("ALTER CONSTRAINT \u2026 ENFORCED").through("referenced", parent);
    if (!node && constraints.some(({ validated }) => !validated))
      taking.as("AT_ValidateConstraint").through("referenced", parent);
  }
}
function partition(taking, parent, cmd) {
  const node = as("PartitionCmd", cmd.def);
  const child = taking.range(node?.name);
  if (cmd.subtype === "AT_DetachPartitionFinalize") {
    taking.as(cmd.subtype).through("partition", child);
  } else if (node?.concurrent) {
    taking.as("DETACH PARTITION CONCURRENTLY").through("partition", child);
  } else {
    const form = cmd.subtype === "AT_AttachPartition" ? cmd.subtype : "AT_DetachPartition";
    taking.as(form).through("partition", child);
    if (form === "AT_AttachPartition") parentIndexes(taking, parent);
    newSibling(taking, parent, form);
  }
}
function parentIndexes(taking, parent) {
  for (const { name } of taking.catalog.indexes(parent.name)) {
    taking.as("AT_AttachPartition").on("index", taking.named(name));
  }
}
function newSibling(taking, parent, form) {
  const taken = taking.as(form);
  for (const one of defaultsOf(taking, parent)) taken.through("default partition", one);
  for (const one of referencedBy(taking, parent.constraints)) taken.through("referenced", one);
  for (const { child } of keysTo(taking, parent)) taken.through("referencing", child);
}
function attachIndex(taking, index, cmd) {
  const attach2 = taking.as("ALTER INDEX \u2026 ATTACH PARTITION");
  const name = as("PartitionCmd", cmd.def)?.name;
  const part = name && taking.catalog.index(writtenName(name));
  const whole3 = taking.catalog.index(index.name);
  attach2.on("index", index);
  attach2.on("partition", taking.range(name));
  if (whole3) attach2.on("parent", taking.named(whole3.table));
  if (part) attach2.on("relation", taking.named(part.table));
}

// src/sql/locks/create.ts
function createLocks(taking, node) {
  if (node.if_not_exists && node.relation && taking.named(writtenName(node.relation))?.known) return;
  for (const range of all("RangeVar", node.inhRelations)) {
    const parent = taking.range(range);
    if (!node.partbound) taking.as("CREATE TABLE \u2026 INHERITS").on("parent", parent);
    else if (parent) {
      taking.as("CREATE TABLE \u2026 PARTITION OF").on("parent", parent);
      newSibling(taking, parent, "CREATE TABLE \u2026 PARTITION OF");
    }
  }
  const elements = [...node.tableElts ?? [], ...node.constraints ?? []];
  for (const { relation } of all("TableLikeClause", elements)) {
    taking.as("CREATE TABLE \u2026 LIKE").on("relation", taking.range(relation));
  }
  newKeys(taking, all("Constraint", elements));
  for (const { constraints } of all("ColumnDef", elements)) newKeys(taking, all("Constraint", constraints));
}
function indexLocks(taking, { relation, concurrent }) {
  taking.as(concurrent ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX").down(taking.range(relation), concurrent ? "only" : reachOf(relation));
}
function triggerLocks(taking, { relation, constrrel, row }) {
  const create = taking.as("CREATE TRIGGER");
  create.down(taking.range(relation), row ? "all" : "only");
  create.on("referenced", taking.range(constrrel));
}

// src/sql/locks/rows.ts
var changing = /* @__PURE__ */ new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);
function partsOf(query) {
  const ranges = [];
  const changes = [];
  const locking = [];
  const withNames = /* @__PURE__ */ new Set();
  eachNode(query, (kind, body) => {
    if (kind === "RangeVar") ranges.push(body);
    else if (kind === "CommonTableExpr") withNames.add(body.ctename ?? "");
    else if (changing.has(kind)) changes.push([kind, body]);
    else if (kind === "SelectStmt" && body.lockingClause) locking.push(body);
  });
  const isTable = ({ schemaname, relname }) => schemaname !== void 0 || !withNames.has(relname ?? "");
  return { ranges: ranges.filter(isTable), changes, locking };
}
function queryLocks(taking, query) {
  const { changes } = planLocks(taking, query);
  for (const [kind, node] of changes) keyLocks(taking, kind, node);
}
function planLocks(taking, query) {
  const parts = partsOf(query);
  for (const [kind, { relation }] of parts.changes) {
    change2(taking, kind, taking.range(relation), reachOf(relation));
  }
  for (const select of parts.locking) lockRows(taking, select, parts.ranges);
  for (const range of parts.ranges) read2(taking.as("SELECT"), taking, taking.range(range), reachOf(range));
  return parts;
}
function keptLocks(taking, query) {
  const { ranges, changes } = partsOf(query);
  const kept = taking.as("query that is kept");
  for (const [, { relation }] of changes) kept.on("relation", taking.range(relation));
  for (const range of ranges) kept.on("read", taking.range(range));
}
function read2(taken, taking, relation, reach, depth = 0) {
  taken.on(depth === 0 ? "read" : "behind", relation);
  if (!relation || depth > 20) return;
  for (const name of behind(relation, reach)) read2(taken, taking, taking.named(name), "all", depth + 1);
}
function behind({ kind, reads, partitions, heirs }, reach) {
  if (kind === "view") return reads;
  return reach === "all" ? [...partitions, ...heirs] : [];
}
function lockRows(taking, { lockingClause, fromClause }, known) {
  for (const { lockedRels } of all("LockingClause", lockingClause)) {
    const named2 = new Set(all("RangeVar", lockedRels).map(({ relname }) => relname));
    for (const range of partsOf(fromClause).ranges.filter((one) => known.includes(one))) {
      if (named2.size > 0 && !named2.has(range.alias?.aliasname ?? range.relname)) continue;
      read2(taking.as("SELECT FOR UPDATE"), taking, taking.range(range), reachOf(range));
    }
  }
}
var formFor = (kind) => kind === "InsertStmt" ? "INSERT or COPY FROM" : "UPDATE, DELETE or MERGE";
function change2(taking, kind, target, reach) {
  taking.as(formFor(kind)).down(target, reach);
  if (target?.kind !== "view") return;
  const base2 = changedThrough(target);
  if (base2) change2(taking, kind, taking.named(base2), "all");
  else if (kind !== "InsertStmt") read2(taking.as("SELECT"), taking, target, "all");
}
var changedThrough = ({ kind, reads }) => kind === "view" && reads.length === 1 ? reads[0] : void 0;
function keyLocks(taking, kind, node) {
  const target = base(taking, taking.range(node.relation));
  if (!target) return;
  for (const touch of touches(kind, node)) touched(taking, target, touch, /* @__PURE__ */ new Set());
}
function base(taking, relation, depth = 0) {
  if (relation?.kind !== "view") return relation;
  const name = depth > 20 ? void 0 : changedThrough(relation);
  return name && base(taking, taking.named(name), depth + 1);
}
function touches(kind, node) {
  const columns = (targets) => all("ResTarget", targets).flatMap(({ name }) => name ?? []);
  const asInsert = (targets) => targets ? { columns: columns(targets) } : "new";
  switch (kind) {
    case "InsertStmt": {
      const { cols, onConflictClause } = node;
      const update = onConflictClause?.targetList;
      return [asInsert(cols), ...update ? [{ columns: columns(update) }] : []];
    }
    case "UpdateStmt":
      return [{ columns: columns(node.targetList) }];
    case "MergeStmt":
      return all("MergeWhenClause", node.mergeWhenClauses).flatMap(({ commandType, targetList }) => {
        if (commandType === "CMD_DELETE") return ["gone"];
        return commandType === "CMD_NOTHING" ? [] : [asInsert(targetList)];
      });
    default:
      return ["gone"];
  }
}
function touched(taking, target, touch, seen) {
  const check2 = taking.as("foreign key check");
  if (touch !== "gone") {
    const checked = target.constraints.filter(({ columns }) => touch === "new" || meets(columns, touch.columns));
    for (const parent of referencedBy(taking, checked)) check2.through("referenced", parent);
  }
  if (touch === "new") return;
  for (const key2 of keysTo(taking, target)) {
    const { child, constraint } = key2;
    if (touch !== "gone" && !meets(constraint.references?.columns ?? [], touch.columns)) continue;
    const next = follows(key2, touch);
    if (!next) check2.through("referencing", child);
    else taking.as("foreign key action").through("referencing", child);
    const id = `${constraint.name} ${touch === "gone" ? "-" : "~"}`;
    if (next && !seen.has(id)) touched(taking, child, next, seen.add(id));
  }
}
function follows({ constraint: { columns, references } }, touch) {
  const action = touch === "gone" ? references?.onDelete : references?.onUpdate;
  if (!action) return void 0;
  return touch === "gone" && action === "cascade" ? "gone" : { columns };
}
var meets = (some, others2) => some.some((column) => others2.includes(column));
function copyLocks(taking, node) {
  const target = taking.range(node.relation);
  if (node.query) queryLocks(taking, node.query);
  else if (!node.is_from) taking.as("COPY TO").on("relation", target);
  else {
    taking.as("INSERT or COPY FROM").down(target);
    const columns = stringsOf(node.attlist);
    if (target) touched(taking, target, columns.length > 0 ? { columns } : "new", /* @__PURE__ */ new Set());
  }
}

// src/sql/locks/upkeep.ts
var stored = ({ kind }) => kind === "table" || kind === "materialized-view";
function reindexLocks(taking, node) {
  const { catalog } = taking;
  const reindex = taking.as(switchedOn(node.params, "concurrently") ? "REINDEX CONCURRENTLY" : "REINDEX");
  if (node.kind === "REINDEX_OBJECT_INDEX") {
    const { schemaname: schema, relname: name = "" } = node.relation ?? {};
    const index = catalog.index({ schema, name });
    if (index) reindex.on("relation", taking.named(index.table));
    if (index) reindex.on("index", taking.named(index.name));
    return;
  }
  const one = taking.range(node.relation);
  const inScope = ({ name }) => node.kind !== "REINDEX_OBJECT_SCHEMA" || name.schema === node.name;
  for (const relation of one ? [one] : catalog.relations.filter(stored).filter(inScope)) {
    reindex.down(relation);
    for (const { name } of storedBelow(taking, relation).flatMap((table) => catalog.indexes(table.name))) {
      reindex.on("index", taking.named(name));
    }
  }
}
function storedBelow(taking, relation) {
  if (relation.kind !== "partitioned-table") return [relation];
  return relation.partitions.flatMap((name) => {
    const child = taking.named(name);
    return child ? storedBelow(taking, child) : [];
  });
}
function vacuumLocks(taking, node) {
  const full = switchedOn(node.options, "full") ? "VACUUM FULL" : "VACUUM";
  const form = node.is_vacuumcmd ? full : "ANALYZE";
  const ranges = all("VacuumRelation", node.rels).map(({ relation }) => relation);
  for (const range of ranges) {
    const only = form === "ANALYZE" && reachOf(range) === "only";
    taking.as(only ? "ANALYZE ONLY" : form).down(taking.range(range), only ? "all" : reachOf(range));
  }
  if (ranges.length > 0) return;
  const every = taking.catalog.relations.filter(
    (relation) => stored(relation) || form === "ANALYZE" && relation.kind === "partitioned-table"
  );
  for (const relation of every) taking.as(form).on("relation", relation);
}

// src/sql/locks.ts
var resolvers = {
  SelectStmt: runs,
  InsertStmt: runs,
  UpdateStmt: runs,
  DeleteStmt: runs,
  MergeStmt: runs,
  DeclareCursorStmt: runs,
  ExplainStmt: (taking, { query, options }) => {
    if (switchedOn(options, "analyze")) queryLocks(taking, query);
    else planLocks(taking, query);
  },
  PrepareStmt: (taking, { query }) => {
    planLocks(taking, query);
  },
  CopyStmt: copyLocks,
  TruncateStmt: truncateLocks,
  DropStmt: dropLocks,
  AlterTableStmt: alterTableLocks,
  CreateStmt: createLocks,
  CreateForeignTableStmt: (taking, { base: base2 }) => {
    if (base2) createLocks(taking, base2);
  },
  CreateSchemaStmt: (taking, { schemaElts }) => {
    for (const element of schemaElts ?? []) resolve(taking, element);
  },
  CreateTableAsStmt: (taking, { query, into }) => {
    if (into?.skipData) keptLocks(taking, query);
    else queryLocks(taking, query);
  },
  ViewStmt: (taking, { view, query, replace }) => {
    const before = taking.range(view);
    if (replace && before?.known) taking.as("CREATE OR REPLACE VIEW").on("relation", before);
    keptLocks(taking, query);
  },
  IndexStmt: indexLocks,
  ReindexStmt: reindexLocks,
  RenameStmt: renameLocks,
  AlterObjectSchemaStmt: on("SET SCHEMA"),
  AlterObjectDependsStmt: (taking, { relation, objectType }) => {
    const found3 = taking.range(relation);
    if (objectType === "OBJECT_TRIGGER") taking.as("DEPENDS ON EXTENSION").on("relation", found3);
    else taking.as("ALTER INDEX \u2026 DEPENDS ON EXTENSION").on("index", found3);
  },
  CreateTrigStmt: triggerLocks,
  CreatePolicyStmt: policyLocks,
  AlterPolicyStmt: policyLocks,
  RuleStmt: (taking, { relation, actions: actions2, whereClause }) => {
    taking.as("CREATE or DROP RULE").on("relation", taking.range(relation));
    keptLocks(taking, [actions2, whereClause]);
  },
  CreateStatsStmt: (taking, { relations }) => {
    for (const range of all("RangeVar", relations)) taking.as("CREATE STATISTICS").on("relation", taking.range(range));
  },
  CreatePublicationStmt: publicationLocks,
  AlterPublicationStmt: publicationLocks,
  ClusterStmt: (taking, { relation }) => {
    taking.as("CLUSTER").down(taking.range(relation));
  },
  VacuumStmt: vacuumLocks,
  RefreshMatViewStmt: (taking, { relation, concurrent, skipData }) => {
    const view = taking.range(relation);
    const refresh = concurrent ? "REFRESH MATERIALIZED VIEW CONCURRENTLY" : "REFRESH MATERIALIZED VIEW";
    taking.as(refresh).on("relation", view);
    if (!skipData) queryLocks(taking, view?.reads.map(asRange));
  },
  LockStmt: (taking, { relations, mode }) => {
    const asked = taking.asked(lockNumbers[mode ?? 8] ?? "AccessExclusiveLock");
    const behind2 = (relation, depth) => {
      asked.down(relation);
      if (relation?.kind !== "view" || depth > 20) return;
      for (const read3 of relation.reads) behind2(taking.named(read3), depth + 1);
    };
    for (const range of all("RangeVar", relations)) {
      if (reachOf(range) === "only" && taking.range(range)?.kind !== "view") asked.on("relation", taking.range(range));
      else behind2(taking.range(range), 0);
    }
  },
  AlterDomainStmt: domainLocks,
  CreateSeqStmt: (taking, { sequence, options, if_not_exists: unless }) => {
    if (!(unless && taking.range(sequence)?.known)) ownerLock(taking, "CREATE SEQUENCE", options);
  },
  CreateFunctionStmt: routineLocks,
  AlterSeqStmt: (taking, { sequence, options }) => {
    taking.as("ALTER SEQUENCE").on("relation", taking.range(sequence));
    ownerLock(taking, "ALTER SEQUENCE", options);
  },
  CommentStmt: commentLocks,
  GrantStmt: (taking, { targtype, objects }) => {
    if (targtype !== "ACL_TARGET_OBJECT") return;
    for (const range of all("RangeVar", objects)) taking.as("GRANT or REVOKE").on("relation", taking.range(range));
  }
};
function locksOf(node, catalog, postgres2) {
  const taking = startTaking(catalog, postgres2);
  resolve(taking, node);
  return taking.taken();
}
function resolve(taking, node) {
  const resolver = resolvers[kindOf(node)];
  resolver?.(taking, bodyOf(node), node);
}
function runs(taking, _, whole3) {
  queryLocks(taking, whole3);
}
function on(form) {
  return (taking, { relation }) => {
    taking.as(form).on("relation", taking.range(relation));
  };
}
var asRange = ({ schema, name }) => ({
  RangeVar: { schemaname: schema, relname: name, inh: true }
});
function renameLocks(taking, { relation: range, renameType, subname, object }) {
  const relation = taking.range(range);
  switch (renameType) {
    case "OBJECT_INDEX":
      if (relation?.kind === "index") taking.as("ALTER INDEX \u2026 RENAME").on("index", relation);
      else taking.as("RENAME").on("relation", relation);
      break;
    case "OBJECT_COLUMN":
      taking.as("RENAME COLUMN or CONSTRAINT").down(relation, reachOf(range));
      break;
    case "OBJECT_TABCONSTRAINT": {
      const kind = relation?.constraints.find(({ name }) => name === subname)?.kind;
      taking.as("RENAME COLUMN or CONSTRAINT").down(relation, kind === "check" ? "all" : "only");
      break;
    }
    case "OBJECT_ATTRIBUTE":
      usersOf(taking, range && taking.catalog.type(nameIn(range))?.name, "ALTER TYPE \u2026 CASCADE");
      break;
    case "OBJECT_TRIGGER":
      taking.as("ALTER TRIGGER \u2026 RENAME").down(relation);
      break;
    default:
      if (!object) taking.as("RENAME").on("relation", relation);
  }
}
var nameIn = ({ schemaname, relname }) => ({ schema: schemaname, name: relname ?? "" });
function policyLocks(taking, { table, qual, with_check: check2 }) {
  taking.as("CREATE, ALTER or DROP POLICY").on("relation", taking.range(table));
  keptLocks(taking, [qual, check2]);
}
function publicationLocks(taking, { pubobjects }) {
  for (const { pubtable } of all("PublicationObjSpec", pubobjects)) {
    const range = pubtable?.relation;
    taking.as("CREATE or ALTER PUBLICATION").down(taking.range(range), reachOf(range));
  }
}
function domainLocks(taking, node) {
  const added = node.subtype === "C" && !as("Constraint", node.def)?.skip_validation;
  const checks = added || node.subtype === "O" || node.subtype === "V";
  const domain = checks ? taking.catalog.type(fromParts(stringsOf(node.typeName))) : void 0;
  if (!domain) return;
  for (const relation of tablesWith(domain, taking.catalog)) {
    const holds = relation.kind === "table" || relation.kind === "materialized-view";
    if (holds) taking.as("ALTER DOMAIN, looking at rows").on("using the type", relation);
  }
}
function routineLocks(taking, { options, sql_body: body }) {
  if (body) planLocks(taking, body);
  if (constantText(option(options, "language")?.arg)?.toLowerCase() !== "sql") return;
  const parsed = parseText(stringsOf(as("List", option(options, "as")?.arg)?.items)[0] ?? "");
  if (parsed.kind === "parsed")
    planLocks(
      taking,
      parsed.statements.map(({ node }) => node)
    );
}
function ownerLock(taking, form, options) {
  const parts = stringsOf(as("List", option(options, "owned_by")?.arg)?.items);
  if (parts.length > 1) taking.as(form).on("owner", taking.named(fromParts(parts.slice(0, -1))));
}
var commented = ["TABLE", "VIEW", "MATVIEW", "SEQUENCE", "INDEX", "FOREIGN_TABLE"].map((kind) => `OBJECT_${kind}`);
var onTables = ["TABCONSTRAINT", "TRIGGER", "POLICY", "RULE"].map((kind) => `OBJECT_${kind}`);
function commentLocks(taking, { object, objtype = "OBJECT_TYPE" }) {
  const parts = namedBy(object);
  const owner = taking.named(fromParts(parts.slice(0, -1)));
  if (commented.includes(objtype)) taking.as("COMMENT").on("relation", taking.named(fromParts(parts)));
  else if (objtype === "OBJECT_COLUMN") taking.as("COMMENT").on("relation", owner);
  else if (onTables.includes(objtype)) taking.as("COMMENT on what belongs to a table").on("relation", owner);
}

// src/sql/ran.ts
function startRan() {
  const all2 = [];
  const places = /* @__PURE__ */ new Map();
  return {
    count: () => all2.length,
    push: (statement) => {
      const kind = kindOf(statement.node);
      const known = places.get(kind);
      if (known) known.push(all2.length);
      else places.set(kind, [all2.length]);
      all2.push(statement);
    },
    first: (count2) => all2.slice(0, count2),
    ofKind: (kind, count2) => (places.get(kind) ?? []).flatMap((at2) => at2 < count2 ? all2[at2] ?? [] : [])
  };
}

// src/sql/session.ts
function startSession(journal, start2) {
  const zone = start2.timeZone === void 0 ? {} : { timezone: start2.timeZone };
  const fresh = startSettings({ ...zone, ...start2.declared });
  let settings = fresh;
  let open;
  let number2 = 0;
  let mode = "per-statement";
  let ran = startRan();
  let escaped = false;
  const mark = (name) => ({ name, settings, schema: journal.now(), held: open?.held ?? [] });
  const begin = (kind) => {
    number2 += 1;
    ran = startRan();
    open = { kind, marks: [mark("")], held: [] };
  };
  const commit = () => {
    settings = withoutLocals(settings);
    open = void 0;
    ran = startRan();
  };
  const rollback2 = () => {
    const first = open?.marks[0];
    if (first) {
      settings = first.settings;
      journal.restore(first.schema);
    }
    commit();
  };
  const rollbackTo = (transaction, name) => {
    const at2 = transaction.marks.findLastIndex((one) => one.name === name);
    const found3 = transaction.marks[at2];
    if (at2 < 1 || !found3) return;
    settings = found3.settings;
    journal.restore(found3.schema);
    open = { ...transaction, marks: transaction.marks.slice(0, at2 + 1), held: found3.held };
  };
  const between = () => {
    if (mode === "one-message") begin("message");
  };
  const transact = (node) => {
    switch (node.kind) {
      case "TRANS_STMT_BEGIN":
      case "TRANS_STMT_START":
        if (!open) begin("own");
        else if (open.kind === "message") open = { ...open, kind: "own" };
        break;
      case "TRANS_STMT_COMMIT":
      case "TRANS_STMT_PREPARE":
      case "TRANS_STMT_ROLLBACK":
        if (!open) break;
        if (node.kind === "TRANS_STMT_ROLLBACK") rollback2();
        else commit();
        escaped = mode === "all-pending" && !node.chain;
        if (node.chain) begin("own");
        else between();
        break;
      case "TRANS_STMT_SAVEPOINT":
        if (open) open = { ...open, marks: [...open.marks, mark(node.savepoint_name ?? "")] };
        break;
      case "TRANS_STMT_ROLLBACK_TO":
        if (open) rollbackTo(open, node.savepoint_name ?? "");
        break;
      case "TRANS_STMT_RELEASE": {
        const at2 = open?.marks.findLastIndex((one) => one.name === node.savepoint_name) ?? -1;
        if (open && at2 > 0) open = { ...open, marks: open.marks.slice(0, at2) };
        break;
      }
      default:
        break;
    }
  };
  const change4 = (one) => {
    settings = changed(settings, one, open ? "in" : "outside");
  };
  return {
    enter: (script2, statements) => {
      mode = script2.transaction === "one-message" && statements < 2 ? "per-statement" : script2.transaction;
      escaped &&= mode === "all-pending";
      if (open) return;
      if (script2.freshSettings) settings = fresh;
      if (mode === "one-message") begin("message");
      else if (mode === "per-file" || mode === "all-pending" && !escaped) begin("runner");
    },
    leave: () => {
      if (open && open.kind !== "own" && mode !== "all-pending") commit();
      else if (open?.kind === "own" && mode === "per-file") commit();
    },
    state: () => stateOf(settings, open, open ? number2 : number2 + 1, ran),
    ran: (statement, locks) => {
      const transaction = as("TransactionStmt", statement.node);
      if (transaction) {
        transact(transaction);
        if (open) ran.push(statement);
        return;
      }
      changesIn(statement.node, settings).forEach(change4);
      if (open) {
        open = { ...open, held: withLocks(open.held, locks, statement) };
        ran.push(statement);
      } else number2 += 1;
    },
    enterBody: () => {
      if (!open) begin("message");
    },
    leaveBody: () => {
      if (open?.kind !== "message" || mode === "one-message") return;
      commit();
      number2 -= 1;
    }
  };
}
function withLocks(held, locks, by) {
  const fresh = locks.filter(
    (lock) => !held.some((one) => one.object === lock.object && strength(one.mode) >= strength(lock.mode))
  );
  return fresh.length === 0 ? held : [...held, ...fresh.map((lock) => ({ ...lock, by }))];
}
function stateOf(settings, open, transactionNumber, ran) {
  const count2 = ran.count();
  return {
    transaction: open?.kind ?? "none",
    transactionNumber,
    lockTimeoutMs: milliseconds(setting(settings, "lock_timeout")),
    statementTimeoutMs: milliseconds(setting(settings, "statement_timeout")),
    searchPath: schemasOf(setting(settings, "search_path")),
    timeZone: setting(settings, "timezone"),
    held: open?.held ?? [],
    get before() {
      return ran.first(count2);
    },
    beforeOf: (kind) => ran.ofKind(kind, count2)
  };
}
function lastingSettings(statement) {
  const role = as("AlterRoleSetStmt", statement.node);
  const database = as("AlterDatabaseSetStmt", statement.node);
  const own2 = role?.role === void 0 || ["ROLESPEC_CURRENT_USER", "ROLESPEC_CURRENT_ROLE", "ROLESPEC_SESSION_USER"].includes(role.role.roletype ?? "");
  const set = role && own2 ? role.setstmt : database?.setstmt;
  if (!set) return {};
  const changes = setChanges(set, startSettings({}));
  return Object.fromEntries(changes.map(({ name, value }) => [name, value ?? ""]));
}

// src/sql/walk.ts
function walk(input) {
  const store = startSchema();
  const passedOver = [];
  const lasting = replayBase(store, input, passedOver);
  const session = startSession(store.journal, {
    declared: { ...lasting, ...input.declared },
    timeZone: input.timeZone
  });
  const complete = input.complete && passedOver.length === 0;
  const steps = [];
  const postgres2 = input.postgres ?? newestPostgres;
  const world = { store, session, complete, postgres: postgres2, madeHere: true, steps };
  const problems = [];
  const unreadable2 = [];
  for (const script2 of input.scripts) {
    const parsed = parseScript(script2.path, script2.text);
    if (!parsed.ok) {
      unreadable2.push(parsed.problem);
      continue;
    }
    problems.push(...parsed.value.problems);
    runScript(world, script2, parsed.value.statements);
  }
  return { steps, problems, unreadable: unreadable2, passedOver };
}
var newestPostgres = 18;
function replayBase(store, input, passedOver) {
  const session = startSession(store.journal, { declared: {}, timeZone: input.timeZone });
  const { complete } = input;
  const world = { store, session, complete, postgres: newestPostgres, madeHere: false, steps: void 0 };
  let lasting = {};
  for (const script2 of input.base) {
    const parsed = parseScript(script2.path, script2.text);
    if (!parsed.ok) {
      passedOver.push(parsed.problem);
      continue;
    }
    for (const problem of parsed.value.problems) passedOver.push(unparsable(problem));
    const opaque = runScript(world, script2, parsed.value.statements);
    if (opaque) passedOver.push(madeAtRunTime(opaque));
    for (const statement of parsed.value.statements) lasting = { ...lasting, ...lastingSettings(statement) };
  }
  return lasting;
}
var unparsable = ({ file, line, column, message }) => ({
  code: "unreadable-migration",
  says: `Postgres's parser refuses a statement of the schema before: ${message}.`,
  advice: "Correct the file, or configure the schema file that holds what production has.",
  file,
  line,
  column
});
var madeAtRunTime = ({ file, line, column }) => ({
  code: "unreadable-migration",
  says: "A statement of the schema before makes its SQL at run time, so what it made is not known by reading.",
  advice: "Configure a schema file (migrations.schema) if rules should know the schema exactly.",
  file,
  line,
  column
});
function runScript(world, written, statements) {
  const script2 = asSent(written, statements);
  let opaque;
  world.session.enter(script2, statements.length);
  for (const statement of statements) {
    const step = runStatement(world, script2, statement);
    if (step.opaque.length > 0) opaque ??= statement;
  }
  world.session.leave(script2);
  return opaque;
}
function asSent(script2, statements) {
  const free = script2.autocommitWhenOnlyNonTransactional === true && statements.length > 0 && statements.every(({ node }) => standsAlone(node));
  return free ? { ...script2, transaction: "per-statement" } : script2;
}
function runStatement(world, script2, statement, inside2) {
  const { store, session, complete, madeHere } = world;
  const state = session.state();
  const { searchPath } = state;
  const catalog = catalogAt(store, { state: store.journal.now(), searchPath, complete });
  const body = inside2 ? void 0 : bodySteps(statement, catalog, store);
  const step = {
    script: script2,
    statement,
    catalog,
    session: state,
    locks: world.steps ? locksOf(statement.node, catalog, world.postgres) : [],
    opaque: body?.opaque ?? [],
    ...inside2 ? { inside: inside2 } : {}
  };
  world.steps?.push(step);
  if (body) {
    session.enterBody();
    for (const inner of body.statements) runStatement(world, script2, inner, statement);
    session.leaveBody();
  }
  applyStatement({ store, searchPath, madeHere, complete }, statement.node, statement.sql);
  session.ran(statement, step.locks);
  return step;
}

// src/tools/path.ts
var folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
var nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
function upwards(folder) {
  return folder === "" ? [""] : [folder, ...upwards(folderOf(folder))];
}
var within = (folder, name) => folder === "" ? name : `${folder}/${name}`;

// src/tools/quoted.ts
var quotedParts = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(?<![\w$])\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g;
function quotedRanges(sql) {
  return [...sql.matchAll(quotedParts)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
function firstOutsideQuotes(sql, pattern) {
  const matches = [...sql.matchAll(pattern)];
  if (matches.length === 0) return void 0;
  const quoted = quotedRanges(sql);
  return matches.find((match) => !quoted.some((range) => match.index >= range.start && match.index < range.end));
}

// src/tools/text.ts
function linesOf(text) {
  let start2 = 0;
  return text.split("\n").map((raw, index) => {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const found3 = { text: line, number: index + 1, start: start2, end: start2 + line.length };
    start2 += raw.length + 1;
    return found3;
  });
}
var blank = (part) => part.replace(/[^\r\n]/g, " ");
function blankOutside(text, ...kept) {
  const between = kept.map(({ start: start2, end }, index) => {
    return blank(text.slice(kept[index - 1]?.end ?? 0, start2)) + text.slice(start2, end);
  });
  return between.join("") + blank(text.slice(kept.at(-1)?.end ?? 0));
}
var lineAt = (text, offset) => text.slice(0, offset).split("\n").length;
var byteOrderMark = "\uFEFF";
function withoutMark(text) {
  return text.startsWith(byteOrderMark) ? { text: text.slice(1), warnings: ["a byte order mark was removed"] } : { text, warnings: [] };
}
function wholeFile(file, whole3) {
  const { script: script2, ...rest } = whole3;
  return { path: file.path, ...rest, ...whole3.direction === "down" ? { down: script2 } : { up: script2 } };
}

// src/tools/placeholders.ts
function unresolved(file, offset, written, name) {
  const line = lineAt(file.text, offset);
  return {
    ok: false,
    problem: {
      code: "placeholder-unresolved",
      says: `${file.path} line ${line} uses the placeholder ${written}, which has no value here.`,
      advice: `Give it one in the configuration: migrations.placeholders: { "${name}": "\u2026" }.`,
      file: file.path,
      line
    }
  };
}
var braces = /\{\{-?\s*\.?([^{}]*?)\s*-?\}\}/g;
function withTemplates(file, settings) {
  const values = new Map(Object.entries(settings.placeholders));
  const filled = file.text.replace(braces, (written, name) => values.get(name) ?? written);
  const open = firstOutsideQuotes(filled, braces);
  if (open !== void 0) return unresolved({ ...file, text: filled }, open.index, open[0], open[1] ?? open[0]);
  return success([...values].filter(([name]) => isBareWord(name)).reduce(replaceWord, filled));
}
var isBareWord = (name) => /^\w*__\w*$|^xxx\w*xxx$|^[^\w\s]/i.test(name);
var replaceWord = (text, [word, value]) => text.replaceAll(word, value);

// src/tools/separators.ts
var withSemicolons = (text, separator) => text.replace(separator, (written) => written.replace(/[^\r\n]/g, " ").replace(" ", ";"));

// src/tools/versions.ts
function compareNumbers(a, b) {
  const [left, right] = [a.replace(/^0+(?=\d)/, ""), b.replace(/^0+(?=\d)/, "")];
  return left.length - right.length || compareNames(left, right);
}
function compareNames(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
function compareDotted(a, b) {
  const [left, right] = [a.split(/[._]/), b.split(/[._]/)];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = compareNumbers(left[part] ?? "0", right[part] ?? "0");
    if (difference !== 0) return difference;
  }
  return 0;
}

// src/tools/atlas/directives.ts
var directive = /^[ -~]*atlas:(\w+)(?: +(.+))?/;
function directivesOf(text) {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => !/^(?:#|--)/.test(line));
  const comments = head < 0 ? lines : lines.slice(0, head);
  const content = lines.slice(comments.length).join("\n");
  const detached = content === "" || /^[ \t]*\n/.test(content);
  return new Map(
    (detached ? comments : []).flatMap((line) => {
      const [, name, value = ""] = directive.exec(line.trim()) ?? [];
      return name === void 0 ? [] : [[name, value]];
    })
  );
}
function delimiterOf(text) {
  const written = /^-- atlas:delimiter +(.+)/.exec(text)?.[1]?.trimEnd();
  if (written === void 0) return void 0;
  const value = written.replaceAll("\\n", "\n").replaceAll("\\r", "\r").replaceAll("\\t", "	");
  return new RegExp(`(?<!^-- atlas:delimiter +)${value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "g");
}
function partsOf2(text) {
  const heads = linesOf(text).flatMap((line) => {
    const name = /^-- (\S+) --\s*$/.exec(line.text)?.[1];
    return name === void 0 ? [] : [{ name, line }];
  });
  return new Map(
    heads.map(({ name, line }, index) => [
      name,
      [{ start: line.end, end: heads[index + 1]?.line.start ?? text.length }]
    ])
  );
}

// src/tools/atlas/sum.ts
import { createHash as createHash2 } from "node:crypto";
var found = /* @__PURE__ */ new WeakMap();
function brokenSum(companions, sumPath) {
  if (!found.has(companions)) found.set(companions, firstBroken(companions, sumPath));
  return found.get(companions);
}
function firstBroken(companions, sumPath) {
  const text = companions.get(sumPath);
  if (text === void 0) return void 0;
  const sums = new Map(text.split("\n").flatMap((line) => sumIn(line)));
  const files = [...companions].filter(([path]) => path.endsWith(".sql") && folderOf(path) === folderOf(sumPath)).map(([path, content]) => ({ name: nameOf(path), content })).sort((a, b) => compareNames(a.name, b.name));
  const hash = createHash2("sha256");
  for (const { name, content } of files) {
    hash.update(name);
    if (/^[ -~]*atlas:sum +ignore/.test(content)) continue;
    hash.update(content);
    const sum = sums.get(name);
    if (sum === hash.copy().digest("base64")) continue;
    const what = sum === void 0 ? "atlas.sum does not list it" : "atlas.sum has another checksum for it";
    return { name, says: `${what}, so Atlas refuses to run this folder until atlas migrate hash is run` };
  }
  return void 0;
}
function sumIn(line) {
  const [, name, sum] = /^(\S.*?) h1:(\S+)\s*$/.exec(line) ?? [];
  return name === void 0 || sum === void 0 ? [] : [[name, sum]];
}

// src/tools/atlas/index.ts
var migration = /(?:^|\/)([^/_]+)[^/]*\.sql$/;
var sumOf = (path) => within(folderOf(path), "atlas.sum");
var tool = {
  id: "atlas",
  title: "Atlas",
  downs: "none",
  // “migration file X was added out of order”, unless --exec-order says otherwise.
  olderVersion: "refused",
  // From its source (sql/migrate/migrate.go); its program could not be run here.
  afterFailure: {
    says: "A file in a transaction leaves nothing behind; with txmode none atlas_schema_revisions keeps how far the file got, and the next run goes on from there.",
    command: "atlas migrate apply"
  },
  outsideTransaction: {
    says: "Put the statement in a migration that begins with -- atlas:txmode none and an empty line, without which Atlas overlooks it.",
    before: "-- atlas:txmode none\n\n",
    after: ""
  },
  sessionSettings: "the url in atlas.hcl: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const version = migration.exec(path)?.[1];
    return version === void 0 ? void 0 : { version, direction: "up" };
  },
  // The sum of a file is taken over all files before it too.
  companions: (path, folder) => [sumOf(path), ...folder],
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings: marks } = withoutMark(file.text);
    const script2 = withTemplates({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const directives = directivesOf(text);
    const { version = "" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? (directives.get("txmode") === "none" ? "per-statement" : "per-file");
    const broken = brokenSum(settings.companions, sumOf(file.path));
    const warnings = [
      ...marks,
      ...broken?.name === nameOf(file.path) ? [broken.says] : [],
      ...directives.has("checkpoint") ? ["a checkpoint runs on empty databases only, and is not rehearsed"] : []
    ];
    const read3 = wholeFile(file, { tool: this.id, version, direction: "up", transaction, text, warnings, script: "" });
    if (directives.has("checkpoint")) return success({ ...read3, up: blankOutside(script2.value) });
    const delimiter = delimiterOf(text);
    const up = delimiter === void 0 ? script2.value : withSemicolons(script2.value, delimiter);
    if (!directives.has("txtar")) return success({ ...read3, up });
    const parts = partsOf2(script2.value);
    const down = parts.get("down.sql");
    return success({
      ...read3,
      up: blankOutside(up, ...parts.get("migration.sql") ?? []),
      ...down && { down: blankOutside(up, ...down), direction: "both" }
    });
  }
};

// src/tools/sections.ts
function markersOf(text, pattern) {
  return linesOf(text).flatMap((line) => {
    const match = pattern.exec(line.text);
    const section4 = match?.[1]?.toLowerCase();
    return section4 === "up" || section4 === "down" ? [{ section: section4, line, options: match?.[2] ?? "" }] : [];
  });
}
function sectionOf(text, markers, marker) {
  const next = markers[markers.indexOf(marker) + 1];
  return { start: marker.line.end, end: next?.line.start ?? text.length };
}

// src/tools/unreadable.ts
function unreadable(path, because, advice, line) {
  const problem = { code: "unreadable-migration", says: `${path} ${because}`, advice, file: path };
  return { ok: false, problem: line === void 0 ? problem : { ...problem, line } };
}

// src/tools/dbmate/index.ts
var migration2 = /(?:^|\/)(\d+)[^/]*\.sql$/;
var section = /^--\s*migrate:(up|down)(\s.*)?$/;
var modeOf = (marker) => /\btransaction:\s*false\b/.test(marker.options) ? "one-message" : "per-file";
var tool2 = {
  id: "dbmate",
  title: "dbmate",
  downs: "in-file",
  // Every version that schema_migrations does not list is run; --strict refuses.
  olderVersion: "applied",
  afterFailure: {
    says: "schema_migrations does not list the failed file; with transaction:false some of it may stay.",
    command: "dbmate up"
  },
  outsideTransaction: {
    says: "Put the statement alone in a migration that begins with -- migrate:up transaction:false.",
    before: "-- migrate:up transaction:false\n",
    after: "\n-- migrate:down transaction:false\n"
  },
  sessionSettings: "DATABASE_URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const version = migration2.exec(path)?.[1];
    return version === void 0 ? void 0 : { version, direction: "both" };
  },
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const script2 = withTemplates({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const markers = markersOf(script2.value, section);
    const up = markers.find((marker) => marker.section === "up");
    const down = markers.find((marker) => marker.section === "down");
    if (up === void 0) {
      return unreadable(file.path, "has no line \u201C-- migrate:up\u201D, without which dbmate refuses it.", "Add the line.", 1);
    }
    const transaction = settings.transaction ?? modeOf(up);
    const downTransaction = settings.transaction ?? (down && modeOf(down));
    const sections = {
      up: blankOutside(script2.value, sectionOf(script2.value, markers, up)),
      ...down && { down: blankOutside(script2.value, sectionOf(script2.value, markers, down)) },
      ...downTransaction && downTransaction !== transaction && { downTransaction }
    };
    const { version = "" } = this.recognise(file.path) ?? {};
    const direction = down ? "both" : "up";
    return success({ path: file.path, tool: this.id, version, transaction, direction, ...sections, text, warnings });
  }
};

// src/tools/diesel/index.ts
var migration3 = /(?:^|\/)(\d[^/_]*)(?:_[^/]*)?\/(up|down)\.sql$/;
var metadataOf = (path) => within(folderOf(path), "metadata.toml");
var dashless = (version) => version.replaceAll("-", "");
var notInTransaction = /^\s*run_in_transaction\s*=\s*false\b/m;
var tool3 = {
  id: "diesel",
  title: "Diesel",
  downs: "pairs",
  // Every version that __diesel_schema_migrations does not list is run.
  olderVersion: "applied",
  afterFailure: {
    says: "Nothing is recorded; a file in a transaction left nothing behind, one without may have.",
    command: "diesel migration run"
  },
  outsideTransaction: {
    says: "Put the statement alone in a migration with metadata.toml: run_in_transaction = false.",
    before: "",
    after: ""
  },
  sessionSettings: "the database URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const [, version, direction] = migration3.exec(path) ?? [];
    return version === void 0 ? void 0 : { version, direction: direction === "down" ? "down" : "up" };
  },
  companions: (path) => [metadataOf(path)],
  compareVersions: (a, b) => compareNames(dashless(a), dashless(b)),
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const alone = notInTransaction.test(settings.companions.get(metadataOf(file.path)) ?? "");
    const transaction = settings.transaction ?? (alone ? "one-message" : "per-file");
    return success(wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: text }));
  }
};

// src/tools/drizzle/journal.ts
function readJournal(path, text) {
  const entries = entriesOf(text);
  return entries === void 0 ? unreadable(path, "is no journal that Drizzle could read.", "Let drizzle-kit generate it anew.") : success(entries);
}
function entriesOf(text) {
  try {
    const journal = JSON.parse(text);
    const { entries } = journal;
    return Array.isArray(entries) && entries.every(isEntry) ? entries : void 0;
  } catch {
    return void 0;
  }
}
var isEntry = (entry) => typeof entry === "object" && entry !== null && "tag" in entry && typeof entry.tag === "string" && "when" in entry && typeof entry.when === "number";

// src/tools/drizzle/index.ts
var migration4 = /(?:^|\/)(?:([^/]+)\/migration|([^/]+))\.sql$/;
var journalOf = (path) => within(folderOf(path), "meta/_journal.json");
var ownFolder = (path) => nameOf(path) === "migration.sql";
var breakpoint = /--> statement-breakpoint/g;
var tool4 = {
  id: "drizzle",
  title: "Drizzle",
  downs: "none",
  // Whatever is not younger than the youngest row of __drizzle_migrations is passed over (0.45.4; 1.0 runs it).
  olderVersion: "skipped",
  // The journal tells them apart by their tags.
  versionsMayRepeat: true,
  afterFailure: {
    says: "All pending migrations are rolled back together, but for what a COMMIT in a file has let through.",
    command: "npx drizzle-kit migrate"
  },
  outsideTransaction: {
    says: "Drizzle runs all pending migrations in one transaction: let a migration of its own begin with COMMIT; and release it alone.",
    before: "COMMIT;--> statement-breakpoint\n",
    after: ""
  },
  sessionSettings: "the connection string: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const [, folder, file] = migration4.exec(path) ?? [];
    const name = folder ?? file;
    return name === void 0 ? void 0 : { version: /^\d+(?=_|$)/.exec(name)?.[0] ?? name, direction: "up" };
  },
  companions: (path) => ownFolder(path) ? [] : [journalOf(path)],
  compareVersions(a, b) {
    const digits = /^\d+$/.test(a) && /^\d+$/.test(b);
    return digits ? compareNumbers(a, b) : compareNames(a, b);
  },
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = "" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? "all-pending";
    const script2 = withSemicolons(text, breakpoint);
    const read3 = wholeFile(file, { tool: this.id, version, direction: "up", transaction, text, warnings, script: script2 });
    if (ownFolder(file.path)) return success({ ...read3, place: [Number(version)].filter(Number.isFinite) });
    const journalText = settings.companions.get(journalOf(file.path));
    if (journalText === void 0) return success(read3);
    const journal = readJournal(journalOf(file.path), journalText);
    if (!journal.ok) return journal;
    const place2 = journal.value.findIndex(({ tag: tag2 }) => `${tag2}.sql` === nameOf(file.path));
    const entry = journal.value[place2];
    if (entry !== void 0) return success({ ...read3, place: [place2], stamp: entry.when });
    return success({ ...read3, neverRuns: "is not in meta/_journal.json, so Drizzle never runs it." });
  }
};

// src/tools/flyway/index.ts
var migration5 = /(?:^|\/)(?:([VU])(\d+(?:[._]\d+)*)|(R))__[^/]*\.(?:sql|java|kt)$/;
var placeholder = /\$\{([^}\r\n]+)\}/g;
var configurationOf = (path) => `${path}.conf`;
var says = (configuration, key2) => new RegExp(`^\\s*${key2}\\s*=\\s*false\\s*$`, "m").test(configuration);
function replaced2(file, settings) {
  if (says(settings.companions.get(configurationOf(file.path)) ?? "", "placeholderReplacement"))
    return success(file.text);
  const values = new Map(Object.entries(settings.placeholders).map(([name, value]) => [name.toLowerCase(), value]));
  const valueOf = (name) => values.get(name.toLowerCase()) ?? (name.toLowerCase() === "flyway:filename" ? nameOf(file.path) : void 0);
  for (const match of file.text.matchAll(placeholder)) {
    if (valueOf(match[1] ?? "") === void 0) return unresolved(file, match.index, match[0], match[1] ?? "");
  }
  return success(file.text.replace(placeholder, (written, name) => valueOf(name) ?? written));
}
var tool5 = {
  id: "flyway",
  title: "Flyway",
  downs: "optional",
  // “Detected resolved migration not applied to database”, unless outOfOrder is set.
  olderVersion: "refused",
  afterFailure: {
    says: "A file without a transaction leaves a failed row in flyway_schema_history, and every further run is refused.",
    command: "flyway repair"
  },
  outsideTransaction: {
    says: "Put the statement in a migration of its own with a file NAME.sql.conf beside it: executeInTransaction=false; and set postgresql.transactional.lock=false, or CONCURRENTLY waits for Flyway itself.",
    before: "",
    after: ""
  },
  sessionSettings: "flyway.initSql: SET lock_timeout = '5s'",
  recognise(path) {
    const [match, kind, version, repeatable] = migration5.exec(path) ?? [];
    if (match === void 0) return void 0;
    if (repeatable !== void 0) return { version: "", direction: "up" };
    return { version: (version ?? "").replaceAll("_", "."), direction: kind === "U" ? "down" : "up" };
  },
  companions: (path) => [configurationOf(path)],
  // Repeatable migrations, which have no version, run last.
  compareVersions: (a, b) => a === "" || b === "" ? Number(a === "") - Number(b === "") : compareDotted(a, b),
  read(file, settings) {
    if (!file.path.endsWith(".sql")) {
      return unreadable(
        file.path,
        "is a Flyway migration written in Java or Kotlin, which is not readable yet.",
        "Review it by hand."
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const script2 = replaced2({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const alone = says(settings.companions.get(configurationOf(file.path)) ?? "", "executeInTransaction");
    const transaction = settings.transaction ?? (alone ? "per-statement" : "per-file");
    const read3 = wholeFile(file, {
      tool: this.id,
      version,
      direction,
      transaction,
      text,
      warnings,
      script: script2.value
    });
    return success(transaction === "per-file" ? { ...read3, autocommitWhenOnlyNonTransactional: true } : read3);
  }
};

// src/tools/golang-migrate/index.ts
var migration6 = /(?:^|\/)(\d+)_[^/]*\.(up|down)\.sql$/;
var tool6 = {
  id: "golang-migrate",
  title: "golang-migrate",
  downs: "pairs",
  // `up` walks from the version in schema_migrations to the next higher one; a lower one is never visited.
  olderVersion: "skipped",
  afterFailure: {
    says: "schema_migrations keeps the failed version with dirty = true, and every further run refuses to start.",
    command: 'migrate -path MIGRATIONS -database "$DATABASE_URL" force PREVIOUS_VERSION'
  },
  outsideTransaction: {
    says: "golang-migrate sends each file as one message: put the statement alone in a file of its own.",
    before: "",
    after: ""
  },
  sessionSettings: "the database URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const [, version, direction] = migration6.exec(path) ?? [];
    return version === void 0 ? void 0 : { version, direction: direction === "down" ? "down" : "up" };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const script2 = withTemplates({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? "one-message";
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script2.value })
    );
  }
};

// src/tools/goose/index.ts
var migration7 = /(?:^|\/)(\d+)_[^/]*\.(?:sql|go)$/;
var section2 = /^\s*--\s*\+goose\s+(up|down)\s*()$/i;
var noTransaction = /^\s*--\s*\+goose\s+no\s+transaction\s*$/im;
var substitution = /^\s*--\s*\+goose\s+envsub\s+on\s*$/im;
var variable = /\$\{(\w+)\}|\$([A-Za-z_]\w*)(?!\w*\$)/g;
function substituted(file, settings) {
  const start2 = file.text.search(substitution);
  if (start2 < 0) return withTemplates(file, settings);
  const known = (name) => settings.placeholders[name];
  const rest = file.text.slice(start2);
  for (const match of rest.matchAll(variable)) {
    const name = match[1] ?? match[2] ?? "";
    if (known(name) === void 0) return unresolved(file, start2 + match.index, match[0], name);
  }
  const filled = rest.replace(variable, (written, a, b) => known(a ?? b ?? "") ?? written);
  return withTemplates({ ...file, text: file.text.slice(0, start2) + filled }, settings);
}
var tool7 = {
  id: "goose",
  title: "goose",
  downs: "in-file",
  // “found missing migrations before current version”, unless -allow-missing.
  olderVersion: "refused",
  afterFailure: {
    says: "goose_db_version does not list the failed file; with NO TRANSACTION the statements before it stay.",
    command: "goose up"
  },
  outsideTransaction: {
    says: "Write -- +goose NO TRANSACTION at the top of the file.",
    before: "-- +goose NO TRANSACTION\n",
    after: ""
  },
  sessionSettings: "the database string: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const version = path.endsWith("_test.go") ? void 0 : migration7.exec(path)?.[1];
    return version === void 0 ? void 0 : { version, direction: "both" };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    if (file.path.endsWith(".go")) {
      return unreadable(
        file.path,
        "is a goose migration written in Go, which is not readable yet.",
        "Review it by hand."
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const script2 = substituted({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const markers = markersOf(script2.value, section2);
    const up = markers.find((marker) => marker.section === "up");
    const down = markers.find((marker) => marker.section === "down");
    if (up === void 0) {
      return unreadable(file.path, "has no line \u201C-- +goose Up\u201D, without which goose refuses it.", "Add the line.", 1);
    }
    const sections = {
      up: blankOutside(script2.value, sectionOf(script2.value, markers, up)),
      ...down && { down: blankOutside(script2.value, sectionOf(script2.value, markers, down)) }
    };
    const transaction = settings.transaction ?? (noTransaction.test(text) ? "per-statement" : "per-file");
    const { version = "" } = this.recognise(file.path) ?? {};
    const direction = down ? "both" : "up";
    return success({ path: file.path, tool: this.id, version, transaction, direction, ...sections, text, warnings });
  }
};

// src/tools/graphile-migrate/index.ts
import { createHash as createHash3 } from "node:crypto";
var committed = /(?:^|\/)committed\/(\d+)(?:-[-\w]*)?\.sql$/;
var current2 = /(?:^|\/)current(?:\.sql|\/(\d+)(?:-[-\w]*)?\.sql)$/;
var header = /^(?:--! [A-Z]\w*(?::.*)?\r?\n)*/;
var noTransaction2 = /^--!\s*no-transaction\b/;
var include = /^--!\s*include\s+(\S+)/m;
var placeholder2 = /(?<![:\w])(:)([A-Z][A-Z0-9_]*)\b/g;
function replaced3(file, { placeholders }) {
  const text = file.text.replace(placeholder2, (written, _colon, name) => placeholders[name] ?? written);
  const open = firstOutsideQuotes(text, placeholder2);
  return open === void 0 ? success(text) : unresolved({ ...file, text }, open.index, open[0], open[2] ?? "");
}
function tampering(text) {
  const head = header.exec(text)?.[0] ?? "";
  const [, previous = "-"] = /^--! Previous: (\S+)/m.exec(head) ?? [];
  const [, algorithm = "", hash] = /^--! Hash: (sha1):(\w+)/m.exec(head) ?? [];
  if (hash === void 0 || /^--! AllowInvalidHash\b/m.test(head)) return [];
  const body = `${previous === "-" ? "" : previous}
${text.slice(head.length).trim()}`;
  const found3 = createHash3(algorithm).update(`${body.trim()}
`).digest("hex");
  return found3 === hash ? [] : ["its text has another hash than its header says, so graphile-migrate refuses it"];
}
function compare(a, b) {
  const [left, right] = [a.startsWith("current"), b.startsWith("current")];
  if (left !== right) return Number(left) - Number(right);
  return compareNumbers(a.replace(/\D/g, ""), b.replace(/\D/g, ""));
}
var tool8 = {
  id: "graphile-migrate",
  title: "graphile-migrate",
  downs: "none",
  // Each file names the hash of the one before it: one between two others breaks the chain.
  olderVersion: "refused",
  afterFailure: {
    says: "graphile_migrate.migrations does not list the failed file; with no-transaction some of it may stay.",
    command: "graphile-migrate migrate"
  },
  outsideTransaction: {
    says: "Put the statement alone in a migration whose first line is --! no-transaction.",
    before: "--! no-transaction\n",
    after: ""
  },
  sessionSettings: '.gmrc: "pgSettings": { "lock_timeout": "5s" }',
  recognise(path) {
    const version = committed.exec(path)?.[1];
    if (version !== void 0) return { version, direction: "up" };
    const [draft, part] = current2.exec(path) ?? [];
    if (draft === void 0) return void 0;
    return { version: part ? `current/${part}` : "current", direction: "up", draft: true };
  },
  compareVersions: compare,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const body = text.slice(header.exec(text)?.[0].length ?? 0).trimStart();
    const { version = "", draft } = this.recognise(file.path) ?? {};
    const alone = noTransaction2.test(body);
    if (alone && version.startsWith("current/")) {
      return unreadable(
        file.path,
        "says no-transaction, which graphile-migrate takes in current.sql only.",
        "Use current.sql.",
        1
      );
    }
    const included = include.exec(text);
    if (included !== null) {
      const line = lineAt(text, included.index);
      return unreadable(
        file.path,
        `line ${line} includes ${included[1] ?? ""}, and included files are not readable yet.`,
        "Commit the migration, which puts the text in, and review that.",
        line
      );
    }
    const script2 = replaced3({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const wrapped = version.startsWith("current/") ? "all-pending" : "per-file";
    const transaction = settings.transaction ?? (alone ? "one-message" : wrapped);
    const told = [...warnings, ...tampering(text)];
    const read3 = wholeFile(file, {
      tool: this.id,
      version,
      direction: "up",
      transaction,
      text,
      warnings: told,
      script: script2.value
    });
    return success({ ...read3, ...draft && { draft } });
  }
};

// src/tools/hasura/index.ts
var migration8 = /(?:^|\/)(\d+)_[^/]*\/(up|down)\.(?:sql|yaml)$/;
var noTransaction3 = "-- hasura:no-transaction";
var tool9 = {
  id: "hasura",
  title: "Hasura",
  downs: "pairs",
  // `migrate apply` runs every version that its state does not list.
  olderVersion: "applied",
  afterFailure: {
    says: "Hasura's migration state does not list the failed version; without a transaction some of the file may stay.",
    command: "hasura migrate apply --database-name DATABASE"
  },
  outsideTransaction: {
    says: "Put the statement alone in a migration whose up.sql begins with -- hasura:no-transaction (a recent CLI and server).",
    before: `${noTransaction3}
`,
    after: ""
  },
  sessionSettings: "the URL of the source: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const [, version, direction] = migration8.exec(path) ?? [];
    return version === void 0 ? void 0 : { version, direction: direction === "down" ? "down" : "up" };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    if (file.path.endsWith(".yaml")) {
      return unreadable(
        file.path,
        "changes Hasura's metadata and may run SQL inside it, which is not readable yet.",
        "Review it by hand, or write its SQL as up.sql and down.sql."
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const alone = linesOf(text)[0]?.text.trim() === noTransaction3;
    const transaction = settings.transaction ?? (alone ? "one-message" : "per-file");
    return success(wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: text }));
  }
};

// src/tools/liquibase/changelog.ts
var import_yaml = __toESM(require_dist(), 1);
var isChangeLog = (path) => /\.(?:xml|ya?ml|json)$/i.test(path);
var readChangeLog = (path, text) => path.endsWith(".xml") ? fromXml(text.replace(/<!--[\s\S]*?-->/g, "")) : fromYaml(text);
function fromXml(text) {
  if (!/<(?:\w+:)?databaseChangeLog\b/.test(text)) return void 0;
  const value = (tag2, name) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(tag2)?.[1];
  const includes = [...text.matchAll(/<(?:\w+:)?(include|includeAll)\b[^>]*>/g)].map(([tag2, kind]) => ({
    what: kind === "include" ? "file" : "folder",
    path: value(tag2, kind === "include" ? "file" : "path") ?? "",
    relative: value(tag2, "relativeToChangelogFile") === "true"
  }));
  const sets = [...text.matchAll(/<(?:\w+:)?changeSet\b[^>]*>([\s\S]*?)<\/(?:\w+:)?changeSet>/g)];
  const changes = sets.map(
    ([, body = ""]) => /<(?!preConditions|comment|\/)(?:\w+:)?(\w+)/.exec(body)?.[1] ?? "changeSet"
  );
  return { includes, changes: [...new Set(changes)] };
}
function fromYaml(text) {
  const entries = entriesOf2(text);
  if (entries === void 0) return void 0;
  const held = (name) => entries.flatMap((entry) => isFields(entry[name]) ? [entry[name]] : []);
  const includes = entries.flatMap(({ include: include2, includeAll }) => {
    const fields = isFields(include2) ? include2 : includeAll;
    if (!isFields(fields)) return [];
    const path = fields === include2 ? fields["file"] : fields["path"];
    const what = fields === include2 ? "file" : "folder";
    return [{ what, path: String(path), relative: String(fields["relativeToChangelogFile"]) === "true" }];
  });
  const changes = held("changeSet").flatMap(
    ({ changes: changes2 }) => Array.isArray(changes2) ? changes2.filter(isFields).flatMap((change4) => Object.keys(change4)) : ["changeSet"]
  );
  return { includes, changes: [...new Set(changes)] };
}
var isFields = (value) => typeof value === "object" && value !== null;
function entriesOf2(text) {
  try {
    const log = (0, import_yaml.parse)(text, { maxAliasCount: 100 });
    const entries = isFields(log) ? log["databaseChangeLog"] : void 0;
    return Array.isArray(entries) ? entries.filter(isFields) : void 0;
  } catch {
    return void 0;
  }
}

// src/tools/liquibase/changesets.ts
var header2 = /^\s*--\s*liquibase\s+formatted\s+sql\b(.*)$/im;
var start = /^\s*--\s*changeset\s+(?:"([^"]+)"|([^:]+?)):(?:"([^"]+)"|(\S+))(.*)$/i;
var rollback = /^\s*--\s*rollback\s+/i;
var rollbackBlock = /\/\*\s*liquibase\s+rollback\b([\s\S]*?)\*\//gi;
var nothingToDo = /^(?:not required|empty)\s*;?\s*$/i;
function changesetsOf(text) {
  if (!header2.test(text.split("\n", 1)[0] ?? "")) return void 0;
  const lines = linesOf(text);
  const starts = lines.flatMap((line) => {
    const match = start.exec(line.text);
    return match === null ? [] : [{ line, match }];
  });
  return starts.map(({ line, match }, index) => {
    const up = { start: line.end, end: starts[index + 1]?.line.start ?? text.length };
    const [, quotedAuthor, author = "", quotedId, id = "", rest = ""] = match;
    const own2 = lines.filter((one) => one.start > up.start && one.end <= up.end);
    const down = rollbackOf(text, up, own2);
    return {
      author: quotedAuthor ?? author,
      id: quotedId ?? id,
      attributes: `${quotedAuthor ?? author}:${quotedId ?? id}${rest}`,
      line: line.number,
      up,
      ...down && { down }
    };
  });
}
function rollbackOf(text, up, lines) {
  const inLines = lines.flatMap((line) => {
    const mark = rollback.exec(line.text)?.[0];
    return mark === void 0 ? [] : [{ start: line.start + mark.length, end: line.end }];
  });
  const inBlocks = [...text.slice(up.start, up.end).matchAll(rollbackBlock)].map((match) => {
    const from = up.start + match.index + match[0].length - 2 - (match[1] ?? "").length;
    return { start: from, end: from + (match[1] ?? "").length };
  });
  const all2 = [...inLines, ...inBlocks].sort((a, b) => a.start - b.start);
  if (all2.length === 0) return void 0;
  const said = all2.map(({ start: from, end }) => text.slice(from, end));
  if (said.some((one) => /^\s*changesetId:/i.test(one))) return void 0;
  return said.every((one) => nothingToDo.test(one.trim())) ? [] : all2;
}
var attribute = (changeset, name) => new RegExp(`\\b${name}:(?:"([^"]*)"|(\\S+))`, "i").exec(changeset.attributes)?.slice(1).find(Boolean);
function delimiterOf2(changeset) {
  const own2 = attribute(changeset, "endDelimiter")?.replace(/^(?:\\r|\\n|\^)+|(?:\\r|\\n|\$)+$/g, "");
  if (own2 === void 0 || own2 === "" || own2 === ";") return /^[ \t]*(?:go|\/)[ \t]*$/gim;
  return new RegExp(`(?<!\\*)${own2.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}[ \\t]*$`, "gim");
}
function forPostgres(changeset) {
  const named2 = attribute(changeset, "dbms")?.toLowerCase().split(",");
  if (named2 === void 0) return true;
  if (named2.includes("!postgresql") || named2.includes("none")) return false;
  return named2.some((one) => one === "postgresql" || one === "all" || one.startsWith("!"));
}
var logicalPath = (text, changeset) => attribute(changeset, "logicalFilePath") ?? attribute({ attributes: header2.exec(text)?.[1] ?? "" }, "logicalFilePath");

// src/tools/liquibase/order.ts
var orders = /* @__PURE__ */ new WeakMap();
function placeOf(path, files) {
  const order2 = orders.get(files) ?? includedFiles(files) ?? byName(files);
  orders.set(files, order2);
  return order2.length === 0 ? 0 : order2.indexOf(path);
}
var byName = (files) => [...files.keys()].filter((path) => !isChangeLog(path)).sort(compareNames);
function includedFiles(files) {
  const paths = [...files.keys()].sort(compareNames);
  const logs = new Map(
    paths.filter(isChangeLog).flatMap((path) => {
      const log = readChangeLog(path, files.get(path) ?? "");
      return log === void 0 ? [] : [[path, log.includes.flatMap((include2) => found2(include2, path, paths))]];
    })
  );
  const included = new Set([...logs.values()].flat());
  const order2 = /* @__PURE__ */ new Set();
  const visit = (path) => {
    if (order2.has(path)) return;
    order2.add(path);
    logs.get(path)?.forEach(visit);
  };
  [...logs.keys()].filter((path) => !included.has(path)).forEach(visit);
  const sql = [...order2].filter((path) => !isChangeLog(path));
  return sql.length > 0 ? sql : void 0;
}
function found2({ what, path, relative }, from, paths) {
  const name = path.replace(/^classpath\*?:/, "").replace(/^\.?\/+|\/+$/g, "");
  const wanted = relative ? normal(`${folderOf(from)}/${name}`) : normal(name);
  const ends2 = (one) => one === wanted || !relative && `/${one}`.endsWith(`/${wanted}`);
  if (what === "file") return paths.filter(ends2).slice(0, 1);
  return paths.filter((one) => one !== from && upFolders(one).some(ends2));
}
var upFolders = (path) => {
  const folder = folderOf(path);
  return folder === "" ? [] : [folder, ...upFolders(folder)];
};
var normal = (path) => path.split("/").reduce((parts, part) => {
  if (part === "" || part === ".") return parts;
  return part === ".." ? parts.slice(0, -1) : [...parts, part];
}, []).join("/");

// src/tools/liquibase/properties.ts
var property = /\$\{([^}\r\n]+)\}/g;
function withProperties(file, { placeholders }) {
  const filled = file.text.replace(property, (written, name) => placeholders[name] ?? written);
  const open = firstOutsideQuotes(filled, property);
  return open === void 0 ? success(filled) : unresolved({ ...file, text: filled }, open.index, open[0], open[1] ?? "");
}

// src/tools/liquibase/index.ts
var whole2 = (text) => ({
  ...{ author: "includeAll", id: "raw", attributes: "", line: 1 },
  up: { start: 0, end: text.length }
});
function migrationOf(changeset, file, script2, settings) {
  const { author, id, up, down, line } = changeset;
  const says2 = (name) => attribute(changeset, name)?.toLowerCase() === "true";
  const free = attribute(changeset, "runInTransaction")?.toLowerCase() === "false";
  const unsplit = attribute(changeset, "splitStatements")?.toLowerCase() === "false";
  const mode = unsplit ? "one-message" : "per-statement";
  const ended2 = unsplit ? script2 : withSemicolons(script2, delimiterOf2(changeset));
  const mistaken = /^(?:runInTransaction|splitStatements|endDelimiter|context|dbms)$/i.test(author);
  return {
    path: file.path,
    tool: "liquibase",
    // What runs again whenever it changes has no version.
    version: says2("runOnChange") || says2("runAlways") ? "" : `${author}:${id}`,
    transaction: settings.transaction ?? (free ? mode : "per-file"),
    direction: down ? "both" : "up",
    identity: `${logicalPath(file.text, changeset) ?? file.path}::${id}::${author}`,
    place: [placeOf(file.path, settings.companions), line],
    up: blankOutside(ended2, up),
    ...down && { down: blankOutside(script2, ...down) },
    text: file.text,
    warnings: mistaken ? [`line ${line}: Liquibase takes ${author} for the author and ${id} for the id`] : []
  };
}
function readAll(file, settings) {
  if (isChangeLog(file.path)) {
    const changes = readChangeLog(file.path, file.text)?.changes ?? [];
    const kinds = `${changes.slice(0, 3).join(", ")}${changes.length > 3 ? ", \u2026" : ""}`;
    return changes.length === 0 ? success([]) : unreadable(
      file.path,
      `holds changes that are no SQL files (${kinds}), which are not readable yet.`,
      "Review it by hand."
    );
  }
  const { text, warnings } = withoutMark(file.text);
  const marked = { path: file.path, text };
  const script2 = withProperties(marked, settings);
  if (!script2.ok) return script2;
  const changesets = changesetsOf(script2.value) ?? [whole2(script2.value)];
  if (changesets.length === 0) {
    return unreadable(
      file.path,
      "has no line \u201C--changeset author:id\u201D, so that Liquibase runs nothing of it.",
      "Add the line.",
      1
    );
  }
  const read3 = changesets.filter(forPostgres).map((one) => migrationOf(one, marked, script2.value, settings));
  const twice = read3.find(({ identity }, index) => read3.findIndex((one) => one.identity === identity) < index);
  if (twice !== void 0) {
    return unreadable(
      file.path,
      `holds two changesets ${twice.version}, which Liquibase refuses.`,
      "Give one of them another id."
    );
  }
  const neverRuns = read3[0]?.place?.[0] === -1 ? "is in no change log, so Liquibase never runs it." : void 0;
  return success(
    read3.map((one) => ({
      ...one,
      warnings: [...warnings, ...one.warnings],
      ...neverRuns !== void 0 && { neverRuns }
    }))
  );
}
var tool10 = {
  id: "liquibase",
  title: "Liquibase",
  downs: "in-file",
  // Every changeset that DATABASECHANGELOG does not list is run.
  olderVersion: "applied",
  // It also has the file's path.
  versionsMayRepeat: true,
  afterFailure: {
    says: "DATABASECHANGELOG lists the changesets before the failed one; with runInTransaction:false a part of it may stay.",
    command: "liquibase update"
  },
  outsideTransaction: {
    says: "Put the statement in a changeset of its own: --changeset author:id runInTransaction:false.",
    before: "--changeset AUTHOR:ID runInTransaction:false\n",
    after: ""
  },
  sessionSettings: "the JDBC URL: ?options=-c%20lock_timeout%3D5s",
  recognise: (path) => /\.(?:sql|xml|ya?ml|json)$/i.test(path) ? { version: nameOf(path), direction: "both" } : void 0,
  companions: (_path, folder) => folder,
  compareVersions: compareNames,
  read(file, settings) {
    const read3 = readAll(file, settings);
    if (!read3.ok) return read3;
    const [first] = read3.value;
    return first === void 0 ? unreadable(file.path, "holds no changeset for Postgres.", "Name a file of SQL changesets.") : success(first);
  },
  readAll
};

// src/tools/node-pg-migrate/index.ts
var migration9 = /(?:^|\/)(\d+)[^/]*?(?:\.(up|down))?\.(?:sql|[cm]?[jt]s)$/;
var upMarker = /^\s*--[\s-]*up\s+migration/im;
var downMarker = /^\s*--[\s-]*down\s+migration/im;
var asDown = "is taken for the way back of its .up.sql, as the sql loader does: the command line runs it as an up";
function instant(version) {
  const [, date, hours, minutes, seconds, ms] = /^(\d{8})(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(version) ?? [];
  if (date === void 0) return version;
  const day2 = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const at2 = Date.parse(`${day2}T${hours ?? ""}:${minutes ?? ""}:${seconds ?? ""}.${ms ?? ""}Z`);
  return Number.isNaN(at2) ? version : `${at2}`;
}
function sectionsOf(text) {
  const [up, down] = [text.search(upMarker), text.search(downMarker)];
  const section4 = (start2, other) => blankOutside(text, { start: start2, end: other > start2 ? other : text.length });
  if (up < 0 && down < 0) return { up: text };
  return { ...up >= 0 && { up: section4(up, down) }, ...down >= 0 && { down: section4(down, up) } };
}
var tool11 = {
  id: "node-pg-migrate",
  title: "node-pg-migrate",
  downs: "in-file",
  // “Not run migration … is preceding already run migration …”, unless --no-check-order.
  olderVersion: "refused",
  // It tells migrations apart by the whole name.
  versionsMayRepeat: true,
  afterFailure: {
    says: "pgmigrations does not list the failed file, and the one transaction around all new files left nothing behind.",
    command: "node-pg-migrate up"
  },
  outsideTransaction: {
    says: "A migration in SQL always runs in a transaction: write this one in JavaScript, with pgm.noTransaction() and pgm.sql(\u2026).",
    before: "",
    after: ""
  },
  sessionSettings: "DATABASE_URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const [, version, direction] = path.endsWith(".d.ts") ? [] : migration9.exec(path) ?? [];
    if (version === void 0) return void 0;
    return { version, direction: direction === "up" || direction === "down" ? direction : "both" };
  },
  compareVersions: (a, b) => compareNumbers(instant(a), instant(b)),
  read(file, settings) {
    if (!file.path.endsWith(".sql")) {
      return unreadable(
        file.path,
        "is a node-pg-migrate migration written in JavaScript or TypeScript, which is not readable yet.",
        "Review it by hand."
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const { version = "", direction = "both" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? "all-pending";
    if (direction !== "both") {
      const told = direction === "down" ? [...warnings, asDown] : warnings;
      return success(
        wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings: told, script: text })
      );
    }
    const sections = sectionsOf(text);
    if (sections.up === void 0) {
      return unreadable(
        file.path,
        "has a line \u201C-- Down Migration\u201D and none \u201C-- Up Migration\u201D: node-pg-migrate runs all of it as the up, its down too.",
        "Add the line \u201C-- Up Migration\u201D.",
        1
      );
    }
    const holds = sections.down === void 0 ? "up" : "both";
    return success({
      path: file.path,
      tool: this.id,
      version,
      transaction,
      direction: holds,
      ...sections,
      text,
      warnings
    });
  }
};

// src/tools/popx/index.ts
var migration10 = /(?:^|\/)(\d+)_[^./]+(?:\.(?!autocommit\.)([a-z0-9]+))?(\.autocommit)?\.(up|down)\.(sql|fizz)$/;
var postgres = /* @__PURE__ */ new Set(["postgres", "postgresql", "pg"]);
function named(path) {
  const [match, version = "", dialect, autocommit, direction, type] = migration10.exec(path) ?? [];
  const mine = match !== void 0 && (dialect === void 0 || postgres.has(dialect));
  if (!mine) return void 0;
  return {
    version,
    general: dialect === void 0,
    autocommit,
    direction: direction === "down" ? "down" : "up",
    type
  };
}
var tool12 = {
  id: "popx",
  title: "ory popx",
  downs: "pairs",
  // Every version that the migration table does not list is run.
  olderVersion: "applied",
  afterFailure: {
    says: "The migration table does not list the failed version; an .autocommit file may leave some of it behind.",
    command: "PROGRAM migrate sql up --read-from-env --yes"
  },
  outsideTransaction: {
    says: "Put the statement alone in a file NAME.autocommit.up.sql (NAME.postgres.autocommit.up.sql for Postgres only).",
    before: "",
    after: ""
  },
  sessionSettings: "the DSN: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const { version, direction } = named(path) ?? {};
    return version === void 0 || direction === void 0 ? void 0 : { version, direction };
  },
  chosen(paths) {
    const key2 = (path) => `${named(path)?.version ?? ""} ${named(path)?.direction ?? ""}`;
    const own2 = new Set(paths.filter((path) => named(path)?.general === false).map(key2));
    const forOthers = (path) => migration10.test(path) && named(path) === void 0;
    const overridden = (path) => named(path)?.general === true && own2.has(key2(path));
    return paths.filter((path) => !forOthers(path) && !overridden(path));
  },
  compareVersions: compareNames,
  read(file, settings) {
    const { version = "", direction = "up", autocommit, type } = named(file.path) ?? {};
    if (type === "fizz") {
      return unreadable(file.path, "is written in fizz, which is not readable yet.", "Write the migration as SQL.");
    }
    const { text, warnings } = withoutMark(file.text);
    const script2 = withTemplates({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const transaction = settings.transaction ?? (autocommit === void 0 ? "per-file" : "one-message");
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script2.value })
    );
  }
};

// src/tools/prisma/index.ts
var migration11 = /(?:^|\/)([^/]+)\/migration\.sql$/;
var versionOf = (folder) => /^\d+(?=_|$)/.exec(folder)?.[0] ?? folder;
var tool13 = {
  id: "prisma",
  title: "Prisma",
  downs: "none",
  // `migrate deploy` applies every folder that _prisma_migrations does not list, older ones too.
  olderVersion: "applied",
  versionsMayRepeat: true,
  afterFailure: {
    says: "_prisma_migrations keeps the failed migration, and every further deploy stops with P3009.",
    command: "npx prisma migrate resolve --rolled-back MIGRATION_NAME"
  },
  outsideTransaction: {
    says: "Prisma sends each file as one message: put the statement alone in a migration of its own.",
    before: "",
    after: ""
  },
  sessionSettings: "the datasource URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const folder = migration11.exec(path)?.[1];
    return folder === void 0 ? void 0 : { version: versionOf(folder), direction: "up" };
  },
  // As names: Prisma sorts its folders so. Equal versions are told apart by the rest of the path.
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = "" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? "one-message";
    return success(
      wholeFile(file, { tool: this.id, version, direction: "up", transaction, text, warnings, script: text })
    );
  }
};

// src/tools/refinery/index.ts
var migration12 = /(?:^|\/)([VU])(\d+)__\w+\.(?:sql|rs)$/;
var tool14 = {
  id: "refinery",
  title: "refinery",
  downs: "none",
  // MissingVersion, unless set_abort_missing(false), which skips it; a U file may come late.
  olderVersion: "refused",
  afterFailure: {
    says: "refinery_schema_history does not list the failed file, and its transaction left nothing behind.",
    command: "refinery migrate"
  },
  outsideTransaction: {
    says: "refinery runs every file in a transaction: run the statement outside refinery, and write IF NOT EXISTS into the migration.",
    before: "",
    after: ""
  },
  sessionSettings: "the database URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const version = migration12.exec(path)?.[2];
    return version === void 0 ? void 0 : { version, direction: "up" };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    if (file.path.endsWith(".rs")) {
      return unreadable(
        file.path,
        "is a refinery migration written in Rust, which is not readable yet.",
        "Review it by hand."
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const { version = "" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? "per-file";
    const read3 = wholeFile(file, {
      tool: this.id,
      version,
      direction: "up",
      transaction,
      text,
      warnings,
      script: text
    });
    return success(migration12.exec(file.path)?.[1] === "U" ? { ...read3, mayComeLate: true } : read3);
  }
};

// src/tools/psql.ts
var harmless2 = /^\\(?:(?:un)?restrict|echo|qecho|warn|timing|pset|x|set[ \t]+(?:ON_ERROR_STOP|ECHO|QUIET|VERBOSITY))(?!\S).*$/gm;
var command = /^[ \t]*(\\[A-Za-z!]+)/gm;
var variable2 = /(?<![:\w]):(?:(['"])([A-Za-z_]\w*)\1|([A-Za-z_]\w*))/g;
function asPsql(file, settings) {
  const text = file.text.replace(harmless2, (line) => " ".repeat(line.length));
  const found3 = firstOutsideQuotes(text, command);
  if (found3 !== void 0) {
    const line = lineAt(text, found3.index + found3[0].length);
    return unreadable(
      file.path,
      `line ${line} holds the psql command ${found3[1] ?? ""}, which is not run here.`,
      "Write it as SQL, or move it out of the migration.",
      line
    );
  }
  const quoted = quotedRanges(text);
  const outside = (offset) => !quoted.some(({ start: start2, end }) => offset >= start2 && offset < end);
  const filled = text.replace(
    variable2,
    (written, quote, inQuotes, bare, offset) => {
      const value = outside(offset) ? settings.placeholders[inQuotes ?? bare ?? ""] : void 0;
      return value === void 0 ? written : inside(quote, value);
    }
  );
  const open = firstOutsideQuotes(filled, variable2);
  if (open !== void 0) return unresolved({ ...file, text: filled }, open.index, open[0], open[2] ?? open[3] ?? "");
  return withTemplates({ ...file, text: filled }, settings);
}
var inside = (quote, value) => quote === void 0 ? value : `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;

// src/tools/sqitch/plan.ts
var change3 = /^\s*\+?\s*([^\s@%#[\]:+-][^\s[\]@#:]*)\s/;
var tag = /^\s*@(\S+)\s/;
function changesOf(plan) {
  const lines = plan.split(/\r?\n/).map((line) => ({ name: change3.exec(line)?.[1], tag: tag.exec(line)?.[1] }));
  const rounds = /* @__PURE__ */ new Map();
  return lines.flatMap(({ name }, at2) => {
    if (name === void 0) return [];
    const round = rounds.get(name) ?? 0;
    rounds.set(name, round + 1);
    const again = lines.findIndex((line, index) => index > at2 && line.name === name);
    return [{ name, round, reworkTags: again < 0 ? [] : lines.slice(at2, again).flatMap((line) => line.tag ?? []) }];
  });
}
function placeOf2(changes, script2) {
  const [name = "", reworkTag] = script2.split("@");
  return reworkTag === void 0 ? changes.findLastIndex((one) => one.name === name) : changes.findIndex((one) => one.name === name && one.reworkTags.includes(reworkTag));
}

// src/tools/sqitch/index.ts
var script = /^(?:.*\/)?(deploy|revert)\/(.+)\.sql$/;
var plansOf = (path) => upwards(folderOf(path)).map((folder) => within(folder, "sqitch.plan"));
function planned(path, version, direction, { companions }) {
  const found3 = plansOf(path).find((plan) => companions.has(plan));
  const unplanned = { identity: `${direction} ${version}` };
  if (found3 === void 0) return unplanned;
  const changes = changesOf(companions.get(found3) ?? "");
  const place2 = placeOf2(changes, version);
  const change4 = changes[place2];
  if (change4 === void 0) return { ...unplanned, neverRuns: `is not in ${found3}, so Sqitch never runs it.` };
  return { place: [place2], stamp: place2, identity: `${direction} ${change4.name} ${change4.round}` };
}
var tool15 = {
  id: "sqitch",
  title: "Sqitch",
  downs: "pairs",
  // “Cannot find this change in sqitch.plan”: an id is made of all changes before it (seen with 1.3.1).
  olderVersion: "refused",
  afterFailure: {
    says: "The changes that this run had deployed are reverted again by their revert scripts; of the failed script stays what it committed itself.",
    command: "sqitch deploy"
  },
  outsideTransaction: {
    says: "psql runs the script statement by statement: leave BEGIN and COMMIT out of it.",
    before: "",
    after: ""
  },
  sessionSettings: 'the environment of Sqitch: PGOPTIONS="-c lock_timeout=5s"',
  recognise(path) {
    const [, folder, name] = script.exec(path) ?? [];
    return name === void 0 ? void 0 : { version: name, direction: folder === "revert" ? "down" : "up" };
  },
  companions: plansOf,
  // Names tell no order: only the plan does.
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const plan = planned(file.path, version, direction, settings);
    const transaction = settings.transaction ?? "per-statement";
    const whole3 = { tool: this.id, version, direction, transaction, text, warnings };
    if (plan.neverRuns !== void 0) return success({ ...wholeFile(file, { ...whole3, script: "" }), ...plan });
    const placeholders = { registry: "sqitch", ...settings.placeholders };
    const script2 = asPsql({ path: file.path, text }, { ...settings, placeholders });
    if (!script2.ok) return script2;
    return success({ ...wholeFile(file, { ...whole3, script: script2.value }), freshSettings: true, ...plan });
  }
};

// src/tools/sql/index.ts
var number = /^[vV]?(\d+(?:[.-]\d+)*)(?=\D|$)/;
var downFile = /(?:[._-]|^)(?:down|rollback|undo)\.sql$/i;
function compare2(a, b) {
  const [left, right] = [/^\d/.test(a), /^\d/.test(b)];
  if (left && right) return compareDotted(a.replaceAll("-", "."), b.replaceAll("-", "."));
  return left === right ? compareNames(a, b) : Number(right) - Number(left);
}
var unwrapped = /^(?:--.*\r?\n|\s)*--.*\bno[ -]transaction[ \t]*(?:\r?\n|$)/i;
var tool16 = {
  id: "sql",
  title: "plain SQL",
  downs: "optional",
  olderVersion: "unknown",
  afterFailure: {
    says: "Nothing is recorded; the statements before the failed one stay.",
    command: "psql -v ON_ERROR_STOP=1 -f FILE"
  },
  outsideTransaction: {
    says: "Statements run one by one as psql -f sends them: leave BEGIN and COMMIT out of the file.",
    before: "",
    after: ""
  },
  sessionSettings: 'the environment of psql: PGOPTIONS="-c lock_timeout=5s"',
  recognise(path) {
    if (!path.endsWith(".sql")) return void 0;
    const name = nameOf(path);
    return { version: number.exec(name)?.[1] ?? "", direction: downFile.test(name) ? "down" : "up" };
  },
  compareVersions: compare2,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const script2 = asPsql({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const configured = settings.transaction ?? "per-statement";
    const wraps = configured === "per-file" || configured === "all-pending";
    const transaction = wraps && unwrapped.test(text) ? "one-message" : configured;
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script2.value })
    );
  }
};

// src/tools/sql-migrate/statements.ts
var begins = /^-- \+migrate StatementBegin\b/;
var ends = /^-- \+migrate StatementEnd\b/;
var code2 = (line) => line.split(/(?:^|\s)--/, 1)[0] ?? "";
function refusedEnd(text, section4) {
  const lines = linesOf(text).filter(({ start: start2, end }) => start2 >= section4.start && end <= section4.end);
  const quoted = quotedRanges(text.slice(section4.start, section4.end));
  const inside2 = (line) => {
    const at2 = line.start + code2(line.text).lastIndexOf(";") - section4.start;
    return quoted.some(({ start: start2, end }) => at2 > start2 && at2 < end);
  };
  let held = false;
  let open;
  for (const line of lines) {
    if (begins.test(line.text)) held = true;
    if (ends.test(line.text)) [held, open] = [false, void 0];
    if (line.text.startsWith("-- ") || line.text.trim() === "") continue;
    open ??= line;
    if (held || !code2(line.text).trimEnd().endsWith(";")) continue;
    if (inside2(line)) {
      return {
        line: line.number,
        says: "sql-migrate takes this semicolon, inside quotes, for the end of a statement; put -- +migrate StatementBegin and StatementEnd around it"
      };
    }
    open = void 0;
  }
  return open && { line: open.number, says: "sql-migrate refuses a statement without a semicolon at its end" };
}

// src/tools/sql-migrate/index.ts
var migration13 = /(?:^|\/)(?:(\d+)[^/]*|([^/]+))\.sql$/;
var section3 = /^-- \+migrate (Up|Down)(\s.*)?$/;
var withoutTransaction = (markers) => markers.some(({ options }) => /(?:^|\s)notransaction(?=\s|$)/.test(options));
var doubts = (text, markers) => markers.flatMap((marker) => {
  const found3 = refusedEnd(text, sectionOf(text, markers, marker));
  return found3 === void 0 ? [] : [`line ${found3.line}: ${found3.says}`];
});
var tool17 = {
  id: "sql-migrate",
  title: "sql-migrate",
  downs: "in-file",
  // Every file that gorp_migrations does not list is run (seen with 1.2.0).
  olderVersion: "applied",
  // gorp_migrations holds whole names.
  versionsMayRepeat: true,
  afterFailure: {
    says: "gorp_migrations does not list the failed file; with notransaction the statements before it stay.",
    command: "sql-migrate up"
  },
  outsideTransaction: {
    says: "Put the statement in a migration that begins with -- +migrate Up notransaction.",
    before: "-- +migrate Up notransaction\n",
    after: "\n-- +migrate Down notransaction\n"
  },
  sessionSettings: "the datasource in dbconfig.yml: options='-c lock_timeout=5s'",
  recognise(path) {
    const [, number2, name] = migration13.exec(path) ?? [];
    const version = number2 ?? name;
    return version === void 0 ? void 0 : { version, direction: "both" };
  },
  // Numbers first and as numbers, then names.
  compareVersions(a, b) {
    const [left, right] = [/^\d/.test(a), /^\d/.test(b)];
    if (left !== right) return Number(right) - Number(left);
    return left ? compareNumbers(a, b) : compareNames(a, b);
  },
  read(file, settings) {
    const { text, warnings: marks } = withoutMark(file.text);
    const script2 = withTemplates({ path: file.path, text }, settings);
    if (!script2.ok) return script2;
    const markers = markersOf(script2.value, section3);
    const [ups, downs] = ["up", "down"].map((one) => markers.filter((marker) => marker.section === one));
    if (ups === void 0 || downs === void 0 || markers.length === 0) {
      return unreadable(
        file.path,
        "has no line \u201C-- +migrate Up\u201D, without which sql-migrate refuses it.",
        "Add the line.",
        1
      );
    }
    const show = (some) => blankOutside(script2.value, ...some.map((marker) => sectionOf(script2.value, markers, marker)));
    const transaction = settings.transaction ?? (withoutTransaction(ups) ? "per-statement" : "per-file");
    const downTransaction = settings.transaction ?? (withoutTransaction(downs) ? "per-statement" : "per-file");
    const sections = {
      up: show(ups),
      ...downs.length > 0 && { down: show(downs) },
      ...downs.length > 0 && downTransaction !== transaction && { downTransaction }
    };
    const { version = "" } = this.recognise(file.path) ?? {};
    const warnings = [...marks, ...doubts(script2.value, markers)];
    const direction = downs.length > 0 ? "both" : "up";
    return success({ path: file.path, tool: this.id, version, transaction, direction, ...sections, text, warnings });
  }
};

// src/tools/sqlx/index.ts
var migration14 = /(?:^|\/)(\d+)_[^/]*?(?:\.(up|down))?\.sql$/;
var tool18 = {
  id: "sqlx",
  title: "sqlx",
  downs: "optional",
  // `migrate run` applies every version that _sqlx_migrations does not list.
  olderVersion: "applied",
  afterFailure: {
    says: "Nothing is recorded; a file in a transaction left nothing behind, one without may have.",
    command: "sqlx migrate run"
  },
  outsideTransaction: {
    says: "Put the statement alone in a migration whose first line is -- no-transaction.",
    before: "-- no-transaction\n",
    after: ""
  },
  sessionSettings: "the database URL: ?options=-c%20lock_timeout%3D5s",
  recognise(path) {
    const [, version, direction] = migration14.exec(path) ?? [];
    return version === void 0 ? void 0 : { version, direction: direction === "down" ? "down" : "up" };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = "", direction = "up" } = this.recognise(file.path) ?? {};
    const alone = file.text.startsWith("-- no-transaction");
    const transaction = settings.transaction ?? (alone ? "one-message" : "per-file");
    return success(wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: text }));
  }
};

// src/tools/supabase/index.ts
var migration15 = /(?:^|\/)(\d+)_[^/]*\.sql$/;
var tool19 = {
  id: "supabase",
  title: "Supabase",
  downs: "none",
  // “Found local migration files to be inserted before the last migration on remote database”, unless --include-all.
  olderVersion: "refused",
  afterFailure: {
    says: "supabase_migrations.schema_migrations does not list the failed file, and nothing of it stays but what CONCURRENTLY did.",
    command: "supabase db push"
  },
  outsideTransaction: {
    says: "Put the statement alone in a migration of its own: beside others only the newest CLIs run it.",
    before: "",
    after: ""
  },
  platform: "Supabase's own schemas (auth, storage, extensions) are not in a plain Postgres: name its image, supabase/postgres, under postgres.image, or a dump of the whole schema under migrations.schema.",
  sessionSettings: "the database itself, as the CLI runs RESET ALL before each file: ALTER ROLE postgres SET lock_timeout = '5s'",
  recognise(path) {
    const version = migration15.exec(path)?.[1];
    return version === void 0 ? void 0 : { version, direction: "up" };
  },
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = "" } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? "one-message";
    const read3 = wholeFile(file, {
      tool: this.id,
      version,
      direction: "up",
      transaction,
      text,
      warnings,
      script: text
    });
    return success({ ...read3, freshSettings: true });
  }
};

// src/tools/index.ts
var tools = [
  tool,
  tool2,
  tool3,
  tool4,
  tool5,
  tool6,
  tool7,
  tool8,
  tool9,
  tool10,
  tool11,
  tool12,
  tool13,
  tool14,
  tool15,
  tool16,
  tool17,
  tool18,
  tool19
];
var toolById = (id) => tools.find((tool20) => tool20.id === id);

// src/tools/units.ts
function inToolOrder(a, b) {
  if (a.tool !== b.tool) return compareNames(a.tool, b.tool);
  const listed2 = comparePlaces(a.place, b.place);
  return listed2 || (toolById(a.tool)?.compareVersions(a.version, b.version) ?? 0) || compareNames(a.path, b.path);
}
function comparePlaces(a, b) {
  if (a === void 0 || b === void 0) return Number(a === void 0) - Number(b === void 0);
  const parts = Math.max(a.length, b.length);
  const differences = Array.from({ length: parts }, (_, part) => (a[part] ?? -1) - (b[part] ?? -1));
  return differences.find((difference) => difference !== 0) ?? 0;
}
var stem = (path) => path.replace(/([._-]|^|\/)(?:up|down|rollback|undo)\.sql$/i, "$1").replace(/[._-]$|\.sql$/, "");
function units(files) {
  const sorted = [...files].sort(inToolOrder);
  const downs = sorted.filter((file) => file.direction === "down");
  const ups = sorted.filter((file) => file.direction !== "down");
  const pairs = /* @__PURE__ */ new Map();
  for (const down of downs) {
    const up = partnerOf(
      down,
      ups.filter((candidate) => !pairs.has(candidate))
    );
    if (up) pairs.set(up, down);
  }
  const joined = new Set(pairs.values());
  return sorted.filter((file) => !joined.has(file)).map((file) => {
    const down = file.direction === "up" ? pairs.get(file) : file;
    const up = file.direction === "down" ? void 0 : file;
    return { version: file.version, ...up && { up }, ...down && { down } };
  });
}
function partnerOf(down, ups) {
  const named2 = ups.find((up) => up.direction === "up" && up.tool === down.tool && stem(up.path) === stem(down.path));
  if (named2) return named2;
  const same = ups.filter((up) => up.direction === "up" && sameVersion(up, down));
  return same.find((up) => folderOf(up.path) === folderOf(down.path)) ?? same[0];
}
var sameVersion = (a, b) => a.tool === b.tool && a.version !== "" && toolById(a.tool)?.compareVersions(a.version, b.version) === 0;

// src/config/profile-age.ts
var profileAge = (profile, now) => profile.takenAt === void 0 ? void 0 : Math.max(0, now - profile.takenAt);
function isFresh(profile, now, staleAfterMs) {
  const age = profileAge(profile, now);
  return age !== void 0 && age <= staleAfterMs;
}

// src/flows/plan.ts
var dayMs = 864e5;
function newUnits({ changed: changed3 }) {
  const added = changed3.filter(({ status, draft }) => status === "added" || draft && status !== "deleted");
  return units(added).filter(({ up }) => up !== void 0);
}
function planOf(proposal, tool20, clock) {
  const { config, structure, base: base2 } = proposal;
  const { volume, rehearsal, migrations } = config;
  const production2 = productionRows(proposal, clock);
  return {
    baseline: structure === void 0 ? { kind: "migrations", units: units(base2) } : { kind: "structure", file: structure },
    changed: newUnits(proposal),
    tool: tool20,
    volume: {
      rows: volume.rows,
      tables: new Map(Object.entries(volume.tables)),
      seconds: volume.seconds,
      ...production2 !== void 0 && { production: production2 }
    },
    limits: {
      statementMs: rehearsal.statementLimitMs,
      passMs: rehearsal.passLimitMs,
      totalMs: rehearsal.totalLimitMs
    },
    session: migrations.session,
    roles: config.postgres.createRole ? "may-create" : "may-not-create",
    rollback: rehearsal.rollback ? "rehearse" : "leave-out",
    rerun: rehearsal.rerun ? "rehearse" : "leave-out"
  };
}
function productionRows({ profile }, clock) {
  if (profile === void 0) return void 0;
  const age = profileAge(profile, clock.now());
  const rows2 = [...profile.tables].flatMap(
    ([table, known]) => known.rows === void 0 ? [] : [[table, known.rows]]
  );
  return {
    rows: new Map(rows2),
    source: "profile",
    ...age !== void 0 && { ageDays: Math.floor(age / dayMs) }
  };
}
function knownTables({ profile, config }, clock) {
  const fresh = profile !== void 0 && isFresh(profile, clock.now(), config.volume.staleAfterMs);
  const profiled = fresh ? [...profile.tables].filter(([, { rows: rows2 }]) => rows2 !== void 0) : [];
  return new Map([
    ...profiled.map(([table]) => [table, "profile"]),
    ...Object.keys(config.volume.tables).map((table) => [table, "volume.tables"])
  ]);
}

// src/flows/judge.ts
async function readStatements(proposal, schema, postgres2) {
  await loadParser();
  const { base: base2, structure, config } = proposal;
  const scripts = newUnits(proposal).flatMap(({ up }) => scriptOf(up));
  const before = structure === void 0 ? units(base2).flatMap(({ up }) => scriptOf(up)) : [{ path: structure.path, text: structure.text, transaction: "per-statement", tool: "sql" }];
  const walked = walk({
    ...{ base: before, scripts, postgres: postgres2 },
    complete: schema === "known",
    declared: config.migrations.session
  });
  return { steps: walked.steps, syntax: walked.problems, problems: walked.unreadable };
}
function scriptOf(file) {
  if (file?.up === void 0) return [];
  const { path, up: text, transaction, tool: tool20, autocommitWhenOnlyNonTransactional: free, freshSettings } = file;
  return [
    {
      path,
      text,
      transaction,
      tool: tool20,
      ...free && { autocommitWhenOnlyNonTransactional: free },
      ...freshSettings && { freshSettings }
    }
  ];
}
function judge(proposal, reading, evidence, clock) {
  const { config, changed: changed3, tip, comparison } = proposal;
  const settings = {
    severities: config.rules.settings,
    exceptions: config.rules.exceptions,
    today: new Date(clock.now()).toISOString().slice(0, 10)
  };
  const weighing = {
    rules,
    steps: reading.steps,
    postgres: evidence.postgres,
    settings,
    heldBound: heldBound(proposal, evidence.rehearsal, clock),
    stallBudgetMs: config.rehearsal.stallBudgetMs,
    tool: (id) => toolById(id) ?? anyTool
  };
  const checked = check({
    ...weighing,
    problems: reading.syntax,
    changed: changed3,
    base: tip,
    configuration: (comparison?.files ?? []).map(({ path }) => path).filter((path) => [configPath, profilePath].includes(path))
  });
  return observe({
    ...weighing,
    checked,
    rehearsal: evidence.rehearsal,
    ...evidence.observations !== void 0 && { observations: evidence.observations }
  });
}
var cards = Object.fromEntries(rules.map((rule) => [rule.id, rule]));
var plainSql = tools.find(({ id }) => id === "sql");
if (plainSql === void 0) throw new Error("The plain SQL tool is missing.");
var anyTool = plainSql;
function heldBound(proposal, rehearsal, clock) {
  const known = knownTables(proposal, clock);
  const statements = rehearsal.status === "ran" ? rehearsal.statements : [];
  return (table, { file, line }) => {
    const source = known.get(table);
    const run = statements.find((one) => one.file === file && one.line === line);
    const ms = run === void 0 ? void 0 : upperHold(run, table);
    return source === void 0 || ms === void 0 ? void 0 : { ms, source };
  };
}
function upperHold({ estimate, locks, durationMs }, table) {
  if ("status" in estimate) return void 0;
  const held = Math.max(0, ...locks.filter(({ object }) => object === table).map(({ heldMs }) => heldMs));
  return estimate.productionMs[1] * Math.max(1, held / Math.max(durationMs, 0.1));
}

export {
  require_picomatch2 as require_picomatch,
  notMeasured,
  configPath,
  load,
  loadProfile,
  parseScript,
  folderOf,
  nameOf,
  upwards,
  within,
  compareNames,
  toolById,
  newUnits,
  planOf,
  readStatements,
  judge,
  cards
};
