import{htmlPage}from"./chunk-VJARHL6V.js";import"./chunk-JPDJ675E.js";import"./chunk-4W5TRBXY.js";import"./chunk-YB5GB4QA.js";import"./chunk-ZG3TWJKD.js";
import"./chunk-OLJVEC4A.js";import"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";export{htmlPage};
