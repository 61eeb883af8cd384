import{placesIn}from"./chunk-JQBM74RJ.js";import module from"node:module";import{setFlagsFromString}from"node:v8";function startQuickly(){let keepCompiled=Reflect.get(module,"enableCompileCache");typeof keepCompiled=="function"&&Reflect.apply(keepCompiled,module,[]),Number.
parseInt(process.versions.node)<24&&setFlagsFromString("--wasm-tiering-budget=50000000")}function tellingCrashes(says){let tell=thrown=>{process.stderr.write(`${says}\

${placesIn(thrown).join(`
`)}
`),process.exitCode=2};return process.once("uncaughtException",thrown=>{tell(thrown),process.exit(2)}),tell}export{startQuickly,tellingCrashes};
