/** Takes an error that nobody waits for; never throws, so that whoever reports goes on. */
export type Report = (error: unknown) => void;

/** What a front end's callback throws is the page's to hear of, as of any error that nothing catches. */
const reportToPlatform: Report = (error) => {
  if ('reportError' in globalThis) globalThis.reportError(error);
  else console.error(error);
};

/** To the front end where it wants to know. Should it fail at that, too, both errors are the platform's. */
export const reporting =
  (onError: Report = reportToPlatform): Report =>
  (error) => {
    try {
      onError(error);
    } catch (failure) {
      reportToPlatform(error);
      reportToPlatform(failure);
    }
  };
