import{cure,headline,markdown,titled}from"./chunk-NVKHSUHK.js";import"./chunk-W7I7VO3L.js";import"./chunk-OPUEVAQ7.js";import"./chunk-4W5TRBXY.js";
import"./chunk-YB5GB4QA.js";import"./chunk-JSQ7MUIT.js";import"./chunk-OLJVEC4A.js";import"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";export{cure,headline,markdown,titled};
