import{headline,markdown}from"./chunk-4D3QFOV7.js";import"./chunk-P45Z3YG3.js";import"./chunk-4W5TRBXY.js";import"./chunk-YB5GB4QA.js";import"./chunk-L5KYRN6U.js";
import"./chunk-OLJVEC4A.js";import"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";export{headline,markdown};
