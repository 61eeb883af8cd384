import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  blocks,
  spoken,
  strength
} from "./chunk-WGPGLP6T.js";
import {
  closest,
  distance
} from "./chunk-D75LI2OU.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-UL4WNEGY.js";

// node_modules/libpg-query/wasm/libpg-query.js
var require_libpg_query = __commonJS({
  "node_modules/libpg-query/wasm/libpg-query.js"(exports, module) {
    var PgQueryModule2 = (() => {
      var _scriptName = globalThis.document?.currentScript?.src;
      return async function(moduleArg = {}) {
        var Module = moduleArg;
        var ENVIRONMENT_IS_WEB = !!globalThis.window;
        var ENVIRONMENT_IS_WORKER = !!globalThis.WorkerGlobalScope;
        var ENVIRONMENT_IS_NODE = globalThis.process?.versions?.node && globalThis.process?.type != "renderer";
        var programArgs = [];
        var thisProgram = "./this.program";
        var quit_ = (status, toThrow) => {
          throw toThrow;
        };
        if (typeof __filename != "undefined") {
          _scriptName = __filename;
        } else if (ENVIRONMENT_IS_WORKER) {
          _scriptName = self.location.href;
        }
        var scriptDirectory = "";
        function locateFile(path) {
          if (Module["locateFile"]) {
            return Module["locateFile"](path, scriptDirectory);
          }
          return scriptDirectory + path;
        }
        var readAsync, readBinary;
        if (ENVIRONMENT_IS_NODE) {
          var fs = __require("node:fs");
          scriptDirectory = __dirname + "/";
          readBinary = (filename) => {
            filename = isFileURI(filename) ? new URL(filename) : filename;
            var ret = fs.readFileSync(filename);
            return ret;
          };
          readAsync = async (filename, binary = true) => {
            filename = isFileURI(filename) ? new URL(filename) : filename;
            var ret = fs.readFileSync(filename, binary ? void 0 : "utf8");
            return ret;
          };
          if (process.argv.length > 1) {
            thisProgram = process.argv[1].replace(/\\/g, "/");
          }
          programArgs = process.argv.slice(2);
          quit_ = (status, toThrow) => {
            process.exitCode = status;
            throw toThrow;
          };
        } else if (ENVIRONMENT_IS_WEB || ENVIRONMENT_IS_WORKER) {
          try {
            scriptDirectory = new URL(".", _scriptName).href;
          } catch {
          }
          {
            if (ENVIRONMENT_IS_WORKER) {
              readBinary = (url) => {
                var xhr = new XMLHttpRequest();
                xhr.open("GET", url, false);
                xhr.responseType = "arraybuffer";
                xhr.send(null);
                return new Uint8Array(xhr.response);
              };
            }
            readAsync = async (url) => {
              var response = await fetch(url, { credentials: "same-origin" });
              if (response.ok) {
                return response.arrayBuffer();
              }
              throw new Error(response.status + " : " + response.url);
            };
          }
        } else {
        }
        var out = console.log.bind(console);
        var err = console.error.bind(console);
        var wasmBinary;
        var ABORT = false;
        var EXITSTATUS;
        var isFileURI = (filename) => filename.startsWith("file://");
        class EmscriptenEH {
        }
        class EmscriptenSjLj extends EmscriptenEH {
        }
        var runtimeInitialized = false;
        function getMemoryBuffer() {
          return wasmMemory.buffer;
        }
        function updateMemoryViews() {
          if (HEAP8?.buffer?.resizable) return;
          var b = getMemoryBuffer();
          HEAP8 = new Int8Array(b);
          HEAP16 = new Int16Array(b);
          Module["HEAPU8"] = HEAPU8 = new Uint8Array(b);
          HEAPU16 = new Uint16Array(b);
          HEAP32 = new Int32Array(b);
          Module["HEAPU32"] = HEAPU32 = new Uint32Array(b);
          HEAPF32 = new Float32Array(b);
          HEAPF64 = new Float64Array(b);
          HEAP64 = new BigInt64Array(b);
          HEAPU64 = new BigUint64Array(b);
        }
        function preRun() {
          var preRun2 = Module["preRun"];
          if (preRun2) {
            if (typeof preRun2 == "function") preRun2 = [preRun2];
            onPreRuns.push(...preRun2);
          }
          callRuntimeCallbacks(onPreRuns);
        }
        function initRuntime() {
          runtimeInitialized = true;
          if (!Module["noFSInit"] && !FS.initialized) FS.init();
          TTY.init();
          wasmExports["A"]();
          FS.ignorePermissions = false;
        }
        function postRun() {
          var postRun2 = Module["postRun"];
          if (postRun2) {
            if (typeof postRun2 == "function") postRun2 = [postRun2];
            onPostRuns.push(...postRun2);
          }
          callRuntimeCallbacks(onPostRuns);
        }
        function abort(what2) {
          Module["onAbort"]?.(what2);
          what2 = `Aborted(${what2})`;
          err(what2);
          ABORT = true;
          what2 += ". Build with -sASSERTIONS for more info.";
          var e = new WebAssembly.RuntimeError(what2);
          throw e;
        }
        var wasmBinaryFile;
        function findWasmBinary() {
          return locateFile("libpg-query.wasm");
        }
        function getBinarySync(file) {
          if (readBinary) {
            return readBinary(file);
          }
          throw "both async and sync fetching of the wasm failed";
        }
        async function getWasmBinary(binaryFile) {
          if (!wasmBinary) {
            try {
              var response = await readAsync(binaryFile);
              return new Uint8Array(response);
            } catch {
            }
          }
          return getBinarySync(binaryFile);
        }
        async function instantiateArrayBuffer(binaryFile, imports) {
          try {
            var binary = await getWasmBinary(binaryFile);
            var instance = await WebAssembly.instantiate(binary, imports);
            return instance;
          } catch (reason) {
            err(`failed to asynchronously prepare wasm: ${reason}`);
            abort(reason);
          }
        }
        async function instantiateAsync(binary, binaryFile, imports) {
          if (!binary && !ENVIRONMENT_IS_NODE) {
            try {
              var response = fetch(binaryFile, { credentials: "same-origin" });
              var instantiationResult = await WebAssembly.instantiateStreaming(response, imports);
              return instantiationResult;
            } catch (reason) {
              err(`wasm streaming compile failed: ${reason}`);
              err("falling back to ArrayBuffer instantiation");
            }
          }
          return instantiateArrayBuffer(binaryFile, imports);
        }
        function getWasmImports() {
          var imports = { a: wasmImports };
          return imports;
        }
        async function createWasm() {
          function receiveInstance(instance) {
            wasmExports = instance.exports;
            assignWasmExports(wasmExports);
            updateMemoryViews();
            return wasmExports;
          }
          function receiveInstantiationResult(result2) {
            return receiveInstance(result2["instance"]);
          }
          var info = getWasmImports();
          var instantiateWasm = Module["instantiateWasm"];
          if (instantiateWasm) {
            return new Promise((resolve) => {
              instantiateWasm(info, (inst) => resolve(receiveInstance(inst)));
            });
          }
          wasmBinaryFile ??= findWasmBinary();
          var result = await instantiateAsync(wasmBinary, wasmBinaryFile, info);
          var exports2 = receiveInstantiationResult(result);
          return exports2;
        }
        class ExitStatus {
          name = "ExitStatus";
          constructor(status) {
            this.message = `Program terminated with exit(${status})`;
            this.status = status;
          }
        }
        var HEAP16;
        var HEAP32;
        var HEAP64;
        var HEAP8;
        var HEAPF32;
        var HEAPF64;
        var HEAPU16;
        var HEAPU32;
        var HEAPU64;
        var HEAPU8;
        var callRuntimeCallbacks = (callbacks) => {
          while (callbacks.length > 0) {
            callbacks.shift()(Module);
          }
        };
        var onPostRuns = [];
        var onPreRuns = [];
        function getValue(ptr, type = "i8") {
          if (type.endsWith("*")) type = "*";
          switch (type) {
            case "i1":
              return HEAP8[ptr];
            case "i8":
              return HEAP8[ptr];
            case "i16":
              return HEAP16[ptr >> 1];
            case "i32":
              return HEAP32[ptr >> 2];
            case "i64":
              return HEAP64[ptr >> 3];
            case "float":
              return HEAPF32[ptr >> 2];
            case "double":
              return HEAPF64[ptr >> 3];
            case "*":
              return HEAPU32[ptr >> 2];
            default:
              abort(`invalid type for getValue: ${type}`);
          }
        }
        var noExitRuntime = true;
        var stackRestore = (val) => __emscripten_stack_restore(val);
        var stackSave = () => _emscripten_stack_get_current();
        var UTF8Decoder = globalThis.TextDecoder && new TextDecoder();
        var findStringEnd = (heapOrArray, idx, maxBytesToRead, ignoreNul) => {
          var maxIdx = idx + maxBytesToRead;
          if (ignoreNul) return maxIdx;
          while (heapOrArray[idx] && !(idx >= maxIdx)) ++idx;
          return idx;
        };
        var UTF8ArrayToString = (heapOrArray, idx = 0, maxBytesToRead, ignoreNul) => {
          var endPtr = findStringEnd(heapOrArray, idx, maxBytesToRead, ignoreNul);
          if (endPtr - idx > 16 && heapOrArray.buffer && UTF8Decoder) {
            return UTF8Decoder.decode(heapOrArray.subarray(idx, endPtr));
          }
          var str = "";
          while (idx < endPtr) {
            var u0 = heapOrArray[idx++];
            if (!(u0 & 128)) {
              str += String.fromCharCode(u0);
              continue;
            }
            var u1 = heapOrArray[idx++] & 63;
            if ((u0 & 224) == 192) {
              str += String.fromCharCode((u0 & 31) << 6 | u1);
              continue;
            }
            var u2 = heapOrArray[idx++] & 63;
            if ((u0 & 240) == 224) {
              u0 = (u0 & 15) << 12 | u1 << 6 | u2;
            } else {
              u0 = (u0 & 7) << 18 | u1 << 12 | u2 << 6 | heapOrArray[idx++] & 63;
            }
            if (u0 < 65536) {
              str += String.fromCharCode(u0);
            } else {
              var ch = u0 - 65536;
              str += String.fromCharCode(55296 | ch >> 10, 56320 | ch & 1023);
            }
          }
          return str;
        };
        var UTF8ToString = (ptr, maxBytesToRead, ignoreNul) => ptr ? UTF8ArrayToString(HEAPU8, ptr, maxBytesToRead, ignoreNul) : "";
        var ___assert_fail = (condition, filename, line, func) => abort(`Assertion failed: ${UTF8ToString(condition)}, at: ` + [filename ? UTF8ToString(filename) : "unknown filename", line, func ? UTF8ToString(func) : "unknown function"]);
        var __abort_js = () => abort("");
        var runtimeKeepaliveCounter = 0;
        var __emscripten_runtime_keepalive_clear = () => {
          noExitRuntime = false;
          runtimeKeepaliveCounter = 0;
        };
        var __emscripten_throw_longjmp = () => {
          throw new EmscriptenSjLj();
        };
        var timers = {};
        var handleException = (e) => {
          if (e instanceof ExitStatus || e == "unwind") {
            return EXITSTATUS;
          }
          quit_(1, e);
        };
        var keepRuntimeAlive = () => noExitRuntime || runtimeKeepaliveCounter > 0;
        var _proc_exit = (code2) => {
          EXITSTATUS = code2;
          if (!keepRuntimeAlive()) {
            Module["onExit"]?.(code2);
            ABORT = true;
          }
          quit_(code2, new ExitStatus(code2));
        };
        var exitJS = (status, implicit) => {
          EXITSTATUS = status;
          _proc_exit(status);
        };
        var _exit = exitJS;
        var maybeExit = () => {
          if (!keepRuntimeAlive()) {
            try {
              _exit(EXITSTATUS);
            } catch (e) {
              handleException(e);
            }
          }
        };
        var callUserCallback = (func) => {
          if (ABORT) {
            return;
          }
          try {
            return func();
          } catch (e) {
            handleException(e);
          } finally {
            maybeExit();
          }
        };
        var _emscripten_get_now = () => performance.now();
        var __setitimer_js = (which, timeout_ms) => {
          if (timers[which]) {
            clearTimeout(timers[which].id);
            delete timers[which];
          }
          if (!timeout_ms) return 0;
          var id = setTimeout(() => {
            delete timers[which];
            callUserCallback(() => __emscripten_timeout(which, _emscripten_get_now()));
          }, timeout_ms);
          timers[which] = { id, timeout_ms };
          return 0;
        };
        var getHeapMax = () => 1073741824;
        var alignMemory = (size, alignment) => Math.ceil(size / alignment) * alignment;
        var growMemory = (size) => {
          var oldHeapSize = wasmMemory.buffer.byteLength;
          var pages = (size - oldHeapSize + 65535) / 65536 | 0;
          try {
            wasmMemory.grow(pages);
            updateMemoryViews();
            return 1;
          } catch (e) {
          }
        };
        var _emscripten_resize_heap = (requestedSize) => {
          var oldSize = HEAPU8.length;
          requestedSize >>>= 0;
          var maxHeapSize = getHeapMax();
          if (requestedSize > maxHeapSize) {
            return false;
          }
          for (var cutDown = 1; cutDown <= 4; cutDown *= 2) {
            var overGrownHeapSize = oldSize * (1 + 0.2 / cutDown);
            overGrownHeapSize = Math.min(overGrownHeapSize, requestedSize + 100663296);
            var newSize = Math.min(maxHeapSize, alignMemory(Math.max(requestedSize, overGrownHeapSize), 65536));
            var replacement = growMemory(newSize);
            if (replacement) {
              return true;
            }
          }
          return false;
        };
        var PATH = { isAbs: (path) => path.charAt(0) === "/", splitPath: (filename) => {
          var splitPathRe = /^(\/?|)([\s\S]*?)((?:\.{1,2}|[^\/]+?|)(\.[^.\/]*|))(?:[\/]*)$/;
          return splitPathRe.exec(filename).slice(1);
        }, normalizeArray: (parts2, allowAboveRoot) => {
          var up = 0;
          for (var i = parts2.length - 1; i >= 0; i--) {
            var last = parts2[i];
            if (last === ".") {
              parts2.splice(i, 1);
            } else if (last === "..") {
              parts2.splice(i, 1);
              up++;
            } else if (up) {
              parts2.splice(i, 1);
              up--;
            }
          }
          if (allowAboveRoot) {
            for (; up; up--) {
              parts2.unshift("..");
            }
          }
          return parts2;
        }, normalize: (path) => {
          var isAbsolute = PATH.isAbs(path), trailingSlash = path.slice(-1) === "/";
          path = PATH.normalizeArray(path.split("/").filter((p) => !!p), !isAbsolute).join("/");
          if (!path && !isAbsolute) {
            path = ".";
          }
          if (path && trailingSlash) {
            path += "/";
          }
          return (isAbsolute ? "/" : "") + path;
        }, dirname: (path) => {
          var result = PATH.splitPath(path), root = result[0], dir = result[1];
          if (!root && !dir) {
            return ".";
          }
          if (dir) {
            dir = dir.slice(0, -1);
          }
          return root + dir;
        }, basename: (path) => path && path.match(/([^\/]+|\/)\/*$/)[1], join: (...paths) => PATH.normalize(paths.join("/")), join2: (l, r) => PATH.normalize(l + "/" + r) };
        var initRandomFill = () => {
          if (ENVIRONMENT_IS_NODE) {
            var nodeCrypto = __require("node:crypto");
            return (view) => (nodeCrypto.randomFillSync(view), 0);
          }
          return (view) => (crypto.getRandomValues(view), 0);
        };
        var randomFill = (view) => (randomFill = initRandomFill())(view);
        var PATH_FS = { resolve: (...args) => {
          var resolvedPath = "", resolvedAbsolute = false;
          for (var i = args.length - 1; i >= -1 && !resolvedAbsolute; i--) {
            var path = i >= 0 ? args[i] : FS.cwd();
            if (typeof path != "string") {
              throw new TypeError("Arguments to path.resolve must be strings");
            } else if (!path) {
              return "";
            }
            resolvedPath = path + "/" + resolvedPath;
            resolvedAbsolute = PATH.isAbs(path);
          }
          resolvedPath = PATH.normalizeArray(resolvedPath.split("/").filter((p) => !!p), !resolvedAbsolute).join("/");
          return (resolvedAbsolute ? "/" : "") + resolvedPath || ".";
        }, relative: (from, to) => {
          from = PATH_FS.resolve(from).slice(1);
          to = PATH_FS.resolve(to).slice(1);
          function trim(arr) {
            var start = 0;
            for (; start < arr.length; start++) {
              if (arr[start] !== "") break;
            }
            var end = arr.length - 1;
            for (; end >= 0; end--) {
              if (arr[end] !== "") break;
            }
            if (start > end) return [];
            return arr.slice(start, end - start + 1);
          }
          var fromParts2 = trim(from.split("/"));
          var toParts = trim(to.split("/"));
          var length = Math.min(fromParts2.length, toParts.length);
          var samePartsLength = length;
          for (var i = 0; i < length; i++) {
            if (fromParts2[i] !== toParts[i]) {
              samePartsLength = i;
              break;
            }
          }
          var outputParts = [];
          for (var i = samePartsLength; i < fromParts2.length; i++) {
            outputParts.push("..");
          }
          outputParts = outputParts.concat(toParts.slice(samePartsLength));
          return outputParts.join("/");
        } };
        var FS_stdin_getChar_buffer = [];
        var lengthBytesUTF8 = (str) => {
          var len = 0;
          for (var i = 0; i < str.length; ++i) {
            var c = str.charCodeAt(i);
            if (c <= 127) {
              len++;
            } else if (c <= 2047) {
              len += 2;
            } else if (c >= 55296 && c <= 57343) {
              len += 4;
              ++i;
            } else {
              len += 3;
            }
          }
          return len;
        };
        var stringToUTF8Array = (str, heap, outIdx, maxBytesToWrite) => {
          if (!(maxBytesToWrite > 0)) return 0;
          var startIdx = outIdx;
          var endIdx = outIdx + maxBytesToWrite - 1;
          for (var i = 0; i < str.length; ++i) {
            var u = str.codePointAt(i);
            if (u <= 127) {
              if (outIdx >= endIdx) break;
              heap[outIdx++] = u;
            } else if (u <= 2047) {
              if (outIdx + 1 >= endIdx) break;
              heap[outIdx++] = 192 | u >> 6;
              heap[outIdx++] = 128 | u & 63;
            } else if (u <= 65535) {
              if (outIdx + 2 >= endIdx) break;
              heap[outIdx++] = 224 | u >> 12;
              heap[outIdx++] = 128 | u >> 6 & 63;
              heap[outIdx++] = 128 | u & 63;
            } else {
              if (outIdx + 3 >= endIdx) break;
              heap[outIdx++] = 240 | u >> 18;
              heap[outIdx++] = 128 | u >> 12 & 63;
              heap[outIdx++] = 128 | u >> 6 & 63;
              heap[outIdx++] = 128 | u & 63;
              i++;
            }
          }
          heap[outIdx] = 0;
          return outIdx - startIdx;
        };
        var intArrayFromString = (stringy, dontAddNull, length) => {
          var len = length > 0 ? length : lengthBytesUTF8(stringy) + 1;
          var u8array = new Array(len);
          var numBytesWritten = stringToUTF8Array(stringy, u8array, 0, u8array.length);
          if (dontAddNull) u8array.length = numBytesWritten;
          return u8array;
        };
        var FS_stdin_getChar = () => {
          if (!FS_stdin_getChar_buffer.length) {
            var result = null;
            if (ENVIRONMENT_IS_NODE) {
              var BUFSIZE = 256;
              var buf = Buffer.alloc(BUFSIZE);
              var bytesRead = 0;
              var fd = process.stdin.fd;
              try {
                bytesRead = fs.readSync(fd, buf, 0, BUFSIZE);
              } catch (e) {
                if (e.toString().includes("EOF")) bytesRead = 0;
                else throw e;
              }
              if (bytesRead > 0) {
                result = buf.slice(0, bytesRead).toString("utf-8");
              }
            } else if (globalThis.window?.prompt) {
              result = window.prompt("Input: ");
              if (result !== null) {
                result += "\n";
              }
            } else {
            }
            if (!result) {
              return null;
            }
            FS_stdin_getChar_buffer = intArrayFromString(result, true);
          }
          return FS_stdin_getChar_buffer.shift();
        };
        var TTY = { ttys: [], init() {
        }, shutdown() {
        }, register(dev, ops) {
          TTY.ttys[dev] = { input: [], output: [], ops };
          FS.registerDevice(dev, TTY.stream_ops);
        }, stream_ops: { open(stream) {
          var tty = TTY.ttys[stream.node.rdev];
          if (!tty) {
            throw new FS.ErrnoError(43);
          }
          stream.tty = tty;
          stream.seekable = false;
        }, close(stream) {
          stream.tty.ops.fsync(stream.tty);
        }, fsync(stream) {
          stream.tty.ops.fsync(stream.tty);
        }, read(stream, buffer, offset, length, pos) {
          if (!stream.tty || !stream.tty.ops.get_char) {
            throw new FS.ErrnoError(60);
          }
          var bytesRead = 0;
          for (var i = 0; i < length; i++) {
            var result;
            try {
              result = stream.tty.ops.get_char(stream.tty);
            } catch (e) {
              throw new FS.ErrnoError(29);
            }
            if (result === void 0 && bytesRead === 0) {
              throw new FS.ErrnoError(6);
            }
            if (result === null || result === void 0) break;
            bytesRead++;
            buffer[offset + i] = result;
          }
          if (bytesRead) {
            stream.node.atime = Date.now();
          }
          return bytesRead;
        }, write(stream, buffer, offset, length, pos) {
          if (!stream.tty || !stream.tty.ops.put_char) {
            throw new FS.ErrnoError(60);
          }
          try {
            for (var i = 0; i < length; i++) {
              stream.tty.ops.put_char(stream.tty, buffer[offset + i]);
            }
          } catch (e) {
            throw new FS.ErrnoError(29);
          }
          if (length) {
            stream.node.mtime = stream.node.ctime = Date.now();
          }
          return i;
        } }, default_tty_ops: { get_char(tty) {
          return FS_stdin_getChar();
        }, put_char(tty, val) {
          if (val === null || val === 10) {
            out(UTF8ArrayToString(tty.output));
            tty.output = [];
          } else {
            if (val != 0) tty.output.push(val);
          }
        }, fsync(tty) {
          if (tty.output?.length > 0) {
            out(UTF8ArrayToString(tty.output));
            tty.output = [];
          }
        }, ioctl_tcgets(tty) {
          return { c_iflag: 25856, c_oflag: 5, c_cflag: 191, c_lflag: 35387, c_cc: [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
        }, ioctl_tcsets(tty, optional_actions, data) {
          return 0;
        }, ioctl_tiocgwinsz(tty) {
          return [24, 80];
        } }, default_tty1_ops: { put_char(tty, val) {
          if (val === null || val === 10) {
            err(UTF8ArrayToString(tty.output));
            tty.output = [];
          } else {
            if (val != 0) tty.output.push(val);
          }
        }, fsync(tty) {
          if (tty.output?.length > 0) {
            err(UTF8ArrayToString(tty.output));
            tty.output = [];
          }
        } } };
        var mmapAlloc = (size) => {
          abort();
        };
        var MEMFS = { ops_table: null, mount(mount) {
          return MEMFS.createNode(null, "/", 16895, 0);
        }, createNode(parent, name, mode, dev) {
          if (FS.isBlkdev(mode) || FS.isFIFO(mode)) {
            throw new FS.ErrnoError(63);
          }
          MEMFS.ops_table ||= { dir: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr, lookup: MEMFS.node_ops.lookup, mknod: MEMFS.node_ops.mknod, rename: MEMFS.node_ops.rename, unlink: MEMFS.node_ops.unlink, rmdir: MEMFS.node_ops.rmdir, readdir: MEMFS.node_ops.readdir, symlink: MEMFS.node_ops.symlink }, stream: { llseek: MEMFS.stream_ops.llseek } }, file: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr }, stream: { llseek: MEMFS.stream_ops.llseek, read: MEMFS.stream_ops.read, write: MEMFS.stream_ops.write, mmap: MEMFS.stream_ops.mmap, msync: MEMFS.stream_ops.msync } }, link: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr, readlink: MEMFS.node_ops.readlink }, stream: {} }, chrdev: { node: { getattr: MEMFS.node_ops.getattr, setattr: MEMFS.node_ops.setattr }, stream: FS.chrdev_stream_ops } };
          var node = FS.createNode(parent, name, mode, dev);
          if (FS.isDir(node.mode)) {
            node.node_ops = MEMFS.ops_table.dir.node;
            node.stream_ops = MEMFS.ops_table.dir.stream;
            node.contents = {};
          } else if (FS.isFile(node.mode)) {
            node.node_ops = MEMFS.ops_table.file.node;
            node.stream_ops = MEMFS.ops_table.file.stream;
            node.usedBytes = 0;
            node.contents = MEMFS.emptyFileContents ??= new Uint8Array(0);
          } else if (FS.isLink(node.mode)) {
            node.node_ops = MEMFS.ops_table.link.node;
            node.stream_ops = MEMFS.ops_table.link.stream;
          } else if (FS.isChrdev(node.mode)) {
            node.node_ops = MEMFS.ops_table.chrdev.node;
            node.stream_ops = MEMFS.ops_table.chrdev.stream;
          }
          node.atime = node.mtime = node.ctime = Date.now();
          if (parent) {
            parent.contents[name] = node;
            parent.atime = parent.mtime = parent.ctime = node.atime;
          }
          return node;
        }, getFileDataAsTypedArray(node) {
          return node.contents.subarray(0, node.usedBytes);
        }, expandFileStorage(node, newCapacity) {
          var prevCapacity = node.contents.length;
          if (prevCapacity >= newCapacity) return;
          var CAPACITY_DOUBLING_MAX = 1024 * 1024;
          newCapacity = Math.max(newCapacity, prevCapacity * (prevCapacity < CAPACITY_DOUBLING_MAX ? 2 : 1.125) >>> 0);
          if (prevCapacity) newCapacity = Math.max(newCapacity, 256);
          var oldContents = MEMFS.getFileDataAsTypedArray(node);
          node.contents = new Uint8Array(newCapacity);
          node.contents.set(oldContents);
        }, resizeFileStorage(node, newSize) {
          if (node.usedBytes == newSize) return;
          var oldContents = node.contents;
          node.contents = new Uint8Array(newSize);
          node.contents.set(oldContents.subarray(0, Math.min(newSize, node.usedBytes)));
          node.usedBytes = newSize;
        }, node_ops: { getattr(node) {
          var attr = {};
          attr.dev = FS.isChrdev(node.mode) ? node.id : 1;
          attr.ino = node.id;
          attr.mode = node.mode;
          attr.nlink = 1;
          attr.uid = 0;
          attr.gid = 0;
          attr.rdev = node.rdev;
          if (FS.isDir(node.mode)) {
            attr.size = 4096;
          } else if (FS.isFile(node.mode)) {
            attr.size = node.usedBytes;
          } else if (FS.isLink(node.mode)) {
            attr.size = node.link.length;
          } else {
            attr.size = 0;
          }
          attr.atime = new Date(node.atime);
          attr.mtime = new Date(node.mtime);
          attr.ctime = new Date(node.ctime);
          attr.blksize = 4096;
          attr.blocks = Math.ceil(attr.size / attr.blksize);
          return attr;
        }, setattr(node, attr) {
          for (const key of ["mode", "atime", "mtime", "ctime"]) {
            if (attr[key] != null) {
              node[key] = attr[key];
            }
          }
          if (attr.size !== void 0) {
            MEMFS.resizeFileStorage(node, attr.size);
          }
        }, lookup(parent, name) {
          if (!MEMFS.doesNotExistError) {
            MEMFS.doesNotExistError = new FS.ErrnoError(44);
            MEMFS.doesNotExistError.stack = "<generic error, no stack>";
          }
          throw MEMFS.doesNotExistError;
        }, mknod(parent, name, mode, dev) {
          return MEMFS.createNode(parent, name, mode, dev);
        }, rename(old_node, new_dir, new_name) {
          var new_node;
          try {
            new_node = FS.lookupNode(new_dir, new_name);
          } catch (e) {
          }
          if (new_node) {
            if (FS.isDir(old_node.mode)) {
              for (var i in new_node.contents) {
                throw new FS.ErrnoError(55);
              }
            }
            FS.hashRemoveNode(new_node);
          }
          delete old_node.parent.contents[old_node.name];
          new_dir.contents[new_name] = old_node;
          old_node.name = new_name;
          new_dir.ctime = new_dir.mtime = old_node.parent.ctime = old_node.parent.mtime = Date.now();
        }, unlink(parent, name) {
          delete parent.contents[name];
          parent.ctime = parent.mtime = Date.now();
        }, rmdir(parent, name) {
          var node = FS.lookupNode(parent, name);
          for (var i in node.contents) {
            throw new FS.ErrnoError(55);
          }
          delete parent.contents[name];
          parent.ctime = parent.mtime = Date.now();
        }, readdir(node) {
          return [".", "..", ...Object.keys(node.contents)];
        }, symlink(parent, newname, oldpath) {
          var node = MEMFS.createNode(parent, newname, 511 | 40960, 0);
          node.link = oldpath;
          return node;
        }, readlink(node) {
          if (!FS.isLink(node.mode)) {
            throw new FS.ErrnoError(28);
          }
          return node.link;
        } }, stream_ops: { read(stream, buffer, offset, length, position) {
          var contents = stream.node.contents;
          if (position >= stream.node.usedBytes) return 0;
          var size = Math.min(stream.node.usedBytes - position, length);
          buffer.set(contents.subarray(position, position + size), offset);
          return size;
        }, write(stream, buffer, offset, length, position, canOwn) {
          if (buffer.buffer === HEAP8.buffer) {
            canOwn = false;
          }
          if (!length) return 0;
          var node = stream.node;
          node.mtime = node.ctime = Date.now();
          if (canOwn) {
            node.contents = buffer.subarray(offset, offset + length);
            node.usedBytes = length;
          } else if (node.usedBytes === 0 && position === 0) {
            node.contents = buffer.slice(offset, offset + length);
            node.usedBytes = length;
          } else {
            MEMFS.expandFileStorage(node, position + length);
            node.contents.set(buffer.subarray(offset, offset + length), position);
            node.usedBytes = Math.max(node.usedBytes, position + length);
          }
          return length;
        }, llseek(stream, offset, whence) {
          var position = offset;
          if (whence === 1) {
            position += stream.position;
          } else if (whence === 2) {
            if (FS.isFile(stream.node.mode)) {
              position += stream.node.usedBytes;
            }
          }
          if (position < 0) {
            throw new FS.ErrnoError(28);
          }
          return position;
        }, mmap(stream, length, position, prot, flags) {
          if (!FS.isFile(stream.node.mode)) {
            throw new FS.ErrnoError(43);
          }
          var ptr;
          var allocated;
          var contents = stream.node.contents;
          if (!(flags & 2) && contents.buffer === HEAP8.buffer) {
            allocated = false;
            ptr = contents.byteOffset;
          } else {
            allocated = true;
            ptr = mmapAlloc(length);
            if (!ptr) {
              throw new FS.ErrnoError(48);
            }
            if (contents) {
              if (position > 0 || position + length < contents.length) {
                if (contents.subarray) {
                  contents = contents.subarray(position, position + length);
                } else {
                  contents = Array.prototype.slice.call(contents, position, position + length);
                }
              }
              HEAP8.set(contents, ptr);
            }
          }
          return { ptr, allocated };
        }, msync(stream, buffer, offset, length, mmapFlags) {
          MEMFS.stream_ops.write(stream, buffer, 0, length, offset, false);
          return 0;
        } } };
        var FS_modeStringToFlags = (str) => {
          if (typeof str != "string") return str;
          var flagModes = { r: 0, "r+": 2, w: 512 | 64 | 1, "w+": 512 | 64 | 2, a: 1024 | 64 | 1, "a+": 1024 | 64 | 2 };
          var flags = flagModes[str];
          if (typeof flags == "undefined") {
            throw new Error(`Unknown file open mode: ${str}`);
          }
          return flags;
        };
        var FS_fileDataToTypedArray = (data) => {
          if (typeof data == "string") {
            data = intArrayFromString(data, true);
          }
          if (!data.subarray) {
            data = new Uint8Array(data);
          }
          return data;
        };
        var FS_getMode = (canRead, canWrite) => {
          var mode = 0;
          if (canRead) mode |= 292 | 73;
          if (canWrite) mode |= 146;
          return mode;
        };
        var asyncLoad = async (url) => {
          var arrayBuffer = await readAsync(url);
          return new Uint8Array(arrayBuffer);
        };
        var FS_createDataFile = (...args) => FS.createDataFile(...args);
        var getUniqueRunDependency = (id) => id;
        var dependenciesPromise = null;
        var resolveRunDependencies = async () => dependenciesPromise;
        var runDependencies = 0;
        var dependenciesPromiseResolve = null;
        var removeRunDependency = (id) => {
          runDependencies--;
          Module["monitorRunDependencies"]?.(runDependencies);
          if (!runDependencies) {
            dependenciesPromiseResolve();
          }
        };
        var addRunDependency = (id) => {
          if (!runDependencies) {
            dependenciesPromise = new Promise((resolve) => dependenciesPromiseResolve = resolve);
          }
          runDependencies++;
          Module["monitorRunDependencies"]?.(runDependencies);
        };
        var preloadPlugins = [];
        var FS_handledByPreloadPlugin = async (byteArray, fullname) => {
          if (typeof Browser != "undefined") Browser.init();
          for (var plugin of preloadPlugins) {
            if (plugin["canHandle"](fullname)) {
              return plugin["handle"](byteArray, fullname);
            }
          }
          return byteArray;
        };
        var FS_preloadFile = async (parent, name, url, canRead, canWrite, dontCreateFile, canOwn, preFinish) => {
          var fullname = name ? PATH_FS.resolve(PATH.join2(parent, name)) : parent;
          var dep = getUniqueRunDependency(`cp ${fullname}`);
          addRunDependency(dep);
          try {
            var byteArray = url;
            if (typeof url == "string") {
              byteArray = await asyncLoad(url);
            }
            byteArray = await FS_handledByPreloadPlugin(byteArray, fullname);
            preFinish?.();
            if (!dontCreateFile) {
              FS_createDataFile(parent, name, byteArray, canRead, canWrite, canOwn);
            }
          } finally {
            removeRunDependency(dep);
          }
        };
        var FS_createPreloadedFile = (parent, name, url, canRead, canWrite, onload, onerror, dontCreateFile, canOwn, preFinish) => {
          FS_preloadFile(parent, name, url, canRead, canWrite, dontCreateFile, canOwn, preFinish).then(onload).catch(onerror);
        };
        var FS = { root: null, mounts: [], devices: {}, streams: [], nextInode: 1, nameTable: null, currentPath: "/", initialized: false, ignorePermissions: true, filesystems: null, syncFSRequests: 0, ErrnoError: class {
          name = "ErrnoError";
          constructor(errno) {
            this.errno = errno;
          }
        }, FSStream: class {
          shared = {};
          get object() {
            return this.node;
          }
          set object(val) {
            this.node = val;
          }
          get isRead() {
            return (this.flags & 2097155) !== 1;
          }
          get isWrite() {
            return (this.flags & 2097155) !== 0;
          }
          get isAppend() {
            return this.flags & 1024;
          }
          get flags() {
            return this.shared.flags;
          }
          set flags(val) {
            this.shared.flags = val;
          }
          get position() {
            return this.shared.position;
          }
          set position(val) {
            this.shared.position = val;
          }
        }, FSNode: class {
          node_ops = {};
          stream_ops = {};
          readMode = 292 | 73;
          writeMode = 146;
          mounted = null;
          constructor(parent, name, mode, rdev) {
            if (!parent) {
              parent = this;
            }
            this.parent = parent;
            this.mount = parent.mount;
            this.id = FS.nextInode++;
            this.name = name;
            this.mode = mode;
            this.rdev = rdev;
            this.atime = this.mtime = this.ctime = Date.now();
          }
          get read() {
            return (this.mode & this.readMode) === this.readMode;
          }
          set read(val) {
            val ? this.mode |= this.readMode : this.mode &= ~this.readMode;
          }
          get write() {
            return (this.mode & this.writeMode) === this.writeMode;
          }
          set write(val) {
            val ? this.mode |= this.writeMode : this.mode &= ~this.writeMode;
          }
          get isFolder() {
            return FS.isDir(this.mode);
          }
          get isDevice() {
            return FS.isChrdev(this.mode);
          }
          addListener(cb, exclusive = false) {
            var entry = { cb, exclusive };
            var listeners = this.listeners ??= /* @__PURE__ */ new Set();
            listeners.add(entry);
            return { listeners, entry };
          }
          notifyListeners(flags) {
            if (!this.listeners) return;
            var excl;
            for (var entry of this.listeners) {
              if (entry.exclusive) (excl ||= []).push(entry);
              else entry.cb(flags);
            }
            if (excl) {
              var i = (this.exclTurn || 0) % excl.length;
              this.exclTurn = i + 1;
              excl[i].cb(flags);
            }
          }
        }, lookupPath(path, opts = {}) {
          if (!path) {
            throw new FS.ErrnoError(44);
          }
          opts.follow_mount ??= true;
          if (!PATH.isAbs(path)) {
            path = FS.cwd() + "/" + path;
          }
          linkloop: for (var nlinks = 0; nlinks < 40; nlinks++) {
            var parts2 = path.split("/").filter((p) => !!p);
            var current2 = FS.root;
            var current_path = "/";
            for (var i = 0; i < parts2.length; i++) {
              var islast = i === parts2.length - 1;
              if (islast && opts.parent) {
                break;
              }
              if (parts2[i] === ".") {
                continue;
              }
              if (parts2[i] === "..") {
                current_path = PATH.dirname(current_path);
                if (FS.isRoot(current2)) {
                  path = current_path + "/" + parts2.slice(i + 1).join("/");
                  nlinks--;
                  continue linkloop;
                } else {
                  current2 = current2.parent;
                }
                continue;
              }
              current_path = PATH.join2(current_path, parts2[i]);
              try {
                current2 = FS.lookupNode(current2, parts2[i]);
              } catch (e) {
                if (e?.errno === 44 && islast && opts.noent_okay) {
                  return { path: current_path };
                }
                throw e;
              }
              if (FS.isMountpoint(current2) && (!islast || opts.follow_mount)) {
                current2 = current2.mounted.root;
              }
              if (FS.isLink(current2.mode) && (!islast || opts.follow)) {
                if (!current2.node_ops.readlink) {
                  throw new FS.ErrnoError(52);
                }
                var link = current2.node_ops.readlink(current2);
                if (!PATH.isAbs(link)) {
                  link = PATH.dirname(current_path) + "/" + link;
                }
                path = link + "/" + parts2.slice(i + 1).join("/");
                continue linkloop;
              }
            }
            return { path: current_path, node: current2 };
          }
          throw new FS.ErrnoError(32);
        }, getPath(node) {
          var path;
          while (true) {
            if (FS.isRoot(node)) {
              var mount = node.mount.mountpoint;
              if (!path) return mount;
              return mount[mount.length - 1] !== "/" ? `${mount}/${path}` : mount + path;
            }
            path = path ? `${node.name}/${path}` : node.name;
            node = node.parent;
          }
        }, hashName(parentid, name) {
          var hash = 0;
          for (var i = 0; i < name.length; i++) {
            hash = (hash << 5) - hash + name.charCodeAt(i) | 0;
          }
          return (parentid + hash >>> 0) % FS.nameTable.length;
        }, hashAddNode(node) {
          var hash = FS.hashName(node.parent.id, node.name);
          node.name_next = FS.nameTable[hash];
          FS.nameTable[hash] = node;
        }, hashRemoveNode(node) {
          var hash = FS.hashName(node.parent.id, node.name);
          if (FS.nameTable[hash] === node) {
            FS.nameTable[hash] = node.name_next;
          } else {
            var current2 = FS.nameTable[hash];
            while (current2) {
              if (current2.name_next === node) {
                current2.name_next = node.name_next;
                break;
              }
              current2 = current2.name_next;
            }
          }
        }, lookupNode(parent, name) {
          var errCode = FS.mayLookup(parent);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          var hash = FS.hashName(parent.id, name);
          for (var node = FS.nameTable[hash]; node; node = node.name_next) {
            var nodeName = node.name;
            if (node.parent.id === parent.id && nodeName === name) {
              return node;
            }
          }
          return FS.lookup(parent, name);
        }, createNode(parent, name, mode, rdev) {
          var node = new FS.FSNode(parent, name, mode, rdev);
          FS.hashAddNode(node);
          return node;
        }, destroyNode(node) {
          FS.hashRemoveNode(node);
        }, isRoot(node) {
          return node === node.parent;
        }, isMountpoint(node) {
          return !!node.mounted;
        }, isFile(mode) {
          return (mode & 61440) === 32768;
        }, isDir(mode) {
          return (mode & 61440) === 16384;
        }, isLink(mode) {
          return (mode & 61440) === 40960;
        }, isChrdev(mode) {
          return (mode & 61440) === 8192;
        }, isBlkdev(mode) {
          return (mode & 61440) === 24576;
        }, isFIFO(mode) {
          return (mode & 61440) === 4096;
        }, isSocket(mode) {
          return (mode & 49152) === 49152;
        }, flagsToPermissionString(flag) {
          var perms = ["r", "w", "rw"][flag & 3];
          if (flag & 512) {
            perms += "w";
          }
          return perms;
        }, nodePermissions(node, perms) {
          if (FS.ignorePermissions) {
            return 0;
          }
          if (perms.includes("r") && !(node.mode & 292)) {
            return 2;
          }
          if (perms.includes("w") && !(node.mode & 146)) {
            return 2;
          }
          if (perms.includes("x") && !(node.mode & 73)) {
            return 2;
          }
          return 0;
        }, mayLookup(dir) {
          if (!FS.isDir(dir.mode)) return 54;
          var errCode = FS.nodePermissions(dir, "x");
          if (errCode) return errCode;
          if (!dir.node_ops.lookup) return 2;
          return 0;
        }, mayCreate(dir, name) {
          if (!FS.isDir(dir.mode)) {
            return 54;
          }
          try {
            var node = FS.lookupNode(dir, name);
            return 20;
          } catch (e) {
          }
          return FS.nodePermissions(dir, "wx");
        }, mayDelete(dir, name, isdir) {
          var node;
          try {
            node = FS.lookupNode(dir, name);
          } catch (e) {
            return e.errno;
          }
          var errCode = FS.nodePermissions(dir, "wx");
          if (errCode) {
            return errCode;
          }
          if (isdir) {
            if (!FS.isDir(node.mode)) {
              return 54;
            }
            if (FS.isRoot(node) || FS.getPath(node) === FS.cwd()) {
              return 10;
            }
          } else if (FS.isDir(node.mode)) {
            return 31;
          }
          return 0;
        }, mayOpen(node, flags) {
          if (!node) {
            return 44;
          }
          if (FS.isLink(node.mode)) {
            return 32;
          }
          var mode = FS.flagsToPermissionString(flags);
          if (FS.isDir(node.mode)) {
            if (mode !== "r" || flags & (512 | 64)) {
              return 31;
            }
          }
          return FS.nodePermissions(node, mode);
        }, checkOpExists(op, err2) {
          if (!op) {
            throw new FS.ErrnoError(err2);
          }
          return op;
        }, MAX_OPEN_FDS: 4096, nextfd() {
          for (var fd = 0; fd <= FS.MAX_OPEN_FDS; fd++) {
            if (!FS.streams[fd]) {
              return fd;
            }
          }
          throw new FS.ErrnoError(33);
        }, getStreamChecked(fd) {
          var stream = FS.getStream(fd);
          if (!stream) {
            throw new FS.ErrnoError(8);
          }
          return stream;
        }, getStream: (fd) => FS.streams[fd], createStream(stream, fd = -1) {
          stream = Object.assign(new FS.FSStream(), stream);
          if (fd == -1) {
            fd = FS.nextfd();
          }
          stream.fd = fd;
          FS.streams[fd] = stream;
          return stream;
        }, closeStream(fd) {
          FS.streams[fd] = null;
        }, dupStream(origStream, fd = -1) {
          var stream = FS.createStream(origStream, fd);
          stream.stream_ops?.dup?.(stream);
          return stream;
        }, doSetAttr(stream, node, attr) {
          var setattr = stream?.stream_ops.setattr;
          var arg = setattr ? stream : node;
          setattr ??= node.node_ops.setattr;
          FS.checkOpExists(setattr, 63);
          try {
            setattr(arg, attr);
          } catch (e) {
            if (e instanceof RangeError) {
              throw new FS.ErrnoError(22);
            }
            throw e;
          }
        }, chrdev_stream_ops: { open(stream) {
          var device = FS.getDevice(stream.node.rdev);
          stream.stream_ops = device.stream_ops;
          stream.stream_ops.open?.(stream);
        }, llseek() {
          throw new FS.ErrnoError(70);
        } }, major: (dev) => dev >> 8, minor: (dev) => dev & 255, makedev: (ma, mi) => ma << 8 | mi, registerDevice(dev, ops) {
          FS.devices[dev] = { stream_ops: ops };
        }, getDevice: (dev) => FS.devices[dev], getMounts(mount) {
          var mounts = [];
          var check = [mount];
          while (check.length) {
            var m = check.pop();
            mounts.push(m);
            check.push(...m.mounts);
          }
          return mounts;
        }, syncfs(populate, callback) {
          if (typeof populate == "function") {
            callback = populate;
            populate = false;
          }
          FS.syncFSRequests++;
          if (FS.syncFSRequests > 1) {
            err(`warning: ${FS.syncFSRequests} FS.syncfs operations in flight at once, probably just doing extra work`);
          }
          var mounts = FS.getMounts(FS.root.mount);
          var completed = 0;
          function doCallback(errCode) {
            FS.syncFSRequests--;
            return callback(errCode);
          }
          function done(errCode) {
            if (errCode) {
              if (!done.errored) {
                done.errored = true;
                return doCallback(errCode);
              }
              return;
            }
            if (++completed >= mounts.length) {
              doCallback(null);
            }
          }
          for (var mount of mounts) {
            if (mount.type.syncfs) {
              mount.type.syncfs(mount, populate, done);
            } else {
              done(null);
            }
          }
        }, mount(type, opts, mountpoint) {
          var root = mountpoint === "/";
          var pseudo = !mountpoint;
          var node;
          if (root && FS.root) {
            throw new FS.ErrnoError(10);
          } else if (!root && !pseudo) {
            var lookup = FS.lookupPath(mountpoint, { follow_mount: false });
            mountpoint = lookup.path;
            node = lookup.node;
            if (FS.isMountpoint(node)) {
              throw new FS.ErrnoError(10);
            }
            if (!FS.isDir(node.mode)) {
              throw new FS.ErrnoError(54);
            }
          }
          var mount = { type, opts, mountpoint, mounts: [] };
          var mountRoot = type.mount(mount);
          mountRoot.mount = mount;
          mount.root = mountRoot;
          if (root) {
            FS.root = mountRoot;
          } else if (node) {
            node.mounted = mount;
            if (node.mount) {
              node.mount.mounts.push(mount);
            }
          }
          return mountRoot;
        }, unmount(mountpoint) {
          var lookup = FS.lookupPath(mountpoint, { follow_mount: false });
          if (!FS.isMountpoint(lookup.node)) {
            throw new FS.ErrnoError(28);
          }
          var node = lookup.node;
          var mount = node.mounted;
          var mounts = FS.getMounts(mount);
          for (var [hash, current2] of Object.entries(FS.nameTable)) {
            while (current2) {
              var next = current2.name_next;
              if (mounts.includes(current2.mount)) {
                FS.destroyNode(current2);
              }
              current2 = next;
            }
          }
          node.mounted = null;
          var idx = node.mount.mounts.indexOf(mount);
          node.mount.mounts.splice(idx, 1);
        }, lookup(parent, name) {
          return parent.node_ops.lookup(parent, name);
        }, mknod(path, mode, dev) {
          var lookup = FS.lookupPath(path, { parent: true });
          var parent = lookup.node;
          var name = PATH.basename(path);
          if (!name) {
            throw new FS.ErrnoError(28);
          }
          if (name === "." || name === "..") {
            throw new FS.ErrnoError(20);
          }
          var errCode = FS.mayCreate(parent, name);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.mknod) {
            throw new FS.ErrnoError(63);
          }
          return parent.node_ops.mknod(parent, name, mode, dev);
        }, statfs(path) {
          return FS.statfsNode(FS.lookupPath(path, { follow: true }).node);
        }, statfsStream(stream) {
          return FS.statfsNode(stream.node);
        }, statfsNode(node) {
          var rtn = { bsize: 4096, frsize: 4096, blocks: 1e6, bfree: 5e5, bavail: 5e5, files: FS.nextInode, ffree: FS.nextInode - 1, fsid: 42, flags: 2, namelen: 255 };
          if (node.node_ops.statfs) {
            Object.assign(rtn, node.node_ops.statfs(node.mount.opts.root));
          }
          return rtn;
        }, create(path, mode = 438) {
          mode &= 4095;
          mode |= 32768;
          return FS.mknod(path, mode, 0);
        }, mkdir(path, mode = 511) {
          mode &= 511 | 512;
          mode |= 16384;
          return FS.mknod(path, mode, 0);
        }, mkdirTree(path, mode) {
          var dirs = path.split("/");
          var d = "";
          for (var dir of dirs) {
            if (!dir) continue;
            if (d || PATH.isAbs(path)) d += "/";
            d += dir;
            try {
              FS.mkdir(d, mode);
            } catch (e) {
              if (e.errno != 20) throw e;
            }
          }
        }, mkdev(path, mode, dev) {
          if (typeof dev == "undefined") {
            dev = mode;
            mode = 438;
          }
          mode |= 8192;
          return FS.mknod(path, mode, dev);
        }, symlink(oldpath, newpath) {
          if (!PATH_FS.resolve(oldpath)) {
            throw new FS.ErrnoError(44);
          }
          var lookup = FS.lookupPath(newpath, { parent: true });
          var parent = lookup.node;
          if (!parent) {
            throw new FS.ErrnoError(44);
          }
          var newname = PATH.basename(newpath);
          var errCode = FS.mayCreate(parent, newname);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.symlink) {
            throw new FS.ErrnoError(63);
          }
          return parent.node_ops.symlink(parent, newname, oldpath);
        }, link(oldpath, newpath, flags) {
          var lookup = FS.lookupPath(newpath, { parent: true });
          var parent = lookup.node;
          if (!parent) {
            throw new FS.ErrnoError(44);
          }
          var newname = PATH.basename(newpath);
          var errCode = FS.mayCreate(parent, newname);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.link) {
            throw new FS.ErrnoError(34);
          }
          return parent.node_ops.link(parent, newname, oldpath, flags);
        }, rename(old_path, new_path) {
          var old_dirname = PATH.dirname(old_path);
          var new_dirname = PATH.dirname(new_path);
          var old_name = PATH.basename(old_path);
          var new_name = PATH.basename(new_path);
          var lookup, old_dir, new_dir;
          lookup = FS.lookupPath(old_path, { parent: true });
          old_dir = lookup.node;
          lookup = FS.lookupPath(new_path, { parent: true });
          new_dir = lookup.node;
          if (!old_dir || !new_dir) throw new FS.ErrnoError(44);
          if (old_dir.mount !== new_dir.mount) {
            throw new FS.ErrnoError(75);
          }
          var old_node = FS.lookupNode(old_dir, old_name);
          var relative = PATH_FS.relative(old_path, new_dirname);
          if (relative.charAt(0) !== ".") {
            throw new FS.ErrnoError(28);
          }
          relative = PATH_FS.relative(new_path, old_dirname);
          if (relative.charAt(0) !== ".") {
            throw new FS.ErrnoError(55);
          }
          var new_node;
          try {
            new_node = FS.lookupNode(new_dir, new_name);
          } catch (e) {
          }
          if (old_node === new_node) {
            return;
          }
          var isdir = FS.isDir(old_node.mode);
          var errCode = FS.mayDelete(old_dir, old_name, isdir);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          errCode = new_node ? FS.mayDelete(new_dir, new_name, isdir) : FS.mayCreate(new_dir, new_name);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!old_dir.node_ops.rename) {
            throw new FS.ErrnoError(63);
          }
          if (FS.isMountpoint(old_node) || new_node && FS.isMountpoint(new_node)) {
            throw new FS.ErrnoError(10);
          }
          if (new_dir !== old_dir) {
            errCode = FS.nodePermissions(old_dir, "w");
            if (errCode) {
              throw new FS.ErrnoError(errCode);
            }
          }
          FS.hashRemoveNode(old_node);
          try {
            old_dir.node_ops.rename(old_node, new_dir, new_name);
            old_node.parent = new_dir;
          } catch (e) {
            throw e;
          } finally {
            FS.hashAddNode(old_node);
          }
        }, rmdir(path) {
          var lookup = FS.lookupPath(path, { parent: true });
          var parent = lookup.node;
          var name = PATH.basename(path);
          var node = FS.lookupNode(parent, name);
          var errCode = FS.mayDelete(parent, name, true);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.rmdir) {
            throw new FS.ErrnoError(63);
          }
          if (FS.isMountpoint(node)) {
            throw new FS.ErrnoError(10);
          }
          parent.node_ops.rmdir(parent, name);
          FS.destroyNode(node);
        }, readdir(path) {
          var lookup = FS.lookupPath(path, { follow: true });
          var node = lookup.node;
          var readdir = FS.checkOpExists(node.node_ops.readdir, 54);
          return readdir(node);
        }, unlink(path) {
          var lookup = FS.lookupPath(path, { parent: true });
          var parent = lookup.node;
          if (!parent) {
            throw new FS.ErrnoError(44);
          }
          var name = PATH.basename(path);
          var node = FS.lookupNode(parent, name);
          var errCode = FS.mayDelete(parent, name, false);
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          if (!parent.node_ops.unlink) {
            throw new FS.ErrnoError(63);
          }
          if (FS.isMountpoint(node)) {
            throw new FS.ErrnoError(10);
          }
          parent.node_ops.unlink(parent, name);
          FS.destroyNode(node);
        }, readlink(path) {
          var lookup = FS.lookupPath(path);
          var link = lookup.node;
          if (!link) {
            throw new FS.ErrnoError(44);
          }
          if (!link.node_ops.readlink) {
            throw new FS.ErrnoError(28);
          }
          return link.node_ops.readlink(link);
        }, stat(path, dontFollow) {
          var lookup = FS.lookupPath(path, { follow: !dontFollow });
          var node = lookup.node;
          var getattr = FS.checkOpExists(node.node_ops.getattr, 63);
          return getattr(node);
        }, fstat(fd) {
          var stream = FS.getStreamChecked(fd);
          var node = stream.node;
          var getattr = stream.stream_ops.getattr;
          var arg = getattr ? stream : node;
          getattr ??= node.node_ops.getattr;
          FS.checkOpExists(getattr, 63);
          return getattr(arg);
        }, lstat(path) {
          return FS.stat(path, true);
        }, doChmod(stream, node, mode, dontFollow) {
          FS.doSetAttr(stream, node, { mode: mode & 4095 | node.mode & ~4095, ctime: Date.now(), dontFollow });
        }, chmod(path, mode, dontFollow) {
          var node;
          if (typeof path == "string") {
            var lookup = FS.lookupPath(path, { follow: !dontFollow });
            node = lookup.node;
          } else {
            node = path;
          }
          FS.doChmod(null, node, mode, dontFollow);
        }, lchmod(path, mode) {
          FS.chmod(path, mode, true);
        }, fchmod(fd, mode) {
          var stream = FS.getStreamChecked(fd);
          FS.doChmod(stream, stream.node, mode, false);
        }, doChown(stream, node, dontFollow) {
          FS.doSetAttr(stream, node, { timestamp: Date.now(), dontFollow });
        }, chown(path, uid, gid, dontFollow) {
          var node;
          if (typeof path == "string") {
            var lookup = FS.lookupPath(path, { follow: !dontFollow });
            node = lookup.node;
          } else {
            node = path;
          }
          FS.doChown(null, node, dontFollow);
        }, lchown(path, uid, gid) {
          FS.chown(path, uid, gid, true);
        }, fchown(fd, uid, gid) {
          var stream = FS.getStreamChecked(fd);
          FS.doChown(stream, stream.node, false);
        }, doTruncate(stream, node, len) {
          if (FS.isDir(node.mode)) {
            throw new FS.ErrnoError(31);
          }
          if (!FS.isFile(node.mode)) {
            throw new FS.ErrnoError(28);
          }
          var errCode = FS.nodePermissions(node, "w");
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          FS.doSetAttr(stream, node, { size: len, timestamp: Date.now() });
        }, truncate(path, len) {
          if (len < 0) {
            throw new FS.ErrnoError(28);
          }
          var node;
          if (typeof path == "string") {
            var lookup = FS.lookupPath(path, { follow: true });
            node = lookup.node;
          } else {
            node = path;
          }
          FS.doTruncate(null, node, len);
        }, ftruncate(fd, len) {
          var stream = FS.getStreamChecked(fd);
          if (len < 0 || (stream.flags & 2097155) === 0) {
            throw new FS.ErrnoError(28);
          }
          FS.doTruncate(stream, stream.node, len);
        }, utime(path, atime, mtime, dontFollow) {
          var lookup = FS.lookupPath(path, { follow: !dontFollow });
          FS.doSetAttr(null, lookup.node, { atime, mtime, dontFollow });
        }, open(path, flags, mode = 438) {
          if (path === "") {
            throw new FS.ErrnoError(44);
          }
          flags = FS_modeStringToFlags(flags);
          if (flags & 64) {
            mode = mode & 4095 | 32768;
          } else {
            mode = 0;
          }
          var node;
          var isDirPath;
          if (typeof path == "object") {
            node = path;
          } else {
            isDirPath = path.endsWith("/");
            var lookup = FS.lookupPath(path, { follow: !(flags & 131072), noent_okay: true });
            node = lookup.node;
            path = lookup.path;
          }
          var created = false;
          if (flags & 64) {
            if (node) {
              if (flags & 128) {
                throw new FS.ErrnoError(20);
              }
            } else if (isDirPath) {
              throw new FS.ErrnoError(31);
            } else {
              node = FS.mknod(path, mode | 511, 0);
              created = true;
            }
          }
          if (!node) {
            throw new FS.ErrnoError(44);
          }
          if (FS.isChrdev(node.mode)) {
            flags &= ~512;
          }
          if (flags & 65536 && !FS.isDir(node.mode)) {
            throw new FS.ErrnoError(54);
          }
          if (!created) {
            var errCode = FS.mayOpen(node, flags);
            if (errCode) {
              throw new FS.ErrnoError(errCode);
            }
          }
          if (flags & 512 && !created) {
            FS.truncate(node, 0);
          }
          flags &= ~(128 | 512 | 131072);
          var stream = FS.createStream({ node, path: FS.getPath(node), flags, seekable: true, position: 0, stream_ops: node.stream_ops, ungotten: [], error: false });
          if (stream.stream_ops.open) {
            stream.stream_ops.open(stream);
          }
          if (created) {
            FS.chmod(node, mode & 511);
          }
          return stream;
        }, close(stream) {
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if (stream.getdents) stream.getdents = null;
          stream.node?.notifyListeners(32);
          try {
            if (stream.stream_ops.close) {
              stream.stream_ops.close(stream);
            }
          } catch (e) {
            throw e;
          } finally {
            FS.closeStream(stream.fd);
          }
          stream.fd = null;
        }, isClosed(stream) {
          return stream.fd === null;
        }, llseek(stream, offset, whence) {
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if (!stream.seekable || !stream.stream_ops.llseek) {
            throw new FS.ErrnoError(70);
          }
          if (whence != 0 && whence != 1 && whence != 2) {
            throw new FS.ErrnoError(28);
          }
          stream.position = stream.stream_ops.llseek(stream, offset, whence);
          stream.ungotten = [];
          return stream.position;
        }, read(stream, buffer, offset, length, position) {
          if (length < 0 || position < 0) {
            throw new FS.ErrnoError(28);
          }
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if ((stream.flags & 2097155) === 1) {
            throw new FS.ErrnoError(8);
          }
          if (FS.isDir(stream.node.mode)) {
            throw new FS.ErrnoError(31);
          }
          if (!stream.stream_ops.read) {
            throw new FS.ErrnoError(28);
          }
          var seeking = typeof position != "undefined";
          if (!seeking) {
            position = stream.position;
          } else if (!stream.seekable) {
            throw new FS.ErrnoError(70);
          }
          var bytesRead = stream.stream_ops.read(stream, buffer, offset, length, position);
          if (!seeking) stream.position += bytesRead;
          return bytesRead;
        }, write(stream, buffer, offset, length, position, canOwn) {
          if (length < 0 || position < 0) {
            throw new FS.ErrnoError(28);
          }
          if (FS.isClosed(stream)) {
            throw new FS.ErrnoError(8);
          }
          if ((stream.flags & 2097155) === 0) {
            throw new FS.ErrnoError(8);
          }
          if (FS.isDir(stream.node.mode)) {
            throw new FS.ErrnoError(31);
          }
          if (!stream.stream_ops.write) {
            throw new FS.ErrnoError(28);
          }
          if (stream.seekable && stream.flags & 1024) {
            FS.llseek(stream, 0, 2);
          }
          var seeking = typeof position != "undefined";
          if (!seeking) {
            position = stream.position;
          } else if (!stream.seekable) {
            throw new FS.ErrnoError(70);
          }
          var bytesWritten = stream.stream_ops.write(stream, buffer, offset, length, position, canOwn);
          if (!seeking) stream.position += bytesWritten;
          return bytesWritten;
        }, mmap(stream, length, position, prot, flags) {
          if ((prot & 2) !== 0 && (flags & 2) === 0 && (stream.flags & 2097155) !== 2) {
            throw new FS.ErrnoError(2);
          }
          if ((stream.flags & 2097155) === 1) {
            throw new FS.ErrnoError(2);
          }
          if (!stream.stream_ops.mmap) {
            throw new FS.ErrnoError(43);
          }
          if (!length) {
            throw new FS.ErrnoError(28);
          }
          return stream.stream_ops.mmap(stream, length, position, prot, flags);
        }, msync(stream, buffer, offset, length, mmapFlags) {
          if (!stream.stream_ops.msync) {
            return 0;
          }
          return stream.stream_ops.msync(stream, buffer, offset, length, mmapFlags);
        }, ioctl(stream, cmd, arg) {
          if (!stream.stream_ops.ioctl) {
            throw new FS.ErrnoError(59);
          }
          return stream.stream_ops.ioctl(stream, cmd, arg);
        }, readFile(path, opts = {}) {
          opts.flags = opts.flags ?? 0;
          opts.encoding = opts.encoding ?? "binary";
          if (opts.encoding !== "utf8" && opts.encoding !== "binary") {
            abort(`Invalid encoding type "${opts.encoding}"`);
          }
          var stream = FS.open(path, opts.flags);
          var stat = FS.stat(path);
          var length = stat.size;
          var buf = new Uint8Array(length);
          FS.read(stream, buf, 0, length, 0);
          if (opts.encoding === "utf8") {
            buf = UTF8ArrayToString(buf);
          }
          FS.close(stream);
          return buf;
        }, writeFile(path, data, opts = {}) {
          opts.flags = opts.flags ?? 577;
          var stream = FS.open(path, opts.flags, opts.mode);
          data = FS_fileDataToTypedArray(data);
          FS.write(stream, data, 0, data.byteLength, void 0, opts.canOwn);
          FS.close(stream);
        }, cwd: () => FS.currentPath, chdir(path) {
          var lookup = FS.lookupPath(path, { follow: true });
          if (lookup.node === null) {
            throw new FS.ErrnoError(44);
          }
          if (!FS.isDir(lookup.node.mode)) {
            throw new FS.ErrnoError(54);
          }
          var errCode = FS.nodePermissions(lookup.node, "x");
          if (errCode) {
            throw new FS.ErrnoError(errCode);
          }
          FS.currentPath = lookup.path;
        }, createDefaultDirectories() {
          FS.mkdir("/tmp");
          FS.mkdir("/home");
          FS.mkdir("/home/web_user");
        }, createDefaultDevices() {
          FS.mkdir("/dev");
          FS.registerDevice(FS.makedev(1, 3), { read: () => 0, write: (stream, buffer, offset, length, pos) => length, llseek: () => 0 });
          FS.mkdev("/dev/null", FS.makedev(1, 3));
          TTY.register(FS.makedev(5, 0), TTY.default_tty_ops);
          TTY.register(FS.makedev(6, 0), TTY.default_tty1_ops);
          FS.mkdev("/dev/tty", FS.makedev(5, 0));
          FS.mkdev("/dev/tty1", FS.makedev(6, 0));
          var randomBuffer = new Uint8Array(1024), randomLeft = 0;
          var randomByte = () => {
            if (randomLeft === 0) {
              randomFill(randomBuffer);
              randomLeft = randomBuffer.byteLength;
            }
            return randomBuffer[--randomLeft];
          };
          FS.createDevice("/dev", "random", randomByte);
          FS.createDevice("/dev", "urandom", randomByte);
          FS.mkdir("/dev/shm");
          FS.mkdir("/dev/shm/tmp");
        }, createSpecialDirectories() {
          FS.mkdir("/proc");
          var proc_self = FS.mkdir("/proc/self");
          FS.mkdir("/proc/self/fd");
          FS.mount({ mount() {
            var node = FS.createNode(proc_self, "fd", 16895, 73);
            node.stream_ops = { llseek: MEMFS.stream_ops.llseek };
            node.node_ops = { lookup(parent, name) {
              var fd = +name;
              var stream = FS.getStreamChecked(fd);
              var ret = { parent: null, mount: { mountpoint: "fake" }, node_ops: { readlink: () => stream.path }, id: fd + 1 };
              ret.parent = ret;
              return ret;
            }, readdir() {
              return Array.from(FS.streams.entries()).filter(([k, v]) => v).map(([k, v]) => k.toString());
            } };
            return node;
          } }, {}, "/proc/self/fd");
        }, createStandardStreams(input, output, error) {
          if (input) {
            FS.createDevice("/dev", "stdin", input);
          } else {
            FS.symlink("/dev/tty", "/dev/stdin");
          }
          if (output) {
            FS.createDevice("/dev", "stdout", null, output);
          } else {
            FS.symlink("/dev/tty", "/dev/stdout");
          }
          if (error) {
            FS.createDevice("/dev", "stderr", null, error);
          } else {
            FS.symlink("/dev/tty1", "/dev/stderr");
          }
          var stdin = FS.open("/dev/stdin", 0);
          var stdout = FS.open("/dev/stdout", 1);
          var stderr = FS.open("/dev/stderr", 1);
        }, staticInit() {
          FS.nameTable = new Array(4096);
          FS.mount(MEMFS, {}, "/");
          FS.createDefaultDirectories();
          FS.createDefaultDevices();
          FS.createSpecialDirectories();
          FS.filesystems = { MEMFS };
        }, init(input, output, error) {
          FS.initialized = true;
          input ??= Module["stdin"];
          output ??= Module["stdout"];
          error ??= Module["stderr"];
          FS.createStandardStreams(input, output, error);
        }, quit() {
          FS.initialized = false;
          for (var stream of FS.streams) {
            if (stream) {
              FS.close(stream);
            }
          }
        }, findObject(path, dontResolveLastLink) {
          var ret = FS.analyzePath(path, dontResolveLastLink);
          if (!ret.exists) {
            return null;
          }
          return ret.object;
        }, analyzePath(path, dontResolveLastLink) {
          try {
            var lookup = FS.lookupPath(path, { follow: !dontResolveLastLink });
            path = lookup.path;
          } catch (e) {
          }
          var ret = { isRoot: false, exists: false, error: 0, name: null, path: null, object: null, parentExists: false, parentPath: null, parentObject: null };
          try {
            var lookup = FS.lookupPath(path, { parent: true });
            ret.parentExists = true;
            ret.parentPath = lookup.path;
            ret.parentObject = lookup.node;
            ret.name = PATH.basename(path);
            lookup = FS.lookupPath(path, { follow: !dontResolveLastLink });
            ret.exists = true;
            ret.path = lookup.path;
            ret.object = lookup.node;
            ret.name = lookup.node.name;
            ret.isRoot = lookup.path === "/";
          } catch (e) {
            ret.error = e.errno;
          }
          return ret;
        }, createPath(parent, path, canRead, canWrite) {
          parent = typeof parent == "string" ? parent : FS.getPath(parent);
          var parts2 = path.split("/").reverse();
          while (parts2.length) {
            var part = parts2.pop();
            if (!part) continue;
            var current2 = PATH.join2(parent, part);
            try {
              FS.mkdir(current2);
            } catch (e) {
              if (e.errno != 20) throw e;
            }
            parent = current2;
          }
          return current2;
        }, createFile(parent, name, properties, canRead, canWrite) {
          var path = PATH.join2(typeof parent == "string" ? parent : FS.getPath(parent), name);
          var mode = FS_getMode(canRead, canWrite);
          return FS.create(path, mode);
        }, createDataFile(parent, name, data, canRead, canWrite, canOwn) {
          var path = name;
          if (parent) {
            parent = typeof parent == "string" ? parent : FS.getPath(parent);
            path = name ? PATH.join2(parent, name) : parent;
          }
          var mode = FS_getMode(canRead, canWrite);
          var node = FS.create(path, mode);
          if (data) {
            data = FS_fileDataToTypedArray(data);
            FS.chmod(node, mode | 146);
            var stream = FS.open(node, 577);
            FS.write(stream, data, 0, data.length, 0, canOwn);
            FS.close(stream);
            FS.chmod(node, mode);
          }
        }, createDevice(parent, name, input, output) {
          var path = PATH.join2(typeof parent == "string" ? parent : FS.getPath(parent), name);
          var mode = FS_getMode(!!input, !!output);
          FS.createDevice.major ??= 64;
          var dev = FS.makedev(FS.createDevice.major++, 0);
          FS.registerDevice(dev, { open(stream) {
            stream.seekable = false;
          }, close(stream) {
            if (output?.buffer?.length) {
              output(10);
            }
          }, read(stream, buffer, offset, length, pos) {
            var bytesRead = 0;
            for (var i = 0; i < length; i++) {
              var result;
              try {
                result = input();
              } catch (e) {
                throw new FS.ErrnoError(29);
              }
              if (result === void 0 && bytesRead === 0) {
                throw new FS.ErrnoError(6);
              }
              if (result === null || result === void 0) break;
              bytesRead++;
              buffer[offset + i] = result;
            }
            if (bytesRead) {
              stream.node.atime = Date.now();
            }
            return bytesRead;
          }, write(stream, buffer, offset, length, pos) {
            for (var i = 0; i < length; i++) {
              try {
                output(buffer[offset + i]);
              } catch (e) {
                throw new FS.ErrnoError(29);
              }
            }
            if (length) {
              stream.node.mtime = stream.node.ctime = Date.now();
            }
            return i;
          } });
          return FS.mkdev(path, mode, dev);
        }, forceLoadFile(obj) {
          if (obj.isDevice || obj.isFolder || obj.link || obj.contents) return true;
          if (globalThis.XMLHttpRequest) {
            abort("Lazy loading should have been performed (contents set) in createLazyFile, but it was not. Lazy loading only works in web workers. Use --embed-file or --preload-file in emcc on the main thread.");
          } else {
            try {
              obj.contents = readBinary(obj.url);
            } catch (e) {
              throw new FS.ErrnoError(29);
            }
          }
        }, createLazyFile(parent, name, url, canRead, canWrite) {
          class LazyUint8Array {
            lengthKnown = false;
            chunks = [];
            get(idx) {
              if (idx > this.length - 1 || idx < 0) {
                return void 0;
              }
              var chunkOffset = idx % this.chunkSize;
              var chunkNum = idx / this.chunkSize | 0;
              return this.getter(chunkNum)[chunkOffset];
            }
            setDataGetter(getter) {
              this.getter = getter;
            }
            cacheLength() {
              var xhr = new XMLHttpRequest();
              xhr.open("HEAD", url, false);
              xhr.send(null);
              if (!(xhr.status >= 200 && xhr.status < 300 || xhr.status === 304)) abort("Couldn't load " + url + ". Status: " + xhr.status);
              var datalength = Number(xhr.getResponseHeader("Content-length"));
              var header;
              var hasByteServing = (header = xhr.getResponseHeader("Accept-Ranges")) && header === "bytes";
              var usesGzip = (header = xhr.getResponseHeader("Content-Encoding")) && header === "gzip";
              var chunkSize = 1024 * 1024;
              if (!hasByteServing) chunkSize = datalength;
              var doXHR = (from, to) => {
                if (from > to) abort(`invalid range (${from}, ${to}) or no bytes requested!`);
                if (to > datalength - 1) abort(`only ${datalength} bytes available! programmer error!`);
                var xhr2 = new XMLHttpRequest();
                xhr2.open("GET", url, false);
                if (datalength !== chunkSize) xhr2.setRequestHeader("Range", "bytes=" + from + "-" + to);
                xhr2.responseType = "arraybuffer";
                if (xhr2.overrideMimeType) {
                  xhr2.overrideMimeType("text/plain; charset=x-user-defined");
                }
                xhr2.send(null);
                if (!(xhr2.status >= 200 && xhr2.status < 300 || xhr2.status === 304)) abort("Couldn't load " + url + ". Status: " + xhr2.status);
                if (xhr2.response !== void 0) {
                  return new Uint8Array(xhr2.response || []);
                }
                return intArrayFromString(xhr2.responseText ?? "", true);
              };
              var lazyArray2 = this;
              lazyArray2.setDataGetter((chunkNum) => {
                var start = chunkNum * chunkSize;
                var end = (chunkNum + 1) * chunkSize - 1;
                end = Math.min(end, datalength - 1);
                if (typeof lazyArray2.chunks[chunkNum] == "undefined") {
                  lazyArray2.chunks[chunkNum] = doXHR(start, end);
                }
                if (typeof lazyArray2.chunks[chunkNum] == "undefined") abort("doXHR failed!");
                return lazyArray2.chunks[chunkNum];
              });
              if (usesGzip || !datalength) {
                chunkSize = datalength = 1;
                datalength = this.getter(0).length;
                chunkSize = datalength;
                out("LazyFiles on gzip forces download of the whole file when length is accessed");
              }
              this._length = datalength;
              this._chunkSize = chunkSize;
              this.lengthKnown = true;
            }
            get length() {
              if (!this.lengthKnown) {
                this.cacheLength();
              }
              return this._length;
            }
            get chunkSize() {
              if (!this.lengthKnown) {
                this.cacheLength();
              }
              return this._chunkSize;
            }
          }
          if (globalThis.XMLHttpRequest) {
            if (!ENVIRONMENT_IS_WORKER) abort("Cannot do synchronous binary XHRs outside webworkers in modern browsers. Use --embed-file or --preload-file in emcc");
            var lazyArray = new LazyUint8Array();
            var properties = { isDevice: false, contents: lazyArray };
          } else {
            var properties = { isDevice: false, url };
          }
          var node = FS.createFile(parent, name, properties, canRead, canWrite);
          if (properties.contents) {
            node.contents = properties.contents;
          } else if (properties.url) {
            node.contents = null;
            node.url = properties.url;
          }
          Object.defineProperties(node, { usedBytes: { get: function() {
            return this.contents.length;
          } } });
          var stream_ops = {};
          for (const [key, fn] of Object.entries(node.stream_ops)) {
            stream_ops[key] = (...args) => {
              FS.forceLoadFile(node);
              return fn(...args);
            };
          }
          function writeChunks(stream, buffer, offset, length, position) {
            var contents = stream.node.contents;
            if (position >= contents.length) return 0;
            var size = Math.min(contents.length - position, length);
            if (contents.slice) {
              for (var i = 0; i < size; i++) {
                buffer[offset + i] = contents[position + i];
              }
            } else {
              for (var i = 0; i < size; i++) {
                buffer[offset + i] = contents.get(position + i);
              }
            }
            return size;
          }
          stream_ops.read = (stream, buffer, offset, length, position) => {
            FS.forceLoadFile(node);
            return writeChunks(stream, buffer, offset, length, position);
          };
          stream_ops.mmap = (stream, length, position, prot, flags) => {
            FS.forceLoadFile(node);
            var ptr = mmapAlloc(length);
            if (!ptr) {
              throw new FS.ErrnoError(48);
            }
            writeChunks(stream, HEAP8, ptr, length, position);
            return { ptr, allocated: true };
          };
          node.stream_ops = stream_ops;
          return node;
        } };
        var SYSCALLS = { currentUmask: 18, calculateAt(dirfd, path, allowEmpty) {
          if (PATH.isAbs(path)) {
            return path;
          }
          var dir;
          if (dirfd === -100) {
            dir = FS.cwd();
          } else {
            var dirstream = SYSCALLS.getStreamFromFD(dirfd);
            dir = dirstream.path;
          }
          if (path.length == 0) {
            if (!allowEmpty) {
              throw new FS.ErrnoError(44);
            }
            return dir;
          }
          return dir + "/" + path;
        }, writeStat(buf, stat) {
          HEAPU32[buf >> 2] = stat.dev;
          HEAPU32[buf + 4 >> 2] = stat.mode;
          HEAPU32[buf + 8 >> 2] = stat.nlink;
          HEAPU32[buf + 12 >> 2] = stat.uid;
          HEAPU32[buf + 16 >> 2] = stat.gid;
          HEAPU32[buf + 20 >> 2] = stat.rdev;
          HEAP64[buf + 24 >> 3] = BigInt(stat.size);
          HEAP32[buf + 32 >> 2] = 4096;
          HEAP32[buf + 36 >> 2] = stat.blocks;
          var atime = stat.atime.getTime();
          var mtime = stat.mtime.getTime();
          var ctime = stat.ctime.getTime();
          HEAP64[buf + 40 >> 3] = BigInt(Math.floor(atime / 1e3));
          HEAPU32[buf + 48 >> 2] = atime % 1e3 * 1e3 * 1e3;
          HEAP64[buf + 56 >> 3] = BigInt(Math.floor(mtime / 1e3));
          HEAPU32[buf + 64 >> 2] = mtime % 1e3 * 1e3 * 1e3;
          HEAP64[buf + 72 >> 3] = BigInt(Math.floor(ctime / 1e3));
          HEAPU32[buf + 80 >> 2] = ctime % 1e3 * 1e3 * 1e3;
          HEAP64[buf + 88 >> 3] = BigInt(stat.ino);
          return 0;
        }, writeStatFs(buf, stats) {
          HEAPU32[buf + 4 >> 2] = stats.bsize;
          HEAPU32[buf + 60 >> 2] = stats.bsize;
          HEAP64[buf + 8 >> 3] = BigInt(stats.blocks);
          HEAP64[buf + 16 >> 3] = BigInt(stats.bfree);
          HEAP64[buf + 24 >> 3] = BigInt(stats.bavail);
          HEAP64[buf + 32 >> 3] = BigInt(stats.files);
          HEAP64[buf + 40 >> 3] = BigInt(stats.ffree);
          HEAPU32[buf + 48 >> 2] = stats.fsid;
          HEAPU32[buf + 64 >> 2] = stats.flags;
          HEAPU32[buf + 56 >> 2] = stats.namelen;
        }, doMsync(addr, stream, len, flags, offset) {
          if (!FS.isFile(stream.node.mode)) {
            throw new FS.ErrnoError(43);
          }
          if (flags & 2) {
            return 0;
          }
          var buffer = HEAPU8.subarray(addr, addr + len);
          FS.msync(stream, buffer, offset, len, flags);
        }, getStreamFromFD(fd) {
          var stream = FS.getStreamChecked(fd);
          return stream;
        }, varargs: void 0, getStr(ptr) {
          var ret = UTF8ToString(ptr);
          return ret;
        } };
        function _fd_close(fd) {
          try {
            var stream = SYSCALLS.getStreamFromFD(fd);
            FS.close(stream);
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var doReadv = (stream, iov, iovcnt, offset) => {
          var ret = 0;
          for (var i = 0; i < iovcnt; i++) {
            var ptr = HEAPU32[iov >> 2];
            var len = HEAPU32[iov + 4 >> 2];
            iov += 8;
            try {
              var curr = FS.read(stream, HEAP8, ptr, len, offset);
            } catch (e) {
              if (ret > 0 && e instanceof FS.ErrnoError && (e.errno == 6 || e.errno == 6)) {
                break;
              }
              throw e;
            }
            if (curr < 0) return -1;
            ret += curr;
            if (curr < len) break;
            if (typeof offset != "undefined") {
              offset += curr;
            }
          }
          return ret;
        };
        function _fd_read(fd, iov, iovcnt, pnum) {
          try {
            var stream = SYSCALLS.getStreamFromFD(fd);
            var num = doReadv(stream, iov, iovcnt);
            HEAPU32[pnum >> 2] = num;
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var INT53_MAX = 9007199254740992;
        var INT53_MIN = -9007199254740992;
        var bigintToI53Checked = (num) => num < INT53_MIN || num > INT53_MAX ? NaN : Number(num);
        function _fd_seek(fd, offset, whence, newOffset) {
          offset = bigintToI53Checked(offset);
          try {
            if (isNaN(offset)) return 22;
            var stream = SYSCALLS.getStreamFromFD(fd);
            FS.llseek(stream, offset, whence);
            HEAP64[newOffset >> 3] = BigInt(stream.position);
            if (stream.getdents && offset === 0 && whence === 0) stream.getdents = null;
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var doWritev = (stream, iov, iovcnt, offset) => {
          if (iovcnt == 1) {
            return FS.write(stream, HEAP8, HEAPU32[iov >> 2], HEAPU32[iov + 4 >> 2], offset);
          }
          var total = 0;
          for (var i = 0, p = iov; i < iovcnt; i++, p += 8) {
            total += HEAPU32[p + 4 >> 2];
          }
          var view = new Uint8Array(total);
          var voff = 0;
          for (var i = 0; i < iovcnt; i++, iov += 8) {
            var ptr = HEAPU32[iov >> 2];
            var len = HEAPU32[iov + 4 >> 2];
            view.set(HEAPU8.subarray(ptr, ptr + len), voff);
            voff += len;
          }
          return FS.write(stream, view, 0, total, offset);
        };
        function _fd_write(fd, iov, iovcnt, pnum) {
          try {
            var stream = SYSCALLS.getStreamFromFD(fd);
            var num = doWritev(stream, iov, iovcnt);
            HEAPU32[pnum >> 2] = num;
            return 0;
          } catch (e) {
            if (typeof FS == "undefined" || !(e.name === "ErrnoError")) throw e;
            return e.errno;
          }
        }
        var wasmTableMirror = [];
        var getWasmTableEntry = (funcPtr) => {
          var func = wasmTableMirror[funcPtr];
          if (!func) {
            wasmTableMirror[funcPtr] = func = wasmTable.get(funcPtr);
          }
          return func;
        };
        var stringToUTF8 = (str, outPtr, maxBytesToWrite) => stringToUTF8Array(str, HEAPU8, outPtr, maxBytesToWrite);
        FS.createPreloadedFile = FS_createPreloadedFile;
        FS.preloadFile = FS_preloadFile;
        FS.staticInit();
        {
          if (Module["noExitRuntime"]) noExitRuntime = Module["noExitRuntime"];
          if (Module["print"]) out = Module["print"];
          if (Module["printErr"]) err = Module["printErr"];
          if (Module["arguments"]) programArgs = Module["arguments"];
          if (Module["thisProgram"]) thisProgram = Module["thisProgram"];
          var preInit = Module["preInit"];
          if (preInit) {
            if (typeof preInit == "function") Module["preInit"] = preInit = [preInit];
            while (preInit.length > 0) {
              preInit.shift()();
            }
          }
        }
        Module["getValue"] = getValue;
        Module["UTF8ToString"] = UTF8ToString;
        Module["stringToUTF8"] = stringToUTF8;
        Module["lengthBytesUTF8"] = lengthBytesUTF8;
        var _wasm_parse_query, _malloc, _free, _wasm_parse_query_raw, _wasm_free_parse_result, _wasm_parse_plpgsql, _wasm_fingerprint, _wasm_normalize_query, _wasm_parse_query_detailed, _wasm_free_detailed_result, _wasm_scan, _wasm_free_string, __emscripten_timeout, _setThrew, __emscripten_stack_restore, _emscripten_stack_get_current, memory, __indirect_function_table, wasmMemory, wasmTable;
        function assignWasmExports(wasmExports2) {
          _wasm_parse_query = Module["_wasm_parse_query"] = wasmExports2["B"];
          _malloc = Module["_malloc"] = wasmExports2["C"];
          _free = Module["_free"] = wasmExports2["E"];
          _wasm_parse_query_raw = Module["_wasm_parse_query_raw"] = wasmExports2["F"];
          _wasm_free_parse_result = Module["_wasm_free_parse_result"] = wasmExports2["G"];
          _wasm_parse_plpgsql = Module["_wasm_parse_plpgsql"] = wasmExports2["H"];
          _wasm_fingerprint = Module["_wasm_fingerprint"] = wasmExports2["I"];
          _wasm_normalize_query = Module["_wasm_normalize_query"] = wasmExports2["J"];
          _wasm_parse_query_detailed = Module["_wasm_parse_query_detailed"] = wasmExports2["K"];
          _wasm_free_detailed_result = Module["_wasm_free_detailed_result"] = wasmExports2["L"];
          _wasm_scan = Module["_wasm_scan"] = wasmExports2["M"];
          _wasm_free_string = Module["_wasm_free_string"] = wasmExports2["N"];
          __emscripten_timeout = wasmExports2["O"];
          _setThrew = wasmExports2["P"];
          __emscripten_stack_restore = wasmExports2["Q"];
          _emscripten_stack_get_current = wasmExports2["R"];
          memory = wasmMemory = wasmExports2["z"];
          __indirect_function_table = wasmTable = wasmExports2["D"];
        }
        var wasmImports = { c: ___assert_fail, x: __abort_js, w: __emscripten_runtime_keepalive_clear, p: __emscripten_throw_longjmp, o: __setitimer_js, q: _emscripten_resize_heap, m: _exit, u: _fd_close, r: _fd_read, s: _fd_seek, t: _fd_write, g: invoke_i, b: invoke_ii, a: invoke_iii, d: invoke_iiii, k: invoke_iiiii, l: invoke_ji, e: invoke_v, f: invoke_vi, h: invoke_vii, j: invoke_viii, i: invoke_viiii, y: invoke_viiiii, n: invoke_viiiiiiiiiiiii, v: _proc_exit };
        function invoke_iii(index, a1, a2) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1, a2);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_ii(index, a1) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_i(index) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)();
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_v(index) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)();
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_iiii(index, a1, a2, a3) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1, a2, a3);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viiii(index, a1, a2, a3, a4) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3, a4);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viiiiiiiiiiiii(index, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_iiiii(index, a1, a2, a3, a4) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1, a2, a3, a4);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viii(index, a1, a2, a3) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_vi(index, a1) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_vii(index, a1, a2) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_viiiii(index, a1, a2, a3, a4, a5) {
          var sp = stackSave();
          try {
            getWasmTableEntry(index)(a1, a2, a3, a4, a5);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
          }
        }
        function invoke_ji(index, a1) {
          var sp = stackSave();
          try {
            return getWasmTableEntry(index)(a1);
          } catch (e) {
            stackRestore(sp);
            if (!(e instanceof EmscriptenEH)) throw e;
            _setThrew(1, 0);
            return 0n;
          }
        }
        async function run() {
          preRun();
          if (runDependencies) {
            await resolveRunDependencies();
          }
          var setStatus = Module["setStatus"];
          if (setStatus) {
            setStatus("Running...");
            await new Promise((resolve) => setTimeout(resolve, 1));
            setTimeout(setStatus, 1, "");
          }
          if (ABORT) return;
          initRuntime();
          Module["onRuntimeInitialized"]?.();
          postRun();
        }
        var wasmExports;
        wasmExports = await createWasm();
        await run();
        ;
        return Module;
      };
    })();
    if (typeof exports === "object" && typeof module === "object") {
      module.exports = PgQueryModule2;
      module.exports.default = PgQueryModule2;
    } else if (typeof define === "function" && define["amd"]) define([], () => PgQueryModule2);
  }
});

// node_modules/libpg-query/wasm/index.js
var import_libpg_query = __toESM(require_libpg_query());
var SqlError = class extends Error {
  sqlDetails;
  constructor(message, details) {
    super(message);
    this.name = "SqlError";
    this.sqlDetails = details;
  }
};
function hasSqlDetails(error) {
  return error instanceof SqlError && error.sqlDetails !== void 0;
}
var wasmModule;
var initPromise = (0, import_libpg_query.default)().then((module) => {
  wasmModule = module;
});
function ensureLoaded() {
  if (!wasmModule)
    throw new Error("WASM module not initialized. Call `loadModule()` first.");
}
async function loadModule() {
  if (!wasmModule) {
    await initPromise;
  }
}
function awaitInit(fn) {
  return (async (...args) => {
    await initPromise;
    return fn(...args);
  });
}
function stringToPtr(str) {
  ensureLoaded();
  if (typeof str !== "string") {
    throw new TypeError(`Expected a string, got ${typeof str}`);
  }
  const len = wasmModule.lengthBytesUTF8(str) + 1;
  const ptr = wasmModule._malloc(len);
  try {
    wasmModule.stringToUTF8(str, ptr, len);
    return ptr;
  } catch (error) {
    wasmModule._free(ptr);
    throw error;
  }
}
function ptrToString(ptr) {
  ensureLoaded();
  if (typeof ptr !== "number") {
    throw new TypeError(`Expected a number, got ${typeof ptr}`);
  }
  return wasmModule.UTF8ToString(ptr);
}
var parse = awaitInit(async (query2) => {
  if (query2 === null || query2 === void 0) {
    throw new Error("Query cannot be null or undefined");
  }
  if (query2 === "") {
    throw new Error("Query cannot be empty");
  }
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_parse_query_raw(queryPtr);
    if (!resultPtr) {
      throw new Error("Failed to parse query: memory allocation failed");
    }
    const parseTreePtr = wasmModule.getValue(resultPtr, "i32");
    const stderrBufferPtr = wasmModule.getValue(resultPtr + 4, "i32");
    const errorPtr = wasmModule.getValue(resultPtr + 8, "i32");
    if (errorPtr) {
      const messagePtr = wasmModule.getValue(errorPtr, "i32");
      const funcnamePtr = wasmModule.getValue(errorPtr + 4, "i32");
      const filenamePtr = wasmModule.getValue(errorPtr + 8, "i32");
      const lineno = wasmModule.getValue(errorPtr + 12, "i32");
      const cursorpos = wasmModule.getValue(errorPtr + 16, "i32");
      const message = messagePtr ? wasmModule.UTF8ToString(messagePtr) : "Unknown error";
      const funcname = funcnamePtr ? wasmModule.UTF8ToString(funcnamePtr) : void 0;
      const filename = filenamePtr ? wasmModule.UTF8ToString(filenamePtr) : void 0;
      throw new SqlError(message, {
        message,
        cursorPosition: cursorpos > 0 ? cursorpos - 1 : 0,
        // Convert to 0-based
        fileName: filename,
        functionName: funcname,
        lineNumber: lineno > 0 ? lineno : void 0
      });
    }
    if (!parseTreePtr) {
      throw new Error("No parse tree generated");
    }
    const parseTreeStr = wasmModule.UTF8ToString(parseTreePtr);
    return JSON.parse(parseTreeStr);
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_parse_result(resultPtr);
    }
  }
});
var parsePlPgSQL = awaitInit(async (query2) => {
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_parse_plpgsql(queryPtr);
    const resultStr = ptrToString(resultPtr);
    if (!resultStr.startsWith("{")) {
      throw new Error(resultStr);
    }
    return JSON.parse(resultStr);
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_string(resultPtr);
    }
  }
});
var fingerprint = awaitInit(async (query2) => {
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_fingerprint(queryPtr);
    const resultStr = ptrToString(resultPtr);
    if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
      throw new Error(resultStr);
    }
    return resultStr;
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_string(resultPtr);
    }
  }
});
var normalize = awaitInit(async (query2) => {
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_normalize_query(queryPtr);
    const resultStr = ptrToString(resultPtr);
    if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
      throw new Error(resultStr);
    }
    return resultStr;
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_string(resultPtr);
    }
  }
});
function parseSync(query2) {
  if (!wasmModule) {
    throw new Error("WASM module not initialized. Call loadModule() first.");
  }
  if (query2 === null || query2 === void 0) {
    throw new Error("Query cannot be null or undefined");
  }
  if (query2 === "") {
    throw new Error("Query cannot be empty");
  }
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_parse_query_raw(queryPtr);
    if (!resultPtr) {
      throw new Error("Failed to parse query: memory allocation failed");
    }
    const parseTreePtr = wasmModule.getValue(resultPtr, "i32");
    const stderrBufferPtr = wasmModule.getValue(resultPtr + 4, "i32");
    const errorPtr = wasmModule.getValue(resultPtr + 8, "i32");
    if (errorPtr) {
      const messagePtr = wasmModule.getValue(errorPtr, "i32");
      const funcnamePtr = wasmModule.getValue(errorPtr + 4, "i32");
      const filenamePtr = wasmModule.getValue(errorPtr + 8, "i32");
      const lineno = wasmModule.getValue(errorPtr + 12, "i32");
      const cursorpos = wasmModule.getValue(errorPtr + 16, "i32");
      const message = messagePtr ? wasmModule.UTF8ToString(messagePtr) : "Unknown error";
      const funcname = funcnamePtr ? wasmModule.UTF8ToString(funcnamePtr) : void 0;
      const filename = filenamePtr ? wasmModule.UTF8ToString(filenamePtr) : void 0;
      throw new SqlError(message, {
        message,
        cursorPosition: cursorpos > 0 ? cursorpos - 1 : 0,
        // Convert to 0-based
        fileName: filename,
        functionName: funcname,
        lineNumber: lineno > 0 ? lineno : void 0
      });
    }
    if (!parseTreePtr) {
      throw new Error("No parse tree generated");
    }
    const parseTreeStr = wasmModule.UTF8ToString(parseTreePtr);
    return JSON.parse(parseTreeStr);
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_parse_result(resultPtr);
    }
  }
}
function parsePlPgSQLSync(query2) {
  if (!wasmModule) {
    throw new Error("WASM module not initialized. Call loadModule() first.");
  }
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_parse_plpgsql(queryPtr);
    const resultStr = ptrToString(resultPtr);
    if (!resultStr.startsWith("{")) {
      throw new Error(resultStr);
    }
    return JSON.parse(resultStr);
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_string(resultPtr);
    }
  }
}
var scan = awaitInit(async (query2) => {
  const queryPtr = stringToPtr(query2);
  let resultPtr = 0;
  try {
    resultPtr = wasmModule._wasm_scan(queryPtr);
    const resultStr = ptrToString(resultPtr);
    if (resultStr.startsWith("syntax error") || resultStr.startsWith("deparse error") || resultStr.startsWith("ERROR")) {
      throw new Error(resultStr);
    }
    return JSON.parse(resultStr);
  } finally {
    wasmModule._free(queryPtr);
    if (resultPtr) {
      wasmModule._wasm_free_string(resultPtr);
    }
  }
});

// src/sql/depth.ts
var deepest = 1500;
var harmless = 1e3;
function isTooDeep(tree, length) {
  if (length < harmless) return false;
  let level = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap(inside);
  }
  return false;
}
var inside = (value) => typeof value === "object" && value !== null ? Object.values(value).filter((child) => typeof child === "object" && child !== null) : [];
var operators = /[-+*/<>=~!@#%^&|`?]+/g;
function hasEndlessComments(text) {
  if (!text.includes("/*")) return false;
  for (const [run] of text.matchAll(operators)) {
    if (run.length > 4e3 && run.split("/*").length > 1e3) return true;
  }
  return false;
}

// src/sql/parser.ts
async function loadParser() {
  await loadModule();
}
function parseText(text) {
  if (text.trim() === "") return { kind: "parsed", statements: [] };
  if (hasEndlessComments(text)) return { kind: "too-deep", cause: void 0 };
  try {
    const { stmts = [] } = parseSync(text);
    const deep = stmts.some(({ stmt, stmt_len: length }) => isTooDeep(stmt, length ?? text.length));
    return deep ? { kind: "too-deep", cause: void 0 } : { kind: "parsed", statements: stmts.flatMap(rawStatement) };
  } catch (error) {
    return refusal(error);
  }
}
function parsePlpgsql(statement2) {
  try {
    const tree = parsePlPgSQLSync(statement2);
    return isTooDeep(tree, statement2.length) ? void 0 : tree;
  } catch {
    return void 0;
  }
}
function rawStatement(raw) {
  if (!raw.stmt) return [];
  const startByte = raw.stmt_location ?? 0;
  return [{ node: raw.stmt, startByte, endByte: raw.stmt_len ? startByte + raw.stmt_len : void 0 }];
}
function refusal(error) {
  if (hasSqlDetails(error)) {
    if (error.message.startsWith("memory exhausted")) return { kind: "too-deep", cause: error };
    return { kind: "refused", message: error.message, codePoint: error.sqlDetails?.cursorPosition ?? 0 };
  }
  if (error instanceof RangeError || isWasmTrap(error)) return { kind: "too-deep", cause: error };
  throw error;
}
var isWasmTrap = (error) => error instanceof Error && error.name === "RuntimeError";

// src/sql/names.ts
var keywords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
  json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
  lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not
  notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real
  references returning right row select session_user setof similar smallint some substring symmetric system_user table
  tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose
  when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/)
);
function quoteIdentifier(name) {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}
var objectName = ({ schema, name }) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
var writtenName = (range) => ({ schema: range.schemaname, name: range.relname ?? "" });
var stringOf = (node) => node && "String" in node ? node.String.sval ?? "" : "";
var stringsOf = (nodes) => (nodes ?? []).map(stringOf);
function fromParts(parts2) {
  return { schema: parts2.at(-2), name: parts2.at(-1) ?? "" };
}
function namedBy(node) {
  if (!node) return [];
  if ("List" in node) return stringsOf(node.List.items);
  if ("TypeName" in node) return stringsOf(node.TypeName.names);
  if ("ObjectWithArgs" in node) return stringsOf(node.ObjectWithArgs.objname);
  return "String" in node ? [stringOf(node)] : [];
}

// src/sql/nodes.ts
var kindOf = (node) => Object.keys(node)[0] ?? "";
var bodyOf = (node) => Object.values(node)[0];
function without(whole, ...keys2) {
  const gone = new Set(keys2.map(String));
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !gone.has(key)));
}
function as(kind, node) {
  return node && kind in node ? node[kind] : void 0;
}
function all(kind, nodes) {
  return (nodes ?? []).map((node) => as(kind, node)).filter((body) => body !== void 0);
}
function eachNode(value, visit) {
  if (Array.isArray(value)) for (const item of value) eachNode(item, visit);
  else if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      if (key.charCodeAt(0) < 97) visit(key, child);
      eachNode(child, visit);
    }
  }
}
function relationsIn(query2) {
  const found = [];
  const withNames = /* @__PURE__ */ new Set();
  eachNode(query2, (kind, body) => {
    if (kind === "RangeVar") found.push(writtenName(body));
    if (kind === "CommonTableExpr") withNames.add(body.ctename ?? "");
  });
  return found.filter(({ schema, name }) => schema !== void 0 || !withNames.has(name));
}
function functionsIn(expression) {
  const found = [];
  eachNode(expression, (kind, body) => {
    if (kind === "FuncCall") found.push(fromParts(stringsOf(body.funcname)));
  });
  return found;
}
function columnsIn(expression) {
  const found = /* @__PURE__ */ new Set();
  eachNode(expression, (kind, body) => {
    const name = kind === "ColumnRef" ? stringOf(body.fields?.at(-1)) : "";
    if (name) found.add(name);
  });
  return [...found];
}
function constantText(node) {
  const cast = as("TypeCast", node);
  if (cast) return constantText(cast.arg);
  const constant2 = as("A_Const", node);
  if (constant2?.sval) return constant2.sval.sval ?? "";
  if (constant2?.ival) return String(constant2.ival.ival ?? 0);
  if (constant2?.fval) return constant2.fval.fval ?? "";
  if (constant2?.boolval) return String(constant2.boolval.boolval ?? false);
  return node && "String" in node ? stringOf(node) : void 0;
}
var option = (options, name) => all("DefElem", options).find(({ defname }) => defname === name);
function switchedOn(options, name) {
  const found = option(options, name);
  return found !== void 0 && !["false", "off", "0"].includes(constantText(found.arg) ?? "true");
}
function calledBy(query2) {
  const found = [];
  eachNode([query2.targetList, query2.fromClause], (kind, body) => {
    if (kind === "FuncCall") found.push(body);
  });
  return found;
}

// src/sql/column-type.ts
var serials = {
  serial: "int4",
  serial4: "int4",
  bigserial: "int8",
  serial8: "int8",
  smallserial: "int2",
  serial2: "int2"
};
var isSerial = (type) => type?.names?.length === 1 && (stringsOf(type.names)[0] ?? "") in serials;
var builtin = new Set(
  `int2 int4 int8 float4 float8 numeric text varchar bpchar char name bool date time timetz timestamp timestamptz
  interval uuid json jsonb bytea xml inet cidr macaddr macaddr8 money bit varbit point line lseg box path polygon circle
  tsvector tsquery int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange
  tsmultirange tstzmultirange datemultirange oid regclass regproc regtype regrole regnamespace pg_lsn xid cid tid
  jsonpath record void trigger`.split(/\s+/)
);
function columnType(type, schemaOf) {
  const parts2 = stringsOf(type?.names);
  const written4 = parts2.at(-1) ?? "";
  const name = parts2.length === 1 ? serials[written4] ?? written4 : written4;
  const schema = parts2.at(-2) ?? (builtin.has(name) ? "pg_catalog" : schemaOf(name));
  const modifiers = (type?.typmods ?? []).flatMap((node) => {
    const value = Number(constantText(node));
    return Number.isFinite(value) ? [value] : [];
  });
  return { name, schema, modifiers, arrayDimensions: type?.arrayBounds?.length ?? 0 };
}

// src/rules/kit/columns.ts
var columnDef = ({ cmd }) => cmd.def && "ColumnDef" in cmd.def ? cmd.def.ColumnDef : void 0;
var constraintDef = ({ cmd }) => cmd.def && "Constraint" in cmd.def ? cmd.def.Constraint : void 0;
var constraintsIn = (nodes) => all("Constraint", nodes);
var own = (def, kind) => constraintsIn(def.constraints).find(({ contype }) => contype === kind);
var isSerial2 = (def) => isSerial(def.typeName);
var isNull = (node) => node !== void 0 && "A_Const" in node && node.A_Const.isnull === true;

// src/rules/kit/instead.ts
var statement = (sql2) => `${sql2.trim().replace(/;$/, "")};`;
var steps = (...lines2) => lines2.filter(Boolean).join("\n");
var remark = (text) => text.split("\n").map((line) => `-- ${line}`).join("\n");
function outsideTransaction(sql2, facts) {
  if (facts.transaction === "per-statement") {
    return facts.session.transaction === "none" ? sql2 : steps(remark("Outside BEGIN \u2026 COMMIT:"), sql2);
  }
  const { says: says2, before: before2, after: after2 } = facts.tool.outsideTransaction;
  return steps(remark(says2), before2.trimEnd(), sql2, after2.trimEnd());
}
var nextMigration = (why) => remark(`In the next migration, a transaction of its own: ${why}`);
var atOnce = (facts, ...lines2) => facts.transaction === "per-statement" && facts.session.transaction === "none" ? steps("BEGIN;", ...lines2, "COMMIT;") : steps(...lines2);

// src/rules/kit/rule.ts
var defineRule = (rule107) => rule107;
function sql(parts2) {
  const lines2 = parts2.join("").split("\n");
  const indents = lines2.slice(1).filter((line) => line.trim()).map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines2.map((line, index) => index === 0 ? line : line.slice(indent)).join("\n").trim();
}

// src/rules/kit/tables.ts
var nameFrom = (node) => fromParts(namedBy(node));
var isRange = (name) => !("name" in name);
function existing(name, facts) {
  if (!name) return void 0;
  const relation = facts.catalog.relation(isRange(name) ? writtenName(name) : name);
  return relation && !relation.madeHere && relation.persistence !== "temporary" ? relation : void 0;
}
var holdsRows = ["table", "partitioned-table", "materialized-view"];
function existingTable(name, facts) {
  const relation = existing(name, facts);
  return relation && holdsRows.includes(relation.kind) ? relation : void 0;
}
var column = (table, name) => table.columns.find((one) => one.name === name);
var hasColumn = (table, name) => !table.known || column(table, name) !== void 0;
function simpleKey(table) {
  const key = table.constraints.find(({ kind }) => kind === "primary-key");
  return key?.columns.length === 1 ? column(table, key.columns[0]) : void 0;
}
var indexesOn = (table, name, facts) => facts.catalog.indexes(table).filter(({ columns }) => columns.includes(name));
var sameName = (a, b) => a.schema === b.schema && a.name === b.name;
var columnList = (columns) => columns.map(quoteIdentifier).join(", ");
function chosenName(table, columns, suffix) {
  const stem = [table.name, ...columns].join("_");
  return quoteIdentifier(`${stem.slice(0, 62 - suffix.length)}_${suffix}`);
}
function typeText({ schema, name, modifiers, arrayDimensions }) {
  const base = schema === "pg_catalog" || schema === "" ? name : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const size = modifiers.length > 0 ? `(${modifiers.join(", ")})` : "";
  return `${base}${size}${"[]".repeat(arrayDimensions)}`;
}

// src/sql/lexer.ts
function endOfToken(text, at) {
  const here = text[at] ?? "";
  if (here === "'") return endOfQuoted(text, at, "'");
  if (here === '"') return endOfQuoted(text, at, '"');
  if (here === "-" && text[at + 1] === "-") return endOfLine(text, at);
  if (here === "/" && text[at + 1] === "*") return endOfBlockComment(text, at);
  if (here === "$") return endOfDollar(text, at);
  if (isWordStart(here)) return endOfWord(text, at);
  return at + 1;
}
var isComment = (text, at) => text[at] === "-" && text[at + 1] === "-" || text[at] === "/" && text[at + 1] === "*";
var isSpace = (char) => char !== void 0 && /[ \t\n\r\f\v]/.test(char);
function endOfLine(text, at) {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return end > at && text[end - 1] === "\r" ? end - 1 : end;
}
function endOfQuoted(text, at, quote) {
  for (let from = at + 1; ; ) {
    const end = text.indexOf(quote, from);
    if (end < 0) return text.length;
    if (text[end + 1] !== quote) return end + 1;
    from = end + 2;
  }
}
function endOfEscaped(text, at) {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === "\\") end += 1;
    else if (text[end] === "'") {
      if (text[end + 1] !== "'") return end + 1;
      end += 1;
    }
  }
  return text.length;
}
function endOfBlockComment(text, at) {
  let depth = 1;
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at + 2;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}
var dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
function endOfDollar(text, at) {
  dollarTag.lastIndex = at;
  const tag = dollarTag.exec(text)?.[0];
  if (tag === void 0) return at + 1;
  const end = text.indexOf(tag, at + tag.length);
  return end < 0 ? text.length : end + tag.length;
}
var isWordStart = (char) => /[A-Za-z_\u0080-\uffff]/.test(char);
var word = /[A-Za-z0-9_$\u0080-\uffff]+/y;
function endOfWord(text, at) {
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? text[at] ?? "";
  const end = at + found.length;
  const escapes = found === "E" || found === "e";
  return escapes && text[end] === "'" ? endOfEscaped(text, end) : end;
}

// src/rules/kit/text.ts
var identifier = String.raw`(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)`;
var alterTable = new RegExp(
  String.raw`^\s*(ALTER\s+(?:FOREIGN\s+)?TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?${identifier}(?:\s*\.\s*${identifier})*)(?:\s*\*)?\s+`,
  "iu"
);
function* parts(sql2) {
  for (let at = 0; at < sql2.length; ) {
    const end = endOfToken(sql2, at);
    const text = sql2.slice(at, end);
    yield [text, isComment(sql2, at) ? "comment" : isSpace(sql2[at]) ? "space" : quoted.test(text) ? "quoted" : "other"];
    at = end;
  }
}
var quoted = /^(?:'|"|\$.*\$|e')/is;
function replaced(sql2, replace) {
  let out = "";
  for (const [text, part] of parts(sql2)) out += replace(text, part);
  return out;
}
var withoutComments = (sql2) => replaced(sql2, (text, part) => part === "comment" ? text.replace(/[^\n]/g, " ") : text);
var skeleton = (sql2) => replaced(sql2, (text, part) => part === "comment" || part === "quoted" ? ".".repeat(text.length) : text);
function splitAtCommas(sql2) {
  const syntax = skeleton(sql2);
  const cuts = [];
  let depth = 0;
  for (let at = 0; at < syntax.length; at += 1) {
    const char = syntax[at] ?? "";
    if (char === "(" || char === "[") depth += 1;
    else if (char === ")" || char === "]") depth -= 1;
    else if (char === "," && depth === 0) cuts.push(at);
  }
  return [...cuts, sql2.length].map((end, index) => sql2.slice(index === 0 ? 0 : (cuts[index - 1] ?? 0) + 1, end).trim());
}
function splitAlterTable(sql2) {
  const text = withoutComments(sql2);
  const head = alterTable.exec(text);
  if (!head?.[1]) return { head: text.trim(), actions: [] };
  return { head: oneLine(head[1]), actions: splitAtCommas(text.slice(head[0].length)).map(oneLine) };
}
function oneLine(sql2) {
  let out = "";
  let gap = "";
  for (const [text, part] of parts(sql2)) {
    if (part === "space" || part === "comment") {
      gap = out === "" ? "" : " ";
      continue;
    }
    out += gap + text;
    gap = "";
  }
  return out;
}
var inCaseOf = (sample, keyword) => sample === sample.toLowerCase() ? keyword.toLowerCase() : keyword.toUpperCase();
function shortened(sql2) {
  const line = oneLine(sql2);
  if (line.length <= 70) return line;
  const end = /[\ud800-\udbff]/.test(line[66] ?? "") ? 66 : 67;
  return `${line.slice(0, end).trimEnd()}\u2026`;
}
var code = (text) => `\`${text}\``;
var literal = (text) => `'${text.replaceAll("'", "''")}'`;
function listed(words4) {
  const last = words4.at(-1) ?? "";
  return words4.length < 2 ? last : `${words4.slice(0, -1).join(", ")} and ${last}`;
}
function listedBriefly(words4) {
  return words4.length <= 5 ? listed(words4) : `${words4.slice(0, 4).join(", ")} and ${String(words4.length - 4)} more`;
}
var nextClause = /\b(?:CONSTRAINT|NOT\s+NULL|NULL|CHECK|UNIQUE|PRIMARY\s+KEY|REFERENCES|GENERATED|COLLATE|NOT\s+DEFERRABLE|DEFERRABLE|INITIALLY)\b/giu;
function cutDefault(action) {
  const syntax = atDepthZero(action);
  const start = /\bDEFAULT\b/iu.exec(syntax);
  if (!start) return { rest: action, expression: "" };
  const from = start.index + start[0].length;
  const end = [...syntax.slice(from).matchAll(nextClause)].find(({ index }) => index > 1)?.index;
  const until = end === void 0 ? action.length : from + end;
  return {
    rest: oneLine(`${action.slice(0, start.index)} ${action.slice(until)}`),
    expression: action.slice(from, until).trim()
  };
}
var cutNotNull = (action) => {
  const found = /\bNOT\s+NULL\b/iu.exec(atDepthZero(action));
  return found ? oneLine(action.slice(0, found.index) + action.slice(found.index + found[0].length)) : action;
};
var cutCascade = (sql2) => {
  const found = [...skeleton(sql2).matchAll(/\s+CASCADE\b/giu)].at(-1);
  return found ? sql2.slice(0, found.index) + sql2.slice(found.index + found[0].length) : sql2;
};
function atDepthZero(sql2) {
  let depth = 0;
  return skeleton(sql2).replace(/[\s\S]/g, (char) => {
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    return depth > 0 || char === ")" ? "." : char;
  });
}
function splitUpdate(sql2) {
  const syntax = atDepthZero(sql2);
  const returning = /\bRETURNING\b/iu.exec(syntax)?.index ?? sql2.length;
  const where = /\bWHERE\b/iu.exec(syntax);
  if (!where) return { update: sql2.slice(0, returning).trim(), where: "" };
  return { update: sql2.slice(0, where.index).trim(), where: sql2.slice(where.index + 5, returning).trim() };
}

// src/rules/add-check-not-valid.ts
var rule = defineRule({
  id: "add-check-not-valid",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A new CHECK reads the whole table while nobody may use it",
  why: "ADD CONSTRAINT \u2026 CHECK looks at every row under an AccessExclusive lock. NOT VALID skips that; VALIDATE CONSTRAINT catches up later while reads and writes go on.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add constraint orders_total_positive check (total > 0);`,
    good: sql`
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const check = constraintDef(action);
      if (!table || check?.contype !== "CONSTR_CHECK" || check.skip_validation || check.is_enforced === false)
        return void 0;
      const name = objectName(table.name);
      const constraint = check.conname ? quoteIdentifier(check.conname) : chosenName(table.name, [], "check");
      const named = check.conname ? action.text : action.text.replace(/^ADD\s+/i, `$&CONSTRAINT ${constraint} `);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while every row is checked: ADD CHECK scans the table under AccessExclusive.`,
        instead: steps(
          `${action.head} ${named} NOT VALID;`,
          nextMigration("reads and writes go on during the scan."),
          `${action.head} VALIDATE CONSTRAINT ${constraint};`
        )
      };
    }
  }
});

// src/rules/kit/clauses.ts
var clause = /\bCONSTRAINT\b|(?<!\bSET\s+)(?:\bNOT\s+NULL\b|\bNULL\b|\bDEFAULT\b)|\bCHECK\b|\bUNIQUE\b|\bPRIMARY\s+KEY\b|\bREFERENCES\b|\bGENERATED\b|\bCOLLATE\b/giu;
function cutConstraint(action, form) {
  const syntax = atDepthZero(action);
  const start = new RegExp(String.raw`(?:\bCONSTRAINT\s+(\S+)\s+)?\b${form}\b`, "iu").exec(syntax);
  if (!start) return { rest: action, constraint: "" };
  const named = start[1] === void 0 ? 0 : start[0].length - form.length;
  const from = start.index + named;
  const next = [...syntax.matchAll(clause)].find(({ index }) => index > from)?.index ?? action.length;
  return {
    rest: oneLine(`${action.slice(0, start.index)} ${action.slice(next)}`),
    constraint: action.slice(from, next).trim(),
    ...named > 0 && {
      name: action.slice(start.index, from).trim().replace(/^CONSTRAINT\s+/i, "")
    }
  };
}
function cutConstraints(action, form) {
  const cut = cutConstraint(action, form);
  if (cut.constraint === "") return { rest: action, cuts: [] };
  const { rest, cuts } = cutConstraints(cut.rest, form);
  return { rest, cuts: [cut, ...cuts] };
}
function foreignKeyApart(action, table, column2) {
  const {
    rest,
    constraint,
    name = chosenName(table.name, [column2], "fkey")
  } = cutConstraint(action.text, "REFERENCES");
  return steps(
    `${action.head} ${rest};`,
    nextMigration("the column needs no lock any more."),
    `${action.head} ADD CONSTRAINT ${name} FOREIGN KEY (${quoteIdentifier(column2)}) ${constraint} NOT VALID;`,
    nextMigration("reads and writes go on during the check."),
    `${action.head} VALIDATE CONSTRAINT ${name};`
  );
}
function restOfColumn(action) {
  const first = [...atDepthZero(action).matchAll(clause)][0];
  return first ? action.slice(first.index).trim() : "";
}

// src/rules/add-column-constrained-domain.ts
var rule2 = defineRule({
  id: "add-column-constrained-domain",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "A column of a domain with a constraint rewrites the table while nobody may use it",
  why: "The domain\u2019s CHECK or NOT NULL is tried on every row, so Postgres writes the table and its indexes anew under an AccessExclusive lock, with a DEFAULT and without. The base type with a CHECK of the column does the same online.",
  examples: {
    given: sql`
      create domain email as text check (value <> '');
      create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column contact email;`,
    good: sql`
      alter table orders add column contact text;
      alter table orders add constraint orders_contact_check check (contact <> '') not valid;
      alter table orders validate constraint orders_contact_check;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || def.typeName?.arrayBounds) return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const domain = facts.catalog.type(fromParts(stringsOf(def.typeName?.names)));
      if (domain?.kind !== "domain" || !domain.constrained) return void 0;
      const name = objectName(table.name);
      const column2 = quoteIdentifier(def.colname);
      const base = baseOf(domain, facts);
      const check = chosenName(table.name, [def.colname], "check");
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: the domain ${code(objectName(domain.name))} has a constraint, which is tried on every row.`,
        instead: steps(
          `${action.head} ADD COLUMN ${column2} ${[base, restOfColumn(action.text)].filter(Boolean).join(" ")};`,
          `${action.head} ADD CONSTRAINT ${check} CHECK (<condition of the domain>) NOT VALID;`,
          nextMigration("reads and writes go on during the scan."),
          `${action.head} VALIDATE CONSTRAINT ${check};`
        )
      };
    }
  }
});
function baseOf({ base }, facts) {
  const under = base && facts.catalog.type(base);
  if (under?.kind === "domain") return baseOf(under, facts);
  return base ? typeText(base) : "<its base type>";
}

// src/rules/add-column-identity.ts
var rule3 = defineRule({
  id: "add-column-identity",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "An identity column rewrites the table",
  why: "GENERATED \u2026 AS IDENTITY numbers every row that is there: the table and all its indexes are rewritten under an AccessExclusive lock.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add column number bigint generated always as identity;`,
    good: sql`alter table orders add column number bigint;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || !own(def, "CONSTR_IDENTITY")) return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: every row gets a number for ${code(quoteIdentifier(def.colname))}.`,
        instead: "Add a bigint column without a default, create a sequence and set nextval() as the default, then fill the old rows in batches of 10,000, each committed before the next."
      };
    }
  }
});

// src/rules/add-column-inline-check.ts
var rule4 = defineRule({
  id: "add-column-inline-check",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A column with a CHECK reads the whole table while nobody may use it",
  why: "The CHECK is tried on every row under the AccessExclusive lock of ADD COLUMN, although all rows hold the same value or none. Added apart and NOT VALID, it is tried later while reads and writes go on.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column total int check (total > 0);`,
    good: sql`
      alter table orders add column total int, add constraint orders_total_check check (total > 0) not valid;
      alter table orders validate constraint orders_total_check;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || !own(def, "CONSTR_CHECK") || own(def, "CONSTR_ATTR_NOT_ENFORCED"))
        return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const shown2 = objectName(table.name);
      const { rest, cuts } = cutConstraints(action.text, "CHECK");
      const column2 = [def.colname];
      const checks = cuts.map(({ constraint, name }, index) => ({
        constraint,
        name: name ?? chosenName(table.name, column2, index === 0 ? "check" : `check${String(index)}`)
      }));
      return {
        objects: [shown2],
        says: `Reads and writes of ${code(shown2)} wait while every row is checked: ADD COLUMN with a CHECK scans the table under AccessExclusive.`,
        instead: steps(
          `${action.head} ${[
            rest,
            ...checks.map(({ name, constraint }) => `ADD CONSTRAINT ${name} ${constraint} NOT VALID`)
          ].join(", ")};`,
          nextMigration("reads and writes go on during the scan."),
          ...checks.map(({ name }) => `${action.head} VALIDATE CONSTRAINT ${name};`)
        )
      };
    }
  }
});

// src/rules/add-column-inline-fk.ts
var rule5 = defineRule({
  id: "add-column-inline-fk",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "A column with its foreign key locks two tables in one act",
  why: "ADD COLUMN \u2026 REFERENCES takes AccessExclusive on the table and ShareRowExclusive on the referenced one, and keeps the first while it waits for the second. No row is read as long as the column has no DEFAULT. With a lock_timeout, and nothing long in the transaction, the wait is bounded.",
  versions: "With any DEFAULT, DEFAULT NULL too, every row is looked up: that is add-fk-not-valid.",
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key);`,
    rows: sql`
      insert into customers select generate_series(1, 1000);
      insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column customer_id bigint references customers (id);`,
    good: sql`
      alter table orders add column customer_id bigint;
      alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid;
      alter table orders validate constraint orders_customer;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const child = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!child || !def?.colname || own(def, "CONSTR_DEFAULT") || isSerial2(def)) return void 0;
      if (action.cmd.missing_ok && child.known && hasColumn(child, def.colname)) return void 0;
      const parent = existingTable(own(def, "CONSTR_FOREIGN")?.pktable, facts);
      if (!parent || sameName(parent.name, child.name)) return void 0;
      const [from, to] = [objectName(child.name), objectName(parent.name)];
      const bounded = (facts.session.lockTimeoutMs ?? 0) > 0;
      return {
        objects: [from, to],
        says: `Reads and writes of ${code(from)} and writes to ${code(to)} wait until this transaction ends: ADD COLUMN with REFERENCES takes AccessExclusive on ${code(from)}, and keeps it while it waits for ShareRowExclusive on ${code(to)}.`,
        instead: foreignKeyApart(action, child, def.colname),
        ...bounded ? { severity: "advice" } : {}
      };
    }
  }
});

// src/sql/journal.ts
function startJournal() {
  let clock = 0;
  const undo = [];
  const tick = (back) => {
    clock += 1;
    undo.push({ state: clock, back });
    return clock;
  };
  return {
    now: () => clock,
    restore: (state) => {
      const later2 = [];
      for (let at = undo.length - 1; (undo[at]?.state ?? 0) > state; at -= 1) later2.push(...undo.slice(at, at + 1));
      for (const { back } of later2) back(state);
    },
    map: () => journalMap(tick, () => clock)
  };
}
function journalMap(tick, now) {
  const pasts = /* @__PURE__ */ new Map();
  const get = (key, state = now()) => {
    const past = pasts.get(key);
    return past?.values[firstAfter(past.states, state) - 1];
  };
  const set = (key, value) => {
    const past = pasts.get(key) ?? { states: [], values: [] };
    pasts.set(key, past);
    const state = tick((to) => {
      const before2 = get(key, to);
      if (get(key) !== before2) set(key, before2);
    });
    past.states.push(state);
    past.values.push(value);
  };
  return {
    get,
    set,
    known: (key, state = now()) => (pasts.get(key)?.states[0] ?? Infinity) <= state,
    values: (state = now()) => [...pasts.keys()].map((key) => get(key, state)).filter((value) => value !== void 0)
  };
}
function firstAfter(rising, limit2) {
  const last = rising.at(-1);
  if (last === void 0 || last <= limit2) return rising.length;
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = low + high >> 1;
    if ((rising[middle] ?? 0) > limit2) high = middle;
    else low = middle + 1;
  }
  return low;
}

// src/sql/volatility.ts
var volatile = new Set(
  `random random_normal setseed gen_random_uuid uuidv4 uuidv7 clock_timestamp timeofday nextval setval currval lastval
  pg_sleep pg_sleep_for pg_sleep_until txid_current pg_current_xact_id set_config pg_advisory_lock pg_advisory_xact_lock
  pg_try_advisory_lock pg_notify uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_bytes gen_salt
  dblink`.split(/\s+/)
);
var stable = new Set(
  `now transaction_timestamp statement_timestamp current_setting current_database current_schema current_schemas
  current_user session_user user current_query inet_client_addr inet_server_addr pg_backend_pid version to_char to_date
  to_timestamp age date_part date_trunc timezone txid_current_snapshot pg_postmaster_start_time to_tsvector to_tsquery
  concat concat_ws format to_json to_jsonb row_to_json array_to_json json_build_object json_build_array
  jsonb_build_object jsonb_build_array json_agg jsonb_agg array_to_string quote_literal make_timestamptz
  has_table_privilege pg_get_serial_sequence to_regclass obj_description`.split(/\s+/)
);
var immutable = new Set(
  `lower upper length char_length octet_length substr substring left right trim btrim ltrim rtrim replace translate
  repeat reverse split_part strpos position initcap lpad rpad ascii chr md5 sha224 sha256 sha384 sha512 encode decode
  abs ceil ceiling floor round trunc sign sqrt cbrt power exp ln log mod div greatest least coalesce nullif
  array_length cardinality array_append array_prepend array_cat array_position array_remove array_replace string_to_array
  regexp_replace regexp_match regexp_matches regexp_split_to_array json_extract_path jsonb_extract_path
  jsonb_extract_path_text json_extract_path_text jsonb_typeof json_typeof jsonb_array_length json_array_length jsonb_set
  make_date make_time make_timestamp make_interval int4range int8range numrange tsrange tstzrange daterange lower_inc
  upper_inc isempty hashtext crc32 to_hex to_number uuid_nil uuid_ns_dns uuid_ns_url uuid_generate_v3 uuid_generate_v5
  uuid_extract_version uuid_extract_timestamp point box circle extract width_bucket setweight
  strip bit_length overlay starts_with normalize justify_hours justify_days justify_interval isfinite num_nonnulls
  num_nulls json_object jsonb_object jsonb_strip_nulls`.split(/\s+/)
);
function builtinVolatility(name) {
  if (volatile.has(name)) return "volatile";
  if (stable.has(name)) return "stable";
  return immutable.has(name) ? "immutable" : "unknown";
}

// src/sql/catalog.ts
function startSchema() {
  const journal = startJournal();
  return {
    journal,
    relations: journal.map(),
    indexes: journal.map(),
    indexesOf: journal.map(),
    referencedBy: journal.map(),
    types: journal.map(),
    routines: journal.map(),
    schemas: journal.map(),
    dependents: journal.map()
  };
}
var keyOf = ({ schema, name }) => `${schema}\0${name}`;
function catalogAt(store2, look) {
  const { state, searchPath, complete } = look;
  let relations;
  const find2 = (map, name) => {
    for (const schema of schemasFor(name, searchPath)) {
      const found = map.get(keyOf({ schema, name: name.name }), state);
      if (found !== void 0) return found;
    }
    return void 0;
  };
  const relation = (name) => {
    const found = find2(store2.relations, name);
    if (found) return found;
    const index = find2(store2.indexes, name);
    if (index) return indexAsRelation(index);
    return complete ? void 0 : assumed(store2, look, name);
  };
  return {
    relation,
    index: (name) => find2(store2.indexes, name),
    indexes: (table) => (store2.indexesOf.get(keyOf(table), state) ?? []).map((key) => store2.indexes.get(key, state)).filter((index) => index !== void 0),
    referencing: (table) => references(store2, table, state),
    get relations() {
      relations ??= store2.relations.values(state);
      return relations;
    },
    volatility: (name) => find2(store2.routines, name)?.volatility ?? builtin2(name),
    type: (name) => find2(store2.types, name),
    dependents: (relation2, column2) => store2.dependents.values(state).filter(
      ({ uses }) => uses.some(
        (use) => keyOf(use.relation) === keyOf(relation2) && (column2 === void 0 || use.column === column2)
      )
    ),
    callers: (routine) => store2.dependents.values(state).filter(({ calls }) => calls.some((one) => keyOf(one) === keyOf(routine))),
    get routines() {
      return store2.routines.values(state);
    },
    routine: (name) => find2(store2.routines, name),
    schema: (name) => store2.schemas.get(name, state),
    complete
  };
}
var builtin2 = ({ schema, name }) => (
  // Contrib functions (uuid-ossp, pgcrypto) live wherever their extension was put.
  schema === void 0 || ["pg_catalog", "public", "extensions"].includes(schema) ? builtinVolatility(name) : "unknown"
);
var schemasFor = ({ schema }, searchPath) => schema === void 0 ? ["pg_temp", ...searchPath] : [schema];
function references(store2, table, state) {
  const target = keyOf(table);
  return (store2.referencedBy.get(target, state) ?? []).flatMap((key) => {
    const child = store2.relations.get(key, state);
    if (!child) return [];
    return child.constraints.filter(({ references: to }) => to !== void 0 && keyOf(to.table) === target).map((constraint) => ({ table: child.name, constraint }));
  });
}
function assumed(store2, look, { schema, name }) {
  const where = schema ?? look.searchPath[0] ?? "public";
  const dropped = schemasFor({ schema, name }, look.searchPath).some((one) => {
    const key = keyOf({ schema: one, name });
    return store2.relations.known(key, look.state) || store2.indexes.known(key, look.state);
  });
  return dropped ? void 0 : emptyRelation({ schema: where, name }, { madeHere: false, known: false });
}
function emptyRelation(name, { madeHere, known: known3 }) {
  return {
    name,
    kind: "table",
    persistence: name.schema === "pg_temp" ? "temporary" : "permanent",
    columns: [],
    constraints: [],
    dropped: [],
    partitions: [],
    reads: [],
    inherits: [],
    heirs: [],
    triggers: [],
    policies: [],
    defaultPartition: false,
    madeHere,
    known: known3
  };
}
var indexAsRelation = (index) => ({
  ...emptyRelation(index.name, { madeHere: index.madeHere, known: true }),
  kind: "index"
});

// src/sql/expression.ts
function expressionText(node) {
  if (!node) return "";
  const constant2 = as("A_Const", node);
  if (constant2) return constantSql(constant2);
  const column2 = as("ColumnRef", node);
  if (column2)
    return (column2.fields ?? []).map((field) => "A_Star" in field ? "*" : quoteIdentifier(stringOf(field))).join(".");
  const cast = as("TypeCast", node);
  if (cast) return `${expressionText(cast.arg)}::${typeText2(cast.typeName)}`;
  const call = as("FuncCall", node);
  if (call) {
    const name = stringsOf(call.funcname).filter((part) => part !== "pg_catalog");
    return `${name.map(quoteIdentifier).join(".")}(${call.agg_star ? "*" : list(call.args)})`;
  }
  return operatorText(node) ?? otherText(node) ?? "\u2026";
}
var list = (nodes) => (nodes ?? []).map(expressionText).join(", ");
function constantSql(constant2) {
  if (constant2.isnull) return "NULL";
  if (constant2.sval) return `'${(constant2.sval.sval ?? "").replaceAll("'", "''")}'`;
  if (constant2.boolval) return String(constant2.boolval.boolval ?? false);
  if (constant2.fval) return constant2.fval.fval ?? "";
  if (constant2.bsval) return constant2.bsval.bsval ?? "";
  return String(constant2.ival?.ival ?? 0);
}
function operatorText(node) {
  const expression = as("A_Expr", node);
  if (expression) return comparison(expression);
  const logic = as("BoolExpr", node);
  if (logic?.boolop === "NOT_EXPR") return `NOT (${list(logic.args)})`;
  if (logic) {
    const word3 = logic.boolop === "OR_EXPR" ? " OR " : " AND ";
    return (logic.args ?? []).map((arg) => "BoolExpr" in arg ? `(${expressionText(arg)})` : expressionText(arg)).join(word3);
  }
  const nullTest = as("NullTest", node);
  if (nullTest)
    return `${expressionText(nullTest.arg)} ${nullTest.nulltesttype === "IS_NULL" ? "IS NULL" : "IS NOT NULL"}`;
  return void 0;
}
function comparison({ kind, name, lexpr, rexpr }) {
  const operator2 = stringOf(name?.at(-1));
  const left = expressionText(lexpr);
  const right = rexpr && "List" in rexpr ? `(${list(rexpr.List.items)})` : expressionText(rexpr);
  switch (kind) {
    case "AEXPR_IN":
      return `${left} ${operator2 === "<>" ? "NOT IN" : "IN"} ${right}`;
    case "AEXPR_OP_ANY":
      return `${left} ${operator2} ANY (${right})`;
    case "AEXPR_BETWEEN":
      return `${left} BETWEEN ${right.slice(1, -1).replace(", ", " AND ")}`;
    case "AEXPR_LIKE":
      return `${left} ${operator2 === "!~~" ? "NOT LIKE" : "LIKE"} ${right}`;
    default:
      return left === "" ? `${operator2}${right}` : `${left} ${operator2} ${right}`;
  }
}
function otherText(node) {
  const coalesce = as("CoalesceExpr", node);
  if (coalesce) return `COALESCE(${list(coalesce.args)})`;
  const array = as("A_ArrayExpr", node);
  if (array) return `ARRAY[${list(array.elements)}]`;
  const value = as("SQLValueFunction", node);
  return value?.op?.replace("SVFOP_", "").replace(/_N$/, "");
}
function typeText2(type) {
  const names = stringsOf(type?.names).filter((part) => part !== "pg_catalog");
  const modifiers = type?.typmods ? `(${list(type.typmods)})` : "";
  return `${names.map(quoteIdentifier).join(".")}${modifiers}${"[]".repeat(type?.arrayBounds?.length ?? 0)}`;
}
function provesNotNull(node) {
  const logic = as("BoolExpr", node);
  if (logic?.boolop === "AND_EXPR") return (logic.args ?? []).flatMap(provesNotNull);
  const test = as("NullTest", node);
  const column2 = as("ColumnRef", test?.arg);
  return test?.nulltesttype === "IS_NOT_NULL" && column2 ? [stringOf(column2.fields?.at(-1))] : [];
}
function allowedValues(node) {
  const expression = as("A_Expr", node);
  const column2 = as("ColumnRef", bare(expression?.lexpr));
  if (!expression || !column2 || stringOf(expression.name?.at(-1)) !== "=") return void 0;
  const right = bare(expression.rexpr);
  const values = as("List", right)?.items ?? as("A_ArrayExpr", right)?.elements ?? (right ? [right] : []);
  const constants2 = values.map(bare).filter((one) => one !== void 0 && "A_Const" in one);
  if (constants2.length < values.length) return void 0;
  return { column: stringOf(column2.fields?.at(-1)), values: constants2.map(expressionText) };
}
function bare(node) {
  const cast = as("TypeCast", node);
  return cast ? bare(cast.arg) : node;
}

// src/sql/ddl/site.ts
var lookNow = ({ store: store2, searchPath, complete }) => catalogAt(store2, { state: store2.journal.now(), searchPath, complete });
var find = (site, name) => lookNow(site).relation(name);
var findRange = (site, range) => range ? find(site, writtenName(range)) : void 0;
function newName(site, { schema, name }) {
  return { schema: schema ?? site.searchPath.find((one) => one !== "pg_catalog") ?? "public", name };
}
var newRelationName = (site, range) => range.relpersistence === "t" ? { schema: "pg_temp", name: range.relname ?? "" } : newName(site, writtenName(range));
function put(site, relation) {
  site.store.relations.set(keyOf(relation.name), relation);
}
var current = (site, name) => site.store.relations.get(keyOf(name)) ?? emptyRelation(name, { madeHere: false, known: false });
function change(site, name, edit) {
  put(site, edit(current(site, name)));
}
function putIndex({ store: store2 }, index) {
  const key = keyOf(index.name);
  const table = keyOf(index.table);
  store2.indexes.set(key, index);
  const others = store2.indexesOf.get(table) ?? [];
  if (!others.includes(key)) store2.indexesOf.set(table, [...others, key]);
}
function removeIndex({ store: store2 }, index) {
  const key = keyOf(index.name);
  const table = keyOf(index.table);
  store2.indexes.set(key, void 0);
  store2.indexesOf.set(
    table,
    (store2.indexesOf.get(table) ?? []).filter((other) => other !== key)
  );
}
function remove(site, relation) {
  for (const index of lookNow(site).indexes(relation.name)) removeIndex(site, index);
  if (relation.partitionOf) {
    change(site, relation.partitionOf, (parent) => ({
      ...parent,
      partitions: parent.partitions.filter((one) => keyOf(one) !== keyOf(relation.name))
    }));
  }
  put(site, relation);
  site.store.relations.set(keyOf(relation.name), void 0);
}

// src/sql/ddl/object-name.ts
var limit = 63;
function fitted(one, two, label) {
  const room = limit - label.length - 1 - (two === "" ? 0 : 1);
  let first = one.length;
  let second = two.length;
  while (first + second > room) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return [one.slice(0, first), two.slice(0, second), label].filter((part) => part !== "").join("_");
}
function generatedName(site, table, columns, label) {
  const taken = new Set(current(site, table).constraints.map(({ name }) => name));
  for (let count3 = 0; ; count3 += 1) {
    const name = fitted(table.name, columns.join("_"), count3 === 0 ? label : `${label}${String(count3)}`);
    const key = keyOf({ schema: table.schema, name });
    const used = site.store.relations.get(key) !== void 0 || site.store.indexes.get(key) !== void 0;
    if (!taken.has(name) && !used) return name;
  }
}

// src/sql/ddl/constraints.ts
function addConstraint(site, table, node, column2) {
  switch (node.contype) {
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION":
      addKey(site, table, node, column2);
      break;
    case "CONSTR_FOREIGN":
      addForeignKey(site, table, node, column2);
      break;
    case "CONSTR_CHECK":
      addCheck(site, table, node, column2);
      break;
    case "CONSTR_NOTNULL":
      setNotNull(site, table, column2 === void 0 ? stringsOf(node.keys) : [column2]);
      break;
    default:
      break;
  }
}
function setNotNull(site, table, columns) {
  change(site, table, (relation) => ({
    ...relation,
    columns: relation.columns.map((one) => columns.includes(one.name) ? { ...one, notNull: true } : one)
  }));
}
function store(site, table, constraint) {
  const marked = site.madeHere ? { ...constraint, madeHere: true } : constraint;
  change(site, table, (relation) => ({ ...relation, constraints: [...relation.constraints, marked] }));
}
function addCheck(site, table, node, column2) {
  const used = columnsIn(node.raw_expr).filter((name2) => hasColumn2(site, table, name2));
  const only2 = used.length === 1 ? used : [];
  const name = node.conname ?? generatedName(site, table, column2 === void 0 ? only2 : [column2], "check");
  store(site, table, {
    name,
    kind: "check",
    columns: used,
    validated: !node.skip_validation,
    expression: expressionText(node.raw_expr),
    ...node.raw_expr ? { condition: node.raw_expr } : {},
    provesNotNull: provesNotNull(node.raw_expr)
  });
}
function hasColumn2(site, table, name) {
  const relation = current(site, table);
  return !relation.known || relation.columns.some((column2) => column2.name === name);
}
function addForeignKey(site, table, node, column2) {
  if (!node.pktable) return;
  const columns = column2 === void 0 ? stringsOf(node.fk_attrs) : [column2];
  const parent = find(site, writtenName(node.pktable))?.name ?? newName(site, writtenName(node.pktable));
  const written4 = stringsOf(node.pk_attrs);
  const key = current(site, parent).constraints.find(({ kind }) => kind === "primary-key")?.columns ?? [];
  store(site, table, {
    name: node.conname ?? generatedName(site, table, columns, "fkey"),
    kind: "foreign-key",
    columns,
    validated: !node.skip_validation,
    provesNotNull: [],
    references: { table: parent, columns: written4.length > 0 ? written4 : key, ...actionsOf(node) }
  });
  noteReference(site, table, parent);
}
var actions = {
  c: "cascade",
  n: "set-null",
  d: "set-default"
};
function actionsOf({ fk_del_action: gone = "", fk_upd_action: changed3 = "" }) {
  const [onDelete, onUpdate] = [actions[gone], actions[changed3]];
  return { ...onDelete ? { onDelete } : {}, ...onUpdate ? { onUpdate } : {} };
}
function noteReference(site, child, parent) {
  const children = site.store.referencedBy.get(keyOf(parent)) ?? [];
  if (!children.includes(keyOf(child))) site.store.referencedBy.set(keyOf(parent), [...children, keyOf(child)]);
}
var labels = { CONSTR_PRIMARY: "pkey", CONSTR_UNIQUE: "key", CONSTR_EXCLUSION: "excl" };
var kinds = { CONSTR_PRIMARY: "primary-key", CONSTR_UNIQUE: "unique", CONSTR_EXCLUSION: "exclusion" };
function addKey(site, table, node, column2) {
  const type = node.contype;
  const existing2 = node.indexname === void 0 ? void 0 : lookNow(site).index({ schema: table.schema, name: node.indexname });
  const columns = existing2?.columns ?? (column2 === void 0 ? keyColumns(node) : [column2]);
  const name = node.conname ?? existing2?.name.name ?? generatedName(site, table, type === "CONSTR_PRIMARY" ? [] : columns, labels[type]);
  if (existing2) removeIndex(site, existing2);
  putIndex(site, {
    name: { schema: table.schema, name },
    table,
    columns,
    unique: type !== "CONSTR_EXCLUSION",
    partial: node.where_clause !== void 0,
    hasExpressions: existing2?.hasExpressions ?? false,
    method: existing2?.method ?? node.access_method ?? (type === "CONSTR_EXCLUSION" ? "gist" : "btree"),
    constraint: name,
    madeHere: existing2?.madeHere ?? site.madeHere
  });
  const index = { schema: table.schema, name };
  store(site, table, { name, kind: kinds[type], columns, validated: true, provesNotNull: [], index });
  if (type === "CONSTR_PRIMARY") setNotNull(site, table, columns);
}
var keyColumns = (node) => node.exclusions ? node.exclusions.flatMap(excludedColumn) : stringsOf(node.keys);
function excludedColumn(node) {
  const items = "List" in node ? node.List.items : void 0;
  return all("IndexElem", items).flatMap(({ name }) => name === void 0 ? [] : [name]);
}
function dropConstraints(site, table, going) {
  const gone = current(site, table).constraints.filter(going);
  if (gone.length === 0) return;
  for (const { index } of gone) {
    const found = index && lookNow(site).index(index);
    if (found) removeIndex(site, found);
  }
  change(site, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.filter((one) => !gone.includes(one)),
    dropped: site.madeHere ? [...relation.dropped, ...gone] : relation.dropped
  }));
}

// src/sql/uses.ts
function usesIn(tree, { find: find2, own: own2 }) {
  const sources = sourcesIn(tree, find2);
  if (own2) for (const alias of [own2.name.name, "new", "old", "excluded"]) sources.push({ relation: own2, alias });
  const uses = /* @__PURE__ */ new Map();
  const add = (relation, column2) => {
    const use = column2 === void 0 ? { relation } : { relation, column: column2 };
    uses.set([relation.schema, relation.name, column2 ?? ""].join("\0"), use);
  };
  for (const { relation } of sources) add(relation.name);
  for (const written4 of columnNames(tree)) {
    for (const { relation, alias } of sources) {
      if (written4.of !== void 0 && written4.of !== alias) continue;
      for (const column2 of meant(written4, relation, sources)) add(relation.name, column2);
    }
  }
  return [...uses.values()];
}
var callsIn = (tree, known3) => functionsIn(tree).flatMap((name) => known3(name) ?? []);
function sourcesIn(tree, find2) {
  const inner = new Set(relationsIn(tree).map(({ schema, name }) => [schema ?? "", name].join("\0")));
  const sources = [];
  eachNode(tree, (kind, body) => {
    if (kind !== "RangeVar") return;
    const range = body;
    const name = writtenName(range);
    const relation = inner.has([name.schema ?? "", name.name].join("\0")) ? find2(name) : void 0;
    if (relation) sources.push({ relation, alias: range.alias?.aliasname ?? name.name });
  });
  return sources;
}
function columnNames(tree) {
  const found = [];
  eachNode(tree, (kind, body) => {
    if (kind === "ColumnRef") found.push(columnName(body.fields ?? []));
    if (kind !== "JoinExpr") return;
    const { usingClause, isNatural } = body;
    found.push(...stringsOf(usingClause).map((column2) => ({ column: column2 })), ...isNatural ? [{}] : []);
  });
  return found;
}
function columnName(fields) {
  const last = fields.at(-1);
  const of = fields.length > 1 ? stringOf(fields.at(-2)) : void 0;
  return last && "String" in last ? { of, column: stringOf(last) } : { of };
}
function meant({ of, column: column2 }, relation, sources) {
  const names = relation.columns.map(({ name }) => name);
  if (column2 === void 0) return names;
  if (names.length > 0) return names.includes(column2) ? [column2] : [];
  return of !== void 0 || sources.every((one) => one.relation.name.name === relation.name.name) ? [column2] : [];
}

// src/sql/ddl/dependents.ts
var keyFor = ({ kind, on, name = "" }) => [kind, keyOf(on), name].join("\0");
function noteDependent(site, dependent, tree, own2) {
  const catalog = lookNow(site);
  const table = own2 && find(site, own2);
  const before2 = site.store.dependents.get(keyFor(dependent));
  site.store.dependents.set(keyFor(dependent), {
    ...dependent,
    uses: usesIn(tree, { find: (name) => catalog.relation(name), own: table }),
    calls: callsIn(tree, (name) => catalog.routine(name)?.name),
    madeHere: before2?.madeHere ?? site.madeHere
  });
}
function noteTrigger(site, node, sql2) {
  const table = findRange(site, node.relation);
  if (!table || node.trigname === void 0) return;
  const on = table.name;
  const written4 = fromParts(stringsOf(node.funcname));
  const columns = stringsOf(node.columns).map((column2) => ({ relation: on, column: column2 }));
  const calls = [lookNow(site).routine(written4)?.name ?? newName(site, written4)];
  const uses = node.whenClause ? usesIn(node.whenClause, { find: () => void 0, own: table }) : [{ relation: on }];
  const dependent = { kind: "trigger", on, name: node.trigname, sql: sql2, madeHere: site.madeHere };
  site.store.dependents.set(keyFor(dependent), { ...dependent, uses: [...uses, ...columns], calls });
}
function notePolicy(site, node, sql2) {
  const on = findRange(site, node.table)?.name;
  if (!on || node.policy_name === void 0) return;
  noteDependent(site, { kind: "policy", on, name: node.policy_name, sql: sql2 }, [node.qual, node.with_check], on);
}
function alterPolicy(site, node) {
  const on = findRange(site, node.table)?.name;
  if (!on || node.policy_name === void 0) return;
  const dependent = { kind: "policy", on, name: node.policy_name };
  const before2 = site.store.dependents.get(keyFor(dependent));
  noteDependent(site, dependent, [node.qual, node.with_check], on);
  const after2 = site.store.dependents.get(keyFor(dependent));
  if (!before2 || !after2) return;
  const [uses, calls] = [
    [...before2.uses, ...after2.uses],
    [...before2.calls, ...after2.calls]
  ];
  site.store.dependents.set(keyFor(dependent), { ...after2, uses, calls });
}
function noteRule(site, node, sql2) {
  const on = findRange(site, node.relation)?.name;
  if (!on || node.rulename === void 0) return;
  noteDependent(site, { kind: "rule", on, name: node.rulename, sql: sql2 }, [node.whereClause, node.actions], on);
}
function forgetDependent(site, dependent) {
  if (site.store.dependents.get(keyFor(dependent))) site.store.dependents.set(keyFor(dependent), void 0);
}
function forgetAllOf(site, gone) {
  const key = keyOf(gone);
  for (const one of site.store.dependents.values()) if (keyOf(one.on) === key) forgetDependent(site, one);
}
function renameInDependents(site, from, to) {
  const key = keyOf(from);
  const moved = (name) => keyOf(name) === key ? to : name;
  for (const one of site.store.dependents.values()) {
    const touched = keyOf(one.on) === key || one.uses.some(({ relation }) => keyOf(relation) === key);
    if (!touched) continue;
    forgetDependent(site, one);
    const uses = one.uses.map((use) => ({ ...use, relation: moved(use.relation) }));
    const fresh = { ...without(one, "sql"), on: moved(one.on), uses };
    site.store.dependents.set(keyFor(fresh), fresh);
  }
}
function renameColumnInDependents(site, table, from, to) {
  const key = keyOf(table);
  const isIt = ({ relation, column: column2 }) => column2 === from && keyOf(relation) === key;
  for (const one of site.store.dependents.values()) {
    if (!one.uses.some(isIt)) continue;
    const uses = one.uses.map((use) => isIt(use) ? { ...use, column: to } : use);
    site.store.dependents.set(keyFor(one), { ...without(one, "sql"), uses });
  }
}
function renameDependent(site, table, from, to) {
  for (const one of site.store.dependents.values()) {
    if (one.name !== from || keyOf(one.on) !== keyOf(table)) continue;
    forgetDependent(site, one);
    const fresh = { ...without(one, "sql"), name: to };
    site.store.dependents.set(keyFor(fresh), fresh);
  }
}

// src/sql/ddl/columns.ts
function addColumn(site, table, node) {
  const column2 = columnOf(site, node);
  change(site, table, (relation) => ({
    ...relation,
    columns: [...relation.columns.filter(({ name }) => name !== column2.name), column2]
  }));
  const generated = all("Constraint", node.constraints).find(({ contype }) => contype === "CONSTR_GENERATED");
  if (generated) {
    noteDependent(site, { kind: "generated-column", on: table, name: column2.name }, generated.raw_expr, table);
  }
  if (isSerial(node.typeName)) addSequence(site, table, column2.name);
  for (const constraint of all("Constraint", node.constraints)) addConstraint(site, table, constraint, column2.name);
}
function typeOf(site, node) {
  const catalog = lookNow(site);
  return columnType(node.typeName, (name) => catalog.type({ name })?.name.schema ?? site.searchPath[0] ?? "public");
}
function columnOf(site, node) {
  const constraints = all("Constraint", node.constraints);
  const of = (type) => constraints.find(({ contype }) => contype === type);
  const identity = of("CONSTR_IDENTITY");
  const generated = of("CONSTR_GENERATED");
  const written4 = of("CONSTR_DEFAULT")?.raw_expr ?? generated?.raw_expr;
  const serial = isSerial(node.typeName);
  const fallback = serial ? "nextval(\u2026)" : void 0;
  const expression = written4 && !as("A_Const", written4)?.isnull ? expressionText(written4) : fallback;
  return {
    name: node.colname ?? "",
    type: typeOf(site, node),
    notNull: serial || identity !== void 0 || of("CONSTR_NOTNULL") !== void 0 || of("CONSTR_PRIMARY") !== void 0,
    ...expression === void 0 ? {} : { default: expression },
    ...generated ? { generated: generated.generated_kind === "v" ? "virtual" : "stored" } : {},
    ...identity ? { identity: identity.generated_when === "a" ? "always" : "by-default" } : {},
    ...site.madeHere ? { madeHere: true } : {}
  };
}
function addSequence(site, table, column2) {
  const name = { schema: table.schema, name: `${table.name}_${column2}_seq` };
  put(site, { ...emptyRelation(name, { madeHere: site.madeHere, known: true }), kind: "sequence" });
}

// src/sql/ddl/create-table.ts
var persistences = { t: "temporary", u: "unlogged", p: "permanent" };
var persistenceOf = (code2) => persistences[code2 === "t" || code2 === "u" ? code2 : "p"];
function createTable(site, node, kind = "table") {
  if (!node.relation) return;
  const name = newRelationName(site, node.relation);
  if (site.store.relations.get(keyOf(name))?.known) return;
  const parents = all("RangeVar", node.inhRelations).map(
    (range) => findRange(site, range)?.name ?? newName(site, { name: range.relname ?? "", schema: range.schemaname })
  );
  const partition = node.partbound !== void 0;
  put(site, {
    ...emptyRelation(name, { madeHere: site.madeHere, known: true }),
    kind: node.partspec ? "partitioned-table" : kind,
    persistence: persistenceOf(node.relation.relpersistence),
    inherits: partition ? [] : parents,
    ...ofTypeIn(site, node),
    ...node.partspec ? { partitionKey: partitionKey(node.partspec) } : {},
    ...storageOf(node.tablespacename, node.accessMethod)
  });
  for (const parent of parents) {
    inherit(site, name, parent, partition);
    if (!partition) change(site, parent, (relation) => ({ ...relation, heirs: [...relation.heirs, name] }));
  }
  for (const like2 of all("TableLikeClause", node.tableElts)) copyLike(site, name, like2);
  for (const column2 of all("ColumnDef", node.tableElts)) addColumn(site, name, column2);
  for (const one of [...all("Constraint", node.tableElts), ...all("Constraint", node.constraints)]) {
    addConstraint(site, name, one);
  }
  if (partition && parents[0]) attach(site, parents[0], name, node.partbound?.is_default === true);
}
var strategies = {
  PARTITION_STRATEGY_LIST: "list",
  PARTITION_STRATEGY_RANGE: "range",
  PARTITION_STRATEGY_HASH: "hash"
};
function partitionKey({ strategy, partParams }) {
  const elements = all("PartitionElem", partParams);
  return {
    strategy: strategies[strategy ?? "PARTITION_STRATEGY_RANGE"],
    columns: elements.flatMap(({ name }) => name ?? []),
    hasExpressions: elements.some(({ expr }) => expr !== void 0)
  };
}
var storageOf = (tablespace, accessMethod) => ({
  ...tablespace === void 0 ? {} : { tablespace },
  ...accessMethod === void 0 ? {} : { accessMethod }
});
function ofTypeIn(site, { ofTypename }) {
  const name = ofTypename && fromParts(stringsOf(ofTypename.names));
  return name ? { ofType: lookNow(site).type(name)?.name ?? newName(site, name) } : {};
}
function inherit(site, child, parent, partition) {
  const { columns, constraints } = current(site, parent);
  change(site, child, (relation) => ({ ...relation, columns: [...relation.columns, ...columns] }));
  copyConstraints(
    site,
    child,
    constraints.filter(({ kind }) => partition || kind === "check")
  );
  if (partition) {
    for (const index of lookNow(site).indexes(parent))
      if (index.constraint === void 0) copyIndex(site, child, index);
  }
}
function copyConstraints(site, table, constraints) {
  for (const constraint of constraints) {
    if (!constraint.index) {
      change(site, table, (relation) => ({ ...relation, constraints: [...relation.constraints, constraint] }));
      if (constraint.references) noteReference(site, table, constraint.references.table);
    } else copyKey(site, table, constraint);
  }
}
function copyKey(site, table, constraint) {
  const from = constraint.index && lookNow(site).index(constraint.index);
  const primary = constraint.kind === "primary-key";
  const name = generatedName(site, table, primary ? [] : constraint.columns, primary ? "pkey" : "key");
  const index = { schema: table.schema, name };
  if (from) putIndex(site, { ...from, name: index, table, constraint: name, madeHere: site.madeHere });
  change(site, table, (relation) => ({
    ...relation,
    constraints: [...relation.constraints, { ...constraint, name, index }]
  }));
}
function copyIndex(site, table, index) {
  const name = generatedName(site, table, index.columns, "idx");
  putIndex(site, { ...index, name: { schema: table.schema, name }, table, madeHere: site.madeHere });
}
var like = { constraints: 4, defaults: 8, generated: 16, identity: 32, indexes: 64 };
function copyLike(site, table, clause2) {
  const source = findRange(site, clause2.relation);
  if (!source) return;
  const takes2 = (bit) => ((clause2.options ?? 0) & bit) !== 0;
  const columns = source.columns.map(({ default: value, generated, identity, ...column2 }) => ({
    ...column2,
    ...value !== void 0 && takes2(generated ? like.generated : like.defaults) ? { default: value } : {},
    ...generated && takes2(like.generated) ? { generated } : {},
    ...identity && takes2(like.identity) ? { identity } : {}
  }));
  change(site, table, (relation) => ({ ...relation, columns: [...relation.columns, ...columns] }));
  if (takes2(like.constraints))
    copyConstraints(
      site,
      table,
      source.constraints.filter(({ kind }) => kind === "check")
    );
  if (!takes2(like.indexes)) return;
  copyConstraints(
    site,
    table,
    source.constraints.filter(({ index }) => index !== void 0)
  );
  for (const index of lookNow(site).indexes(source.name))
    if (index.constraint === void 0) copyIndex(site, table, index);
}
function attach(site, parent, child, isDefault) {
  change(site, child, (relation) => ({ ...relation, partitionOf: parent, defaultPartition: isDefault }));
  change(site, parent, (relation) => ({
    ...relation,
    kind: "partitioned-table",
    partitions: [...relation.partitions.filter((one) => keyOf(one) !== keyOf(child)), child]
  }));
}
function createTableAs(site, node, sql2) {
  const range = node.into?.rel;
  if (!range) return;
  const name = newRelationName(site, range);
  if (site.store.relations.get(keyOf(name))?.known) return;
  const view = node.objtype === "OBJECT_MATVIEW";
  if (view) noteDependent(site, { kind: "materialized-view", on: name, sql: sql2 }, node.query);
  put(site, {
    ...emptyRelation(name, { madeHere: site.madeHere, known: true }),
    kind: view ? "materialized-view" : "table",
    persistence: persistenceOf(range.relpersistence),
    columns: outputColumns(node).map((column2) => ({
      name: column2,
      type: { name: "unknown", schema: "pg_catalog", modifiers: [], arrayDimensions: 0 },
      notNull: false
    })),
    reads: view ? resolved(site, relationsIn(node.query)) : [],
    ...storageOf(node.into?.tableSpaceName, node.into?.accessMethod)
  });
}
function outputColumns(node) {
  const named = stringsOf(node.into?.colNames);
  if (named.length > 0) return named;
  return all("ResTarget", as("SelectStmt", node.query)?.targetList).flatMap(({ name, val }) => {
    const own2 = name ?? stringsOf(as("ColumnRef", val)?.fields?.slice(-1))[0];
    return own2 ? [own2] : [];
  });
}
var resolved = (site, names) => names.map((name) => find(site, name)?.name ?? newName(site, name));

// src/rules/kit/by-partition.ts
function partsOf({ partitions, name }, columns, suffix) {
  const some = { ...name, name: "<partition>" };
  return (partitions.length > 0 ? partitions : [some]).map((one) => {
    const index = chosenName(one, columns, suffix);
    return { table: one === some ? "<partition>" : objectName(one), index, found: inSchemaOf(one, index) };
  });
}
var inSchemaOf = ({ schema }, name) => `${quoteIdentifier(schema)}.${name}`;
var only = (head) => head.replace(/^(ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?)(?:ONLY\s+)?/i, (_, start) => `${start}ONLY `);
function keyByPartition(head, parent, key, columns, facts) {
  const primary = key.contype === "CONSTR_PRIMARY";
  const [kind, suffix] = primary ? ["PRIMARY KEY", "pkey"] : ["UNIQUE", "key"];
  const stem = primary ? [] : columns;
  const name = key.conname ? quoteIdentifier(key.conname) : chosenName(parent.name, stem, suffix);
  const including = stringsOf(key.including);
  const list2 = `(${columnList(columns)})${including.length > 0 ? ` INCLUDE (${columnList(including)})` : ""}`;
  const nulls = key.nulls_not_distinct ? " NULLS NOT DISTINCT" : "";
  const deferred2 = `${key.deferrable ? " DEFERRABLE" : ""}${key.initdeferred ? " INITIALLY DEFERRED" : ""}`;
  const parts2 = partsOf(parent, stem, suffix);
  return steps(
    `${only(head)} ADD CONSTRAINT ${name} ${kind}${nulls} ${list2}${deferred2};`,
    outsideTransaction(
      steps(
        ...parts2.map(({ table, index }) => `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} ${list2}${nulls};`)
      ),
      facts
    ),
    nextMigration("each partition takes its index over, and the key of the whole takes over theirs."),
    ...parts2.flatMap(({ table, index, found }) => [
      `ALTER TABLE ${table} ADD CONSTRAINT ${index} ${kind} USING INDEX ${index}${deferred2};`,
      `ALTER INDEX ${inSchemaOf(parent.name, name)} ATTACH PARTITION ${found};`
    ])
  );
}
function foreignKeyByPartition(head, parent, name, rest) {
  const parts2 = partsOf(parent, [], "fkey").map(({ table }) => table);
  return steps(
    ...parts2.map((table) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${rest} NOT VALID;`),
    nextMigration("reads and writes go on during the check."),
    ...parts2.map((table) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`),
    remark("That of the whole takes over what the partitions have, and looks at no row:"),
    `${head.replace(/\bONLY\s+/i, "")} ADD CONSTRAINT ${name} ${rest};`
  );
}
var indexed = /^(.*?\bON\s+)(?:ONLY\s+)?(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+|\s*\.\s*)+\s*(.*)$/isu;
function indexByPartition({ idxname, indexParams = [] }, parent, facts) {
  const text = oneLine(facts.statement.sql).replace(/\bCONCURRENTLY\s+/i, "");
  const [, start = "", definition = "(\u2026)"] = indexed.exec(text) ?? [];
  const columns = indexParams.flatMap((node) => "IndexElem" in node ? node.IndexElem.name ?? "expr" : []);
  const name = idxname ? inSchemaOf(parent.name, quoteIdentifier(idxname)) : "<index of the whole>";
  const parts2 = partsOf(parent, columns, "idx");
  const build = start.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX).*$/is, "$1 CONCURRENTLY");
  return steps(
    `${start}ONLY ${text.slice(start.length, text.length - definition.length).replace(/^ONLY\s+/i, "")}${definition};`,
    outsideTransaction(
      steps(...parts2.map(({ table, index }) => `${build} ${index} ON ${table} ${definition};`)),
      facts
    ),
    nextMigration("the index of the whole takes over theirs."),
    ...parts2.map(({ found }) => `ALTER INDEX ${name} ATTACH PARTITION ${found};`)
  );
}

// src/rules/kit/partition-key.ts
function lacksKey(key, columns, what2) {
  if (!key) return void 0;
  if (key.hasExpressions) {
    return { says: `the table is partitioned by an expression, and ${what2} cannot include one` };
  }
  const missing = key.columns.filter((name) => !columns.includes(name));
  if (missing.length === 0) return void 0;
  return {
    says: `${what2} of a partitioned table must include the partition key, and ${listed(missing.map((name) => code(quoteIdentifier(name))))} is missing from ${code(`(${columnList(columns)})`)}`,
    columns: [...columns, ...missing]
  };
}

// src/rules/kit/values.ts
var rank = ({ point, side }) => point === void 0 ? side : 0;
var least = { side: -1 };
var most = { side: 1 };
var before = (point) => ({ point, side: 0 });
var after = (point) => ({ point, side: 1 });
var between = (from, to) => compare(from, to) < 0 ? [{ from, to }] : [];
var everything = between(least, most);
var exactly = (point) => between(before(point), after(point));
function compare(a, b) {
  if (a.point === void 0 || b.point === void 0) return rank(a) - rank(b);
  if (a.point < b.point) return -1;
  return a.point > b.point ? 1 : a.side - b.side;
}
var union = (sets) => sets.flat();
var common = (a, b) => a.flatMap(
  (one) => b.flatMap(
    (other) => between(
      compare(one.from, other.from) > 0 ? one.from : other.from,
      compare(one.to, other.to) < 0 ? one.to : other.to
    )
  )
);
var allBut = (set) => set.map(({ from, to }) => union([between(least, from), between(to, most)])).reduce((left, right) => common(left, right), everything);
var isWithin = (part, whole) => common(part, allBut(whole)).length === 0;

// src/rules/kit/condition.ts
function valuesWhere(condition, column2) {
  const logic = as("BoolExpr", condition);
  if (logic) {
    const [first] = logic.args ?? [];
    const parts2 = (logic.args ?? []).map((arg) => valuesWhere(arg, column2));
    if (logic.boolop === "AND_EXPR") return parts2.reduce(common, everything);
    return logic.boolop === "OR_EXPR" ? union(parts2) : valuesWhereNot(first, column2);
  }
  const test = as("NullTest", condition);
  if (test && isColumn(test.arg, column2)) return test.nulltesttype === "IS_NULL" ? [] : everything;
  const comparison2 = as("A_Expr", condition);
  return (comparison2 && compared(comparison2, column2)) ?? everything;
}
function valuesWhereNot(condition, column2) {
  const logic = as("BoolExpr", condition);
  if (logic) {
    const [first] = logic.args ?? [];
    const parts2 = (logic.args ?? []).map((arg) => valuesWhereNot(arg, column2));
    if (logic.boolop === "OR_EXPR") return parts2.reduce(common, everything);
    return logic.boolop === "AND_EXPR" ? union(parts2) : valuesWhere(first, column2);
  }
  const test = as("NullTest", condition);
  if (test && isColumn(test.arg, column2)) return test.nulltesttype === "IS_NULL" ? everything : [];
  const comparison2 = as("A_Expr", condition);
  const values = comparison2 && compared(comparison2, column2);
  return values ? allBut(values) : everything;
}
function compared({ kind, name, lexpr, rexpr }, column2) {
  const operator2 = stringOf(name?.at(-1));
  if (!isColumn(lexpr, column2)) {
    const flipped = kind === "AEXPR_OP" && isColumn(rexpr, column2) ? flip[operator2] : void 0;
    const point = flipped && pointOf(lexpr, column2);
    return flipped && point !== void 0 ? sideOf(flipped, point) : void 0;
  }
  const points = listOf(rexpr).map((one) => pointOf(one, column2));
  if (points.length === 0 || !areKnown(points)) return void 0;
  const [low, high] = points;
  switch (kind) {
    case "AEXPR_OP":
      return low !== void 0 && points.length === 1 ? sideOf(operator2, low) : void 0;
    case "AEXPR_IN":
      return operator2 === "<>" ? allBut(union(points.map(exactly))) : union(points.map(exactly));
    case "AEXPR_OP_ANY":
      return operator2 === "=" ? union(points.map(exactly)) : void 0;
    case "AEXPR_OP_ALL":
      return operator2 === "<>" ? allBut(union(points.map(exactly))) : void 0;
    case "AEXPR_BETWEEN":
      return low !== void 0 && high !== void 0 ? between(before(low), after(high)) : void 0;
    default:
      return void 0;
  }
}
var areKnown = (points) => !points.includes(void 0);
var flip = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
function sideOf(operator2, point) {
  switch (operator2) {
    case "=":
      return exactly(point);
    case "<>":
      return allBut(exactly(point));
    case "<":
      return between(least, before(point));
    case "<=":
      return between(least, after(point));
    case ">":
      return between(after(point), most);
    case ">=":
      return between(before(point), most);
    default:
      return void 0;
  }
}
function isColumn(node, column2) {
  const cast = as("TypeCast", node);
  if (cast) return isText(typeOf2(cast.typeName)) && isColumn(cast.arg, column2);
  return stringOf(as("ColumnRef", node)?.fields?.at(-1)) === column2.name;
}
function listOf(node) {
  const inCast = as("TypeCast", node);
  if (inCast?.arg && inCast.typeName?.arrayBounds) return listOf(inCast.arg);
  return as("List", node)?.items ?? as("A_ArrayExpr", node)?.elements ?? (node ? [node] : []);
}
var typeOf2 = (type) => stringsOf(type?.names).at(-1) ?? "";
var isText = (type) => ["text", "varchar", "bpchar"].includes(type);
var isNumber = (type) => /^(?:int[248]|numeric|float[48])$/.test(type);
var isTime = (type) => ["date", "timestamp", "timestamptz"].includes(type);
function pointOf(node, column2) {
  const text = constantText(node);
  const cast = as("TypeCast", node);
  const written4 = cast ? typeOf2(cast.typeName) : void 0;
  const type = column2.type?.name ?? written4;
  if (text === void 0 || cast && as("TypeCast", cast.arg)) return void 0;
  const alike2 = (of) => type !== void 0 && of(type) && of(written4 ?? type);
  if (alike2(isNumber)) return numberIn(text);
  if (written4 !== void 0 && written4 !== type && !alike2(isText)) return void 0;
  if (type === void 0) return numberIn(text) ?? timeIn(text) ?? text;
  return isTime(type) ? timeIn(text) : text;
}
function numberIn(text) {
  if (/^-?\d+$/.test(text)) return BigInt(text);
  return /^-?\d*\.\d+$/.test(text) ? Number(text) : void 0;
}
function timeIn(text) {
  const found = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d))?(?:\.(\d{1,6}))?)?\s*(?:Z|UTC|[+-]00(?::?00)?)?$/i.exec(text);
  if (!found) return void 0;
  const [, day = "", minute = "00:00", second = "00", fraction = ""] = found;
  return `${day} ${minute}:${second}.${fraction.padEnd(6, "0")}`;
}

// src/rules/kit/partitions.ts
var defaultPartition = (parent, { catalog }) => parent.partitions.map((name) => catalog.relation(name)).find((one) => one?.defaultPartition);
function boundOf(spec, parent) {
  const key = parent.partitionKey;
  if (!spec || !key || key.hasExpressions || spec.is_default) return void 0;
  if (key.strategy === "list") return listBound(spec.listdatums ?? [], parent, key);
  return key.strategy === "range" ? rangeBound(spec, parent, key) : void 0;
}
function listBound(datums, parent, key) {
  const [name = ""] = key.columns;
  const given = datums.filter((datum) => !as("A_Const", datum)?.isnull);
  const points = given.map((datum) => pointOf(datum, asked(parent, name)));
  const allowsNull = given.length < datums.length;
  const values = union(points.flatMap((point) => point === void 0 ? [] : [exactly(point)]));
  if (points.includes(void 0)) return void 0;
  const shown2 = quoteIdentifier(name);
  const listed2 = given.length > 0 ? `${shown2} IN (${given.map(expressionText).join(", ")})` : "";
  const condition = [allowsNull ? `${shown2} IS NULL` : "", listed2].filter(Boolean).join(" OR ");
  return { columns: [{ name, values }], allowsNull, condition };
}
function rangeBound(spec, parent, key) {
  const [lower, upper] = [spec.lowerdatums ?? [], spec.upperdatums ?? []];
  const columns = [];
  const conditions = [];
  for (const [index, name] of key.columns.entries()) {
    const [from, to] = [lower[index], upper[index]];
    const shown2 = quoteIdentifier(name);
    const same = expressionText(from) === expressionText(to) && endless(from) === void 0;
    const low = pointOf(from, asked(parent, name));
    if (same && low !== void 0 && index < key.columns.length - 1) {
      columns.push({ name, values: exactly(low) });
      conditions.push(`${shown2} = ${expressionText(from)}`);
      continue;
    }
    const start = cutAt(from, lower.slice(index + 1), asked(parent, name));
    const end = cutAt(to, upper.slice(index + 1), asked(parent, name));
    if (!start || !end) return void 0;
    columns.push({ name, values: between(start.cut, end.cut) });
    if (endless(from) === void 0) conditions.push(`${shown2} ${start.past ? ">" : ">="} ${expressionText(from)}`);
    if (endless(to) === void 0) conditions.push(`${shown2} ${end.past ? "<=" : "<"} ${expressionText(to)}`);
    const rest = key.columns.slice(index + 1).map((one) => ({ name: one, values: everything }));
    return { columns: [...columns, ...rest], allowsNull: false, condition: conditions.join(" AND ") };
  }
  return void 0;
}
var asked = (parent, name) => column(parent, name) ?? { name };
var endless = (datum) => {
  const word3 = stringOf(as("ColumnRef", datum)?.fields?.[0]).toLowerCase();
  return word3 === "minvalue" || word3 === "maxvalue" ? word3 : void 0;
};
function cutAt(datum, rest, of) {
  const end = endless(datum);
  if (end) return { cut: end === "minvalue" ? least : most, past: false };
  const point = pointOf(datum, of);
  const past = rest.length > 0 && rest.every((one) => endless(one) === "maxvalue");
  if (point === void 0 || !(past || rest.every((one) => endless(one) === "minvalue"))) return void 0;
  return { cut: past ? after(point) : before(point), past };
}
var checksOf = (table) => table.constraints.filter(({ kind, validated }) => kind === "check" && validated);
var allowed = (table, name) => checksOf(table).map(({ condition }) => valuesWhere(condition, asked(table, name))).reduce(common, everything);
var holdsNoNull = (table, name) => column(table, name)?.notNull === true || checksOf(table).some(({ provesNotNull: provesNotNull2 }) => provesNotNull2.includes(name));
function provesWithin(table, bound, key) {
  if (!bound) {
    const columns = key?.strategy === "hash" ? [] : key?.columns ?? [];
    return checksOf(table).some((check) => !key || columns.some((name) => check.columns.includes(name)));
  }
  return bound.columns.every(
    ({ name, values }) => (bound.allowsNull || holdsNoNull(table, name)) && isWithin(allowed(table, name), values)
  );
}
function provesOutside(table, bound, key) {
  if (!bound) return provesWithin(table, void 0, key);
  return bound.columns.some(
    ({ name, values }) => (!bound.allowsNull || holdsNoNull(table, name)) && common(allowed(table, name), values).length === 0
  );
}

// src/rules/kit/refused.ts
var partitioned = (relation) => relation?.kind === "partitioned-table" ? relation : void 0;
function refusedIndex(index, facts) {
  const table = partitioned(index.relation && facts.catalog.relation(writtenName(index.relation)));
  if (!table) return void 0;
  const name = objectName(table.name);
  if (index.concurrent) {
    return {
      ...{ table: name, sqlstate: "0A000" },
      says: `an index of the partitioned table ${code(name)} cannot be built CONCURRENTLY, those of its partitions can`,
      instead: indexByPartition(index, table, facts)
    };
  }
  const columns = (index.indexParams ?? []).flatMap((node) => as("IndexElem", node)?.name ?? []);
  const lack = index.unique ? lacksKey(table.partitionKey, columns, "a unique index") : void 0;
  return lack && { table: name, sqlstate: "0A000", says: lack.says, instead: together(lack.columns) };
}
var together = (columns) => columns ? remark(
  `Unique together with the partition key, over (${columnList(columns)}), or a unique index on each partition, for that partition.`
) : remark("A unique index on each partition, for that partition.");
function refusedDrop({ removeType, concurrent, objects = [] }, facts) {
  if (removeType !== "OBJECT_INDEX" || !concurrent) return [];
  return objects.flatMap((node) => {
    const index = facts.catalog.index(nameFrom(node));
    const table = partitioned(index && facts.catalog.relation(index.table));
    if (!index || !table) return [];
    return {
      ...{ table: objectName(table.name), sqlstate: "0A000" },
      says: `${code(objectName(index.name))} is an index of the partitioned table ${code(objectName(table.name))}, and such a one cannot be dropped CONCURRENTLY`,
      instead: short(`DROP INDEX ${objectName(index.name)};`)
    };
  });
}
var short = (sql2) => steps(
  remark("In a migration of its own with nothing long in it, so that the lock is short:"),
  "SET lock_timeout = '2s';",
  sql2
);
function refusedTable({ relation, tableElts, constraints, partspec }) {
  if (!partspec || !relation) return [];
  const inline = (tableElts ?? []).flatMap((node) => {
    const def = as("ColumnDef", node);
    return constraintsIn(def?.constraints).map((key) => ({ key, columns: [def?.colname ?? ""] }));
  });
  const keys2 = [...constraintsIn(tableElts), ...constraintsIn(constraints)].map((key) => ({
    key,
    columns: stringsOf(key.keys)
  }));
  return [...inline, ...keys2].flatMap(({ key, columns }) => {
    const what2 = keyWord(key);
    const lack = what2 ? lacksKey(partitionKey(partspec), columns, what2) : void 0;
    const { schema, name } = writtenName(relation);
    const table = schema ? objectName({ schema, name }) : quoteIdentifier(name);
    return lack ? { table, sqlstate: "0A000", says: lack.says, instead: together(lack.columns) } : [];
  });
}
var keyWord = ({ contype }) => contype === "CONSTR_PRIMARY" ? "a PRIMARY KEY" : contype === "CONSTR_UNIQUE" ? "a UNIQUE constraint" : void 0;
function refusedConstraint(action, facts) {
  const table = partitioned(facts.catalog.relation(writtenName(action.table)));
  const key = constraintDef(action);
  if (!table || !key) return void 0;
  const name = objectName(table.name);
  if (key.contype === "CONSTR_FOREIGN") return refusedForeignKey(action, key, table, facts);
  const what2 = keyWord(key);
  if (what2 && key.indexname) {
    const index = facts.catalog.index({ schema: table.name.schema, name: key.indexname });
    return {
      ...{ table: name, sqlstate: "0A000" },
      says: `a constraint of the partitioned table ${code(name)} cannot take over an index, those of its partitions can`,
      instead: keyByPartition(action.head, table, key, index?.columns ?? ["<columns>"], facts)
    };
  }
  if (key.contype === "CONSTR_EXCLUSION") return refusedExclusion(key, table, facts);
  const lack = what2 ? lacksKey(table.partitionKey, stringsOf(key.keys), what2) : void 0;
  if (!lack) return void 0;
  const whole = lack.columns ? keyByPartition(action.head, table, key, lack.columns, facts) : "";
  return { table: name, sqlstate: "0A000", says: lack.says, instead: steps(together(lack.columns), whole) };
}
function refusedExclusion(key, table, { postgres }) {
  const equal = (key.exclusions ?? []).flatMap((node) => {
    const [element, operator2] = as("List", node)?.items ?? [];
    return stringsOf(as("List", operator2)?.items).at(-1) === "=" ? as("IndexElem", element)?.name ?? [] : [];
  });
  const says2 = postgres < 17 ? "before Postgres 17 a partitioned table has no EXCLUDE constraint, its partitions can have one" : lacksKey(table.partitionKey, equal, "an EXCLUDE constraint, by =,")?.says;
  const instead8 = remark("An EXCLUDE constraint on each partition, for that partition.");
  return says2 ? { table: objectName(table.name), sqlstate: "0A000", says: says2, instead: instead8 } : void 0;
}
function refusedForeignKey({ head, text, table: range }, key, table, facts) {
  const tooEarly = key.skip_validation === true && facts.postgres < 18;
  if (!tooEarly && range.inh) return void 0;
  const rest = /\bFOREIGN\s+KEY\b.*$/is.exec(text.replace(/\s+NOT\s+VALID\b/i, ""))?.[0] ?? "";
  const name = key.conname ? quoteIdentifier(key.conname) : chosenName(table.name, stringsOf(key.fk_attrs), "fkey");
  return {
    ...{ table: objectName(table.name), sqlstate: "42809" },
    says: range.inh ? `before Postgres 18 no foreign key of the partitioned table ${code(objectName(table.name))} can be NOT VALID, those of its partitions can` : `a foreign key of the partitioned table ${code(objectName(table.name))} is one of its partitions too, so ONLY is refused`,
    instead: foreignKeyByPartition(head, table, name, rest)
  };
}
function refusedColumn(action, facts) {
  const table = facts.catalog.relation(writtenName(action.table));
  const def = columnDef(action);
  if (!table || !def?.colname) return void 0;
  const name = objectName(table.name);
  if (table.partitionOf) {
    const parent = objectName(table.partitionOf);
    return {
      ...{ table: name, sqlstate: "42809" },
      says: `${code(name)} is a partition, and has the columns of ${code(parent)} and no others`,
      instead: statement(`ALTER TABLE ${parent} ${action.text}`)
    };
  }
  const key = own(def, "CONSTR_UNIQUE") ?? own(def, "CONSTR_PRIMARY");
  const lack = key && partitioned(table) && lacksKey(table.partitionKey, [def.colname], keyWord(key) ?? "");
  return lack && { table: name, sqlstate: "0A000", says: lack.says, instead: together(lack.columns) };
}
function refusedDetach(action, facts) {
  const parent = facts.catalog.relation(writtenName(action.table));
  const rest = parent && defaultPartition(parent, facts);
  if (!rest || !as("PartitionCmd", action.cmd.def)?.concurrent) return void 0;
  return {
    ...{ table: objectName(parent.name), sqlstate: "55000" },
    says: `beside the default partition ${code(objectName(rest.name))} none can be detached CONCURRENTLY`,
    instead: short(statement(oneLine(facts.statement.sql).replace(/\s+CONCURRENTLY\b/i, "")))
  };
}
function refusedStorage({ cmd, table: range, text }, facts) {
  const table = partitioned(facts.catalog.relation(writtenName(range)));
  const refused = cmd.subtype === "AT_SetAccessMethod" ? facts.postgres < 17 : facts.postgres >= 18;
  if (!table || !refused) return void 0;
  const name = objectName(table.name);
  const parts2 = table.partitions.map((one) => code(objectName(one)));
  return {
    ...{ table: name, sqlstate: "42809" },
    says: `the partitioned table ${code(name)} has no rows of its own, so Postgres ${String(facts.postgres)} refuses ${code(text)}`,
    instead: `Each partition by itself${parts2.length > 0 ? `: ${parts2.join(", ")}` : ""}.`
  };
}

// src/rules/add-column-inline-unique.ts
var rule6 = defineRule({
  id: "add-column-inline-unique",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A column with its own unique index keeps the table locked for the build",
  why: "ADD COLUMN \u2026 UNIQUE (or PRIMARY KEY) builds an index over all rows under an AccessExclusive lock. An index built CONCURRENTLY afterwards can be taken over in an instant.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column number bigint unique;`,
    good: sql`
      alter table orders add column number bigint;
      create unique index concurrently orders_number_key on orders (number);
      alter table orders add constraint orders_number_key unique using index orders_number_key;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      const key = def && (own(def, "CONSTR_UNIQUE") ?? own(def, "CONSTR_PRIMARY"));
      if (!table || !def?.colname || !key || refusedColumn(action, facts)) return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const shown2 = objectName(table.name);
      const kind = key.contype === "CONSTR_UNIQUE" ? "UNIQUE" : "PRIMARY KEY";
      return {
        objects: [shown2],
        says: `Reads and writes of ${code(shown2)} wait until an index over all rows is built: ADD COLUMN with ${kind} builds it under AccessExclusive.`,
        instead: kind === "UNIQUE" ? unique(action, table, def.colname, facts) : "Add the column alone, fill the rows in batches, prove it NOT NULL with a validated CHECK, build a unique index CONCURRENTLY, and take it over with ADD PRIMARY KEY USING INDEX."
      };
    }
  }
});
function unique(action, table, column2, facts) {
  const cut = cutConstraint(action.text, "UNIQUE");
  const name = cut.name ?? chosenName(table.name, [column2], "key");
  const nulls = /\bNULLS\s+NOT\s+DISTINCT\b/i.exec(cut.constraint)?.[0] ?? "";
  const deferred2 = /\bDEFERRABLE\b.*$|\bINITIALLY\b.*$/i.exec(cut.constraint)?.[0] ?? "";
  const on = `${objectName(table.name)} (${quoteIdentifier(column2)})`;
  return steps(
    `${action.head} ${cut.rest};`,
    outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${on}${nulls && ` ${nulls}`};`, facts),
    nextMigration("it only takes the index over."),
    `${action.head} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name}${deferred2 && ` ${deferred2}`};`
  );
}

// src/rules/kit/not-null.ts
function provenNotNull(head, table, column2) {
  const check = chosenName(table, [column2], "not_null");
  const name = quoteIdentifier(column2);
  return steps(
    `${head} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID;`,
    nextMigration("reads and writes go on during the scan."),
    `${head} VALIDATE CONSTRAINT ${check};`,
    `${head} ALTER COLUMN ${name} SET NOT NULL;`,
    `${head} DROP CONSTRAINT ${check};`
  );
}

// src/rules/add-column-not-null-no-default.ts
var rule7 = defineRule({
  id: "add-column-not-null-no-default",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  fails: "23502",
  since: 13,
  title: "A required column without a default fails where rows exist",
  why: "Existing rows have no value for it, so the statement fails as soon as there is one. On an empty table it succeeds, and every INSERT of the running code that does not name the column fails.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders values (1);`,
    bad: sql`alter table orders add column note text not null;`,
    good: sql`alter table orders add column note text not null default '';`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || isSerial2(def)) return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const required = own(def, "CONSTR_NOTNULL") ?? own(def, "CONSTR_PRIMARY");
      const value = own(def, "CONSTR_DEFAULT");
      if (!required || own(def, "CONSTR_IDENTITY") || own(def, "CONSTR_GENERATED")) return void 0;
      if (value && !isNull(value.raw_expr)) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `This fails if ${code(name)} has any row (23502), and if it has none, every INSERT into ${code(name)} by the running code fails: it does not know the column.`,
        instead: steps(
          `${action.head} ${cutNotNull(cutDefault(action.text).rest)};`,
          nextMigration("once the code writes the column and every row has a value."),
          provenNotNull(action.head, table.name, def.colname)
        )
      };
    }
  }
});

// src/rules/add-column-serial.ts
var rule8 = defineRule({
  id: "add-column-serial",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "A serial column rewrites the table",
  why: "serial is an integer with a default of nextval(), which differs from row to row: the table and all its indexes are rewritten under an AccessExclusive lock.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add column number bigserial;`,
    good: sql`alter table orders add column number bigint;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || !isSerial2(def)) return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: every row gets a number of its sequence for ${code(quoteIdentifier(def.colname))}.`,
        instead: "Add a bigint column without a default, create a sequence and set nextval() as the default, then fill the old rows in batches of 10,000, each committed before the next."
      };
    }
  }
});

// src/rules/add-column-stored-generated.ts
var rule9 = defineRule({
  id: "add-column-stored-generated",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  versions: "A VIRTUAL generated column (Postgres 18) costs nothing.",
  title: "A stored generated column rewrites the table",
  why: "GENERATED \u2026 STORED computes a value for every row that is there: the table and all its indexes are rewritten under an AccessExclusive lock.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add column doubled int generated always as (total * 2) stored;`,
    good: sql`alter table orders add column doubled int;`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || !(own(def, "CONSTR_GENERATED")?.generated_kind !== void 0 && own(def, "CONSTR_GENERATED")?.generated_kind !== "v"))
        return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: every row gets a computed value for ${code(quoteIdentifier(def.colname))}.`,
        instead: "Add an ordinary column, let the code or a trigger fill it for new rows, then fill the old rows in batches of 10,000, each committed before the next."
      };
    }
  }
});

// src/rules/kit/batches.ts
function inBatches(table, verb, where) {
  const name = objectName(table.name);
  const key = simpleKey(table);
  const id = quoteIdentifier(key?.name ?? "id");
  const type = key ? typeText(key.type) : "bigint";
  const assumed2 = key ? "" : remark(`For id and bigint put the primary key of ${name} and its type.`);
  return steps(
    assumed2,
    "DO $$",
    "DECLARE",
    `  _batch ${type}[];`,
    `  _last ${type};`,
    "BEGIN",
    "  LOOP",
    `    _batch := ARRAY(SELECT ${id} FROM ${name} WHERE _last IS NULL OR ${id} > _last ORDER BY ${id} LIMIT 10000);`,
    `    EXIT WHEN cardinality(_batch) = 0;`,
    `    ${verb} WHERE ${id} = ANY (_batch)${where ? ` AND (${where})` : ""};`,
    "    _last := _batch[cardinality(_batch)];",
    "    COMMIT;",
    "    PERFORM pg_sleep(0.2);",
    "    -- Lets replicas catch up; whoever is no member of pg_monitor sees no lag, and has to watch it elsewhere.",
    "    WHILE EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > interval '10 seconds') LOOP",
    "      PERFORM pg_sleep(1);",
    "      COMMIT;",
    "    END LOOP;",
    "  END LOOP;",
    "END $$;"
  );
}

// src/rules/kit/expressions.ts
function volatileCall(expression, facts) {
  const found = functionsIn(expression).find(
    (name) => ["volatile", "unknown"].includes(facts.catalog.volatility(name))
  );
  return found && `${[...found.schema ? [found.schema] : [], found.name].join(".")}()`;
}

// src/rules/add-column-volatile-default.ts
var rule10 = defineRule({
  id: "add-column-volatile-default",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "A default that differs from row to row rewrites the table",
  why: "A constant or stable default (also now()) is kept in the catalog. A volatile one must be computed for every row: the table and all its indexes are rewritten under an AccessExclusive lock.",
  versions: "gen_random_uuid() is built in since Postgres 13.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column token uuid default gen_random_uuid();`,
    good: sql`
      alter table orders add column token uuid;
      alter table orders alter column token set default gen_random_uuid();`
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || isSerial2(def)) return void 0;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return void 0;
      const call = volatileCall(own(def, "CONSTR_DEFAULT")?.raw_expr, facts);
      if (!call) return void 0;
      const name = objectName(table.name);
      const column2 = quoteIdentifier(def.colname);
      const { rest, expression } = cutDefault(action.text);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: ${code(call)} gives every row a value of its own.`,
        instead: steps(
          `${action.head} ${cutNotNull(rest)};`,
          `${action.head} ALTER COLUMN ${column2} SET DEFAULT ${expression};`,
          nextMigration("it fills the rows that are there, outside a transaction block."),
          inBatches(table, `UPDATE ${name} SET ${column2} = DEFAULT`, `${column2} IS NULL`),
          own(def, "CONSTR_NOTNULL") ? provenNotNull(action.head, table.name, def.colname) : ""
        )
      };
    }
  }
});

// src/rules/kit/new-table.ts
function throughNewTable(table, { kind, storage, then }) {
  const old = objectName(table.name);
  const named = (suffix) => `${table.name.name}_${suffix}`;
  const fresh = objectName({ ...table.name, name: named("new") });
  const columns = table.columns.filter(({ generated }) => generated === void 0).map(({ name }) => name);
  const list2 = columns.length > 0 ? ` (${columnList(columns)})` : "";
  const always2 = table.columns.some(({ identity }) => identity === "always") ? " OVERRIDING SYSTEM VALUE" : "";
  const key = quoteIdentifier(simpleKey(table)?.name ?? "id");
  return steps(
    `CREATE ${kind ? `${kind} ` : ""}TABLE ${fresh} (LIKE ${old} INCLUDING ALL)${storage ? ` ${storage}` : ""};`,
    then?.(fresh) ?? "",
    remark("LIKE copies no foreign keys, triggers, policies and rights: give them to the new table now."),
    remark("Release code that writes both tables. Then, outside a transaction, copy the old rows:"),
    inBatches(
      table,
      `INSERT INTO ${fresh}${list2}${always2} SELECT ${columns.length > 0 ? columnList(columns) : "*"} FROM ${old}`,
      `${key} NOT IN (SELECT ${key} FROM ${fresh} WHERE ${key} = ANY (_batch))`
    ),
    nextMigration("both tables hold the same rows, and the names change hands."),
    "BEGIN;",
    "SET LOCAL lock_timeout = '2s';",
    `ALTER TABLE ${old} RENAME TO ${quoteIdentifier(named("old"))};`,
    `ALTER TABLE ${fresh} RENAME TO ${quoteIdentifier(table.name.name)};`,
    "COMMIT;"
  );
}

// src/rules/add-exclusion-constraint.ts
var rule11 = defineRule({
  id: "add-exclusion-constraint",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A new EXCLUDE constraint builds its index while nobody may use the table",
  why: "ADD EXCLUDE builds an index, and compares every row with the others, under an AccessExclusive lock. It has no NOT VALID and takes over no index that was built CONCURRENTLY: only an empty table gets one for nothing.",
  examples: {
    given: sql`create table bookings (id bigint primary key, at int4range);`,
    rows: sql`insert into bookings select n, int4range(n, n + 1) from generate_series(1, 1000) n;`,
    bad: sql`alter table bookings add constraint bookings_apart exclude using gist (at with &&);`,
    good: sql`
      create table bookings_new (like bookings including all);
      alter table bookings_new add constraint bookings_apart exclude using gist (at with &&);`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const constraint = constraintDef(action);
      if (!table || constraint?.contype !== "CONSTR_EXCLUSION" || refusedConstraint(action, facts)) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait until the index is built and every row is compared: ADD EXCLUDE does both under AccessExclusive, and has no online form.`,
        instead: instead(action, table)
      };
    }
  }
});
var instead = ({ text }, table) => steps(
  remark("A constraint on an empty table costs nothing, so a new table takes the place of the old one:"),
  throughNewTable(table, { then: (name) => `ALTER TABLE ${name} ${text};` })
);

// src/rules/add-fk-not-valid.ts
var rule12 = defineRule({
  id: "add-fk-not-valid",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareRowExclusiveLock",
  scans: true,
  since: 13,
  title: "A new foreign key checks every row while writes to both tables wait",
  why: "ADD FOREIGN KEY holds ShareRowExclusive on both tables while every row of the referencing one is looked up. NOT VALID skips that; VALIDATE CONSTRAINT catches up later while reads and writes go on.",
  versions: "On a partitioned referencing table NOT VALID is refused before Postgres 18.",
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint);`,
    rows: sql`
      insert into customers select generate_series(1, 1000);
      insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add constraint orders_customer foreign key (customer_id) references customers (id);`,
    good: sql`
      alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid;
      alter table orders validate constraint orders_customer;`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      if (key?.contype !== "CONSTR_FOREIGN" || key.skip_validation || key.is_enforced === false) return void 0;
      if (refusedConstraint(action, facts)) return void 0;
      return hit(action, key, stringsOf(key.fk_attrs), facts);
    },
    AT_AddColumn(action, facts) {
      const def = columnDef(action);
      const key = def && own(def, "CONSTR_FOREIGN");
      if (!key || !own(def, "CONSTR_DEFAULT")) return void 0;
      return hit(action, key, [def.colname ?? ""], facts, "inline");
    }
  }
});
function hit(action, key, columns, facts, form) {
  const child = existingTable(action.table, facts);
  if (!child || !key.pktable) return void 0;
  const parent = existing(writtenName(key.pktable), facts);
  const objects = [...new Set([child, ...parent ? [parent] : []].map(({ name }) => objectName(name)))];
  const own2 = objectName(child.name);
  const constraint = key.conname ? quoteIdentifier(key.conname) : chosenName(child.name, columns, "fkey");
  const named = key.conname ? action.text : action.text.replace(/^ADD\s+/i, `$&CONSTRAINT ${constraint} `);
  return {
    objects,
    says: `Writes to ${listed(objects.map(code))} wait while every row of ${code(own2)} is looked up: ADD FOREIGN KEY holds ShareRowExclusive to the end of the check. Reads go on.`,
    instead: form ? foreignKeyApart(action, child, columns[0] ?? "") : child.kind === "partitioned-table" && facts.postgres < 18 ? foreignKeyByPartition(action.head, child, constraint, named.replace(/^.*?\b(?=FOREIGN\s+KEY\b)/is, "")) : steps(
      `${action.head} ${named} NOT VALID;`,
      nextMigration("reads and writes go on during the check."),
      `${action.head} VALIDATE CONSTRAINT ${constraint};`
    )
  };
}

// src/rules/add-primary-key.ts
var rule13 = defineRule({
  id: "add-primary-key",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A new primary key builds its index while nobody may use the table",
  why: "ADD PRIMARY KEY builds an index, and looks for NULLs in columns that allow them, under an AccessExclusive lock. With the columns proved NOT NULL and a unique index built CONCURRENTLY beforehand, it only takes the index over.",
  examples: {
    given: sql`create table orders (number bigint not null);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add constraint orders_pkey primary key (number);`,
    good: sql`
      create unique index concurrently orders_pkey on orders (number);
      alter table orders add constraint orders_pkey primary key using index orders_pkey;`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const key = constraintDef(action);
      if (!table || key?.contype !== "CONSTR_PRIMARY" || key.indexname || refusedConstraint(action, facts))
        return void 0;
      const shown2 = objectName(table.name);
      const columns = stringsOf(key.keys);
      const including = stringsOf(key.including);
      const open = columns.filter((name) => !column(table, name)?.notNull);
      const constraint = key.conname ? quoteIdentifier(key.conname) : chosenName(table.name, [], "pkey");
      const covering = including.length > 0 ? ` INCLUDE (${columnList(including)})` : "";
      const deferred2 = `${key.deferrable ? " DEFERRABLE" : ""}${key.initdeferred ? " INITIALLY DEFERRED" : ""}`;
      const index = `CREATE UNIQUE INDEX CONCURRENTLY ${constraint} ON ${shown2} (${columnList(columns)})${covering};`;
      return {
        objects: [shown2],
        says: `Reads and writes of ${code(shown2)} wait until the index is built: ADD PRIMARY KEY builds it${open.length > 0 ? ", and looks at every row for NULLs," : ""} under AccessExclusive.`,
        instead: steps(
          ...open.map((name) => provenNotNull(action.head, table.name, name)),
          ...table.kind === "partitioned-table" ? [keyByPartition(action.head, table, key, columns, facts)] : [
            outsideTransaction(index, facts),
            nextMigration("it only takes the index over."),
            `${action.head} ADD CONSTRAINT ${constraint} PRIMARY KEY USING INDEX ${constraint}${deferred2};`
          ]
        )
      };
    }
  }
});

// src/rules/add-unique-constraint.ts
var rule14 = defineRule({
  id: "add-unique-constraint",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A new UNIQUE constraint builds its index while nobody may use the table",
  why: "ADD UNIQUE builds an index under an AccessExclusive lock. An index built CONCURRENTLY beforehand can be taken over in an instant.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add constraint orders_email_key unique (email);`,
    good: sql`
      create unique index concurrently orders_email_key on orders (email);
      alter table orders add constraint orders_email_key unique using index orders_email_key;`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const key = constraintDef(action);
      if (!table || key?.contype !== "CONSTR_UNIQUE" || key.indexname || refusedConstraint(action, facts))
        return void 0;
      const name = objectName(table.name);
      const columns = stringsOf(key.keys);
      const constraint = key.conname ? quoteIdentifier(key.conname) : chosenName(table.name, columns, "key");
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait until the index is built: ADD UNIQUE builds it under AccessExclusive.`,
        instead: table.kind === "partitioned-table" ? keyByPartition(action.head, table, key, columns, facts) : steps(
          outsideTransaction(
            `CREATE UNIQUE INDEX CONCURRENTLY ${constraint} ON ${name} ${keyText(key, columns)};`,
            facts
          ),
          nextMigration("it only takes the index over."),
          `${action.head} ADD CONSTRAINT ${constraint} UNIQUE USING INDEX ${constraint}${deferred(key)};`
        )
      };
    }
  }
});
function keyText(key, columns) {
  const including = stringsOf(key.including);
  const include = including.length > 0 ? ` INCLUDE (${columnList(including)})` : "";
  return `(${columnList(columns)})${include}${key.nulls_not_distinct ? " NULLS NOT DISTINCT" : ""}`;
}
var deferred = ({ deferrable, initdeferred }) => `${deferrable ? " DEFERRABLE" : ""}${initdeferred ? " INITIALLY DEFERRED" : ""}`;

// src/rules/kit/type-change.ts
var writtenType = (type) => columnType(type, () => "");
function typeWork(before2, after2, world) {
  const from = withoutDomain(before2, world);
  const to = withoutDomain(after2, world);
  if (to === void 0 || from === void 0) return before2.name === after2.name ? "none" : "rewrite";
  if (from.arrayDimensions > 0 !== to.arrayDimensions > 0) return "rewrite";
  if (from.arrayDimensions > 0) return sameArrays(from, to);
  return from.name === to.name ? sameType(from, to) : otherType(from, to, world.timeZone);
}
function withoutDomain(type, world) {
  const found = world.userType(type);
  if (found?.kind !== "domain" || !found.base) return type;
  return found.constrained ? void 0 : found.base;
}
var sameModifiers = (a, b) => a.modifiers.join() === b.modifiers.join();
var sameArrays = (from, to) => from.name === to.name && sameModifiers(from, to) ? "none" : "rewrite";
var texts = ["text", "varchar"];
var times = ["timestamp", "timestamptz", "time", "timetz", "interval"];
function sameType(from, to) {
  if (sameModifiers(from, to)) return "none";
  const [was, wasScale = 0] = from.modifiers;
  const [is, isScale = 0] = to.modifiers;
  const wider = is === void 0 || was !== void 0 && is >= was;
  if (from.name === "varchar" || from.name === "varbit") return wider ? "none" : "rewrite";
  if (from.name === "numeric") return is === void 0 || wider && wasScale === isScale ? "none" : "rewrite";
  if (times.includes(from.name)) return precisionKept(from, to) ? "none" : "rewrite";
  return "rewrite";
}
var precisionKept = (from, to) => from.modifiers.length < 2 && to.modifiers.length < 2 && (to.modifiers[0] ?? 6) >= (from.modifiers[0] ?? 6);
var utc = /^(?:utc|gmt|etc\/utc|etc\/gmt|zulu|etc\/zulu|universal|z|0|\+?00(?::00)?)$/i;
function otherType(from, to, timeZone) {
  const textual = [...texts, "citext"];
  if (textual.includes(from.name) && textual.includes(to.name)) {
    if (to.modifiers.length > 0) return "rewrite";
    return from.name === "citext" || to.name === "citext" ? "index" : "none";
  }
  if (from.name === "cidr" && to.name === "inet") return "none";
  const stamps = ["timestamp", "timestamptz"];
  if (stamps.includes(from.name) && stamps.includes(to.name)) {
    return precisionKept(from, to) && utc.test(timeZone ?? "") ? "index" : "rewrite";
  }
  return "rewrite";
}

// src/rules/kit/retype.ts
function retypeWork(action, table, name, facts) {
  const def = columnDef(action);
  const old = column(table, name)?.type;
  if (!old || !follows(def?.raw_default, name)) return "rewrite";
  const work = typeWork(old, writtenType(def?.typeName), {
    timeZone: facts.session.timeZone,
    userType: (type) => facts.catalog.type({ name: type.name })
  });
  if (work === "rewrite") return work;
  const indexes = indexesOn(table.name, name, facts);
  const rebuilt = work === "index" || def?.collClause ? indexes : indexes.filter((one) => one.partial || one.hasExpressions);
  return rebuilt.length > 0 ? "index" : "none";
}
function follows(using, name) {
  if (!using) return true;
  if ("TypeCast" in using) return follows(using.TypeCast.arg, name);
  return "ColumnRef" in using && stringsOf(using.ColumnRef.fields).at(-1) === name;
}
function usingOf(action, name) {
  const using = columnDef(action)?.raw_default;
  if (!using || !("TypeCast" in using)) return follows(using, name) ? "none" : "other";
  return follows(using, name) ? "cast" : "other";
}

// src/rules/alter-column-type.ts
var rule15 = defineRule({
  id: "alter-column-type",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "This change of type rewrites the table, or its indexes, while nobody may use it",
  why: "Most changes of type copy every row and build every index anew under an AccessExclusive lock. Free of that are, among others: varchar to a wider varchar or text, a larger numeric precision at the same scale, and timestamp to timestamptz while TimeZone is UTC; but an index whose operators change, or that is partial or on an expression, is still built anew.",
  examples: {
    given: sql`create table orders (id int primary key, note varchar(20));`,
    rows: sql`insert into orders select n, 'n' from generate_series(1, 1000) n;`,
    bad: sql`alter table orders alter column id type bigint;`,
    good: sql`alter table orders alter column note type text;`
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || !name) return void 0;
      const work = retypeWork(action, table, name, facts);
      if (work === "none") return void 0;
      const shown2 = objectName(table.name);
      const what2 = work === "rewrite" ? "the table and all its indexes are rewritten" : "the indexes on it are built anew";
      return {
        objects: [shown2],
        says: `Reads and writes of ${code(shown2)} wait while ${what2} under AccessExclusive: ${code(quoteIdentifier(name))} ${changes(action, table, name)}.`,
        instead: instead2(action, table, name)
      };
    }
  }
});
function changes(action, table, name) {
  const old = column(table, name)?.type;
  const fresh = writtenType(columnDef(action)?.typeName).name;
  return old ? `changes from ${code(old.name)} to ${code(fresh)}` : `changes to ${code(fresh)}, from a type that is not known here`;
}
function instead2(action, table, name) {
  const fresh = quoteIdentifier(`${name}_new`);
  const old = quoteIdentifier(name);
  const shown2 = objectName(table.name);
  const type = /\bTYPE\s+(.*?)(?:\s+USING\b.*)?$/is.exec(action.text)?.[1] ?? "<type>";
  const value = /\bUSING\s+(.*)$/is.exec(action.text)?.[1] ?? old;
  return steps(
    `${action.head} ADD COLUMN ${fresh} ${type};`,
    remark("Release code that writes both columns. Then, outside a transaction, fill the old rows:"),
    inBatches(table, `UPDATE ${shown2} SET ${fresh} = ${value}`, `${fresh} IS NULL AND ${old} IS NOT NULL`),
    nextMigration(`when all code reads ${fresh}: indexes and constraints moved over, the old column goes.`),
    `${action.head} DROP COLUMN ${old};`
  );
}

// src/sql/fold.ts
function foldedText(node) {
  const joined = as("A_Expr", node);
  if (joined && stringsOf(joined.name).at(-1) === "||") {
    const left = foldedText(joined.lexpr);
    const right = foldedText(joined.rexpr);
    return left === void 0 || right === void 0 ? void 0 : left + right;
  }
  const call = as("FuncCall", node);
  if (!call) return constantText(node);
  const given = (call.args ?? []).map(foldedText);
  const values = given.filter((value) => value !== void 0);
  if (values.length < given.length) return void 0;
  return functions[stringsOf(call.funcname).at(-1) ?? ""]?.(values);
}
var quoteLiteral = (text) => `'${text.replaceAll("'", "''")}'`;
var functions = {
  format: ([pattern = "", ...values]) => formatted(pattern, values),
  concat: (values) => values.join(""),
  quote_ident: ([value]) => value && quoteIdentifier(value),
  quote_literal: ([value]) => value && quoteLiteral(value)
};
function formatted(pattern, values) {
  let next = 0;
  const beyond = [];
  const text = pattern.replace(/%(?:%|(?:(\d+)\$)?([sIL])|)/g, (found, place, kind) => {
    if (found === "%%") return "%";
    if (place !== void 0) next = Number(place) - 1;
    const value = values[next];
    next += 1;
    if (kind === void 0 || value === void 0) beyond.push(found);
    if (kind === "I") return quoteIdentifier(value ?? "");
    return kind === "L" ? quoteLiteral(value ?? "") : value ?? "";
  });
  return beyond.length > 0 ? void 0 : text;
}

// src/sql/plpgsql.ts
function bodyParts(statement2) {
  const tree = parsePlpgsql(statement2);
  if (tree === void 0) return void 0;
  const parts2 = [];
  collect(tree, parts2);
  return parts2;
}
function collect(value, parts2) {
  if (Array.isArray(value)) for (const item of value) collect(item, parts2);
  else if (isObject(value)) for (const [key, child] of Object.entries(value)) collectNode(key, child, parts2);
}
var isObject = (value) => typeof value === "object" && value !== null;
var sqlFields = {
  PLpgSQL_stmt_execsql: "sqlstmt",
  PLpgSQL_stmt_perform: "expr",
  PLpgSQL_stmt_call: "expr",
  PLpgSQL_stmt_fors: "query",
  PLpgSQL_stmt_return_query: "query"
};
var dynamicFields = {
  PLpgSQL_stmt_dynexecute: "query",
  PLpgSQL_stmt_dynfors: "query"
};
function collectNode(key, child, parts2) {
  const sql2 = queryOf(child, sqlFields[key]);
  const made = queryOf(child, dynamicFields[key]);
  if (sql2 !== void 0) parts2.push({ kind: "sql", sql: sql2 });
  if (made !== void 0) parts2.push(dynamic(made));
  if (key === "PLpgSQL_stmt_commit" || key === "PLpgSQL_stmt_rollback") parts2.push({ kind: "commit" });
  collect(child, parts2);
}
function queryOf(body, field) {
  const holder = field !== void 0 && isObject(body) ? body[field] : void 0;
  const expression = isObject(holder) ? holder["PLpgSQL_expr"] : void 0;
  const query2 = isObject(expression) ? expression["query"] : void 0;
  return typeof query2 === "string" ? query2 : void 0;
}
function dynamic(expression) {
  const parsed2 = parseText(`select ${expression}`);
  const select = parsed2.kind === "parsed" ? as("SelectStmt", parsed2.statements[0]?.node) : void 0;
  const value = as("ResTarget", select?.targetList?.[0])?.val;
  const text = foldedText(value);
  if (text !== void 0) return { kind: "sql", sql: text };
  return { kind: "opaque", expression: value ? expressionText(value) : expression };
}
function bodyNames(statement2) {
  const tree = parsePlpgsql(statement2);
  if (tree === void 0) return void 0;
  const texts2 = [];
  collectTexts(tree, texts2);
  return { texts: texts2, rowFields: [...new Set(fieldsOfRow(tree))] };
}
function collectTexts(value, texts2) {
  if (Array.isArray(value)) for (const item of value) collectTexts(item, texts2);
  else if (isObject(value)) {
    const { query: query2, parseMode } = value;
    if (typeof query2 === "string") {
      const mode = Number(parseMode ?? 0);
      texts2.push(mode < 2 ? query2 : `SELECT ${mode === 2 ? query2 : query2.slice(query2.indexOf("=") + 1)}`);
    }
    for (const child of Object.values(value)) collectTexts(child, texts2);
  }
}
function fieldsOfRow(value) {
  if (Array.isArray(value)) return value.flatMap(fieldsOfRow);
  if (!isObject(value)) return [];
  const data = value["datums"];
  if (!Array.isArray(data)) return Object.values(value).flatMap(fieldsOfRow);
  const named = (one, kind) => {
    const body = isObject(one) ? one[kind] : void 0;
    return isObject(body) ? body : void 0;
  };
  return data.flatMap((one) => {
    const field = named(one, "PLpgSQL_recfield");
    const record = field && named(data[Number(field["recparentno"] ?? 0)], "PLpgSQL_rec")?.["refname"];
    return (record === "new" || record === "old") && typeof field?.["fieldname"] === "string" ? [field["fieldname"]] : [];
  });
}

// src/sql/routine-body.ts
function bodyUses(routine, catalog) {
  const { trees, rowFields } = read(routine);
  const found = trees.map((tree) => ({
    uses: usesIn(tree, { find: (name) => catalog.relation(name) }),
    calls: callsIn(tree, (name) => catalog.routine(name)?.name)
  }));
  const rows = rowFields.length > 0 ? tablesOf(routine, catalog) : [];
  const ofRows = rows.flatMap((relation) => rowFields.map((column2) => ({ relation, column: column2 })));
  return { uses: [...found.flatMap(({ uses }) => uses), ...ofRows], calls: found.flatMap(({ calls }) => calls) };
}
var tablesOf = (routine, catalog) => catalog.callers(routine.name).filter(({ kind }) => kind === "trigger").map(({ on }) => on);
var nothing = { trees: [], rowFields: [] };
var known = /* @__PURE__ */ new WeakMap();
function read(routine) {
  const before2 = known.get(routine);
  if (before2) return before2;
  const fresh = parsed(routine);
  known.set(routine, fresh);
  return fresh;
}
function parsed({ sql: sql2 }) {
  const node = statementsIn(sql2)[0];
  const create = as("CreateFunctionStmt", node);
  if (!create || create.sql_body) return nothing;
  const language = constantText(option(create.options, "language")?.arg)?.toLowerCase() ?? "sql";
  if (language === "sql") return { trees: statementsIn(textOf(create)), rowFields: [] };
  const names = language === "plpgsql" ? bodyNames(sql2) : void 0;
  return names ? { trees: names.texts.flatMap(statementsIn), rowFields: names.rowFields } : nothing;
}
var textOf = (create) => stringsOf(as("List", option(create.options, "as")?.arg)?.items)[0] ?? "";
function statementsIn(sql2) {
  const result = parseText(sql2);
  return result.kind === "parsed" ? result.statements.map(({ node }) => node) : [];
}
function bodiesUsing(target, catalog) {
  return catalog.routines.filter((routine) => {
    const { uses, calls } = bodyUses(routine, catalog);
    if ("routine" in target) return calls.some((one) => keyOf(one) === keyOf(target.routine));
    return uses.some(({ relation, column: column2 }) => keyOf(relation) === keyOf(target.relation) && column2 === target.column);
  });
}

// src/rules/kit/dependents.ts
var keptFor = ({ relation, column: column2 }, facts) => facts.catalog.dependents(relation, column2).filter(
  ({ on, kind }) => column2 === void 0 ? !sameName(on, relation) : !isView(kind) || !sameName(on, relation)
);
var isView = (kind) => kind === "view" || kind === "materialized-view";
function withReaders(first, facts) {
  const found = [...first];
  for (const one of found) {
    for (const next of isView(one.kind) ? keptFor({ relation: one.on }, facts) : []) {
      if (!found.some((other) => sameThing(other, next))) found.push(next);
    }
  }
  return found;
}
var sameThing = (a, b) => a.kind === b.kind && a.name === b.name && sameName(a.on, b.on);
var words = {
  view: "view",
  "materialized-view": "materialized view",
  rule: "rule",
  policy: "policy",
  trigger: "trigger",
  "generated-column": "generated column",
  routine: "function"
};
var spokenDependent = ({ kind, on, name }) => name === void 0 ? `the ${words[kind]} ${code(objectName(on))}` : `the ${words[kind]} ${code(quoteIdentifier(name))} of ${code(objectName(on))}`;
function dropStatement({ kind, on, name = "" }) {
  const owner = objectName(on);
  if (kind === "generated-column") return `ALTER TABLE ${owner} DROP COLUMN ${quoteIdentifier(name)};`;
  const word3 = kind === "routine" ? "ROUTINE" : words[kind].toUpperCase();
  return kind === "view" || kind === "materialized-view" || kind === "routine" ? `DROP ${word3} ${owner};` : `DROP ${word3} ${quoteIdentifier(name)} ON ${owner};`;
}
var bodiesLeft = (target, facts) => bodiesUsing(target, facts.catalog).filter(({ name }) => !replacedLater(name, facts));
function replacedLater(routine, { later: later2 }) {
  return later2.some(({ statement: { node } }) => {
    const made = as("CreateFunctionStmt", node);
    if (made) return isCalled(fromParts(stringsOf(made.funcname)), routine);
    const drop = as("DropStmt", node);
    return (drop?.objects ?? []).some((one) => "ObjectWithArgs" in one && isCalled(nameFrom(one), routine));
  });
}
var isCalled = ({ schema, name }, routine) => name === routine.name && (schema === void 0 || schema === routine.schema);
var known2 = (name, facts) => {
  const relation = facts.catalog.relation(name);
  return relation?.known && relation.persistence !== "temporary" ? relation : void 0;
};

// src/rules/alter-column-type-blocked-by-dependents.ts
var rule16 = defineRule({
  id: "alter-column-type-blocked-by-dependents",
  severity: "blocker",
  hazard: "failure",
  checks: "backward-compatibility",
  fails: "0A000",
  since: 13,
  evenOnNewTables: true,
  title: "The type of a column that a view, trigger or policy uses cannot be changed",
  why: "Postgres refuses every change of type, also one that changes nothing, of a column that a view, rule, policy, trigger (UPDATE OF, WHEN), generated column or BEGIN ATOMIC function uses (0A000). They have to be dropped and made again around it, in one transaction.",
  versions: "Before Postgres 15 the SQLSTATE for a generated column is 42601.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, note varchar(20), paid boolean);
      create view open_orders as select id, note from orders where not paid;`,
    bad: sql`alter table orders alter column note type varchar(40);`,
    good: sql`
      begin;
      drop view open_orders;
      alter table orders alter column note type varchar(40);
      create view open_orders as select id, note from orders where not paid;
      commit;`
  },
  on: {
    AT_AlterColumnType({ cmd, table: range }, facts) {
      const table = known2(writtenName(range), facts);
      if (!table || cmd.name === void 0) return void 0;
      const kept2 = keptFor({ relation: table.name, column: cmd.name }, facts);
      if (kept2.length === 0) return void 0;
      const name = objectName(table.name);
      const column2 = `${code(quoteIdentifier(cmd.name))} of ${code(name)}`;
      const all2 = withReaders(kept2, facts);
      const generated = kept2.every(({ kind }) => kind === "generated-column");
      return {
        objects: [name],
        says: `This fails (${generated && facts.postgres < 15 ? "42601" : "0A000"}): ${listedBriefly(kept2.map(spokenDependent))} ${kept2.length === 1 ? "uses" : "use"} ${column2}, and Postgres does not change the type of a column in use.`,
        instead: atOnce(
          facts,
          ...all2.toReversed().map(dropStatement),
          statement(oneLine(facts.statement.sql)),
          ...all2.map(madeAgain),
          remark("Grants on what was dropped are gone: grant them again here.")
        )
      };
    }
  }
});
function madeAgain(dependent) {
  if (dependent.sql !== void 0) return statement(oneLine(dependent.sql));
  return remark(
    dependent.kind === "generated-column" ? `Add ${spokenDependent(dependent)} again; a STORED one rewrites the table, so that a plain column that code fills may be better.` : `Make ${spokenDependent(dependent)} again.`
  );
}

// src/rules/alter-column-type-revalidates-check.ts
var rule17 = defineRule({
  id: "alter-column-type-revalidates-check",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "This change of type is free, but a CHECK makes it read the whole table",
  why: "A change of type builds every CHECK on the column anew and tries it on all rows under an AccessExclusive lock, also where the values stay as they are. A CHECK that is NOT VALID is not tried.",
  examples: {
    given: sql`create table orders (id bigint primary key, note varchar(20) constraint orders_note check (note <> ''));`,
    rows: sql`insert into orders select n, 'n' from generate_series(1, 1000) n;`,
    bad: sql`alter table orders alter column note type varchar(40);`,
    good: sql`
      alter table orders
        drop constraint orders_note,
        alter column note type varchar(40),
        add constraint orders_note check (note <> '') not valid;
      alter table orders validate constraint orders_note;`
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const column2 = action.cmd.name;
      if (!table || !column2 || retypeWork(action, table, column2, facts) === "rewrite") return void 0;
      const dropped = droppedBeside(facts.statement.node);
      const checks = table.constraints.filter(
        ({ kind, validated, columns, name }) => kind === "check" && validated && columns.includes(column2) && !dropped.includes(name)
      );
      if (checks.length === 0) return void 0;
      const shown2 = objectName(table.name);
      const named = checks.map(({ name, expression }) => ({ name: quoteIdentifier(name), expression }));
      return {
        objects: [shown2],
        says: `Reads and writes of ${code(shown2)} wait while every row is checked against ${listed(named.map(({ name }) => code(name)))} again: a change of type does that under AccessExclusive.`,
        instead: steps(
          `${action.head} ${[
            ...named.map(({ name }) => `DROP CONSTRAINT ${name}`),
            action.text,
            ...named.map(({ name, expression = "\u2026" }) => `ADD CONSTRAINT ${name} CHECK (${expression}) NOT VALID`)
          ].join(", ")};`,
          nextMigration("reads and writes go on during the scan."),
          ...named.map(({ name }) => `${action.head} VALIDATE CONSTRAINT ${name};`)
        )
      };
    }
  }
});
function droppedBeside(node) {
  return all("AlterTableCmd", as("AlterTableStmt", node)?.cmds).flatMap(
    ({ subtype, name }) => subtype === "AT_DropConstraint" && name ? [name] : []
  );
}

// src/rules/cluster-vacuum-full.ts
var rule18 = defineRule({
  id: "cluster-vacuum-full",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "CLUSTER and VACUUM FULL write the table anew while nobody may use it",
  why: "Both copy every row to a new file and build every index anew under an AccessExclusive lock. A plain VACUUM makes the room usable again beside reads and writes; pg_repack and pg_squeeze do the whole of it online.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`cluster orders using orders_pkey;`,
    good: sql`
      alter table orders cluster on orders_pkey;
      vacuum (analyze) orders;`
  },
  on: {
    ClusterStmt({ relation, indexname }, facts) {
      const found = tables(relation ? [relation] : void 0, facts);
      const [name] = found;
      if (!name) return void 0;
      const order3 = indexname && relation ? `ALTER TABLE ${name} CLUSTER ON ${quoteIdentifier(indexname)};` : "";
      const how = relation ? ` --table=${name}` : "";
      return hit2(
        found,
        relation ? whose(found) : "every clustered table",
        "CLUSTER",
        steps(order3, remark(`Then, beside reads and writes and outside the migrations: pg_repack${how}`))
      );
    },
    VacuumStmt({ is_vacuumcmd, options, rels }, facts) {
      if (!is_vacuumcmd || !switchedOn(options, "full")) return void 0;
      const ranges = rels && all("VacuumRelation", rels).flatMap(({ relation }) => relation ?? []);
      const found = tables(ranges, facts);
      if (found.length === 0) return void 0;
      const plain3 = `VACUUM (ANALYZE)${rels ? ` ${found.join(", ")}` : ""};`;
      const shrink = "To give room back to the disk, beside reads and writes and outside the migrations: pg_repack";
      return hit2(
        found,
        rels ? whose(found) : "every table, one after the other,",
        "VACUUM FULL",
        steps(outsideTransaction(plain3, facts), remark(shrink))
      );
    }
  }
});
var whose = (tables2) => listed(tables2.map(code));
var hit2 = (objects, of, what2, instead8) => ({
  objects,
  says: `Reads and writes of ${of} wait while the rows and all indexes are written anew: ${what2} holds AccessExclusive until it is done.`,
  instead: instead8
});
function tables(ranges, facts) {
  const named = ranges ?? facts.catalog.relations.map(({ name }) => ({ schemaname: name.schema, relname: name.name }));
  return named.flatMap((range) => {
    const table = existingTable(range, facts);
    return table ? [objectName(table.name)] : [];
  });
}

// src/sql/standalone.ts
var standaloneKinds = [
  "IndexStmt",
  "DropStmt",
  "ReindexStmt",
  "VacuumStmt",
  "ClusterStmt",
  "AlterTableStmt",
  "AlterSystemStmt",
  "CreatedbStmt",
  "DropdbStmt",
  "CreateTableSpaceStmt",
  "DropTableSpaceStmt",
  "CreateSubscriptionStmt",
  "DropSubscriptionStmt"
];
var standsAlone = (node) => standaloneForm(node) !== void 0;
function standaloneForm(node) {
  const fixed = always.find(([kind]) => kind in node);
  if (fixed) return fixed[1];
  if (as("IndexStmt", node)?.concurrent) return "CREATE INDEX CONCURRENTLY";
  if (as("DropStmt", node)?.concurrent) return "DROP INDEX CONCURRENTLY";
  if (as("VacuumStmt", node)?.is_vacuumcmd) return "VACUUM";
  const cluster = as("ClusterStmt", node);
  if (cluster) return cluster.relation ? void 0 : "CLUSTER of every table";
  const reindex = as("ReindexStmt", node);
  if (reindex) {
    if (switchedOn(reindex.params, "concurrently")) return "REINDEX CONCURRENTLY";
    return wholeDatabase[reindex.kind ?? ""];
  }
  const subscription = as("CreateSubscriptionStmt", node);
  if (subscription) return makesSlot(subscription.options) ? "CREATE SUBSCRIPTION" : void 0;
  const detaches = all("AlterTableCmd", as("AlterTableStmt", node)?.cmds).some(
    ({ def }) => as("PartitionCmd", def)?.concurrent
  );
  return detaches ? "DETACH PARTITION CONCURRENTLY" : void 0;
}
var always = [
  ["AlterSystemStmt", "ALTER SYSTEM"],
  ["CreatedbStmt", "CREATE DATABASE"],
  ["DropdbStmt", "DROP DATABASE"],
  ["CreateTableSpaceStmt", "CREATE TABLESPACE"],
  ["DropTableSpaceStmt", "DROP TABLESPACE"],
  // Only while a replication slot belongs to it, which the text does not tell, and which is the rule.
  ["DropSubscriptionStmt", "DROP SUBSCRIPTION"]
];
var wholeDatabase = {
  REINDEX_OBJECT_SCHEMA: "REINDEX SCHEMA",
  REINDEX_OBJECT_SYSTEM: "REINDEX SYSTEM",
  REINDEX_OBJECT_DATABASE: "REINDEX DATABASE"
};
var makesSlot = (options) => !["create_slot", "connect"].some((name) => {
  const found = option(options, name);
  return found !== void 0 && ["false", "off", "0"].includes(constantText(found.arg) ?? "true");
});

// src/rules/concurrently-in-transaction.ts
var rule19 = defineRule({
  id: "concurrently-in-transaction",
  severity: "blocker",
  hazard: "failure",
  checks: "lock-analysis",
  fails: "25001",
  since: 13,
  evenOnNewTables: true,
  title: "This statement fails inside a transaction",
  why: "CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE and a few more refuse to run in a transaction block, and also beside any other statement in one message to the server.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`
      begin;
      create index concurrently orders_email on orders (email);
      commit;`,
    good: sql`create index concurrently orders_email on orders (email);`
  },
  on: Object.fromEntries(
    standaloneKinds.map((kind) => [
      kind,
      (_, facts) => hit3(standaloneForm(facts.statement.node), facts)
    ])
  )
});
function hit3(what2, facts) {
  const why = what2 && inTransaction(what2, facts);
  if (!why) return void 0;
  const { says: says2, before: before2, after: after2 } = facts.tool.outsideTransaction;
  return {
    objects: [],
    says: `This fails (25001): ${why}.`,
    instead: steps(
      remark(facts.session.transaction === "own" ? "Outside BEGIN \u2026 COMMIT, in a file of its own:" : says2),
      before2.trimEnd(),
      statement(oneLine(facts.statement.sql)),
      after2.trimEnd()
    )
  };
}
function inTransaction(what2, { session, transaction, statementsInFile, statement: { sql: text }, tool }) {
  if (transaction === "one-message" && statementsInFile > 1) {
    return `${tool.title} sends the whole file as one message, and ${what2} must be alone in it`;
  }
  if (session.transaction === "none" || session.transaction === "message") return void 0;
  const who = session.transaction === "own" ? "the file opened with BEGIN" : `${tool.title} opens for the file`;
  return `${what2} cannot run in a transaction, and ${code(shortened(text))} runs in the one that ${who}`;
}

// src/rules/kit/history.ts
var topOf = (file) => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });
var genericName = /^(?:up|down|migration)\.sql$/;
function folderOf(path) {
  const parts2 = path.split("/");
  const name = parts2.pop() ?? "";
  if (genericName.test(name)) parts2.pop();
  return parts2.join("/");
}
var nameIn = (path) => path.slice(folderOf(path).length).replace(/^\//, "");
var historyOf = ({ tool, path, identity }) => identity === void 0 ? `${tool}
${folderOf(path)}` : tool;
var sameHistory = (a, b) => historyOf(a) === historyOf(b);
function byVersion(files2, tool) {
  const histories = /* @__PURE__ */ new Map();
  for (const file of files2) {
    const history = histories.get(historyOf(file)) ?? [];
    histories.set(historyOf(file), history);
    history.push(file);
  }
  for (const history of histories.values()) {
    history.sort((a, b) => tool(a.tool).compareVersions(a.version, b.version));
  }
  return (like2) => {
    const history = histories.get(historyOf(like2)) ?? [];
    const { compareVersions } = tool(like2.tool);
    const start = firstFrom(history, ({ version }) => compareVersions(version, like2.version) >= 0);
    const end = firstFrom(history, ({ version }) => compareVersions(version, like2.version) > 0);
    return history.slice(start, end);
  };
}
function firstFrom(sorted, reached) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = low + high >> 1;
    const value = sorted[middle];
    if (value !== void 0 && reached(value)) high = middle;
    else low = middle + 1;
  }
  return low;
}
var sameDirection = (a, b) => a.direction === "both" || b.direction === "both" || a.direction === b.direction;

// src/rules/configuration-changed.ts
var rule20 = defineRule({
  id: "configuration-changed",
  severity: "warning",
  hazard: "process",
  checks: "small-and-focused",
  since: 13,
  title: "The pull request changes how it is judged",
  why: "Configuration and profile are read from the base branch only, so the change has no effect on this pull request. It takes effect after the merge, for everybody.",
  onPullRequest: ({ configuration }) => configuration.map((path) => ({
    at: topOf(path),
    objects: [],
    says: `${code(path)} is changed here: this pull request is judged by the base branch's, and every later one by the new.`,
    instead: "Change it in a pull request of its own, where it can be reviewed for what it is."
  }))
});

// src/rules/constraint-not-validated.ts
var rule21 = defineRule({
  id: "constraint-not-validated",
  severity: "advice",
  hazard: "hygiene",
  checks: "expand-contract",
  since: 13,
  title: "A constraint waits to be validated",
  why: "NOT VALID is the right first step. Until VALIDATE CONSTRAINT has run, old rows may break the rule, and the planner cannot rely on it.",
  observed: ({ rehearsal, whole }) => rehearsal.leftovers.filter(({ kind }) => kind === "not-validated").map(({ object }) => ({
    at: whole,
    objects: [object],
    says: `After the migration ${code(object)} holds for new rows only: nobody has checked the old ones.`,
    instead: steps(
      nextMigration("reads and writes go on during the scan."),
      `ALTER TABLE ${object.slice(0, object.lastIndexOf("."))} VALIDATE CONSTRAINT ${object.slice(object.lastIndexOf(".") + 1)};`
    )
  }))
});

// src/rules/kit/concurrently.ts
var concurrently = (text) => oneLine(text).replace(
  /^(CREATE\s+(?:UNIQUE\s+)?INDEX)(?:\s+IF\s+NOT\s+EXISTS)?\b/i,
  (_, create) => `${create} ${inCaseOf(create, "CONCURRENTLY")}`
);

// src/rules/create-index-not-concurrent.ts
var rule22 = defineRule({
  id: "create-index-not-concurrent",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareLock",
  scans: true,
  since: 13,
  title: "Building an index makes every write wait",
  why: "CREATE INDEX holds a Share lock until the build ends; inserts, updates and deletes queue behind it.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`create index orders_email on orders (email);`,
    good: sql`create index concurrently orders_email on orders (email);`
  },
  on: {
    IndexStmt(index, facts) {
      const table = existingTable(index.relation, facts);
      if (!table || index.concurrent || table.kind === "partitioned-table") return void 0;
      const name = objectName(table.name);
      const leftover = index.idxname ? remark(
        `Should the build fail, remove what it leaves: DROP INDEX CONCURRENTLY ${quoteIdentifier(index.idxname)};`
      ) : "";
      return {
        objects: [name],
        says: `Writes to ${code(name)} wait until the index is built: CREATE INDEX holds a Share lock on it for the whole build. Reads go on.`,
        instead: steps(outsideTransaction(statement(concurrently(facts.statement.sql)), facts), leftover)
      };
    }
  }
});

// src/rules/create-index-partitioned-parent.ts
var rule23 = defineRule({
  id: "create-index-partitioned-parent",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareLock",
  scans: true,
  since: 13,
  title: "An index on a partitioned table makes writes to every partition wait",
  why: "CREATE INDEX on the parent holds a Share lock on all partitions until the last of them is built. CONCURRENTLY is refused there.",
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');`,
    rows: sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`create index events_at on events (at);`,
    good: sql`
      create index events_at on only events (at);
      create index concurrently events_2026_at on events_2026 (at);
      alter index events_at attach partition events_2026_at;`
  },
  on: {
    IndexStmt(index, facts) {
      const table = existingTable(index.relation, facts);
      if (table?.kind !== "partitioned-table" || index.concurrent || !index.relation?.inh) return void 0;
      if (refusedIndex(index, facts)) return void 0;
      const name = objectName(table.name);
      const parts2 = table.partitions.map(objectName);
      return {
        objects: [name, ...parts2],
        says: `Writes to ${code(name)} and all its partitions wait until the last partition's index is built: CREATE INDEX holds a Share lock on each of them to the end. Reads go on.`,
        instead: indexByPartition(index, table, facts)
      };
    }
  }
});

// src/rules/kit/bound-checks.ts
function boundCheck(table, condition) {
  const head = `ALTER TABLE ${objectName(table.name)}`;
  const name = chosenName(table.name, ["bound"], "check");
  return {
    add: `${head} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID;`,
    validate: `${head} VALIDATE CONSTRAINT ${name};`,
    drop: `${head} DROP CONSTRAINT ${name};`
  };
}
var unknown = "<the bounds as a condition>";
var conditionOf = (bound) => bound && bound.condition !== "" && !bound.condition.includes("\u2026") ? bound.condition : unknown;
function insideCheck(table, bound) {
  const open = bound && !bound.allowsNull ? bound.columns.filter(({ name }) => !holdsNoNull(table, name)) : [];
  const notNull = open.map(({ name }) => `${quoteIdentifier(name)} IS NOT NULL`);
  return boundCheck(table, [...notNull, conditionOf(bound)].join(" AND "));
}
function outsideCheck(table, bound) {
  const open = bound?.allowsNull ? bound.columns.filter(({ name }) => !holdsNoNull(table, name)) : [];
  const notNull = open.map(({ name }) => `${quoteIdentifier(name)} IS NOT NULL`);
  return boundCheck(table, [...notNull, `NOT (${conditionOf(bound)})`].join(" AND "));
}

// src/rules/create-partition-default-scan.ts
var rule24 = defineRule({
  id: "create-partition-default-scan",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A new partition beside a default partition reads all of that one while nobody may use the table",
  why: "CREATE TABLE \u2026 PARTITION OF takes AccessExclusive on the partitioned table and on its default partition, and looks there at every row for some that belong in the new partition. A valid CHECK on the default partition that excludes them spares the look, and ATTACH PARTITION of a finished table leaves the partitioned table in use.",
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_rest partition of events default;`,
    rows: sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`create table events_2027 partition of events for values from ('2027-01-01') to ('2028-01-01');`,
    good: sql`
      alter table events_rest add constraint bound check (not (at >= '2027-01-01' and at < '2028-01-01')) not valid;
      alter table events_rest validate constraint bound;
      create table events_2027 (like events including all);
      alter table events attach partition events_2027 for values from ('2027-01-01') to ('2028-01-01');
      alter table events_rest drop constraint bound;`
  },
  on: {
    CreateStmt(create, facts) {
      const parent = create.partbound && facts.catalog.relation(parentOf(create));
      const rest = parent && existingTable(defaultPartition(parent, facts)?.name, facts);
      if (!parent || !rest || create.if_not_exists && isThere(create, facts)) return void 0;
      const bound = boundOf(create.partbound, parent);
      if (provesOutside(rest, bound, parent.partitionKey)) return void 0;
      const [table, other] = [objectName(parent.name), objectName(rest.name)];
      const check = outsideCheck(rest, bound);
      return {
        objects: [other, table],
        says: `Reads and writes of ${code(table)} wait while every row of its default partition ${code(other)} is looked at: CREATE TABLE \u2026 PARTITION OF holds AccessExclusive on both, and no valid CHECK proves that ${code(other)} has no row of the new partition.`,
        instead: steps(
          remark("Rows of the default partition that belong in the new one have to leave it first."),
          check.add,
          nextMigration("reads and writes go on during the scan."),
          check.validate,
          attached(create, parent, facts),
          check.drop
        )
      };
    }
  }
});
var parentOf = ({ inhRelations }) => {
  const [range] = all("RangeVar", inhRelations);
  return range ? writtenName(range) : { name: "" };
};
var isThere = ({ relation }, { catalog }) => relation !== void 0 && catalog.relation(writtenName(relation))?.known === true;
function attached(create, parent, { statement: { sql: text } }) {
  const { relation, tableElts, partspec, options, tablespacename, accessMethod } = create;
  const bounds = /\bFOR\s+VALUES\b.*$/is.exec(oneLine(text))?.[0];
  if (!relation || !bounds || tableElts || partspec || options || tablespacename || accessMethod)
    return statement(oneLine(text));
  const schema = relation.schemaname ? `${quoteIdentifier(relation.schemaname)}.` : "";
  const name = `${schema}${quoteIdentifier(relation.relname ?? "")}`;
  const table = objectName(parent.name);
  return steps(
    `CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY);`,
    statement(`ALTER TABLE ${table} ATTACH PARTITION ${name} ${bounds}`)
  );
}

// src/rules/kit/failures.ts
var dataError = (sqlstate) => /^2[23]/.test(sqlstate);
var foretellsFailure = (foretold, sqlstate) => foretold.some(({ fails }) => fails === sqlstate);

// src/rules/data-dependent-failure.ts
var rule25 = defineRule({
  id: "data-dependent-failure",
  severity: "blocker",
  hazard: "failure",
  checks: "data-volume",
  since: 13,
  title: "Rows that are there do not fit what the migration asks of them",
  why: "A new UNIQUE, NOT NULL, CHECK or FOREIGN KEY, or a change of type, fails on the first row that breaks it. Where only rows that we made up broke it, nothing is proved: it is a warning to look at production.",
  observed: ({ statements, observations, place }) => [
    ...statements.flatMap(
      ({ run: { error }, at, foretold }) => !error || !dataError(error.sqlstate) || foretellsFailure(foretold, error.sqlstate) ? [] : [
        {
          at,
          objects: [],
          says: `This failed in the rehearsal on rows that are not made up (${error.sqlstate}): ${error.says}`,
          instead: "Mend or remove the rows first, in a migration of its own; what comes after this statement was not rehearsed."
        }
      ]
    ),
    ...observations.invented.filter(({ file, line, sqlstate }) => {
      const seen = statements.find(({ run }) => run.file === file && run.line === line);
      return !seen || !foretellsFailure(seen.foretold, sqlstate);
    }).map(({ file, line, sqlstate, tables: tables2 }) => ({
      at: place({ file, line }),
      objects: tables2,
      says: `Whether this succeeds depends on the rows of ${listed(tables2.map(code))}: it failed (${sqlstate}) on rows that were made up for the rehearsal, and succeeded without them. Production's rows were not seen.`,
      instead: `Count the rows that would break it in production first: ${query(sqlstate, tables2)}`,
      severity: "warning"
    }))
  ]
});
function query(sqlstate, tables2) {
  const table = tables2[0] ?? "<table>";
  if (sqlstate === "23502") return `SELECT count(*) FROM ${table} WHERE <column> IS NULL;`;
  if (sqlstate === "23505") return `SELECT <columns>, count(*) FROM ${table} GROUP BY <columns> HAVING count(*) > 1;`;
  if (sqlstate === "23503") {
    return `SELECT count(*) FROM ${table} WHERE <column> IS NOT NULL AND NOT EXISTS (SELECT FROM ${tables2[1] ?? "<referenced table>"} r WHERE r.<key> = ${table}.<column>);`;
  }
  return `SELECT count(*) FROM ${table} WHERE NOT (<condition>);`;
}

// src/rules/kit/selective.ts
var order = ["few", "unknown", "all"];
var rank2 = (one) => order.indexOf(one);
function selectivity(where, table) {
  if (!where) return "all";
  const arms = alternatives(where);
  if (arms) return order[Math.max(...arms.map((arm) => rank2(selectivity(arm, table))))] ?? "all";
  const parts2 = conjuncts(where);
  if (ranged(parts2)) return "few";
  return order[Math.min(...parts2.map((part) => rank2(alone(part, table))))] ?? "all";
}
function alone(part, table) {
  if (alternatives(part)) return selectivity(part, table);
  if (limited(part) || pinned(part, table)) return "few";
  return equals(part) === void 0 ? "all" : "unknown";
}
var alternatives = (node) => "BoolExpr" in node && node.BoolExpr.boolop === "OR_EXPR" ? node.BoolExpr.args : void 0;
function conjuncts(node) {
  return "BoolExpr" in node && node.BoolExpr.boolop === "AND_EXPR" ? (node.BoolExpr.args ?? []).flatMap(conjuncts) : [node];
}
function limited(node) {
  if ("SubLink" in node) {
    const { subLinkType: kind, operName: name, subselect } = node.SubLink;
    return kind === "ANY_SUBLINK" && (stringsOf(name).at(-1) ?? "=") === "=" && hasLimit(subselect);
  }
  if (!("A_Expr" in node) || operator(node.A_Expr) !== "=" || node.A_Expr.kind === "AEXPR_OP_ALL") return false;
  return [node.A_Expr.lexpr, node.A_Expr.rexpr].some(
    (side) => side && "SubLink" in side && hasLimit(side.SubLink.subselect)
  );
}
var hasLimit = (query2) => {
  const select = as("SelectStmt", query2);
  return select?.limitCount !== void 0 && as("A_Const", select.limitCount)?.isnull !== true;
};
var constant = (node) => node !== void 0 && ("A_Const" in node || "ParamRef" in node || "TypeCast" in node && constant(node.TypeCast.arg) || "List" in node && (node.List.items ?? []).every(constant) || "A_ArrayExpr" in node && (node.A_ArrayExpr.elements ?? []).every(constant) || "SubLink" in node && node.SubLink.subLinkType === "EXPR_SUBLINK" && standsAlone2(node.SubLink.subselect));
function standsAlone2(query2) {
  const own2 = /* @__PURE__ */ new Set();
  const named = /* @__PURE__ */ new Set();
  eachNode(query2, (kind, body) => {
    if (kind === "RangeVar") own2.add(body.alias?.aliasname ?? body.relname ?? "");
    if (kind === "ColumnRef") named.add(stringsOf(body.fields).at(-2) ?? "");
  });
  return [...named].every((table) => table === "" || own2.has(table));
}
var columnOf2 = (node) => node && "ColumnRef" in node ? stringsOf(node.ColumnRef.fields).at(-1) : void 0;
var operator = (expression) => stringsOf(expression.name).at(-1) ?? "";
function equals(node) {
  if (!("A_Expr" in node)) return void 0;
  const { kind, lexpr, rexpr } = node.A_Expr;
  if (!["AEXPR_OP", "AEXPR_IN", "AEXPR_OP_ANY"].includes(kind ?? "") || operator(node.A_Expr) !== "=") return void 0;
  if (constant(rexpr)) return columnOf2(lexpr);
  return constant(lexpr) ? columnOf2(rexpr) : void 0;
}
function pinned(node, table) {
  const name = equals(node);
  if (name === void 0) return false;
  const keys2 = table.constraints.filter(({ kind }) => kind === "primary-key" || kind === "unique");
  return keys2.some(({ columns }) => columns.length === 1 && columns[0] === name) || !table.known && name === "id";
}
function ranged(parts2) {
  const ends3 = /* @__PURE__ */ new Map();
  for (const part of parts2) {
    if (!("A_Expr" in part)) continue;
    const name = columnOf2(part.A_Expr.lexpr);
    if (name === void 0) continue;
    if (part.A_Expr.kind === "AEXPR_BETWEEN") return true;
    const end = operator(part.A_Expr).replace("=", "");
    if (constant(part.A_Expr.rexpr)) ends3.set(name, (ends3.get(name) ?? /* @__PURE__ */ new Set()).add(end));
  }
  return [...ends3.values()].some((found) => found.has("<") && found.has(">"));
}

// src/rules/kit/waits.ts
var blockingLock = ({ locks }) => locks.filter(({ mode, madeHere }) => !madeHere && blocks(mode).length > 0).toSorted((a, b) => strength(b.mode) - strength(a.mode))[0];
var heldTables = ({ session, catalog }) => session.held.filter(({ mode, madeHere, relation, by }) => {
  if (madeHere || !blocks(mode).includes("reads")) return false;
  const now = catalog.relation(relation);
  return now ? now.kind.endsWith("table") || now.kind === "materialized-view" : !("DropStmt" in by.node);
});
var waitingLines = (waiting) => waiting.map(
  ({ facts: { path, statement: statement2 }, lock }) => `${code(`${path}:${String(statement2.line)}`)} ${code(shortened(statement2.sql))} (${spoken(lock.mode)} on ${code(lock.object)})`
).join("; ");
var queueing = (waiting) => `while ${waiting.length === 1 ? "this statement waits" : "one of these statements waits"} for a running query, everything else on the table queues behind it, for as long as that query runs`;

// src/rules/ddl-plus-backfill-same-txn.ts
var rule26 = defineRule({
  id: "ddl-plus-backfill-same-txn",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "A backfill runs while its transaction holds the table against everybody",
  why: "Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks reads and writes for as long as the UPDATE, DELETE or INSERT after it in the same transaction.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`
      begin;
      alter table orders add column email_lower text;
      update orders set email_lower = lower(email);
      commit;`,
    good: sql`
      alter table orders add column email_lower text;
      update orders set email_lower = lower(email);`
  },
  on: {
    UpdateStmt: (update, facts) => sweeps(update, facts) ? hit4("UPDATE", facts) : void 0,
    DeleteStmt: (remove2, facts) => sweeps(remove2, facts) ? hit4("DELETE", facts) : void 0,
    InsertStmt(insert, facts) {
      return relationsIn(insert.selectStmt).some((source) => existingTable(source, facts)) ? hit4("INSERT \u2026 SELECT", facts) : void 0;
    }
  }
});
function sweeps({ relation, whereClause }, facts) {
  const table = existingTable(relation, facts);
  return table !== void 0 && selectivity(whereClause, table) !== "few";
}
function hit4(what2, facts) {
  const held = heldTables(facts);
  const first = held[0];
  if (!first) return void 0;
  const objects = [...new Set(held.map(({ object }) => object))];
  return {
    objects,
    says: `Reads and writes of ${listed(objects.map(code))} wait until this ${what2} is done: ${code(shortened(first.by.sql))} (line ${String(first.by.line)}) took AccessExclusive, and the transaction keeps it to its end.`,
    instead: steps(
      statement(oneLine(first.by.sql)),
      nextMigration("no lock is held any more."),
      statement(oneLine(facts.statement.sql))
    )
  };
}

// src/sql/settings.ts
function startSettings(defaults) {
  const start = new Map(Object.entries(defaults).map(([name, value]) => [name.toLowerCase(), value]));
  return { defaults: start, session: start, local: /* @__PURE__ */ new Map() };
}
var setting = ({ session, local }, name) => local.get(name) ?? session.get(name);
var withoutLocals = (settings) => settings.local.size === 0 ? settings : { ...settings, local: /* @__PURE__ */ new Map() };
function changed(settings, change2, inTransaction2) {
  const { name, scope } = change2;
  const value = change2.value ?? settings.defaults.get(name);
  if (scope === "local") {
    if (inTransaction2 === "outside") return settings;
    return { ...settings, local: edited(settings.local, name, value ?? "") };
  }
  return {
    ...settings,
    session: edited(settings.session, name, value),
    local: edited(settings.local, name, void 0)
  };
}
function edited(map, name, value) {
  const copy = new Map(map);
  if (value === void 0) copy.delete(name);
  else copy.set(name, value);
  return copy;
}
function changesIn(node, settings) {
  const set = as("VariableSetStmt", node);
  if (set) return setChanges(set, settings);
  if (as("DiscardStmt", node)?.target === "DISCARD_ALL") return resetAll(settings);
  const select = as("SelectStmt", node);
  return select ? calledBy(select).flatMap(configured) : [];
}
function setChanges(set, settings) {
  const name = set.name?.toLowerCase() ?? "";
  const scope = set.is_local ? "local" : "session";
  if (set.kind === "VAR_RESET_ALL") return resetAll(settings);
  if (set.kind === "VAR_RESET" || set.kind === "VAR_SET_DEFAULT") return [{ name, value: void 0, scope }];
  if (set.kind !== "VAR_SET_VALUE") return [];
  return [
    { name, value: (set.args ?? []).map((arg) => quotedForList(name, constantText(arg) ?? "")).join(", "), scope }
  ];
}
var quotedForList = (name, value) => name === "search_path" ? `"${value.replaceAll('"', '""')}"` : value;
var resetAll = ({ session }) => [...session.keys()].map((name) => ({ name, value: void 0, scope: "session" }));
function configured(call) {
  if (stringsOf(call.funcname).at(-1) !== "set_config") return [];
  const [name, value, isLocal] = (call.args ?? []).map(constantText);
  if (name === void 0 || value === void 0) return [];
  return [
    { name: name.toLowerCase(), value, scope: ["true", "t", "on", "1"].includes(isLocal ?? "") ? "local" : "session" }
  ];
}
var units = { us: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 36e5, d: 864e5 };
function milliseconds(text) {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(text ?? "");
  if (!found) return void 0;
  const unit = units[found[2] === "" ? "ms" : found[2] ?? ""];
  return unit === void 0 ? void 0 : Math.round(Number(found[1]) * unit);
}
function schemasOf(text) {
  if (text === void 0) return ["public"];
  const parts2 = text.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? [];
  const names = parts2.map(
    (part) => part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase()
  );
  return names.filter((name) => name !== "$user" && name !== "");
}

// src/rules/disable-trigger-all.ts
var rule27 = defineRule({
  id: "disable-trigger-all",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "ShareRowExclusiveLock",
  since: 13,
  title: "Without its triggers a table takes rows that break its foreign keys and rules",
  why: "Foreign keys are triggers too: DISABLE TRIGGER ALL and session_replication_role = replica switch them off, DISABLE TRIGGER USER all that the application relies on. Nothing is checked or made up for when they are enabled again.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, at timestamptz);
      create function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;
      create trigger orders_touch before update on orders for each row execute function touch();`,
    bad: sql`alter table orders disable trigger all;`,
    good: sql`
      begin;
      alter table orders disable trigger orders_touch;
      update orders set at = now() where id = 1;
      alter table orders enable trigger orders_touch;
      commit;`
  },
  on: {
    AT_DisableTrigAll: (action, facts) => hit5(action, facts, "nothing checks its foreign keys and none of its triggers runs, for any session"),
    AT_DisableTrigUser: (action, facts) => hit5(action, facts, "none of its own triggers runs, for any session"),
    VariableSetStmt: (_, facts) => replica(facts),
    SelectStmt: (_, facts) => replica(facts)
  }
});
function hit5({ head, table: range }, facts, what2) {
  const table = existingTable(range, facts);
  if (!table) return void 0;
  const name = objectName(table.name);
  const [trigger = "<trigger>"] = table.triggers.length === 1 ? table.triggers : [];
  return {
    objects: [name],
    says: `From here until ${code(name)} has its triggers back, ${what2}: rows that they would have refused or changed stay as they are.`,
    instead: steps(
      remark(
        "Only the trigger that is in the way, and back in the same transaction, so that no one else writes without it:"
      ),
      "BEGIN;",
      statement(`${head} DISABLE TRIGGER ${trigger}`),
      remark("\u2026 what it is in the way of \u2026"),
      statement(`${head} ENABLE TRIGGER ${trigger}`),
      "COMMIT;"
    )
  };
}
function replica({ statement: { node } }) {
  const off = changesIn(node, startSettings({})).some(
    ({ name, value }) => name === "session_replication_role" && value?.toLowerCase() === "replica"
  );
  if (!off) return void 0;
  return {
    objects: [],
    says: "From here on this session checks no foreign key and runs no trigger, on any table: rows that they would have refused or changed stay as they are.",
    instead: steps(
      remark("Leave it out. Write parents before children, or let the foreign keys be checked at the end:"),
      "SET CONSTRAINTS ALL DEFERRED;"
    )
  };
}

// src/sql/domains.ts
function isOf(type, domain, catalog) {
  if (type.arrayDimensions > 0) return false;
  if (keyOf(type) === keyOf(domain)) return true;
  const base = catalog.type(type)?.base;
  return base !== void 0 && isOf(base, domain, catalog);
}
var columnsOf = (domain, table, catalog) => table.columns.filter(({ type }) => isOf(type, domain.name, catalog));
var holdsRows2 = ["table", "partitioned-table", "materialized-view", "foreign-table"];
var tablesWith = (domain, catalog) => catalog.relations.filter(
  (relation) => holdsRows2.includes(relation.kind) && columnsOf(domain, relation, catalog).length > 0
);

// src/rules/kit/domain-checks.ts
var provedColumns = (columns) => columns.length === 0 ? remark("ALTER TABLE \u2026 ADD CONSTRAINT \u2026 CHECK (\u2026 IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL") : steps(
  ...columns.map(({ table, name }) => provenNotNull(`ALTER TABLE ${objectName(table.name)}`, table.name, name))
);
function columnChecks(columns, added) {
  const text = oneLine(added);
  const condition = checkOf(text);
  const checks = columns.map(({ table, name }) => ({
    head: `ALTER TABLE ${objectName(table.name)}`,
    check: chosenName(table.name, [name], "check"),
    says: condition === "" ? "(<condition of the domain>)" : saidOf(condition, quoteIdentifier(name))
  }));
  return steps(
    remark(
      "New rows are held to a constraint that is NOT VALID; VALIDATE of a domain stops writes, of a table it does not:"
    ),
    text && statement(`${text} NOT VALID`),
    ...checks.map(({ head, check, says: says2 }) => `${head} ADD CONSTRAINT ${check} CHECK ${says2} NOT VALID;`),
    checks.length > 0 ? nextMigration("reads and writes go on during the scan.") : "",
    ...checks.map(({ head, check }) => `${head} VALIDATE CONSTRAINT ${check};`)
  );
}
function checkOf(text) {
  const found = /\bCHECK\s*(\.+)/iu.exec(atDepthZero(text));
  return found ? text.slice(found.index + found[0].length - (found[1] ?? "").length, found.index + found[0].length) : "";
}
var saidOf = (condition, column2) => condition.replace(
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\bvalue\b/giu,
  (part) => part.toLowerCase() === "value" ? column2 : part
);

// src/rules/domain-constraint.ts
var rule28 = defineRule({
  id: "domain-constraint",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareLock",
  scans: true,
  since: 13,
  title: "A constraint on a domain makes writes to every table with it wait",
  why: "ADD CONSTRAINT, VALIDATE CONSTRAINT and SET NOT NULL read every table that has a column of the domain, and hold a Share lock on all of them to the end. Only NOT VALID is free; and unlike that of a table, VALIDATE of a domain is not. A CHECK on the column does the same online.",
  examples: {
    given: sql`
      create domain email as text;
      create table customers (id bigint primary key, address email);`,
    rows: sql`insert into customers select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter domain email add constraint email_given check (value <> '');`,
    good: sql`
      alter domain email add constraint email_given check (value <> '') not valid;
      alter table customers add constraint customers_address_check check (address <> '') not valid;
      alter table customers validate constraint customers_address_check;`
  },
  on: {
    AlterDomainStmt(alter, facts) {
      if (!looksAtRows(alter)) return void 0;
      const name = fromParts(stringsOf(alter.typeName));
      const domain = facts.catalog.type(name);
      if (domain?.madeHere || !domain && facts.catalog.complete) return void 0;
      const tables2 = domain ? inUse(domain, facts) : [];
      if (domain && tables2.length === 0 && facts.catalog.complete) return void 0;
      const shown2 = tables2.map(({ name: one }) => objectName(one));
      const whose2 = shown2.length > 0 ? listed(shown2.map(code)) : "every table with a column of this domain";
      return {
        objects: shown2,
        says: `Writes to ${whose2} wait until every row is looked at: ${what(alter)} of a domain reads each table that uses it and holds a Share lock on all of them to the end. Reads go on.`,
        instead: instead3(alter, domain, tables2, facts)
      };
    }
  }
});
var looksAtRows = ({ subtype, def }) => subtype === "C" ? as("Constraint", def)?.skip_validation !== true : subtype === "V" || subtype === "O";
var words2 = { C: "ADD CONSTRAINT", V: "VALIDATE CONSTRAINT", O: "SET NOT NULL" };
var what = ({ subtype }) => words2[subtype ?? "C"] ?? "";
var inUse = (domain, { catalog }) => tablesWith(domain, catalog).filter(({ madeHere, persistence }) => !madeHere && persistence !== "temporary");
function instead3(alter, domain, tables2, facts) {
  const columns = tables2.filter(({ partitionOf }) => partitionOf === void 0).flatMap((table) => domain ? columnsOf(domain, table, facts.catalog).map(({ name }) => ({ table, name })) : []);
  const notNull = alter.subtype === "O" || as("Constraint", alter.def)?.contype === "CONSTR_NOTNULL";
  return notNull ? steps(
    remark("NOT NULL on the columns, which has an online form; the domain stays as it is:"),
    provedColumns(columns)
  ) : columnChecks(columns, alter.subtype === "C" ? facts.statement.sql : "");
}

// src/rules/kit/schemas.ts
var shown = ["table", "partitioned-table", "view", "materialized-view", "foreign-table"];
var contentsOf = (schema, { catalog }) => catalog.relations.filter(
  ({ name, kind, madeHere, partitionOf }) => name.schema === schema && shown.includes(kind) && !madeHere && partitionOf === void 0
).map(({ name }) => objectName(name));
function existingSchema(name, facts) {
  const found = facts.catalog.schema(name);
  if (found) return !found.madeHere;
  return !facts.catalog.complete || name === "public" || contentsOf(name, facts).length > 0;
}

// src/rules/kit/cascade.ts
var relationKinds = [
  "OBJECT_TABLE",
  "OBJECT_VIEW",
  "OBJECT_MATVIEW",
  "OBJECT_FOREIGN_TABLE",
  "OBJECT_SEQUENCE"
];
var routineKinds = ["OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE"];
function carriedBy(drop, node, facts) {
  const type = drop.removeType ?? "";
  const named = (drop.objects ?? []).flatMap((one) => facts.catalog.relation(nameFrom(one))?.name ?? []);
  if (relationKinds.includes(type)) return withRelation(existing(nameFrom(node), facts), named, facts);
  if (routineKinds.includes(type)) return withRoutine(node, facts);
  if (type === "OBJECT_TYPE" || type === "OBJECT_DOMAIN") return withType(node, facts);
  if (type === "OBJECT_SCHEMA") return withSchema(namedBy(node)[0] ?? "", facts);
  if (type !== "OBJECT_EXTENSION") return void 0;
  const extension = `the extension ${code(quoteIdentifier(namedBy(node)[0] ?? ""))}`;
  return {
    what: extension,
    objects: [],
    gone: [`every column, index and function that uses a type or function of ${extension}`]
  };
}
function withRelation(relation, named, facts) {
  if (!relation) return void 0;
  const readers = withReaders(keptFor({ relation: relation.name }, facts), facts);
  const elsewhere = (name2) => !named.some((one) => sameName(one, name2));
  const name = objectName(relation.name);
  return {
    what: code(name),
    objects: [name],
    gone: [
      ...readers.filter(({ on, madeHere }) => !madeHere && elsewhere(on)).map(spokenDependent),
      ...foreignKeys(relation.name, facts, () => true).filter(({ table }) => elsewhere(table)).map(({ says: says2 }) => says2),
      ...relation.heirs.filter(elsewhere).map((heir) => `the table ${code(objectName(heir))}, which inherits from it`)
    ]
  };
}
function foreignKeys(parent, { catalog }, going) {
  return catalog.referencing(parent).flatMap(({ table, constraint: { name, references: references2, madeHere } }) => {
    if (madeHere || sameName(table, parent) || !going(references2?.columns ?? [])) return [];
    return { table, says: `the foreign key ${code(quoteIdentifier(name))} of ${code(objectName(table))}` };
  });
}
function withRoutine(node, facts) {
  const routine = facts.catalog.routine(nameFrom(node));
  if (routine ? routine.madeHere : facts.catalog.complete) return void 0;
  const name = routine ? objectName(routine.name) : quoteIdentifier(nameFrom(node).name);
  const callers = routine ? withReaders(facts.catalog.callers(routine.name), facts) : [];
  return { what: code(name), objects: [name], gone: callers.filter(({ madeHere }) => !madeHere).map(spokenDependent) };
}
function withType(node, facts) {
  const written4 = fromParts(namedBy(node));
  const type = facts.catalog.type(written4);
  if (type ? type.madeHere : facts.catalog.complete) return void 0;
  const name = type ? objectName(type.name) : quoteIdentifier(written4.name);
  const columns = facts.catalog.relations.flatMap(
    (relation) => type && existingTable(relation.name, facts) ? relation.columns.filter((one) => sameName(one.type, type.name)).map(
      (one) => `the column ${code(quoteIdentifier(one.name))} of ${code(objectName(relation.name))} and its values`
    ) : []
  );
  return { what: code(name), objects: [name], gone: columns };
}
function withSchema(schema, facts) {
  if (!existingSchema(schema, facts)) return void 0;
  const inside2 = facts.catalog.relations.filter(({ name, madeHere }) => name.schema === schema && !madeHere);
  const gone = inside2.flatMap(
    (relation) => withRelation(
      relation,
      inside2.map(({ name }) => name),
      facts
    )?.gone ?? []
  );
  const objects = contentsOf(schema, facts);
  const what2 = `the schema ${code(quoteIdentifier(schema))}`;
  return { what: what2, objects: objects.length > 0 ? objects : [quoteIdentifier(schema)], gone: [...new Set(gone)] };
}
function carriedByAction({ cmd, table: range }, facts) {
  const table = existingTable(range, facts);
  const name = cmd.name;
  if (!table || name === void 0 || cmd.behavior !== "DROP_CASCADE") return void 0;
  const shown2 = objectName(table.name);
  const what2 = `${code(quoteIdentifier(name))} of ${code(shown2)}`;
  if (cmd.subtype === "AT_DropConstraint") {
    const key = table.constraints.find((one) => one.name === name)?.columns.join();
    const keys2 = foreignKeys(table.name, facts, (columns) => key !== void 0 && columns.join() === key);
    return { what: what2, objects: [shown2], gone: keys2.map(({ says: says2 }) => says2) };
  }
  if (column(table, name)?.madeHere) return void 0;
  const readers = withReaders(keptFor({ relation: table.name, column: name }, facts), facts);
  return {
    what: what2,
    objects: [shown2],
    gone: [
      ...readers.filter(({ madeHere }) => !madeHere).map(spokenDependent),
      ...foreignKeys(table.name, facts, (columns) => columns.includes(name)).map(({ says: says2 }) => says2)
    ]
  };
}

// src/rules/drop-cascade.ts
var rule29 = defineRule({
  id: "drop-cascade",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  destructive: true,
  since: 13,
  title: "CASCADE drops what the statement does not name",
  why: "Views, foreign keys, columns of a type, triggers and functions that depend on the dropped object go with it, and what depends on those, without a word but a NOTICE. In production that may be more than in the migrations.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,
    bad: sql`drop table orders cascade;`,
    good: sql`
      drop view open_orders;
      drop table orders;`
  },
  on: {
    DropStmt: (drop, facts) => drop.behavior === "DROP_CASCADE" ? (drop.objects ?? []).flatMap((node) => told(carriedBy(drop, node, facts), facts.statement.sql, facts)) : void 0,
    AT_DropColumn: (action, facts) => told(carriedByAction(action, facts), `${action.head} ${action.text}`, facts),
    AT_DropConstraint: (action, facts) => told(carriedByAction(action, facts), `${action.head} ${action.text}`, facts)
  }
});
function told(carried, written4, facts) {
  if (!carried || carried.gone.length === 0 && facts.catalog.complete) return [];
  const { what: what2, objects, gone } = carried;
  const known3 = gone.length > 0 ? listedBriefly(gone) : "everything that depends on it, which is not known here";
  return [
    {
      objects,
      says: `With ${what2} CASCADE drops ${known3}, without a word but a NOTICE. What the running code needs of that is gone at once.`,
      instead: steps(
        remark("Drop or change by name, first and on purpose, what depends on it. Then, so that nothing goes unseen:"),
        statement(cutCascade(oneLine(written4)))
      )
    }
  ];
}

// src/rules/drop-column.ts
var rule30 = defineRule({
  id: "drop-column",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  destructive: true,
  since: 13,
  title: "Dropping a column loses its data and breaks the code that reads it",
  why: "The running application still names the column until it is replaced everywhere, and what was in it cannot be brought back but from a backup.",
  examples: {
    given: sql`create table orders (id bigint primary key, note text not null);`,
    bad: sql`alter table orders drop column note;`,
    good: sql`alter table orders alter column note drop not null;`
  },
  on: {
    AT_DropColumn({ cmd, head, table: range, text }, facts) {
      const table = existingTable(range, facts);
      if (!table || !cmd.name || !hasColumn(table, cmd.name)) return void 0;
      if (column(table, cmd.name)?.madeHere) return void 0;
      const name = objectName(table.name);
      const column2 = quoteIdentifier(cmd.name);
      return {
        objects: [name],
        says: `The values of ${code(column2)} in ${code(name)} are lost for good, and queries of the running code that name it fail at once. Reads and writes of ${code(name)} wait for a moment: AccessExclusive.`,
        instead: steps(
          remark("1. Release code that neither reads nor writes the column; let its INSERTs leave it out:"),
          `${head} ALTER COLUMN ${column2} DROP NOT NULL;`,
          remark("2. When no old code runs any more, in a later pull request:"),
          statement(`${head} ${text}`)
        )
      };
    }
  }
});

// src/rules/kit/later.ts
function restOfTransaction({ next, session }) {
  if (session.transaction === "none") return [];
  const rest = [];
  for (let one = next; one?.session.transactionNumber === session.transactionNumber; one = one.next) rest.push(one);
  return rest;
}
var alterationsOf = (table, statements) => statements.flatMap(({ statement: statement2, catalog }) => {
  const alter = as("AlterTableStmt", statement2.node);
  const relation = alter?.relation && catalog.relation(writtenName(alter.relation));
  return relation && sameName(relation.name, table) ? all("AlterTableCmd", alter.cmds) : [];
});
var madeAgain2 = (name, facts) => restOfTransaction(facts).some(({ statement: { node } }) => {
  const renamed = as("RenameStmt", node);
  if (renamed?.newname === name.name && renamed.relation && renamed.subname === void 0) return true;
  const made = as("ViewStmt", node)?.view ?? as("CreateTableAsStmt", node)?.into?.rel ?? as("CreateStmt", node)?.relation;
  if (!made) return false;
  const written4 = writtenName(made);
  return written4.name === name.name && (written4.schema === void 0 || written4.schema === name.schema);
});
var droppedLater = (table, { laterOn }) => laterOn(table.name).some(({ statement: statement2, catalog }) => {
  const drop = as("DropStmt", statement2.node);
  return drop?.removeType === "OBJECT_TABLE" && (drop.objects ?? []).some((node) => {
    const found = catalog.relation(nameFrom(node));
    return found !== void 0 && sameName(found.name, table);
  });
});

// src/rules/kit/with-column.ts
function goingWith(table, name, action, facts) {
  const constraints = constraintsWith(table, name, action, facts);
  const indexes = indexesWith(table, name, facts);
  const generated = generatedFrom(table, name, facts);
  return {
    lost: [...generated, ...constraints.map(spokenConstraint), ...indexes.map(spokenIndex)],
    // What belongs to the column alone is expected to go with it.
    shared: generated.length > 0 || constraints.some(({ kind, columns }) => columns.length > 1 || kind === "primary-key") || indexes.some((index) => covered(index).length > 1)
  };
}
function constraintsWith(table, name, { cmd }, facts) {
  const siblings = alterationsOf(table.name, [facts]);
  const gone = siblings.slice(0, siblings.indexOf(cmd)).flatMap((one) => one.subtype === "AT_DropConstraint" ? one.name ?? [] : []);
  return table.constraints.filter(
    ({ columns, kind, madeHere, name: own2 }) => columns.includes(name) && kind !== "not-null" && !madeHere && !gone.includes(own2)
  );
}
var generatedFrom = (table, name, { catalog, postgres }) => catalog.dependents(table.name, name).flatMap(
  (one) => postgres < 15 && one.kind === "generated-column" ? [`${spokenDependent(one)} and its values`] : []
);
var indexesWith = (table, name, { catalog }) => catalog.indexes(table.name).filter((index) => index.constraint === void 0 && !index.madeHere && covered(index).includes(name));
var covered = ({ columns, alsoNames = [] }) => [.../* @__PURE__ */ new Set([...columns, ...alsoNames])];
var kinds2 = {
  "primary-key": "the primary key",
  unique: "the UNIQUE",
  "foreign-key": "the foreign key",
  check: "the CHECK",
  "not-null": "the NOT NULL",
  exclusion: "the EXCLUDE"
};
var over = (columns) => columns.length > 1 ? ` over ${listed(columns.map((one) => code(quoteIdentifier(one))))}` : "";
var spokenConstraint = ({ kind, name, columns }) => `${kinds2[kind]} ${code(quoteIdentifier(name))}${over(columns)}`;
var spokenIndex = (index) => `the index ${code(quoteIdentifier(index.name.name))}${over(covered(index))}`;

// src/rules/drop-column-drops-constraint.ts
var rule31 = defineRule({
  id: "drop-column-drops-constraint",
  severity: "warning",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "With the column go its indexes and constraints",
  why: "DROP COLUMN takes every index, key, foreign key and CHECK that names the column, also those that serve other columns: what a UNIQUE over two columns kept apart may repeat, and queries that an index over both made quick read the whole table. Nothing says so.",
  versions: "Before Postgres 15 generated columns go with the column they are made from; from 15 on that fails (view-function-dependence).",
  examples: {
    given: sql`
      create table orders (id bigint primary key, shop bigint, number int, constraint orders_number unique (shop, number));`,
    bad: sql`alter table orders drop column shop;`,
    good: sql`
      create unique index concurrently orders_number_alone on orders (number);
      alter table orders drop constraint orders_number;`
  },
  on: {
    AT_DropColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || name === void 0 || !column(table, name) || column(table, name)?.madeHere) return void 0;
      const { lost, shared } = goingWith(table, name, action, facts);
      if (lost.length === 0) return void 0;
      const shown2 = objectName(table.name);
      return {
        objects: [shown2],
        says: `With ${code(quoteIdentifier(name))} ${code(shown2)} loses, without a word, ${listed(lost)}.`,
        instead: steps(
          remark("1. What the other columns still need, make anew without this one, in a migration of its own."),
          remark("2. Drop the rest by name, so that it is seen. Then:"),
          statement(`${action.head} ${action.text}`)
        ),
        ...shared ? {} : { severity: "advice" }
      };
    }
  }
});

// src/rules/kit/constraints.ts
function droppedConstraint({ cmd, table: range }, facts) {
  const table = existingTable(range, facts);
  const name = cmd.name;
  if (!table || name === void 0) return void 0;
  const constraint = table.constraints.find((one) => one.name === name);
  if (constraint?.madeHere || table.known && !constraint) return void 0;
  if (!constraint && table.dropped.some((one) => one.name === name)) return void 0;
  return { table, name, constraint };
}
var addedTo = (table, statements) => alterationsOf(table.name, statements).flatMap(({ subtype, def }) => {
  const node = subtype === "AT_AddConstraint" ? as("Constraint", def) : void 0;
  return node ? [node] : [];
});
var contypes = {
  "primary-key": "CONSTR_PRIMARY",
  unique: "CONSTR_UNIQUE",
  "foreign-key": "CONSTR_FOREIGN",
  check: "CONSTR_CHECK",
  "not-null": "CONSTR_NOTNULL",
  exclusion: "CONSTR_EXCLUSION"
};
function columnsOf2(node, kind) {
  if (node.contype !== contypes[kind]) return void 0;
  if (kind === "check") return columnsIn(node.raw_expr);
  if (kind === "foreign-key") return stringsOf(node.fk_attrs);
  if (kind === "exclusion") {
    const elements = all("List", node.exclusions).flatMap(({ items }) => all("IndexElem", items));
    return elements.flatMap(({ name, expr }) => name === void 0 ? columnsIn(expr) : [name]);
  }
  return stringsOf(node.keys);
}
var alreadyUnique = (table, columns, facts, except) => facts.catalog.indexes(table.name).some(
  (index) => index.unique && !index.partial && !index.hasExpressions && !(except && sameName(index.name, except)) && index.columns.length > 0 && index.columns.every((one) => columns.includes(one))
);
function onlyNew(table, columns, facts) {
  const beside = alterationsOf(table.name, [facts]).flatMap(
    ({ subtype, def }) => subtype === "AT_AddColumn" ? as("ColumnDef", def)?.colname ?? [] : []
  );
  return columns.length > 0 && columns.every((name) => column(table, name)?.madeHere === true || isAdded(table, name, beside));
}
var isAdded = (table, name, beside) => beside.includes(name) && column(table, name) === void 0;
function droppedBeside2(table, facts) {
  const going = alterationsOf(table.name, [facts]).flatMap(
    ({ subtype, name }) => subtype === "AT_DropConstraint" && name !== void 0 ? [name] : []
  );
  return table.constraints.filter(({ name, madeHere }) => !madeHere && going.includes(name));
}

// src/rules/kit/lost-constraint.ts
function loss({ table, name, constraint }) {
  const shown2 = code(objectName(table.name));
  const columns = code(columnList(constraint?.columns ?? []));
  switch (constraint?.kind) {
    case "check":
      return `From now on ${shown2} may hold rows that do not meet ${code(constraint.expression ?? "\u2026")}.`;
    case "unique":
      return `From now on rows of ${shown2} may repeat ${columns}, and INSERT \u2026 ON CONFLICT on it fails (42P10).`;
    case "foreign-key": {
      const parent = constraint.references ? code(objectName(constraint.references.table)) : "a table";
      return `From now on rows of ${shown2} may refer by ${columns} to rows of ${parent} that are not there, and what the foreign key did on delete and update is no longer done.`;
    }
    case "exclusion":
      return `From now on ${shown2} may hold rows that ${code(quoteIdentifier(name))} kept from conflicting.`;
    default:
      return `From now on ${shown2} may hold rows that ${code(quoteIdentifier(name))} kept out.`;
  }
}
function wayBack(head, { name, constraint }) {
  const body = constraint?.kind === "check" && !constraint.expression?.includes("\u2026") ? `CHECK (${constraint.expression ?? ""})` : constraint?.references ? `FOREIGN KEY (${columnList(constraint.columns)}) REFERENCES ${objectName(constraint.references.table)} (${columnList(constraint.references.columns)})` : void 0;
  return body === void 0 ? [] : [remark(`The way back: ${head} ADD CONSTRAINT ${quoteIdentifier(name)} ${body} NOT VALID;`)];
}

// src/rules/drop-constraint.ts
var rule32 = defineRule({
  id: "drop-constraint",
  severity: "warning",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "What this constraint kept out may come in from now on",
  why: "Running code that relies on it meets rows it was promised never to meet: duplicates, references to nothing, values out of range. The constraint comes back only if every row that came in meanwhile is mended.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int constraint orders_total check (total > 0));`,
    bad: sql`alter table orders drop constraint orders_total;`,
    good: sql`alter table orders drop constraint orders_total, add constraint orders_total check (total >= 0) not valid;`
  },
  on: {
    AT_DropConstraint(action, facts) {
      const dropped = droppedConstraint(action, facts);
      if (!dropped || isKey(dropped) || stillHeld(dropped, facts) || goesAnyway(dropped, facts)) return void 0;
      const name = objectName(dropped.table.name);
      return {
        objects: [name],
        says: loss(dropped),
        instead: steps(
          remark("1. Release code that does not rely on it."),
          remark("2. When no old code runs any more, in a later pull request:"),
          statement(`${action.head} ${action.text}`),
          ...wayBack(action.head, dropped)
        )
      };
    }
  }
});
var isKey = ({ table, name, constraint }) => constraint ? constraint.kind === "primary-key" || constraint.kind === "not-null" : name === `${table.name.name}_pkey`;
function stillHeld({ table, constraint, name }, facts) {
  const again = addedTo(table, [facts, ...facts.laterOn(table.name.name)]);
  if (again.some(({ conname }) => conname === name)) return true;
  if (!constraint) return false;
  const { kind, columns, provesNotNull: provesNotNull2, expression, index } = constraint;
  if (again.some((one) => columnsOf2(one, kind)?.some((other) => columns.includes(other)))) return true;
  if (kind === "unique") return alreadyUnique(table, columns, facts, index);
  const onlyProves = provesNotNull2.map((one) => `${quoteIdentifier(one)} IS NOT NULL`).join(" AND ") === expression;
  const required = alterationsOf(table.name, [facts]).flatMap(
    ({ subtype, name: set }) => subtype === "AT_SetNotNull" && set ? [set] : []
  );
  return kind === "check" && onlyProves && columns.every((one) => column(table, one)?.notNull === true || required.includes(one));
}
function goesAnyway({ table, constraint }, facts) {
  if (droppedLater(table.name, facts)) return true;
  if (constraint?.references && droppedLater(constraint.references.table, facts)) return true;
  return alterationsOf(table.name, [facts, ...facts.laterOn(table.name.name)]).some(
    ({ subtype, name }) => subtype === "AT_DropColumn" && constraint?.columns.includes(name ?? "") === true
  );
}

// src/rules/kit/alone.ts
var waitIsBounded = ({ session }) => (session.lockTimeoutMs ?? 0) > 0;
var quick = /* @__PURE__ */ new Set([
  ...["CreateTrigStmt", "CreateFunctionStmt", "CreatePolicyStmt", "AlterPolicyStmt", "CreateStmt", "ViewStmt"],
  ...["DropStmt", "RenameStmt", "AlterObjectSchemaStmt", "CommentStmt", "GrantStmt", "LockStmt"]
]);
var quickForms = /* @__PURE__ */ new Set([
  ...["AT_DropConstraint", "AT_DropColumn", "AT_DropNotNull", "AT_ColumnDefault", "AT_SetOptions"],
  ...["AT_EnableTrig", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig", "AT_EnableTrigAll", "AT_EnableTrigUser"],
  ...["AT_DisableTrig", "AT_DisableTrigAll", "AT_DisableTrigUser"]
]);
var isQuick = ({ statement: { node }, locks }) => {
  if (!locks.some(({ madeHere }) => !madeHere) || quick.has(kindOf(node))) return true;
  const forms = all("AlterTableCmd", as("AlterTableStmt", node)?.cmds);
  return forms.length > 0 && forms.every(({ subtype }) => quickForms.has(subtype ?? ""));
};
var nothingLongFollows = (facts) => restOfTransaction(facts).every(isQuick);
var alreadyHeld = (table, mode, { session }) => session.held.some((held) => sameName(held.relation, table) && strength(held.mode) >= strength(mode));
var shortLock = (facts) => steps(
  remark("In a migration of its own with nothing long in it, so that the lock is short:"),
  "SET lock_timeout = '2s';",
  statement(oneLine(facts.statement.sql))
);

// src/rules/drop-fk-locks-parent.ts
var rule33 = defineRule({
  id: "drop-fk-locks-parent",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Dropping a foreign key stops the referenced table as well",
  why: "With a foreign key go its triggers on the referenced table: AccessExclusive on both, also where the whole table or a column with a foreign key is dropped. With a lock_timeout, and nothing long in the transaction, the wait is bounded.",
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint references customers (id));`,
    bad: sql`alter table orders drop constraint orders_customer_id_fkey;`,
    good: sql`
      set lock_timeout = '2s';
      alter table orders drop constraint orders_customer_id_fkey;`
  },
  on: {
    AlterTableStmt(alter, facts) {
      const table = alter.relation && facts.catalog.relation(writtenName(alter.relation));
      if (!table) return void 0;
      const drops = all("AlterTableCmd", alter.cmds);
      const going = table.constraints.filter((one) => drops.some((cmd) => takesAway(cmd, one)));
      const columns = drops.some(({ subtype }) => subtype === "AT_DropColumn");
      return hit6(table, going, [table], facts, columns ? nextMigration("the column alone.") : void 0);
    },
    DropStmt({ removeType, objects = [] }, facts) {
      if (removeType !== "OBJECT_TABLE") return void 0;
      const tables2 = objects.flatMap((node) => facts.catalog.relation(nameFrom(node)) ?? []);
      const apart = nextMigration("nothing else is locked any more.");
      return tables2.flatMap((table) => hit6(table, table.constraints, tables2, facts, apart));
    }
  }
});
var takesAway = ({ subtype, name = "" }, constraint) => subtype === "AT_DropConstraint" && constraint.name === name || subtype === "AT_DropColumn" && constraint.columns.includes(name);
function hit6(table, constraints, leaving, facts, apart) {
  const keys2 = constraints.filter(({ references: references2 }) => {
    const parent = references2 && existingTable(references2.table, facts);
    if (!parent || leaving.some(({ name }) => sameName(name, parent.name))) return false;
    return !alreadyHeld(parent.name, "AccessExclusiveLock", facts);
  });
  const bounded = waitIsBounded(facts);
  if (keys2.length === 0 || table.persistence === "temporary" || bounded && nothingLongFollows(facts)) return [];
  const parents = [...new Set(keys2.flatMap(({ references: references2 }) => references2 ? objectName(references2.table) : []))];
  const from = objectName(table.name);
  const which = listed(keys2.map(({ name }) => code(quoteIdentifier(name))));
  const drops = keys2.map(({ name }) => `ALTER TABLE ${from} DROP CONSTRAINT ${quoteIdentifier(name)};`);
  const first = remark("In a migration of its own with nothing long in it, so that the lock is short:");
  return [
    {
      objects: parents,
      says: `Reads and writes of ${listed(parents.map(code))} wait until this transaction ends: dropping the foreign ${keys2.length === 1 ? "key" : "keys"} ${which} of ${code(from)} takes AccessExclusive on what ${keys2.length === 1 ? "it refers" : "they refer"} to as well.`,
      instead: apart ? steps(first, "SET lock_timeout = '2s';", ...drops, apart, statement(oneLine(facts.statement.sql))) : shortLock(facts),
      ...bounded ? { severity: "advice" } : {}
    }
  ];
}

// src/rules/kit/routines.ts
function routineStays(node, facts) {
  const dropped = as("ObjectWithArgs", node);
  const { name, schema } = nameFrom(node);
  return restOfTransaction(facts).some(({ statement: { node: later2 } }) => {
    const made = as("CreateFunctionStmt", later2);
    if (!made) return false;
    const fresh = fromParts(stringsOf(made.funcname));
    if (fresh.name !== name || schema !== void 0 && fresh.schema !== void 0 && fresh.schema !== schema)
      return false;
    return dropped?.args_unspecified === true || takes(made, dropped?.objargs?.length ?? 0);
  });
}
function takes({ parameters }, given) {
  const inputs = all("FunctionParameter", parameters).filter(
    ({ mode }) => mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE"
  );
  const required = inputs.filter(({ defexpr, mode }) => !defexpr && mode !== "FUNC_PARAM_VARIADIC").length;
  const most2 = inputs.some(({ mode }) => mode === "FUNC_PARAM_VARIADIC") ? Infinity : inputs.length;
  return required <= given && given <= most2;
}

// src/rules/drop-function.ts
var words3 = {
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_ROUTINE: "routine",
  OBJECT_AGGREGATE: "aggregate"
};
var rule34 = defineRule({
  id: "drop-function",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  since: 13,
  title: "Dropping a function breaks the code that calls it",
  why: "Every statement of the running application that calls it fails at once (42883). A function that is made again in the same transaction is never missed; one with other arguments beside it serves old and new code.",
  examples: {
    given: sql`create function tax(amount numeric) returns numeric language sql as 'select amount * 0.19';`,
    bad: sql`drop function tax(numeric);`,
    good: sql`create function tax(amount numeric, rate numeric) returns numeric language sql as 'select amount * rate';`
  },
  on: {
    DropStmt(drop, facts) {
      const what2 = words3[drop.removeType ?? ""];
      if (!what2) return void 0;
      return (drop.objects ?? []).flatMap((node) => {
        const written4 = nameFrom(node);
        const routine = facts.catalog.routine(written4);
        if (routine ? routine.madeHere || routine.forTriggers : facts.catalog.complete && drop.missing_ok) return [];
        if (routineStays(node, facts)) return [];
        const shown2 = routine ? objectName(routine.name) : [written4.schema ?? "public", written4.name].map(quoteIdentifier).join(".");
        return {
          objects: [shown2],
          says: `Statements of the running code that call the ${what2} ${code(shown2)} fail from the moment it is dropped (42883).`,
          instead: steps(
            remark("1. Release code that does not call it."),
            remark("2. When no old code runs any more, in a later pull request:"),
            statement(oneLine(facts.statement.sql))
          )
        };
      });
    }
  }
});

// src/rules/drop-index-backs-constraint.ts
var rule35 = defineRule({
  id: "drop-index-backs-constraint",
  severity: "blocker",
  hazard: "failure",
  checks: "lock-analysis",
  fails: "2BP01",
  since: 13,
  evenOnNewTables: true,
  title: "The index of a constraint cannot be dropped by itself",
  why: "The index behind a PRIMARY KEY, UNIQUE or EXCLUDE constraint goes with its constraint and only with it; DROP INDEX of it fails, with CASCADE too.",
  examples: {
    given: sql`create table orders (id bigint primary key, number text constraint orders_number unique);`,
    bad: sql`drop index orders_number;`,
    good: sql`alter table orders drop constraint orders_number;`
  },
  on: {
    DropStmt({ removeType, objects = [] }, facts) {
      if (removeType !== "OBJECT_INDEX") return void 0;
      return objects.flatMap((node) => {
        const index = facts.catalog.index(nameFrom(node));
        if (index?.constraint === void 0) return [];
        const table = objectName(index.table);
        const constraint = facts.catalog.relation(index.table)?.constraints.find(({ name }) => name === index.constraint);
        return {
          objects: [table],
          says: `This fails (2BP01): the index ${code(objectName(index.name))} belongs to the ${kinds3[constraint?.kind ?? "unique"]} constraint ${code(quoteIdentifier(index.constraint))} of ${code(table)}.`,
          instead: statement(`ALTER TABLE ${table} DROP CONSTRAINT ${quoteIdentifier(index.constraint)}`)
        };
      });
    }
  }
});
var kinds3 = {
  "primary-key": "PRIMARY KEY",
  unique: "UNIQUE",
  exclusion: "EXCLUDE"
};

// src/rules/drop-index-not-concurrent.ts
var rule36 = defineRule({
  id: "drop-index-not-concurrent",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Dropping an index stops reads and writes of its table",
  why: "DROP INDEX is quick, but takes an AccessExclusive lock on the table: it waits for every running query, and everything else queues behind it.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, email text);
      create index orders_email on orders (email);`,
    bad: sql`drop index orders_email;`,
    good: sql`drop index concurrently orders_email;`
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== "OBJECT_INDEX" || drop.concurrent) return void 0;
      return (drop.objects ?? []).flatMap((node) => {
        const name = nameFrom(node);
        const index = facts.catalog.index(name);
        if (index ? index.madeHere || index.constraint !== void 0 : facts.catalog.complete) return [];
        const indexed2 = index && facts.catalog.relation(index.table);
        if (indexed2?.madeHere) return [];
        const ofWhole = indexed2?.kind === "partitioned-table";
        const table = index ? code(objectName(index.table)) : `the table of ${code(written(name))}`;
        return {
          objects: [index ? objectName(index.table) : written(name)],
          says: `Reads and writes of ${table} wait: DROP INDEX takes AccessExclusive on it, and while it waits for a running query everything queues behind it.`,
          instead: ofWhole ? shortLock(facts) : outsideTransaction(
            steps(`DROP INDEX CONCURRENTLY ${drop.missing_ok ? "IF EXISTS " : ""}${written(name)};`),
            facts
          )
        };
      });
    }
  }
});
var written = ({ schema, name }) => schema ? `${quoteIdentifier(schema)}.${quoteIdentifier(name)}` : quoteIdentifier(name);

// src/rules/drop-not-null.ts
var rule37 = defineRule({
  id: "drop-not-null",
  severity: "advice",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Code that has never met NULL in this column may meet it now",
  why: "The statement itself is instant. But readers that were written for a required column (a field that is not optional, a NOT IN, an arithmetic) can fail or answer wrongly on the first row without a value.",
  examples: {
    given: sql`create table orders (id bigint primary key, note text not null);`,
    bad: sql`alter table orders alter column note drop not null;`,
    good: sql`alter table orders alter column note set default '';`
  },
  on: {
    AT_DropNotNull({ cmd, head, text, table: range }, facts) {
      const table = existingTable(range, facts);
      const known3 = table && column(table, cmd.name);
      if (!table || !cmd.name || known3?.madeHere || table.known && known3?.notNull !== true) return void 0;
      const going = alterationsOf(table.name, [facts, ...facts.laterOn(table.name.name)]).some(
        ({ subtype, name: name2 }) => subtype === "AT_DropColumn" && name2 === cmd.name
      );
      if (going) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `${code(quoteIdentifier(cmd.name))} of ${code(name)} may be NULL from now on; running code that reads it has always found a value there.`,
        instead: steps(
          remark("1. See that all code which reads the column copes with NULL, and release it."),
          remark("2. Then:"),
          statement(`${head} ${text}`)
        )
      };
    }
  }
});

// src/rules/drop-primary-key.ts
var rule38 = defineRule({
  id: "drop-primary-key",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Without its primary key a table has no identity",
  why: "Nothing keeps rows apart any more, ON CONFLICT on the key fails (42P10), the index that finds a row by its key is gone, and where the table is published, every UPDATE and DELETE on it fails (55000), because logical replication has no replica identity. Another key can take its place in the same statement.",
  examples: {
    given: sql`create table orders (id bigint primary key, number bigint not null);`,
    bad: sql`alter table orders drop constraint orders_pkey;`,
    good: sql`
      create unique index concurrently orders_number on orders (number);
      alter table orders drop constraint orders_pkey, add constraint orders_pkey primary key using index orders_number;`
  },
  on: {
    AT_DropConstraint(action, facts) {
      const dropped = droppedConstraint(action, facts);
      if (!dropped) return void 0;
      const { table, constraint, name: key } = dropped;
      if (constraint ? constraint.kind !== "primary-key" : key !== `${table.name.name}_pkey`) return void 0;
      const again = addedTo(table, [facts, ...restOfTransaction(facts)]);
      if (again.some(({ contype }) => contype === "CONSTR_PRIMARY")) return void 0;
      const name = objectName(table.name);
      const until = addedTo(table, facts.later).some(({ contype }) => contype === "CONSTR_PRIMARY");
      const reliant = facts.catalog.referencing(table.name).map(({ table: child }) => code(objectName(child)));
      const columns = constraint ? columnList(constraint.columns) : "<columns>";
      return {
        objects: [name],
        says: `${until ? "Until another transaction adds one" : "From now on"} ${code(name)} has no primary key: rows may repeat ${constraint ? code(columns) : "it"}, ON CONFLICT on it fails, and where the table is published its UPDATEs and DELETEs fail.${reliant.length > 0 && action.cmd.behavior !== "DROP_CASCADE" ? ` Foreign keys of ${listedBriefly(reliant)} need it: without CASCADE this fails (2BP01).` : ""}`,
        instead: steps(
          outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY <name> ON ${name} (<new key>);`, facts),
          nextMigration("the new key takes the place of the old one in one act."),
          `${action.head} DROP CONSTRAINT ${quoteIdentifier(key)}, ADD CONSTRAINT ${quoteIdentifier(key)} PRIMARY KEY USING INDEX <name>;`
        )
      };
    }
  }
});

// src/rules/drop-schema.ts
var rule39 = defineRule({
  id: "drop-schema",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  destructive: true,
  since: 13,
  title: "Dropping a schema loses everything that is in it",
  why: "With CASCADE every table, view, function and type of the schema goes, rows included, and what depends on them elsewhere; queries of the running application on any of it fail at once. Without CASCADE the statement fails while anything is left in it (2BP01).",
  examples: {
    given: sql`
      create schema archive;
      create table archive.orders (id bigint primary key);`,
    bad: sql`drop schema archive cascade;`,
    good: sql`comment on schema archive is 'Unused since release 41; to be dropped after 2027-01-31.';`
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== "OBJECT_SCHEMA") return void 0;
      return stringsOf(drop.objects).flatMap((name) => {
        if (!existingSchema(name, facts)) return [];
        const held = contentsOf(name, facts);
        const shown2 = quoteIdentifier(name);
        const what2 = `Everything in the schema ${code(shown2)}${held.length > 0 ? `, such as ${listedBriefly(held.map(code))},` : ""}`;
        const unless = held.length > 0 ? `, such as ${listedBriefly(held.map(code))}` : "";
        return {
          objects: held.length > 0 ? held : [shown2],
          says: drop.behavior === "DROP_CASCADE" ? `${what2} is lost for good, rows included, and queries of the running code on it fail at once.` : `The schema ${code(shown2)} is gone for good. Without CASCADE this fails (2BP01) while anything is left in it${unless}.`,
          instead: steps(
            remark("1. Release code that uses nothing of the schema, and keep a copy of what may be needed."),
            remark(
              "2. In later pull requests drop its tables, views, functions and types one by one, each by its name."
            ),
            remark(`3. Then, without CASCADE, so that nothing goes unseen: DROP SCHEMA ${shown2};`)
          )
        };
      });
    }
  }
});

// src/rules/drop-table.ts
var rule40 = defineRule({
  id: "drop-table",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  destructive: true,
  since: 13,
  title: "Dropping a table loses its data and breaks the code that reads it",
  why: "Every query of the running application on it fails at once, and the rows cannot be brought back but from a backup.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`drop table orders;`,
    good: sql`comment on table orders is 'Unused since release 41; to be dropped after 2027-01-31.';`
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== "OBJECT_TABLE") return void 0;
      return (drop.objects ?? []).flatMap((node) => {
        const table = existingTable(nameFrom(node), facts);
        if (!table) return [];
        const name = objectName(table.name);
        return {
          objects: [name],
          says: `All rows of ${code(name)} are lost for good, and queries of the running code on it fail at once.`,
          instead: steps(
            remark("1. Release code that does not use the table, and see in pg_stat_user_tables that nobody reads it:"),
            `SELECT seq_scan, idx_scan, n_tup_ins FROM pg_stat_user_tables WHERE relid = '${name.replaceAll("'", "''")}'::regclass;`,
            remark(`2. Keep a copy of what may be needed, and then, in a later pull request: DROP TABLE ${name};`)
          )
        };
      });
    }
  }
});

// src/rules/drop-view.ts
var rule41 = defineRule({
  id: "drop-view",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Dropping a view breaks the code that reads it",
  why: "Every query of the running application on it fails at once (42P01). A view that is made again in the same transaction is never missed, but it starts without the rights that were granted on the old one.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,
    bad: sql`drop view open_orders;`,
    good: sql`
      begin;
      drop view open_orders;
      create view open_orders as select id, paid from orders where not paid;
      commit;`
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== "OBJECT_VIEW" && drop.removeType !== "OBJECT_MATVIEW") return void 0;
      const materialized = drop.removeType === "OBJECT_MATVIEW";
      return (drop.objects ?? []).flatMap((node) => {
        const view = existing(nameFrom(node), facts);
        if (!view || madeAgain2(view.name, facts)) return [];
        const name = objectName(view.name);
        const form = `DROP ${materialized ? "MATERIALIZED VIEW" : "VIEW"} ${name}`;
        return {
          objects: [name],
          says: `Queries of the running code on ${code(name)} fail from the moment it is dropped (42P01).`,
          instead: steps(
            remark("If it is made again: in the same transaction, with its GRANTs."),
            remark("1. Otherwise release code that does not read it."),
            remark("2. When no old code runs any more, in a later pull request:"),
            statement(form)
          )
        };
      });
    }
  }
});

// src/rules/duplicate-version.ts
var rule42 = defineRule({
  id: "duplicate-version",
  severity: "blocker",
  hazard: "process",
  checks: "versioned",
  since: 13,
  title: "Two migrations have the same version",
  why: "The tool runs one of them and takes the other for done, or refuses both. It happens when two branches take the next number.",
  onPullRequest({ changed: changed3, base, tool }) {
    const gone = new Set(changed3.flatMap(({ previousPath }) => previousPath ?? []));
    const present = changed3.filter(({ status, version }) => status !== "deleted" && version !== "");
    const paths = new Set(changed3.map(({ path }) => path));
    const others = [
      ...present,
      ...base.filter(({ path, version }) => version !== "" && !gone.has(path) && !paths.has(path))
    ];
    const sharing = byVersion(others, tool);
    const added = present.filter(({ status, tool: id }) => status !== "modified" && !tool(id).versionsMayRepeat);
    const isAdded2 = new Set(added.map(({ path }) => path));
    return added.flatMap((file) => {
      const twin = sharing(file).find((one) => one.path !== file.path && sameDirection(one, file));
      if (!twin || isAdded2.has(twin.path) && twin.path > file.path) return [];
      return [
        {
          at: topOf(file.path),
          objects: [],
          says: `${code(file.path)} and ${code(twin.path)} both have version ${file.version}: ${tool(file.tool).title} cannot run both.`,
          instead: `Give ${file.path} the next free version.`
        }
      ];
    });
  }
});

// src/rules/dynamic-sql-opaque.ts
var rule43 = defineRule({
  id: "dynamic-sql-opaque",
  severity: "warning",
  hazard: "process",
  checks: "lock-analysis",
  since: 13,
  evenOnNewTables: true,
  untilSeen: true,
  title: "SQL that is put together at run time cannot be checked by reading",
  why: "EXECUTE runs whatever text its expression gives, and that text depends on the database it runs in. Which tables it locks, rewrites or empties, only a run shows, and production may give another text than the run did. Once a rehearsal has shown it, this is advice.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      do $$
      declare one record;
      begin
        for one in select tablename from pg_tables where schemaname = 'public' loop
          execute format('alter table %I add column note text', one.tablename);
        end loop;
      end $$;`,
    good: sql`
      do $$
      begin
        execute 'alter table orders add column note text';
      end $$;`
  },
  on: { DoStmt: (_, facts) => hit7(facts), SelectStmt: (_, facts) => hit7(facts), CallStmt: (_, facts) => hit7(facts) }
});
function hit7({ opaque }) {
  if (opaque.length === 0) return void 0;
  const texts2 = [
    ...new Set(opaque.map(({ expression, line }) => `${code(shortened(expression))} (line ${String(line)})`))
  ];
  return {
    objects: [],
    says: `EXECUTE runs what ${listed(texts2)} gives, and that is known only when it runs: no rule has looked at it.`,
    instead: "Write the statements out, with the names in them: a script that prints them once, for you to put into the migration, does the same work where everybody can see it."
  };
}

// src/rules/edited-merged-migration.ts
var rule44 = defineRule({
  id: "edited-merged-migration",
  severity: "blocker",
  hazard: "process",
  checks: "versioned",
  since: 13,
  title: "A migration that is already merged is changed",
  why: "Databases that ran it do not run it again: they keep the old result, and new ones get another. Tools that keep checksums refuse to go on.",
  onPullRequest: (pull) => pull.changed.filter(
    ({ status, version, draft }) => (status === "modified" || status === "renamed") && version !== "" && !draft
  ).flatMap((file) => hit8(file, pull))
});
function hit8(file, pull) {
  const instead8 = "Leave the merged file as it is, and put the change into a new migration.";
  const at = topOf(file.path);
  const before2 = pull.base.find(
    ({ path, version }) => path === (file.previousPath ?? file.path) && version === file.version
  );
  const known3 = before2 !== void 0 && (nameIn(before2.path) === nameIn(file.path) || file.direction === "down");
  if (file.status === "renamed" && !known3) {
    const says3 = `${file.previousPath ? code(file.previousPath) : "A merged migration"} is now ${code(file.path)}: where it has run, ${pull.tool(file.tool).title} takes it for a new migration or reports the old one as missing.`;
    return [{ at, objects: [], says: says3, instead: instead8 }];
  }
  if (file.baseText === file.text) return [];
  if (file.direction === "down" || before2?.up !== void 0 && before2.up === file.up) {
    const says3 = `Only the down migration of the merged ${code(file.path)} is changed: databases do not run its up again, but a rollback now does something else.`;
    return [
      {
        at,
        objects: [],
        says: says3,
        instead: "See that the new down still undoes the up that has run.",
        severity: "warning"
      }
    ];
  }
  const says2 = `${code(file.path)} is merged already: databases that ran it keep the old result, new ones get another.`;
  return [{ at, objects: [], says: says2, instead: instead8 }];
}

// src/rules/enum-value-removal.ts
var rule45 = defineRule({
  id: "enum-value-removal",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  rewrites: true,
  destructive: true,
  since: 13,
  title: "An enum value disappears",
  why: "Postgres has no statement for it. Where the type is made anew with fewer values, rows that hold a missing one make the change of type fail (22P02), or USING changes them for good; running code that still uses it fails. A DELETE from pg_enum leaves rows that cannot be read, and indexes that cannot be searched.",
  examples: {
    given: sql`
      create type order_state as enum ('open', 'done', 'void');
      create table orders (id bigint primary key, state order_state);`,
    rows: sql`insert into orders select n, 'open' from generate_series(1, 1000) n;`,
    bad: sql`
      alter type order_state rename to order_state_old;
      create type order_state as enum ('open', 'done');
      alter table orders alter column state type order_state using state::text::order_state;
      drop type order_state_old;`,
    good: sql`alter table orders add constraint orders_state check (state <> 'void') not valid;`
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const old = table && column(table, action.cmd.name)?.type;
      if (!table || !old) return void 0;
      const before2 = facts.catalog.type(old)?.labels;
      const after2 = facts.catalog.type(fromParts(stringsOf(columnDef(action)?.typeName?.names)))?.labels;
      const gone = before2?.filter((label) => !after2?.includes(label)) ?? [];
      if (!after2 || gone.length === 0) return void 0;
      const name = objectName(table.name);
      const quoted2 = quoteIdentifier(action.cmd.name ?? "");
      const values = listed(gone.map((label) => code(literal(label))));
      return {
        objects: [name],
        says: `${code(quoted2)} of ${code(name)} can no longer hold ${values}: rows that do make this fail (22P02) unless USING changes them for good, and running code that writes it fails.`,
        instead: steps(
          remark(
            "1. Release code that neither reads nor writes the value; it may stay in the type, unused. To keep it out:"
          ),
          `ALTER TABLE ${name} ADD CHECK (${quoted2} NOT IN (${gone.map(literal).join(", ")})) NOT VALID;`,
          remark("2. See that no row holds it:"),
          `SELECT count(*) FROM ${name} WHERE ${quoted2} IN (${gone.map(literal).join(", ")});`
        )
      };
    },
    DeleteStmt({ relation }) {
      if (relation?.relname !== "pg_enum" || (relation.schemaname ?? "pg_catalog") !== "pg_catalog") return void 0;
      return {
        objects: [],
        says: "Rows that hold the value can no longer be read (\u201Cinvalid internal value for enum\u201D), and indexes that hold it can no longer be searched: Postgres does not look for either when a row of its catalog is deleted.",
        instead: "Leave the value in the type, unused, and keep it out by a CHECK (\u2026 <> \u2026) NOT VALID on each column of the type."
      };
    }
  }
});

// src/rules/kit/enum-values.ts
function valuesOfType(type, { statement: { node }, catalog }) {
  const range = bodyOf(node).relation;
  const target = range && catalog.relation(writtenName(range));
  const read2 = relationsIn(node).flatMap((name) => catalog.relation(name) ?? []);
  const columns = [...target ? [target] : [], ...read2].flatMap((relation) => columnsOf3(relation, type));
  const found = [];
  eachNode(node, (kind, body) => {
    const look = looks[kind];
    if (look) found.push(...look(body, { type, columns, target }).flatMap(constants));
  });
  return found;
}
var columnsOf3 = (relation, { schema, name }) => relation.columns.filter((one) => one.type.name === name && one.type.schema === schema).map((one) => one.name);
function isType(written4, type) {
  const { schema, name } = fromParts(stringsOf(written4?.names));
  return name === type.name && (schema === void 0 || schema === type.schema);
}
var looks = {
  TypeCast: (body, { type }) => {
    const { typeName, arg } = body;
    return isType(typeName, type) ? [arg] : [];
  },
  A_Expr: (body, { columns }) => {
    const { lexpr, rexpr } = body;
    const isColumn2 = (side) => columns.includes(stringsOf(as("ColumnRef", side)?.fields).at(-1) ?? "");
    return isColumn2(lexpr) ? [rexpr] : isColumn2(rexpr) ? [lexpr] : [];
  },
  ColumnDef: (body, { type }) => {
    const { typeName, constraints } = body;
    return isType(typeName, type) ? constraintsIn(constraints).map(({ raw_expr: value }) => value) : [];
  },
  AlterTableCmd: (body, { columns }) => {
    const { subtype, name = "", def } = body;
    return subtype === "AT_ColumnDefault" && columns.includes(name) ? [def] : [];
  },
  UpdateStmt: (body, world) => assigned(body.targetList, world),
  InsertStmt: (body, world) => inserted(body, world)
};
var assigned = (targets, { columns }) => all("ResTarget", targets).filter(({ name }) => columns.includes(name ?? "")).map(({ val }) => val);
function inserted({ cols, selectStmt, onConflictClause: conflict }, world) {
  const named = all("ResTarget", cols).map(({ name }) => name ?? "");
  const order3 = named.length > 0 ? named : (world.target?.columns ?? []).map(({ name }) => name);
  const select = as("SelectStmt", selectStmt);
  const rows = [
    ...all("List", select?.valuesLists).map(({ items }) => items ?? []),
    all("ResTarget", select?.targetList).map(({ val }) => val)
  ];
  const values = rows.flatMap((row) => row.filter((_, index) => world.columns.includes(order3[index] ?? "")));
  return [...values, ...assigned(conflict?.targetList, world)];
}
function constants(value) {
  const many = as("CaseExpr", value);
  if (many) return [...all("CaseWhen", many.args).map(({ result }) => result), many.defresult].flatMap(constants);
  const list2 = as("List", value)?.items ?? as("CoalesceExpr", value)?.args ?? as("A_ArrayExpr", value)?.elements;
  const text = list2 ? void 0 : constantText(value);
  return list2 ? list2.flatMap(constants) : text === void 0 ? [] : [text];
}

// src/rules/enum-value-used-same-txn.ts
var rule46 = defineRule({
  id: "enum-value-used-same-txn",
  severity: "blocker",
  hazard: "failure",
  checks: "forward-compatibility",
  fails: "55P04",
  since: 13,
  evenOnNewTables: true,
  title: "A new enum value is used before it is committed",
  why: "A value that ALTER TYPE \u2026 ADD VALUE adds can be used only after its transaction is committed, unless the type itself was made in that transaction. A default, a comparison or a cast uses it too, on an empty table as well.",
  examples: {
    given: sql`
      create type order_status as enum ('open', 'paid');
      create table orders (id bigint primary key, status order_status);`,
    bad: sql`
      begin;
      alter type order_status add value 'refunded';
      alter table orders alter column status set default 'refunded'::order_status;
      commit;`,
    good: sql`
      alter type order_status add value 'refunded';
      alter table orders alter column status set default 'refunded'::order_status;`
  },
  on: Object.fromEntries(
    [
      ...["InsertStmt", "UpdateStmt", "DeleteStmt", "SelectStmt", "MergeStmt", "CreateTableAsStmt", "ViewStmt"],
      ...["AlterTableStmt", "CreateStmt", "IndexStmt", "CreatePolicyStmt"]
    ].map((kind) => [kind, (_, facts) => hit9(facts)])
  )
});
function hit9(facts) {
  for (const { by, type, value } of addedBefore(facts)) {
    if (!valuesOfType(type, facts).includes(value)) continue;
    return {
      objects: [objectName(type)],
      says: `This fails (55P04): line ${String(by.line)} adds ${code(`'${value}'`)} to ${code(objectName(type))} in the same transaction, and a new enum value can be used only after that is committed.`,
      instead: steps(
        statement(oneLine(by.sql)),
        nextMigration("the value is committed and can be used."),
        statement(oneLine(facts.statement.sql))
      )
    };
  }
  return void 0;
}
function addedBefore(facts) {
  const { session, catalog } = facts;
  const found = session.beforeOf("AlterEnumStmt").flatMap((by) => {
    const alter = as("AlterEnumStmt", by.node);
    if (!alter?.newVal || alter.oldVal) return [];
    const { schema, name } = fromParts(stringsOf(alter.typeName));
    const type = catalog.type({ schema, name })?.name ?? { schema: schema ?? "public", name };
    const made = session.beforeOf("CreateEnumStmt").some(({ node }) => stringsOf(as("CreateEnumStmt", node)?.typeName).at(-1) === name);
    return made ? [] : [{ by, type, value: alter.newVal, alter }];
  });
  return found.filter(
    ({ by, alter, value }) => !alter.skipIfNewValExists || facts.earlier.find(({ statement: one }) => one === by)?.catalog.type(fromParts(stringsOf(alter.typeName)))?.labels?.includes(value) !== true
  );
}

// src/rules/fk-locks-parent.ts
var rule47 = defineRule({
  id: "fk-locks-parent",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareRowExclusiveLock",
  since: 13,
  title: "A foreign key makes writes to the referenced table wait",
  why: "A new foreign key puts triggers on the referenced table, also inside CREATE TABLE and with NOT VALID: ShareRowExclusive on it until the transaction ends. With a lock_timeout, and nothing long in the transaction, the wait is bounded.",
  examples: {
    given: sql`create table customers (id bigint primary key);`,
    bad: sql`create table invoices (id bigint primary key, customer_id bigint references customers (id));`,
    good: sql`create table invoices (id bigint primary key, customer_id bigint);`
  },
  on: {
    CreateStmt(create, facts) {
      const columns = (create.tableElts ?? []).flatMap((node) => "ColumnDef" in node ? [node.ColumnDef] : []);
      const keys2 = [
        ...constraintsIn(create.tableElts),
        ...constraintsIn(create.constraints),
        ...columns.flatMap(({ constraints }) => constraintsIn(constraints))
      ].filter(({ contype }) => contype === "CONSTR_FOREIGN");
      return unique2(keys2.flatMap((key) => hit10(key, facts)));
    },
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      if (key?.contype !== "CONSTR_FOREIGN") return void 0;
      if (!key.skip_validation && existingTable(action.table, facts)) return void 0;
      return hit10(key, facts, facts.catalog.relation(writtenName(action.table))?.name);
    }
  }
});
function hit10(key, facts, child) {
  const parent = existingTable(key.pktable, facts);
  if (!parent || child && sameName(parent.name, child)) return [];
  const name = objectName(parent.name);
  const bounded = (facts.session.lockTimeoutMs ?? 0) > 0 && (key.skip_validation === true || !child);
  return [
    {
      objects: [name],
      says: `Writes to ${code(name)} wait until this transaction ends: a foreign key that refers to it takes ShareRowExclusive on it. Reads go on.`,
      instead: steps(
        remark("In a migration of its own with nothing long in it, so that the lock is short:"),
        "SET lock_timeout = '2s';",
        statement(oneLine(facts.statement.sql))
      ),
      ...bounded ? { severity: "advice" } : {}
    }
  ];
}
var unique2 = (hits3) => hits3.filter((one, index) => hits3.findIndex(({ objects }) => objects[0] === one.objects[0]) === index);

// src/rules/kit/indexed.ts
function findsBy(table, columns, facts) {
  const there = facts.catalog.indexes(table).flatMap((one) => one.hasExpressions ? [] : [one.columns]);
  const coming = [facts, ...facts.laterOn(table.name)].flatMap(({ statement: statement2 }) => indexedBy(statement2.node, table));
  return [...there, ...coming].some((index) => columns.every((name) => index.slice(0, columns.length).includes(name)));
}
var isTable = (range, { schema, name }) => {
  const written4 = range && writtenName(range);
  return written4?.name === name && (written4.schema ?? schema) === schema;
};
function indexedBy(node, table) {
  const index = as("IndexStmt", node);
  if (index && isTable(index.relation, table))
    return [all("IndexElem", index.indexParams).map(({ name }) => name ?? "")];
  const create = as("CreateStmt", node);
  if (create && isTable(create.relation, table)) return [...keys(create.tableElts), ...columnKeys(create.tableElts)];
  const alter = as("AlterTableStmt", node);
  if (!alter || !isTable(alter.relation, table)) return [];
  const defs = all("AlterTableCmd", alter.cmds).flatMap(({ def }) => def ?? []);
  return [...keys(defs), ...columnKeys(defs)];
}
var unique3 = ["CONSTR_PRIMARY", "CONSTR_UNIQUE"];
var keys = (nodes) => constraintsIn(nodes).filter(({ contype }) => unique3.includes(contype ?? "")).map((one) => stringsOf(one.keys));
var columnKeys = (nodes) => all("ColumnDef", nodes).flatMap(
  ({ colname = "", constraints }) => constraintsIn(constraints).some(({ contype }) => unique3.includes(contype ?? "")) ? [[colname]] : []
);

// src/rules/kit/made.ts
function madeTable({ relation, if_not_exists: unlessThere }, facts) {
  if (!relation || relation.relpersistence === "t") return void 0;
  const { schema, name } = writtenName(relation);
  const found = facts.catalog.relation({ schema, name });
  if (unlessThere && found?.known) return void 0;
  return { schema: schema ?? facts.session.searchPath.find((one) => one !== "pg_catalog") ?? "public", name };
}
function lastingTable(range, facts) {
  const relation = range && facts.catalog.relation(writtenName(range));
  return relation && relation.persistence !== "temporary" ? relation : void 0;
}

// src/rules/fk-without-index.ts
var rule48 = defineRule({
  id: "fk-without-index",
  severity: "advice",
  hazard: "hygiene",
  checks: "data-volume",
  since: 13,
  evenOnNewTables: true,
  title: "A foreign key whose columns have no index",
  why: "Postgres indexes the referenced side only. Each DELETE of a referenced row, and each change of its key, then reads the whole referencing table to find what points at it.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`create table lines (id bigint primary key, order_id bigint references orders (id));`,
    good: sql`
      create table lines (id bigint primary key, order_id bigint references orders (id));
      create index lines_order_id_idx on lines (order_id);`
  },
  on: {
    CreateStmt(create, facts) {
      const table = madeTable(create, facts);
      if (!table) return void 0;
      const inline = all("ColumnDef", create.tableElts).flatMap(
        (def) => own(def, "CONSTR_FOREIGN") ? [[def.colname ?? ""]] : []
      );
      const keys2 = [...constraintsIn(create.tableElts), ...constraintsIn(create.constraints)];
      return hit11(table, [...inline, ...keys2.flatMap(columnsOf4)], facts);
    },
    AT_AddColumn(action, facts) {
      const def = columnDef(action);
      const table = lastingTable(action.table, facts);
      return def && table && own(def, "CONSTR_FOREIGN") ? hit11(table.name, [[def.colname ?? ""]], facts) : void 0;
    },
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      const table = lastingTable(action.table, facts);
      return key && table?.known ? hit11(table.name, columnsOf4(key), facts) : void 0;
    }
  }
});
var columnsOf4 = ({ contype, fk_attrs: attributes }) => contype === "CONSTR_FOREIGN" ? [stringsOf(attributes)] : [];
function hit11(table, keys2, facts) {
  const bare2 = keys2.filter((columns) => !findsBy(table, columns, facts));
  if (bare2.length === 0) return void 0;
  const name = objectName(table);
  const isNew = facts.catalog.relation(table)?.madeHere ?? true;
  const create = isNew ? "CREATE INDEX" : "CREATE INDEX CONCURRENTLY";
  const indexes = steps(
    ...bare2.map((columns) => `${create} ${chosenName(table, columns, "idx")} ON ${name} (${columnList(columns)});`)
  );
  return {
    objects: [name],
    says: `No index of ${code(name)} begins with ${listed(bare2.map((columns) => code(columnList(columns))))}: each DELETE of a row that ${bare2.length === 1 ? "this foreign key refers" : "these foreign keys refer"} to reads the whole table.`,
    instead: isNew ? indexes : outsideTransaction(indexes, facts)
  };
}

// src/rules/kit/copied.ts
function copied(query2, facts) {
  const select = as("SelectStmt", query2);
  if (!select || select.limitCount) return void 0;
  if (select.larg ?? select.rarg) {
    return copied(wrapped(select.larg), facts) ?? copied(wrapped(select.rarg), facts);
  }
  if (select.groupClause || summedUp(select)) return void 0;
  const [table] = tablesOf2(select.fromClause, facts);
  const touched = table && selectivity(select.whereClause, table);
  if (!table || !touched || touched === "few") return void 0;
  const [source, second] = select.fromClause ?? [];
  const plain3 = second === void 0 && as("RangeVar", source) !== void 0;
  return { table, touched, plain: plain3 && !select.sortClause && !select.withClause && !select.distinctClause };
}
var wrapped = (select) => select && { SelectStmt: select };
var aggregates = new Set(
  "count sum avg min max bool_and bool_or every array_agg json_agg jsonb_agg string_agg".split(" ")
);
var summedUp = ({ targetList }) => functionsIn(targetList).some(({ name }) => aggregates.has(name));
function tablesOf2(from, facts) {
  const found = [];
  eachNode(from, (kind, body) => {
    const table = kind === "RangeVar" ? existingTable(body, facts) : void 0;
    if (table) found.push(table);
  });
  return found;
}

// src/rules/kit/long-work.ts
function longWork(facts) {
  const { node } = facts.statement;
  const there = (range, what2) => existingTable(range, facts) ? what2 : void 0;
  const index = as("IndexStmt", node);
  if (index) return index.concurrent ? void 0 : there(index.relation, "CREATE INDEX");
  const alter = as("AlterTableStmt", node);
  if (alter?.relation) return alterWork(all("AlterTableCmd", alter.cmds), alter.relation, facts);
  if ("ReindexStmt" in node) return there(node.ReindexStmt.relation, "REINDEX");
  if ("ClusterStmt" in node) return there(node.ClusterStmt.relation, "CLUSTER");
  if ("MergeStmt" in node) return there(node.MergeStmt.relation, "MERGE");
  if ("RefreshMatViewStmt" in node) return there(node.RefreshMatViewStmt.relation, "REFRESH MATERIALIZED VIEW");
  const made = as("CreateTableAsStmt", node);
  return made && !made.into?.skipData && copied(made.query, facts) ? "CREATE \u2026 AS SELECT" : void 0;
}
function alterWork(cmds, range, facts) {
  const table = existingTable(range, facts);
  return table && cmds.map((cmd) => actionWork({ cmd, table: range, head: "", text: "" }, table, facts)).find(Boolean);
}
function actionWork(action, table, facts) {
  const { subtype, name = "" } = action.cmd;
  if (subtype === "AT_ValidateConstraint") return "VALIDATE CONSTRAINT";
  if (subtype === "AT_AlterColumnType")
    return retypeWork(action, table, name, facts) === "none" ? void 0 : "ALTER COLUMN TYPE";
  if (subtype === "AT_AddColumn") return fills(columnDef(action), facts) ? "ADD COLUMN" : void 0;
  if (subtype === "AT_SetNotNull") return proven(table, name) ? void 0 : "SET NOT NULL";
  const added = subtype === "AT_AddConstraint" ? constraintDef(action) : void 0;
  return added && !added.skip_validation && added.indexname === void 0 ? "ADD CONSTRAINT" : void 0;
}
function fills(def, facts) {
  if (!def) return false;
  const looked = ["CONSTR_IDENTITY", "CONSTR_CHECK", "CONSTR_UNIQUE", "CONSTR_PRIMARY"].some(
    (kind) => own(def, kind)
  );
  const stored = own(def, "CONSTR_GENERATED")?.generated_kind === "s";
  return looked || stored || isSerial2(def) || volatileCall(own(def, "CONSTR_DEFAULT")?.raw_expr, facts) !== void 0;
}
var proven = (table, name) => column(table, name)?.notNull === true || table.constraints.some((one) => one.validated && one.provesNotNull.includes(name));

// src/rules/kit/repeatable.ts
function repeatable({ statement: { node } }, before2) {
  const made = madeName(node);
  if (made !== void 0 && before2.some((one) => clears(one.statement.node, made))) return true;
  const alter = as("AlterTableStmt", node);
  if (alter) return all("AlterTableCmd", alter.cmds).every((cmd) => repeatableAction(cmd, before2));
  const insert = as("InsertStmt", node);
  if (insert) return insert.onConflictClause !== void 0;
  const added = as("AlterEnumStmt", node);
  if (added) return added.skipIfNewValExists === true;
  if (!onlyOnce.some((kind) => kind in node)) return true;
  const says2 = bodyOf(node);
  return ["if_not_exists", "replace", "missing_ok"].some((word3) => says2[word3] === true);
}
var clearsTheWay = ({ statement: { node } }) => as("DropStmt", node)?.missing_ok === true || all("AlterTableCmd", as("AlterTableStmt", node)?.cmds).some(
  ({ subtype, missing_ok: tolerant }) => subtype === "AT_DropConstraint" && tolerant === true
);
var onlyOnce = [
  ...[
    "CreateStmt",
    "CreateTableAsStmt",
    "IndexStmt",
    "ViewStmt",
    "CreateSeqStmt",
    "CreateSchemaStmt",
    "CreateEnumStmt"
  ],
  ...["CompositeTypeStmt", "CreateDomainStmt", "CreateRangeStmt", "CreateFunctionStmt", "CreateTrigStmt", "RuleStmt"],
  ...["CreatePolicyStmt", "CreateExtensionStmt", "CreateRoleStmt", "CreateStatsStmt", "DropStmt", "RenameStmt"]
];
var onlyOnceActions = [
  ...["AT_AddColumn", "AT_DropColumn", "AT_AddConstraint", "AT_DropConstraint", "AT_AttachPartition"],
  ...[
    "AT_DetachPartition",
    "AT_AddIdentity",
    "AT_DropIdentity",
    "AT_DropExpression",
    "AT_AddInherit",
    "AT_DropInherit"
  ]
];
function repeatableAction({ subtype, missing_ok: tolerant, def }, before2) {
  if (!onlyOnceActions.includes(subtype ?? "") || tolerant) return true;
  const constraint = as("Constraint", def)?.conname;
  return constraint !== void 0 && before2.some(({ statement: statement2 }) => dropsConstraint(statement2.node, constraint));
}
var dropsConstraint = (node, constraint) => all("AlterTableCmd", as("AlterTableStmt", node)?.cmds).some(
  ({ subtype, name, missing_ok: tolerant }) => subtype === "AT_DropConstraint" && tolerant === true && name === constraint
);
function madeName(node) {
  const body = bodyOf(node);
  if (!Object.keys(node)[0]?.startsWith("Create") && !("IndexStmt" in node) && !("ViewStmt" in node)) return void 0;
  const parts2 = body.typeName ?? body.funcname ?? body.domainname;
  const listed2 = Array.isArray(parts2) ? stringsOf(parts2).at(-1) : void 0;
  const relation = body.view ?? body.sequence ?? body.typevar ?? body.relation;
  return body.idxname ?? body.trigname ?? body.policy_name ?? listed2 ?? relation?.relname;
}
var clears = (node, made) => {
  const drop = as("DropStmt", node);
  return drop?.missing_ok === true && (drop.objects ?? []).some((one) => fromParts(namedBy(one)).name === made);
};

// src/rules/idempotency.ts
var rule49 = defineRule({
  id: "idempotency",
  severity: "advice",
  hazard: "process",
  checks: "idempotent",
  since: 13,
  evenOnNewTables: true,
  title: "A file that fails half-way cannot be run again",
  why: "Outside a transaction every statement stays when a later one fails. Run again, the file stops at the first statement whose work is done already, and somebody has to tidy up by hand. In one transaction, or with statements that can be repeated, it just runs again.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      create table payments (id bigint primary key);
      alter table orders add column paid boolean;`,
    good: sql`
      begin;
      create table payments (id bigint primary key);
      alter table orders add column paid boolean;
      commit;`
  },
  onPullRequest: ({ statements }) => files(statements).flatMap(hit12)
});
function files(statements) {
  const found = /* @__PURE__ */ new Map();
  for (const facts of statements) {
    if (facts.inside || stage.some((kind) => kind in facts.statement.node)) continue;
    const file = found.get(facts.script);
    if (file) file.push(facts);
    else found.set(facts.script, [facts]);
  }
  return [...found.values()];
}
var stage = ["TransactionStmt", "VariableSetStmt", "VariableShowStmt", "SelectStmt", "CommentStmt"];
function hit12(file) {
  const last = file.at(-1);
  if (!last) return [];
  const kept2 = file.filter(({ session }) => session.transactionNumber !== last.session.transactionNumber);
  const before2 = [];
  const once = kept2.filter((facts) => {
    const again = repeatable(facts, before2);
    if (clearsTheWay(facts)) before2.push(facts);
    return !again;
  });
  const [first] = once;
  if (!first) return [];
  const { statement: at, path } = first;
  const more = once.length === 1 ? "" : `, and so are ${String(once.length - 1)} more`;
  return [
    {
      at,
      objects: [],
      says: `${code(path)} does not run in one transaction: when a later statement fails, ${code(shortened(at.sql))} is done already${more}, and the next run stops there.`,
      instead: instead4(file)
    }
  ];
}
function instead4(file) {
  if (file.some(({ statement: { node } }) => standsAlone(node))) {
    return "One migration for each statement that cannot run in a transaction, and one, in a transaction, for the others.";
  }
  const apart = file.some((facts) => changesRows(facts) || longWork(facts)) || file.filter(blockingLock).length > 1;
  return apart ? "Each of these statements in a migration of its own." : steps("BEGIN;", ...written2(file), "COMMIT;");
}
var changesRows = ({ statement: { node }, locks }) => ("UpdateStmt" in node || "DeleteStmt" in node || "InsertStmt" in node) && locks.some(({ madeHere }) => !madeHere);
var written2 = (file) => file.length <= 5 ? file.map(({ statement: one }) => statement(oneLine(one.sql))) : [remark(`the ${String(file.length)} statements of the file`)];

// src/sql/identifiers.ts
var longestName = 63;
var bytesOf = (name) => Buffer.byteLength(name);
function kept(name) {
  const bytes = Buffer.from(name);
  let end = Math.min(bytes.length, longestName);
  while (end < bytes.length && ((bytes[end] ?? 0) & 192) === 128) end -= 1;
  return bytes.toString("utf8", 0, end);
}
function longNames(sql2) {
  const found = [];
  if (!/[^\s.,();]{64}/u.test(sql2) && !/"[^"]{32,}"/u.test(sql2)) return found;
  for (let at = 0; at < sql2.length; ) {
    const end = endOfToken(sql2, at);
    const token = isSpace(sql2[at]) || isComment(sql2, at) ? "" : sql2.slice(at, end);
    const name = token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : /^[A-Za-z_\u0080-\uffff]/.test(token) ? token.toLowerCase() : "";
    if (bytesOf(name) > longestName) found.push({ written: token, name });
    at = end;
  }
  return found;
}

// src/rules/identifier-too-long.ts
var rule50 = defineRule({
  id: "identifier-too-long",
  severity: "warning",
  hazard: "hygiene",
  checks: "small-and-focused",
  since: 13,
  evenOnNewTables: true,
  title: "A name of more than 63 bytes is cut",
  why: "Postgres keeps 63 bytes of a name and says so in a notice that nobody reads. Two long names that begin alike become one, IF NOT EXISTS then skips the second, and tools that look for the full name do not find it.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`alter table orders add constraint orders_email_must_be_written_in_lower_case_without_spaces_around check (email = lower(email)) not valid;`,
    good: sql`alter table orders add constraint orders_email_lower_case check (email = lower(email)) not valid;`
  },
  on: Object.fromEntries(
    [
      ...["CreateStmt", "AlterTableStmt", "IndexStmt", "ViewStmt", "CreateTableAsStmt", "CreateSeqStmt", "RenameStmt"],
      ...["CreateFunctionStmt", "CreateTrigStmt", "CreatePolicyStmt", "CreateEnumStmt", "CreateDomainStmt"],
      ...["CompositeTypeStmt", "CreateSchemaStmt", "CreateRoleStmt", "CreateStatsStmt", "RuleStmt"]
    ].map((kind) => [kind, (_, facts) => hits(facts)])
  )
});
function hits(facts) {
  const { sql: text, node } = facts.statement;
  const used = namesOnly(node);
  const fresh = longNames(text).filter(({ name }) => !used.includes(kept(name)));
  return [...new Map(fresh.map((one) => [one.name, one])).values()].map((one) => hit13(one, text));
}
function namesOnly(node) {
  const changed3 = "AlterTableStmt" in node ? node.AlterTableStmt.relation : "IndexStmt" in node ? node.IndexStmt.relation : void 0;
  return changed3?.relname === void 0 ? [] : [changed3.relname];
}
function hit13({ written: written4, name }, text) {
  const short2 = quoteIdentifier(kept(name));
  return {
    objects: [],
    says: `${code(written4)} has ${String(bytesOf(name))} bytes, and Postgres keeps ${String(longestName)}: it becomes ${code(short2)}. Another name that begins so would be taken for this one, and what looks for the full name does not find it.`,
    instead: statement(oneLine(text).replaceAll(written4, short2))
  };
}

// src/rules/insert-select-large.ts
var rule51 = defineRule({
  id: "insert-select-large",
  severity: "warning",
  hazard: "lock",
  checks: "data-volume",
  since: 13,
  title: "One INSERT \u2026 SELECT copies a whole table",
  why: "It writes WAL for all rows at once, so that replicas lag behind. Its snapshot keeps vacuum from cleaning up until it ends, rows that are written meanwhile are missed, and a failure at the last row loses all of it. In batches it can be stopped and taken up again.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, total int);
      create table totals (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`insert into totals (id, total) select id, total from orders;`,
    good: sql`insert into totals (id, total) select id, total from orders where id between 1 and 100;`
  },
  on: {
    InsertStmt(insert, facts) {
      const source = copied(insert.selectStmt, facts);
      if (!source || !insert.relation) return void 0;
      const { table, touched, plain: plain3 } = source;
      const name = objectName(table.name);
      const target = writtenName(insert.relation);
      const into = facts.catalog.relation(target)?.name ?? { schema: target.schema ?? "public", name: target.name };
      const rows = touched === "all" ? "All rows" : "All rows that match, which may be most of them,";
      const simple = plain3 && !insert.onConflictClause && !insert.returningClause && !insert.withClause;
      return {
        objects: [name],
        says: `${rows} of ${code(name)} are copied to ${code(objectName(into))} in one statement, with WAL for all of them at once; rows that are written meanwhile are missed.`,
        instead: simple ? inParts(facts, table) : prose(name),
        ...touched === "unknown" ? { severity: "advice" } : {}
      };
    }
  }
});
function inParts(facts, table) {
  const { update, where } = splitUpdate(oneLine(facts.statement.sql));
  return outsideTransaction(inBatches(table, update, where), facts);
}
var prose = (name) => `Copy about 10,000 rows of ${name} at a time, by primary key, each batch committed before the next, outside a transaction.`;

// src/rules/int-primary-key.ts
var rule52 = defineRule({
  id: "int-primary-key",
  severity: "warning",
  hazard: "hygiene",
  checks: "data-volume",
  since: 13,
  evenOnNewTables: true,
  title: "A 32-bit primary key runs out at 2,147,483,647",
  why: "After that every insert fails, and the way to bigint is a rewrite of the table and of all that refer to it. Rolled back inserts and ON CONFLICT use numbers up too. bigint costs four bytes a row, often none because of alignment.",
  examples: {
    given: sql`create table customers (id bigint primary key);`,
    bad: sql`create table orders (id serial primary key, customer_id bigint);`,
    good: sql`create table orders (id bigserial primary key, customer_id bigint);`
  },
  on: {
    CreateStmt(create, facts) {
      const table = madeTable(create, facts);
      const key = table && keyColumn(create);
      return key && is32Bit(key) ? hit14(table, key.colname ?? "", growth(key)) : void 0;
    },
    AT_AddColumn(action, facts) {
      const def = columnDef(action);
      const table = lastingTable(action.table, facts);
      if (!def || !table || !own(def, "CONSTR_PRIMARY") || own(def, "CONSTR_FOREIGN")) return void 0;
      return is32Bit(def) ? hit14(table.name, def.colname ?? "", growth(def)) : void 0;
    },
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      const table = lastingTable(action.table, facts);
      if (key?.contype !== "CONSTR_PRIMARY" || !table) return void 0;
      const index = key.indexname && facts.catalog.index({ schema: table.name.schema, name: key.indexname });
      const [name, second] = index ? index.columns : stringsOf(key.keys);
      const found = second === void 0 ? column(table, name) : void 0;
      const refers = table.constraints.some(({ kind, columns }) => kind === "foreign-key" && columns.join() === name);
      if (found?.type.name !== "int4" || refers) return void 0;
      const counted = found.default !== void 0 || found.identity !== void 0;
      return hit14(table.name, found.name, counted ? "bigint" : "by hand");
    }
  }
});
function keyColumn(create) {
  const columns = all("ColumnDef", create.tableElts);
  const constraints = [...constraintsIn(create.tableElts), ...constraintsIn(create.constraints)];
  const key = constraints.find(({ contype }) => contype === "CONSTR_PRIMARY");
  const [name, second] = key ? stringsOf(key.keys) : [];
  const found = columns.find((one) => own(one, "CONSTR_PRIMARY") ?? (second === void 0 && one.colname === name));
  const refers = constraints.some(
    ({ contype, fk_attrs: attributes }) => contype === "CONSTR_FOREIGN" && stringsOf(attributes).join() === found?.colname
  );
  return found && !refers && !own(found, "CONSTR_FOREIGN") ? found : void 0;
}
var is32Bit = ({ typeName }) => {
  const { name, arrayDimensions } = writtenType(typeName);
  return name === "int4" && arrayDimensions === 0;
};
function growth(def) {
  if (isSerial2(def)) return "bigserial";
  const identity = own(def, "CONSTR_IDENTITY");
  if (identity) return `bigint GENERATED ${identity.generated_when === "a" ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY`;
  return own(def, "CONSTR_DEFAULT") ? "bigint" : "by hand";
}
function hit14(table, key, made) {
  const name = objectName(table);
  return {
    objects: [name],
    says: `${code(quoteIdentifier(key))}, the primary key of ${code(name)}, has 32 bits: after 2,147,483,647 every insert fails.`,
    instead: steps(
      remark("And bigint for every column that refers to it:"),
      `${quoteIdentifier(key)} ${made === "by hand" ? "bigint" : made} PRIMARY KEY`
    ),
    ...made === "by hand" ? { severity: "advice" } : {}
  };
}

// src/rules/invalid-index-left.ts
var rule53 = defineRule({
  id: "invalid-index-left",
  severity: "blocker",
  hazard: "failure",
  checks: "idempotent",
  since: 13,
  title: "An invalid index is left behind",
  why: "An index whose concurrent build failed stays: every write keeps it up to date and no query uses it. A unique one does not even guarantee uniqueness.",
  observed: ({ rehearsal, whole }) => rehearsal.leftovers.filter(({ kind }) => kind === "invalid-index").map(({ object }) => ({
    at: whole,
    objects: [object],
    says: `After the migration ${code(object)} is there but invalid: writes keep it up to date, and no query uses it.`,
    instead: `DROP INDEX CONCURRENTLY ${object};`
  }))
});

// src/rules/invalid-index-retry.ts
var rule54 = defineRule({
  id: "invalid-index-retry",
  severity: "warning",
  hazard: "failure",
  checks: "idempotent",
  since: 13,
  title: "IF NOT EXISTS takes the invalid index of a failed build for a good one",
  why: "A concurrent build that is cancelled, or finds a duplicate, leaves an invalid index under the name it was given. Run again, IF NOT EXISTS sees the name, skips the build with a notice and succeeds. Queries never use the index, every write keeps it up to date, and a unique one guarantees nothing.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`create index concurrently if not exists orders_email on orders (email);`,
    good: sql`
      drop index concurrently if exists orders_email;
      create index concurrently orders_email on orders (email);`
  },
  on: {
    IndexStmt(index, facts) {
      const table = existingTable(index.relation, facts);
      if (!table || !index.concurrent || !index.if_not_exists || droppedBefore(index, facts)) return void 0;
      const name = objectName({ schema: table.name.schema, name: index.idxname ?? "" });
      const guarantee = index.unique ? ", nothing is kept unique" : "";
      const drop = outsideTransaction(`DROP INDEX CONCURRENTLY IF EXISTS ${name};`, facts);
      const alone2 = facts.transaction === "one-message" ? nextMigration("each of the two is alone in its file.") : "";
      return {
        objects: [objectName(table.name)],
        says: `Should this build fail, the invalid index ${code(name)} stays. Run again, the statement finds that name, skips the build and succeeds: no query uses the index${guarantee}, and every write to ${code(objectName(table.name))} keeps it up to date.`,
        instead: steps(drop, alone2, statement(plain(facts.statement.sql)))
      };
    }
  }
});
var droppedBefore = ({ idxname }, { earlier }) => earlier.some(
  ({ statement: { node } }) => "DropStmt" in node && node.DropStmt.removeType === "OBJECT_INDEX" && (node.DropStmt.objects ?? []).some((one) => nameFrom(one).name === idxname)
);
var plain = (text) => oneLine(text).replace(/\bCONCURRENTLY\s+IF\s+NOT\s+EXISTS\b/i, (found) => found.slice(0, "CONCURRENTLY".length));

// src/rules/json-column.ts
var rule55 = defineRule({
  id: "json-column",
  severity: "advice",
  hazard: "hygiene",
  checks: "backward-compatibility",
  since: 13,
  evenOnNewTables: true,
  title: "A column of type json breaks DISTINCT, GROUP BY and UNION",
  why: "json has no equality: SELECT DISTINCT *, GROUP BY and UNION over such a column fail (42883), also in queries that worked before the column came. jsonb has equality and indexes, and takes the same text; it keeps neither the order of keys nor duplicates.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`alter table orders add column details json;`,
    good: sql`alter table orders add column details jsonb;`
  },
  on: {
    CreateStmt(create, facts) {
      const columns = all("ColumnDef", create.tableElts).filter(isJson).map(nameOfColumn);
      const table = madeTable(create, facts);
      if (!table || columns.length === 0) return void 0;
      const lines2 = columns.map((name) => `${quoteIdentifier(name)} jsonb`);
      return hit15(table, columns, steps(remark("As jsonb:"), lines2.join(",\n")));
    },
    AT_AddColumn: altered,
    AT_AlterColumnType: altered
  }
});
var nameOfColumn = ({ colname }) => colname ?? "";
var isJson = ({ typeName }) => writtenType(typeName).name === "json";
function altered(action, facts) {
  const def = columnDef(action);
  const table = lastingTable(action.table, facts);
  if (!def || !table || !isJson(def)) return void 0;
  const name = def.colname ?? action.cmd.name ?? "";
  return hit15(table.name, [name], statement(`${action.head} ${asJsonb(action.text, name)}`));
}
function hit15(table, columns, instead8) {
  const name = objectName(table);
  const [are, they] = columns.length === 1 ? ["is", "it"] : ["are", "they"];
  return {
    objects: [name],
    says: `${listed(columns.map((one) => code(quoteIdentifier(one))))} of ${code(name)} ${are} of type json, which has no equality: SELECT DISTINCT, GROUP BY and UNION fail where ${they} ${columns.length === 1 ? "is" : "are"} among the columns.`,
    instead: instead8
  };
}
function asJsonb(action, column2) {
  const found = [...atDepthZero(action).matchAll(/\bjson\b/giu)];
  const at = found[column2 === "json" && found.length > 1 ? 1 : 0]?.index;
  return at === void 0 ? action : `${action.slice(0, at)}jsonb${action.slice(at + 4)}`;
}

// src/sql/locks/levels.ts
var lockNumbers = {
  1: "AccessShareLock",
  2: "RowShareLock",
  3: "RowExclusiveLock",
  4: "ShareUpdateExclusiveLock",
  5: "ShareLock",
  6: "ShareRowExclusiveLock",
  7: "ExclusiveLock",
  8: "AccessExclusiveLock"
};
var plannedOptions = /* @__PURE__ */ new Set([
  ...["user_catalog_table", "security_barrier", "security_invoker", "check_option"],
  ...["buffering", "fastupdate", "gin_pending_list_limit", "pages_per_range", "autosummarize"]
]);

// src/rules/lock-table.ts
var rule56 = defineRule({
  id: "lock-table",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "LOCK TABLE stops a table until the transaction ends",
  why: "Without a mode LOCK TABLE takes AccessExclusive, so that not even reads go on; SHARE and the stronger modes stop writes. Every statement takes the lock it needs by itself, and an advisory lock keeps two runs of a migration apart without touching a table.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      begin;
      lock table orders;
      commit;`,
    good: sql`
      begin;
      select pg_advisory_xact_lock(20260101);
      lock table orders in share update exclusive mode;
      commit;`
  },
  on: {
    LockStmt(lock, facts) {
      const mode = lockNumbers[lock.mode ?? 8] ?? "AccessExclusiveLock";
      const blocked = blocks(mode);
      const objects = all("RangeVar", lock.relations).flatMap((range) => {
        const relation = existing(range, facts);
        return relation ? [objectName(relation.name)] : [];
      });
      if (blocked.length === 0 || objects.length === 0 || facts.session.transaction === "none") return void 0;
      const names = listed(objects.map(code));
      const writesOnly = !blocked.includes("reads");
      return {
        objects,
        says: `${writesOnly ? "Writes to" : "Reads and writes of"} ${names} wait until this transaction ends: LOCK TABLE takes ${spoken(mode)}.${writesOnly ? " Reads go on." : ""}`,
        instead: steps(
          remark("Leave it out: every statement takes the lock it needs by itself."),
          remark("To keep two runs of a migration apart, lock a number of your own instead of a table:"),
          "SELECT pg_advisory_xact_lock(20260101);"
        )
      };
    }
  }
});

// src/rules/lock-timeout-starves-concurrently.ts
var shortMs = 6e4;
var rule57 = defineRule({
  id: "lock-timeout-starves-concurrently",
  severity: "warning",
  hazard: "failure",
  checks: "idempotent",
  since: 13,
  title: "A short lock_timeout cancels CONCURRENTLY and leaves an invalid index",
  why: "CONCURRENTLY waits for every transaction that was open before it, on other tables too. Nobody else waits for that, but lock_timeout counts it: with a limit of a minute or less, one long query or one idle session is enough to cancel the statement, and an invalid index stays behind.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`
      set lock_timeout = '2s';
      create index concurrently orders_email on orders (email);`,
    good: sql`
      set lock_timeout = 0;
      create index concurrently orders_email on orders (email);`
  },
  on: {
    IndexStmt: ({ concurrent, relation }, facts) => concurrent ? hit16("CREATE INDEX CONCURRENTLY", tableOf(relation, facts), facts) : void 0,
    DropStmt: ({ concurrent, objects }, facts) => concurrent ? hit16("DROP INDEX CONCURRENTLY", indexOf(objects?.[0], facts), facts) : void 0,
    ReindexStmt: ({ params, kind, relation }, facts) => {
      if (!switchedOn(params, "concurrently")) return void 0;
      const named = kind === "REINDEX_OBJECT_INDEX" ? indexOf(relation, facts) : tableOf(relation, facts);
      return hit16("REINDEX CONCURRENTLY", relation ? named : [], facts);
    }
  }
});
function tableOf(range, facts) {
  const table = existingTable(range, facts);
  return table && [objectName(table.name)];
}
function indexOf(named, facts) {
  if (!named) return void 0;
  const index = facts.catalog.index("relname" in named ? writtenName(named) : nameFrom(named));
  if (!index) return facts.catalog.complete ? void 0 : [];
  const table = existingTable(index.table, facts);
  return table && [objectName(table.name)];
}
function hit16(what2, objects, facts) {
  const { lockTimeoutMs: limit2 = 0, transaction } = facts.session;
  if (!objects || limit2 === 0 || limit2 > shortMs || transaction !== "none") return void 0;
  const written4 = limit2 % 1e3 === 0 ? `${String(limit2 / 1e3)}s` : `${String(limit2)}ms`;
  return {
    objects,
    says: `${code(what2)} waits for every transaction that was open before it, on any table: one that is open for longer than ${written4} cancels it (lock_timeout is ${code(written4)}), and an invalid index stays.`,
    instead: facts.transaction === "one-message" ? steps(
      remark(`${facts.tool.title} sends this file as one message, so a SET has no place in it. Run it without a`),
      remark(`lock_timeout in ${facts.tool.sessionSettings}`),
      statement(oneLine(facts.statement.sql))
    ) : steps("SET lock_timeout = 0;", statement(oneLine(facts.statement.sql)), `SET lock_timeout = '${written4}';`)
  };
}

// src/rules/lock-timeout-zero.ts
var rule58 = defineRule({
  id: "lock-timeout-zero",
  severity: "warning",
  hazard: "process",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "lock_timeout = 0 lets these statements wait for ever",
  why: "Zero means no limit. A statement that waits for a blocking lock makes every later query on the table queue behind it. Zero is right around CONCURRENTLY, and for nothing else.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      set lock_timeout = 0;
      alter table orders add column note text;`,
    good: sql`
      set lock_timeout = '2s';
      alter table orders add column note text;`
  },
  onPullRequest: ({ statements }) => stretches(statements).map(({ setter, waiting, first }) => ({
    at: (setter ?? first).statement,
    objects: [...new Set(waiting.map(({ lock }) => lock.object))],
    says: `lock_timeout is 0, so nothing limits the wait: ${queueing(waiting)}. ${waitingLines(waiting)}.`,
    instead: steps(
      limited2(setter),
      remark("Zero belongs around CONCURRENTLY only: set it right before, and the limit again after it.")
    )
  }))
});
function stretches(statements) {
  const found = [];
  let before2;
  for (const facts of statements) {
    if (facts.session.lockTimeoutMs === 0) {
      if (before2?.session.lockTimeoutMs !== 0) found.push({ setter: before2 && setting2(before2), waiting: [] });
      const lock = blockingLock(facts);
      if (lock) found.at(-1)?.waiting.push({ facts, lock });
    }
    before2 = facts;
  }
  return found.flatMap(({ setter, waiting }) => {
    const first = waiting[0]?.facts;
    return first ? [{ setter, waiting, first }] : [];
  });
}
var setting2 = (facts) => "VariableSetStmt" in facts.statement.node || "SelectStmt" in facts.statement.node ? facts : void 0;
function limited2(setter) {
  const node = setter?.statement.node;
  if (node && "SelectStmt" in node) return "SELECT set_config('lock_timeout', '2s', false);";
  const local = node && "VariableSetStmt" in node && node.VariableSetStmt.is_local;
  return `SET ${local ? "LOCAL " : ""}lock_timeout = '2s';`;
}

// src/rules/kit/figures.ts
function duration(ms) {
  if (ms < 1) return "less than 1 ms";
  if (ms < 1e3) return `${String(Math.round(ms))} ms`;
  if (ms < 9e4) return `${(ms / 1e3).toFixed(1)} s`;
  if (ms < 54e5) return `${String(Math.round(ms / 6e4))} min`;
  return `${(ms / 36e5).toFixed(1)} h`;
}
var count = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");

// src/rules/long-read-stall.ts
var rule59 = defineRule({
  id: "long-read-stall",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  since: 13,
  title: "Reads waited longer than the stall budget",
  why: "While the migration ran, probes read from and wrote to the same tables as an application would. The longest wait of reads was above rehearsal.stall-budget, and no rule says why.",
  observed({ rehearsal: { traffic }, stallBudgetMs, statements, whole }) {
    if (traffic.status !== "measured" || traffic.longestReadStallMs <= stallBudgetMs) return [];
    if (statements.some(({ foretold }) => foretold.some(({ takes: takes2 }) => takes2))) return [];
    return [
      {
        at: whole,
        objects: [],
        says: `A SELECT on a table of this migration waited ${duration(traffic.longestReadStallMs)}; the budget is ${duration(stallBudgetMs)}.`,
        instead: "Look in the timeline which statement held the lock, and split it off into a migration of its own with a lock_timeout."
      }
    ];
  }
});

// src/rules/long-write-stall.ts
var rule60 = defineRule({
  id: "long-write-stall",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  since: 13,
  title: "Writes waited longer than the stall budget",
  why: "While the migration ran, probes read from and wrote to the same tables as an application would. The longest wait of writes was above rehearsal.stall-budget, and no rule says why.",
  observed({ rehearsal: { traffic }, stallBudgetMs, statements, whole }) {
    if (traffic.status !== "measured" || traffic.longestWriteStallMs <= stallBudgetMs) return [];
    if (statements.some(({ foretold }) => foretold.some(({ takes: takes2 }) => takes2))) return [];
    return [
      {
        at: whole,
        objects: [],
        says: `An INSERT, UPDATE or DELETE on a table of this migration waited ${duration(traffic.longestWriteStallMs)}; the budget is ${duration(stallBudgetMs)}.`,
        instead: "Look in the timeline which statement held the lock, and split it off into a migration of its own with a lock_timeout."
      }
    ];
  }
});

// src/rules/migration-deleted.ts
var rule61 = defineRule({
  id: "migration-deleted",
  severity: "blocker",
  hazard: "process",
  checks: "versioned",
  since: 13,
  title: "A merged migration is deleted",
  why: "Databases that ran it keep its result, new ones never get it, and a rollback past it is impossible. Many tools refuse to go on where an applied migration is missing.",
  onPullRequest: ({ changed: changed3 }) => changed3.filter(({ status, draft }) => status === "deleted" && !draft).map(({ path, direction }) => ({
    at: topOf(path),
    objects: [],
    says: direction === "down" ? `${code(path)} is deleted: the migration it belongs to can no longer be rolled back.` : `${code(path)} is deleted: databases that ran it keep its result, new ones never get it.`,
    instead: "Keep the file, and undo what it did in a new migration.",
    ...direction === "down" ? { severity: "warning" } : {}
  }))
});

// src/rules/missing-down.ts
var rule62 = defineRule({
  id: "missing-down",
  severity: "advice",
  hazard: "process",
  checks: "rollback-plan",
  since: 13,
  title: "Nobody wrote how to undo this migration",
  why: "When a release goes wrong, a rehearsed down migration is the quickest way back. Written in the heat of the moment it is neither quick nor rehearsed.",
  onPullRequest(pull) {
    const { changed: changed3, tool } = pull;
    const downs = byVersion(
      changed3.filter(({ direction, status }) => direction === "down" && status !== "deleted"),
      tool
    );
    return changed3.filter((file) => file.status === "added" && file.version !== "" && file.direction !== "down").filter((file) => expected(file, pull) && file.down === void 0 && downs(file).length === 0).map((file) => ({
      at: topOf(file.path),
      objects: [],
      says: `${code(file.path)} has no down migration, so ${tool(file.tool).title} cannot take it back.`,
      instead: "Write the down migration beside it, or say in the pull request how to get back without one."
    }));
  }
});
function expected(file, { base, tool }) {
  const { downs } = tool(file.tool);
  if (downs !== "optional") return downs !== "none";
  return base.some((one) => sameHistory(one, file) && one.down !== void 0);
}

// src/rules/missing-lock-timeout.ts
var rule63 = defineRule({
  id: "missing-lock-timeout",
  severity: "warning",
  hazard: "process",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Nothing limits how long these statements wait for their lock",
  why: "A statement that waits for a blocking lock makes every later query on the table queue behind it, also where its own work takes no time. With a lock_timeout it gives up, the queue moves on, and the migration can be tried again.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`alter table orders add column note text;`,
    good: sql`
      set lock_timeout = '2s';
      alter table orders add column note text;`
  },
  onPullRequest({ statements }) {
    const open = statements.flatMap((facts) => {
      const lock = facts.session.lockTimeoutMs === void 0 ? blockingLock(facts) : void 0;
      return lock ? [{ facts, lock }] : [];
    });
    const first = open[0];
    if (!first) return [];
    const { tool, statement: statement2 } = first.facts;
    return [
      {
        at: statement2,
        objects: [...new Set(open.map(({ lock }) => lock.object))],
        says: `No lock_timeout is in force: ${queueing(open)}. ${waitingLines(open)}.`,
        instead: steps(
          remark(`In ${tool.sessionSettings}`),
          remark("Or at the top of the file, and not around CONCURRENTLY, which it would cancel:"),
          "SET lock_timeout = '2s';"
        )
      }
    ];
  }
});

// src/rules/multiple-tables-locked.ts
var rule64 = defineRule({
  id: "multiple-tables-locked",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "One transaction locks several tables",
  why: "While it waits for the second table it keeps the first, so both stand still for the longest wait of all. And a transaction of the application that takes the two in the other order deadlocks with it: Postgres then ends one of them.",
  examples: {
    given: sql`
      create table orders (id bigint primary key);
      create table payments (id bigint primary key);`,
    bad: sql`
      begin;
      alter table orders add column note text;
      alter table payments add column note text;
      commit;`,
    good: sql`
      alter table orders add column note text;
      alter table payments add column note text;`
  },
  onPullRequest: ({ statements }) => lockings(statements).flatMap(hit17)
});
function lockings(statements) {
  const found = /* @__PURE__ */ new Map();
  for (const facts of statements) {
    const { transactionNumber, transaction } = facts.session;
    const tables2 = transaction === "none" ? [] : tablesOf3(facts);
    const known3 = found.get(transactionNumber) ?? { seen: /* @__PURE__ */ new Set(), first: [] };
    const table = tables2.find((one) => !known3.seen.has(one));
    if (table === void 0) continue;
    for (const one of tables2) known3.seen.add(one);
    found.set(transactionNumber, { ...known3, first: [...known3.first, { facts, table }] });
  }
  return [...found.values()].map(({ first }) => first);
}
function tablesOf3(facts) {
  const blocked = facts.locks.filter(({ mode, madeHere }) => !madeHere && blocks(mode).length > 0);
  const tables2 = blocked.flatMap(({ relation }) => existingTable(relation, facts) ? [topOf2(relation, facts)] : []);
  return [...new Set(tables2)];
}
function topOf2(name, facts) {
  const parent = facts.catalog.relation(name)?.partitionOf;
  return parent ? topOf2(parent, facts) : objectName(name);
}
function hit17(locked) {
  const [first, second] = locked;
  if (!first || !second) return [];
  const place = ({ facts, table }) => `${code(table)} (line ${String(facts.statement.line)})`;
  return [
    {
      at: second.facts.statement,
      objects: [...new Set(locked.map(({ table }) => table))],
      says: `One transaction locks ${listed(locked.map(place))}: while it waits for one, whoever uses the others waits too, and a transaction of the application that takes them in another order deadlocks with it.`,
      instead: steps(
        ...locked.flatMap(({ facts }, index) => [
          index === 0 ? "" : nextMigration("no other table is locked."),
          statement(oneLine((facts.inside ?? facts.statement).sql))
        ])
      )
    }
  ];
}

// src/rules/not-idempotent.ts
var rule65 = defineRule({
  id: "not-idempotent",
  severity: "warning",
  hazard: "process",
  checks: "idempotent",
  since: 13,
  title: "Interrupted, the migration cannot simply be run again",
  why: "Connections break and timeouts strike. A migration that then needs somebody to tidy up by hand needs them at the worst moment.",
  observed: ({ rehearsal: { rerun }, whole }) => rerun.status === "fails" ? [
    {
      at: whole,
      objects: [],
      says: `Interrupted and run again in the rehearsal: ${rerun.says}`,
      instead: "Put each statement that commits by itself into a migration of its own, or make it safe to repeat (IF NOT EXISTS, IF EXISTS; drop an invalid index before it is built again)."
    }
  ] : []
});

// src/rules/not-null-default-then-drop-default.ts
var rule66 = defineRule({
  id: "not-null-default-then-drop-default",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Without the default, INSERTs that leave this required column out fail",
  why: "While a deployment goes on, old code inserts rows without naming the column. As long as it has a default that works; once the column is NOT NULL and the default is gone, each of these INSERTs fails (23502).",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      alter table orders add column state text not null default 'open';
      alter table orders alter column state drop default;`,
    good: sql`alter table orders add column state text not null default 'open';`
  },
  on: {
    AT_ColumnDefault({ cmd, head, table: range }, facts) {
      const table = existingTable(range, facts);
      if (!table || !cmd.name || cmd.def && !isNull(cmd.def) || !endsBare(cmd, table, facts)) return void 0;
      const name = objectName(table.name);
      const quoted2 = quoteIdentifier(cmd.name);
      return {
        objects: [name],
        says: `INSERTs into ${code(name)} by the running code that leave ${code(quoted2)} out fail from now on (23502): the column is NOT NULL, and its default is gone.`,
        instead: steps(
          remark("1. Keep the default, and release code that names the column in each of its INSERTs."),
          remark("2. When no old code runs any more, in a later pull request:"),
          `${head} ALTER COLUMN ${quoted2} DROP DEFAULT;`
        )
      };
    }
  }
});
function endsBare(dropping, table, facts) {
  const all2 = alterationsOf(table.name, [facts, ...facts.laterOn(table.name.name)]);
  const found = column(table, dropping.name);
  const def = all2.slice(0, all2.indexOf(dropping)).flatMap((one) => one.subtype === "AT_AddColumn" ? as("ColumnDef", one.def) ?? [] : []).find(({ colname }) => colname === dropping.name);
  const value = def && own(def, "CONSTR_DEFAULT");
  if (found?.default === void 0 && !(value && !isNull(value.raw_expr))) return false;
  let required = found?.notNull === true || (def && (own(def, "CONSTR_NOTNULL") ?? own(def, "CONSTR_PRIMARY"))) !== void 0;
  for (const [at, { subtype, name, def: set }] of all2.entries()) {
    if (name !== dropping.name) continue;
    if (subtype === "AT_SetNotNull") required = true;
    if (subtype === "AT_DropNotNull") required = false;
    if (at <= all2.indexOf(dropping)) continue;
    if (subtype === "AT_DropColumn" || subtype === "AT_AddIdentity") return false;
    if (subtype === "AT_ColumnDefault" && set && !isNull(set)) return false;
  }
  return required;
}

// src/rules/out-of-order-version.ts
var weight = {
  skipped: "blocker",
  refused: "blocker",
  unknown: "warning",
  applied: "advice"
};
var rule67 = defineRule({
  id: "out-of-order-version",
  severity: "blocker",
  hazard: "process",
  checks: "versioned",
  since: 13,
  title: "A new migration sorts before one that is already merged",
  why: "Databases that ran the newer one are past this version: depending on the tool it is skipped in silence, refused, or run in another order than on a new database.",
  onPullRequest: ({ changed: changed3, base, tool }) => changed3.filter(({ status, version, direction }) => status === "added" && version !== "" && direction !== "down").flatMap((file) => {
    const { compareVersions, title, ...usual } = tool(file.tool);
    const olderVersion = file.mayComeLate ? "applied" : usual.olderVersion;
    const newest = base.filter((one) => one.version !== "" && sameHistory(one, file) && sameDirection(one, file)).reduce(
      (max, one) => max === void 0 || compareAges(one, max, compareVersions) > 0 ? one : max,
      void 0
    );
    if (newest === void 0 || compareAges(file, newest, compareVersions) >= 0) return [];
    return [
      {
        at: topOf(file.path),
        objects: [],
        says: `${order2(file, newest)}, which is merged already: ${consequence(title, olderVersion)}.`,
        instead: file.stamp === void 0 ? `Give ${file.path} a version after ${newest.version}.` : `Bring the branch up to date and make ${file.path} the newest in ${title}'s own list again.`,
        severity: weight[olderVersion]
      }
    ];
  })
});
function compareAges(a, b, compareVersions) {
  if (a.stamp !== void 0 && b.stamp !== void 0) return a.stamp - b.stamp;
  return a.identity === void 0 && a.place === void 0 ? compareVersions(a.version, b.version) : 0;
}
var order2 = (file, newest) => file.stamp === void 0 ? `Version ${file.version} comes before ${newest.version}` : `The tool's own list has ${code(file.path)} as older than ${code(newest.path)}`;
function consequence(title, older) {
  if (older === "skipped") return `${title} skips it in silence on every database that has the newer one`;
  if (older === "refused") return `${title} refuses to run on every database that has the newer one`;
  if (older === "applied") return `${title} runs it late, so that databases run the two in different orders`;
  return `whether ${title} runs it on databases that have the newer one is not certain`;
}

// src/rules/kit/attach-work.ts
var noWork = { reasons: [], before: "" };
function attachWork(parent, child, facts) {
  if (!parent.known || !child.known) return noWork;
  const own2 = facts.catalog.indexes(child.name);
  const indexes = facts.catalog.indexes(parent.name).filter((one) => !own2.some((other) => alike(one, other)));
  const keys2 = parent.constraints.filter(
    (one) => one.references && !child.constraints.some((other) => other.validated && sameKey(one, other))
  );
  return {
    reasons: [
      ...indexes.map(({ name }) => `an index like ${code(objectName(name))} is built`),
      ...keys2.map(({ name }) => `the foreign key ${code(quoteIdentifier(name))} is checked`)
    ],
    before: steps(
      ...indexes.map((one) => built(one, child, facts)),
      ...keys2.map(
        ({ name }) => remark(
          `The foreign key ${quoteIdentifier(name)} on ${objectName(child.name)} as well, NOT VALID, then VALIDATE.`
        )
      )
    )
  };
}
var alike = (whole, part) => whole.unique === part.unique && whole.method === part.method && whole.partial === part.partial && whole.hasExpressions === part.hasExpressions && whole.columns.join() === part.columns.join() && (whole.constraint === void 0 || part.constraint !== void 0);
var sameKey = (a, b) => a.references !== void 0 && b.references !== void 0 && sameName(a.references.table, b.references.table) && a.columns.join() === b.columns.join();
function built(index, child, facts) {
  const table = objectName(child.name);
  if (index.partial || index.hasExpressions) {
    return remark(`An index like ${objectName(index.name)} on ${table}, built CONCURRENTLY.`);
  }
  const owner = facts.catalog.relation(index.table)?.constraints.find(({ name: name2 }) => name2 === index.constraint);
  const primary = owner?.kind === "primary-key";
  const suffix = primary ? "pkey" : owner ? "key" : "idx";
  const name = chosenName(child.name, primary ? [] : index.columns, suffix);
  const method = index.method === "btree" ? "" : ` USING ${index.method}`;
  const create = `CREATE ${index.unique ? "UNIQUE " : ""}INDEX CONCURRENTLY ${name} ON ${table}${method} (${columnList(index.columns)});`;
  const kind = primary ? "PRIMARY KEY" : "UNIQUE";
  return steps(
    outsideTransaction(create, facts),
    owner ? `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name};` : ""
  );
}

// src/rules/partition-attach-scan.ts
var rule68 = defineRule({
  id: "partition-attach-scan",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "Attaching a partition reads it, or the default partition, while nobody may use it",
  why: "ATTACH PARTITION looks at every row of the new partition, and of the default partition, under AccessExclusive locks on both. A valid CHECK, with NOT NULL, that says the same as the bounds proves it beforehand; one on the default partition has to say the opposite. Indexes and foreign keys that the partitioned table has and the new partition lacks are made under the same lock. The partitioned table itself stays in use.",
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2026 (id bigint, at date not null);`,
    rows: sql`insert into events_2026 select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');`,
    good: sql`
      alter table events_2026 add constraint bound check (at >= '2026-01-01' and at < '2027-01-01') not valid;
      alter table events_2026 validate constraint bound;
      alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');
      alter table events_2026 drop constraint bound;`
  },
  on: {
    AT_AttachPartition(action, facts) {
      const parent = facts.catalog.relation(writtenName(action.table));
      const command = as("PartitionCmd", action.cmd.def);
      if (!parent || !command?.name) return void 0;
      const rest = defaultPartition(parent, facts);
      const free = command.bound?.is_default === true && parent.known && parent.partitions.length === 0;
      const bound = boundOf(command.bound, parent);
      const child = existingTable(command.name, facts);
      const read2 = child && !free && !provesWithin(child, bound, parent.partitionKey) ? child : void 0;
      const searched = existingTable(rest?.name, facts);
      const other = searched && !provesOutside(searched, bound, parent.partitionKey) ? searched : void 0;
      const work = child ? attachWork(parent, child, facts) : noWork;
      const reasons = [
        read2 ? `no valid CHECK proves that all rows of ${code(objectName(read2.name))} belong in it` : "",
        ...work.reasons,
        other ? `no valid CHECK proves that the default partition ${code(objectName(other.name))} has none of them` : ""
      ].filter(Boolean);
      if (reasons.length === 0) return void 0;
      const objects = [work.reasons.length > 0 ? child : read2, other].flatMap(
        (one) => one ? objectName(one.name) : []
      );
      const checks = [read2 && insideCheck(read2, bound), other && outsideCheck(other, bound)].flatMap(
        (one) => one ?? []
      );
      return {
        objects,
        says: `Reads and writes of ${listed(objects.map(code))} wait while ATTACH PARTITION looks at every row under AccessExclusive: ${listed(reasons)}.`,
        instead: steps(
          other ? remark("Rows of the default partition that belong in the new one have to leave it first.") : "",
          work.before,
          ...checks.map(({ add }) => add),
          nextMigration("reads and writes go on during the scan."),
          ...checks.map(({ validate }) => validate),
          statement(`${action.head} ${action.text}`),
          ...checks.map(({ drop }) => drop)
        )
      };
    }
  }
});

// src/rules/partition-detach.ts
var rule69 = defineRule({
  id: "partition-detach",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Detaching a partition stops the whole partitioned table",
  why: "DETACH PARTITION takes AccessExclusive on the partitioned table, the partition and the default partition, until the transaction ends. CONCURRENTLY lets reads and writes go on, but not beside a default partition; with a lock_timeout, and nothing long in the transaction, the wait is bounded.",
  versions: "DETACH PARTITION \u2026 CONCURRENTLY: Postgres 14 and later.",
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');`,
    bad: sql`alter table events detach partition events_2025;`,
    good: sql`
      set lock_timeout = '2s';
      alter table events detach partition events_2025;`
  },
  on: {
    AT_DetachPartition(action, facts) {
      const parent = existingTable(action.table, facts);
      const command = as("PartitionCmd", action.cmd.def);
      const bounded = waitIsBounded(facts);
      if (!parent || !command?.name || command.concurrent || bounded && nothingLongFollows(facts)) return void 0;
      const partition = existingTable(command.name, facts);
      const rest = defaultPartition(parent, facts);
      const objects = [...new Set([parent, partition, rest].flatMap((one) => one ? objectName(one.name) : []))];
      const online = facts.postgres >= 14 && !rest;
      return {
        objects,
        says: `Reads and writes of ${listed(objects.map(code))} wait until this transaction ends: DETACH PARTITION takes AccessExclusive on ${objects.length === 1 ? "it" : "each of them"}.`,
        instead: online ? outsideTransaction(steps(`${action.head} ${action.text} CONCURRENTLY;`), facts) : shortLock(facts),
        ...bounded ? { severity: "advice" } : {}
      };
    }
  }
});

// src/rules/pk-using-index-nullable.ts
var rule70 = defineRule({
  id: "pk-using-index-nullable",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "PRIMARY KEY USING INDEX still looks for NULLs while nobody may use the table",
  why: "A primary key makes its columns NOT NULL. Where they allow NULL, Postgres looks at every row under an AccessExclusive lock although the index is there already, unless a valid CHECK (column IS NOT NULL) has proved it.",
  examples: {
    given: sql`
      create table orders (number bigint);
      create unique index orders_number on orders (number);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add constraint orders_pkey primary key using index orders_number;`,
    good: sql`
      alter table orders add constraint orders_number_not_null check (number is not null) not valid;
      alter table orders validate constraint orders_number_not_null;
      alter table orders add constraint orders_pkey primary key using index orders_number;
      alter table orders drop constraint orders_number_not_null;`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const key = constraintDef(action);
      if (!table || key?.contype !== "CONSTR_PRIMARY" || !key.indexname) return void 0;
      const index = facts.catalog.index({ schema: table.name.schema, name: key.indexname });
      const open = (index?.columns ?? []).filter(
        (name2) => column(table, name2)?.notNull === false && !table.constraints.some((one) => one.validated && one.provesNotNull.includes(name2))
      );
      if (open.length === 0) return void 0;
      const name = objectName(table.name);
      const columns = listed(open.map((one) => code(quoteIdentifier(one))));
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while every row is looked at for NULLs under AccessExclusive: ${columns} ${open.length === 1 ? "allows" : "allow"} NULL, and a primary key sets NOT NULL.`,
        instead: steps(
          ...open.map((one) => provenNotNull(action.head, table.name, one)),
          nextMigration("it only takes the index over."),
          statement(`${action.head} ${action.text}`)
        )
      };
    }
  }
});

// src/rules/refresh-matview.ts
var rule71 = defineRule({
  id: "refresh-matview",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "Refreshing a materialized view makes its readers wait for the whole query",
  why: "REFRESH MATERIALIZED VIEW holds an AccessExclusive lock on the view while its query runs. CONCURRENTLY lets reads go on; it needs a unique index on plain columns, without WHERE, and a view that was filled before.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, customer_id bigint);
      create materialized view totals as select customer_id, count(*) from orders group by 1;
      create unique index totals_customer on totals (customer_id);`,
    rows: sql`
      insert into orders select n, n from generate_series(1, 1000) n;
      refresh materialized view totals;`,
    bad: sql`refresh materialized view totals;`,
    good: sql`refresh materialized view concurrently totals;`
  },
  on: {
    RefreshMatViewStmt({ relation, concurrent, skipData }, facts) {
      const view = existingTable(relation, facts);
      if (!view || concurrent) return void 0;
      const name = objectName(view.name);
      return {
        objects: [name],
        says: skipData ? `Reads of ${code(name)} fail (55000) from here until it is filled again: WITH NO DATA empties it, under AccessExclusive.` : `Reads of ${code(name)} wait until its whole query is done: REFRESH MATERIALIZED VIEW holds AccessExclusive on it.`,
        instead: steps(uniqueIndex(view, facts), `REFRESH MATERIALIZED VIEW CONCURRENTLY ${name};`)
      };
    }
  }
});
function uniqueIndex(view, facts) {
  const fits = facts.catalog.indexes(view.name).some(({ unique: unique4, partial, hasExpressions }) => unique4 && !partial && !hasExpressions);
  if (fits) return "";
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${chosenName(view.name, [], "key")} ON ${objectName(view.name)} (<columns that tell its rows apart>);`;
  return steps(
    remark("CONCURRENTLY needs a unique index on plain columns, without WHERE:"),
    outsideTransaction(index, facts),
    nextMigration("reads go on while the view is filled.")
  );
}

// src/rules/refused-by-sandbox.ts
var rule72 = defineRule({
  id: "refused-by-sandbox",
  severity: "blocker",
  hazard: "failure",
  checks: "forward-compatibility",
  since: 13,
  title: "The migration asks for what only the server\u2019s owner may do",
  why: "Programs and files of the server, and its settings, are a superuser\u2019s. No managed service permits them to a migration, and neither does the rehearsal.",
  observed: ({ observations, place }) => observations.refused.map((refused) => ({
    at: place(refused),
    objects: [],
    says: `The rehearsal refused this: ${refused.says}`,
    instead: "Take it out of the migration; let whoever runs the server do it."
  }))
});

// src/rules/reindex-not-concurrent.ts
var rule73 = defineRule({
  id: "reindex-not-concurrent",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareLock",
  scans: true,
  since: 13,
  title: "REINDEX makes writes wait, and nearly every read",
  why: "REINDEX holds a Share lock on the table and AccessExclusive on the index until it is built anew. Planning a query locks every index of its table, so reads wait as well, unless their plan is cached and leaves the index out.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`reindex table orders;`,
    good: sql`reindex table concurrently orders;`
  },
  on: {
    ReindexStmt(reindex, facts) {
      if (switchedOn(reindex.params, "concurrently")) return void 0;
      const name = tableOf2(reindex, facts);
      if (name === void 0) return void 0;
      return {
        objects: name === "" ? [] : [name],
        says: `Writes to ${name === "" ? "its table" : code(name)} wait until the indexes are built anew, and nearly every read with them: REINDEX holds Share on the table and AccessExclusive on each index.`,
        instead: outsideTransaction(statement(concurrently2(facts.statement.sql)), facts)
      };
    }
  }
});
function tableOf2({ kind, relation }, facts) {
  if (kind === "REINDEX_OBJECT_TABLE") {
    const table2 = existingTable(relation, facts);
    return table2 && objectName(table2.name);
  }
  if (kind !== "REINDEX_OBJECT_INDEX" || !relation) return void 0;
  const index = facts.catalog.index(writtenName(relation));
  if (!index) return facts.catalog.complete ? void 0 : "";
  const table = facts.catalog.relation(index.table);
  return table && !table.madeHere ? objectName(table.name) : void 0;
}
var concurrently2 = (text) => oneLine(text).replace(
  /^(REINDEX\s*(?:\([^)]*\)\s*)?(?:TABLE|INDEX))\b/i,
  (_, head) => `${head} ${inCaseOf(head, "CONCURRENTLY")}`
);

// src/rules/rename-column.ts
var rule74 = defineRule({
  id: "rename-column",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Renaming a column breaks the running code at once",
  why: "Old and new code run side by side during a deployment, and one of them names a column that is not there.",
  examples: {
    given: sql`create table orders (id bigint primary key, note text);`,
    bad: sql`alter table orders rename column note to remark;`,
    good: sql`alter table orders add column remark text;`
  },
  on: {
    RenameStmt(rename, facts) {
      if (rename.renameType !== "OBJECT_COLUMN") return void 0;
      const table = existing(rename.relation, facts);
      if (!table || !rename.subname || !rename.newname) return void 0;
      if (table.known && table.columns.length > 0 && !column(table, rename.subname)) return void 0;
      const name = objectName(table.name);
      const [old, fresh] = [quoteIdentifier(rename.subname), quoteIdentifier(rename.newname)];
      return {
        objects: [name],
        says: `Queries of the running code that name ${code(old)} of ${code(name)} fail from the moment it is called ${code(fresh)}.`,
        instead: instead5(table, [old, fresh], column(table, rename.subname)?.type, facts)
      };
    }
  }
});
function instead5(table, [old, fresh], type, facts) {
  const name = objectName(table.name);
  if (table.kind !== "table" && table.kind !== "partitioned-table") {
    return `Add ${fresh} to ${name} beside ${old}, and drop ${old} when no code reads it any more.`;
  }
  return steps(
    `ALTER TABLE ${name} ADD COLUMN ${fresh} ${type ? typeText(type) : "<type>"};`,
    remark("Release code that writes both columns. Then fill the old rows:"),
    outsideTransaction(
      inBatches(table, `UPDATE ${name} SET ${fresh} = ${old}`, `${fresh} IS DISTINCT FROM ${old}`),
      facts
    ),
    nextMigration("when no code reads the old name any more."),
    `ALTER TABLE ${name} DROP COLUMN ${old};`
  );
}

// src/rules/rename-enum-value.ts
var rule75 = defineRule({
  id: "rename-enum-value",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  since: 13,
  title: "Renaming an enum value breaks the code that still uses the old one",
  why: "From that moment the old label is no value of the type: queries that name it fail (22P02), and code that reads rows meets a label it does not know. A new value beside the old one serves both.",
  examples: {
    given: sql`
      create type order_state as enum ('open', 'done');
      create table orders (id bigint primary key, state order_state);`,
    bad: sql`alter type order_state rename value 'done' to 'closed';`,
    good: sql`alter type order_state add value 'closed';`
  },
  on: {
    AlterEnumStmt(alter, facts) {
      const { oldVal: old, newVal: fresh } = alter;
      if (old === void 0 || fresh === void 0) return void 0;
      const written4 = fromParts(stringsOf(alter.typeName));
      const type = facts.catalog.type(written4);
      if (type ? type.madeHere : facts.catalog.complete) return void 0;
      if (type?.labels && !type.labels.includes(old)) return void 0;
      const name = objectName(type?.name ?? { schema: written4.schema ?? "public", name: written4.name });
      const rows = backfills(type?.name, [old, fresh], facts);
      return {
        objects: [name],
        says: `Queries of the running code that name ${code(literal(old))} of ${code(name)} fail from the moment it is called ${code(literal(fresh))} (22P02), and rows that hold it come back with a label that code does not know.`,
        instead: steps(
          `ALTER TYPE ${name} ADD VALUE ${literal(fresh)} AFTER ${literal(old)};`,
          remark(
            `Release code that reads both values and writes the new one.${rows.length > 0 ? " Then change the old rows:" : ""}`
          ),
          ...rows,
          remark("The old value stays in the type, unused: Postgres cannot take it away.")
        )
      };
    }
  }
});
function backfills(type, [old, fresh], facts) {
  const uses = facts.catalog.relations.flatMap((relation) => {
    const table = type && relation.partitionOf === void 0 ? existingTable(relation.name, facts) : void 0;
    const columns = table?.columns.filter((one) => type && sameName(one.type, type) && one.type.arrayDimensions === 0);
    return (columns ?? []).flatMap(({ name }) => table && column(table, name) ? [{ table, name }] : []);
  });
  return uses.map(({ table, name }) => {
    const quoted2 = quoteIdentifier(name);
    const update = `UPDATE ${objectName(table.name)} SET ${quoted2} = ${literal(fresh)}`;
    return outsideTransaction(inBatches(table, update, `${quoted2} = ${literal(old)}`), facts);
  });
}

// src/rules/kit/renamed-type.ts
function renamedType({ object, newname }, facts) {
  if (!object || newname === void 0) return void 0;
  const written4 = nameFrom(object);
  const type = facts.catalog.type(written4);
  if (type ? type.madeHere : facts.catalog.complete) return void 0;
  const old = type?.name ?? { schema: written4.schema ?? "public", name: written4.name };
  if (takenAgain(old.name, facts)) return void 0;
  const name = objectName(old);
  return {
    objects: [name],
    says: `Casts of the running code to ${code(name)} fail from the moment it is called ${code(quoteIdentifier(newname))} (42704).`,
    instead: steps(
      "BEGIN;",
      statement(oneLine(facts.statement.sql)),
      `CREATE DOMAIN ${name} AS ${objectName({ ...old, name: newname })};`,
      "COMMIT;",
      "-- Drop the domain when no code uses the old name any more."
    )
  };
}
var takenAgain = (name, facts) => restOfTransaction(facts).some(({ statement: { node } }) => madeBy(node) === name);
function madeBy(node) {
  const list2 = as("CreateEnumStmt", node)?.typeName ?? as("CreateDomainStmt", node)?.domainname;
  if (list2) return nameFrom({ List: { items: [...list2] } }).name;
  return as("RenameStmt", node)?.newname ?? as("CompositeTypeStmt", node)?.typevar?.relname;
}

// src/rules/rename-table.ts
var rule76 = defineRule({
  id: "rename-table",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Renaming a table breaks the running code at once",
  why: "Old and new code run side by side during a deployment, and one of them names a table that is not there. A view under the old name, made in the same transaction, serves both. The same holds of a type: casts name it, and a domain under the old name serves them.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`alter table orders rename to purchases;`,
    good: sql`
      begin;
      alter table orders rename to purchases;
      create view orders as select * from purchases;
      commit;`
  },
  on: {
    RenameStmt(rename, facts) {
      if (rename.renameType === "OBJECT_TYPE" || rename.renameType === "OBJECT_DOMAIN")
        return renamedType(rename, facts);
      if (!["OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW"].includes(rename.renameType ?? "")) return void 0;
      const relation = existing(rename.relation, facts);
      if (!relation || !rename.newname || relation.kind === "index" || relation.kind === "sequence") return void 0;
      if (viewFollows(relation, facts)) return void 0;
      const name = objectName(relation.name);
      const fresh = objectName({ ...relation.name, name: rename.newname });
      return {
        objects: [name],
        says: `Queries of the running code on ${code(name)} fail from the moment it is called ${code(quoteIdentifier(rename.newname))}.`,
        instead: steps(
          "BEGIN;",
          statement(oneLine(facts.statement.sql)),
          `CREATE VIEW ${name} AS SELECT * FROM ${fresh};`,
          "COMMIT;",
          "-- Drop the view when no code uses the old name any more."
        )
      };
    }
  }
});
var viewFollows = (relation, { later: later2, session }) => session.transaction !== "none" && later2.some(({ statement: { node }, session: { transactionNumber } }) => {
  if (transactionNumber !== session.transactionNumber || !("ViewStmt" in node) || !node.ViewStmt.view) return false;
  const { schema, name } = writtenName(node.ViewStmt.view);
  return name === relation.name.name && (schema === void 0 || schema === relation.name.schema);
});

// src/rules/replace-view-lock.ts
var rule77 = defineRule({
  id: "replace-view-lock",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Replacing a view makes its readers wait",
  why: "CREATE OR REPLACE VIEW is quick, but takes an AccessExclusive lock on the view: it waits for every query that is reading it, new ones queue behind it, and the lock stays to the end of the transaction. With a lock_timeout the wait is bounded.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,
    bad: sql`create or replace view open_orders as select id from orders where paid is not true;`,
    good: sql`create view unpaid_orders as select id from orders where paid is not true;`
  },
  on: {
    ViewStmt(create, facts) {
      const view = create.replace ? existing(create.view, facts) : void 0;
      if (!view?.known) return void 0;
      const name = objectName(view.name);
      const bounded = (facts.session.lockTimeoutMs ?? 0) > 0;
      return {
        objects: [name],
        says: `Queries on ${code(name)} wait until this transaction ends: CREATE OR REPLACE VIEW takes AccessExclusive on the view, and while it waits for a running query everything queues behind it.`,
        instead: steps(
          remark("In a migration of its own with nothing long in it, so that the lock is short:"),
          "SET lock_timeout = '2s';",
          statement(facts.statement.sql)
        ),
        ...bounded ? { severity: "advice" } : {}
      };
    }
  }
});

// src/rules/kit/privileges.ts
function existingNames(type, nodes, facts) {
  return nodes.flatMap((node) => {
    const range = as("RangeVar", node);
    if (range) {
      const relation = existing(range, facts);
      return relation ? [objectName(relation.name)] : [];
    }
    const parts2 = namedBy(node);
    const written4 = fromParts(parts2);
    if (type === "OBJECT_SCHEMA") return existingSchema(written4.name, facts) ? [quoteIdentifier(written4.name)] : [];
    const found = facts.catalog.routine(written4) ?? facts.catalog.type(written4);
    return found?.madeHere ? [] : [found ? objectName(found.name) : parts2.map(quoteIdentifier).join(".")];
  });
}
var kinds4 = {
  OBJECT_SEQUENCE: "the sequence ",
  OBJECT_FUNCTION: "the function ",
  OBJECT_PROCEDURE: "the procedure ",
  OBJECT_ROUTINE: "the routine ",
  OBJECT_SCHEMA: "the schema ",
  OBJECT_DATABASE: "the database ",
  OBJECT_TYPE: "the type "
};
var role = ({ roletype, rolename }) => roletype === "ROLESPEC_CSTRING" ? quoteIdentifier(rolename ?? "") : (roletype ?? "").replace("ROLESPEC_", "");
var rolesOf = (nodes) => all("RoleSpec", nodes).map(role);
var privilegesOf = (node) => all("AccessPriv", node.privileges).map(({ priv_name: name = "all" }) => name.toUpperCase());
function revoked(node, facts) {
  if (node.is_grant || node.grant_option || node.targtype === "ACL_TARGET_DEFAULTS") return void 0;
  const whole = node.targtype === "ACL_TARGET_ALL_IN_SCHEMA";
  const objects = existingNames(whole ? "OBJECT_SCHEMA" : node.objtype, node.objects ?? [], facts);
  if (objects.length === 0 || restOfTransaction(facts).some((later2) => grantsBack(node, later2))) return void 0;
  const rights = privilegesOf(node);
  const what2 = whole ? "everything in the schema " : kinds4[node.objtype ?? ""] ?? "";
  const from = listedBriefly(rolesOf(node.grantees).map(code));
  return {
    objects: what2 === "" || objects.length > 1 || !whole ? objects : [],
    says: `Running code that connects as ${from} loses ${rights.length > 0 ? code(rights.join(", ")) : "every right"} on ${what2}${listedBriefly(objects.map(code))}: what needs it fails from now on (42501).`,
    instead: afterRelease(facts)
  };
}
function grantsBack(revoke, { statement: { node } }) {
  const grant = as("GrantStmt", node);
  if (!grant?.is_grant || grant.targtype !== revoke.targtype || grant.objtype !== revoke.objtype) return false;
  const [rights, again] = [privilegesOf(revoke), privilegesOf(grant)];
  const same = (one = [], other = []) => plain2(one) === plain2(other);
  return same(revoke.objects, grant.objects) && rolesOf(revoke.grantees).every((one) => rolesOf(grant.grantees).includes(one)) && (again.length === 0 || rights.length > 0 && rights.every((one) => again.includes(one)));
}
var plain2 = (nodes) => JSON.stringify(nodes, (key, value) => key === "location" ? void 0 : value);
function membershipRevoked(node, facts) {
  if (node.is_grant || (node.opt ?? []).length > 0) return void 0;
  const granted = all("AccessPriv", node.granted_roles).map(({ priv_name: name = "" }) => quoteIdentifier(name));
  return {
    objects: [],
    says: `Running code that connects as ${listedBriefly(rolesOf(node.grantee_roles).map(code))} loses every right of ${listedBriefly(granted.map(code))}: what needs one fails from now on (42501).`,
    instead: afterRelease(facts)
  };
}
function ownerChanged(node, facts) {
  const [name] = existingNames(node.objectType, node.object ? [node.object] : [], facts);
  const owned = kinds4[node.objectType ?? ""];
  return name === void 0 || owned === void 0 ? void 0 : handedOver(name, owned, node.newowner, facts);
}
var handedOver = (name, kind, owner, facts) => ({
  objects: [name],
  says: `Running code that connects as the owner of ${kind}${code(name)} loses its rights on it to ${code(owner ? role(owner) : "another role")}: what needs one fails from now on (42501).`,
  instead: steps(
    remark("In the same transaction give the old owner what its code needs, for instance:"),
    statement(oneLine(facts.statement.sql)),
    kind === "" ? `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO <old owner>;` : `GRANT <rights> ON ${kind.replace("the ", "").toUpperCase()}${name} TO <old owner>;`
  )
});
var afterRelease = (facts) => steps(
  remark("1. See that no running code needs the right, or release code that does not."),
  remark("2. When no old code runs any more, in a later pull request:"),
  statement(oneLine(facts.statement.sql))
);

// src/rules/kit/row-security.ts
var waits = "Reads and writes wait for a moment: AccessExclusive.";
var told2 = (table, facts, says2) => ({
  objects: [objectName(table.name)],
  says: `${says2} ${waits}`,
  instead: steps(
    remark("1. On a copy, look as each role of the application at what it still sees and may change:"),
    `SET ROLE <role>; SELECT count(*) FROM ${objectName(table.name)}; RESET ROLE;`,
    remark("2. Release code that copes with it. Then:"),
    statement(oneLine(facts.statement.sql))
  )
});
function enabled(table, facts) {
  if (table.rowSecurity === "before") return void 0;
  const name = code(objectName(table.name));
  const policies = table.policies.length > 0 || facts.later.some((one) => createsPolicyOn(table, one));
  const seen = policies ? `only rows of ${name} that a policy lets through` : `no row of ${name} at all, as no policy lets any through`;
  return told2(
    table,
    facts,
    `From now on running code sees and changes ${seen}, unless it connects as the owner or a role with BYPASSRLS.`
  );
}
var forced = (table, facts) => told2(
  table,
  facts,
  `From now on running code that connects as the owner of ${code(objectName(table.name))} sees and changes only rows that a policy lets through.`
);
var disabled = (table, facts) => ({
  ...told2(
    table,
    facts,
    `Policies of ${code(objectName(table.name))} no longer hold: every role that may read the table sees all of its rows.`
  ),
  severity: "warning"
});
var createsPolicyOn = (table, { statement: { node }, catalog }) => {
  const policy = as("CreatePolicyStmt", node);
  const on = policy?.table && catalog.relation(writtenName(policy.table));
  return on !== void 0 && sameName(on.name, table.name);
};
function settled(table, facts) {
  if (table.rowSecurity === "before") return false;
  if (table.rowSecurity === "here" || facts.catalog.complete) return true;
  return alterationsOf(table.name, facts.later).some(({ subtype }) => subtype === "AT_EnableRowSecurity");
}
function policyMade(node, facts) {
  const table = existingTable(node.table, facts);
  if (!table || settled(table, facts) || droppedBefore2(table, node.policy_name, facts)) return void 0;
  const [policy, name] = [code(quoteIdentifier(node.policy_name ?? "")), code(objectName(table.name))];
  if (node.permissive === true) {
    const says2 = `The policy ${policy} lets more rows of ${name} through: running code of its roles sees and changes rows that it did not.`;
    return { ...told2(table, facts, says2), severity: "warning" };
  }
  return told2(
    table,
    facts,
    `From now on running code sees and changes only rows of ${name} that the policy ${policy} lets through as well.`
  );
}
var droppedBefore2 = (table, policy, { session }) => session.before.some(({ node }) => {
  const drop = as("DropStmt", node);
  if (drop?.removeType !== "OBJECT_POLICY") return false;
  return (drop.objects ?? []).some((one) => {
    const { schema, name } = nameFrom(one);
    return name === policy && (schema === void 0 || schema === table.name.name);
  });
});
function policyAltered(node, facts) {
  const table = existingTable(node.table, facts);
  if (!table || settled(table, facts)) return void 0;
  const [policy, name] = [code(quoteIdentifier(node.policy_name ?? "")), code(objectName(table.name))];
  return told2(
    table,
    facts,
    `From now on the policy ${policy} of ${name} lets other rows through: running code may see fewer, or be refused a write.`
  );
}
function policiesDropped(drop, facts) {
  return (drop.objects ?? []).flatMap((node) => {
    const items = "List" in node ? node.List.items ?? [] : [];
    const table = existingTable(nameFrom({ List: { items: items.slice(0, -1) } }), facts);
    const policy = nameFrom(node).name;
    if (!table || settled(table, facts) || table.known && !table.policies.includes(policy)) return [];
    const [shown2, name] = [code(quoteIdentifier(policy)), code(objectName(table.name))];
    return [
      told2(
        table,
        facts,
        `From now on running code no longer sees or changes rows of ${name} that only the policy ${shown2} let through.`
      )
    ];
  });
}

// src/rules/rls-policy-privilege.ts
var rule78 = defineRule({
  id: "rls-policy-privilege",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Running code sees fewer rows, or loses a right",
  why: "Row level security lets a role see and change only what a policy lets through, and nothing at all where there is no policy; queries do not fail, they answer with fewer rows. REVOKE and a change of owner take rights away at once (42501).",
  examples: {
    given: sql`create table orders (id bigint primary key, tenant text);`,
    bad: sql`alter table orders enable row level security;`,
    good: sql`create policy own_rows on orders using (tenant = current_user);`
  },
  on: {
    AT_EnableRowSecurity: (action, facts) => onTable(action, facts, enabled),
    AT_ForceRowSecurity: (action, facts) => onTable(action, facts, forced),
    AT_DisableRowSecurity: (action, facts) => onTable(action, facts, disabled),
    CreatePolicyStmt: policyMade,
    AlterPolicyStmt: policyAltered,
    DropStmt: (drop, facts) => drop.removeType === "OBJECT_POLICY" ? policiesDropped(drop, facts) : void 0,
    GrantStmt: revoked,
    GrantRoleStmt: membershipRevoked,
    AlterOwnerStmt: ownerChanged,
    AlterTableStmt: newOwner
  }
});
function onTable({ table: range }, facts, tell) {
  const table = existingTable(range, facts);
  return table ? tell(table, facts) : void 0;
}
function newOwner({ relation: range, cmds }, facts) {
  const relation = existing(range, facts);
  const change2 = all("AlterTableCmd", cmds).find(({ subtype }) => subtype === "AT_ChangeOwner");
  return relation && change2 ? handedOver(objectName(relation.name), "", change2.newowner, facts) : void 0;
}

// src/rules/rollback-differs.ts
var rule79 = defineRule({
  id: "rollback-differs",
  severity: "warning",
  hazard: "process",
  checks: "rollback-plan",
  since: 13,
  title: "The down migration does not restore the schema",
  why: "After up and down the schema is another than before, so that old code, or the next up, may fail on it.",
  observed: ({ rehearsal: { rollback }, whole }) => rollback.status === "differs" ? [
    {
      at: whole,
      objects: [],
      says: `Rolled back in the rehearsal: ${rollback.says}`,
      instead: "Make the down undo everything that the up does."
    }
  ] : []
});

// src/rules/rollback-fails.ts
var rule80 = defineRule({
  id: "rollback-fails",
  severity: "warning",
  hazard: "process",
  checks: "rollback-plan",
  since: 13,
  title: "The down migration fails",
  why: "A way back that fails is found out when it is needed most.",
  observed: ({ rehearsal: { rollback }, whole }) => rollback.status === "fails" ? [
    {
      at: whole,
      objects: [],
      says: `Rolled back in the rehearsal: ${rollback.says}`,
      instead: "Mend the down migration until the rehearsal takes it."
    }
  ] : []
});

// src/rules/rollback-loses-data.ts
var rule81 = defineRule({
  id: "rollback-loses-data",
  severity: "warning",
  hazard: "process",
  checks: "rollback-plan",
  since: 13,
  title: "The down migration does not bring the rows back",
  why: "The schema is as before, the rows are not: what was dropped or overwritten is gone.",
  observed: ({ rehearsal: { rollback }, whole }) => rollback.status === "loses-data" ? [
    {
      at: whole,
      objects: [],
      says: `Rolled back in the rehearsal: ${rollback.says}`,
      instead: "Keep what the migration removes (rename instead of drop, copy to a side table), or say in the pull request that the loss is meant."
    }
  ] : []
});

// src/rules/security-definer-search-path.ts
var rule82 = defineRule({
  id: "security-definer-search-path",
  severity: "warning",
  hazard: "hygiene",
  checks: "small-and-focused",
  since: 13,
  evenOnNewTables: true,
  title: "A SECURITY DEFINER function looks names up where its caller says",
  why: "It runs with its owner\u2019s rights and, without a search_path of its own, with the caller\u2019s: whoever may create a table or an operator in a schema of that path, pg_temp included, runs code as the owner.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      create function order_count() returns bigint language plpgsql security definer
      as $$ begin return (select count(*) from orders); end $$;`,
    good: sql`
      create function order_count() returns bigint language plpgsql security definer set search_path = public, pg_temp
      as $$ begin return (select count(*) from orders); end $$;`
  },
  on: {
    CreateFunctionStmt(create, facts) {
      if (!definer(create.options) || pinned2(create.options) || create.sql_body) return void 0;
      const arguments_ = all("FunctionParameter", create.parameters).filter(
        ({ mode }) => !resultsOnly.includes(mode ?? "")
      );
      const types = arguments_.map(({ argType }) => signature(argType));
      return hit18(create.funcname, types, create.is_procedure ? "PROCEDURE" : "FUNCTION", facts);
    },
    AlterFunctionStmt({ actions: actions2, func, objtype }, facts) {
      if (!definer(actions2) || pinned2(actions2)) return void 0;
      const types = all("TypeName", func?.objargs).map(signature);
      return hit18(func?.objname, types, objtype === "OBJECT_PROCEDURE" ? "PROCEDURE" : "FUNCTION", facts);
    }
  }
});
var resultsOnly = ["FUNC_PARAM_OUT", "FUNC_PARAM_TABLE"];
function signature(type) {
  const builtin3 = columnType(type, () => "");
  return builtin3.schema === "pg_catalog" ? typeText(builtin3) : typeText2(type);
}
var definer = (options) => as("Boolean", option(options, "security")?.arg)?.boolval === true;
var pinned2 = (options) => all("DefElem", options).some(({ defname, arg }) => {
  const set = defname === "set" ? as("VariableSetStmt", arg) : void 0;
  return set?.name === "search_path" && set.kind !== "VAR_RESET";
});
function hit18(parts2, types, kind, facts) {
  const { schema, name } = fromParts(stringsOf(parts2));
  const alike2 = ({ statement: { node } }) => {
    const alter = as("AlterFunctionStmt", node);
    return stringsOf(alter?.func?.objname).at(-1) === name && pinned2(alter?.actions);
  };
  const before2 = as("AlterFunctionStmt", facts.statement.node) ? facts.earlier : [];
  if ([...facts.later, ...before2].some(alike2)) return void 0;
  const where = schema ?? facts.session.searchPath[0] ?? "public";
  const shown2 = objectName({ schema: where, name });
  return {
    objects: [shown2],
    says: `${code(shown2)} runs with its owner\u2019s rights and its caller\u2019s search_path: whoever may create objects in a schema of that path has their code run as the owner.`,
    instead: steps(
      remark("In the same migration, or as a clause of the function itself; its schema, and pg_temp last:"),
      `ALTER ${kind} ${shown2}(${types.join(", ")}) SET search_path = ${quoteIdentifier(where)}, pg_temp;`
    )
  };
}

// src/rules/set-access-method.ts
var rule83 = defineRule({
  id: "set-access-method",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 15,
  title: "Another access method writes the table anew while nobody may use it",
  why: "SET ACCESS METHOD copies every row to the other kind of storage, and builds every index anew, under an AccessExclusive lock.",
  versions: "On a partitioned table (17 and later) only partitions that are made afterwards get the other method.",
  examples: {
    given: sql`
      create access method heap2 type table handler heap_tableam_handler;
      create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders set access method heap2;`,
    good: sql`create table orders_archive (like orders including all) using heap2;`
  },
  on: {
    AT_SetAccessMethod({ cmd, table: range }, facts) {
      const table = existingTable(range, facts);
      if (!table || table.kind === "partitioned-table") return void 0;
      const to = cmd.name ?? "heap";
      if (table.known && (table.accessMethod ?? "heap") === to) return void 0;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the rows are copied to ${code(quoteIdentifier(to))} and all indexes are built anew: SET ACCESS METHOD holds AccessExclusive until it is done.`,
        instead: throughNewTable(table, { storage: `USING ${quoteIdentifier(to)}` })
      };
    }
  }
});

// src/rules/set-logged-unlogged.ts
var rule84 = defineRule({
  id: "set-logged-unlogged",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "SET LOGGED and SET UNLOGGED write the table anew while nobody may use it",
  why: "A change of the persistence copies every row and every index under an AccessExclusive lock, and SET LOGGED writes all of it to the WAL. An unlogged table is empty after a crash and on every replica.",
  examples: {
    given: sql`create unlogged table visits (id bigint primary key, page text);`,
    rows: sql`insert into visits select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table visits set logged;`,
    good: sql`create table visits_kept (like visits including all);`
  },
  on: {
    AT_SetLogged: (action, facts) => changed2(action, "permanent", facts),
    AT_SetUnLogged: (action, facts) => changed2(action, "unlogged", facts)
  }
});
function changed2({ table: range }, to, facts) {
  const table = existingTable(range, facts);
  if (!table || table.kind === "partitioned-table" || table.known && table.persistence === to) return void 0;
  const name = objectName(table.name);
  const logged = to === "permanent";
  return {
    objects: [name],
    says: `Reads and writes of ${code(name)} wait while the rows and all indexes are written anew: ${logged ? "SET LOGGED" : "SET UNLOGGED"} holds AccessExclusive until it is done.${logged ? "" : " Afterwards a crash leaves the table empty, and replicas have none of its rows."}`,
    instead: steps(
      logged ? "" : remark("Only for rows that may be lost in a crash:"),
      throughNewTable(table, logged ? {} : { kind: "UNLOGGED" })
    )
  };
}

// src/rules/set-not-null.ts
var rule85 = defineRule({
  id: "set-not-null",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "SET NOT NULL reads the whole table while nobody may use it",
  why: "Postgres looks at every row under an AccessExclusive lock, unless a valid CHECK (column IS NOT NULL) has proved it already.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders alter column email set not null;`,
    good: sql`
      alter table orders add constraint orders_email_not_null check (email is not null) not valid;
      alter table orders validate constraint orders_email_not_null;
      alter table orders alter column email set not null;
      alter table orders drop constraint orders_email_not_null;`
  },
  on: {
    AT_SetNotNull({ cmd, head, table: range }, facts) {
      const table = existingTable(range, facts);
      const name = cmd.name;
      if (!table || !name || column(table, name)?.notNull) return void 0;
      const proven2 = table.constraints.some((one) => one.validated && one.provesNotNull.includes(name));
      if (proven2) return void 0;
      const shown2 = objectName(table.name);
      return {
        objects: [shown2],
        says: `Reads and writes of ${code(shown2)} wait while every row is looked at: SET NOT NULL scans the table under AccessExclusive, and no valid CHECK proves that ${code(name)} holds no NULL.`,
        instead: provenNotNull(head, table.name, name)
      };
    }
  }
});

// src/rules/set-schema.ts
var rule86 = defineRule({
  id: "set-schema",
  severity: "blocker",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Moving an object to another schema breaks the code that names it",
  why: "Queries that name the old schema fail at once, and so do those without a schema unless their search_path holds the new one. A view under the old name, made in the same transaction, serves both.",
  examples: {
    given: sql`
      create schema billing;
      create table orders (id bigint primary key);`,
    bad: sql`alter table orders set schema billing;`,
    good: sql`
      begin;
      alter table orders set schema billing;
      create view public.orders as select * from billing.orders;
      commit;`
  },
  on: {
    AlterObjectSchemaStmt: (alter, facts) => alter.relation ? movedRelation(alter, facts) : movedOther(alter, facts),
    RenameStmt: (rename, facts) => rename.renameType === "OBJECT_SCHEMA" ? renamedSchema(rename, facts) : void 0
  }
});
function movedRelation({ relation, newschema = "" }, facts) {
  const moved = existing(relation, facts);
  if (!moved || moved.name.schema === newschema || madeAgain2(moved.name, facts)) return void 0;
  const name = objectName(moved.name);
  const fresh = objectName({ ...moved.name, schema: newschema });
  if (moved.kind === "sequence") return hit19([name], moves(name, fresh), later([moved.name.schema, newschema], facts));
  return hit19(
    [name],
    moves(name, fresh),
    steps(
      atOnce(facts, statement(oneLine(facts.statement.sql)), `CREATE VIEW ${name} AS SELECT * FROM ${fresh};`),
      remark("Drop the view when no code uses the old name any more.")
    )
  );
}
function movedOther({ object, objectType, newschema = "" }, facts) {
  const written4 = fromParts(namedBy(object));
  const found = facts.catalog.type(written4) ?? facts.catalog.routine(written4);
  if (found?.madeHere || found?.name.schema === newschema) return void 0;
  const name = objectName(found?.name ?? { schema: written4.schema ?? "public", name: written4.name });
  const fresh = objectName({ schema: newschema, name: written4.name });
  const schemas = [found?.name.schema ?? written4.schema ?? "public", newschema];
  if (objectType !== "OBJECT_EXTENSION") return hit19([name], moves(name, fresh), later(schemas, facts));
  const extension = code(quoteIdentifier(written4.name));
  return hit19(
    [quoteIdentifier(written4.name)],
    `Statements of the running code that name functions or types of the extension ${extension} by its old schema fail from the moment they move to ${code(quoteIdentifier(newschema))}, and so do those without a schema unless their search_path holds it.`,
    later(schemas, facts)
  );
}
function renamedSchema({ subname = "", newname = "" }, facts) {
  if (!existingSchema(subname, facts)) return void 0;
  const held = contentsOf(subname, facts);
  const such = held.length > 0 ? `, such as ${listedBriefly(held.map(code))},` : "";
  return hit19(
    held.length > 0 ? held : [quoteIdentifier(subname)],
    `Queries of the running code on anything in the schema ${code(quoteIdentifier(subname))}${such} fail from the moment it is called ${code(quoteIdentifier(newname))}.`,
    later([subname, newname], facts)
  );
}
var moves = (name, fresh) => `Queries of the running code that name ${code(name)} fail from the moment it moves to ${code(fresh)}, and so do those without a schema unless their search_path holds the new one.`;
var later = (schemas, facts) => steps(
  remark("1. Let every role of the application find both schemas, before its next connection:"),
  `ALTER ROLE <role> SET search_path = ${schemas.map(quoteIdentifier).join(", ")};`,
  remark("2. Release code that names it without a schema. Then, in a later pull request:"),
  statement(oneLine(facts.statement.sql))
);
var hit19 = (objects, says2, instead8) => ({ objects, says: says2, instead: instead8 });

// src/rules/set-tablespace.ts
var rule87 = defineRule({
  id: "set-tablespace",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  rewrites: true,
  since: 13,
  title: "Moving a table to another tablespace copies its files while nobody may use it",
  why: "SET TABLESPACE copies the whole file block by block under an AccessExclusive lock, of a table or of an index. Indexes have an online form since Postgres 14, tables have none but pg_repack and a new table.",
  versions: "REINDEX (TABLESPACE \u2026) CONCURRENTLY: Postgres 14 and later.",
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders set tablespace archive;`,
    good: sql`create table orders_2020 (like orders including all) tablespace archive;`
  },
  on: {
    AlterTableStmt(alter, facts) {
      const move = all("AlterTableCmd", alter.cmds).find(({ subtype }) => subtype === "AT_SetTableSpace");
      if (!move?.name || !alter.relation) return void 0;
      return alter.objtype === "OBJECT_INDEX" ? indexHit(alter.relation, move.name, facts) : tableHit(alter, move.name, facts);
    },
    AlterTableMoveAllStmt({ objtype, orig_tablespacename: from = "", new_tablespacename: to = "" }, facts) {
      if (objtype === "OBJECT_INDEX" || from === to) return void 0;
      const kind = objtype === "OBJECT_MATVIEW" ? "materialized-view" : "table";
      const there = facts.catalog.relations.filter(
        (one) => one.kind === kind && !one.madeHere && (one.tablespace ?? "pg_default") === from
      );
      if (there.length === 0 && facts.catalog.complete) return void 0;
      const objects = there.map(({ name }) => objectName(name));
      const what2 = objects.length > 0 ? listed(objects.map(code)) : `everything in ${code(quoteIdentifier(from))}`;
      return hit20(
        objects,
        what2,
        remark("One table at a time, each through a new table or with: pg_repack --tablespace")
      );
    }
  }
});
var hit20 = (objects, what2, instead8) => ({
  objects,
  says: `Reads and writes of ${what2} wait while ${objects.length === 1 ? "its files are" : "all files are"} copied: SET TABLESPACE holds AccessExclusive until it is done.`,
  instead: instead8
});
function tableHit({ relation }, to, facts) {
  const table = existingTable(relation, facts);
  if (!table || table.kind === "partitioned-table" || table.tablespace === to) return void 0;
  const name = objectName(table.name);
  const repack = `Beside reads and writes, outside the migrations: pg_repack --table=${name} --tablespace=${to} --moveidx`;
  const plain3 = table.kind === "table" ? throughNewTable(table, { storage: `TABLESPACE ${quoteIdentifier(to)}` }) : "";
  return hit20([name], code(name), steps(remark(repack), plain3 && remark("Or:"), plain3));
}
function indexHit(relation, to, facts) {
  const index = facts.catalog.index(writtenName(relation));
  if (index && (index.madeHere || !existing(index.table, facts))) return void 0;
  if (!index && facts.catalog.complete) return void 0;
  const name = index ? objectName(index.name) : quoteIdentifier(relation.relname ?? "");
  const table = index && objectName(index.table);
  const online = `REINDEX (TABLESPACE ${quoteIdentifier(to)}) INDEX CONCURRENTLY ${name};`;
  return {
    ...hit20(table ? [table] : [], "", outsideTransaction(online, facts)),
    says: `Reads and writes of ${table ? code(table) : `the table of ${code(name)}`} wait while the file of ${code(name)} is copied: planning a query locks every index of its table, and SET TABLESPACE holds AccessExclusive on this one until it is done.`
  };
}

// src/rules/statement-after-ael.ts
var rule88 = defineRule({
  id: "statement-after-ael",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "A long statement runs while its transaction holds a table against everybody",
  why: "Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks reads and writes for as long as the index build, the validation or the query after it in the same transaction takes, also where that lets readers pass, and also where it works on another table.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, total int);
      alter table orders add constraint orders_total_positive check (total > 0) not valid;`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`
      begin;
      alter table orders add column note text;
      alter table orders validate constraint orders_total_positive;
      commit;`,
    good: sql`
      alter table orders add column note text;
      alter table orders validate constraint orders_total_positive;`
  },
  onPullRequest: ({ statements }) => waits2(statements).map(hit21)
});
function waits2(statements) {
  const found = /* @__PURE__ */ new Map();
  for (const facts of statements) {
    const { transactionNumber, held: locks } = facts.session;
    if (locks.length === 0) continue;
    const what2 = longWork(facts);
    if (what2 === void 0 || saidOtherwise(facts)) continue;
    const known3 = found.get(transactionNumber);
    if (known3) {
      known3.others.push(facts);
      continue;
    }
    const own2 = facts.locks.filter(({ mode }) => blocks(mode).includes("reads")).map(({ object }) => object);
    const kept2 = heldTables(facts).filter(({ object }) => !own2.includes(object));
    if (kept2.length > 0) found.set(transactionNumber, { wait: { facts, what: what2, held: kept2 }, others: [] });
  }
  return [...found.values()].map(({ wait, others }) => ({ ...wait, others }));
}
function saidOtherwise({ statement: { node }, session }) {
  const validated = cmdsOf(node).flatMap(
    ({ subtype, name }) => subtype === "AT_ValidateConstraint" ? name ?? "" : []
  );
  if (validated.length === 0) return false;
  return session.beforeOf("AlterTableStmt").some((one) => cmdsOf(one.node).some(({ def }) => validated.includes(as("Constraint", def)?.conname ?? "")));
}
var cmdsOf = (node) => all("AlterTableCmd", as("AlterTableStmt", node)?.cmds);
function hit21({ facts, what: what2, held, others }) {
  const objects = [...new Set(held.map(({ object }) => object))];
  const [first] = held;
  const more = others.length === 0 ? "" : `, and while ${lines(others)} of the same transaction ${others.length === 1 ? "runs" : "run"}`;
  const text = facts.statement.sql;
  const apart = "IndexStmt" in facts.statement.node ? outsideTransaction(concurrently(text), facts) : oneLine(text);
  return {
    at: facts.statement,
    objects,
    says: `Reads and writes of ${listed(objects.map(code))} wait while this ${what2} runs${more}: ${code(shortened(first?.by.sql ?? ""))} (line ${String(first?.by.line ?? 0)}) took AccessExclusive, and the transaction keeps it to its end.`,
    instead: steps(
      statement(oneLine(first?.by.sql ?? "")),
      nextMigration("no lock is held any more."),
      statement(apart)
    )
  };
}
var lines = (statements) => statements.length === 1 ? `the one in line ${String(statements[0]?.statement.line)}` : `${String(statements.length)} more`;

// src/rules/statement-fails.ts
var rule89 = defineRule({
  id: "statement-fails",
  severity: "blocker",
  hazard: "failure",
  checks: "forward-compatibility",
  since: 13,
  title: "A statement failed in the rehearsal",
  why: "It ran on the schema of the base branch, with the rows that the migrations themselves bring, in the order and the transactions of the tool. It would fail in production the same way.",
  observed: ({ statements }) => statements.flatMap(
    ({ run: { error }, at, foretold }) => !error || dataError(error.sqlstate) || foretellsFailure(foretold, error.sqlstate) ? [] : [
      {
        at,
        objects: [],
        says: `This failed in the rehearsal (${error.sqlstate}): ${error.says}`,
        instead: "Correct the migration; what comes after this statement was not rehearsed."
      }
    ]
  )
});

// src/rules/syntax-error.ts
var rule90 = defineRule({
  id: "syntax-error",
  severity: "blocker",
  hazard: "failure",
  checks: "versioned",
  since: 13,
  title: "Postgres cannot read this statement",
  why: "Postgres's own parser refuses it, so the migration fails as soon as it gets there.",
  onPullRequest: ({ problems }) => problems.map((at) => ({
    at,
    objects: [],
    says: `This fails (42601): ${at.message}, in ${code(shortened(at.sql))}.`,
    instead: "Correct the statement; nothing in this file after it was judged with certainty."
  }))
});

// src/rules/tampering.ts
var rule91 = defineRule({
  id: "tampering",
  severity: "blocker",
  hazard: "failure",
  checks: "forward-compatibility",
  since: 13,
  title: "The migration touched what watches it",
  why: "A migration has no business with the observer of its rehearsal, with other sessions or with the settings of the server. What it did afterwards was perhaps not seen.",
  observed: ({ observations, place }) => (observations.tampering ?? []).map((attempt) => ({
    at: place(attempt),
    objects: [],
    says: `This touched the rehearsal itself: ${attempt.says}`,
    instead: "Take it out of the migration."
  }))
});

// src/rules/kit/narrowing.ts
function narrowing(before2, after2, cast) {
  if (before2.arrayDimensions > 0 !== after2.arrayDimensions > 0) return void 0;
  if (numbers.includes(before2.name) && numbers.includes(after2.name)) return numberNarrowing(before2, after2);
  if (strings.includes(before2.name)) {
    return strings.includes(after2.name) ? stringNarrowing(before2, after2, cast) : unlike(after2);
  }
  return timeNarrowing(before2, after2) ?? bitNarrowing(before2, after2, cast);
}
var baseOf2 = (type, found) => found?.kind === "domain" && found.base ? found.base : type;
var strings = ["text", "varchar", "bpchar", "citext", "name"];
var integers = {
  int2: { digits: 5, bits: 15n },
  int4: { digits: 10, bits: 31n },
  int8: { digits: 19, bits: 63n }
};
var floats = { float4: 6, float8: 15 };
var numbers = [...Object.keys(integers), ...Object.keys(floats), "numeric"];
var outOfRange = { effect: "fails", sqlstate: "22003" };
function numberNarrowing(before2, after2) {
  if (after2.name === "numeric") return numericNarrowing(before2, after2);
  const to = integers[after2.name];
  if (to) {
    const from = integers[before2.name];
    const [precision, scale = 0] = before2.modifiers;
    const whole = before2.name === "numeric" && precision !== void 0 && scale <= 0;
    if (!from && !whole)
      return { effect: "rounds", values: "with digits after the point", found: rounded(before2, after2) };
    if (from ? from.bits <= to.bits : (precision ?? 0) - scale < to.digits) return void 0;
    const [least2, most2] = [-(2n ** to.bits), 2n ** to.bits - 1n];
    return {
      ...outOfRange,
      values: `outside ${String(least2)} to ${String(most2)}`,
      found: (column2) => `${column2} NOT BETWEEN ${String(least2)} AND ${String(most2)}`
    };
  }
  const kept2 = floats[after2.name] ?? 0;
  const digits = integers[before2.name]?.digits ?? floats[before2.name] ?? before2.modifiers[0] ?? Infinity;
  if (digits <= kept2) return void 0;
  return { effect: "rounds", values: `of more than ${String(kept2)} digits`, found: rounded(before2, after2) };
}
function numericNarrowing(before2, after2) {
  const [precision, scale = 0] = after2.modifiers;
  if (precision === void 0) return void 0;
  const whole = precision - scale;
  const [oldPrecision = Infinity, oldScale = 0] = before2.modifiers;
  const integer = integers[before2.name];
  const numeric = before2.name === "numeric";
  const oldWhole = integer?.digits ?? (numeric ? oldPrecision - oldScale : Infinity);
  const fraction = integer ? 0 : numeric && before2.modifiers.length > 0 ? oldScale : Infinity;
  if (oldWhole > whole) {
    return {
      ...outOfRange,
      values: `with more than ${String(whole)} digits before the point`,
      found: (column2) => `abs(${column2}) >= 1e${String(whole)}`
    };
  }
  if (fraction <= scale) return void 0;
  return {
    effect: "rounds",
    values: `with more than ${String(scale)} digits after the point`,
    found: rounded(before2, after2)
  };
}
var rounded = (before2, after2) => (column2) => `${column2} <> ${column2}::${written3(after2)}::${written3(before2)}`;
var written3 = (type) => typeText({ ...type, schema: "" });
function stringNarrowing(before2, after2, cast) {
  const limit2 = after2.name === "name" ? 63 : after2.modifiers[0];
  const was = before2.name === "name" ? 63 : before2.modifiers[0];
  if (limit2 === void 0 || was !== void 0 && was <= limit2) return void 0;
  const cuts = cast === "explicit" || after2.name === "name";
  return {
    ...cuts ? { effect: "cuts" } : { effect: "fails", sqlstate: "22001" },
    values: `longer than ${String(limit2)} characters`,
    ...after2.arrayDimensions === 0 && { found: (column2) => `length(${column2}) > ${String(limit2)}` }
  };
}
var spelled = {
  ...{ uuid: "22P02", bool: "22P02", jsonb: "22P02", json: "22P02", inet: "22P02", cidr: "22P02", int2: "22P02" },
  ...{ int4: "22P02", int8: "22P02", numeric: "22P02", float4: "22P02", float8: "22P02", xml: "2200N" },
  ...{ date: "22007", timestamp: "22007", timestamptz: "22007", time: "22007", interval: "22007" }
};
function unlike(after2) {
  const sqlstate = spelled[after2.name];
  if (!sqlstate || after2.arrayDimensions > 0) return void 0;
  return { effect: "fails", kind: "unlike", sqlstate, values: `that do not read as ${written3(after2)}` };
}
var times2 = {
  timestamp: ["date", "time", "timetz"],
  timestamptz: ["date", "time", "timetz"],
  timetz: ["time"],
  interval: ["time"]
};
function timeNarrowing(before2, after2) {
  if (times2[before2.name]?.includes(after2.name)) {
    const lost = after2.name === "date" ? "with a time of day" : before2.name === "timetz" ? "with a zone" : "with a date";
    const found = after2.name === "date" ? rounded(before2, after2) : void 0;
    return { effect: "cuts", values: lost, ...found && { found } };
  }
  const timed = ["timestamp", "timestamptz", "time", "timetz", "interval"];
  if (!timed.includes(before2.name) || !timed.includes(after2.name)) return void 0;
  const [was = 6, is = 6] = [before2.modifiers.at(-1), after2.modifiers.at(-1)];
  if (is >= was) return void 0;
  const values = `with more than ${String(is)} digits after the second`;
  return { effect: "rounds", values, ...before2.name === after2.name && { found: rounded(before2, after2) } };
}
function bitNarrowing(before2, after2, cast) {
  const bits = ["bit", "varbit"];
  const [was = Infinity] = before2.modifiers;
  const [limit2 = after2.name === "bit" ? 1 : Infinity] = after2.modifiers;
  if (!bits.includes(before2.name) || !bits.includes(after2.name) || was <= limit2) return void 0;
  const values = `longer than ${String(limit2)} bits`;
  const found = (column2) => `length(${column2}) > ${String(limit2)}`;
  return cast === "explicit" ? { effect: "cuts", values, found } : { effect: "fails", sqlstate: after2.name === "bit" ? "22026" : "22001", values, found };
}

// src/rules/kit/stricter.ts
function refusedByConstraint(table, node, facts) {
  switch (node.contype) {
    case "CONSTR_NOTNULL":
      return refusedByNotNull(table, columnsOf2(node, "not-null") ?? []);
    case "CONSTR_CHECK":
      return refusedByCheck(table, node, facts);
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
    case "CONSTR_EXCLUSION":
      return refusedByKey(table, node, facts);
    default:
      return void 0;
  }
}
function refusedByNotNull(table, columns) {
  const fresh = columns.filter((name) => {
    const found = column(table, name);
    return !found?.notNull && !found?.madeHere && !table.constraints.some((one) => one.provesNotNull.includes(name));
  });
  if (fresh.length === 0) return void 0;
  const condition = fresh.map((one) => `${quoteIdentifier(one)} IS NULL`).join(" OR ");
  return {
    writes: `leave ${code(columnList(fresh))} NULL`,
    sqlstate: "23502",
    query: `SELECT count(*) FROM ${objectName(table.name)} WHERE ${condition};`
  };
}
function refusedByCheck(table, node, facts) {
  const columns = columnsIn(node.raw_expr);
  const replaced2 = [...table.dropped, ...droppedBeside2(table, facts)];
  if (onlyNew(table, columns, facts) || [...table.constraints, ...replaced2].some((one) => asStrict(one, node)))
    return void 0;
  const text = expressionText(node.raw_expr);
  return {
    writes: `do not meet ${code(text)}`,
    sqlstate: "23514",
    query: `SELECT count(*) FROM ${objectName(table.name)} WHERE NOT (${text});`
  };
}
function asStrict(before2, node) {
  if (before2.kind !== "check" || before2.madeHere) return false;
  const text = expressionText(node.raw_expr);
  if (before2.expression === text && !text.includes("\u2026")) return true;
  const [was, allowed2] = [allowedValues(before2.condition), allowedValues(node.raw_expr)];
  return allowed2 !== void 0 && was?.column === allowed2.column && was.values.every((value) => allowed2.values.includes(value));
}
function refusedByKey(table, node, facts) {
  if (node.contype === "CONSTR_EXCLUSION") return refusedByExclusion(table, node, facts);
  const columns = columnsOf2(node, node.contype === "CONSTR_UNIQUE" ? "unique" : "primary-key") ?? [];
  const repeats = node.indexname === void 0 ? refusedDuplicates(table, columns, facts) : void 0;
  return repeats ?? (node.contype === "CONSTR_PRIMARY" ? refusedByNotNull(table, columns) : void 0);
}
function refusedByExclusion(table, node, facts) {
  const columns = columnsOf2(node, "exclusion") ?? [];
  if (onlyNew(table, columns, facts)) return void 0;
  return {
    writes: `conflict with another row in ${code(columnList(columns))}`,
    sqlstate: "23P01",
    query: `-- Rows of ${objectName(table.name)} that conflict with each other have to be found by a join of it with itself.`
  };
}
function refusedByIndex(table, index, facts) {
  const elements = all("IndexElem", index.indexParams);
  const columns = elements.flatMap(({ name, expr }) => name === void 0 ? columnsIn(expr) : [name]);
  if (elements.some(({ name }) => name === void 0) ? onlyNew(table, columns, facts) : !repeatable2(table, columns, facts)) {
    return void 0;
  }
  const keys2 = elements.map(({ name, expr }) => name === void 0 ? expressionText(expr) : quoteIdentifier(name));
  return duplicates(table, keys2.join(", "), index.whereClause ? expressionText(index.whereClause) : "");
}
var refusedDuplicates = (table, columns, facts) => repeatable2(table, columns, facts) ? duplicates(table, columnList(columns), "") : void 0;
function repeatable2(table, columns, facts) {
  const was = table.dropped.some(
    ({ kind, madeHere, columns: key }) => !madeHere && (kind === "unique" || kind === "primary-key") && key.every((name) => columns.includes(name))
  );
  const apart = columns.some((name) => {
    const found = column(table, name);
    return found?.madeHere === true && found.default === void 0 && !found.notNull;
  });
  return columns.length > 0 && !was && !apart && !onlyNew(table, columns, facts) && !alreadyUnique(table, columns, facts);
}
function duplicates(table, keys2, where) {
  const only2 = where ? ` WHERE ${where}` : "";
  return {
    writes: `repeat a value of ${code(keys2)}${where ? ` where ${code(where)}` : ""}`,
    sqlstate: "23505",
    query: `SELECT ${keys2}, count(*) FROM ${objectName(table.name)}${only2} GROUP BY ${keys2} HAVING count(*) > 1;`
  };
}
function refusedByType(table, action, facts) {
  const name = action.cmd.name ?? "";
  const old = column(table, name);
  if (!old || old.madeHere) return void 0;
  const fresh = writtenType(columnDef(action)?.typeName);
  const base = (type) => baseOf2(type, facts.catalog.type({ name: type.name }));
  const loss2 = narrowing(base(old.type), base(fresh), "own");
  if (loss2?.effect !== "fails" || loss2.sqlstate === void 0 || !loss2.found) return void 0;
  const quoted2 = quoteIdentifier(name);
  return {
    writes: `put values ${loss2.values} into ${code(quoted2)}`,
    sqlstate: loss2.sqlstate,
    query: `SELECT count(*) FROM ${objectName(table.name)} WHERE ${loss2.found(quoted2)};`
  };
}

// src/rules/tighten-constraint.ts
var rule92 = defineRule({
  id: "tighten-constraint",
  severity: "warning",
  hazard: "compatibility",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  since: 13,
  title: "Writes of the running code that break the new constraint are refused",
  why: "A new CHECK, UNIQUE, NOT NULL or EXCLUDE and a narrower type hold for every write from that moment on, a NOT VALID one too. Code that was written before it existed may break it, and its INSERT or UPDATE then fails.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    bad: sql`alter table orders add constraint orders_total check (total > 0) not valid;`,
    good: sql`alter table orders add column discount int constraint orders_discount check (discount < 100);`
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const node = constraintDef(action);
      return table && node ? told3(table, refusedByConstraint(table, node, facts)) : void 0;
    },
    AT_SetNotNull({ cmd, table: range }, facts) {
      const table = existingTable(range, facts);
      return table && cmd.name ? told3(table, refusedByNotNull(table, [cmd.name])) : void 0;
    },
    IndexStmt(index, facts) {
      const table = index.unique ? existingTable(index.relation, facts) : void 0;
      return table ? told3(table, refusedByIndex(table, index, facts)) : void 0;
    },
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      return table ? told3(table, refusedByType(table, action, facts)) : void 0;
    }
  }
});
function told3(table, refusal2) {
  if (!refusal2) return void 0;
  const name = objectName(table.name);
  return {
    objects: [name],
    says: `Writes of the running code to ${code(name)} that ${refusal2.writes} are refused from now on (${refusal2.sqlstate}).`,
    instead: steps(
      remark("1. Release code whose writes keep to it. Rows that do not yet tell which code to look for:"),
      refusal2.query,
      remark("2. When no old code runs any more, in a later pull request, the statement itself.")
    )
  };
}

// src/rules/time-limit.ts
var rule93 = defineRule({
  id: "time-limit",
  severity: "blocker",
  hazard: "process",
  checks: "data-volume",
  since: 13,
  title: "A statement ran past the limit of the rehearsal",
  why: "It was stopped, so how long it would take and what it would do is not known. The limits are in the configuration under \u201Crehearsal\u201D.",
  observed: ({ observations, statements, place }) => (observations.overLimit ?? []).map(({ file, line, limitMs }) => {
    const run = statements.find((one) => one.run.file === file && one.run.line === line)?.run;
    const held = (run?.locks ?? []).filter(({ mode }) => blocks(mode).length > 0);
    const holding = listed(held.map(({ mode, object }) => `${spoken(mode)} on ${code(object)}`));
    return {
      at: place({ file, line }),
      objects: held.map(({ object }) => object),
      says: `This was stopped after ${duration(limitMs)}${holding ? `; until then it held ${holding}` : ""}.`,
      instead: "Split the work into smaller batches, or raise rehearsal.statement-limit if it may take that long."
    };
  })
});

// src/rules/transaction-nesting.ts
var rule94 = defineRule({
  id: "transaction-nesting",
  severity: "warning",
  hazard: "process",
  checks: "idempotent",
  since: 13,
  evenOnNewTables: true,
  title: "A transaction inside a transaction: the first COMMIT ends both",
  why: "Postgres has no nested transactions. BEGIN in an open one only warns, and the next COMMIT or ROLLBACK ends the outer one, also where the migration tool opened it: what follows, the tool\u2019s own record of the migration included, runs outside.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      begin;
      alter table orders add column note text;
      begin;
      alter table orders add column paid boolean;
      commit;`,
    good: sql`
      begin;
      alter table orders add column note text;
      savepoint before_paid;
      alter table orders add column paid boolean;
      commit;`
  },
  on: {
    TransactionStmt({ kind = "TRANS_STMT_BEGIN" }, facts) {
      const { transaction, beforeOf } = facts.session;
      const outer = outers.indexOf(transaction);
      if (outer < 0 || beforeOf("TransactionStmt").filter(({ node }) => begins(kindOf2(node))).length !== outer)
        return void 0;
      const tools = transaction === "runner";
      if (!begins(kind) && !(tools && ends(kind))) return void 0;
      return { objects: [], says: says(kind, facts), instead: instead6(facts) };
    }
  }
});
var outers = ["runner", "own"];
var kindOf2 = (node) => as("TransactionStmt", node)?.kind;
var begins = (kind) => kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START";
var ends = (kind) => kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_ROLLBACK" || kind === "TRANS_STMT_PREPARE";
function says(kind, facts) {
  const { tool, session, path, later: later2 } = facts;
  const end = later2.find((one) => one.path === path && ends(kindOf2(one.statement.node)));
  const last = begins(kind) ? end : facts;
  const opener = session.transaction === "runner" ? tool.title : "the BEGIN above";
  const first = begins(kind) ? `This BEGIN does nothing, because ${opener} has opened a transaction already` : "";
  if (!last) return `${first}.`;
  const undone = kindOf2(last.statement.node) === "TRANS_STMT_ROLLBACK" ? " and undoes all that the file did before" : "";
  const ended = `ends the transaction of ${opener}${undone}`;
  const outside = session.transaction === "runner" ? `: what follows, the record that ${tool.title} keeps of this migration included, runs outside it` : "";
  return begins(kind) ? `${first}; the ${word2(last)} in line ${String(last.statement.line)} ${ended}${outside}.` : `This ${word2(last)} ${ended}${outside}.`;
}
var word2 = ({ statement: { node } }) => (kindOf2(node) ?? "").replace("TRANS_STMT_", "");
var instead6 = ({ tool, session }) => session.transaction === "runner" ? `Take BEGIN, COMMIT and ROLLBACK out of the file: ${tool.title} puts a transaction around it. To go without one: ${tool.outsideTransaction.says}` : steps(
  remark("Without the inner BEGIN. To undo a part only:"),
  "SAVEPOINT before_part;",
  remark("\u2026 and, where it has to be undone:"),
  "ROLLBACK TO SAVEPOINT before_part;"
);

// src/rules/trigger-ddl.ts
var rule95 = defineRule({
  id: "trigger-ddl",
  severity: "warning",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "ShareRowExclusiveLock",
  since: 13,
  title: "Triggers come and go under a lock that stops writes",
  why: "CREATE, ENABLE and DISABLE TRIGGER take ShareRowExclusive on the table, DROP TRIGGER takes AccessExclusive, until the transaction ends. The work is quick; the wait for running queries is not, and everything else queues behind it. With a lock_timeout, and nothing long in the transaction, the wait is bounded.",
  examples: {
    given: sql`
      create table orders (id bigint primary key, at timestamptz);
      create function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;`,
    bad: sql`create trigger orders_touch before update on orders for each row execute function touch();`,
    good: sql`
      set lock_timeout = '2s';
      create trigger orders_touch before update on orders for each row execute function touch();`
  },
  on: {
    CreateTrigStmt: ({ relation }, facts) => hit22(existingTable(relation, facts), "CREATE TRIGGER", facts),
    DropStmt: ({ removeType, objects = [] }, facts) => removeType === "OBJECT_TRIGGER" ? objects.flatMap((node) => {
      const table = existingTable(fromParts(namedBy(node).slice(0, -1)), facts);
      return hit22(table, "DROP TRIGGER", facts) ?? [];
    }) : void 0,
    ...Object.fromEntries(
      ["AT_EnableTrig", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig", "AT_EnableTrigAll", "AT_EnableTrigUser"].map(
        (form) => [form, (action, facts) => altered2(action, "ENABLE TRIGGER", facts)]
      )
    ),
    AT_DisableTrig: (action, facts) => altered2(action, "DISABLE TRIGGER", facts)
  }
});
function altered2({ cmd, table }, what2, facts) {
  const first = all("AlterTableCmd", as("AlterTableStmt", facts.statement.node)?.cmds).find(
    ({ subtype }) => /^AT_(?:Enable|Disable).*Trig/.test(subtype ?? "")
  );
  return first === cmd ? hit22(existingTable(table, facts), what2, facts) : void 0;
}
function hit22(table, what2, facts) {
  const bounded = waitIsBounded(facts);
  const mode = what2 === "DROP TRIGGER" ? "AccessExclusiveLock" : "ShareRowExclusiveLock";
  if (!table || alreadyHeld(table.name, mode, facts) || bounded && nothingLongFollows(facts)) return void 0;
  const name = objectName(table.name);
  const says2 = mode === "AccessExclusiveLock" ? `Reads and writes of ${code(name)} wait until this transaction ends: DROP TRIGGER takes AccessExclusive on it.` : `Writes to ${code(name)} wait until this transaction ends: ${what2} takes ShareRowExclusive on it. Reads go on.`;
  return { objects: [name], says: says2, instead: shortLock(facts), ...bounded ? { severity: "advice" } : {} };
}

// src/rules/truncate.ts
var rule96 = defineRule({
  id: "truncate",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  destructive: true,
  since: 13,
  title: "TRUNCATE empties a table that is in use",
  why: "All rows are gone for good; it also takes AccessExclusive, so reads and writes queue behind it.",
  examples: {
    given: sql`create table sessions (id bigint primary key, ended boolean);`,
    bad: sql`truncate sessions;`,
    good: sql`delete from sessions where id in (select id from sessions where ended limit 10000);`
  },
  on: {
    TruncateStmt(truncate, facts) {
      const objects = (truncate.relations ?? []).flatMap((node) => {
        const table = "RangeVar" in node ? existingTable(node.RangeVar, facts) : void 0;
        return table ? [objectName(table.name)] : [];
      });
      if (objects.length === 0) return void 0;
      return {
        objects,
        says: `All rows of ${listed(objects.map(code))} are lost for good. Reads and writes wait while TRUNCATE holds AccessExclusive.`,
        instead: steps(
          remark("Delete what is not needed, 10,000 rows at a time, each batch committed, until it deletes 0 rows:"),
          ...objects.map(
            (name) => `DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE <condition> LIMIT 10000));`
          )
        )
      };
    }
  }
});

// src/rules/truncate-cascade.ts
var rule97 = defineRule({
  id: "truncate-cascade",
  severity: "blocker",
  hazard: "data-loss",
  checks: "backward-compatibility",
  takes: "AccessExclusiveLock",
  destructive: true,
  since: 13,
  title: "TRUNCATE \u2026 CASCADE empties tables that it does not name",
  why: "Every table whose foreign keys reach a truncated one is emptied with it, through as many steps as there are, whatever ON DELETE says.",
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint references customers);`,
    bad: sql`truncate customers cascade;`,
    good: sql`delete from orders where id in (select id from orders where customer_id is null limit 10000);`
  },
  on: {
    TruncateStmt(truncate, facts) {
      if (truncate.behavior !== "DROP_CASCADE") return void 0;
      const named = all("RangeVar", truncate.relations).flatMap((range) => existingTable(range, facts) ?? []);
      if (named.length === 0) return void 0;
      const reached = reachedFrom(named, facts).flatMap((name) => existingTable(name, facts) ?? []);
      const lost = reached.map(({ name }) => objectName(name));
      if (lost.length === 0 && facts.catalog.complete) return void 0;
      const roots = named.map(({ name }) => objectName(name));
      const what2 = lost.length > 0 ? listed(lost.map(code)) : "every table that refers to it, directly or not,";
      return {
        objects: lost.length > 0 ? lost : roots,
        says: `All rows of ${what2} are lost for good as well: CASCADE follows the foreign keys that lead to ${listed(roots.map(code))}. Reads and writes of these tables wait while TRUNCATE holds AccessExclusive.`,
        instead: steps(
          remark("Name every table that is meant to be emptied; without CASCADE Postgres refuses to empty any other:"),
          statement(`TRUNCATE ${[...roots, ...lost].join(", ")}`)
        )
      };
    }
  }
});
function reachedFrom(tables2, { catalog }) {
  const reached = tables2.map(({ name }) => name);
  for (const from of reached) {
    for (const { table } of catalog.referencing(from)) {
      if (!reached.some((one) => sameName(one, table))) reached.push(table);
    }
  }
  return reached.slice(tables2.length);
}

// src/rules/type-narrowing-data-loss.ts
var rule98 = defineRule({
  id: "type-narrowing-data-loss",
  severity: "blocker",
  hazard: "data-loss",
  checks: "data-volume",
  takes: "AccessExclusiveLock",
  destructive: true,
  rewrites: true,
  fails: "22001",
  since: 13,
  title: "The new type holds less than the old one",
  why: "A value that does not fit makes the statement fail, or is changed without a word: numbers and fractions of a second are rounded, a timestamp loses its time of day as a date, and with an explicit cast in USING a string is cut. What was rounded or cut cannot be brought back but from a backup.",
  examples: {
    given: sql`create table orders (id bigint primary key, note varchar(40));`,
    rows: sql`insert into orders values (1, 'thirty characters and a few more');`,
    bad: sql`alter table orders alter column note type varchar(20);`,
    good: sql`alter table orders add constraint orders_note_length check (length(note) <= 20) not valid;`
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      const old = table && column(table, name);
      if (!table || !name || !old || old.madeHere) return void 0;
      const using = usingOf(action, name);
      const fresh = writtenType(columnDef(action)?.typeName);
      const base = (type) => baseOf2(type, facts.catalog.type({ name: type.name }));
      const loss2 = narrowing(base(old.type), base(fresh), using === "cast" ? "explicit" : "own");
      if (!loss2 || using === "other" && loss2.kind === "unlike") return void 0;
      const shown2 = objectName(table.name);
      const quoted2 = quoteIdentifier(name);
      const change2 = `${code(quoted2)} of ${code(shown2)} changes from ${code(typeText(old.type))} to ${code(typeText({ ...fresh, schema: "" }))}`;
      return {
        objects: [shown2],
        says: `${change2}, which holds less: ${using === "other" ? `values ${loss2.values} are for good what USING makes of them.` : consequence2(loss2)}`,
        instead: steps(
          ...count2(shown2, quoted2, loss2),
          remark(
            loss2.effect === "fails" ? "2. Mend these rows in a migration of its own, in batches, after the code that writes such values is gone. Then:" : "2. Keep a copy of what would be lost (a column beside it, or a table), after the code that writes such values is gone. Then:"
          ),
          statement(`${action.head} ${action.text}`)
        )
      };
    }
  }
});
var consequences = {
  fails: "make the statement fail",
  rounds: "are rounded for good, without a word",
  cuts: "lose that for good, without a word"
};
var consequence2 = ({ effect, values, sqlstate }) => `values ${values} ${consequences[effect]}${sqlstate ? ` (${sqlstate})` : ""}.`;
var count2 = (table, column2, { found, values }) => found ? [remark("1. Count the rows that do not fit:"), `SELECT count(*) FROM ${table} WHERE ${found(column2)};`] : [remark(`1. Look for values ${values}.`)];

// src/rules/unbatched-delete.ts
var rule99 = defineRule({
  id: "unbatched-delete",
  severity: "blocker",
  hazard: "data-loss",
  checks: "data-volume",
  destructive: true,
  since: 13,
  title: "One DELETE takes all or most rows of a table at once",
  why: "The rows are gone for good. Until the statement ends each of them stays locked, foreign keys that point at the table are checked row by row, and replicas lag behind the WAL. In batches each row is locked for moments only, and a mistake can be stopped.",
  examples: {
    given: sql`create table sessions (id bigint primary key, ended boolean);`,
    rows: sql`insert into sessions select n, true from generate_series(1, 1000) n;`,
    bad: sql`delete from sessions;`,
    good: sql`delete from sessions where id between 1 and 100;`
  },
  on: {
    DeleteStmt(remove2, facts) {
      const table = existingTable(remove2.relation, facts);
      if (!table) return void 0;
      const touched = selectivity(remove2.whereClause, table);
      if (touched === "few") return void 0;
      const name = objectName(table.name);
      const parts2 = remove2.usingClause || remove2.withClause ? void 0 : splitUpdate(oneLine(facts.statement.sql));
      const rows = remove2.whereClause ? "Every row that matches, which may be most of the table," : "Every row";
      return {
        objects: [name],
        says: `${rows} of ${code(name)} is deleted for good, in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.`,
        instead: parts2 ? outsideTransaction(inBatches(table, parts2.update, parts2.where), facts) : `Delete from ${name} in batches of about 10,000 rows by primary key, each committed before the next, outside a transaction.`,
        ...touched === "unknown" ? { severity: "warning" } : {}
      };
    }
  }
});

// src/rules/unbatched-update.ts
var rule100 = defineRule({
  id: "unbatched-update",
  severity: "blocker",
  hazard: "lock",
  checks: "data-volume",
  since: 13,
  title: "One UPDATE of a whole table locks all its rows at once",
  why: "Every row stays locked until the statement ends, the table doubles in size, and replicas lag behind the WAL. In batches each row is locked for moments only.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int, paid boolean);`,
    rows: sql`insert into orders select n, n from generate_series(1, 25000) n;`,
    bad: sql`update orders set paid = false;`,
    good: sql`update orders set paid = false where id between 1 and 10000;`
  },
  on: {
    UpdateStmt(update, facts) {
      const table = existingTable(update.relation, facts);
      if (!table) return void 0;
      const touched = selectivity(update.whereClause, table);
      if (touched === "few") return void 0;
      const name = objectName(table.name);
      const parts2 = update.fromClause || update.withClause ? void 0 : splitUpdate(oneLine(facts.statement.sql));
      const rows = !update.whereClause ? "Every row" : "Every row that matches, which may be most of the table,";
      return {
        objects: [name],
        says: `${rows} of ${code(name)} is rewritten in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.`,
        instead: parts2 ? outsideTransaction(inBatches(table, parts2.update, parts2.where), facts) : `Change ${name} in batches of about 10,000 rows by primary key, each committed before the next, outside a transaction.`,
        ...touched === "unknown" ? { severity: "warning" } : {}
      };
    }
  }
});

// src/rules/unclosed-transaction.ts
var rule101 = defineRule({
  id: "unclosed-transaction",
  severity: "blocker",
  hazard: "failure",
  checks: "forward-compatibility",
  since: 13,
  evenOnNewTables: true,
  title: "A BEGIN without COMMIT: nothing of it is kept",
  why: "Postgres rolls an open transaction back when its connection ends, without an error. Until then its locks are held, and with a pool of connections that can be hours.",
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      begin;
      alter table orders add column note text;`,
    good: sql`
      begin;
      alter table orders add column note text;
      commit;`
  },
  onPullRequest: ({ statements }) => leftOpen(statements).map(hit23)
});
function leftOpen(statements) {
  const left = [];
  let open;
  for (const [index, facts] of statements.entries()) {
    const control = as("TransactionStmt", facts.statement.node);
    if (control && begins2.includes(control.kind ?? "") && !open && ownsItself(facts))
      open = { begin: facts, inside: [] };
    else if (control && ends2.includes(control.kind ?? ""))
      open = control.chain && open ? { begin: facts, inside: [] } : void 0;
    else open?.inside.push(facts);
    if (open && statements[index + 1]?.script !== facts.script) {
      left.push(open);
      open = void 0;
    }
  }
  return left;
}
var begins2 = ["TRANS_STMT_BEGIN", "TRANS_STMT_START"];
var ends2 = ["TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK", "TRANS_STMT_PREPARE"];
var ownsItself = ({ transaction, session }) => (transaction === "per-statement" || transaction === "one-message") && session.transaction !== "runner";
function hit23({ begin, inside: inside2 }) {
  const locks = inside2.flatMap((one) => one.locks).filter((lock) => !lock.madeHere && blocks(lock.mode).length > 0);
  const objects = [...new Set(locks.map(({ object }) => object))];
  const held = objects.length > 0 ? `, and until then keeps its locks on ${listed(objects.map(code))}` : "";
  const many = inside2.length === 1 ? "The statement" : `The ${String(inside2.length)} statements`;
  return {
    at: begin.statement,
    objects,
    says: `${many} after this BEGIN ${inside2.length === 1 ? "is" : "are"} lost: the file ends without COMMIT, and Postgres rolls the transaction back when the connection ends${held}.`,
    instead: steps(remark("As the last line of the file:"), "COMMIT;")
  };
}

// src/rules/unforeseen.ts
var rule102 = defineRule({
  id: "unforeseen",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  since: 13,
  title: "The rehearsal saw what no rule foretold",
  why: "A table was rewritten or read to its end under a lock that blocks others, or a lock would be held for long, and reading the SQL did not tell. It counts as a gap in the rules: please report it.",
  observed: ({ statements, stallBudgetMs }) => statements.flatMap((seen) => [...rewrites(seen), ...scans(seen), ...holds(seen, stallBudgetMs)])
});
var instead7 = "Read what this statement does to the table, and look for a form that works in steps; then tell us, so that a rule says it next time.";
var hit24 = ({ at }, table, says2) => ({
  at,
  objects: [table],
  says: says2,
  instead: instead7
});
var rewrites = (seen) => seen.run.rewrites.filter(
  (table) => !seen.foretold.some(({ rewrites: claimed, finding }) => claimed && finding.objects.includes(table))
).map((table) => hit24(seen, table, `${code(table)} was rewritten: reads and writes of it wait until that is done.`));
var scans = (seen) => seen.run.scans.filter(({ table, rows }) => rows > 0 && !seen.run.rewrites.includes(table)).filter(
  ({ table }) => !seen.foretold.some(
    ({ scans: claimed, rewrites: copied2, finding }) => (claimed || copied2) && finding.objects.includes(table)
  )
).flatMap(({ table, rows }) => {
  const lock = seen.run.locks.find(({ object, blocks: blocks2 }) => object === table && blocks2.length > 0);
  if (!lock) return [];
  const says2 = `${code(table)} was read to its end (${count(rows)} rows) under ${spoken(lock.mode)}: ${lock.blocks.join(" and ")} of it wait for that.`;
  return [hit24(seen, table, says2)];
});
function holds(seen, budget) {
  const { estimate, locks } = seen.run;
  if (!("productionMs" in estimate) || estimate.productionMs[1] <= budget || seen.foretold.length > 0) return [];
  const foretold = new Set(seen.facts?.locks.map(({ object, mode }) => `${mode} ${object}`));
  return locks.filter(({ object, mode, blocks: blocks2 }) => blocks2.length > 0 && !foretold.has(`${mode} ${object}`)).filter(
    ({ object }) => !seen.run.rewrites.includes(object) && !seen.run.scans.some(({ table }) => table === object)
  ).map(
    ({ object, mode, blocks: blocks2 }) => hit24(
      seen,
      object,
      `${spoken(mode)} on ${code(object)} would be held for up to ${duration(estimate.productionMs[1])} in production: ${blocks2.join(" and ")} of it wait.`
    )
  );
}

// src/rules/unsupported-on-partitioned.ts
var rule103 = defineRule({
  id: "unsupported-on-partitioned",
  severity: "blocker",
  hazard: "failure",
  checks: "lock-analysis",
  fails: "0A000",
  since: 13,
  evenOnNewTables: true,
  title: "Postgres refuses this on a partitioned table",
  why: "Among what only the partitions can do: an index built or dropped CONCURRENTLY, a key that leaves out the partition key or takes over an index, a foreign key NOT VALID before Postgres 18, and DETACH CONCURRENTLY beside a default partition. The statement fails.",
  versions: "NOT VALID foreign keys: refused before 18. SET ACCESS METHOD: refused before 17. SET LOGGED and SET UNLOGGED: without effect before 18, refused from then on.",
  examples: {
    given: sql`
      create table events (id bigint not null, at date not null) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');`,
    rows: sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`create unique index concurrently events_key on events (id, at);`,
    good: sql`
      create unique index events_key on only events (id, at);
      create unique index concurrently events_2026_key on events_2026 (id, at);
      alter index events_key attach partition events_2026_key;`
  },
  on: {
    IndexStmt: (index, facts) => hits2(refusedIndex(index, facts)),
    DropStmt: (drop, facts) => refusedDrop(drop, facts).flatMap(hits2),
    CreateStmt: (create) => refusedTable(create).flatMap(hits2),
    AT_AddConstraint: (action, facts) => hits2(refusedConstraint(action, facts)),
    AT_AddColumn: (action, facts) => hits2(refusedColumn(action, facts)),
    AT_DetachPartition: (action, facts) => hits2(refusedDetach(action, facts)),
    AT_SetLogged: (action, facts) => hits2(refusedStorage(action, facts)),
    AT_SetUnLogged: (action, facts) => hits2(refusedStorage(action, facts)),
    AT_SetAccessMethod: (action, facts) => hits2(refusedStorage(action, facts))
  }
});
var hits2 = (refusal2) => refusal2 ? [
  {
    objects: [refusal2.table],
    says: `This fails (${refusal2.sqlstate}): ${refusal2.says}.`,
    instead: refusal2.instead
  }
] : [];

// src/rules/unused-ignore.ts
var rule104 = defineRule({
  id: "unused-ignore",
  severity: "advice",
  hazard: "hygiene",
  checks: "small-and-focused",
  since: 13,
  title: "A migrate:allow comment changes nothing",
  why: "It names no rule that exists, gives no reason, stands over no statement or over one that the rule has nothing against, or the configuration has decided otherwise. Left in place it looks like a decision that somebody took.",
  onAllowed(allowed2) {
    const says2 = wrong(allowed2);
    return says2 ? { objects: [], says: says2, instead: remedy(allowed2) } : void 0;
  }
});
function wrong({ rule: named, reason, decides, over: over2, pointless, suppressed }) {
  const nothing2 = `migrate:allow ${named} changes nothing`;
  if (decides === "unknown") return `${nothing2}: there is no such rule.`;
  if (!reason) return `${nothing2}: it gives no reason.`;
  if (suppressed > 0) return void 0;
  if (pointless === "off") return `${nothing2}: the configuration has turned the rule off.`;
  if (pointless) return `${nothing2}: the configuration lets nobody suppress this rule.`;
  if (over2 === "nothing") return `${nothing2}: it does not stand above a statement.`;
  return decides === "observed" ? void 0 : `${nothing2}: the rule has nothing to say about the statement under it.`;
}
function remedy({ rule: named, decides, nearest: nearest2, over: over2, pointless, reason }) {
  if (decides === "unknown")
    return nearest2 ? `-- migrate:allow ${nearest2} reason: ${reason ?? "\u2026"}` : "Remove the comment.";
  if (!reason) return `-- migrate:allow ${named} reason: \u2026`;
  return over2 === "nothing" && !pointless ? "Put it on a line of its own above the statement that it is about." : "Remove the comment.";
}

// src/rules/validate-in-same-txn.ts
var rule105 = defineRule({
  id: "validate-in-same-txn",
  severity: "blocker",
  hazard: "lock",
  checks: "lock-analysis",
  takes: "AccessExclusiveLock",
  scans: true,
  since: 13,
  title: "NOT VALID gains nothing when the same transaction validates",
  why: "VALIDATE CONSTRAINT lets reads and writes go on, but the transaction still holds the lock that ADD CONSTRAINT took: AccessExclusive for a CHECK, ShareRowExclusive on both tables for a foreign key. The scan runs under it.",
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`
      begin;
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;
      commit;`,
    good: sql`
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;`
  },
  on: {
    AT_ValidateConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || !name) return void 0;
      const adds = [...facts.session.before, facts.statement].find((one) => addition(one, action, name) !== void 0);
      const added = adds && addition(adds, action, name);
      if (!adds || !added) return void 0;
      const shown2 = objectName(table.name);
      const isKey2 = added.contype === "CONSTR_FOREIGN";
      const [who, lock] = isKey2 ? ["Writes to", "ShareRowExclusive"] : ["Reads and writes of", "AccessExclusive"];
      return {
        objects: [shown2],
        says: `${who} ${code(shown2)} wait while every row is checked: ${code(quoteIdentifier(name))} is validated in the transaction that added it (line ${String(adds.line)}) and still holds ${lock}.`,
        instead: steps(
          statement(adds === facts.statement ? withoutThis(action, facts) : oneLine(adds.sql)),
          nextMigration("reads and writes go on during the scan."),
          `${action.head} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`
        )
      };
    }
  }
});
function addition({ node }, { table }, name) {
  const alter = as("AlterTableStmt", node);
  if (!alter?.relation || writtenName(alter.relation).name !== writtenName(table).name) return void 0;
  return all("AlterTableCmd", alter.cmds).map(notValid).find((one) => one && (one.conname ?? name) === name);
}
function notValid({ subtype, def }) {
  const constraint = subtype === "AT_AddConstraint" ? as("Constraint", def) : void 0;
  return constraint?.skip_validation ? constraint : void 0;
}
function withoutThis({ head, text }, facts) {
  const { actions: actions2 } = splitAlterTable(facts.statement.sql);
  return `${head} ${actions2.filter((one) => one !== text).join(", ")}`;
}

// src/rules/kit/broken.ts
function columnGone({ cmd, table: range }, facts) {
  const table = known2(writtenName(range), facts);
  const column2 = cmd.name;
  if (!table || column2 === void 0 || !hasColumn(table, column2)) return void 0;
  const target = { relation: table.name, column: column2 };
  const siblings = alterationsOf(table.name, [facts]);
  const gone = siblings.slice(0, siblings.indexOf(cmd)).flatMap(({ subtype, name }) => subtype === "AT_DropColumn" ? name ?? [] : []);
  const kept2 = keptFor(target, facts).filter(
    ({ kind, name = "" }) => kind !== "generated-column" || facts.postgres >= 15 && !gone.includes(name)
  );
  return {
    what: `${code(quoteIdentifier(column2))} of ${code(objectName(table.name))}`,
    objects: [objectName(table.name)],
    kept: cmd.behavior === "DROP_CASCADE" ? [] : kept2,
    bodies: bodiesLeft(target, facts),
    sqlstate: "42703"
  };
}
var relationKinds2 = ["OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE"];
function relationGone(node, drop, facts) {
  const relation = relationKinds2.includes(drop.removeType ?? "") ? known2(nameFrom(node), facts) : void 0;
  if (!relation) return void 0;
  const together2 = (drop.objects ?? []).flatMap((one) => facts.catalog.relation(nameFrom(one))?.name ?? []);
  const kept2 = keptFor({ relation: relation.name }, facts).filter(
    ({ on }) => !together2.some((one) => sameName(one, on))
  );
  return {
    what: code(objectName(relation.name)),
    objects: [objectName(relation.name)],
    kept: drop.behavior === "DROP_CASCADE" ? [] : kept2,
    bodies: madeAgain2(relation.name, facts) ? [] : bodiesLeft({ relation: relation.name }, facts),
    sqlstate: "42P01"
  };
}
function routineGone(node, drop, facts) {
  const routine = facts.catalog.routine(nameFrom(node));
  if (!routine) return void 0;
  return {
    what: code(objectName(routine.name)),
    objects: [objectName(routine.name)],
    kept: drop.behavior === "DROP_CASCADE" ? [] : facts.catalog.callers(routine.name),
    bodies: routineStays(node, facts) ? [] : bodiesLeft({ routine: routine.name }, facts).filter(({ name }) => !sameName(name, routine.name)),
    sqlstate: "42883"
  };
}
function relationRenamed(change2, facts) {
  const relation = change2.relation && known2(writtenName(change2.relation), facts);
  if (!relation) return void 0;
  const moved = "renameType" in change2 ? change2.renameType : void 0;
  const column2 = moved === "OBJECT_COLUMN" && "subname" in change2 ? change2.subname : void 0;
  if (moved !== void 0 && column2 === void 0 && !relationKinds2.includes(moved)) return void 0;
  const again = column2 === void 0 ? madeAgain2(relation.name, facts) : nameTaken(column2, change2, facts);
  if (again) return void 0;
  const name = code(objectName(relation.name));
  return {
    what: column2 === void 0 ? name : `${code(quoteIdentifier(column2))} of ${name}`,
    objects: [objectName(relation.name)],
    kept: [],
    bodies: bodiesLeft(column2 === void 0 ? { relation: relation.name } : { relation: relation.name, column: column2 }, facts),
    sqlstate: column2 === void 0 ? "42P01" : "42703"
  };
}
var nameTaken = (column2, { relation }, facts) => restOfTransaction(facts).some(({ statement: { node } }) => {
  const other = as("RenameStmt", node);
  return other?.renameType === "OBJECT_COLUMN" && other.newname === column2 && other.relation?.relname === relation?.relname;
});

// src/rules/view-function-dependence.ts
var rule106 = defineRule({
  id: "view-function-dependence",
  severity: "blocker",
  hazard: "failure",
  checks: "backward-compatibility",
  fails: "2BP01",
  since: 13,
  evenOnNewTables: true,
  title: "A view, function, trigger or policy still uses it",
  why: "Postgres refuses to drop what a view, policy, trigger, generated column or BEGIN ATOMIC function uses (2BP01), and follows a rename there. The body of any other function is only text to it: the statement succeeds, and the next call fails.",
  versions: "Before Postgres 15 a generated column does not keep its source: it goes with it (drop-column-drops-constraint).",
  examples: {
    given: sql`
      create table orders (id bigint primary key, note text, paid boolean);
      create view open_orders as select id, note from orders where not paid;`,
    bad: sql`alter table orders drop column note;`,
    good: sql`
      begin;
      drop view open_orders;
      alter table orders drop column note;
      create view open_orders as select id from orders where not paid;
      commit;`
  },
  on: {
    AT_DropColumn: (action, facts) => told4(columnGone(action, facts), facts),
    DropStmt: (drop, facts) => (drop.objects ?? []).flatMap(
      (node) => "ObjectWithArgs" in node ? told4(routineGone(node, drop, facts), facts) : told4(relationGone(node, drop, facts), facts)
    ),
    RenameStmt: (rename, facts) => told4(relationRenamed(rename, facts), facts),
    AlterObjectSchemaStmt: (alter, facts) => told4(relationRenamed(alter, facts), facts)
  }
});
function told4(broken, facts) {
  if (!broken || broken.kept.length + broken.bodies.length === 0) return [];
  const { what: what2, objects, kept: kept2, bodies, sqlstate } = broken;
  const keepers = listedBriefly(kept2.map(spokenDependent));
  const callers = listedBriefly(bodies.map(({ name }) => code(objectName(name))));
  return [
    {
      objects,
      says: [
        kept2.length > 0 ? `This fails (2BP01): ${keepers} still ${kept2.length === 1 ? "uses" : "use"} ${what2}.` : "",
        bodies.length > 0 ? `The body of the function${bodies.length === 1 ? "" : "s"} ${callers} names ${what2}, so that the next call fails (${sqlstate}): Postgres does not look into bodies.` : ""
      ].filter(Boolean).join(" "),
      instead: atOnce(
        facts,
        ...withReaders(kept2, facts).toReversed().map(dropStatement),
        ...bodies.map(
          ({ name }) => remark(`CREATE OR REPLACE FUNCTION ${objectName(name)} with a body that does not name it.`)
        ),
        statement(oneLine(facts.statement.sql)),
        kept2.length > 0 ? remark("Here make again what was dropped, without it, and with its GRANTs.") : steps()
      )
    }
  ];
}

// src/rules/index.ts
var rules = [
  rule,
  rule2,
  rule3,
  rule4,
  rule5,
  rule6,
  rule7,
  rule8,
  rule9,
  rule10,
  rule11,
  rule12,
  rule13,
  rule14,
  rule15,
  rule16,
  rule17,
  rule18,
  rule19,
  rule20,
  rule21,
  rule22,
  rule23,
  rule24,
  rule25,
  rule26,
  rule27,
  rule28,
  rule29,
  rule30,
  rule31,
  rule32,
  rule33,
  rule34,
  rule35,
  rule36,
  rule37,
  rule38,
  rule39,
  rule40,
  rule41,
  rule42,
  rule43,
  rule44,
  rule45,
  rule46,
  rule47,
  rule48,
  rule49,
  rule50,
  rule51,
  rule52,
  rule53,
  rule54,
  rule55,
  rule56,
  rule57,
  rule58,
  rule59,
  rule60,
  rule61,
  rule62,
  rule63,
  rule64,
  rule65,
  rule66,
  rule67,
  rule68,
  rule69,
  rule70,
  rule71,
  rule72,
  rule73,
  rule74,
  rule75,
  rule76,
  rule77,
  rule78,
  rule79,
  rule80,
  rule81,
  rule82,
  rule83,
  rule84,
  rule85,
  rule86,
  rule87,
  rule88,
  rule89,
  rule90,
  rule91,
  rule92,
  rule93,
  rule94,
  rule95,
  rule96,
  rule97,
  rule98,
  rule99,
  rule100,
  rule101,
  rule102,
  rule103,
  rule104,
  rule105,
  rule106
];
var ruleIds = rules.map(({ id }) => id);

// src/rules/kit/nearest.ts
function nearest(word3, known3) {
  if (known3.length === 0) return void 0;
  const found = closest(word3, known3);
  return distance(word3, found) <= Math.max(3, word3.length / 3) ? found : void 0;
}

export {
  quoteIdentifier,
  objectName,
  writtenName,
  stringOf,
  stringsOf,
  fromParts,
  namedBy,
  kindOf,
  bodyOf,
  without,
  as,
  all,
  eachNode,
  relationsIn,
  columnsIn,
  constantText,
  option,
  switchedOn,
  calledBy,
  columnType,
  endOfToken,
  isComment,
  isSpace,
  endOfLine,
  splitAlterTable,
  oneLine,
  code,
  listed,
  startSchema,
  keyOf,
  catalogAt,
  emptyRelation,
  expressionText,
  lookNow,
  find,
  findRange,
  newName,
  newRelationName,
  put,
  current,
  change,
  putIndex,
  removeIndex,
  remove,
  generatedName,
  addConstraint,
  setNotNull,
  noteReference,
  dropConstraints,
  noteDependent,
  noteTrigger,
  notePolicy,
  alterPolicy,
  noteRule,
  forgetDependent,
  forgetAllOf,
  renameInDependents,
  renameColumnInDependents,
  renameDependent,
  addColumn,
  typeOf,
  createTable,
  attach,
  createTableAs,
  resolved,
  loadParser,
  parseText,
  bodyParts,
  standsAlone,
  topOf,
  startSettings,
  setting,
  withoutLocals,
  changed,
  changesIn,
  setChanges,
  milliseconds,
  schemasOf,
  tablesWith,
  lockNumbers,
  plannedOptions,
  duration,
  count,
  rules,
  ruleIds,
  nearest
};
