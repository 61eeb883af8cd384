import{performance}from"node:perf_hooks";var systemClock={now:()=>Date.now(),elapsed:()=>performance.now()};function diskToKeep(environment){let said=environment.
MIGRATION_REHEARSAL_CACHE??"";return said!==""?said:environment.RUNNER_ENVIRONMENT==="github-hosted"?"0":"auto"}function progressTo(write,clock){let start=clock.
elapsed(),line=says=>{write(`${((clock.elapsed()-start)/1e3).toFixed(1).padStart(6)} s  ${says}
`)};return{stage:(stage,says)=>{line(`${stage}: ${says}`)},note:line}}function interruption(){let controller=new AbortController,stop=signal=>{controller.signal.
aborted&&process.exit(2),controller.abort(signal)};return process.on("SIGINT",stop),process.on("SIGTERM",stop),process.on("SIGHUP",stop),controller.signal}export{systemClock,diskToKeep,progressTo,interruption};
