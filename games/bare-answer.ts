/** Marks that people and models put around a one-word answer: quotes, brackets, markdown, full stops. */
const marksAround = /^[\s"'`“”‘’*_()[\].,:;!]+|[\s"'`“”‘’*_()[\].,:;!]+$/gu;

/** Longer answers are not searched for marks and words, which would take long in a hostile one. */
const answerUnitsMax = 200;

/** An answer without the marks around it, '' where nothing is left; undefined when it is too long for one word. */
export const bareAnswer = (text: string): string | undefined => {
  const trimmed = text.trim();
  return trimmed.length > answerUnitsMax ? undefined : trimmed.replaceAll(marksAround, '');
};
