import {
  cards,
  judge,
  readStatements
} from "./chunk-72LR56DW.js";
import "./chunk-XDAWF2NF.js";
import "./chunk-WGPGLP6T.js";
import "./chunk-I35ANTAZ.js";
import "./chunk-D75LI2OU.js";
import "./chunk-6DY2GZUB.js";
import "./chunk-UL4WNEGY.js";
export {
  cards,
  judge,
  readStatements
};
