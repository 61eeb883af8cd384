import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import{localWorld}from"./chunk-TT6RGWFQ.js";import{print,tell}from"./chunk-DFAQFWWI.js";import"./chunk-6M55JQXD.js";import{readProposal,review,
snapshotOf}from"./chunk-25F7NVDY.js";import{openRepository}from"./chunk-5CSNFTUO.js";import"./chunk-BLIRVPOK.js";import{ruleIds}from"./chunk-BODMWZIV.js";
import"./chunk-ZXDGY5FU.js";import"./chunk-LRMOX4J5.js";import{systemClock}from"./chunk-DBMZUOGC.js";import"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";
import"./chunk-656ZDTEV.js";import"./chunk-4IVI3QBG.js";import"./chunk-MIIEZTND.js";import"./chunk-YB5GB4QA.js";import"./chunk-JSQ7MUIT.js";
import"./chunk-OLJVEC4A.js";import"./chunk-Z47CQAIS.js";import"./chunk-TUHREAFN.js";import"./chunk-UURERUFQ.js";import{shown}from"./chunk-FQPUUQAJ.js";
import"./chunk-C4KXZSFV.js";import{duration}from"./chunk-T2HLY4DR.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";
import"./chunk-7PVPYRVV.js";import{mkdir,writeFile}from"node:fs/promises";import{dirname,join}from"node:path";var actionStep="uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit",pullRequestWorkflow=`# Rehearses the migrations of every pull request. No\
 path filter: a workflow that one skips leaves its check pending for
# ever where it is required. No job here has the name of the check.
name: Migration Rehearsal
on:
  pull_request:
    types: [opened, synchronize, reopened, ready_for_review, edited, closed]
permissions: {}
concurrency:
  # The newest push wins. That only words were edited stops nothing.
  group: migration-rehearsal-\${{ github.event.pull_request.number }}-\${{ github.event.action == 'edited' && !github.event.changes.base && github.run_id || 'newe\
st' }}
  cancel-in-progress: true
jobs:
  rehearse:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      contents: read # git objects
      checks: write # the check
      issues: write # makes the label where the repository does not have it yet
      pull-requests: write # the comment, the label, the review request
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit
        # Here GitHub gives forks and Dependabot a token that may only read: fork-comment.yml shows what this run found.
        continue-on-error: \${{ github.event.pull_request.head.repo.full_name != github.repository || github.actor == 'dependabot[bot]' }}
      - uses: actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0
        if: always()
        with:
          # With \`id: billing\`, the name is migration-rehearsal-billing.
          name: migration-rehearsal
          path: \${{ runner.temp }}/migration-rehearsal/
          if-no-files-found: ignore
`,commandsWorkflow=`# Answers \`/migrate \u2026\` on pull requests, and looks again when a comment or a review that something rests on changes.
# Nothing is checked out: what is read is fetched as git objects, and nothing of it is run but its SQL, in a throwaway
# Postgres.
name: Migration Rehearsal commands
on:
  issue_comment:
    types: [created, edited, deleted]
  pull_request_review:
    types: [submitted, dismissed]
  workflow_dispatch:
    inputs:
      pull-request:
        description: Rehearse the newest commit of this pull request again (its number)
        required: true
        type: string
permissions: {}
concurrency:
  # Every comment is heard: none takes the place of another.
  group: migration-rehearsal-command-\${{ github.event.comment.node_id || github.event.review.node_id || github.run_id }}-\${{ github.event.action }}
  cancel-in-progress: false
jobs:
  answer:
    if: >-
      github.event_name == 'workflow_dispatch'
      || (github.event_name == 'pull_request_review'
        && github.event.pull_request.head.repo.full_name == github.repository)
      || (github.event_name == 'issue_comment' && github.event.issue.pull_request
        && (github.event.action != 'created' || contains(github.event.comment.body, '/migrate')))
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      actions: write # \`/migrate cancel\` ends a run
      contents: read # git objects
      checks: write # the check follows what was decided
      issues: write # the issue that follows an override
      pull-requests: write # receipts, answers, reactions, the label
    steps:
      - uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit
      - uses: actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0
        if: always()
        with:
          name: migration-rehearsal
          path: \${{ runner.temp }}/migration-rehearsal/
          if-no-files-found: ignore
`;var configuration=".github/migration-rehearsal.yml",workflows={pullRequest:".github/workflows/migration-rehearsal.yml",commands:".github/workflows/migration-reh\
earsal-commands.yml"};async function init(detected,files,release2){let[first,...others]=[...detected].sort((one,other)=>other.migrations-one.migrations);if(first===
void 0)return failure(nothingFound);let written=[],kept=[];for(let[path,text]of[[configuration,configurationText(first,others)],[workflows.pullRequest,pinned(pullRequestWorkflow,
release2)],[workflows.commands,pinned(commandsWorkflow,release2)]])await files.create(path,text)?written.push(path):kept.push(alreadyThere(path));return success(
{written,kept,next:nextSteps(written)})}function configurationText(first,others){let globs=first.folders.map(folder=>folder===""?"**":`${folder}/**`);return["# \
What Migration Rehearsal should know of this repository. Every key may be left out; docs/configuration.md lists","# them all. It is read from the base branch, s\
o a change to this file counts once it is merged.","","migrations:",`  # ${first.migrations} ${first.migrations===1?"file":"files"} found.`,`  tool: ${first.tool}`,
"  paths:",...globs.map(glob=>`    - ${JSON.stringify(glob)}`),...others.flatMap(({tool,folders,migrations})=>[`  # Found as well, and not looked at: ${migrations}\
 of ${tool} in ${folders.map(name=>JSON.stringify(name)).join(", ")}.`]),""].join(`
`)}var pinned=(workflow,{action})=>workflow.replaceAll(actionStep,()=>`uses: ${action}`);function nextSteps(written){return written.length===0?["Nothing was wri\
tten: the files are there already."]:[`Read and commit ${listed(written)}, and merge them: configuration and commands count from the default branch.`,"Take the \
profile of production (`migration-rehearsal profile --database-url env:DATABASE_URL --out .github/migration-rehearsal.profile.json`) and commit it: row counts a\
nd statistics, no value of a row.","Name who approves: `approval.users` or `approval.teams` in the configuration, or a CODEOWNERS line for the migrations.","Ope\
n a pull request with a migration, write `/migrate help` on it, and require the check `migration-rehearsal` once you like what it says.","Where there is a merge\
 queue, or pull requests come from forks or Dependabot, take merge-queue.yml and fork-comment.yml of examples/workflows too: docs/github.md tells what each is f\
or."]}var listed=paths=>paths.length===1?paths.join():`${paths.slice(0,-1).join(", ")} and ${paths.slice(-1).join()}`,nothingFound={code:"paths-match-nothing",says:"\
No migration was recognised in the last commit of this repository, so there is nothing to configure.",advice:"Commit the migrations first, or write `migrations:\
 { tool, paths }` into .github/migration-rehearsal.yml."},alreadyThere=path=>({code:"bad-usage",says:`${path} exists and was left as it is.`,advice:"Move it awa\
y first if you want a new one.",file:path});var interrupted={code:"interrupted",says:"The trial was interrupted.",advice:"Run it again; no file was written."};async function tryMerged(tip,count,world){let commit=await world.
history.resolve(tip);if(!commit.ok)return commit;let trials=[];for(let merged of await world.history.commitsAdding(commit.value,world.isMigration,count)){let start=world.
clock.elapsed(),reviewed=await world.review(merged);if(world.signal.aborted)return failure(interrupted);let trial=trialOf(merged,reviewed,world.clock.elapsed()-
start);world.tried(trial),trials.push(trial)}return{ok:!0,value:trials}}function trialOf({commit,subject,added},reviewed,tookMs){return{commit:commit.slice(0,10),
subject,migrations:added,verdict:reviewed.ok?reviewed.value.verdict:"error",worst:reviewed.ok?worstOf(reviewed.value):reviewed.problem.says,tookMs}}var gravity=[
"blocker","warning","advice"];function worstOf({findings,verdict,because}){if(verdict==="error"||verdict==="fail")return because;let[worst]=[...findings].sort((one,other)=>gravity.
indexOf(one.severity)-gravity.indexOf(other.severity));return worst===void 0?"nothing found":`${worst.rule}: ${worst.says}`}function trialTable(trials){if(trials.
length===0)return`No merge of this branch added a migration.
`;let rows=[["commit","migrations","verdict","worst finding","time"],...trials.map(({commit,migrations,verdict,worst,tookMs})=>[commit,cut(`${shown(migrations[0]??
"")}${migrations.length>1?` and ${migrations.length-1} more`:""}`,48),verdict,cut(shown(worst),80),duration(tookMs)])],widths=rows[0]?.map((_,column)=>Math.max(
...rows.map(row=>row[column]?.length??0)))??[];return rows.map(row=>`${row.map((cell,column)=>cell.padEnd(widths[column]??0)).join("  ").trimEnd()}
`).join("")}var cut=(text,width)=>text.length<=width?text:`${text.slice(0,width-1)}\u2026`;var release={action:"migration-rehearsal/migration-rehearsal@v0 # pin it to a commit"};async function runInit(options){if(options.try!==void 0&&!(Number.isInteger(
options.try)&&options.try>0))return refused({ok:!1,problem:{code:"bad-usage",says:"--try takes a count of merges.",advice:"For example: --try 20."}});let repository=await openRepository(
options.repo);if(!repository.ok)return refused(repository);let head=await repository.value.resolve("HEAD");if(!head.ok)return refused(head);let now=await snapshotOf(
repository.value,head.value,{paths:[],ignore:[]});if(!now.ok)return refused(now);let{detection}=now.value;if(options.try!==void 0){let tried=await tryLast(repository.
value,detection,options.try);if(!tried.ok)return refused(tried)}let detected=detection.folders.filter(({readable})=>readable).map(({tool,folder,paths})=>({tool,
folders:[folder],migrations:paths.length})),result=await init(detected,filesIn(repository.value.root),release);if(!result.ok)return refused(result);let{written,
kept,next}=result.value;return await print([...written.map(path=>`wrote ${path}`),...kept.map(({says})=>says),"",...next,""].join(`
`)),0}function refused({problem}){return tell(problem),2}var filesIn=root=>({async create(path,text){return await mkdir(dirname(join(root,path)),{recursive:!0}),
writeFile(join(root,path),text,{flag:"wx"}).then(()=>!0,error=>{if(typeof error=="object"&&error!==null&&"code"in error&&error.code==="EEXIST")return!1;throw error})}});
async function tryLast(repository,detection,count){let world=localWorld(),folders=detection.folders.map(({folder})=>folder===""?"":`${folder}/`),known=new Set(detection.
folders.flatMap(({paths})=>paths)),trials=await tryMerged("HEAD",count,{history:repository,clock:systemClock,signal:world.signal,isMigration:path=>known.has(path)||
path.endsWith(".sql")&&folders.some(folder=>path.startsWith(folder)),review:async({parent,commit})=>{let proposal=await readProposal({base:parent,head:commit,rules:ruleIds},
repository);return success((await review(proposal,"rehearsal",world)).report)},tried:({commit,verdict})=>{world.progress.note(`${commit} ${verdict}`)}});return trials.
ok&&await print(`${trialTable(trials.value)}
`),trials}export{runInit};
