import{headline,markdown}from"./chunk-QO3Y2JWR.js";import"./chunk-RIVITTUF.js";import"./chunk-4W5TRBXY.js";import"./chunk-YB5GB4QA.js";import"./chunk-U4PC6BOA.js";
import"./chunk-OLJVEC4A.js";import"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";export{headline,markdown};
