/** What widely used extensions bring that tables stand on: types, functions that defaults call, operator classes. */
export const extensionObjects: Readonly<Record<string, readonly string[]>> = {
  citext: ['citext'],
  cube: ['cube'],
  hstore: ['hstore'],
  isn: ['ean13', 'isbn13', 'ismn13', 'issn13', 'isbn', 'ismn', 'issn', 'upc'],
  ltree: ['ltree', 'lquery', 'ltxtquery'],
  postgis: ['geometry', 'geography', 'box2d', 'box3d'],
  seg: ['seg'],
  pg_trgm: ['gin_trgm_ops', 'gist_trgm_ops'],
  vector: ['vector', 'halfvec', 'sparsevec'],
  pgcrypto: ['gen_random_bytes', 'digest', 'hmac', 'crypt', 'gen_salt'],
  'uuid-ossp': ['uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v3', 'uuid_generate_v4', 'uuid_generate_v5'],
};
