// MD5 of Fashion-MNIST's four files, as its authors publish them.

/** @type {Record<import('./files.js').Role, string>} */
export const PUBLISHED = {
  trainImages: '8d4fb7e6c68d591d4c3dfef9ec88bf0d',
  trainLabels: '25c81989df183df01b3e8a0aad5dffbe',
  testImages: 'bef4ecab320f06d8554ea6380940ec79',
  testLabels: 'bb300cfdad3c16e7a12a480ee83cd310',
};
