function placesIn(thrown){if(!(thrown instanceof Error))return[];let{stack="",message}=thrown,begin=stack.indexOf(message);return begin<0?[]:stack.slice(begin+message.
length).split(`
`).filter(line=>/^\s+at /.test(line))}export{placesIn};
