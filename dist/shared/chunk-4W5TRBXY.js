var visible=text2=>text2.replace(/\r\n?/g,`
`).replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,character=>`\u27E8U+${(character.codePointAt(0)??0).toString(16).toUpperCase().padStart(4,"0")}\
\u27E9`),oneLine=text2=>visible(text2).replace(/\s+/g," ").trim();function cut(text2,most){return text2.length<=most?text2:`${text2.slice(0,most-1).replace(/[\uD800-\uDBFF]$/,
"")}\u2026`}function within(most,words,render){for(let length=Math.min(words.length,most);length>1;){let rendered=render(cut(words,length));if(rendered.length<=
most)return rendered;length=Math.floor(length*Math.min(.8,most/rendered.length*.95))}return render("\u2026")}function text(words){return oneLine(words).replace(
/[\\`*_[\]<>|~&$#]/g,"\\$&").replace(/@/g,"@\u2060").replace(/\\#(?=\S)/g,"\\#\u2060").replace(/:(?=\/)/g,":\u2060").replace(/(www)(?=\.)/gi,"$1\u2060").replace(
/\b(gh)(?=-\d)/gi,"$1\u2060").replace(/^(\d+)(?=[.)](\s|$))/,"$1\\").replace(/^[-+=]/,"\\$&")}var together=markdown=>markdown.replace(/(\d) (?=(?:ms|s|min|h|days|bytes|kB|MB|GB|TB|%)(?!\w))/g,
"$1\xA0").replace(/([\da-z])–(?=\d)/g,"$1\u2060\u2013\u2060"),summary=words=>text(words).replace(/\\?([\\`*_[\]<>|~&$#])/g,(_,mark)=>`&#${mark.charCodeAt(0)};`);
function code(content){let line=oneLine(content);return line===""?"\u2013":inlineCode(line)}function cellCode(content){let line=oneLine(content);return line===""?
"\u2013":inlineCode(line.replace(/\\(?=\|)/g,"\\\u2060")).replaceAll("|","\\|")}function inlineCode(line){let ticks="`".repeat(longestRun(line)+1),pad=line.startsWith(
"`")||line.endsWith("`")?" ":"";return`${ticks}${pad}${line}${pad}${ticks}`}var prose=sentence=>marked(sentence,text,code),cell=sentence=>marked(sentence,text,cellCode);
function marked(sentence,plain,quoted){return oneLine(sentence).split(/(`[^`]+`)/).map((piece,index)=>index%2===1?quoted(piece.slice(1,-1)):spaced(piece,plain)).
join("")}var spaced=(piece,plain)=>piece===""?"":`${/^\s/.exec(piece)?.[0]??""}${plain(piece)}${/\S\s$/.test(piece)?" ":""}`;function fence(content,language){let block=visible(
content).replace(/\s+$/,""),ticks="`".repeat(Math.max(3,longestRun(block)+1));return`${ticks}${language}
${block}
${ticks}`}var longestRun=content=>Math.max(0,...(content.match(/`+/g)??[]).map(({length})=>length)),entities={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"\
&#39;"},html=content=>visible(content).replace(/[&<>"']/g,character=>entities[character]??""),htmlProse=sentence=>marked(sentence,html,name=>`<code>${html(name)}\
</code>`);export{visible,cut,within,text,together,summary,code,cellCode,prose,cell,fence,html,htmlProse};
