/** A busy machine takes its time to open a shop; no test is about speed. */
jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
