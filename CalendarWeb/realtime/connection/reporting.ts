/** Takes an error that no caller awaits. Never throws, so that the reporting code continues. */
export type Report = (error: unknown) => void;

/** The default for errors of a front end's callbacks: the page gets them like any uncaught error. */
const reportToPlatform: Report = (error) => {
  if ('reportError' in globalThis) globalThis.reportError(error);
  else console.error(error);
};

/** Reports to the front end's own callback, if there is one. If that throws too, the platform gets both errors. */
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
