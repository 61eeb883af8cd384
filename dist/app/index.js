import{serve}from"../shared/chunk-LIRUSUQZ.js";import"../shared/chunk-6M55JQXD.js";import{startQuickly,tellingCrashes}from"../shared/chunk-GGPM55H2.js";import"../shared/chunk-FI5PXLBP.js";
import"../shared/chunk-G5W3DELH.js";import"../shared/chunk-25F7NVDY.js";import"../shared/chunk-5CSNFTUO.js";import"../shared/chunk-BLIRVPOK.js";import"../shared/chunk-BODMWZIV.js";
import"../shared/chunk-ZXDGY5FU.js";import"../shared/chunk-LRMOX4J5.js";import"../shared/chunk-DBMZUOGC.js";import"../shared/chunk-E5XEL23C.js";import"../shared/chunk-PLGO7SHZ.js";
import"../shared/chunk-656ZDTEV.js";import"../shared/chunk-JQBM74RJ.js";import"../shared/chunk-4IVI3QBG.js";import"../shared/chunk-X47YNNHE.js";import"../shared/chunk-MIIEZTND.js";
import"../shared/chunk-NVKHSUHK.js";import"../shared/chunk-W7I7VO3L.js";import"../shared/chunk-OPUEVAQ7.js";import"../shared/chunk-4W5TRBXY.js";import"../shared/chunk-YB5GB4QA.js";
import"../shared/chunk-JSQ7MUIT.js";import"../shared/chunk-OLJVEC4A.js";import"../shared/chunk-Z47CQAIS.js";import"../shared/chunk-TUHREAFN.js";import"../shared/chunk-UURERUFQ.js";
import"../shared/chunk-FQPUUQAJ.js";import"../shared/chunk-C4KXZSFV.js";import"../shared/chunk-T2HLY4DR.js";import"../shared/chunk-7CUXIEAQ.js";import"../shared/chunk-RP7HDS62.js";
import"../shared/chunk-7PVPYRVV.js";startQuickly();var crashed=tellingCrashes("The server crashed.");serve().then(status=>{process.exitCode=status},crashed);
