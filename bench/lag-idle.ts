/** A process that does nothing until it is told to end: what the machine alone adds to a loop's lag. */
setInterval(() => {}, 1_000);
