// The board's SVG as an image of twice as many dots, drawn by the browser on a canvas.

/** @param {string} svg @returns {Promise<Blob>} */
export async function toPng(svg, ratio = 2) {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * ratio;
    canvas.height = image.naturalHeight * ratio;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('PNG: the browser made no image')))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
