import{bytes}from"./chunk-T2HLY4DR.js";import{failure,success}from"./chunk-7CUXIEAQ.js";var maximumFileBytes=2*1024*1024,maximumPullRequestBytes=20*1024*1024;function unsafeEntry({path,mode}){let kind={12e4:"a symbolic link",16e4:"a submodule"}[mode];
if(kind!==void 0)return unsafe(path,`${shown(path)} is ${kind}, so its SQL is not in this repository under that name.`,{advice:"Put the migration there as an or\
dinary file."});if(mode!=="100644"&&mode!=="100755")return unsafe(path,`${shown(path)} has the git file mode ${mode}, which no ordinary file has.`,{advice:"Add \
the file again with `git add`."});if(path.split("/").some(part=>["",".","..",".git"].includes(part.toLowerCase())))return unsafe(path,`${shown(path)} is a path \
that leads out of the repository or into git itself.`,{advice:"Rename the file."});if(new RegExp("\\p{Surrogate}","u").test(path))return unsafe(path,`The name o\
f ${shown(path)} is not UTF-8.`,{advice:"Rename the file with letters that every system can write."})}function oversize(files){let large=files.find(({bytes:bytes2=0})=>bytes2>
maximumFileBytes);if(large!==void 0)return{code:"file-too-large",says:`${shown(large.path)} holds ${bytes(large.bytes??0)}; a migration file may hold 2 MB.`,advice:"\
Load large data outside the migrations, or split the file.",file:large.path};let total=files.reduce((sum,{bytes:bytes2=0})=>sum+bytes2,0);if(!(total<=maximumPullRequestBytes))
return{code:"pull-request-too-large",says:`The migrations of this pull request hold ${bytes(total)} together; 20 MB can be verified.`,advice:"Split the pull req\
uest."}}var strict=new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0});function textOf(file){let problem=unsafeEntry(file)??binary(file);if(problem!==void 0)return failure(
problem);try{let text=strict.decode(file.bytes);return text.startsWith("version https://git-lfs.github.com/spec/")?failure(pointer(file.path)):success(text)}catch{
let line=firstLineThat(file.bytes,bytes2=>!decodes(bytes2));return failure(unsafe(file.path,`${shown(file.path)} is not UTF-8: line ${line} holds other bytes.`,
{advice:"Save the file as UTF-8.",line}))}}function binary({path,bytes:bytes2}){if(!bytes2.includes(0))return;let line=firstLineThat(bytes2,text=>text.includes(
0));return unsafe(path,`${shown(path)} holds a NUL byte in line ${line}, after which Postgres would read nothing.`,{advice:"Save the file as UTF-8 text (not UTF\
-16), and keep binary files out of the migration folder.",line})}var pointer=path=>unsafe(path,`${shown(path)} is a Git LFS pointer, so its SQL is not in this r\
epository.`,{advice:"Take the migration files out of Git LFS (`git lfs untrack`) and add them again.",line:1});function unsafe(file,says,more){return{code:"unsa\
fe-file",says,...more,file}}function decodes(bytes2){try{return strict.decode(bytes2),!0}catch{return!1}}function firstLineThat(bytes2,wrong){let line=1;for(let start=0;;line+=
1){let end=bytes2.indexOf(10,start);if(end<0||wrong(bytes2.subarray(start,end)))return line;start=end+1}}function shown(path){let escaped=path.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
character=>{let code=character.codePointAt(0)??0,byte=code>=56448&&code<=56575?code-56320:code;return byte<=255?`\\x${byte.toString(16).padStart(2,"0")}`:`\\u{${code.
toString(16)}}`});return escaped.length<=200?escaped:`${escaped.slice(0,120)}\u2026${escaped.slice(-60)}`}export{maximumFileBytes,maximumPullRequestBytes,oversize,textOf,shown};
