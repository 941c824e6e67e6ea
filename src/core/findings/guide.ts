/** What a guided run says when it goes no further and nothing else says why. */
export interface GuideFacts {
  /** `state`: how its run ended. */
  guided_stopped: { command: string; run: string; state: string };
}
