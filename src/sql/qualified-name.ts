/** An unquoted, exact name: schema and relation as the catalog holds them (folded to lower case where unquoted). */
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}
