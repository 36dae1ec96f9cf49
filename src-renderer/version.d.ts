/** The version in package.json, put in by the build. */
declare const ORDA_VERSION: string;
