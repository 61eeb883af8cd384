import{htmlPage}from"./chunk-7765MVY3.js";import"./chunk-OPUEVAQ7.js";import"./chunk-4W5TRBXY.js";import"./chunk-YB5GB4QA.js";import"./chunk-JSQ7MUIT.js";
import"./chunk-OLJVEC4A.js";import"./chunk-T2HLY4DR.js";import"./chunk-7PVPYRVV.js";export{htmlPage};
