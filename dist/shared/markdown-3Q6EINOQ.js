import{cure,headline,markdown}from"./chunk-HFWQYEKQ.js";import"./chunk-ILUZH7QH.js";import"./chunk-2I6NSS76.js";import"./chunk-4W5TRBXY.js";
import"./chunk-YB5GB4QA.js";import"./chunk-ZG3TWJKD.js";import"./chunk-OLJVEC4A.js";import"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";export{cure,headline,markdown};
