var lockModes=["AccessShareLock","RowShareLock","RowExclusiveLock","ShareUpdateExclusiveLock","ShareLock","ShareRowExclusiveLock","ExclusiveLock","AccessExclusi\
veLock"];function blocks(mode){return mode==="AccessExclusiveLock"?["reads","writes"]:strength(mode)>=strength("ShareLock")?["writes"]:[]}var strength=mode=>lockModes.
indexOf(mode),spoken=mode=>mode.replace(/Lock$/,"");export{lockModes,blocks,strength,spoken};
