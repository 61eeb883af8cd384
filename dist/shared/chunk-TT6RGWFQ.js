import{show,tell}from"./chunk-DFAQFWWI.js";import{policyAt}from"./chunk-6M55JQXD.js";import{choiceOf,chooseProvider,dumpAt,readProposal,review,runCommand,
runMigrations}from"./chunk-25F7NVDY.js";import{openRepository,under}from"./chunk-5CSNFTUO.js";import{ruleIds}from"./chunk-BODMWZIV.js";import{
diskToKeep,interruption,progressTo,systemClock}from"./chunk-DBMZUOGC.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import{readFile}from"node:fs/promises";async function runReview(options){let{report,problem}=await reviewed(options,"review");return await show(report,options),problem!==void 0&&tell(problem),report.
verdict}async function reviewed(options,verb){let asked=options.rehearsal?"rehearsal":"reading";return review(await propose(options,verb),asked,{...localWorld(),
migrations:runMigrations,checkOut:async commit=>{let repository=await openRepository(options.repo);return repository.ok?repository.value.checkOut(commit):repository}})}
var localWorld=()=>({database:settings=>chooseProvider({...choiceOf(settings),keep:diskToKeep(process.env)}),dump:named=>dumpAt(named,process.cwd()),command:runCommand,
clock:systemClock,progress:progressTo(line=>process.stderr.write(line),systemClock),signal:interruption()});async function propose(options,verb){let{base,head}=options;
if(base===void 0)return failure(noBase(verb));let policy=await policyAt(options.policy);if(!policy.ok)return policy;let repository=await openRepository(options.
repo);if(!repository.ok)return repository;let config=await override(options.config,"--config");if(!config.ok)return config;let profile=await override(options.profile,
"--profile");return profile.ok?readProposal({base,head,rules:ruleIds,...config.value!==void 0&&{config:config.value},...profile.value!==void 0&&{profile:profile.
value}},under(policy.value,repository.value)):profile}async function override(named,flag){if(named===void 0)return success(void 0);if(named.startsWith("env:")){
let text2=process.env[named.slice(4)];return text2===void 0?failure(unreadable(named,flag)):success({file:named,text:text2})}let text=await readFile(named,"utf8").
catch(()=>{});return text===void 0?failure(unreadable(named,flag)):success({file:named,text})}var unreadable=(named,flag)=>({code:"bad-usage",says:`${named}, na\
med by ${flag}, cannot be read.`,advice:"Check the name and your rights."}),noBase=verb=>({code:"bad-usage",says:`\`${verb}\` needs to know what the pull request\
 would be merged into.`,advice:"For example: --base main."});export{runReview,reviewed,localWorld};
