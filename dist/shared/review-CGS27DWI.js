import {
  localWorld,
  runReview
} from "./chunk-VNOIYOZ2.js";
import "./chunk-RZRSENEW.js";
import "./chunk-3GHMPT7B.js";
import "./chunk-CJVKZTXT.js";
import "./chunk-YVZJR36C.js";
import "./chunk-TNOWIQTG.js";
import "./chunk-TU5TG4ZA.js";
import "./chunk-ORHZ3WJD.js";
import "./chunk-HGMUBCTC.js";
import "./chunk-6S3QQKEH.js";
import "./chunk-54ZSIIIM.js";
import "./chunk-CEA2E6WD.js";
import "./chunk-4XG65QLW.js";
import "./chunk-AZPCHA24.js";
import "./chunk-WGPGLP6T.js";
import "./chunk-I35ANTAZ.js";
import "./chunk-D75LI2OU.js";
import "./chunk-6DY2GZUB.js";
import "./chunk-UL4WNEGY.js";
export {
  localWorld,
  runReview
};
