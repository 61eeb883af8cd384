var days={name:"days",ms:864e5,below:1/0,wholeFrom:10},units=[{name:"ms",ms:1,below:999.5,wholeFrom:0},{name:"s",ms:1e3,below:119500,wholeFrom:100},{name:"min",
ms:6e4,below:717e4,wholeFrom:10},{name:"h",ms:36e5,below:171e6,wholeFrom:10},days];function duration(ms){return Number.isFinite(ms)?ms<1?ms<=0?"0 ms":"< 1 ms":spoken(
told(ms,"measured")):unknown}function durationRange([low,high]){if(!Number.isFinite(low)||!Number.isFinite(high))return unknown;if(high<1)return duration(high);
let to=told(high,"estimated");if(low<1)return`up to ${spoken(to)}`;let from=low<to.unit.ms?told(low,"estimated"):toldIn(to.unit,low,"estimated");return from.unit!==
to.unit?`${spoken(from)}\u2013${spoken(to)}`:from.figure===to.figure?spoken(to):`${from.figure}\u2013${spoken(to)}`}var grouped=count=>Number.isFinite(count)?Math.
max(0,Math.round(count)).toString().replace(/\B(?=(?:\d{3})+$)/g,","):unknown;function counted(count,one,many=`${one}s`){let figure=grouped(count);return`${figure}\
 ${figure==="1"?one:many}`}var sizes=["kB","MB","GB","TB","PB"].map((name,index)=>({name,bytes:1e3**(index+1)}));function bytes(size){let unit=sizes.findLast(one=>size>=
one.bytes*.9995);return unit?`${digits(size/unit.bytes)} ${unit.name}`:counted(size,"byte")}var share=part=>`${grouped(part>=1?100:Math.min(99,part*100))} %`,unknown="\
?";function told(ms,exactness){let at=units.findIndex(({below})=>ms<below),[unit=days,next]=units.slice(at),one=toldIn(unit,ms,exactness);return next&&one.figure===
String(next.ms/unit.ms)?{figure:"1",unit:next}:one}var toldIn=(unit,ms,exactness)=>({figure:digits(ms/unit.ms,exactness==="measured"?unit.wholeFrom:Math.min(unit.
wholeFrom,10)),unit}),spoken=({figure,unit})=>`${figure} ${unit===days&&figure==="1"?"day":unit.name}`,digits=(value,wholeFrom=10)=>value>=wholeFrom?grouped(value):
value.toFixed(1).replace(/\.0$/,"");export{duration,durationRange,grouped,counted,bytes,share};
