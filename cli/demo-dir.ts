/** Under DATA_DIR, so that commands find the demo while it runs; made anew each time, so that there is something to watch. */
export const DEMO_DIR = 'demo';
