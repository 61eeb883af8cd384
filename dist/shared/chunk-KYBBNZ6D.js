import module from"node:module";import{setFlagsFromString}from"node:v8";function startQuickly(){let keepCompiled=Reflect.get(module,"enableCompileCache");typeof keepCompiled==
"function"&&Reflect.apply(keepCompiled,module,[]),Number.parseInt(process.versions.node)<24&&setFlagsFromString("--wasm-tiering-budget=50000000")}export{startQuickly};
