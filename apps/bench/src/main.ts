/** The benchmarks of DESIGN §12; `npm run bench -- --help`. */
export {};
