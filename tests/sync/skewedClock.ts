/** Loaded before a host's program: its wall clock is wrong by `ORDA_TEST_CLOCK` milliseconds. */
const wrongBy = Number(process.env['ORDA_TEST_CLOCK'] ?? 0);
const real = Date.now.bind(Date);
Date.now = () => real() + wrongBy;
